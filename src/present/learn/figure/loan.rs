//! Loans in equal monthly instalments: how they divide, what they cost in a year, and what more time costs.
//!
//! A month bears a twelfth of the yearly rate, so that the day of the payout changes no figure.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::read::Reader;
use super::{Output, Refused, blame, count, money, percent};
use crate::engine::cost::apr::irr_annualised;
use crate::engine::{self, Currency, FirstPeriod, InstalmentTerms, Money, Rate, RatePeriod, Row};

/// The days of a year by which days of grace bear interest.
const YEAR: u16 = 365;

fn terms(principal: Money, rate: Rate, count: u16) -> InstalmentTerms {
    InstalmentTerms::monthly(principal, rate, count, NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default())
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

/// The rest of a loan as agreed, and the same rest paid later and over more instalments. While the first payment waits,
/// interest goes on by the day at the agreed rate: the first instalment bears a month and the days of grace over 365.
pub(super) fn relief(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let before = rows_of(given)?;
    let number = given.count_from_one("count")?.checked_add(given.count("more")?).ok_or(Refused { input: "more" })?;
    let days = if given.has("grace") { given.days("grace")? } else { 0 };
    let days = u16::try_from(days).map_err(blame("grace"))?;
    let mut later = terms(given.positive("principal")?, given.rate("rate", RatePeriod::Year)?, number);
    later.shape.first_period = (days > 0).then_some(FirstPeriod { months: 1, days, year_days: YEAR });
    let after = engine::schedule(&later).map_err(blame(if days > 0 { "grace" } else { "more" }))?;
    let (Some(old), Some(new)) = (before.first(), after.first()) else { return Err(Refused { input: "count" }) };
    let extra = sum(after.iter().map(|row| row.total))?.minus(sum(before.iter().map(|row| row.total))?);
    let extra = extra.map_err(blame("principal"))?;
    Ok(vec![money("before", old.total), money("after", new.total), money("extra", extra)])
}
