//! Writing a request: what it says so far, in words, and the document that is frozen in the end. Pure; imports `case`, `law`,
//! `engine` and words. It runs in the worker: the screens load neither the rules nor the search.

mod draft;
mod facts;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::lang::Lang;
use super::words::compose as words;
use super::{errors as refusals, format};
use crate::case::Debt;
use crate::case::household::Household;
use crate::case::lenders::Product;
use crate::case::receipt::MAX_REQUEST_BYTES;
use crate::case::request::{
    Ask as Asked, Asking, ComposeError, OtherDebt, Request, RequestError, RequestKind, disputable,
};
use crate::engine::limits::{MAX_CLAIM_GRACE, MAX_CLAIM_MORE, MAX_OTHER_DEBTS};
use crate::engine::relief::{Position, position};
use crate::engine::solve::request::Levers;
use crate::engine::{Account, Components, EngineError};

pub use draft::{Draft, KINDS, LASTING, PARTS, REASONS, SELF, Step, errors, kind_name, steps, warnings};
pub use facts::{Fact, every, kind, lasting, purpose, reason};

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The debt.
    pub debt: Debt,
    /// The other debts.
    pub others: Vec<Debt>,
    /// The household, if there is one.
    pub household: Option<Household>,
    /// What was typed and chosen.
    pub draft: Draft,
    /// What the lender's product allows: within it an offer is claimed to be the smallest if a search says so; none where
    /// nothing is to be claimed.
    #[serde(default)]
    pub product: Option<Product>,
    /// The day.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A charge that may be disputed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The id of its rule.
    pub rule: String,
    /// What the rule is called.
    pub title: String,
    /// What was charged, what is allowed, what lies above.
    pub sums: Vec<Fact>,
    /// Where the rule stands.
    pub citation: String,
}

/// A payment of the offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Which.
    pub number: String,
    /// When.
    pub date: String,
    /// How much.
    pub amount: String,
}

/// An answer on the page that shows all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The page on which it is given.
    pub step: Step,
    /// What it is.
    pub label: String,
    /// What was answered.
    pub value: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct View {
    /// What is asked, with its figures.
    pub asked: Vec<Fact>,
    /// The payments of the offer.
    pub rows: Vec<Row>,
    /// The charges that may be disputed.
    pub charges: Vec<Charge>,
    /// What household and debts say, by the parts of the statement that may be left out.
    pub statement: Vec<Fact>,
    /// Whether there is a budget.
    pub has_budget: bool,
    /// All answers.
    pub answers: Vec<Answer>,
    /// What should not be in the letter.
    pub warnings: Vec<String>,
    /// Why no document can be made.
    pub trouble: Option<String>,
    /// The document.
    pub document: Option<String>,
}

/// The view as JSON; none where the question cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)).ok()
}

/// What the page shows.
#[must_use]
pub fn view(ask: &Ask) -> View {
    let lang = Lang::from_tag(&ask.lang);
    // The rules are held against what the check page knows of the debt, so that both find the same.
    let facts = Some(crate::present::check::facts_of(&ask.debt, ask.as_of, lang));
    let ask = &Ask { debt: Debt { facts, ..ask.debt.clone() }, ..ask.clone() };
    let mut view = View { warnings: warnings(&ask.draft, lang), ..View::default() };
    let account = match ask.debt.replay(ask.as_of) {
        Ok(account) if account.is_settled() => {
            view.trouble = Some(words::trouble_settled(lang).to_owned());
            return view;
        }
        Ok(account) => account,
        Err(error) => {
            view.trouble = Some(refusals::engine(&error, lang));
            return view;
        }
    };
    let position = position(&ask.debt.inputs.contract, &account).ok();
    fill(&mut view, ask, &account, position.as_ref(), lang);
    view
}

