//! Plans and the months ahead, with figures worked by hand.

use super::*;
use crate::case::household::{Line, Purpose};
use crate::case::request::{Ask as Asked, Asking, Borrower};
use crate::case::{DebtKind, RequestKind};
use crate::engine::budget::{CashFlow, Every};
use crate::engine::relief::{Proposal, adopt};
use crate::engine::{Currency, Event, EventKind};
use crate::present::form::{Draft, Preset, read};
use crate::present::input::Field;
use std::sync::Arc;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn yuan(amount: i64) -> Money {
    Money::try_new(amount * 100, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
}

/// Money from a person, without interest and without late charges, due on 1 November 2026.
fn debt(id: &str, amount: &str) -> Debt {
    let mut form = Draft::new(Preset::Private);
    for (field, text) in
        [(Field::Principal, amount), (Field::Start, "2026-01-10"), (Field::Due, "2026-11-01"), (Field::Rate, "0")]
    {
        form.set(field, text);
    }
    let entered = read(&form, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    Debt {
        id: id.to_owned(),
        creditor: entered.creditor,
        kind: DebtKind::Private,
        inputs: Arc::new(entered.inputs),
        imported: None,
        created_on: day("2026-11-23"),
        rev: 1,
        example: false,
        facts: None,
    }
}

fn household(income: i64, essentials: i64, cash: i64) -> Household {
    let line = |purpose, amount, from| Line {
        purpose,
        flow: CashFlow { amount: yuan(amount), every: Every::Month, from: day(from), until: None },
        irregular: false,
    };
    Household {
        lines: vec![line(Purpose::Wages, income, "2026-12-05"), line(Purpose::Food, essentials, "2026-12-01")],
        cash: yuan(cash),
        ..Household::new(Currency::CNY)
    }
}

fn ask(debt: Option<Debt>, debts: Vec<Debt>, household: Option<Household>, as_of: &str) -> Ask {
    Ask { debt, debts, household, adopted: None, as_of: day(as_of), lang: "en".to_owned() }
}

/// ¥1,000 agreed in four payments of ¥250; the first is paid.
fn agreed_plan() -> (Debt, RequestRecord) {
    let before = debt("a", "1000");
    let proposal = Proposal { more: 3, ..Proposal::default() };
    let asking = Asking {
        debt: &before,
        as_of: day("2026-11-23"),
        lang: "en",
        borrower: Borrower::default(),
        household: None,
        others: Vec::new(),
        months: 12,
        note: "",
        evidence: Vec::new(),
    };
    let request = asking.compose(Asked::Relief { proposal, levers: None }).unwrap_or_else(|error| panic!("{error}"));
    let (Some(position), Some(offer)) = (&request.position, &request.offer) else { panic!("an offer") };
    let contract =
        adopt(&request.inputs.contract, position, &offer.arrangement).unwrap_or_else(|error| panic!("{error}"));
    let first = offer.arrangement.rows.first().map(|row| row.due).unwrap_or_default();
    let inputs = crate::case::DebtInputs {
        contract,
        opening: None,
        events: vec![Event { id: 1, date: first, kind: EventKind::Payment { amount: yuan(250) } }],
    };
    let record = RequestRecord {
        debt: "a".to_owned(),
        kind: RequestKind::Relief,
        made_on: day("2026-11-23"),
        document: request.to_json().unwrap_or_default(),
        lender: None,
        key: None,
        exported_on: None,
        status: Some(RequestStatus::Agreed),
        status_on: None,
        adopted_on: Some(day("2026-11-24")),
    };
    (Debt { inputs: Arc::new(inputs), ..before }, record)
}

#[test]
fn a_plan_says_how_far_it_is_and_what_comes_next() {
    // source: by hand. Four payments of 250; one is paid, so 250 of 1,000 and a quarter of the bar.
    let (debt, record) = agreed_plan();
    let first = debt.inputs.events.first().map(|event| event.date).unwrap_or_default();
    let mut ask = ask(Some(debt.clone()), vec![debt], None, &first.to_string());
    ask.adopted = Some(record);
    let view = view(&ask);
    let progress = view.progress.unwrap_or_else(|| panic!("a plan: {:?}", view.trouble));
    assert_eq!((progress.paid, progress.all, progress.percent), (1, 4, 25));
    assert_eq!(progress.text, "1 of 4 payments, ¥250.00 of ¥1,000.00");
    assert_eq!(progress.left, "¥750.00 is left.");
    assert_eq!(view.rows.iter().map(|row| row.state.as_str()).collect::<Vec<_>>(), ["paid", "next", "open", "open"]);
    assert_eq!(view.agreed.as_deref(), Some("Paid as agreed since 24 November 2026."));
    assert!(view.next.is_some_and(|next| next.contains("¥250.00")));
    // source: without late charges a missed payment adds nothing; two of 250 are due when the second falls due.
    assert_eq!(view.missed.len(), 2);
    assert!(
        view.missed.first().is_some_and(|one| one.lines.iter().any(|line| line.contains("¥500.00 due"))),
        "{:?}",
        view.missed
    );
    assert!(view.missed_note.iter().any(|note| note.contains("Ask them")), "no break terms were agreed");
}

#[test]
fn the_first_month_that_falls_short_is_named_with_its_sum() {
    // source: by hand. On 23 November there are 100 at hand and 1,000 are overdue: 900 are missing at the end of November.
    let short = |household: &Household| shortfall(&[debt("a", "1000")], household, day("2026-11-23"));
    let found = short(&household(5_000, 4_700, 100)).unwrap_or_else(|error| panic!("{error}"));
    let found = found.unwrap_or_else(|| panic!("November falls short"));
    assert_eq!((found.month, found.short, found.due), (day("2026-11-01"), yuan(900), yuan(1_000)));
    assert_eq!(found.debt.as_deref(), Some("a"));
    // With 1,000 at hand the arrears are covered and every later month leaves 300.
    assert_eq!(short(&household(5_000, 4_700, 1_000)), Ok(None));
}

#[test]
fn a_later_month_falls_short_when_what_is_left_over_is_used_up() {
    // source: by hand. Two debts of 250 a month for four months from the plan, 400 left a month: 100 short each month, 150
    // at hand. November asks for nothing; December: 150 + 400 − 500 = 50; January: 50 + 400 − 500 = −50.
    let (plan, _) = agreed_plan();
    let unpaid = |id: &str| {
        let mut inputs = crate::case::DebtInputs::clone(&plan.inputs);
        inputs.events.clear();
        Debt { id: id.to_owned(), inputs: Arc::new(inputs), ..plan.clone() }
    };
    let debts = [unpaid("a"), unpaid("b")];
    let first = plan.inputs.events.first().map(|event| event.date).unwrap_or_default();
    assert_eq!(first, day("2026-12-23"), "a month after the day of the request");
    let found = shortfall(&debts, &household(5_000, 4_600, 150), day("2026-11-24"));
    let found = found.unwrap_or_else(|error| panic!("{error}")).unwrap_or_else(|| panic!("January falls short"));
    assert_eq!((found.month, found.short, found.due), (day("2027-01-01"), yuan(50), yuan(500)));
}

#[test]
fn without_a_budget_nothing_is_warned_of_and_a_near_payment_is_announced() {
    let (debt, _) = agreed_plan();
    let view = view(&ask(None, vec![debt], None, "2027-01-21"));
    assert!(view.early.is_none() && !view.has_budget && view.progress.is_none());
    assert_eq!(view.early_note, "With a budget, a month that falls short can be seen early.");
    assert_eq!(view.reminders.len(), 1);
    assert!(view.reminders.iter().all(|each| each.text.contains("¥250.00 on 23 Jan")), "{:?}", view.reminders);
}
