//! Cases of annual percentage rates.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::rates::{self, fraction, need_fraction};
use super::value::{Checks, count, need, need_list, need_text};
use crate::engine::Rounding;
use crate::engine::cost::apr::{Timed, UnitFlow, effective, regulation_z};
use crate::engine::solve::Roots;

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let expected = need(case, "expected")?;
    let convention = need_text(case, "convention")?.to_ascii_uppercase();
    let roots = if convention.contains("REG Z") {
        nominal(inputs)?
    } else if convention.starts_with("EU") || convention.starts_with("UK") {
        effective(&timed(inputs, "advances")?, &timed(inputs, "payments")?)?
    } else {
        return Err(Fault::Unsupported(format!("convention {convention} is unknown")));
    };
    rates::check(checks, "apr_pct", need(expected, "apr_pct")?, &roots, (None, 100.0))?;
    if let Some(rounded) = expected.get("apr_pct_1dp") {
        let percent = roots.only()?.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
        checks.number("apr_pct_1dp", rounded, Rounding::HalfUp.to_places(percent, 1))?;
    }
    Ok(())
}

/// `[time in years, amount]` each.
fn timed(inputs: &Value, field: &str) -> Result<Vec<Timed>, Fault> {
    let read = |pair: &Value| Some(Timed { years: fraction(pair.get(0)?)?, amount: fraction(pair.get(1)?)? });
    let list: Option<Vec<Timed>> = need_list(inputs, field)?.iter().map(read).collect();
    list.ok_or_else(|| Fault::Unsupported(format!("an entry of {field} is not a time and an amount")))
}

/// `[amount, how often]` each, one unit period apart from the first payment on.
fn nominal(inputs: &Value) -> Result<Roots, Fault> {
    let mut whole = u32::from(count(inputs, "first_payment_whole_unit_periods", 0)?);
    let part = need_fraction(inputs, "first_payment_fraction")?;
    let mut payments = Vec::new();
    for group in need_list(inputs, "payments")? {
        let amount = group.get(0).and_then(fraction);
        let times = group.get(1).and_then(Value::as_u64).filter(|times| *times <= 10_000);
        let (Some(amount), Some(times)) = (amount, times) else {
            return Err(Fault::Unsupported("a payment is not an amount and how often".to_owned()));
        };
        for _ in 0..times {
            payments.push(UnitFlow { whole, part, amount });
            whole = whole.saturating_add(1);
        }
    }
    let financed = need_fraction(inputs, "amount_financed")?;
    let advance = UnitFlow { whole: 0, part: Decimal::ZERO, amount: financed };
    Ok(regulation_z(&[advance], &payments, need_fraction(inputs, "unit_periods_per_year")?)?)
}
