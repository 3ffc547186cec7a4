//! Factors of a period by hand, for every accrual: the rate of a contract over the time between two dates.
//!
//! source of all: docs/conventions.md; each figure is written as the fraction that it is.

use chrono::NaiveDate;
use duewise::engine::*;
use rust_decimal::Decimal;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn dec(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn of(part: i64, whole: i64) -> Decimal {
    Decimal::from(part) / Decimal::from(whole)
}

/// The product of so many of them, one after the other.
fn power(base: Decimal, times: u32) -> Decimal {
    (0..times).fold(Decimal::ONE, |product, _| product * base)
}

const YEARLY: Rate = Rate { value: Decimal::from_parts(12, 0, 0, false, 2), per: RatePeriod::Year };
const MONTHLY: Rate = Rate { value: Decimal::from_parts(1, 0, 0, false, 2), per: RatePeriod::Month };
const DAILY: Rate = Rate { value: Decimal::from_parts(5, 0, 0, false, 4), per: RatePeriod::Day };

const fn every(every: u16, unit: PeriodUnit) -> Frequency {
    Frequency { every, unit }
}

/// Equal to twenty places: the order of a multiplication and a division may cost the last of 28 digits.
#[track_caller]
fn same(found: Decimal, expected: Decimal) {
    assert_eq!(found.round_dp(20), expected.round_dp(20));
}

#[test]
fn a_rate_of_a_day_a_month_or_a_year_has_a_nominal_year_and_a_day() {
    same(DAILY.nominal_year(360).expect("fits"), dec("0.18"));
    same(DAILY.nominal_year(365).expect("fits"), dec("0.1825"));
    same(MONTHLY.nominal_year(365).expect("fits"), dec("0.12"));
    same(YEARLY.nominal_year(365).expect("fits"), dec("0.12"));
    same(DAILY.daily(360).expect("fits"), dec("0.0005"));
    same(MONTHLY.daily(360).expect("fits"), dec("0.12") / dec("360"));
    same(YEARLY.daily(365).expect("fits"), dec("0.12") / dec("365"));
    // (1 + day)³⁶⁵ = 1.12, or 1.01¹²; a rate of a day is what it is.
    let year = |rate: Rate| power(Decimal::ONE + rate.effective_daily(365).expect("fits"), 365);
    same(year(YEARLY), dec("1.12"));
    same(year(MONTHLY), power(dec("1.01"), 12));
    same(DAILY.effective_daily(365).expect("fits"), dec("0.0005"));
    same(power(Decimal::ONE + YEARLY.effective_daily(360).expect("fits"), 360), dec("1.12"));
}

#[test]
fn a_whole_period_bears_its_part_of_the_nominal_year() {
    let (start, end) = (date("2026-01-15"), date("2026-02-15"));
    let whole = |rate, frequency| Accrual::PerPeriod.factor(rate, start, end, frequency, true).expect("a factor");
    let by_unit = [
        (PeriodUnit::Years, 2, 1),
        (PeriodUnit::Months, 3, 12),
        (PeriodUnit::Weeks, 2, 52),
        (PeriodUnit::Days, 45, 365),
    ];
    for (unit, count, per_year) in by_unit {
        let frequency = every(count, unit);
        same(whole(YEARLY, frequency), dec("0.12") * of(i64::from(count), per_year));
        same(whole(MONTHLY, frequency), dec("0.12") * of(i64::from(count), per_year));
        same(whole(DAILY, frequency), dec("0.1825") * of(i64::from(count), per_year));
    }
}

#[test]
fn a_part_of_a_period_bears_its_share_by_days() {
    let part = |start, end, frequency| {
        Accrual::PerPeriod.factor(YEARLY, date(start), date(end), frequency, false).expect("a factor")
    };
    // 26 of the 31 days since 15 January; 40 of 31; 10 of 14; 20 of 45; 100 of 365.
    same(part("2026-01-20", "2026-02-15", Frequency::MONTHLY), dec("0.01") * of(26, 31));
    same(part("2026-01-06", "2026-02-15", Frequency::MONTHLY), dec("0.01") * of(40, 31));
    same(part("2026-02-05", "2026-02-15", every(2, PeriodUnit::Weeks)), dec("0.12") * of(2, 52) * of(10, 14));
    same(part("2026-01-26", "2026-02-15", every(45, PeriodUnit::Days)), dec("0.12") * of(45, 365) * of(20, 45));
    same(part("2025-11-07", "2026-02-15", every(1, PeriodUnit::Years)), dec("0.12") * of(100, 365));
    same(part("2026-02-15", "2026-02-15", Frequency::MONTHLY), Decimal::ZERO);
}

fn daily(month: DaysInMonth, year: DaysInYear, leap: LeapRule) -> Accrual {
    Accrual::Daily { month, year, leap }
}

/// A year of nominal rate 1: what comes out is the time.
fn time(accrual: Accrual, start: &str, end: &str, frequency: Frequency, regular: bool) -> Decimal {
    let rate = Rate { value: Decimal::ONE, per: RatePeriod::Year };
    accrual.factor(rate, date(start), date(end), frequency, regular).expect("a factor")
}

#[test]
fn days_are_counted_over_the_year_that_is_agreed() {
    use DaysInMonth::Actual;
    let by = |year, leap| daily(Actual, year, leap);
    let split = LeapRule::SplitAtYearEnd;
    let month = |accrual, start, end| time(accrual, start, end, Frequency::MONTHLY, true);
    same(month(by(DaysInYear::D360, split), "2024-01-15", "2024-02-15"), of(31, 360));
    same(month(by(DaysInYear::D364, split), "2024-01-15", "2024-02-15"), of(31, 364));
    same(month(by(DaysInYear::D365, split), "2024-01-15", "2024-02-15"), of(31, 365));
    same(month(by(DaysInYear::Actual, LeapRule::Fixed365), "2024-02-15", "2024-03-15"), of(29, 365));
    let leap = by(DaysInYear::Actual, LeapRule::LeapDayPeriod);
    same(month(leap, "2024-02-15", "2024-03-15"), of(29, 366));
    same(month(leap, "2024-03-15", "2024-04-15"), of(31, 365));
    // A rate of a day is a rate of each counted day, whatever the year.
    for (year, days) in [(DaysInYear::D360, 360), (DaysInYear::D364, 364), (DaysInYear::D365, 365)] {
        let factor = by(year, split).factor(DAILY, date("2024-01-15"), date("2024-02-15"), Frequency::MONTHLY, true);
        same(factor.expect("a factor"), dec("0.0005") * of(days * 31, days));
    }
}

#[test]
fn an_actual_year_is_split_where_it_is_agreed() {
    use DaysInMonth::Actual;
    let by = |leap| daily(Actual, DaysInYear::Actual, leap);
    let over = |leap, start, end| time(by(leap), start, end, Frequency::MONTHLY, true);
    let year_end = LeapRule::SplitAtYearEnd;
    same(over(year_end, "2023-12-15", "2024-01-15"), of(16, 365) + of(15, 366));
    same(over(year_end, "2023-12-31", "2024-01-31"), of(31, 366));
    same(over(year_end, "2023-12-30", "2024-01-31"), of(1, 365) + of(31, 366));
    same(over(year_end, "2024-12-31", "2025-01-01"), of(1, 365));
    same(over(year_end, "2023-11-30", "2023-12-31"), of(31, 365));
    same(over(year_end, "2023-12-15", "2025-01-15"), of(16, 365) + Decimal::ONE + of(15, 365));
    let new_year = LeapRule::SplitAtNewYear;
    same(over(new_year, "2023-12-15", "2024-01-15"), of(17, 365) + of(14, 366));
    same(over(new_year, "2024-01-01", "2024-01-15"), of(14, 366));
    same(over(new_year, "2023-12-31", "2024-01-31"), of(1, 365) + of(30, 366));
    same(over(new_year, "2023-12-15", "2025-01-15"), of(17, 365) + Decimal::ONE + of(14, 365));
    same(over(new_year, "2023-12-15", "2023-12-15"), Decimal::ZERO);
}

#[test]
fn months_of_thirty_days_are_months_and_not_weeks() {
    let by = |year, leap| daily(DaysInMonth::Thirty, year, leap);
    let split = LeapRule::SplitAtYearEnd;
    let d360 = by(DaysInYear::D360, split);
    same(time(d360, "2026-01-15", "2026-02-15", Frequency::MONTHLY, true), of(30, 360));
    same(time(d360, "2026-01-15", "2026-04-15", every(3, PeriodUnit::Months), true), of(90, 360));
    same(time(d360, "2026-01-15", "2028-01-15", every(2, PeriodUnit::Years), true), of(720, 360));
    same(time(d360, "2026-01-15", "2026-01-29", every(2, PeriodUnit::Weeks), true), of(14, 360));
    same(time(d360, "2026-01-15", "2026-02-05", every(21, PeriodUnit::Days), true), of(21, 360));
    same(time(d360, "2026-01-20", "2026-02-15", Frequency::MONTHLY, false), of(30, 360) * of(26, 31));
    same(time(d360, "2026-02-15", "2026-02-15", Frequency::MONTHLY, false), Decimal::ZERO);
    same(time(by(DaysInYear::D364, split), "2026-01-15", "2026-02-15", Frequency::MONTHLY, true), of(30, 364));
    // The year of the start, where the year is the actual one.
    let actual = by(DaysInYear::Actual, split);
    same(time(actual, "2023-12-15", "2024-01-15", Frequency::MONTHLY, true), of(30, 365));
    same(time(actual, "2024-12-15", "2025-01-15", Frequency::MONTHLY, true), of(30, 366));
}

#[test]
fn a_day_count_is_multiplied_with_the_nominal_year_of_365_days() {
    let by = |rate, count| {
        Accrual::DayCount(count).factor(rate, date("2026-01-15"), date("2026-02-15"), Frequency::MONTHLY, true)
    };
    same(by(YEARLY, DayCount::Act360).expect("a factor"), dec("0.12") * of(31, 360));
    same(by(YEARLY, DayCount::Act365Fixed).expect("a factor"), dec("0.12") * of(31, 365));
    same(by(DAILY, DayCount::Act360).expect("a factor"), dec("0.1825") * of(31, 360));
    same(by(MONTHLY, DayCount::ThirtyE360).expect("a factor"), dec("0.12") * of(30, 360));
}

#[test]
fn the_month_before_the_due_date_bears_its_own_days() {
    let due = |end| time(Accrual::MonthBefore, "2020-01-01", end, Frequency::MONTHLY, true);
    same(due("2026-03-15"), of(28, 365));
    same(due("2024-03-15"), of(29, 366));
    same(due("2026-01-15"), of(31, 365));
    same(due("2025-01-31"), of(31, 366));
    let daily = Accrual::MonthBefore.factor(DAILY, date("2026-02-15"), date("2026-03-15"), Frequency::MONTHLY, true);
    same(daily.expect("a factor"), dec("0.0005") * dec("28"));
}

/// The factor compounded so many times is the rate compounded so many times.
#[track_caller]
fn compounds(factor: Decimal, times: u32, base: &str, exponent: u32) {
    let (left, right) = (power(Decimal::ONE + factor, times), power(dec(base), exponent));
    assert!((left - right).abs() < dec("0.000000000000000001"), "{left} {right}");
}

#[test]
fn an_effective_rate_compounds_to_itself_over_its_own_time() {
    let by = |rate, time, (start, end), frequency, regular| {
        Accrual::Effective(time).factor(rate, date(start), date(end), frequency, regular).expect("a factor")
    };
    let dates = ("2026-01-15", "2026-02-15");
    let whole = |rate, frequency| by(rate, EffectiveTime::Periods, dates, frequency, true);
    compounds(whole(YEARLY, every(3, PeriodUnit::Months)), 4, "1.12", 1);
    compounds(whole(YEARLY, every(26, PeriodUnit::Weeks)), 2, "1.12", 1);
    compounds(whole(YEARLY, every(2, PeriodUnit::Years)), 1, "1.12", 2);
    compounds(whole(MONTHLY, Frequency::MONTHLY), 1, "1.01", 1);
    compounds(whole(MONTHLY, every(1, PeriodUnit::Years)), 1, "1.01", 12);
    compounds(whole(MONTHLY, every(13, PeriodUnit::Weeks)), 4, "1.01", 12);
    compounds(whole(DAILY, Frequency::MONTHLY), 12, "1.0005", 365);
    // Periods of days are counted of 365: 31 of them here.
    compounds(whole(YEARLY, every(31, PeriodUnit::Days)), 365, "1.12", 31);
    compounds(by(YEARLY, EffectiveTime::Periods, dates, every(31, PeriodUnit::Days), false), 365, "1.12", 31);
    // A part of a period by its days: 26 of 31.
    let part = by(YEARLY, EffectiveTime::Periods, ("2026-01-20", "2026-02-15"), Frequency::MONTHLY, false);
    compounds(part, 31 * 12, "1.12", 26);
    // By days the period does not matter: 31 of 360, a day of a daily rate.
    for regular in [true, false] {
        let days = EffectiveTime::Days(360);
        compounds(by(YEARLY, days, dates, Frequency::MONTHLY, regular), 360, "1.12", 31);
        compounds(by(DAILY, days, dates, Frequency::MONTHLY, regular), 1, "1.0005", 31);
        compounds(by(MONTHLY, days, dates, Frequency::MONTHLY, regular), 30, "1.01", 31);
    }
    assert_eq!(
        by(YEARLY, EffectiveTime::Days(365), ("2026-02-15", "2026-02-15"), Frequency::MONTHLY, false),
        Decimal::ZERO
    );
}

/// A schedule may take a factor from a period that is alike, but only if it is the factor of its own dates.
#[test]
fn every_row_has_the_factor_of_its_own_dates() {
    let mut accruals = vec![
        Accrual::PerPeriod,
        Accrual::MonthBefore,
        Accrual::Effective(EffectiveTime::Periods),
        Accrual::Effective(EffectiveTime::Days(365)),
    ];
    for count in
        [DayCount::Act365Fixed, DayCount::Act360, DayCount::ActActIsda, DayCount::ThirtyE360, DayCount::EuAnnexI]
    {
        accruals.push(Accrual::DayCount(count));
    }
    for month in [DaysInMonth::Actual, DaysInMonth::Thirty] {
        for year in [DaysInYear::Actual, DaysInYear::D360, DaysInYear::D364, DaysInYear::D365] {
            for leap in
                [LeapRule::SplitAtYearEnd, LeapRule::SplitAtNewYear, LeapRule::LeapDayPeriod, LeapRule::Fixed365]
            {
                accruals.push(daily(month, year, leap));
            }
        }
    }
    let frequencies =
        [Frequency::MONTHLY, every(2, PeriodUnit::Weeks), every(20, PeriodUnit::Days), every(1, PeriodUnit::Years)];
    for accrual in accruals {
        for frequency in frequencies {
            for first_due in [None, Some(date("2023-11-20"))] {
                let principal = Money::try_new(1_000_000, Currency::CNY).expect("within the limits");
                let mut terms = InstalmentTerms::monthly(principal, YEARLY, 16, date("2023-10-31"));
                (terms.accrual, terms.frequency, terms.first_due) = (accrual, frequency, first_due);
                for row in schedule(&terms).expect("a schedule") {
                    let regular = row.number > 1 || first_due.is_none();
                    let own = accrual.factor(YEARLY, row.start, row.due, frequency, regular).expect("a factor");
                    assert_eq!(row.factor, own, "{accrual:?} {frequency:?} row {}", row.number);
                }
            }
        }
    }
}
