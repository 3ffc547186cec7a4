//! Requests made from what a page holds, with figures worked by hand.

use super::*;
use crate::case::household::{Line, Purpose};
use crate::case::request::verify;
use crate::case::{DebtKind, Household};
use crate::engine::budget::{CashFlow, Every};
use crate::engine::relief::Proposal;
use crate::engine::{Currency, Money};
use crate::present::form::{Draft as Form, Preset, read};
use crate::present::input::Field;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn yuan(amount: i64) -> Money {
    Money::try_new(amount * 100, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
}

/// ¥1,000 from a person, without interest, due on 1 November 2026.
fn debt(id: &str, amount: &str) -> Debt {
    let mut form = Form::new(Preset::Private);
    for (field, text) in [
        (Field::Creditor, "表哥"),
        (Field::Principal, amount),
        (Field::Start, "2026-01-10"),
        (Field::Due, "2026-11-01"),
        (Field::Rate, "0"),
    ] {
        form.set(field, text);
    }
    let entered = read(&form, day("2026-11-23")).unwrap_or_else(|errors| panic!("{errors:?}"));
    Debt {
        id: id.to_owned(),
        creditor: entered.creditor,
        kind: DebtKind::Private,
        inputs: std::sync::Arc::new(entered.inputs),
        imported: None,
        created_on: day("2026-11-23"),
        rev: 1,
        example: false,
        facts: None,
    }
}

fn household() -> Household {
    let flow = |amount, day_of| CashFlow { amount: yuan(amount), every: Every::Month, from: day(day_of), until: None };
    let line = |purpose, flow| Line { purpose, flow, irregular: false };
    Household {
        lines: vec![line(Purpose::Wages, flow(5_000, "2026-12-05")), line(Purpose::Housing, flow(4_700, "2026-12-01"))],
        cash: yuan(100),
        ..Household::new(Currency::CNY)
    }
}

fn ask(draft: Draft, lang: &str) -> Ask {
    Ask {
        debt: debt("a", "1000"),
        others: vec![debt("b", "300")],
        household: Some(household()),
        draft,
        product: None,
        as_of: day("2026-11-23"),
        lang: lang.to_owned(),
    }
}

fn relief() -> Draft {
    Draft {
        kind: Some(RequestKind::Relief),
        proposal: Some(Proposal { more: 3, ..Proposal::default() }),
        reason: "illness".to_owned(),
        lasting: "months".to_owned(),
        lender: SELF.to_owned(),
        ..Draft::default()
    }
}

fn value(facts: &[Fact], key: &str) -> String {
    facts.iter().find(|fact| fact.key == key).map(|fact| fact.value.clone()).unwrap_or_default()
}

#[test]
fn a_relief_request_shows_its_figures_and_its_document_verifies() {
    // source: by hand. 1,000 without interest in 1 + 3 payments is 250 each; nothing is added and nothing given up.
    let view = view(&ask(relief(), "zh-CN"));
    assert_eq!(view.trouble, None);
    assert_eq!(value(&view.asked, "payments"), "4 次，每次最多 ¥250.00");
    assert_eq!(value(&view.asked, "total"), "¥1,000.00（现在未还 ¥1,000.00）");
    assert_eq!(value(&view.asked, "waived"), "");
    assert_eq!(view.rows.iter().map(|row| row.amount.as_str()).collect::<Vec<_>>(), ["¥250.00"; 4]);
    let document = view.document.unwrap_or_default();
    let request = Request::parse(&document).unwrap_or_else(|error| panic!("{error}"));
    let verified = verify(&request);
    assert!(verified.differ.is_empty() && verified.unknown.is_empty() && verified.agree > 10, "{verified:?}");
    assert_eq!(request.to_json().unwrap_or_default(), document, "frozen byte for byte");
}

#[test]
fn the_statement_tells_only_what_is_not_left_out() {
    let whole = view(&ask(relief(), "en"));
    assert_eq!(value(&whole.statement, "income"), "Wages ¥5,000.00 each month");
    assert_eq!(value(&whole.statement, "debts"), "表哥, ¥300.00 open");
    let told = whole.answers.iter().find(|answer| answer.step == Step::Statement).map(|answer| answer.value.clone());
    assert_eq!(told.as_deref(), Some("Income, Essentials, Money at hand, Other debts"));
    let less = Draft { leave_out: vec!["cash".to_owned(), "debts".to_owned()], ..relief() };
    let less = view(&ask(less, "en"));
    let request = Request::parse(&less.document.unwrap_or_default()).unwrap_or_else(|error| panic!("{error}"));
    let statement = request.statement.unwrap_or_else(|| panic!("a statement"));
    assert!(statement.debts.is_empty() && statement.cash.is_zero());
    assert_eq!(statement.lines.len(), 2);
}

#[test]
fn a_budget_in_another_currency_is_not_told() {
    let dollars = Currency::try_new("USD").unwrap_or(Currency::CNY);
    let told = Ask { household: Some(Household::new(dollars)), ..ask(relief(), "en") };
    let view = view(&told);
    assert!(view.document.is_some() && !view.has_budget, "{:?}", view.trouble);
}

#[test]
fn a_plain_question_carries_no_budget() {
    for kind in [RequestKind::Breakdown, RequestKind::PayoffQuote] {
        let draft =
            Draft { kind: Some(kind), payoff_on: "2026-12-31".to_owned(), lender: SELF.to_owned(), ..Draft::default() };
        let view = view(&ask(draft, "en"));
        let text = view.document.unwrap_or_default();
        let request = Request::parse(&text).unwrap_or_else(|error| panic!("{error}"));
        assert!(request.statement.is_none() && request.offer.is_none(), "{kind:?}");
        // source: no interest and no late charge: 1,000 on any day.
        assert!(view.asked.iter().any(|fact| fact.minor == Some(100_000)), "{:?}", view.asked);
    }
}

#[test]
fn without_an_option_or_a_finding_there_is_no_document() {
    let none = view(&ask(Draft { proposal: None, ..relief() }, "en"));
    assert_eq!((none.document, none.trouble), (None, None));
    let dispute = Draft { kind: Some(RequestKind::Dispute), ..Draft::default() };
    let none = view(&ask(dispute, "en"));
    assert!(none.charges.is_empty() && none.document.is_none());
}

#[test]
fn an_offer_that_the_engine_refuses_says_why() {
    let draft = Draft { proposal: Some(Proposal { count: Some(0), ..Proposal::default() }), ..relief() };
    let view = view(&ask(draft, "en"));
    assert!(view.document.is_none() && view.trouble.is_some());
}

#[test]
fn an_answer_is_json_and_a_question_that_cannot_be_read_has_none() {
    let text = serde_json::to_string(&ask(relief(), "en")).unwrap_or_default();
    let back: View = serde_json::from_str(&answer(&text).unwrap_or_default()).unwrap_or_default();
    assert!(back.document.is_some());
    assert_eq!(answer("{}"), None);
}
