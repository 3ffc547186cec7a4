//! One payment, several debts at one creditor: which debt it goes to.
//!
//! Source: Civil Code art. 560. The payer names the debt when paying; otherwise debts that are due come first, among
//! them the one with no or the least security, among equals the heavier, among equals the one that fell due earlier,
//! and what is still equal shares in proportion. Within a debt the contract's waterfall or art. 561 goes on.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::error::EngineError;
use super::money::Money;
use super::number::{Rounding, div, mul};
use super::order;

/// A debt as far as the choice between debts is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What is open and could be paid.
    pub open: Money,
    /// The oldest due date with anything open; none if nothing is due yet.
    pub due: Option<NaiveDate>,
    /// What secures it: nothing, or more the higher the number.
    pub security: u8,
    /// How heavy it is: what a year of it costs, as a share of what is open.
    pub yearly_cost: Decimal,
}

/// What each debt gets of a payment made on a day, in the order of `debts`, and what is left over.
///
/// `named` is the place of the debt that the payer named; what that debt does not need follows the order of the law.
///
/// # Errors
/// Mixed currencies or overflow.
pub fn across(
    debts: &[Standing],
    payment: Money,
    named: Option<usize>,
    on: NaiveDate,
) -> Result<(Vec<Money>, Money), EngineError> {
    let mut shares = vec![Money::zero(payment.currency()); debts.len()];
    let mut rest = payment;
    if let Some(place) = named {
        give(debts, &[place], &mut shares, &mut rest)?;
    }
    for group in ranked(debts, on) {
        give(debts, &group, &mut shares, &mut rest)?;
    }
    Ok((shares, rest))
}

/// Groups of places, first to last; the debts of one group are equal before the law.
fn ranked(debts: &[Standing], on: NaiveDate) -> Vec<Vec<usize>> {
    let key = |debt: &Standing| {
        let due = debt.due.filter(|due| *due <= on);
        (due.is_none(), debt.security, core::cmp::Reverse(debt.yearly_cost), order::rank(due))
    };
    let mut places: Vec<usize> = (0..debts.len()).collect();
    places.sort_by_key(|place| debts.get(*place).map(key));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for place in places {
        let of = |at: usize| debts.get(at).map(key);
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| of(*first) == of(place)) => group.push(place),
            _ => groups.push(vec![place]),
        }
    }
    groups
}

/// Gives the debts of a group what is left, in proportion to what is open; spare minor units go to the first ones.
fn give(debts: &[Standing], group: &[usize], shares: &mut [Money], rest: &mut Money) -> Result<(), EngineError> {
    let currency = rest.currency();
    let mut needs = Vec::with_capacity(group.len());
    for place in group {
        let (Some(debt), Some(share)) = (debts.get(*place), shares.get(*place)) else { continue };
        needs.push((*place, debt.open.minus_to_zero(*share)?));
    }
    let needed = Money::sum(currency, needs.iter().map(|(_, need)| *need))?;
    let given = needed.least(*rest)?;
    if !given.is_positive() {
        return Ok(());
    }
    let mut parts = Vec::with_capacity(needs.len());
    for (place, need) in &needs {
        let exact = div(mul(given.exact(), need.exact())?, needed.exact())?;
        parts.push((*place, *need, Money::from_exact(exact, currency, Rounding::Down)?));
    }
    let mut spare = given.minus(Money::sum(currency, parts.iter().map(|(_, _, part)| *part))?)?.minor();
    for (place, need, part) in parts {
        let more = i64::from(spare > 0 && need > part);
        spare = spare.saturating_sub(more);
        let part = part.plus(Money::try_new(more, currency)?)?;
        if let Some(share) = shares.get_mut(place) {
            *share = share.plus(part)?;
        }
        *rest = rest.minus(part)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::money::Currency;

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    fn debt(open: i64, due: &str, security: u8, percent: i64) -> Standing {
        Standing { open: yuan(open), due: due.parse().ok(), security, yearly_cost: Decimal::new(percent, 2) }
    }

    fn shares(debts: &[Standing], payment: i64, named: Option<usize>) -> Vec<i64> {
        let on = "2026-06-01".parse().unwrap_or_default();
        across(debts, yuan(payment), named, on).map_or(Vec::new(), |(list, _)| list.iter().map(|m| m.minor()).collect())
    }

    #[test]
    fn the_order_of_the_law_is_due_unsecured_heavy_early() {
        let not_due = debt(100, "2026-07-01", 0, 24);
        let secured = debt(100, "2026-01-01", 1, 24);
        let light = debt(100, "2026-01-01", 0, 12);
        let late = debt(100, "2026-05-01", 0, 24);
        let early = debt(100, "2026-04-01", 0, 24);
        let debts = [not_due, secured, light, late, early];
        assert_eq!(shares(&debts, 100, None), [0, 0, 0, 0, 100]);
        assert_eq!(shares(&debts, 250, None), [0, 0, 50, 100, 100]);
        assert_eq!(shares(&debts, 450, None), [50, 100, 100, 100, 100]);
    }

    #[test]
    fn what_the_payer_names_comes_first() {
        let debts = [debt(100, "2026-01-01", 0, 24), debt(100, "2026-07-01", 0, 0)];
        assert_eq!(shares(&debts, 150, Some(1)), [50, 100]);
        assert_eq!(shares(&debts, 150, Some(9)), [100, 50]);
    }

    #[test]
    fn equals_share_in_proportion_and_nothing_is_lost() {
        let debts = [debt(100, "2026-01-01", 0, 24), debt(200, "2026-01-01", 0, 24)];
        assert_eq!(shares(&debts, 100, None), [34, 66]);
        assert_eq!(shares(&debts, 1, None), [1, 0]);
        assert_eq!(shares(&debts, 1_000, None), [100, 200]);
    }
}
