//! An agreed schedule that changes on the way: figures that others published.

use chrono::NaiveDate;
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The loan of the published cases: months of thirty days, a year of 360, smoothed instalments.
fn loan(minor: i64, percent: i64, count: u16, start: &str) -> InstalmentTerms {
    let principal = Money::try_new(minor, Currency::EUR).expect("fits");
    let rate = Rate::percent_per_year(Decimal::from(percent)).expect("in range");
    let mut terms = InstalmentTerms::monthly(principal, rate, count, date(start));
    let (month, year, leap) = (DaysInMonth::Thirty, DaysInYear::D360, LeapRule::SplitAtYearEnd);
    terms.accrual = Accrual::Daily { month, year, leap };
    terms.rounding = Rounding::HalfEven;
    terms.smoothing = Smoothing::ThreePasses;
    terms
}

fn rows(terms: &InstalmentTerms, on: &str, kind: EventKind) -> Vec<(NaiveDate, i64, i64)> {
    let contract = Contract::Instalment(Box::new(terms.clone()));
    let event = Event { id: 1, date: date(on), kind };
    let account = replay(&contract, None, &[event], date("2030-01-01")).expect("replays");
    account.rows.iter().map(|row| (row.due, row.interest.minor(), row.total.minor())).collect()
}

#[test]
fn nights_of_a_pause_bear_no_interest_and_the_last_instalment_is_smaller() {
    // source: apache/fineract, ProgressiveEMICalculatorTest, interest pause from 5 to 10 February
    let kind = EventKind::Pause { of: PauseOf::Interest, until: date("2024-02-10") };
    let rows = rows(&loan(10_000, 7, 6, "2024-01-01"), "2024-02-04", kind);
    let interest: Vec<i64> = rows.iter().map(|row| row.1).collect();
    let due: Vec<i64> = rows.iter().map(|row| row.2).collect();
    assert_eq!(interest, [58, 39, 39, 29, 20, 10]);
    assert_eq!(due, [1_701, 1_701, 1_701, 1_701, 1_701, 1_690]);
}

#[test]
fn more_instalments_are_solved_anew_over_the_rest() {
    // source: apache/fineract, loan reschedule with two extra terms: 309.06 five times
    let kind = EventKind::Reschedule(Reschedule { more: 2, due: None });
    let rows = rows(&loan(150_000, 12, 3, "2024-06-01"), "2024-07-01", kind);
    assert_eq!(rows.iter().map(|row| row.2).collect::<Vec<_>>(), [30_906; 5]);
}

#[test]
fn a_moved_due_date_moves_those_after_it_and_leaves_what_was_due_before() {
    let terms = loan(10_000, 7, 6, "2024-01-01");
    let kind = EventKind::Reschedule(Reschedule { more: 0, due: Some(date("2024-03-15")) });
    let rows = rows(&terms, "2024-03-01", kind);
    let due: Vec<NaiveDate> = rows.iter().map(|row| row.0).collect();
    let expected = ["2024-02-01", "2024-03-15", "2024-04-15", "2024-05-15", "2024-06-15", "2024-07-15"];
    assert_eq!(due, expected.map(date));
    assert_eq!(rows.first().map(|row| row.2), Some(1_701));
}
