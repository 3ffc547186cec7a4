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

/// source: ISDA 2006, 4.16 (f) to (h): each rule for the 31st and for the end of February.
#[test]
fn months_of_thirty_days_treat_the_thirty_first_and_february_as_their_name_says() {
    let days = |convention: DayCount, start, end, context| convention.days(date(start), date(end), context);
    let plain = Context::default();
    let (month_end, maturity) =
        (Context { month_end_schedule: true, ..plain }, Context { end_is_maturity: true, ..plain });
    let (e, isda, us) = (DayCount::ThirtyE360, DayCount::ThirtyE360Isda, DayCount::Thirty360Us);
    let rows = [
        ("2026-01-15", "2027-03-20", e, plain, 425),
        ("2026-01-31", "2026-02-28", e, plain, 28),
        ("2026-01-30", "2026-03-31", e, plain, 60),
        ("2026-02-28", "2026-03-31", e, plain, 32),
        ("2026-01-15", "2027-03-20", isda, plain, 425),
        ("2026-02-28", "2026-03-31", isda, plain, 30),
        ("2026-01-31", "2026-02-28", isda, plain, 30),
        ("2026-01-31", "2026-02-28", isda, maturity, 28),
        ("2026-01-31", "2026-03-31", isda, maturity, 60),
        ("2026-02-27", "2026-03-30", isda, plain, 33),
        ("2024-02-29", "2025-02-28", isda, plain, 360),
        ("2024-02-29", "2025-02-28", isda, maturity, 358),
        ("2026-01-15", "2027-03-20", us, plain, 425),
        ("2026-01-31", "2026-03-31", us, plain, 60),
        ("2026-01-30", "2026-03-31", us, plain, 60),
        ("2026-01-29", "2026-03-31", us, plain, 62),
        ("2026-01-31", "2026-03-15", us, plain, 45),
        ("2026-02-28", "2026-03-31", us, plain, 33),
        ("2026-02-28", "2026-03-31", us, month_end, 30),
        ("2026-02-27", "2026-03-31", us, month_end, 34),
        ("2024-02-29", "2025-02-28", us, plain, 359),
        ("2024-02-29", "2025-02-28", us, month_end, 360),
        ("2026-01-30", "2026-02-28", us, month_end, 28),
        ("2026-02-28", "2026-03-15", us, month_end, 15),
        ("2026-01-15", "2026-02-15", DayCount::Act360, plain, 31),
    ];
    for (start, end, convention, context, expected) in rows {
        assert_eq!(days(convention, start, end, context), expected, "{convention:?} {context:?} {start} {end}");
        let year = if convention == DayCount::Act360 { 31 } else { expected };
        let fraction = convention.year_fraction_in(date(start), date(end), context).expect("a fraction");
        assert_eq!(fraction.round_dp(20), sum(&[(year, 360)]));
    }
}

/// source: the definitions: a leap day counts on the day itself, not on the day after which the count begins; whole
/// years are counted back from the end, from the end of February to its end.
#[test]
fn a_leap_day_is_within_a_period_that_ends_on_it_and_not_in_one_that_begins_on_it() {
    assert_eq!(years(DayCount::Act365Fixed, "2024-02-01", "2024-03-01"), sum(&[(29, 365)]));
    assert_eq!(years(DayCount::Act365Leap, "2024-02-28", "2024-02-29"), sum(&[(1, 366)]));
    assert_eq!(years(DayCount::Act365Leap, "2024-02-29", "2024-03-31"), sum(&[(31, 365)]));
    assert_eq!(years(DayCount::Act365Leap, "2023-12-31", "2025-12-31"), sum(&[(731, 366)]));
    assert_eq!(years(DayCount::ActActIsda, "2023-07-01", "2025-07-01"), sum(&[(184, 365), (1, 1), (181, 365)]));
    assert_eq!(years(DayCount::ActActIsda, "2024-01-01", "2025-01-01"), Decimal::ONE);
    assert_eq!(years(DayCount::ActActIsda, "2024-01-01", "2024-01-01"), Decimal::ZERO);
    assert_eq!(years(DayCount::ActActAfb, "2024-02-29", "2024-03-31"), sum(&[(31, 366)]), "it begins on it");
    assert_eq!(years(DayCount::ActActAfb, "2024-03-01", "2025-02-28"), sum(&[(364, 365)]));
    assert_eq!(years(DayCount::ActActAfb, "2025-01-29", "2025-03-01"), sum(&[(31, 365)]), "the 29th of January");
    assert_eq!(years(DayCount::ActActAfb, "2025-02-27", "2025-03-28"), sum(&[(29, 365)]));
    assert_eq!(years(DayCount::ActActAfb, "2023-02-28", "2024-02-29"), Decimal::ONE, "from end to end");
    assert_eq!(years(DayCount::ActActAfb, "2023-02-27", "2024-02-29"), sum(&[(1, 1), (1, 365)]));
    assert_eq!(years(DayCount::ActActAfb, "2023-03-01", "2024-02-29"), sum(&[(365, 366)]));
    assert_eq!(years(DayCount::ActActAfb, "2024-02-29", "2026-02-28"), sum(&[(2, 1)]));
    assert_eq!(years(DayCount::ActActAfb, "2024-02-29", "2026-02-27"), sum(&[(1, 1), (364, 366)]));
    assert_eq!(years(DayCount::ActActAfb, "2020-03-15", "2026-03-15"), sum(&[(6, 1)]));
    // The year before the rest, not the rest itself: no leap day lies in the five days from 10 March 2025.
    assert_eq!(years(DayCount::EuAnnexI, "2025-02-10", "2025-02-15"), sum(&[(5, 366)]));
    assert_eq!(years(DayCount::EuAnnexI, "2025-03-10", "2025-03-15"), sum(&[(5, 365)]));
    assert_eq!(years(DayCount::EuAnnexI, "2026-01-31", "2026-02-28"), sum(&[(28, 365)]), "28 January is before it");
    assert_eq!(years(DayCount::EuAnnexI, "2026-02-28", "2026-03-31"), sum(&[(1, 12)]));
    assert_eq!(years(DayCount::EuAnnexI, "2025-12-31", "2026-02-28"), sum(&[(1, 12), (28, 365)]));
    assert_eq!(years(DayCount::EuAnnexI, "2026-02-15", "2026-02-15"), Decimal::ZERO);
    assert_eq!(years(DayCount::UkConc, "2026-01-31", "2026-02-28"), sum(&[(1, 12)]));
    assert_eq!(years(DayCount::UkConc, "2020-01-15", "2026-01-15"), sum(&[(6, 1)]));
    assert_eq!(years(DayCount::UkConc, "2024-01-15", "2025-01-21"), sum(&[(1, 1), (6, 365)]));
    assert_eq!(years(DayCount::UkConc, "2024-02-10", "2024-03-01"), sum(&[(20, 366)]));
    assert_eq!(years(DayCount::UkConc, "2026-01-15", "2026-01-16"), sum(&[(1, 365)]));
}
