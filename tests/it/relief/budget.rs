//! A household's months by the calendar, and what they can bear, by hand.

use duewise::engine::budget::{Budget, CashFlow, Every, Purse};
use duewise::engine::*;

use super::{day, yuan};

fn flow(minor: i64, every: Every, from: &str) -> CashFlow {
    CashFlow { amount: yuan(minor), every, from: day(from), until: None }
}

fn incomes(flow: CashFlow) -> Budget {
    Budget { currency: Currency::CNY, incomes: vec![flow], essentials: Vec::new(), cash: yuan(0) }
}

fn per_month(budget: &Budget, from: &str, count: u16) -> Vec<i64> {
    budget.months(day(from), count).expect("months").iter().map(|month| month.income.minor()).collect()
}

#[test]
fn a_month_with_five_pay_days_has_five() {
    // Fridays: 2 January 2026 is one; January has five, February four, May five (1, 8, 15, 22, 29).
    let weekly = incomes(flow(100, Every::Week, "2026-01-02"));
    assert_eq!(per_month(&weekly, "2026-01-01", 5), [500, 400, 400, 400, 500]);
    // Every second of them: 2, 16, 30 January; 13, 27 February; 13, 27 March.
    let second = incomes(flow(100, Every::TwoWeeks, "2026-01-02"));
    assert_eq!(per_month(&second, "2026-01-01", 3), [300, 200, 200]);
    // From the 10th on, three Fridays of January are left: 16, 23, 30.
    assert_eq!(per_month(&weekly, "2026-01-10", 1), [300]);
}

#[test]
fn the_thirty_first_is_the_last_day_of_a_shorter_month_and_comes_back() {
    let monthly = incomes(flow(100, Every::Month, "2026-01-31"));
    assert_eq!(per_month(&monthly, "2026-02-28", 2), [100, 100]);
    assert_eq!(per_month(&monthly, "2026-03-31", 1), [100]);
    let quarterly = incomes(flow(100, Every::Quarter, "2025-11-30"));
    assert_eq!(per_month(&quarterly, "2026-01-15", 5), [0, 100, 0, 0, 100]);
    let yearly = incomes(flow(100, Every::Year, "2024-02-29"));
    assert_eq!(per_month(&yearly, "2025-02-28", 1), [100]);
}

#[test]
fn money_that_moves_once_or_ends_moves_no_more() {
    let once = incomes(flow(100, Every::Once, "2026-02-10"));
    assert_eq!(per_month(&once, "2026-01-01", 3), [0, 100, 0]);
    assert_eq!(per_month(&once, "2026-02-11", 1), [0]);
    let ending = incomes(CashFlow { until: Some(day("2026-02-09")), ..flow(100, Every::Month, "2026-01-10") });
    assert_eq!(per_month(&ending, "2026-01-01", 3), [100, 0, 0]);
}

#[test]
fn the_affordable_payment_leaves_no_month_below_nothing() {
    // 30 at hand; months bring 10, −15, 40: (30+10)/1 = 40, (40−15)/2 = 12.5, (25+40)/3 = 21.67.
    let purse = Purse { from: day("2026-01-01"), cash: yuan(30), months: vec![yuan(10), yuan(-15), yuan(40)] };
    assert_eq!(purse.affordable(), Ok(yuan(12)));
    let none = Purse { months: vec![yuan(-31), yuan(400)], ..purse };
    assert_eq!(none.affordable(), Ok(yuan(0)));
}

#[test]
fn a_typical_month_rounds_against_itself() {
    // 100 each quarter are 400 a year: 33.33 a month, down as income and up as essentials.
    let line = flow(100, Every::Quarter, "2026-01-01");
    let budget = Budget { essentials: vec![line], ..incomes(line) };
    let typical = budget.typical(day("2026-03-14")).expect("a month");
    assert_eq!((typical.income, typical.essentials, typical.free), (yuan(33), yuan(34), yuan(-1)));
}

#[test]
fn what_cannot_be_is_refused() {
    let budget = incomes(flow(-1, Every::Month, "2026-01-01"));
    assert!(matches!(budget.months(day("2026-01-01"), 1), Err(EngineError::OutOfRange { .. })));
    let budget = incomes(flow(1, Every::Month, "2026-01-01"));
    assert!(budget.months(day("2026-01-01"), 601).is_err());
    assert!(budget.months(day("2199-12-01"), 2).is_err());
    assert!(Budget { cash: yuan(-1), ..budget }.purse(day("2026-01-01"), 1).is_err());
}
