//! Day counts by hand, where a period is more than one count of days.

use chrono::NaiveDate;
use duewise::engine::DayCount;
use duewise::engine::day_count::Context;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn years(convention: DayCount, start: &str, end: &str) -> Decimal {
    convention.year_fraction(date(start), date(end)).expect("a fraction").round_dp(20)
}

/// Whole years or months, and days over a year of so many days.
fn sum(parts: &[(i64, i64)]) -> Decimal {
    parts.iter().map(|(part, of)| Decimal::from(*part) / Decimal::from(*of)).sum::<Decimal>().round_dp(20)
}

/// source: Directive 2008/48/EC, annex I: months are twelfths, counted back from the end; days left over are of 365, or
/// 366 where the year before them holds a leap day. Regulation Z, appendix J, counts them of 360.
#[test]
fn months_are_counted_back_from_the_end_and_days_are_left_over() {
    for (convention, year) in [(DayCount::EuAnnexI, 365), (DayCount::RegZ, 360)] {
        assert_eq!(years(convention, "2026-01-10", "2026-03-15"), sum(&[(2, 12), (5, year)]));
        assert_eq!(years(convention, "2026-01-10", "2026-01-30"), sum(&[(20, year)]));
        assert_eq!(years(convention, "2025-01-12", "2026-01-12"), Decimal::ONE);
    }
    assert_eq!(years(DayCount::EuAnnexI, "2024-03-10", "2024-05-15"), sum(&[(2, 12), (5, 366)]));
}

/// source: FCA Handbook, CONC App 1.2: whole months are twelfths, whole weeks fifty-seconds, otherwise years and days.
#[test]
fn months_come_before_weeks_and_weeks_before_years_and_days() {
    assert_eq!(years(DayCount::UkConc, "2026-01-10", "2026-03-10"), sum(&[(2, 12)]));
    assert_eq!(years(DayCount::UkConc, "2026-02-01", "2026-03-01"), sum(&[(1, 12)]), "28 days, and a month");
    assert_eq!(years(DayCount::UkConc, "2026-01-10", "2026-01-31"), sum(&[(3, 52)]));
    assert_eq!(years(DayCount::UkConc, "2026-01-10", "2026-01-20"), sum(&[(10, 365)]));
    assert_eq!(years(DayCount::UkConc, "2026-01-10", "2027-01-20"), sum(&[(1, 1), (10, 365)]));
    assert_eq!(years(DayCount::UkConc, "2024-02-20", "2025-03-01"), sum(&[(1, 1), (10, 366)]));
}

/// source: the definitions of the conventions: actual/actual by the calendar year, and whole years counted back.
#[test]
fn actual_years_hold_their_own_days() {
    assert_eq!(years(DayCount::ActActIsda, "2023-12-31", "2024-01-02"), sum(&[(1, 365), (1, 366)]));
    assert_eq!(years(DayCount::ActActAfb, "2026-02-01", "2027-03-01"), sum(&[(1, 1), (28, 365)]));
    assert_eq!(years(DayCount::ActActAfb, "2024-02-28", "2026-03-05"), sum(&[(2, 1), (6, 366)]));
}

/// source: the definition of actual/365L: paid several times a year, the year in which the period ends decides.
#[test]
fn the_year_of_the_end_decides_where_there_are_several_periods_a_year() {
    let fraction = |start: &str, end: &str, several_a_year| {
        let context = Context { several_a_year, period_end: Some(date(end)), ..Context::default() };
        DayCount::Act365Leap.year_fraction_in(date(start), date(end), context).expect("a fraction").round_dp(20)
    };
    assert_eq!(fraction("2024-03-01", "2024-04-01", true), sum(&[(31, 366)]));
    assert_eq!(fraction("2025-03-01", "2025-04-01", true), sum(&[(31, 365)]));
    assert_eq!(fraction("2024-03-01", "2024-04-01", false), sum(&[(31, 365)]), "no leap day lies within");
}
