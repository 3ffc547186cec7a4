//! The annual percentage rates of the laws: one equation, different times and different names.
//!
//! - European Union (2008/48/EC Annex I, 2014/17/EU Annex I, before them 98/7/EC): effective,
//!   Σ Cₖ(1+X)^−tₖ = Σ Dₗ(1+X)^−sₗ; months are twelfths, weeks fifty-seconds, odd days over 365, or over 366 in a
//!   year that holds 29 February ([`Years::EuAnnexI`]).
//! - United Kingdom (FCA CONC App 1): the same equation, times by [`Years::UkConc`]; programs in use take days over 365
//!   or 365.25.
//! - United States (12 CFR 1026 Appendix J): nominal, w · i with i per unit period; odd days bear simple interest,
//!   (1 + f·i)(1 + i)^t.
//! - China (PBoC 公告〔2021〕第3号): the internal rate of return of a period, annualised; [`Annualised`] names both ways.
#![allow(clippy::float_arithmetic)] // Rates are searched in binary floating point; no money passes through it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::engine::date::{Frequency, PeriodUnit, days_between};
use crate::engine::day_count::DayCount;
use crate::engine::error::EngineError;
use crate::engine::number::{add, div, mul};
use crate::engine::solve::root::{Flow, Roots, binary, decimal, roots};
use crate::engine::solve::tvm;

/// How the time between two dates is measured in years for an effective rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Years {
    /// Whole months as twelfths, odd days over 365 or 366.
    EuAnnexI,
    /// CONC App 1.
    UkConc,
    /// Days over 365: Directive 98/7/EC, and programs.
    Days365,
    /// Days over 365.25: programs for the United Kingdom.
    Days36525,
}

impl Years {
    /// The years from `start` to `end`.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn between(self, start: NaiveDate, end: NaiveDate) -> Result<Decimal, EngineError> {
        match self {
            Self::EuAnnexI => DayCount::EuAnnexI.year_fraction(start, end),
            Self::UkConc => DayCount::UkConc.year_fraction(start, end),
            Self::Days365 => DayCount::Act365Fixed.year_fraction(start, end),
            Self::Days36525 => div(Decimal::from(days_between(start, end)), Decimal::new(36_525, 2)),
        }
    }
}

/// An amount at a time in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// Years since the beginning.
    pub years: Decimal,
    /// How much, in major units.
    pub amount: Decimal,
}

/// The effective yearly rates at which the payments are worth the advances: the European Union and the United Kingdom.
///
/// # Errors
/// An amount that does not fit.
pub fn effective(advances: &[Timed], payments: &[Timed]) -> Result<Roots, EngineError> {
    let mut flows = Vec::with_capacity(advances.len().saturating_add(payments.len()));
    for (list, sign) in [(advances, 1.0), (payments, -1.0)] {
        for timed in list {
            flows.push(Flow::new(binary(timed.years)?, sign * binary(timed.amount)?));
        }
    }
    Ok(roots(&flows))
}

/// [`effective`] of dated advances and payments; the first date of all is time zero.
///
/// # Errors
/// An amount or a span of time that does not fit.
pub fn effective_dated(
    years: Years,
    advances: &[(NaiveDate, Decimal)],
    payments: &[(NaiveDate, Decimal)],
) -> Result<Roots, EngineError> {
    let first = advances.iter().chain(payments).map(|(date, _)| *date).min();
    let timed = |list: &[(NaiveDate, Decimal)]| -> Result<Vec<Timed>, EngineError> {
        list.iter()
            .map(|(date, amount)| Ok(Timed { years: years.between(first.unwrap_or(*date), *date)?, amount: *amount }))
            .collect()
    };
    effective(&timed(advances)?, &timed(payments)?)
}

/// The unit period of Appendix J: the commonest interval between payments, at most a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitPeriod {
    /// A day.
    Day,
    /// So many weeks.
    Weeks(u16),
    /// Half a month.
    HalfMonth,
    /// So many months.
    Months(u16),
}

