//! Day count conventions: how long the time between two dates is, in days and in years.
//!
//! Sources: ISDA 2006 definitions 4.16 (ACT/ACT, ACT/365F, ACT/360, 30/360, 30E/360, 30E/360 ISDA), ISMA rule 251 and
//! the FBF master agreement (ACT/365L, ACT/ACT AFB), Directive 2008/48/EC Annex I, 12 CFR 1026 Appendix J, FCA CONC
//! App 1.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::date::{Frequency, PeriodUnit, contains_leap_day, days_between, days_in_year, is_month_end};
use super::error::EngineError;
use super::number::{add, div};

/// How days and years between two dates are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayCount {
    /// Actual days over 365.
    Act365Fixed,
    /// Actual days over 360.
    Act360,
    /// Actual days over 366 in a leap period, else 365.
    Act365Leap,
    /// Actual days, those of a leap year over 366 and the others over 365.
    ActActIsda,
    /// Whole years back from the end, the rest over 366 if it holds 29 February.
    ActActAfb,
    /// Months of 30 days; the 31st counts as the 30th.
    ThirtyE360,
    /// Months of 30 days; the last day of any month counts as the 30th, but not 28 or 29 February at maturity.
    ThirtyE360Isda,
    /// Months of 30 days, United States rule.
    Thirty360Us,
    /// Whole months as twelfths, odd days over 365 or 366: Directive 2008/48/EC.
    EuAnnexI,
    /// Whole months as twelfths, odd days as thirtieths of a month: Regulation Z.
    RegZ,
    /// Whole months as twelfths, whole weeks as fifty-seconds, otherwise years and days: CONC App 1.
    UkConc,
}

/// What some conventions need to know beside the two dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// The schedule falls on month ends (US 30/360).
    pub month_end_schedule: bool,
    /// The end date is the maturity of the loan (30E/360 ISDA).
    pub end_is_maturity: bool,
    /// Interest is paid more than once a year, so the end date's year decides on 366 (ACT/365L).
    pub several_a_year: bool,
    /// The end of the interest period, when `end` lies inside it (ACT/365L).
    pub period_end: Option<NaiveDate>,
}

impl DayCount {
    /// Days between two dates; negative when `end` is earlier and the convention counts actual days.
    #[must_use]
    pub fn days(self, start: NaiveDate, end: NaiveDate, context: Context) -> i64 {
        match self {
            Self::ThirtyE360 => thirty(start, end, (start.day().min(30), end.day().min(30))),
            Self::ThirtyE360Isda => {
                let first = if is_month_end(start) { 30 } else { start.day() };
                let february = end.month() == 2 && is_month_end(end);
                let keeps = february && context.end_is_maturity;
                let second = if is_month_end(end) && !keeps { 30 } else { end.day() };
                thirty(start, end, (first, second))
            }
            Self::Thirty360Us => thirty_us(start, end, context.month_end_schedule),
            _ => days_between(start, end),
        }
    }

    /// The time between two dates in years, with nothing special about the dates.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn year_fraction(self, start: NaiveDate, end: NaiveDate) -> Result<Decimal, EngineError> {
        self.year_fraction_in(start, end, Context::default())
    }

    /// The time between two dates in years.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn year_fraction_in(self, start: NaiveDate, end: NaiveDate, context: Context) -> Result<Decimal, EngineError> {
        let over = |year: i64| div(Decimal::from(self.days(start, end, context)), Decimal::from(year));
        match self {
            Self::Act365Fixed => over(365),
            Self::Act360 | Self::ThirtyE360 | Self::ThirtyE360Isda | Self::Thirty360Us => over(360),
            Self::Act365Leap => {
                let last = context.period_end.unwrap_or(end);
                let leap = if context.several_a_year {
                    days_in_year(last.year()) == 366
                } else {
                    contains_leap_day(start, last)
                };
                over(if leap { 366 } else { 365 })
            }
            Self::ActActIsda => isda(start, end),
            Self::ActActAfb => afb(start, end),
            Self::EuAnnexI => months_and_days(start, end, |rest_start, rest_end| {
                let year_before = Frequency { every: 1, unit: PeriodUnit::Years }.before(rest_end)?;
                let year = if contains_leap_day(year_before, rest_end) { 366 } else { 365 };
                div(Decimal::from(days_between(rest_start, rest_end)), Decimal::from(year))
            }),
            Self::RegZ => months_and_days(start, end, |rest_start, rest_end| {
                div(Decimal::from(days_between(rest_start, rest_end)), Decimal::from(360))
            }),
            Self::UkConc => conc(start, end),
        }
    }
}

