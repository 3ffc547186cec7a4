//! What a situation is called, in neutral words, and the path out of it; how much room there is, with every part in sight;
//! when to talk to a person. It runs in the worker. Pure; imports `case`, `engine` and words.
//!
//! The names follow from what can be computed and what was answered, by the rules of [`name`]; they are ours, not a law's.

mod paths;
mod score;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::household::{Answers, Lasting, Reason};
use crate::case::{Debt, Household};
use crate::engine::relief::{Position, Proposal, position_after};
use crate::engine::solve::request::{Levers, Smallest, smallest_request};
use crate::engine::{Account, EngineError, Money};
use crate::present::lang::Lang;
use crate::present::options::assumed_levers;
use crate::present::words::{check, situation as words};
use crate::present::{budget, format, terms};
pub use score::{ScoreView, ScoredView};

/// The question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// All debts.
    pub debts: Vec<Debt>,
    /// The household with its answers, if there is one.
    pub household: Option<Household>,
    /// The day.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// What a situation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    /// No debt is noted.
    NoDebts,
    /// Nothing is late and the budget bears everything, or there is none.
    OnTime,
    /// The sum is disputed.
    Disputed,
    /// The budget bears the debts, but they are late or not settled with oneself.
    Able,
    /// It does not fit now, but a request within the usual limits makes it fit.
    Temporary,
    /// No request within the usual limits makes it fit.
    Lasting,
    /// What is owned and five years of what is left do not pay what is owed.
    Insolvent,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// Where it leads: the name of a screen.
    pub to: String,
    /// The debt of that screen, where it has one.
    pub debt: Option<String>,
    /// What to do.
    pub title: String,
    /// Why.
    pub body: String,
}

/// A debt in the list of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebtLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub stands: String,
    /// Whether it is late.
    pub late: bool,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationView {
    /// The name.
    pub name: Name,
    /// It in words.
    pub title: String,
    /// What it means.
    pub sentence: String,
    /// What it rests on.
    pub grounds: Vec<String>,
    /// The path.
    pub steps: Vec<StepView>,
    /// How much room there is; none without a budget.
    pub score: Option<ScoreView>,
    /// Whether somebody may be in danger.
    pub urgent: bool,
    /// When and where to talk to a person; may be empty.
    pub help: Vec<String>,
    /// The debts.
    pub debts: Vec<DebtLine>,
}

/// The view of a question as JSON; none where the question cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)).ok()
}

/// A debt on the day, as far as it can be worked out.
struct Stand<'a> {
    debt: &'a Debt,
    account: Account,
    position: Position,
}

/// What the budget bears.
struct Found {
    /// The contracts as they are.
    keep: bool,
    /// Some request within the usual limits.
    request: bool,
    /// In some month the essentials alone exceed the income.
    uncovered: bool,
    /// What is owned and sixty months of the affordable payment pay less than what is owed.
    short: bool,
    /// The affordable payment.
    affordable: Money,
}

/// Months of a plan that are held against what is owed: the longest plan that is usual, five years.
const PLAN_MONTHS: i64 = 60;

/// The screen.
#[must_use]
pub fn view(ask: &Ask) -> SituationView {
    let lang = Lang::from_tag(&ask.lang);
    let stands = stands(ask);
    let answers = ask.household.as_ref().map(|known| known.answers.clone()).unwrap_or_default();
    let household = ask.household.as_ref().filter(|known| !known.lines.is_empty());
    let found = household.and_then(|known| found(known, &stands, ask.as_of).ok());
    let late = stands.iter().any(|stand| !stand.account.overdue.is_zero());
    let name = name(&answers, found.as_ref(), !ask.debts.is_empty(), late);
    let urgent = answers.at_risk == Some(true);
    let [title, sentence] = name_words(name, lang);
    SituationView {
        name,
        title: title.to_owned(),
        sentence: sentence.to_owned(),
        grounds: grounds(&answers, found.as_ref(), &stands, ask.as_of, lang),
        steps: paths::steps(name, &answers, household.is_some(), &worst(&stands), lang),
        score: household.and_then(|known| score::view(known, &stands, ask.as_of, lang)),
        urgent,
        help: help(name, urgent, found.as_ref(), lang),
        debts: lines(ask, lang),
    }
}