impl UnitPeriod {
    /// How many of them a year has: w.
    ///
    /// # Errors
    /// [`EngineError::Overflow`] for none at all.
    pub fn per_year(self) -> Result<Decimal, EngineError> {
        match self {
            Self::Day => Ok(Decimal::from(365)),
            Self::Weeks(weeks) => div(Decimal::from(52), Decimal::from(weeks)),
            Self::HalfMonth => Ok(Decimal::from(24)),
            Self::Months(months) => div(Decimal::from(12), Decimal::from(months)),
        }
    }

    /// Whole unit periods from `start` to `end`, counted back from the later date, and the part that is left
    /// (Appendix J (b)(5)): days of a month over 30, of half a month over 15, of weeks over their days.
    ///
    /// # Errors
    /// A date out of range, or a period of nothing.
    pub fn between(self, start: NaiveDate, end: NaiveDate) -> Result<(u32, Decimal), EngineError> {
        let whole_and_part = |days: i64, length: i64| -> Result<(u32, Decimal), EngineError> {
            let whole = days.checked_div(length).and_then(|whole| u32::try_from(whole).ok());
            let rest = days.checked_rem(length).ok_or(EngineError::Overflow)?;
            Ok((whole.ok_or(EngineError::Overflow)?, div(Decimal::from(rest), Decimal::from(length))?))
        };
        match self {
            Self::Day => whole_and_part(days_between(start, end), 1),
            Self::Weeks(weeks) => whole_and_part(days_between(start, end), i64::from(weeks).saturating_mul(7)),
            Self::HalfMonth => {
                let (months, days) = months_back(start, end)?;
                let (more, part) = whole_and_part(days, 15)?;
                Ok((months.saturating_mul(2).saturating_add(more), part))
            }
            Self::Months(every) => {
                let (months, days) = months_back(start, end)?;
                let days = i64::from(months).saturating_mul(30).saturating_add(days);
                whole_and_part(days, i64::from(every).saturating_mul(30))
            }
        }
    }
}

/// Whole months counted back from `end` and the days that are left.
fn months_back(start: NaiveDate, end: NaiveDate) -> Result<(u32, i64), EngineError> {
    let mut months = 0_u16;
    let mut rest = end;
    loop {
        let next = months.checked_add(1).ok_or(EngineError::Overflow)?;
        let earlier = Frequency { every: next, unit: PeriodUnit::Months }.before(end)?;
        if earlier < start {
            return Ok((u32::from(months), days_between(start, rest)));
        }
        (months, rest) = (next, earlier);
    }
}

/// An amount after whole unit periods and a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitFlow {
    /// Whole unit periods since the first advance: t.
    pub whole: u32,
    /// The part of a unit period beyond them: f.
    pub part: Decimal,
    /// How much, in major units.
    pub amount: Decimal,
}

/// Regulation Z: the nominal yearly rates w · i.
///
/// # Errors
/// An amount that does not fit.
pub fn regulation_z(advances: &[UnitFlow], payments: &[UnitFlow], per_year: Decimal) -> Result<Roots, EngineError> {
    let mut flows = Vec::with_capacity(advances.len().saturating_add(payments.len()));
    for (list, sign) in [(advances, 1.0), (payments, -1.0)] {
        for flow in list {
            let (odd, amount) = (binary(flow.part)?, sign * binary(flow.amount)?);
            flows.push(Flow { at: f64::from(flow.whole), odd, amount });
        }
    }
    let per_year = binary(per_year)?;
    Ok(match roots(&flows) {
        Roots::NoRoot => Roots::NoRoot,
        Roots::OneRoot(rate) => Roots::OneRoot(rate * per_year),
        Roots::SeveralRoots(rates) => Roots::SeveralRoots(rates.into_iter().map(|rate| rate * per_year).collect()),
    })
}

/// A rate of a period carried to a year in both ways. They differ, and lenders name either "annualised".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Annualised {
    /// The rate of a period: the internal rate of return (IRR); a fraction.
    pub per_period: Decimal,
    /// That rate times the periods of a year: no interest on interest (单利年化, IRR × 12); a fraction.
    pub nominal: Decimal,
    /// That rate compounded over the year: (1 + IRR)ⁿ − 1 (复利年化, effective); a fraction.
    pub effective: Decimal,
}

