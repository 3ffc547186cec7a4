//! What a loan costs in a year: nominal and effective.
//!
//! The root is found in binary floating point through `libm`, so that native and wasm agree to the bit; no money passes
//! through it.
#![allow(clippy::float_arithmetic)]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use super::contract::InstalmentTerms;
use super::date::{PeriodUnit, days_between};
use super::error::EngineError;
use super::number::mul;
use super::schedule::{Row, schedule};

/// A loan's yearly cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnualCost {
    /// The contract rate of a year, without compounding; a fraction.
    pub nominal: Decimal,
    /// The effective yearly rate: the one at which all payments are worth what was received; a fraction.
    pub effective: Decimal,
}

/// The yearly cost of terms, if every instalment is paid on its day.
///
/// Months count as twelfths and weeks as fifty-seconds of a year, other periods as days over 365 (EU 2008/48 Annex I).
///
/// # Errors
/// Terms out of range, or [`EngineError::NoRate`].
pub fn annual_cost(terms: &InstalmentTerms) -> Result<AnnualCost, EngineError> {
    let rows = schedule(terms)?;
    let received = terms.received()?.exact();
    let nominal = terms.rate.nominal_year(365)?;
    let mut flows = Vec::with_capacity(rows.len());
    for row in &rows {
        flows.push((years(terms, row), row.total.exact().to_f64().ok_or(EngineError::Overflow)?));
    }
    // Later payouts are received, not paid: no one rate can be promised for flows that turn.
    for tranche in &terms.shape.tranches {
        let paid_out = tranche.amount.exact().to_f64().ok_or(EngineError::Overflow)?;
        let days = i32::try_from(days_between(terms.disbursed_on, tranche.on)).map_err(|_| EngineError::Overflow)?;
        flows.push((f64::from(days) / 365.0, -paid_out));
    }
    let effective = rate_of(received.to_f64().ok_or(EngineError::Overflow)?, &flows)?;
    Ok(AnnualCost { nominal, effective })
}

/// The effective yearly rate of dated payments for a sum received on a date, by days over 365; a fraction.
///
/// # Errors
/// [`EngineError::NoRate`] when no single rate explains them.
pub fn effective_rate(
    received: Decimal,
    on: NaiveDate,
    payments: &[(NaiveDate, Decimal)],
) -> Result<Decimal, EngineError> {
    let mut flows = Vec::with_capacity(payments.len());
    for (date, amount) in payments {
        let days = i32::try_from(days_between(on, *date)).map_err(|_| EngineError::Overflow)?;
        flows.push((f64::from(days) / 365.0, amount.to_f64().ok_or(EngineError::Overflow)?));
    }
    rate_of(received.to_f64().ok_or(EngineError::Overflow)?, &flows)
}

fn years(terms: &InstalmentTerms, row: &Row) -> f64 {
    let regular = terms.due_dates.is_none() && terms.first_due.is_none() && terms.stated.is_none();
    let periods = f64::from(row.number) * f64::from(terms.frequency.every);
    match terms.frequency.unit {
        PeriodUnit::Months if regular => periods / 12.0,
        PeriodUnit::Weeks if regular => periods / 52.0,
        PeriodUnit::Years if regular => periods,
        _ => f64::from(i32::try_from(days_between(terms.disbursed_on, row.due)).unwrap_or(i32::MAX)) / 365.0,
    }
}

/// Bisection on the bracket in which the present value changes sign once: all payments come after the receipt.
fn rate_of(received: f64, flows: &[(f64, f64)]) -> Result<Decimal, EngineError> {
    let worth = |rate: f64| flows.iter().map(|(t, amount)| amount * libm::pow(1.0 + rate, -t)).sum::<f64>() - received;
    if received <= 0.0 || flows.iter().any(|(t, amount)| *t < 0.0 || *amount < 0.0) {
        return Err(EngineError::NoRate);
    }
    let (mut low, mut high) = (-0.999_9_f64, 1.0_f64);
    while worth(high) > 0.0 {
        high *= 4.0;
        if high > 1.0e9 {
            return Err(EngineError::NoRate);
        }
    }
    if worth(low) < 0.0 {
        return Err(EngineError::NoRate);
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if worth(middle) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    let rate = Decimal::from_f64(f64::midpoint(low, high)).ok_or(EngineError::NoRate)?;
    Ok(rate.round_dp(8))
}

/// The yearly rate that simple interest of `charged` on `base` over `days` stands for; a fraction.
///
/// # Errors
/// Nothing to divide by, or overflow.
pub fn simple_yearly(charged: Decimal, base: Decimal, days: i64) -> Result<Decimal, EngineError> {
    let yearly = mul(charged, Decimal::from(365))?;
    super::number::div(super::number::div(yearly, base)?, Decimal::from(days))
}
