//! Civil dates: the n-th due date is anchor + n periods, never chained, and no operation can panic.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::error::EngineError;
use super::limits::{MAX_YEAR, MIN_YEAR};

/// The unit of a payment period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodUnit {
    /// Calendar days.
    Days,
    /// Seven days.
    Weeks,
    /// Calendar months, clamped to the month's last day.
    Months,
    /// Twelve calendar months.
    Years,
}

/// Every how many days, weeks, months or years something falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    /// How many units; at least one.
    pub every: u16,
    /// The unit.
    pub unit: PeriodUnit,
}

impl Frequency {
    /// Once a month.
    pub const MONTHLY: Self = Self { every: 1, unit: PeriodUnit::Months };

    /// `anchor` plus `n` periods. Months clamp to the last day of the month but always count from the anchor, so the
    /// 31st comes back after February.
    ///
    /// # Errors
    /// [`EngineError::DateOutOfRange`] past the supported years.
    pub fn after(self, anchor: NaiveDate, n: u32) -> Result<NaiveDate, EngineError> {
        let units = u32::from(self.every).checked_mul(n).ok_or(EngineError::DateOutOfRange { got: None })?;
        let date = match self.unit {
            PeriodUnit::Days => anchor.checked_add_days(Days::new(u64::from(units))),
            PeriodUnit::Weeks => anchor.checked_add_days(Days::new(u64::from(units).saturating_mul(7))),
            PeriodUnit::Months => anchor.checked_add_months(Months::new(units)),
            PeriodUnit::Years => {
                units.checked_mul(12).and_then(|months| anchor.checked_add_months(Months::new(months)))
            }
        };
        check(date.ok_or(EngineError::DateOutOfRange { got: None })?)
    }

    /// The date one period before `anchor`.
    ///
    /// # Errors
    /// [`EngineError::DateOutOfRange`] before the supported years.
    pub fn before(self, anchor: NaiveDate) -> Result<NaiveDate, EngineError> {
        let units = u32::from(self.every);
        let date = match self.unit {
            PeriodUnit::Days => anchor.checked_sub_days(Days::new(u64::from(units))),
            PeriodUnit::Weeks => anchor.checked_sub_days(Days::new(u64::from(units).saturating_mul(7))),
            PeriodUnit::Months => anchor.checked_sub_months(Months::new(units)),
            PeriodUnit::Years => {
                units.checked_mul(12).and_then(|months| anchor.checked_sub_months(Months::new(months)))
            }
        };
        check(date.ok_or(EngineError::DateOutOfRange { got: None })?)
    }
}

/// Which end days of a span count.
///
/// The money of 15 March repaid on 14 April was out for 30 days by `Last` or `First`, 31 by `Both`, 29 by `Neither`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inclusion {
    /// The first day does not count, the last does (算尾不算头): the usual rule for lateness.
    #[default]
    Last,
    /// The first day counts, the last does not (算头不算尾): the usual rule for interest.
    First,
    /// Both count (算头又算尾).
    Both,
    /// Neither counts.
    Neither,
}

impl Inclusion {
    /// What the choice adds to the plain difference of the two dates.
    #[must_use]
    pub const fn extra_days(self) -> i64 {
        match self {
            Self::Last | Self::First => 0,
            Self::Both => 1,
            Self::Neither => -1,
        }
    }
}

/// Actual days from `start` to `end`; negative when `end` is earlier.
#[must_use]
pub fn days_between(start: NaiveDate, end: NaiveDate) -> i64 {
    number(end).saturating_sub(number(start))
}

/// The number of a day: so many days after the last of the year before year 1.
#[must_use]
pub fn number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// The day of a number.
///
/// # Errors
/// [`EngineError::DateOutOfRange`] past the supported years.
pub fn of_number(number: i64) -> Result<NaiveDate, EngineError> {
    let date = i32::try_from(number).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
    check(date.ok_or(EngineError::DateOutOfRange { got: None })?)
}

/// Whether `date` lies in the supported years.
///
/// # Errors
/// [`EngineError::DateOutOfRange`] otherwise.
pub fn check(date: NaiveDate) -> Result<NaiveDate, EngineError> {
    if (MIN_YEAR..=MAX_YEAR).contains(&date.year()) {
        Ok(date)
    } else {
        Err(EngineError::DateOutOfRange { got: Some(date) })
    }
}

/// `date` moved by a number of days.
///
/// # Errors
/// [`EngineError::DateOutOfRange`] past the supported years.
pub fn shift(date: NaiveDate, days: i64) -> Result<NaiveDate, EngineError> {
    let moved = if days < 0 {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    };
    check(moved.ok_or(EngineError::DateOutOfRange { got: None })?)
}

/// The days of the year that `date` lies in: 365 or 366.
#[must_use]
pub const fn days_in_year(year: i32) -> i64 {
    if NaiveDate::from_ymd_opt(year, 2, 29).is_some() { 366 } else { 365 }
}

/// Whether a 29 February lies after `start` and not after `end`.
#[must_use]
pub fn contains_leap_day(start: NaiveDate, end: NaiveDate) -> bool {
    (start.year()..=end.year())
        .filter_map(|year| NaiveDate::from_ymd_opt(year, 2, 29))
        .any(|leap| start < leap && leap <= end)
}

/// Whether `date` is the last day of its month.
#[must_use]
pub fn is_month_end(date: NaiveDate) -> bool {
    date.succ_opt().is_none_or(|next| next.month() != date.month())
}

/// The last day of the month of `date`.
#[must_use]
pub fn month_end(date: NaiveDate) -> NaiveDate {
    (29..=31).rev().find_map(|day| date.with_day(day)).or_else(|| date.with_day(28)).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_thirty_first_comes_back_after_february() {
        let anchor = date("2026-01-31");
        let dates: Vec<_> = (1..=3).filter_map(|n| Frequency::MONTHLY.after(anchor, n).ok()).collect();
        assert_eq!(dates, [date("2026-02-28"), date("2026-03-31"), date("2026-04-30")]);
    }

    #[test]
    fn dates_outside_the_supported_years_are_refused() {
        assert!(shift(date("2199-12-31"), 1).is_err());
        assert!(shift(date("1970-01-01"), -1).is_err());
        assert!(Frequency { every: u16::MAX, unit: PeriodUnit::Years }.after(date("2026-01-01"), u32::MAX).is_err());
    }

    #[test]
    fn a_leap_day_is_found_only_inside_the_span() {
        assert!(contains_leap_day(date("2024-02-28"), date("2024-02-29")));
        assert!(!contains_leap_day(date("2024-02-29"), date("2024-03-29")));
        assert!(!contains_leap_day(date("2025-01-01"), date("2026-01-01")));
    }

    #[test]
    fn month_ends_are_known() {
        assert!(is_month_end(date("2024-02-29")) && !is_month_end(date("2024-02-28")));
        assert_eq!(month_end(date("2023-02-10")), date("2023-02-28"));
    }
}
