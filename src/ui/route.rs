//! Every address of the portal. Only this file spells a path. Imports nothing: it is pure and tested natively.

/// A screen with an address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Route {
    /// All debts on one page.
    Today,
    /// The list of debts.
    Debts,
    /// The short form for a new debt.
    DebtNew,
    /// The same form with a debt in it.
    DebtEdit(String),
    /// One debt.
    Debt(String),
    /// Where a figure of the lender comes from.
    Reconcile(String),
    /// What may come of a debt: credit record, legal road, purposes of a payment.
    Prospects(String),
    /// Whether the charges of a debt are lawful.
    DebtCheck(String),
    /// Whether a charge that is typed by hand is lawful.
    Check,
    /// Bring in a file.
    Import,
    /// The late-fee simulator.
    Simulate,
    /// The way through: what the situation is called and what can be done.
    Help,
    /// Income, essentials, what is left for debts.
    Budget,
    /// Several debts out of one budget: in which order.
    Order,
    /// What may be asked for a debt, side by side.
    Options(String),
    /// Several creditors and too little for all.
    Insolvency,
    /// All requests and how they stand.
    Requests,
    /// A new request for a debt, one question a page.
    RequestNew(String),
    /// One request.
    Request(String),
    /// An agreed plan and how it is kept.
    Plan(String),
    /// The log of calls, letters, visits.
    Contacts,
    /// Language, theme, date, data.
    Settings,
    /// For lenders and teachers: the simulator on their own page.
    Embed,
    /// The lessons.
    Learn,
    /// One lesson.
    Lesson(String),
    /// The words of lending and debt.
    Glossary,
    /// Questions that were missed, when they are due again.
    Review,
    /// What was learned, for print.
    Certificate,
    /// A worksheet, as a student fills it in.
    Worksheet,
    /// For teachers: where to start.
    Teach,
    /// For teachers: the sheets of a class with their keys.
    Class,
    /// For teachers: results that students send.
    Marks,
    /// For teachers: a scenario, large, step by step.
    Present,
    /// For teachers: plans, and which competences they serve.
    Plans,
    /// Anything else.
    NotFound,
}

