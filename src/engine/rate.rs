//! Rates that know their period, and how the rate of one period is made from a contract rate.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::date::{Frequency, PeriodUnit, contains_leap_day, days_between, days_in_year};
use super::day_count::DayCount;
use super::error::{EngineError, Term};
use super::limits::MAX_ANNUAL_RATE;
use super::number::{div, mul};

/// The period that a rate is quoted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatePeriod {
    /// Per day, as in 每天万分之五.
    Day,
    /// Per month, as in 月利率.
    Month,
    /// Per year, as in 年利率.
    Year,
}

/// A rate: a fraction (0.12 is 12 %) per period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The fraction: 0.0005 is five ten-thousandths.
    pub value: Decimal,
    /// For which period.
    pub per: RatePeriod,
}

impl Rate {
    /// Nothing per year.
    pub const ZERO: Self = Self { value: Decimal::ZERO, per: RatePeriod::Year };

    /// A rate within the supported range: 0 to 10,000 % a year.
    ///
    /// # Errors
    /// [`EngineError::OutOfRange`] outside it.
    pub fn try_new(value: Decimal, per: RatePeriod) -> Result<Self, EngineError> {
        let rate = Self { value, per };
        rate.check(Term::Rate)?;
        Ok(rate)
    }

    /// A yearly rate from a percentage.
    ///
    /// # Errors
    /// [`EngineError::OutOfRange`] outside 0 to 10,000 %.
    pub fn percent_per_year(percent: Decimal) -> Result<Self, EngineError> {
        Self::try_new(div(percent, Decimal::ONE_HUNDRED)?, RatePeriod::Year)
    }

    /// Whether the rate lies within the supported range.
    ///
    /// # Errors
    /// [`EngineError::OutOfRange`] naming `term`.
    pub fn check(self, term: Term) -> Result<(), EngineError> {
        let most = Decimal::from(MAX_ANNUAL_RATE);
        // Far within the range it takes no division to know.
        let yearly = self.value.checked_mul(Decimal::from(self.per_year()));
        if !self.value.is_sign_negative() && yearly.is_some_and(|yearly| yearly < most) {
            return Ok(());
        }
        let greatest = div(most, Decimal::from(self.per_year()))?;
        if self.value < Decimal::ZERO || self.value > greatest {
            return Err(EngineError::outside(term, 0, greatest.round_dp(6).normalize()));
        }
        Ok(())
    }

    const fn per_year(self) -> i64 {
        match self.per {
            RatePeriod::Day => 365,
            RatePeriod::Month => 12,
            RatePeriod::Year => 1,
        }
    }

    /// The nominal rate of a year: a day's times `year_days`, a month's times twelve. No compounding.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn nominal_year(self, year_days: i64) -> Result<Decimal, EngineError> {
        match self.per {
            RatePeriod::Day => mul(self.value, Decimal::from(year_days)),
            RatePeriod::Month => mul(self.value, Decimal::from(12)),
            RatePeriod::Year => Ok(self.value),
        }
    }

    /// The simple rate of a day, with a year of `year_days` days and months of a twelfth of it.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn daily(self, year_days: i64) -> Result<Decimal, EngineError> {
        match self.per {
            RatePeriod::Day => Ok(self.value),
            RatePeriod::Month | RatePeriod::Year => div(self.nominal_year(year_days)?, Decimal::from(year_days)),
        }
    }
}

impl Rate {
    /// The rate of a day that compounds to this one over its period, with a year of `year_days` days.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn effective_daily(self, year_days: u16) -> Result<Decimal, EngineError> {
        let times = match self.per {
            RatePeriod::Day => return Ok(self.value),
            RatePeriod::Month => 12,
            RatePeriod::Year => 1,
        };
        let base = super::number::add(Decimal::ONE, self.value)?;
        super::number::sub(super::number::pow_ratio(base, times, u32::from(year_days))?, Decimal::ONE)
    }
}

/// How many days a month has for interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DaysInMonth {
    /// As the calendar has it.
    Actual,
    /// Thirty.
    Thirty,
}

/// How many days a year has for interest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DaysInYear {
    /// As the calendar has it.
    Actual,
    /// 360.
    D360,
    /// 364.
    D364,
    /// 365.
    D365,
}

/// How an actual year is measured when a period meets a leap year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeapRule {
    /// Days up to and including 31 December belong to the old year.
    #[default]
    SplitAtYearEnd,
    /// Days up to and including 1 January belong to the old year.
    SplitAtNewYear,
    /// 366 only for a period that contains 29 February.
    LeapDayPeriod,
    /// 365 always.
    Fixed365,
}

/// How interest of a period follows from the contract rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Accrual {
    /// Every period bears the same share of the year: r/12 per month, r/52 per week (按期计息).
    PerPeriod,
    /// By days, with the lengths of month and year as given (按日计息). A regular period of 30-day months bears
    /// 30 days per month whatever its length.
    Daily {
        /// Length of a month.
        month: DaysInMonth,
        /// Length of a year.
        year: DaysInYear,
        /// What a leap year does to an actual year.
        leap: LeapRule,
    },
    /// By a named day count between the dates.
    DayCount(DayCount),
    /// The rate is an effective one: (1 + r) to the power of the period's length, less 1.
    Effective(EffectiveTime),
    /// By the days of the calendar month before the due date's month, over the length of its year.
    MonthBefore,
}

