//! What lateness adds, and what a yearly limit allows.
//!
//! Formula of both: amount · rate of a day · days, rounded once; the first day late is the day after the due date. It is
//! the late charge by the day of the simulator and its closed form ([`crate::engine::overdue`]).

use super::court::code;
use super::read::Reader;
use super::{Output, Refused, blame, count, money};
use crate::engine::overdue::Overdue;
use crate::engine::{Currency, Money, Rate, RatePeriod};
use crate::present::form::{Policy, PolicyTerms};

/// A sum that is late, with a charge by the day.
fn overdue(amount: Money, rate: Rate, input: &'static str) -> Result<Overdue, Refused> {
    let terms = PolicyTerms { daily: rate, ..PolicyTerms::usual(Currency::CNY) };
    let charges = Policy::Daily.lateness(&terms).charges;
    Overdue::of(amount, Rate::ZERO, &charges).map_err(blame(input))?.ok_or(Refused { input })
}

pub(super) fn late_fee(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (principal, days) = (given.yuan("principal")?, given.days("days")?);
    let overdue = overdue(principal, given.rate("rate", RatePeriod::Day)?, "rate")?;
    let fee = overdue.added(days).map_err(blame("rate"))?;
    let total = principal.plus(fee).map_err(blame("principal"))?;
    Ok(vec![money("fee", fee), money("total", total)])
}

pub(super) fn overdue_weeks(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (instalment, days) = (given.yuan("instalment")?, given.weeks("weeks")?);
    let overdue = overdue(instalment, given.rate("rate", RatePeriod::Day)?, "rate")?;
    let extra = overdue.added(days).map_err(blame("rate"))?;
    let total = instalment.plus(extra).map_err(blame("instalment"))?;
    let week = overdue.added(7).map_err(blame("rate"))?;
    let (code, next_in) = code(days).map_err(blame("weeks"))?;
    let mut outputs = vec![money("extra", extra), money("total", total), money("per_week", week), count("code", code)];
    outputs.extend(next_in.map(|days| count("next_in", days)));
    Ok(outputs)
}

/// A year has 365 days, as where a rule of the packs limits all costs by a yearly rate.
pub(super) fn cap(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (principal, days) = (given.yuan("principal")?, given.days("days")?);
    let allowed = overdue(principal, given.rate("yearly_rate", RatePeriod::Year)?, "yearly_rate")?;
    let per_day = allowed.added(1).map_err(blame("yearly_rate"))?;
    let allowed = allowed.added(days).map_err(blame("yearly_rate"))?;
    Ok(vec![money("allowed", allowed), money("per_day", per_day)])
}