fn stands(ask: &Ask) -> Vec<Stand<'_>> {
    let stand = |debt| -> Result<Stand<'_>, EngineError> {
        let debt: &Debt = debt;
        let account = debt.replay(ask.as_of)?;
        let position = position_after(&debt.inputs.contract, &debt.inputs.events, &account)?;
        Ok(Stand { debt, account, position })
    };
    ask.debts.iter().filter_map(|debt| stand(debt).ok()).collect()
}

/// The debt that is late for the longest time, or else the first.
fn worst(stands: &[Stand<'_>]) -> Option<String> {
    let worst = stands.iter().max_by_key(|stand| stand.account.days_past_due);
    worst.map(|stand| stand.debt.id.clone())
}

fn found(household: &Household, stands: &[Stand<'_>], as_of: NaiveDate) -> Result<Found, EngineError> {
    let ours: Vec<&Stand<'_>> = stands.iter().filter(|stand| stand.position.currency == household.currency).collect();
    let levers: Vec<Levers> =
        ours.iter().map(|stand| assumed_levers(stand.debt.kind, &stand.position)).collect::<Result<_, _>>()?;
    let months = ours
        .iter()
        .zip(&levers)
        .map(|(stand, levers)| crate::case::request::Asking::months_for(&stand.position, levers));
    let months = months.max().unwrap_or(budget::MONTHS).max(budget::MONTHS);
    let budget = household.budget();
    let purse = budget.purse(as_of, months)?;
    let affordable = budget.purse(as_of, budget::MONTHS)?.affordable()?;
    let uncovered = budget.months(as_of, budget::MONTHS)?.iter().any(|month| month.free.minor() < 0);
    let positions: Vec<Position> = ours.iter().map(|stand| stand.position.clone()).collect();
    let (keep, request) = if positions.is_empty() {
        (!uncovered, true)
    } else {
        match smallest_request(&positions, &purse, &levers, &Proposal::default())? {
            Smallest::NothingNeeded => (true, true),
            Smallest::Request { .. } => (false, true),
            Smallest::Nothing { .. } => (false, false),
        }
    };
    let currency = household.currency;
    let owed =
        Money::sum(currency, positions.iter().map(|position| position.open.total()).collect::<Result<Vec<_>, _>>()?)?;
    let owned = household.possessions.iter().filter(|each| !each.protected && each.value.currency() == currency);
    let owned = Money::sum(currency, owned.map(|each| each.value))?.plus(household.cash)?;
    let plan = affordable.minor().checked_mul(PLAN_MONTHS).ok_or(EngineError::Overflow)?;
    let short = owned.plus(Money::try_new(plan, currency)?)? < owed;
    Ok(Found { keep, request, uncovered, short, affordable })
}

/// The name: a dispute first, because it may change every sum; then what the budget says; where there is none, what was
/// answered.
fn name(answers: &Answers, found: Option<&Found>, debts: bool, late: bool) -> Name {
    if !debts {
        return Name::NoDebts;
    }
    if answers.disputed == Some(true) || answers.reason == Some(Reason::Disputed) {
        return Name::Disputed;
    }
    match found {
        Some(found) if found.keep && late => Name::Able,
        Some(found) if found.keep && answers.reason == Some(Reason::Unwilling) => Name::Able,
        Some(found) if found.keep => Name::OnTime,
        Some(found) if found.short && !found.request => Name::Insolvent,
        Some(found) if !found.request || answers.lasting == Some(Lasting::Years) => Name::Lasting,
        Some(_) => Name::Temporary,
        None if answers.reason == Some(Reason::Unwilling) => Name::Able,
        None if answers.lasting == Some(Lasting::Years) || answers.reason == Some(Reason::TooManyDebts) => {
            Name::Lasting
        }
        None if late || answers.reason.is_some() => Name::Temporary,
        None => Name::OnTime,
    }
}

const fn name_words(name: Name, lang: Lang) -> [&'static str; 2] {
    match name {
        Name::NoDebts => [words::no_debts_title(lang), words::no_debts_about(lang)],
        Name::OnTime => [words::on_time_title(lang), words::on_time_about(lang)],
        Name::Disputed => [words::disputed_title(lang), words::disputed_about(lang)],
        Name::Able => [words::able_title(lang), words::able_about(lang)],
        Name::Temporary => [words::temporary_title(lang), words::temporary_about(lang)],
        Name::Lasting => [words::lasting_title(lang), words::lasting_about(lang)],
        Name::Insolvent => [words::insolvent_title(lang), words::insolvent_about(lang)],
    }
}

fn grounds(
    answers: &Answers,
    found: Option<&Found>,
    stands: &[Stand<'_>],
    as_of: NaiveDate,
    lang: Lang,
) -> Vec<String> {
    let mut all = Vec::new();
    let late = stands.iter().filter(|stand| !stand.account.overdue.is_zero()).count();
    let days = stands.iter().map(|stand| stand.account.days_past_due).max().unwrap_or(0);
    if late > 0 {
        all.push(words::ground_late(lang, &late.to_string(), &format::days(days, lang)));
    }
    if let Some(found) = found {
        let sum = format::money(found.affordable, lang);
        all.push(words::ground_affordable(lang, &sum));
        let fits = match (found.keep, found.request, found.uncovered) {
            (true, ..) => words::ground_keep(lang),
            (false, true, _) => words::ground_request(lang),
            (false, false, true) => words::ground_uncovered(lang),
            (false, false, false) => words::ground_nothing(lang),
        };
        all.push(fits.to_owned());
        if found.short {
            all.push(words::ground_short(lang).to_owned());
        }
    } else if !stands.is_empty() {
        all.push(words::ground_no_budget(lang).to_owned());
    }
    if answers.disputed == Some(true) || answers.reason == Some(Reason::Disputed) {
        all.push(words::ground_disputed(lang).to_owned());
    }
    if answers.court == Some(true) {
        all.push(words::ground_court(lang).to_owned());
    }
    all.push(words::ground_as_of(lang, &format::date(as_of, lang)));
    all
}

fn help(name: Name, urgent: bool, found: Option<&Found>, lang: Lang) -> Vec<String> {
    let nothing = found.is_some_and(|found| !found.request);
    if !urgent && !nothing && !matches!(name, Name::Lasting | Name::Insolvent) {
        return Vec::new();
    }
    let mut lines = Vec::new();
    if urgent {
        lines.push(words::help_safety(lang).to_owned());
    }
    lines.push(check::help_cn(lang).to_owned());
    lines.push(words::help_bring(lang).to_owned());
    lines.push(words::help_agents(lang).to_owned());
    lines.push(words::help_secrets(lang).to_owned());
    lines
}

fn lines(ask: &Ask, lang: Lang) -> Vec<DebtLine> {
    ask.debts
        .iter()
        .map(|debt| {
            let account = debt.replay(ask.as_of);
            let late = account.as_ref().is_ok_and(|account| !account.overdue.is_zero());
            let stands = match &account {
                Ok(account) if account.is_settled() => words::debt_paid(lang).to_owned(),
                Ok(account) if late => words::debt_late(lang, &format::days(account.days_past_due, lang)),
                Ok(_) => words::debt_on_time(lang).to_owned(),
                Err(error) => crate::present::errors::engine(error, lang),
            };
            DebtLine { id: debt.id.clone(), name: terms::debt_name(debt, lang), stands, late }
        })
        .collect()
}