impl Route {
    /// The route of a path. The query and the fragment are not part of it.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Today,
            (Some("debts"), None, ..) => Self::Debts,
            (Some("debts"), Some("new"), None, _) => Self::DebtNew,
            (Some("debts"), Some("import"), None, _) => Self::Import,
            (Some("debts"), Some(id), None, _) if is_id(id) => Self::Debt(id.to_owned()),
            (Some("debts"), Some(id), Some("edit"), None) if is_id(id) => Self::DebtEdit(id.to_owned()),
            (Some("debts"), Some(id), Some("reconcile"), None) if is_id(id) => Self::Reconcile(id.to_owned()),
            (Some("debts"), Some(id), Some("prospects"), None) if is_id(id) => Self::Prospects(id.to_owned()),
            (Some("debts"), Some(id), Some("check"), None) if is_id(id) => Self::DebtCheck(id.to_owned()),
            (Some("debts"), Some(id), Some("options"), None) if is_id(id) => Self::Options(id.to_owned()),
            (Some("debts"), Some(id), Some("request"), None) if is_id(id) => Self::RequestNew(id.to_owned()),
            (Some("debts"), Some(id), Some("plan"), None) if is_id(id) => Self::Plan(id.to_owned()),
            (Some("help"), None, ..) => Self::Help,
            (Some("budget"), None, ..) => Self::Budget,
            (Some("budget"), Some("order"), None, _) => Self::Order,
            (Some("insolvency"), None, ..) => Self::Insolvency,
            (Some("requests"), None, ..) => Self::Requests,
            (Some("requests"), Some(id), None, _) if is_id(id) => Self::Request(id.to_owned()),
            (Some("contacts"), None, ..) => Self::Contacts,
            (Some("check"), None, ..) => Self::Check,
            (Some("simulate"), None, ..) => Self::Simulate,
            (Some("settings"), None, ..) => Self::Settings,
            (Some("embed"), None, ..) => Self::Embed,
            (Some("learn"), None, ..) => Self::Learn,
            (Some("learn"), Some(id), None, _) if is_id(id) => Self::Lesson(id.to_owned()),
            (Some("glossary"), None, ..) => Self::Glossary,
            (Some("review"), None, ..) => Self::Review,
            (Some("certificate"), None, ..) => Self::Certificate,
            (Some("worksheet"), None, ..) => Self::Worksheet,
            (Some("teach"), None, ..) => Self::Teach,
            (Some("teach"), Some("class"), None, _) => Self::Class,
            (Some("teach"), Some("marks"), None, _) => Self::Marks,
            (Some("teach"), Some("present"), None, _) => Self::Present,
            (Some("teach"), Some("plans"), None, _) => Self::Plans,
            _ => Self::NotFound,
        }
    }

    /// The path of a route.
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Today => "/".to_owned(),
            Self::Debts => "/debts".to_owned(),
            Self::DebtNew => "/debts/new".to_owned(),
            Self::DebtEdit(id) => format!("/debts/{id}/edit"),
            Self::Debt(id) => format!("/debts/{id}"),
            Self::Reconcile(id) => format!("/debts/{id}/reconcile"),
            Self::Prospects(id) => format!("/debts/{id}/prospects"),
            Self::DebtCheck(id) => format!("/debts/{id}/check"),
            Self::Check => "/check".to_owned(),
            Self::Import => "/debts/import".to_owned(),
            Self::Simulate => "/simulate".to_owned(),
            Self::Help => "/help".to_owned(),
            Self::Budget => "/budget".to_owned(),
            Self::Order => "/budget/order".to_owned(),
            Self::Options(id) => format!("/debts/{id}/options"),
            Self::Insolvency => "/insolvency".to_owned(),
            Self::Requests => "/requests".to_owned(),
            Self::RequestNew(id) => format!("/debts/{id}/request"),
            Self::Request(id) => format!("/requests/{id}"),
            Self::Plan(id) => format!("/debts/{id}/plan"),
            Self::Contacts => "/contacts".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::Embed => "/embed".to_owned(),
            Self::Learn => "/learn".to_owned(),
            Self::Lesson(id) => format!("/learn/{id}"),
            Self::Glossary => "/glossary".to_owned(),
            Self::Review => "/review".to_owned(),
            Self::Certificate => "/certificate".to_owned(),
            Self::Worksheet => "/worksheet".to_owned(),
            Self::Teach => "/teach".to_owned(),
            Self::Class => "/teach/class".to_owned(),
            Self::Marks => "/teach/marks".to_owned(),
            Self::Present => "/teach/present".to_owned(),
            Self::Plans => "/teach/plans".to_owned(),
            Self::NotFound => "/not-found".to_owned(),
        }
    }

    /// Whether the screen stands in the binary of the lessons and the class (`learn`).
    #[must_use]
    pub const fn is_learn(&self) -> bool {
        matches!(
            self,
            Self::Learn
                | Self::Lesson(_)
                | Self::Glossary
                | Self::Review
                | Self::Certificate
                | Self::Worksheet
                | Self::Teach
                | Self::Class
                | Self::Marks
                | Self::Present
                | Self::Plans
        )
    }

    /// Whether the screen stands in the binary of the ways out (`help`). What is neither here nor in `learn` is in `rooms`.
    /// `public/boot.js` holds the same rule as a pattern over paths; a test keeps the two equal.
    #[must_use]
    pub const fn is_help(&self) -> bool {
        matches!(
            self,
            Self::Help
                | Self::Budget
                | Self::Order
                | Self::Options(_)
                | Self::Insolvency
                | Self::Requests
                | Self::RequestNew(_)
                | Self::Request(_)
                | Self::Plan(_)
                | Self::Contacts
                | Self::Embed
        )
    }

    /// The name of the screen, as it stands in `data-screen`.
    #[must_use]
    pub const fn screen(&self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Debts => "debts",
            Self::DebtNew => "debt-new",
            Self::DebtEdit(_) => "debt-edit",
            Self::Debt(_) => "debt",
            Self::Reconcile(_) => "reconcile",
            Self::Prospects(_) => "prospects",
            Self::DebtCheck(_) => "debt-check",
            Self::Check => "check",
            Self::Import => "import",
            Self::Simulate => "simulate",
            Self::Help => "help",
            Self::Budget => "budget",
            Self::Order => "order",
            Self::Options(_) => "options",
            Self::Insolvency => "insolvency",
            Self::Requests => "requests",
            Self::RequestNew(_) => "request-new",
            Self::Request(_) => "request",
            Self::Plan(_) => "plan",
            Self::Contacts => "contacts",
            Self::Settings => "settings",
            Self::Embed => "embed",
            Self::Learn => "learn",
            Self::Lesson(_) => "lesson",
            Self::Glossary => "glossary",
            Self::Review => "review",
            Self::Certificate => "certificate",
            Self::Worksheet => "worksheet",
            Self::Teach => "teach",
            Self::Class => "class",
            Self::Marks => "marks",
            Self::Present => "present",
            Self::Plans => "plans",
            Self::NotFound => "not-found",
        }
    }
}

