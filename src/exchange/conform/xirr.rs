//! Cases of dated flows.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::Fault;
use super::rates::{self, decimal, fraction, real};
use super::value::{Checks, need, need_list, need_text, parse_date, text};
use crate::engine::solve::dated::{xirr, xnpv};

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let expected = need(case, "expected")?;
    let count = super::day_count::convention(text(inputs, "day_count").unwrap_or("ACT/365F"))?;
    let (dates, amounts) = (need_list(inputs, "dates")?, need_list(inputs, "amounts")?);
    if dates.len() != amounts.len() {
        return Err(Fault::Unsupported("as many dates as amounts are needed".to_owned()));
    }
    let flow = |(date, amount)| Some((parse_date(date)?, fraction(amount)?));
    let flows: Option<Vec<(chrono::NaiveDate, Decimal)>> = dates.iter().zip(amounts).map(flow).collect();
    let flows = flows.ok_or_else(|| Fault::Unsupported("a flow has no date or no amount".to_owned()))?;
    match need_text(case, "function")? {
        "XIRR" => {
            let guess = inputs.get("guess").and_then(fraction).and_then(|guess| guess.to_f64());
            rates::check(checks, "XIRR", expected, &xirr(&flows, count)?, (guess, 1.0))
        }
        "XNPV" => {
            let got = xnpv(real(inputs, "rate", None)?, &flows, count)?;
            checks.number("XNPV", expected, decimal(got)?)
        }
        other => Err(Fault::Unsupported(format!("function {other} is unknown"))),
    }
}
