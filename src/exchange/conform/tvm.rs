//! Cases of the spreadsheet functions.

use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::Fault;
use super::rates::{self, decimal, fraction, real};
use super::value::{Checks, need, need_list, need_text};
use crate::engine::solve::tvm::{Annuity, Falls, GUESS, effect, fv, irr, nominal, nper, npv, pv, rate};

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let expected = need(case, "expected")?;
    let function = need_text(case, "function")?;
    let given = |field: &str| real(inputs, field, Some(0.0));
    let needed = |field: &str| real(inputs, field, None);
    let got = match function {
        "IRR" => return check_root(checks, function, (inputs, expected), &irr(&values(inputs)?)),
        "RATE" => {
            let roots = rate(whole(inputs, "nper")?, needed("pmt")?, needed("pv")?, given("fv")?, falls(inputs)?);
            return check_root(checks, function, (inputs, expected), &roots);
        }
        "PMT" => annuity(inputs)?.pmt(),
        "IPMT" => annuity(inputs)?.ipmt(whole(inputs, "per")?),
        "PPMT" => annuity(inputs)?.ppmt(whole(inputs, "per")?),
        "CUMIPMT" => annuity(inputs)?.cumipmt(whole(inputs, "start")?, whole(inputs, "end")?),
        "CUMPRINC" => annuity(inputs)?.cumprinc(whole(inputs, "start")?, whole(inputs, "end")?),
        "PV" => pv(needed("rate")?, needed("nper")?, needed("pmt")?, given("fv")?, falls(inputs)?),
        "FV" => fv(needed("rate")?, needed("nper")?, needed("pmt")?, given("pv")?, falls(inputs)?),
        "NPER" => nper(needed("rate")?, needed("pmt")?, needed("pv")?, given("fv")?, falls(inputs)?),
        "EFFECT" => effect(needed("nominal_rate")?, needed("npery")?),
        "NOMINAL" => nominal(needed("effective_rate")?, needed("npery")?),
        "NPV" => {
            let later = inputs.get("first_flow_discounted_one_period").and_then(Value::as_bool).unwrap_or(true);
            npv(needed("rate")?, &values(inputs)?, u32::from(later))
        }
        other => return Err(Fault::Unsupported(format!("function {other} is unknown"))),
    };
    checks.number(function, expected, decimal(got?)?)
}

fn check_root(
    checks: &mut Checks,
    function: &str,
    (inputs, expected): (&Value, &Value),
    roots: &crate::engine::solve::Roots,
) -> Result<(), Fault> {
    // RATE has one root in every case of loans and savings; its default guess is the spreadsheets'.
    let guess = match inputs.get("guess") {
        Some(guess) => fraction(guess).and_then(|guess| guess.to_f64()),
        None => (function == "RATE").then_some(GUESS),
    };
    rates::check(checks, function, expected, roots, (guess, 1.0))
}

fn annuity(inputs: &Value) -> Result<Annuity, Fault> {
    Ok(Annuity {
        rate: real(inputs, "rate", None)?,
        periods: real(inputs, "nper", None)?,
        present: real(inputs, "pv", None)?,
        future: real(inputs, "fv", Some(0.0))?,
        falls: falls(inputs)?,
    })
}

fn falls(inputs: &Value) -> Result<Falls, Fault> {
    Ok(if real(inputs, "type", Some(0.0))? == 0.0 { Falls::End } else { Falls::Start })
}

fn whole(inputs: &Value, field: &str) -> Result<u32, Fault> {
    let number = rates::need_fraction(inputs, field)?;
    match number.to_u32() {
        Some(whole) if number.fract().is_zero() => Ok(whole),
        _ => Err(Fault::Unsupported(format!("field {field} is not a whole number"))),
    }
}

fn values(inputs: &Value) -> Result<Vec<f64>, Fault> {
    let read = |value| fraction(value).and_then(|value| value.to_f64());
    let values: Option<Vec<f64>> = need_list(inputs, "values")?.iter().map(read).collect();
    values.ok_or_else(|| Fault::Unsupported("a value is not a number".to_owned()))
}
