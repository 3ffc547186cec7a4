//! The self-assessment: a few questions on one page. Each answer is kept as soon as it is given.

use leptos::prelude::*;

use crate::case::household::{Answers, Household, Lasting, Reason};
use crate::engine::Currency;
use crate::present::Lang;
use crate::present::input::words::message_of;
use crate::present::input::{self, is_blank};
use crate::present::words::situation as words;
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Entry, Field, SelectField};
use crate::ui::records::use_records;
use crate::ui::state::{use_as_of, use_debts, use_lang};

const REASONS: [(&str, Reason); 11] = [
    ("unemployment", Reason::Unemployment),
    ("less_income", Reason::LessIncome),
    ("illness", Reason::Illness),
    ("family", Reason::Family),
    ("disaster", Reason::Disaster),
    ("business", Reason::Business),
    ("too_many", Reason::TooManyDebts),
    ("oversight", Reason::Oversight),
    ("disputed", Reason::Disputed),
    ("unwilling", Reason::Unwilling),
    ("other", Reason::Other),
];

const LASTING: [(&str, Lasting); 4] =
    [("weeks", Lasting::Weeks), ("months", Lasting::Months), ("years", Lasting::Years), ("unknown", Lasting::Unknown)];

const fn reason_words(reason: Reason, lang: Lang) -> &'static str {
    match reason {
        Reason::Unemployment => words::reason_unemployment(lang),
        Reason::LessIncome => words::reason_less_income(lang),
        Reason::Illness => words::reason_illness(lang),
        Reason::Family => words::reason_family(lang),
        Reason::Disaster => words::reason_disaster(lang),
        Reason::Business => words::reason_business(lang),
        Reason::TooManyDebts => words::reason_too_many(lang),
        Reason::Oversight => words::reason_oversight(lang),
        Reason::Disputed => words::reason_disputed(lang),
        Reason::Unwilling => words::reason_unwilling(lang),
        Reason::Other => words::reason_other(lang),
    }
}

const fn lasting_words(lasting: Lasting, lang: Lang) -> &'static str {
    match lasting {
        Lasting::Weeks => words::lasting_weeks(lang),
        Lasting::Months => words::lasting_months(lang),
        Lasting::Years => words::lasting_years(lang),
        Lasting::Unknown => words::lasting_unknown(lang),
    }
}

/// The fields as texts.
#[derive(Clone, Copy)]
struct Fields {
    reason: RwSignal<String>,
    since: RwSignal<String>,
    lasting: RwSignal<String>,
    disputed: RwSignal<String>,
    court: RwSignal<String>,
    risk: RwSignal<String>,
    people: RwSignal<String>,
}

impl Fields {
    fn of(answers: &Answers) -> Self {
        let name = |text: Option<&str>| RwSignal::new(text.unwrap_or("").to_owned());
        let choice = |said: Option<bool>| name(said.map(|said| if said { "yes" } else { "no" }));
        let reason = REASONS.iter().find(|(_, reason)| Some(*reason) == answers.reason).map(|(name, _)| *name);
        let lasting = LASTING.iter().find(|(_, lasting)| Some(*lasting) == answers.lasting).map(|(name, _)| *name);
        Self {
            reason: name(reason),
            since: RwSignal::new(answers.since.map_or_else(String::new, |day| day.to_string())),
            lasting: name(lasting),
            disputed: choice(answers.disputed),
            court: choice(answers.court),
            risk: choice(answers.at_risk),
            people: RwSignal::new(answers.people.map_or_else(String::new, |count| count.to_string())),
        }
    }