/// Whether a text can be the id of a debt: what Web Crypto gives, so letters, digits and hyphens.
fn is_id(text: &str) -> bool {
    text.len() <= 64 && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(id: String) -> Vec<Route> {
        vec![
            Route::Today,
            Route::Debts,
            Route::DebtNew,
            Route::DebtEdit(id.clone()),
            Route::Debt(id.clone()),
            Route::Reconcile(id.clone()),
            Route::Prospects(id.clone()),
            Route::DebtCheck(id.clone()),
            Route::Check,
            Route::Help,
            Route::Budget,
            Route::Order,
            Route::Options(id.clone()),
            Route::Insolvency,
            Route::Requests,
            Route::RequestNew(id.clone()),
            Route::Request(id.clone()),
            Route::Plan(id.clone()),
            Route::Contacts,
            Route::Import,
            Route::Simulate,
            Route::Settings,
            Route::Embed,
            Route::Learn,
            Route::Lesson(id),
            Route::Glossary,
            Route::Review,
            Route::Certificate,
            Route::Worksheet,
            Route::Teach,
            Route::Class,
            Route::Marks,
            Route::Present,
            Route::Plans,
            Route::NotFound,
        ]
    }

    #[test]
    fn every_address_leads_back_to_its_screen() {
        for route in every("0c7d4d7e-6f6e-4f3a-9a40-2f1f0e7b7a55".to_owned()) {
            assert_eq!(Route::parse(&route.href()), route);
        }
    }

    /// The boot script chooses the binary before there is any Rust.
    #[test]
    fn the_boot_script_knows_which_binary_holds_a_screen() {
        for (name, words, is_there) in
            [("HELP", "options|request|plan", Route::is_help as fn(&Route) -> bool), ("LEARN", "", Route::is_learn)]
        {
            let boot = include_str!("../../public/boot.js");
            let start = format!("const {name} = /^\\/(");
            let pattern = boot.lines().find_map(|line| line.trim().strip_prefix(&start)).unwrap_or_default();
            let (alternatives, _) = pattern.split_once(")\\/?$/;").unwrap_or_default();
            let mut told: Vec<String> = alternatives
                .replace(&format!("debts\\/[\\w-]+\\/({words})"), "")
                .split('|')
                .filter(|part| !part.is_empty())
                .map(|part| format!("/{}", part.replace("\\/", "/").replace("[\\w-]+", "a")))
                .chain(words.split('|').filter(|word| !word.is_empty()).map(|word| format!("/debts/a/{word}")))
                .collect();
            told.sort();
            for path in &told {
                assert!(is_there(&Route::parse(path)), "{path}");
            }
            let mut ours: Vec<String> =
                every("a".to_owned()).iter().filter(|route| is_there(route)).map(Route::href).collect();
            ours.sort();
            assert_eq!(told, ours);
        }
    }

    #[test]
    fn an_unknown_or_hostile_address_is_not_found() {
        for path in [
            "/nowhere",
            "/debts/<script>",
            "/debts/a/b/c",
            "/debts/a/edit/x",
            "/debts/a/check/x",
            "/check/x",
            "/simulate/x",
            "/embed/x",
            "/learn/a/b",
            "/learn/<b>",
            "/glossary/x",
            "/teach/x",
            "/teach/class/x",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
