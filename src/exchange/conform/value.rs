//! Reading a case's values and holding results against what it expects.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::{Fault, Outcome};
use crate::engine::{Currency, Money};

/// A field as text.
pub(super) fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

/// A field that must be there.
pub(super) fn need<'a>(value: &'a Value, field: &str) -> Result<&'a Value, Fault> {
    value.get(field).ok_or_else(|| Fault::Unsupported(format!("no field {field}")))
}

/// A field that must be text.
pub(super) fn need_text<'a>(value: &'a Value, field: &str) -> Result<&'a str, Fault> {
    text(value, field).ok_or_else(|| Fault::Unsupported(format!("no text field {field}")))
}

/// A field that must be a list.
pub(super) fn need_list<'a>(value: &'a Value, field: &str) -> Result<&'a [Value], Fault> {
    let list = need(value, field)?.as_array();
    list.map(Vec::as_slice).ok_or_else(|| Fault::Unsupported(format!("field {field} is not a list")))
}

/// A number written as text or as a number.
pub(super) fn number(value: &Value) -> Option<Decimal> {
    let written = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    Decimal::from_str_exact(&written).or_else(|_| Decimal::from_scientific(&written)).ok()
}

/// A field that must be a number.
pub(super) fn need_number(value: &Value, field: &str) -> Result<Decimal, Fault> {
    number(need(value, field)?).ok_or_else(|| Fault::Unsupported(format!("field {field} is not a number")))
}

/// A field that must be a small whole number; absent means `default`.
pub(super) fn count(value: &Value, field: &str, default: u16) -> Result<u16, Fault> {
    match value.get(field) {
        None | Some(Value::Null) => Ok(default),
        Some(found) => number(found)
            .and_then(|n| u16::try_from(n).ok())
            .ok_or_else(|| Fault::Unsupported(format!("field {field} is not a small whole number"))),
    }
}

/// A field that must be a date.
pub(super) fn need_date(value: &Value, field: &str) -> Result<NaiveDate, Fault> {
    parse_date(need(value, field)?).ok_or_else(|| Fault::Unsupported(format!("field {field} is not a date")))
}

pub(super) fn parse_date(value: &Value) -> Option<NaiveDate> {
    value.as_str().and_then(|text| text.parse().ok())
}

/// An amount of major units that must be exact in minor units.
pub(super) fn money(amount: Decimal, currency: Currency) -> Result<Money, Fault> {
    let money = Money::from_exact(amount, currency, crate::engine::Rounding::HalfEven)?;
    if money.exact() == amount {
        Ok(money)
    } else {
        Err(Fault::Unsupported(format!("{amount} is finer than a minor unit")))
    }
}

/// Holds results against expectations; the first that does not hold is kept.
pub(super) struct Checks {
    perturb: bool,
    tolerance: Decimal,
    relative: bool,
    made: usize,
    failed: Option<(String, String)>,
}

impl Checks {
    pub(super) fn new(case: &Value, perturb: bool) -> Self {
        let tolerance = case.get("tolerance").and_then(number).unwrap_or_default();
        let relative = text(case, "tolerance_kind") == Some("rel");
        Self { perturb, tolerance, relative, made: 0, failed: None }
    }

    fn enter(&mut self, holds: bool, expected: String, got: String) {
        self.made = self.made.saturating_add(1);
        if !holds && self.failed.is_none() {
            self.failed = Some((expected, got));
        }
    }

    /// Holds a number against an expectation, within the case's tolerance.
    pub(super) fn number(&mut self, what: &str, expected: &Value, got: Decimal) -> Result<(), Fault> {
        self.number_within(what, expected, got, None)
    }

    /// Holds a number against an expectation, within a tolerance of its own where it has one.
    pub(super) fn number_within(
        &mut self,
        what: &str,
        expected: &Value,
        got: Decimal,
        tolerance: Option<Decimal>,
    ) -> Result<(), Fault> {
        let Some(mut wanted) = number(expected) else {
            return Err(Fault::Unsupported(format!("expectation {what} is not a number")));
        };
        let scale = if self.relative { wanted.abs() } else { Decimal::ONE };
        let allowed = tolerance.or(self.tolerance.checked_mul(scale)).unwrap_or(self.tolerance);
        if self.perturb {
            // Beyond any tolerance, and by at least a minor unit.
            let by = allowed.checked_add(allowed).and_then(|twice| twice.checked_add(Decimal::new(1, 2)));
            wanted = by.and_then(|by| wanted.checked_add(by)).unwrap_or(Decimal::MAX);
        }
        let holds = wanted.checked_sub(got).is_some_and(|gap| gap.abs() <= allowed);
        self.enter(holds, format!("{what} {}", wanted.normalize()), got.normalize().to_string());
        Ok(())
    }

    /// Holds a word or date against an expectation.
    pub(super) fn word(&mut self, what: &str, expected: &str, got: &str) {
        let wanted = if self.perturb { format!("{expected}, perturbed") } else { expected.to_owned() };
        self.enter(wanted == got, format!("{what} {wanted}"), got.to_owned());
    }

    pub(super) fn outcome(self) -> Outcome {
        match self.failed {
            Some((expected, got)) => Outcome::Fail { expected, got },
            None if self.made == 0 => Outcome::Skip("the case expects nothing that is known here".to_owned()),
            None => Outcome::Pass,
        }
    }
}