fn fill(view: &mut View, ask: &Ask, account: &Account, position: Option<&Position>, lang: Lang) {
    let draft = &ask.draft;
    let limits = ask.product.as_ref().zip(position).and_then(|(product, position)| product.levers(position).ok());
    let months = months(position, limits.as_ref(), ask);
    let others = others(ask, account, months);
    // A budget in another currency says nothing about this debt.
    let household = ask.household.as_ref().filter(|household| household.currency == account.currency);
    view.has_budget = household.is_some_and(|household| !household.lines.is_empty());
    view.statement = facts::statement(household, &others, lang);
    let charges = match draft.kind {
        Some(RequestKind::Dispute) => charges(ask),
        _ => Vec::new(),
    };
    view.charges = charges.iter().map(|charge| facts::charge(charge, lang)).collect();
    let chosen = charges
        .into_iter()
        .filter(|charge| draft.charges.as_ref().is_none_or(|kept| kept.contains(&charge.rule)))
        .collect();
    let asked = match draft.kind {
        Some(RequestKind::Relief) => draft.proposal.clone().map(|proposal| Asked::Relief { proposal, levers: limits }),
        Some(RequestKind::Dispute) => Some(Asked::Dispute(chosen)),
        Some(RequestKind::PayoffQuote) => Some(Asked::PayoffQuote(draft.quote_day(ask.as_of))),
        Some(RequestKind::Breakdown) => Some(Asked::Breakdown),
        Some(RequestKind::Mediation) => {
            Some(Asked::Mediation { proposal: draft.proposal.clone(), disputed: Vec::new() })
        }
        None => None,
    };
    let Some(asked) = asked.filter(|asked| !matches!(asked, Asked::Dispute(charges) if charges.is_empty())) else {
        return;
    };
    let told = draft.told(household, account.currency, ask.as_of);
    let with_statement = steps(asked.kind()).contains(&Step::Statement);
    let asking = Asking {
        debt: &ask.debt,
        as_of: ask.as_of,
        lang: lang.tag(),
        borrower: draft.borrower(),
        household: with_statement.then_some(&told),
        others: if draft.tells("debts") { others } else { Vec::new() },
        months,
        note: &draft.note,
        evidence: draft.evidence.clone(),
    };
    match asking.compose(asked) {
        Ok(request) => {
            view.asked = facts::asked(&request, lang);
            view.rows = facts::rows(&request, lang);
            view.answers = facts::answers(draft, &request, &view.charges, lang);
            match request.to_json() {
                Ok(text) => view.document = Some(text),
                Err(error) => view.trouble = Some(refused(&error, lang)),
            }
        }
        Err(ComposeError::Engine(error)) => view.trouble = Some(refusals::engine(&error, lang)),
        Err(ComposeError::Request(error)) => view.trouble = Some(refused(&error, lang)),
    }
}

/// How many months of the budget the statement looks at: as many as the limits, or the offer itself, reach.
fn months(position: Option<&Position>, limits: Option<&Levers>, ask: &Ask) -> u16 {
    let Some(position) = position else { return 12 };
    let offered = ask.draft.proposal.as_ref();
    let planned = |count: u16| count.saturating_sub(position.remaining);
    let more = offered.map_or(0, |offer| offer.count.map_or(offer.more, planned));
    let levers = limits.copied().unwrap_or(Levers {
        waiver: Components::zero(position.currency),
        more: more.min(MAX_CLAIM_MORE),
        grace_days: offered.map_or(0, |offer| offer.grace_days).min(MAX_CLAIM_GRACE),
    });
    Asking::months_for(position, &levers)
}

/// The other debts of the same currency as the statement lists them; a debt that cannot be worked out is left out.
fn others(ask: &Ask, account: &Account, months: u16) -> Vec<OtherDebt> {
    let same = |debt: &&Debt| debt.inputs.contract.currency() == account.currency && debt.id != ask.debt.id;
    let told = |debt: &Debt| OtherDebt::as_it_is(debt, ask.as_of, months).ok().flatten();
    ask.others.iter().filter(same).filter_map(told).take(MAX_OTHER_DEBTS).collect()
}

fn charges(ask: &Ask) -> Vec<crate::case::request::DisputedCharge> {
    let facts = ask.debt.facts.clone().unwrap_or_default();
    let found: Result<_, EngineError> = disputable(&ask.debt.inputs, &facts, ask.as_of);
    found.unwrap_or_default()
}

/// Why a document is refused, in words.
fn refused(error: &RequestError, lang: Lang) -> String {
    let place = match error {
        RequestError::TooLong { greatest } => {
            return words::trouble_long(lang, &greatest.saturating_div(1024).to_string());
        }
        RequestError::Currency { place } => place.as_str(),
        RequestError::Date { place }
        | RequestError::Negative { place }
        | RequestError::Count { place, .. }
        | RequestError::Text { place }
        | RequestError::Rate { place }
        | RequestError::Missing { place }
        | RequestError::Unfit { place } => place,
        RequestError::Malformed { .. } | RequestError::NotOurs | RequestError::Newer(_) | RequestError::Debt(_) => {
            "inputs"
        }
    };
    words::trouble_part(lang, place)
}

/// The most kilobytes of a request.
#[must_use]
pub const fn most_kilobytes() -> usize {
    MAX_REQUEST_BYTES / 1024
}

/// The name of the file that a document is saved as.
#[must_use]
pub fn file_name(request: &Request, lang: Lang) -> String {
    let day = format::date(request.as_of, lang);
    format!("{}-{day}", kind(request.kind, lang))
}

#[cfg(test)]
mod tests;
