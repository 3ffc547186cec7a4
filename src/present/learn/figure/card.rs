//! A card on which nothing more is bought: under its least payment, and under one that stays as high as the first.
//!
//! The usual course of a card, as the page of a card counts it: the bill is paid twenty days after it was made, the next
//! one comes ten days later. Until the payment all of the bill bears interest, afterwards what is left of it; billed
//! interest joins what is owed. Months are thirty days. The least payment is a share of the bill, at least [`FLOOR`] and
//! never more than the bill: without a floor a share would never end.

use rust_decimal::Decimal;

use super::read::Reader;
use super::{Output, Refused, blame, count, money};
use crate::engine::card::payoff::{MonthFactors, Payoff, PayoffMonth, PayoffPlan, Posting};
use crate::engine::card::{BilledInterest, InterestMethod, MinimumRule};
use crate::engine::{Currency, Money, Rate, RatePeriod, Rounding};

/// Days from a bill to its payment, and from there to the next bill.
const BEFORE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);
const AFTER: Decimal = Decimal::from_parts(10, 0, 0, false, 0);

/// The least that a least payment is: 50 yuan, in fen. An assumption that the figure names.
const FLOOR: i64 = 5_000;

fn payoff(balance: Money, rate: Rate) -> Option<Payoff> {
    let daily = rate.daily(365).ok()?;
    let month = MonthFactors { before: daily.checked_mul(BEFORE)?, after: daily.checked_mul(AFTER)? };
    Some(Payoff {
        balance,
        factors: vec![month],
        posting: Posting::WithBill,
        billed: BilledInterest::Compounds,
        method: InterestMethod::FullBalance,
        // Who owes already and pays the least payment has no days without interest.
        revolving: true,
        rounding: Rounding::HalfUp,
    })
}

fn interest(months: &[PayoffMonth]) -> Result<Money, Refused> {
    Money::sum(Currency::CNY, months.iter().map(|month| month.interest)).map_err(blame("balance"))
}

pub(super) fn minimum_payment(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let balance = given.positive("balance")?;
    let payoff = payoff(balance, given.rate("rate", RatePeriod::Day)?).ok_or(Refused { input: "rate" })?;
    let floor = Money::try_new(FLOOR, Currency::CNY).map_err(blame("balance"))?;
    let rule = MinimumRule::share(given.share("minimum_share")?, floor);
    let least = payoff.months(&PayoffPlan::Minimum(rule)).map_err(blame("minimum_share"))?;
    let first = least.first().map(|month| month.payment).ok_or(Refused { input: "balance" })?;
    let fixed = payoff.months(&PayoffPlan::Fixed(first)).map_err(blame("minimum_share"))?;
    Ok(vec![
        money("first_payment", first),
        count("months", least.len() as u64),
        money("interest", interest(&least)?),
        count("months_fixed", fixed.len() as u64),
        money("interest_fixed", interest(&fixed)?),
        money("floor", floor),
    ])
}