/// How the length of a period is measured for an effective rate, in the period that the rate is quoted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectiveTime {
    /// A month is a twelfth, a week a fifty-second of a year, whatever the calendar has.
    Periods,
    /// By calendar days over a year of so many: (1+m)^(12 · days ⁄ 365) for a month's rate.
    Days(u16),
}

impl Accrual {
    /// A number of the period such that periods of one contract with equal numbers have equal factors, so that the
    /// factor is computed once; none where nothing so simple tells.
    pub(crate) fn likeness(self, start: NaiveDate, end: NaiveDate, frequency: Frequency, regular: bool) -> Option<i64> {
        const WHOLE: i64 = -1;
        match self {
            Self::PerPeriod => regular.then_some(WHOLE),
            Self::DayCount(DayCount::Act365Fixed | DayCount::Act360) => Some(days_between(start, end)),
            // The month before has a length of its own; an effective rate is no product of rate and days.
            Self::DayCount(_) | Self::Effective(_) | Self::MonthBefore => None,
            Self::Daily { year: DaysInYear::Actual, leap, .. } if leap != LeapRule::Fixed365 => None,
            Self::Daily { month: DaysInMonth::Thirty, .. }
                if matches!(frequency.unit, PeriodUnit::Months | PeriodUnit::Years) =>
            {
                regular.then_some(WHOLE)
            }
            Self::Daily { .. } => Some(days_between(start, end)),
        }
    }

    /// Interest factor of the period from `start` to `end`.
    ///
    /// `regular` says that the period is a whole one of `frequency`. The factor times the balance is the interest.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn factor(
        self,
        rate: Rate,
        start: NaiveDate,
        end: NaiveDate,
        frequency: Frequency,
        regular: bool,
    ) -> Result<Decimal, EngineError> {
        match self {
            Self::PerPeriod => per_period(rate, start, end, frequency, regular),
            Self::DayCount(basis) => mul(rate.nominal_year(365)?, basis.year_fraction(start, end)?),
            Self::Effective(time) => effective(rate, time, (start, end), frequency, regular),
            Self::MonthBefore => {
                let first = end.with_day(1).unwrap_or(end);
                let begun = Frequency::MONTHLY.before(first)?;
                let days = mul(rate.nominal_year(365)?, Decimal::from(days_between(begun, first)))?;
                div(days, Decimal::from(days_in_year(begun.year())))
            }
            Self::Daily { month, year, leap } => {
                let nominal = rate.nominal_year(match year {
                    DaysInYear::D360 => 360,
                    DaysInYear::D364 => 364,
                    DaysInYear::D365 | DaysInYear::Actual => 365,
                })?;
                daily(nominal, (month, year, leap), (start, end), frequency, regular)
            }
        }
    }
}

fn per_period(
    rate: Rate,
    start: NaiveDate,
    end: NaiveDate,
    frequency: Frequency,
    regular: bool,
) -> Result<Decimal, EngineError> {
    let every = Decimal::from(frequency.every);
    let nominal = rate.nominal_year(365)?;
    let whole = match frequency.unit {
        PeriodUnit::Years => mul(nominal, every)?,
        PeriodUnit::Months => div(mul(nominal, every)?, Decimal::from(12))?,
        PeriodUnit::Weeks => div(mul(nominal, every)?, Decimal::from(52))?,
        PeriodUnit::Days => div(mul(nominal, every)?, Decimal::from(365))?,
    };
    if regular {
        return Ok(whole);
    }
    // A part of a period bears its share by days; the whole that it is a part of ends on the same day.
    let whole_days = days_between(frequency.before(end).unwrap_or(start), end).max(1);
    div(mul(whole, Decimal::from(days_between(start, end)))?, Decimal::from(whole_days))
}

/// (1 + r)^t − 1, with t in the rate's own periods.
fn effective(
    rate: Rate,
    time: EffectiveTime,
    (start, end): (NaiveDate, NaiveDate),
    frequency: Frequency,
    regular: bool,
) -> Result<Decimal, EngineError> {
    let overflow = |_| EngineError::Overflow;
    let days = u32::try_from(days_between(start, end).max(0)).map_err(overflow)?;
    let year_days = match time {
        EffectiveTime::Days(year_days) => u32::from(year_days),
        EffectiveTime::Periods => 365,
    };
    // The length in years, as a ratio.
    let every = u32::from(frequency.every);
    let (years, of) = match (time, frequency.unit) {
        (EffectiveTime::Days(_), _) | (_, PeriodUnit::Days) => (days, year_days),
        (_, PeriodUnit::Months) => (every, 12),
        (_, PeriodUnit::Weeks) => (every, 52),
        (_, PeriodUnit::Years) => (every, 1),
    };
    let times = match rate.per {
        RatePeriod::Year => 1,
        RatePeriod::Month => 12,
        RatePeriod::Day => year_days,
    };
    let mut numerator = years.saturating_mul(times);
    let mut denominator = of;
    if matches!(time, EffectiveTime::Periods) && !regular && frequency.unit != PeriodUnit::Days {
        let whole = days_between(frequency.before(end).unwrap_or(start), end).max(1);
        numerator = numerator.saturating_mul(days);
        denominator = denominator.saturating_mul(u32::try_from(whole).map_err(overflow)?);
    }
    let base = super::number::add(Decimal::ONE, rate.value)?;
    super::number::sub(super::number::pow_ratio(base, numerator, denominator)?, Decimal::ONE)
}

