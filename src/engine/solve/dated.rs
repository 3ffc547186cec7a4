//! XIRR and XNPV: flows on dates, discounted by a day count.
#![allow(clippy::float_arithmetic)] // Present values of a rate search: no money is made here.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::root::{Flow, Roots, binary, roots};
use crate::engine::day_count::DayCount;
use crate::engine::error::EngineError;

/// The flows with their times in years from the earliest of them.
fn timed(flows: &[(NaiveDate, Decimal)], count: DayCount) -> Result<Vec<Flow>, EngineError> {
    let Some(first) = flows.iter().map(|(date, _)| *date).min() else { return Ok(Vec::new()) };
    flows
        .iter()
        .map(|(date, amount)| Ok(Flow::new(binary(count.year_fraction(first, *date)?)?, binary(*amount)?)))
        .collect()
}

/// XIRR: the yearly rates at which dated flows are worth nothing; usually by [`DayCount::Act365Fixed`].
///
/// The flows may stand in any order. Received and paid have different signs.
///
/// # Errors
/// An amount or a span of time that does not fit.
pub fn xirr(flows: &[(NaiveDate, Decimal)], count: DayCount) -> Result<Roots, EngineError> {
    Ok(roots(&timed(flows, count)?))
}

/// XNPV: what dated flows are worth on the day of the earliest of them at a yearly `rate`.
///
/// # Errors
/// An amount or a span of time that does not fit; [`EngineError::NoRate`] for a rate of −100 % or less.
pub fn xnpv(rate: f64, flows: &[(NaiveDate, Decimal)], count: DayCount) -> Result<f64, EngineError> {
    if rate <= -1.0 || !rate.is_finite() {
        return Err(EngineError::NoRate);
    }
    let growth = libm::log1p(rate);
    Ok(timed(flows, count)?.iter().map(|flow| flow.amount * libm::exp(-growth * flow.at)).sum())
}
