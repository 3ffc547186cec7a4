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
    /// Language, theme, date, data.
    Settings,
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
            (Some("check"), None, ..) => Self::Check,
            (Some("simulate"), None, ..) => Self::Simulate,
            (Some("settings"), None, ..) => Self::Settings,
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
            Self::Settings => "/settings".to_owned(),
            Self::NotFound => "/not-found".to_owned(),
        }
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
            Self::Settings => "settings",
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

    #[test]
    fn every_address_leads_back_to_its_screen() {
        let id = "0c7d4d7e-6f6e-4f3a-9a40-2f1f0e7b7a55".to_owned();
        let all = [
            Route::Today,
            Route::Debts,
            Route::DebtNew,
            Route::DebtEdit(id.clone()),
            Route::Debt(id.clone()),
            Route::Reconcile(id.clone()),
            Route::Prospects(id.clone()),
            Route::DebtCheck(id),
            Route::Check,
            Route::Import,
            Route::Simulate,
            Route::Settings,
            Route::NotFound,
        ];
        for route in all {
            assert_eq!(Route::parse(&route.href()), route);
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
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
    }
}
