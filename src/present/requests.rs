//! A request and the answers to it, as the page shows them: what was asked, what a counter-offer makes of it, and the debt that
//! an agreed plan makes. Pure; runs in the worker, so that the pages load none of the arithmetic.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::lang::Lang;
use super::words::requests as words;
use super::{format, terms};
use crate::case::{Counter, Debt, DebtInputs, Request, RequestKind, RequestRecord, RequestStatus};
use crate::engine::relief::{Arrangement, adopt};

/// What is asked of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The record.
    pub record: RequestRecord,
    /// The debt as it is now; none if it was deleted.
    pub debt: Option<Debt>,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A label and its value.
pub type Line = (String, String);

/// A plan that may take the place of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The debt with the plan as its contract, under the revision that it was read at.
    pub debt: Debt,
    /// Whether the debt has changed since the request was made.
    pub changed: bool,
    /// How many payments since then stay with it.
    pub kept: usize,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// What was asked.
    pub asked: Vec<Line>,
    /// What the lender offers instead, with its own words last.
    pub counter: Option<Vec<Line>>,
    /// Whether an answer came that cannot be read as a counter-offer.
    pub unreadable: bool,
    /// What agreeing would make of the debt.
    pub plan: Option<Plan>,
}

/// What is asked, in words.
#[must_use]
pub fn kind(kind: RequestKind, lang: Lang) -> &'static str {
    match kind {
        RequestKind::Relief => words::kind_relief(lang),
        RequestKind::Dispute => words::kind_dispute(lang),
        RequestKind::PayoffQuote => words::kind_payoff(lang),
        RequestKind::Breakdown => words::kind_breakdown(lang),
        RequestKind::Mediation => words::kind_mediation(lang),
    }
}

/// The answer to a question of the page as JSON; none if the question, or the document in it, cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)?).ok()
}

/// What the page shows; none if the document of the record cannot be read.
#[must_use]
pub fn view(ask: &Ask) -> Option<View> {
    let lang = Lang::from_tag(&ask.lang);
    let request = Request::parse(&ask.record.document).ok()?;
    let offered = request.offer.as_ref().map(|offer| &offer.arrangement);
    let mut asked = vec![(words::as_of(lang).to_owned(), format::date(request.as_of, lang))];
    if let Ok(open) = request.figures.outstanding.total() {
        asked.push((words::open(lang).to_owned(), format::money(open, lang)));
    }
    asked.extend(offered.iter().flat_map(|plan| lines(plan, lang)));
    let countered = match &ask.record.status {
        Some(RequestStatus::Countered { counter }) => Some(Counter::read(counter, &request)),
        _ => None,
    };
    let counter = countered.as_ref().and_then(|read| read.as_ref().ok());
    let counter_plan = counter.and_then(|counter| counter.arrangement(&request).ok());
    let agreed = match &ask.record.status {
        Some(RequestStatus::Agreed) => offered.cloned(),
        Some(RequestStatus::Countered { .. }) => counter_plan.clone(),
        _ => None,
    };
    let plan = agreed.zip(ask.debt.as_ref()).filter(|_| ask.record.adopted_on.is_none());
    Some(View {
        asked,
        unreadable: countered.is_some() && counter_plan.is_none(),
        counter: counter_plan.as_ref().map(|plan| {
            let mut said: Vec<Line> = lines(plan, lang).collect();
            if let Some(note) = counter.map(|counter| &counter.note).filter(|note| !note.is_empty()) {
                said.push((words::counter_note(lang).to_owned(), note.clone()));
            }
            said
        }),
        plan: plan.and_then(|(plan, debt)| taken_over(&request, &plan, debt)),
    })
}

/// A schedule in four lines: how many payments, the first, the greatest, all together; what is given up if anything is.
fn lines(plan: &Arrangement, lang: Lang) -> impl Iterator<Item = Line> {
    let first = plan.rows.first().map(|row| (words::first(lang).to_owned(), format::date(row.due, lang)));
    let waived = plan.waived.total().ok().filter(|sum| sum.is_positive());
    [
        Some((words::payments(lang).to_owned(), plan.rows.len().to_string())),
        first,
        Some((words::greatest(lang).to_owned(), format::money(plan.greatest, lang))),
        Some((words::in_all(lang).to_owned(), format::money(plan.paid, lang))),
        waived.map(|sum| (words::given_up(lang).to_owned(), format::money(sum, lang))),
    ]
    .into_iter()
    .flatten()
}

/// The debt with an agreed plan as its contract. What happened up to the day of the request is in the plan's sums; what was paid
/// since then stays.
fn taken_over(request: &Request, plan: &Arrangement, debt: &Debt) -> Option<Plan> {
    let position = request.position.as_ref()?;
    let contract = adopt(&request.inputs.contract, position, plan).ok()?;
    let events: Vec<_> = debt.inputs.events.iter().filter(|event| event.date > position.as_of).cloned().collect();
    let kept = events.len();
    let inputs = DebtInputs { contract, opening: None, events };
    let changed = *debt.inputs != request.inputs;
    let debt = Debt { inputs: Arc::new(inputs), ..debt.clone() };
    debt.check().ok()?;
    Some(Plan { debt, changed, kept })
}

/// A day and, where it is known, a time: `2026年11月23日 12:05`.
#[must_use]
pub fn moment(day: NaiveDate, time: &str, lang: Lang) -> String {
    let day = format::date(day, lang);
    if time.is_empty() { day } else { format!("{day} {time}") }
}

/// The name of the debt of a request; of one that was deleted, that it was.
#[must_use]
pub fn debt_name(debt: Option<&Debt>, lang: Lang) -> String {
    debt.map_or_else(|| words::debt_gone(lang).to_owned(), |debt| terms::debt_name(debt, lang))
}