fn thirty(start: NaiveDate, end: NaiveDate, (first, second): (u32, u32)) -> i64 {
    let years = i64::from(end.year()).saturating_sub(i64::from(start.year()));
    let months = i64::from(end.month()).saturating_sub(i64::from(start.month()));
    let days = i64::from(second).saturating_sub(i64::from(first));
    years.saturating_mul(360).saturating_add(months.saturating_mul(30)).saturating_add(days)
}

fn thirty_us(start: NaiveDate, end: NaiveDate, month_ends: bool) -> i64 {
    let last_of_february = |date: NaiveDate| date.month() == 2 && is_month_end(date);
    let (mut first, mut second) = (start.day(), end.day());
    if month_ends && last_of_february(start) {
        if last_of_february(end) {
            second = 30;
        }
        first = 30;
    }
    if second == 31 && first >= 30 {
        second = 30;
    }
    thirty(start, end, (first.min(30), second))
}

fn isda(start: NaiveDate, end: NaiveDate) -> Result<Decimal, EngineError> {
    let mut total = Decimal::ZERO;
    let mut from = start;
    while from < end {
        let next_year = NaiveDate::from_ymd_opt(from.year().saturating_add(1), 1, 1).unwrap_or(end);
        let to = next_year.min(end);
        let share = div(Decimal::from(days_between(from, to)), Decimal::from(days_in_year(from.year())))?;
        total = add(total, share)?;
        from = to;
    }
    Ok(total)
}

fn afb(start: NaiveDate, end: NaiveDate) -> Result<Decimal, EngineError> {
    let yearly = |years: i64| -> Option<NaiveDate> {
        let year = i32::try_from(i64::from(end.year()).saturating_sub(years)).ok()?;
        let february = end.month() == 2 && is_month_end(end);
        match end.with_year(year) {
            Some(date) if february => Some(super::date::month_end(date)),
            Some(date) => Some(date),
            None => NaiveDate::from_ymd_opt(year, 2, 28),
        }
    };
    let mut years = 0_i64;
    while yearly(years.saturating_add(1)).is_some_and(|date| date >= start) {
        years = years.saturating_add(1);
    }
    let rest_end = yearly(years).unwrap_or(end);
    let leap = start <= rest_end && (contains_leap_day(start, rest_end) || is_leap_day(start) && rest_end > start);
    let rest = div(Decimal::from(days_between(start, rest_end)), Decimal::from(if leap { 366 } else { 365 }))?;
    add(Decimal::from(years), rest)
}

fn is_leap_day(date: NaiveDate) -> bool {
    date.month() == 2 && date.day() == 29
}

/// Whole months back from the end as twelfths, and what is left by `rest`.
fn months_and_days(
    start: NaiveDate,
    end: NaiveDate,
    rest: impl Fn(NaiveDate, NaiveDate) -> Result<Decimal, EngineError>,
) -> Result<Decimal, EngineError> {
    let back = |months: u16| Frequency { every: months, unit: PeriodUnit::Months }.before(end);
    let mut months = 0_u16;
    while months < u16::MAX && back(months.saturating_add(1)).is_ok_and(|date| date >= start) {
        months = months.saturating_add(1);
    }
    let rest_end = if months == 0 { end } else { back(months)? };
    add(div(Decimal::from(months), Decimal::from(12))?, rest(start, rest_end)?)
}

fn conc(start: NaiveDate, end: NaiveDate) -> Result<Decimal, EngineError> {
    let days = days_between(start, end);
    let years_back = |years: u16| Frequency { every: years, unit: PeriodUnit::Years }.before(end);
    let months = (1..=1_200_u16).find(|&months| {
        Frequency { every: months, unit: PeriodUnit::Months }.after(start, 1).is_ok_and(|date| date >= end)
    });
    if let Some(months) = months
        && (Frequency { every: months, unit: PeriodUnit::Months }).after(start, 1) == Ok(end)
    {
        return div(Decimal::from(months), Decimal::from(12));
    }
    if days.checked_rem(7) == Some(0) {
        return div(Decimal::from(days.checked_div(7).unwrap_or(0)), Decimal::from(52));
    }
    let mut years = 0_u16;
    while years < u16::MAX && years_back(years.saturating_add(1)).is_ok_and(|date| date >= start) {
        years = years.saturating_add(1);
    }
    let rest_end = if years == 0 { end } else { years_back(years)? };
    let year = if contains_leap_day(start, rest_end) { 366 } else { 365 };
    add(Decimal::from(years), div(Decimal::from(days_between(start, rest_end)), Decimal::from(year))?)
}
