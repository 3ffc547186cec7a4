//! Searches so small that every figure is worked out by hand.
//!
//! source of all: 200.00 at 12 % a year from 15 January 2026; the first month bears 1 % of it, 2.00, or by days of 365
//! 200.00 · 12 % · 31 ⁄ 365 = 2.04.

use chrono::NaiveDate;
use duewise::engine::reconcile::{Choice, Debt, Dimension, Quote, Quoted, Search, Space};
use duewise::engine::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

fn yearly(value: &str) -> Rate {
    Rate { value: value.parse().expect("a number"), per: RatePeriod::Year }
}

fn loan() -> Contract {
    let terms = InstalmentTerms::monthly(yuan(20_000), yearly("0.12"), 2, date("2026-01-15"));
    let lateness = Lateness { charges: vec![LateCharge::daily(yearly("0.18"), Base::OverduePrincipal)] };
    Contract::Instalment(Box::new(InstalmentTerms { lateness, ..terms }))
}

fn searched(space: &Space, figure: Quoted, minor: i64, events: Vec<Event>) -> Result<Search, EngineError> {
    let debt = Debt { contract: loan(), opening: None, events };
    let mut search = Search::new(debt, Quote { figure, on: date("2026-02-25"), amount: yuan(minor) }, space.clone())?;
    search.step(space.size());
    Ok(search)
}

/// Rounding changes neither 2.00 nor, between these two, 2.04: it is not counted.
#[test]
fn what_makes_no_difference_is_counted_once() {
    let by_days = Choice::DayCount(Accrual::DayCount(DayCount::Act365Fixed));
    let space = Space::default().with(&loan(), Dimension::DayCount, &[(by_days, 3)]).with(
        &loan(),
        Dimension::Rounding,
        &[(Choice::Rounding(Rounding::HalfEven), 2)],
    );
    let search = searched(&space, Quoted::Interest(1), 204, Vec::new()).expect("a search");
    assert_eq!(search.figures(), [Some(200), Some(200), Some(204), Some(204)]);
    let outcome = search.finish();
    assert_eq!((outcome.tried, outcome.reproducing, outcome.agreed), (4, 1, yuan(200)));
    assert_eq!(outcome.idle, [Dimension::Rounding]);
    let found: Vec<_> = outcome.matches.iter().map(|found| (found.rarity, found.also.len())).collect();
    assert_eq!(found, [(3, 0)]);
}

/// Ten days late on 99.50 at 18 % a year: 0.49 by 365 days. No late rate has a year of 100 days.
#[test]
fn a_rule_of_lateness_that_is_refused_has_no_figure() {
    let space = Space::default().with(&loan(), Dimension::LateYear, &[(Choice::Year(100), 1)]);
    let search = searched(&space, Quoted::Penalty, 49, Vec::new()).expect("a search");
    assert_eq!(search.figures(), [Some(49), None]);
}

#[test]
fn as_many_events_as_a_debt_may_have_can_be_searched() {
    let fee = |id| {
        let kind = EventKind::Charge { component: Component::Fee, amount: yuan(1) };
        Event { id, date: date("2026-03-01"), kind }
    };
    let most = u64::try_from(limits::MAX_EVENTS).expect("a number");
    let search = |count: u64| searched(&Space::default(), Quoted::Interest(1), 200, (1..=count).map(fee).collect());
    assert!(search(most).is_ok());
    assert!(search(most + 1).is_err());
}
