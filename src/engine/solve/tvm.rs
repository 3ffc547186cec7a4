//! The functions of a spreadsheet: PMT, IPMT, PPMT, PV, FV, NPER, RATE, CUMIPMT, CUMPRINC, EFFECT, NOMINAL, IRR, NPV.
//!
//! Signs as in spreadsheets: what is received is positive, what is paid negative. With v = (1 + r)ⁿ:
//! pv·v + pmt·(1 + r·t)·(v − 1)⁄r + fv = 0, where t is 1 for payments at the start of a period, else 0
//! (Excel and OpenFormula 1.2, 6.12). Real numbers as spreadsheets give them, never the amounts of a debt.
#![allow(clippy::float_arithmetic)]

use super::root::{Flow, Roots, roots};
use crate::engine::error::EngineError;

/// When in a period its payment falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Falls {
    /// At its end: type 0.
    #[default]
    End,
    /// At its start: type 1.
    Start,
}

impl Falls {
    const fn factor(self, rate: f64) -> f64 {
        match self {
            Self::End => 1.0,
            Self::Start => 1.0 + rate,
        }
    }
}

/// A loan or saving plan of equal payments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Annuity {
    /// The rate of a period; a fraction above −1.
    pub rate: f64,
    /// The number of periods.
    pub periods: f64,
    /// What it is worth at the start.
    pub present: f64,
    /// What it is worth at the end.
    pub future: f64,
    /// When payments fall.
    pub falls: Falls,
}

/// The guess of spreadsheets where none is given.
pub const GUESS: f64 = 0.1;

fn finite(value: f64) -> Result<f64, EngineError> {
    if value.is_finite() { Ok(value) } else { Err(EngineError::Overflow) }
}

/// (1 + r)ⁿ − 1.
fn grown(rate: f64, periods: f64) -> f64 {
    libm::expm1(periods * libm::log1p(rate))
}

/// What `n` payments of 1 at the end of each period have grown to: ((1 + r)ⁿ − 1) ⁄ r, or n.
fn annuity(rate: f64, periods: f64) -> f64 {
    if rate == 0.0 { periods } else { grown(rate, periods) / rate }
}

/// FV: what is left at the end.
///
/// # Errors
/// [`EngineError::Overflow`] when it is no finite number.
pub fn fv(rate: f64, periods: f64, payment: f64, present: f64, falls: Falls) -> Result<f64, EngineError> {
    let growth = 1.0 + grown(rate, periods);
    finite(-(present * growth + payment * falls.factor(rate) * annuity(rate, periods)))
}

/// PV: what payments and an end value are worth at the start.
///
/// # Errors
/// [`EngineError::Overflow`] when it is no finite number.
pub fn pv(rate: f64, periods: f64, payment: f64, future: f64, falls: Falls) -> Result<f64, EngineError> {
    let growth = 1.0 + grown(rate, periods);
    finite(-(future + payment * falls.factor(rate) * annuity(rate, periods)) / growth)
}

impl Annuity {
    /// PMT: the equal payment.
    ///
    /// # Errors
    /// [`EngineError::Overflow`] when it is no finite number, as with no periods.
    pub fn pmt(&self) -> Result<f64, EngineError> {
        let growth = 1.0 + grown(self.rate, self.periods);
        let worth = self.falls.factor(self.rate) * annuity(self.rate, self.periods);
        finite(-(self.present * growth + self.future) / worth)
    }

    /// IPMT: the interest in the payment of a period, counted from 1.
    ///
    /// # Errors
    /// [`EngineError::Overflow`] for a period outside 1 to the number of periods, or no finite number.
    pub fn ipmt(&self, period: u32) -> Result<f64, EngineError> {
        if period == 0 || f64::from(period) > self.periods {
            return Err(EngineError::Overflow);
        }
        if self.falls == Falls::Start && period == 1 {
            return Ok(0.0);
        }
        let (payment, before) = (self.pmt()?, f64::from(period.saturating_sub(1)));
        // The balance looked at from the end is what is still to come; from the start it would be the small difference
        // of two numbers that have grown for as long as a high rate has run. A negative rate turns that round.
        let balance = if self.rate > 0.0 {
            -pv(self.rate, self.periods - before, payment, self.future, self.falls)?
        } else {
            fv(self.rate, before, payment, self.present, self.falls)?
        };
        finite(balance * self.rate / self.falls.factor(self.rate))
    }

