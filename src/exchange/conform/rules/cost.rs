//! Cases of annual percentage rates that a law's own examples print.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{About, unsupported};
use crate::engine::cost::apr::{Timed, UnitFlow, Years, effective, regulation_z};
use crate::engine::solve::Roots;
use crate::engine::{EngineError, Rounding};
use crate::exchange::conform::Fault;
use crate::exchange::conform::rates::{self, fraction, need_fraction};
use crate::exchange::conform::value::{Checks, count, need, need_date, need_list, number, parse_date, text};

/// The equation of the European Union.
pub(super) fn effective_rate(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let mut advances = Vec::new();
    for pair in need_list(about.inputs, "advances")? {
        let (time, amount) = (pair.get(0).and_then(years), pair.get(1).and_then(number));
        let (years, amount) = time.zip(amount).ok_or_else(|| unsupported("an advance is not a time and an amount"))?;
        advances.push(Timed { years, amount });
    }
    let mut payments = Vec::new();
    for payment in need_list(about.inputs, "payments")? {
        expand(payment, &mut payments)?;
    }
    let roots = effective(&advances, &payments)?;
    // Where the text says that it solved with payments before they were rounded, the rate lies between those of the
    // printed payments half of their last digit lower and higher.
    let note = text(about.case, "notes").unwrap_or_default();
    if note.contains("unrounded payment") {
        let moved =
            |up: bool| -> Result<Decimal, Fault> { Ok(effective(&advances, &last_digit(&payments, up))?.only()?) };
        let rate = roots.only()?;
        let gaps = [moved(false)?, moved(true)?].map(|end| end.checked_sub(rate).unwrap_or_default().abs());
        let widest = super::hundred(gaps.into_iter().max().unwrap_or_default());
        return checks.number_within("apr_pct", about.expects("apr_pct")?, super::hundred(rate), Some(widest));
    }
    check(about, checks, &roots)?;
    if let Some(expected) = about.expected.get("apr_rounded_1dp") {
        let percent = super::hundred(roots.only()?);
        checks.number("apr_rounded_1dp", expected, Rounding::HalfUp.to_places(percent, 1))?;
    }
    Ok(())
}

/// The case's own note may widen the tolerance where the printed text is rounded: `tolerance 1e-4`.
fn check(about: &About, checks: &mut Checks, roots: &Roots) -> Result<(), Fault> {
    let expected = about.expects("apr_pct")?;
    let note = text(about.case, "notes").unwrap_or_default();
    let widened = note.split_once("tolerance ").and_then(|(_, rest)| {
        let word = rest.split_whitespace().next()?;
        number(&Value::String(word.to_owned()))
    });
    let stated = about.case.get("tolerance").and_then(number);
    match widened.filter(|widened| stated.is_some_and(|stated| *widened > stated)) {
        Some(widened) => {
            let percent = super::hundred(roots.only()?);
            checks.number_within("apr_pct", expected, percent, Some(widened))
        }
        None => rates::check(checks, "apr_pct", expected, roots, (None, 100.0)),
    }
}

/// Payments that are printed finer than a minor unit, moved by half of their last digit.
fn last_digit(payments: &[Timed], up: bool) -> Vec<Timed> {
    let half = |scale: u32| Decimal::new(if up { 5 } else { -5 }, scale.saturating_add(1));
    let moved = |payment: &Timed| match payment.amount.scale() {
        0..=2 => *payment,
        scale => Timed { amount: payment.amount.checked_add(half(scale)).unwrap_or(payment.amount), ..*payment },
    };
    payments.iter().map(moved).collect()
}

/// A payment, a series of equal ones by months, or a list by months.
fn expand(payment: &Value, into: &mut Vec<Timed>) -> Result<(), Fault> {
    let wrong = || unsupported("a payment is neither dated nor a series");
    if let Some(time) = payment.get("t") {
        let years = years(time).ok_or_else(wrong)?;
        let amount = payment.get("amount").and_then(number).ok_or_else(wrong)?;
        into.push(Timed { years, amount });
        return Ok(());
    }
    let (first, step, amounts) = if let Some(series) = payment.get("series") {
        let amount = series.get("amount").and_then(number).ok_or_else(wrong)?;
        let times = usize::from(count(series, "count", 0)?);
        (count(series, "first_month", 1)?, count(series, "step_months", 1)?, vec![amount; times])
    } else {
        let amounts: Option<Vec<Decimal>> = need_list(payment, "amounts")?.iter().map(number).collect();
        (count(payment, "first_month", 1)?, 1, amounts.ok_or_else(wrong)?)
    };
    let mut month = Decimal::from(first);
    for amount in amounts {
        let years = month.checked_div(Decimal::from(12)).ok_or(EngineError::Overflow)?;
        into.push(Timed { years, amount });
        month = month.checked_add(Decimal::from(step)).ok_or(EngineError::Overflow)?;
    }
    Ok(())
}

/// A time in years: a number, a fraction, or a sum of both (`34/365+3`).
fn years(value: &Value) -> Option<Decimal> {
    let Some((part, whole)) = value.as_str().and_then(|text| text.split_once('+')) else { return fraction(value) };
    let read = |text: &str| fraction(&Value::String(text.trim().to_owned()));
    read(part)?.checked_add(read(whole)?)
}

/// The equation with days over a year of 365 or 365.25.
pub(super) fn dated(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = about.inputs;
    let measure = match number(need(inputs, "year_basis")?) {
        Some(year) if year == Decimal::from(365) => Years::Days365,
        Some(year) if year == Decimal::new(36_525, 2) => Years::Days36525,
        _ => return Err(unsupported("the year is neither 365 nor 365.25 days")),
    };
    let start = inputs.get("advance_date").and_then(parse_date).unwrap_or_default();
    let advance = Timed { years: Decimal::ZERO, amount: about.number("advance")? };
    let mut payments = Vec::new();
    if inputs.get("payments").is_some() {
        need_date(inputs, "advance_date")?;
        for pair in need_list(inputs, "payments")? {
            let read = pair.get(0).and_then(parse_date).zip(pair.get(1).and_then(number));
            let (date, amount) = read.ok_or_else(|| unsupported("a payment is not a date and an amount"))?;
            payments.push(Timed { years: measure.between(start, date)?, amount });
        }
    } else {
        let end = crate::engine::date::shift(start, i64::from(count(inputs, "days", 0)?))?;
        payments.push(Timed { years: measure.between(start, end)?, amount: about.number("payment")? });
    }
    check(about, checks, &effective(&[advance], &payments)?)
}

/// The equation of Appendix J.
pub(super) fn nominal(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = about.inputs;
    let part = need_fraction(inputs, "fraction_f")?;
    let mut payments = Vec::new();
    for group in need_list(inputs, "payment_groups")? {
        let amount = need_fraction(group, "amount")?;
        let first = u32::from(count(group, "first_t", 0)?);
        for each in 0..u32::from(count(group, "count", 0)?) {
            payments.push(UnitFlow { whole: first.saturating_add(each), part, amount });
        }
    }
    let advance = UnitFlow { whole: 0, part: Decimal::ZERO, amount: about.number("amount_financed")? };
    let roots = regulation_z(&[advance], &payments, need_fraction(inputs, "unit_periods_per_year")?)?;
    let percent = Rounding::HalfUp.to_places(super::hundred(roots.only()?), 2);
    checks.number("apr_pct", about.expects("apr_pct")?, percent)
}
