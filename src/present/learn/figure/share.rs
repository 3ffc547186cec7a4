//! A sum for three lenders: offered out of a month as the page of the order of debts does, or shared out as the page of
//! insolvency does. Both divide in proportion; they differ in who gets the last cent.

use rust_decimal::Decimal;

use super::read::Reader;
use super::{Output, Refused, blame, money, percent};
use crate::engine::insolvency::{Asset, Owing, Rank, distribute};
use crate::engine::multi_debt::{Remainder, split};
use crate::engine::{Currency, Money, Rounding};

const OWED: [&str; 3] = ["owed_a", "owed_b", "owed_c"];
const OFFERS: [&str; 3] = ["offer_a", "offer_b", "offer_c"];

/// What is there, what is owed to each, and in all.
fn read(given: &Reader<'_>) -> Result<(Money, [Money; 3], Money), Refused> {
    let [a, b, c] = OWED;
    let owed = [given.yuan(a)?, given.yuan(b)?, given.yuan(c)?];
    let total = Money::sum(Currency::CNY, owed).map_err(blame(a))?;
    Ok((given.yuan("available")?, owed, total))
}

/// The offers, and the share of each debt that they are.
fn outputs(offers: impl IntoIterator<Item = Money>, given: Money, total: Money) -> Vec<Output> {
    let mut outputs: Vec<Output> = OFFERS.into_iter().zip(offers).map(|(name, offer)| money(name, offer)).collect();
    let paid = given.exact().min(total.exact()).checked_div(total.exact());
    outputs.extend(paid.and_then(|share| percent("paid", share)));
    outputs
}

pub(super) fn pro_rata(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (available, owed, total) = read(given)?;
    // Where nothing is owed, nobody is offered anything.
    if total.is_zero() {
        return Ok(outputs([total; 3], available, total));
    }
    let weights: Vec<Decimal> = owed.iter().map(|amount| amount.exact()).collect();
    let budget = available.least(total).map_err(blame("available"))?;
    let offers = split(budget, &weights, Rounding::Down, Remainder::Largest).map_err(blame("available"))?;
    Ok(outputs(offers, available, total))
}

pub(super) fn distribution(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (available, owed, total) = read(given)?;
    let claims = owed.map(|amount| Owing { amount, rank: Rank::Ordinary, secured_on: None });
    let asset = Asset { value: available, protected: Money::zero(Currency::CNY) };
    let shared = distribute(Currency::CNY, &[asset], &claims).map_err(blame("available"))?;
    Ok(outputs(shared.shares.into_iter().map(|share| share.from_rest), available, total))
}