    /// PPMT: the principal in the payment of a period, counted from 1.
    ///
    /// # Errors
    /// As [`Annuity::ipmt`].
    pub fn ppmt(&self, period: u32) -> Result<f64, EngineError> {
        finite(self.pmt()? - self.ipmt(period)?)
    }

    /// CUMIPMT: the interest of the periods from `start` to `end`, both counted.
    ///
    /// # Errors
    /// As [`Annuity::ipmt`], or periods in the wrong order.
    pub fn cumipmt(&self, start: u32, end: u32) -> Result<f64, EngineError> {
        self.summed(start, end, Self::ipmt)
    }

    /// CUMPRINC: the principal of the periods from `start` to `end`, both counted.
    ///
    /// # Errors
    /// As [`Annuity::ipmt`], or periods in the wrong order.
    pub fn cumprinc(&self, start: u32, end: u32) -> Result<f64, EngineError> {
        self.summed(start, end, Self::ppmt)
    }

    fn summed(
        &self,
        start: u32,
        end: u32,
        part: impl Fn(&Self, u32) -> Result<f64, EngineError>,
    ) -> Result<f64, EngineError> {
        if start == 0 || start > end || f64::from(end) > self.periods {
            return Err(EngineError::Overflow);
        }
        (start..=end).try_fold(0.0, |sum, period| Ok(sum + part(self, period)?))
    }
}

/// NPER: the number of periods, which need not be whole.
///
/// # Errors
/// [`EngineError::NeverRepaid`] when no number of periods does it.
pub fn nper(rate: f64, payment: f64, present: f64, future: f64, falls: Falls) -> Result<f64, EngineError> {
    let periods = if rate == 0.0 {
        -(present + future) / payment
    } else {
        let each = payment * falls.factor(rate);
        libm::log((each - future * rate) / (each + present * rate)) / libm::log1p(rate)
    };
    if periods.is_finite() { Ok(periods) } else { Err(EngineError::NeverRepaid) }
}

/// RATE: the rates of a period at which `periods` payments turn the present into the future value.
#[must_use]
pub fn rate(periods: u32, payment: f64, present: f64, future: f64, falls: Falls) -> Roots {
    let first = u32::from(falls == Falls::End);
    let mut flows = vec![Flow::new(0.0, present), Flow::new(f64::from(periods), future)];
    flows.extend((0..periods).map(|period| Flow::new(f64::from(period.saturating_add(first)), payment)));
    roots(&flows)
}

/// IRR: the rates of a period at which equally spaced flows, the first of them now, are worth nothing.
#[must_use]
pub fn irr(values: &[f64]) -> Roots {
    let flows: Vec<Flow> = (0_u32..).zip(values).map(|(period, value)| Flow::new(f64::from(period), *value)).collect();
    roots(&flows)
}

/// NPV: what equally spaced flows are worth. Spreadsheets discount the first of them by one period, which is `1`
/// for `first`; `0` values it as it stands.
///
/// # Errors
/// [`EngineError::Overflow`] when it is no finite number.
pub fn npv(rate: f64, values: &[f64], first: u32) -> Result<f64, EngineError> {
    let growth = libm::log1p(rate);
    finite((first..).zip(values).map(|(period, value)| value * libm::exp(-growth * f64::from(period))).sum())
}

/// EFFECT: the yearly rate with compounding of a nominal one, compounded `periods` times a year (cut to a whole number).
///
/// # Errors
/// [`EngineError::NoRate`] for fewer than one period a year.
pub fn effect(nominal: f64, periods: f64) -> Result<f64, EngineError> {
    let periods = whole(periods)?;
    finite(grown(nominal / periods, periods))
}

/// NOMINAL: the yearly rate without compounding of one with it, `periods` times a year (cut to a whole number).
///
/// # Errors
/// [`EngineError::NoRate`] for fewer than one period a year.
pub fn nominal(effective: f64, periods: f64) -> Result<f64, EngineError> {
    let periods = whole(periods)?;
    finite(periods * grown(effective, 1.0 / periods))
}

fn whole(periods: f64) -> Result<f64, EngineError> {
    let periods = libm::trunc(periods);
    if periods >= 1.0 { Ok(periods) } else { Err(EngineError::NoRate) }
}