impl Annualised {
    /// From the rate of a period and the number of periods in a year.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn from_period(per_period: Decimal, per_year: Decimal) -> Result<Self, EngineError> {
        let effective = libm::expm1(binary(per_year)? * libm::log1p(binary(per_period)?));
        Ok(Self { per_period, nominal: mul(per_period, per_year)?, effective: decimal(effective)? })
    }

    /// From an effective yearly rate and the number of periods in a year.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn from_effective(effective: Decimal, per_year: Decimal) -> Result<Self, EngineError> {
        let per_period = decimal(libm::expm1(libm::log1p(binary(effective)?) / binary(per_year)?))?;
        Ok(Self { per_period, nominal: mul(per_period, per_year)?, effective })
    }
}

/// China: the internal rate of return of equally spaced flows, the first of them now, annualised both ways.
///
/// # Errors
/// [`EngineError::NoRate`] or [`EngineError::SeveralRates`]; an amount that does not fit.
pub fn irr_annualised(values: &[Decimal], per_year: Decimal) -> Result<Annualised, EngineError> {
    let values = values.iter().map(|value| binary(*value)).collect::<Result<Vec<_>, _>>()?;
    Annualised::from_period(tvm::irr(&values).only()?, per_year)
}

/// The true yearly rate of a fee that is the same share of the original principal in every period while the principal
/// comes back in equal parts (分期手续费, add-on rate): a fee of 0.6 % a month over 12 months is about 13.0 % a year.
///
/// # Errors
/// No periods, or [`EngineError::NoRate`].
pub fn of_flat_fee(fee: Decimal, periods: u16, per_year: Decimal) -> Result<Annualised, EngineError> {
    let each = add(div(Decimal::ONE, Decimal::from(periods))?, fee)?;
    let mut values = vec![Decimal::NEGATIVE_ONE];
    values.resize(usize::from(periods).saturating_add(1), each);
    irr_annualised(&values, per_year)
}

/// The other way round: the fee per period, as a share of the original principal, that costs as much as a nominal
/// yearly rate does with equal instalments.
///
/// # Errors
/// No periods, or a rate that does not fit.
pub fn flat_fee_of(nominal: Decimal, periods: u16, per_year: Decimal) -> Result<Decimal, EngineError> {
    let plan = tvm::Annuity {
        rate: binary(div(nominal, per_year)?)?,
        periods: f64::from(periods),
        present: -1.0,
        future: 0.0,
        falls: tvm::Falls::End,
    };
    Ok(decimal(plan.pmt()? - 1.0 / f64::from(periods))?.round_dp(12))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap_or_default()
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    /// source: 12 CFR 1026 Appendix J (c)(1)–(4), the dates of its examples.
    #[test]
    fn unit_periods_are_counted_back_from_the_later_date() {
        let parts = |unit: UnitPeriod, from, to| unit.between(date(from), date(to)).map(|(t, f)| (t, f.round_dp(6)));
        assert_eq!(parts(UnitPeriod::HalfMonth, "1978-02-23", "1978-03-01"), Ok((0, d("0.4"))));
        assert_eq!(parts(UnitPeriod::Months(3), "1978-05-23", "1978-10-01"), Ok((1, d("0.433333"))));
        assert_eq!(parts(UnitPeriod::Weeks(1), "1978-03-20", "1978-04-21"), Ok((4, d("0.571429"))));
        assert_eq!(parts(UnitPeriod::Weeks(2), "1978-04-03", "1978-04-11"), Ok((0, d("0.571429"))));
        assert_eq!(parts(UnitPeriod::Months(2), "1978-01-10", "1978-03-01"), Ok((0, d("0.866667"))));
        assert_eq!(parts(UnitPeriod::Months(1), "1978-01-10", "1978-02-10"), Ok((1, Decimal::ZERO)));
        assert_eq!(parts(UnitPeriod::Day, "1978-01-10", "1978-02-10"), Ok((31, Decimal::ZERO)));
        assert!(UnitPeriod::Months(0).between(date("1978-01-10"), date("1978-02-10")).is_err());
        assert!(UnitPeriod::Weeks(1).between(date("1978-02-10"), date("1978-01-10")).is_err());
    }
}