    /// The answers, tracked. What cannot be read leaves what was known.
    fn answers(self, known: &Answers, today: chrono::NaiveDate) -> Answers {
        let choice = |text: String| match text.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let (reason, lasting) = (self.reason.get(), self.lasting.get());
        let since = self.since.get();
        let people = self.people.get();
        Answers {
            reason: REASONS.iter().find(|(name, _)| *name == reason).map(|(_, reason)| *reason),
            since: if is_blank(&since) {
                None
            } else {
                input::date(&since, today).map_or(known.since, |read| Some(read.date))
            },
            lasting: LASTING.iter().find(|(name, _)| *name == lasting).map(|(_, lasting)| *lasting),
            disputed: choice(self.disputed.get()),
            court: choice(self.court.get()),
            at_risk: choice(self.risk.get()),
            people: if is_blank(&people) {
                None
            } else {
                input::count(&people, 1, 50).ok().and_then(|count| u8::try_from(count).ok()).or(known.people)
            },
        }
    }
}

/// The questions.
#[component]
pub fn Questions() -> impl IntoView {
    let (lang, records, keeper, as_of, debts) = (use_lang(), use_records(), use_keeper(), use_as_of(), use_debts());
    let known = untrack(move || records.household()).map(|known| known.answers).unwrap_or_default();
    let fields = Fields::of(&known);
    Effect::new(move |_| {
        let household = untrack(move || records.household());
        let known = household.as_ref().map(|known| known.answers.clone()).unwrap_or_default();
        let answers = fields.answers(&known, as_of.get_untracked());
        if answers == known {
            return;
        }
        let of_debts =
            debts.0.with_untracked(|debts| debts.first().map(|debt| debt.inputs.contract.principal().currency()));
        let household = household.unwrap_or_else(|| Household::new(of_debts.unwrap_or(Currency::CNY)));
        let record = records.with_household(Household { answers, ..household });
        keeper.save_records(vec![record], String::new(), lang, || ());
    });
    let since_error = Signal::derive(move || {
        let text = fields.since.get();
        let read = (!is_blank(&text)).then(|| input::date(&text, as_of.get()));
        read.and_then(Result::err).map(|cause| message_of(words::since_noun(lang), &cause, lang))
    });
    let people_error = Signal::derive(move || {
        let text = fields.people.get();
        let read = (!is_blank(&text)).then(|| input::count(&text, 1, 50));
        read.and_then(Result::err).map(|cause| message_of(words::people_noun(lang), &cause, lang))
    });
    let since = Entry::new("since", words::since_label(lang)).hint(words::since_hint(lang)).optional();
    let people = Entry::new("people", words::people_label(lang)).keyboard("numeric").optional();
    view! {
        <div class="c-form">
            {choices(fields, lang)}
            <Field entry=since value=fields.since error=since_error/>
            <Field entry=people value=fields.people error=people_error/>
        </div>
    }
}

/// The questions with given answers.
fn choices(fields: Fields, lang: Lang) -> AnyView {
    let none = Signal::derive(|| None::<String>);
    let own = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let reasons = core::iter::once(own("", words::reason_none(lang)))
        .chain(REASONS.iter().map(|(name, reason)| own(name, reason_words(*reason, lang))))
        .collect::<Vec<_>>();
    let lasting = core::iter::once(own("", words::lasting_none(lang)))
        .chain(LASTING.iter().map(|(name, lasting)| own(name, lasting_words(*lasting, lang))))
        .collect::<Vec<_>>();
    let yes_no = || vec![own("", words::not_said(lang)), own("yes", words::yes(lang)), own("no", words::no(lang))];
    let risk = Entry::new("at_risk", words::risk_label(lang)).hint(words::risk_hint(lang));
    view! {
        <SelectField entry=Entry::new("reason", words::reason_label(lang)) options=reasons value=fields.reason error=none/>
        <SelectField entry=Entry::new("lasting", words::lasting_label(lang)) options=lasting value=fields.lasting error=none/>
        <SelectField entry=Entry::new("disputed", words::disputed_label(lang)) options=yes_no() value=fields.disputed error=none/>
        <SelectField entry=Entry::new("court", words::court_label(lang)) options=yes_no() value=fields.court error=none/>
        <SelectField entry=risk options=yes_no() value=fields.risk error=none/>
    }
    .into_any()
}
