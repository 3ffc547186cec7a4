//! Loans in equal monthly instalments: how they divide, what they cost in a year, and what more time costs.
//!
//! A month bears a twelfth of the yearly rate, so that the day of the payout changes no figure.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::read::Reader;
use super::{Output, Refused, blame, count, money, percent};
use crate::engine::cost::apr::irr_annualised;
use crate::engine::relief::{Position, Proposal, arrange};
use crate::engine::{
    self, Components, Currency, EngineError, Frequency, InstalmentTerms, Money, Rate, RatePeriod, Rounding, Row,
};

/// The day of the payout.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default()
}

fn terms(principal: Money, rate: Rate, count: u16) -> InstalmentTerms {
    InstalmentTerms::monthly(principal, rate, count, day())
}

fn rows(terms: &InstalmentTerms) -> Result<Vec<Row>, Refused> {
    engine::schedule(terms).map_err(blame("rate"))
}

/// The rows of a figure that has principal, rate and count.
pub(super) fn rows_of(given: &Reader<'_>) -> Result<Vec<Row>, Refused> {
    let (principal, rate) = (given.positive("principal")?, given.rate("rate", RatePeriod::Year)?);
    rows(&terms(principal, rate, given.count_from_one("count")?))
}

fn sum(amounts: impl Iterator<Item = Money>) -> Result<Money, Refused> {
    Money::sum(Currency::CNY, amounts).map_err(blame("principal"))
}

pub(super) fn schedule(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let rows = rows_of(given)?;
    let principal = given.positive("principal")?;
    let first = rows.first().ok_or(Refused { input: "count" })?;
    let interest = sum(rows.iter().map(|row| row.interest))?;
    // Half is repaid once no more than what was repaid is still out.
    let repaid = |row: &&Row| row.balance.minor() <= principal.minor().saturating_sub(row.balance.minor());
    let half = rows.iter().find(repaid).map_or(0, |row| row.number);
    let mut outputs = vec![
        money("instalment", first.total),
        money("first_interest", first.interest),
        money("first_principal", first.principal),
        count("half_at", half),
        money("interest", interest),
    ];
    if interest.is_positive() {
        let loans = principal.minor().unsigned_abs().div_ceil(interest.minor().unsigned_abs());
        outputs.push(count("loans", loans));
    }
    Ok(outputs)
}

fn times(amount: Money, count: u16) -> Option<Money> {
    Money::try_new(amount.minor().checked_mul(i64::from(count))?, amount.currency()).ok()
}

/// The yearly rate at which so many monthly payments are worth a sum: the rate of a month times twelve, which the portal
/// leads with. A sum that comes back as it was costs nothing.
fn yearly(sum: Money, payment: Money, count: u16) -> Option<Decimal> {
    let all = times(payment, count)?;
    if all == sum {
        return Some(Decimal::ZERO);
    }
    let mut flows = vec![-sum.exact()];
    flows.resize(usize::from(count).saturating_add(1), payment.exact());
    irr_annualised(&flows, Decimal::from(12)).ok().map(|rate| rate.nominal)
}

pub(super) fn apr(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (principal, received) = (given.positive("principal")?, given.positive("received")?);
    let (payment, fee) = (given.yuan("payment")?, given.yuan("fee")?);
    let number = given.count_from_one("count")?;
    let each = payment.plus(fee).map_err(blame("fee"))?;
    let by_interest = times(payment, number).ok_or(Refused { input: "payment" })?;
    let repaid = times(each, number).ok_or(Refused { input: "payment" })?;
    // Less back than was lent is no loan, and its rate is below nothing.
    if by_interest.minor() < principal.minor() {
        return Err(Refused { input: "payment" });
    }
    let cost = repaid.minus(received).map_err(blame("received"))?;
    if cost.minor() < 0 {
        return Err(Refused { input: "received" });
    }
    let rate = |name, sum, payment, input| {
        yearly(sum, payment, number).and_then(|rate| percent(name, rate)).ok_or(Refused { input })
    };
    Ok(vec![
        money("repaid", repaid),
        money("cost", cost),
        rate("stated", principal, payment, "payment")?,
        rate("apr", received, each, "received")?,
    ])
}

/// A loan as a request sees it on the day of an instalment that was paid: the next one is due in a month.
fn position(principal: Money, rate: Rate, remaining: u16) -> Result<Position, EngineError> {
    let zero = Components::zero(Currency::CNY);
    Ok(Position {
        as_of: day(),
        currency: Currency::CNY,
        open: Components { principal, ..zero },
        overdue: zero,
        rate,
        remaining,
        first_due: Frequency::MONTHLY.after(day(), 1)?,
        frequency: Frequency::MONTHLY,
        keep: Vec::new(),
        rounding: Rounding::HalfUp,
    })
}

/// What so many days of waiting add to each payment and to all of them: an arrangement with these days of grace against the
/// same one without. Interest goes on by the day at the agreed rate, and the payments stay level.
fn waiting(principal: Money, rate: Rate, count: u16, days: u16) -> Result<(Money, Money), EngineError> {
    if days == 0 {
        let none = Money::zero(Currency::CNY);
        return Ok((none, none));
    }
    let position = position(principal, rate, count)?;
    let arranged = |grace_days| arrange(&position, &Proposal { grace_days, ..Proposal::default() });
    let (later, now) = (arranged(days)?, arranged(0)?);
    Ok((later.greatest.minus(now.greatest)?, later.paid.minus(now.paid)?))
}

/// The rest of a loan as agreed, and the same rest over more instalments and paid later. More instalments are a schedule of
/// that length; what waiting adds to it is the arrangement's.
pub(super) fn relief(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let before = rows_of(given)?;
    let (principal, rate) = (given.positive("principal")?, given.rate("rate", RatePeriod::Year)?);
    let number = given.count_from_one("count")?.checked_add(given.count("more")?).ok_or(Refused { input: "more" })?;
    let longer = engine::schedule(&terms(principal, rate, number)).map_err(blame("more"))?;
    let (Some(old), Some(new)) = (before.first(), longer.first()) else { return Err(Refused { input: "count" }) };
    let days = if given.has("grace") { given.days("grace")? } else { 0 };
    let days = u16::try_from(days).map_err(blame("grace"))?;
    let (each, all) = waiting(principal, rate, number, days).map_err(blame("grace"))?;
    let more = sum(longer.iter().map(|row| row.interest))?.minus(sum(before.iter().map(|row| row.interest))?);
    let extra = more.and_then(|more| more.plus(all)).map_err(blame("principal"))?;
    let after = new.total.plus(each).map_err(blame("principal"))?;
    Ok(vec![money("before", old.total), money("after", after), money("extra", extra)])
}