fn daily(
    nominal: Decimal,
    (month, year, leap): (DaysInMonth, DaysInYear, LeapRule),
    (start, end): (NaiveDate, NaiveDate),
    frequency: Frequency,
    regular: bool,
) -> Result<Decimal, EngineError> {
    let fixed_year = match year {
        DaysInYear::D360 => Some(360),
        DaysInYear::D364 => Some(364),
        DaysInYear::D365 => Some(365),
        DaysInYear::Actual => match leap {
            LeapRule::Fixed365 => Some(365),
            LeapRule::LeapDayPeriod => Some(if contains_leap_day(start, end) { 366 } else { 365 }),
            LeapRule::SplitAtYearEnd | LeapRule::SplitAtNewYear => None,
        },
    };
    let months = match frequency.unit {
        PeriodUnit::Months => Some(i64::from(frequency.every)),
        PeriodUnit::Years => Some(i64::from(frequency.every).saturating_mul(12)),
        PeriodUnit::Days | PeriodUnit::Weeks => None,
    };
    let days = days_between(start, end);
    if let (DaysInMonth::Thirty, Some(months)) = (month, months) {
        let year_days = fixed_year.unwrap_or_else(|| days_in_year(start.year()));
        let whole = div(mul(nominal, Decimal::from(months.saturating_mul(30)))?, Decimal::from(year_days))?;
        if regular {
            return Ok(whole);
        }
        let whole_days = days_between(frequency.before(end).unwrap_or(start), end).max(1);
        return div(mul(whole, Decimal::from(days))?, Decimal::from(whole_days));
    }
    match fixed_year {
        Some(year_days) => div(mul(nominal, Decimal::from(days))?, Decimal::from(year_days)),
        None => mul(nominal, split_by_year(start, end, leap)?),
    }
}

/// Days over the length of the year that they lie in, summed over the years that the period touches.
fn split_by_year(start: NaiveDate, end: NaiveDate, leap: LeapRule) -> Result<Decimal, EngineError> {
    let mut total = Decimal::ZERO;
    let mut from = start;
    while from < end {
        let year = from.year();
        let border = match leap {
            LeapRule::SplitAtNewYear => NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1),
            _ if from.month() == 12 && from.day() == 31 => NaiveDate::from_ymd_opt(year.saturating_add(1), 12, 31),
            _ => NaiveDate::from_ymd_opt(year, 12, 31),
        };
        let to = border.unwrap_or(end).min(end);
        // Counted (from, to]: the day after `from` tells the year, except when the border is 1 January itself.
        let year_of_days = match leap {
            LeapRule::SplitAtNewYear => year,
            _ => from.succ_opt().map_or(year, |next| next.year()),
        };
        let share = div(Decimal::from(days_between(from, to)), Decimal::from(days_in_year(year_of_days)))?;
        total = total.checked_add(share).ok_or(EngineError::Overflow)?;
        from = to;
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_regular_month_of_thirty_days_bears_a_twelfth_whatever_its_length() {
        let accrual = Accrual::Daily { month: DaysInMonth::Thirty, year: DaysInYear::D360, leap: LeapRule::default() };
        let rate = Rate { value: Decimal::new(12, 2), per: RatePeriod::Year };
        let february = accrual.factor(rate, date("2024-02-01"), date("2024-03-01"), Frequency::MONTHLY, true);
        assert_eq!(february, Ok(Decimal::new(1, 2)));
    }

    #[test]
    fn an_actual_year_is_split_at_its_end() {
        // 19 days of 2023 (365) and 12 of 2024 (366).
        let share = split_by_year(date("2023-12-12"), date("2024-01-12"), LeapRule::SplitAtYearEnd);
        let expected = Decimal::new(19, 0) / Decimal::new(365, 0) + Decimal::new(12, 0) / Decimal::new(366, 0);
        assert_eq!(share.map(|s| s.round_dp(20)), Ok(expected.round_dp(20)));
    }

    #[test]
    fn a_rate_beyond_the_range_names_what_would_work() {
        let error = Rate::try_new(Decimal::new(101, 0), RatePeriod::Year);
        assert!(matches!(error, Err(EngineError::OutOfRange { greatest, .. }) if greatest == Decimal::ONE_HUNDRED));
    }
}
