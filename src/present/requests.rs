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

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::case::DebtKind;
    use crate::case::request::{Ask as Wanted, Asking, Borrower};
    use crate::engine::relief::Proposal;
    use crate::engine::{Contract, Currency, Event, EventKind, InstalmentTerms, Money, Rate};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).expect("within the limits")
    }

    /// ¥1,200.00 without interest in 12 instalments of ¥100.00 from 10 February on; nothing is paid.
    fn debt() -> Debt {
        let terms = InstalmentTerms::monthly(yuan(120_000), Rate::ZERO, 12, day("2026-01-10"));
        let inputs = DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening: None, events: Vec::new() };
        Debt {
            id: "loan".to_owned(),
            creditor: "某消费金融".to_owned(),
            kind: DebtKind::Loan,
            inputs: Arc::new(inputs),
            imported: None,
            created_on: day("2026-01-10"),
            rev: 3,
            example: false,
            facts: None,
        }
    }

    /// Ten payments instead of what is overdue and what remains: ¥120.00 each.
    fn asked() -> RequestRecord {
        let debt = debt();
        let asking = Asking {
            debt: &debt,
            as_of: day("2026-04-20"),
            lang: "zh-CN",
            borrower: Borrower::default(),
            household: None,
            others: Vec::new(),
            months: 12,
            note: "",
            evidence: Vec::new(),
        };
        let proposal = Proposal { count: Some(10), ..Proposal::default() };
        let request = asking.compose(Wanted::Relief { proposal, levers: None }).expect("it can be made");
        RequestRecord {
            debt: "loan".to_owned(),
            kind: RequestKind::Relief,
            made_on: day("2026-04-20"),
            document: request.to_json().expect("it is written"),
            lender: None,
            key: None,
            exported_on: None,
            status: None,
            status_on: None,
            adopted_on: None,
        }
    }

    fn shown(record: RequestRecord, debt: Option<Debt>) -> View {
        view(&Ask { record, debt, lang: "en".to_owned() }).expect("the document can be read")
    }

    fn has(lines: &[Line], value: &str) {
        assert!(lines.iter().any(|(_, shown)| shown.contains(value)), "{value} is not among {lines:?}");
    }

    #[test]
    fn what_was_asked_is_shown_and_nothing_is_taken_over_before_an_answer() {
        let view = shown(asked(), Some(debt()));
        // 1,200.00 / 10 = 120.00, and no interest is added.
        for value in ["1,200.00", "10", "120.00"] {
            has(&view.asked, value);
        }
        assert_eq!((view.counter, view.unreadable, view.plan), (None, false, None));
        assert_eq!(
            super::view(&Ask {
                record: RequestRecord { document: "{}".to_owned(), ..asked() },
                debt: None,
                lang: "en".to_owned()
            }),
            None
        );
    }

    #[test]
    fn an_agreed_plan_becomes_the_contract_and_what_was_paid_since_stays() {
        let agreed = RequestRecord { status: Some(RequestStatus::Agreed), ..asked() };
        let plan = shown(agreed.clone(), Some(debt())).plan.expect("there is one");
        assert_eq!((plan.changed, plan.kept, plan.debt.rev), (false, 0, 3));
        let account = plan.debt.replay(day("2026-04-20")).expect("it can be computed");
        assert_eq!(account.outstanding.total(), Ok(yuan(120_000)));

        let mut later = debt();
        let pay = |id, on: &str| Event { id, date: day(on), kind: EventKind::Payment { amount: yuan(5_000) } };
        later.inputs = Arc::new(DebtInputs {
            events: vec![pay(1, "2026-04-01"), pay(2, "2026-04-25")],
            ..DebtInputs::clone(&later.inputs)
        });
        let plan = shown(agreed.clone(), Some(later)).plan.expect("there is one");
        assert_eq!((plan.changed, plan.kept), (true, 1));
        // 1,200.00 of the plan less the 50.00 that were paid after its day.
        let account = plan.debt.replay(day("2026-05-01")).expect("it can be computed");
        assert_eq!(account.outstanding.total(), Ok(yuan(115_000)));

        let done = RequestRecord { adopted_on: Some(day("2026-05-02")), ..agreed.clone() };
        assert_eq!(shown(done, Some(debt())).plan, None);
        assert_eq!(shown(agreed, None).plan, None, "the debt was deleted");
    }

    #[test]
    fn a_counter_offer_is_computed_here_and_hostile_ones_are_not_shown_as_plans() {
        let countered = |counter: serde_json::Value| {
            let status = Some(RequestStatus::Countered { counter });
            shown(RequestRecord { status, ..asked() }, Some(debt()))
        };
        let view = countered(serde_json::json!({ "proposal": { "count": 6 }, "note": "六期" }));
        let lines = view.counter.expect("it can be read");
        // 1,200.00 / 6 = 200.00.
        for value in ["200.00", "六期"] {
            has(&lines, value);
        }
        assert!(view.plan.is_some() && !view.unreadable);
        for bad in [
            serde_json::json!(null),
            serde_json::json!({ "instalments": 12 }),
            serde_json::json!({ "proposal": { "count": 0 } }),
            serde_json::json!({ "proposal": { "count": 6 }, "script": "<script>" }),
        ] {
            let view = countered(bad.clone());
            assert_eq!((view.counter, view.unreadable, view.plan), (None, true, None), "{bad}");
        }
    }
}
