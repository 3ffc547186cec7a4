//! Cases of day counts.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, need, need_date, need_text, text};
use crate::engine::DayCount;
use crate::engine::day_count::Context;

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let convention = convention(need_text(inputs, "convention")?)?;
    let (start, end) = (need_date(inputs, "start")?, need_date(inputs, "end")?);
    let is = |field: &str| inputs.get(field).and_then(Value::as_bool).unwrap_or(false);
    let date = |field: &str| inputs.get(field).and_then(super::value::parse_date);
    let frequency = text(inputs, "frequency").unwrap_or_default().to_ascii_lowercase();
    let context = Context {
        month_end_schedule: is("schedule_end_of_month"),
        end_is_maturity: is("end_is_maturity") || date("termination_date") == Some(end),
        several_a_year: !frequency.is_empty()
            && !matches!(frequency.as_str(), "annual" | "yearly" | "p1y" | "p12m" | "1"),
        period_end: date("period_end").or_else(|| date("schedule_period_end")),
    };
    let expected = need(case, "expected")?;
    let mut known = false;
    if let Some(days) = expected.get("days") {
        known = true;
        checks.number("days", days, Decimal::from(convention.days(start, end, context)))?;
    }
    if let Some(fraction) = expected.get("year_fraction") {
        known = true;
        checks.number("year_fraction", fraction, convention.year_fraction_in(start, end, context)?)?;
    }
    if known { Ok(()) } else { Err(Fault::Unsupported("neither days nor year_fraction is asked for".to_owned())) }
}

pub(super) fn convention(name: &str) -> Result<DayCount, Fault> {
    let upper = name.to_ascii_uppercase();
    Ok(match upper.as_str() {
        "ACT/365F" | "ACT/365" => DayCount::Act365Fixed,
        "ACT/360" => DayCount::Act360,
        "ACT/365L" => DayCount::Act365Leap,
        "ACT/ACT ISDA" => DayCount::ActActIsda,
        "ACT/ACT AFB" => DayCount::ActActAfb,
        "30E/360" => DayCount::ThirtyE360,
        "30E/360 ISDA" => DayCount::ThirtyE360Isda,
        "30U/360" | "30/360 US" => DayCount::Thirty360Us,
        _ if upper.contains("2008/48") || upper.starts_with("EU") => DayCount::EuAnnexI,
        _ if upper.contains("REG Z") || upper.contains("REGZ") || upper.contains("APPENDIX J") => DayCount::RegZ,
        _ if upper.contains("CONC") => DayCount::UkConc,
        _ => return Err(Fault::Unsupported(format!("day count {name} is unknown"))),
    })
}
