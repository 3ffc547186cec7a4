//! What cases of rates share: numbers written as fractions, and a found rate held against an expected one.
#![allow(clippy::float_arithmetic)] // Only moves numbers between the two representations and measures a distance.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, need, number};
use crate::engine::solve::Roots;

/// A number, or a division of two: `0.075/12`, `1/12`.
pub(super) fn fraction(value: &Value) -> Option<Decimal> {
    if let Some(plain) = number(value) {
        return Some(plain);
    }
    let (over, under) = value.as_str()?.split_once('/')?;
    let part = |text: &str| number(&Value::String(text.trim().to_owned()));
    part(over)?.checked_div(part(under)?)
}

/// A field that must be a number or a division of two.
pub(super) fn need_fraction(value: &Value, field: &str) -> Result<Decimal, Fault> {
    fraction(need(value, field)?).ok_or_else(|| Fault::Unsupported(format!("field {field} is not a number")))
}

/// The same in binary; absent means `default`.
pub(super) fn real(value: &Value, field: &str, default: Option<f64>) -> Result<f64, Fault> {
    match (value.get(field), default) {
        (None | Some(Value::Null), Some(default)) => Ok(default),
        _ => need_fraction(value, field)?
            .to_f64()
            .ok_or_else(|| Fault::Unsupported(format!("field {field} is out of range"))),
    }
}

/// A result in decimal.
pub(super) fn decimal(value: f64) -> Result<Decimal, Fault> {
    Decimal::from_f64_retain(value).ok_or_else(|| Fault::Unsupported(format!("{value} is beyond what can be compared")))
}

/// Holds the roots of a case against the one that it expects, or against there being none.
///
/// Where a guess is given the root nearest to it is the answer, as in a spreadsheet. Where none is given and there are
/// several, the engine names them all; the case, which names one, is then held against the one nearest to it.
pub(super) fn check(
    checks: &mut Checks,
    what: &str,
    expected: &Value,
    roots: &Roots,
    (guess, scale): (Option<f64>, f64),
) -> Result<(), Fault> {
    if expected.is_null() {
        checks.word(what, "no root", if roots.all().is_empty() { "no root" } else { "a root" });
        return Ok(());
    }
    let wanted = number(expected).and_then(|wanted| wanted.to_f64());
    let Some(wanted) = wanted else { return Err(Fault::Unsupported(format!("expectation {what} is not a number"))) };
    match roots.nearest(guess.unwrap_or(wanted / scale)) {
        Some(rate) => checks.number(what, expected, decimal(rate * scale)?),
        None => {
            checks.word(what, &wanted.to_string(), "no root");
            Ok(())
        }
    }
}
