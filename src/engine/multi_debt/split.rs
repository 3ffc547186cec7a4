//! Dividing an amount in proportion to weights, so that nothing is lost.
//!
//! Each share is cut to whole minor units; what is left over goes out one unit at a time (Fowler, Patterns of Enterprise
//! Application Architecture, "Allocate").

use rust_decimal::Decimal;

use crate::engine::error::{EngineError, Term};
use crate::engine::money::Money;
use crate::engine::number::{Rounding, add, div, mul};

/// Who gets the units that rounding leaves over, or gives up those that it made too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Remainder {
    /// The first entries.
    #[default]
    First,
    /// Those with the smallest weights; equal weights in their order.
    Smallest,
    /// Those with the largest weights; equal weights in their order.
    Largest,
}

/// Parts of `amount` in proportion to `weights`; they add up to it. An entry of weight zero gets nothing.
///
/// `rounding` cuts each share: [`Rounding::Down`] is Fowler's rule; others may leave too much, which is taken back.
///
/// # Errors
/// No positive weight, a negative one, or sums out of range.
pub fn split(
    amount: Money,
    weights: &[Decimal],
    rounding: Rounding,
    remainder: Remainder,
) -> Result<Vec<Money>, EngineError> {
    let all = weights.iter().try_fold(Decimal::ZERO, |sum, weight| add(sum, *weight))?;
    if all <= Decimal::ZERO || weights.iter().any(|weight| *weight < Decimal::ZERO) {
        return Err(EngineError::outside(Term::Share, 0, 1));
    }
    let currency = amount.currency();
    let mut shares = Vec::with_capacity(weights.len());
    for weight in weights {
        // Multiplied first: an amount that divides evenly must not lose a unit to a rounded quotient.
        let exact = match mul(amount.exact(), *weight) {
            Ok(product) => div(product, all)?,
            Err(_) => mul(amount.exact(), div(*weight, all)?)?,
        };
        shares.push(Money::from_exact(exact, currency, rounding)?);
    }
    let mut left = amount.minus(Money::sum(currency, shares.iter().copied())?)?.minor();
    let mut order: Vec<usize> =
        (0..weights.len()).filter(|place| !weights.get(*place).is_none_or(Decimal::is_zero)).collect();
    match remainder {
        Remainder::First => {}
        Remainder::Smallest => order.sort_by_key(|place| weights.get(*place).copied()),
        Remainder::Largest => order.sort_by_key(|place| core::cmp::Reverse(weights.get(*place).copied())),
    }
    let unit = Money::try_new(left.signum(), currency)?;
    while left != 0 {
        for place in &order {
            if let (Some(share), true) = (shares.get_mut(*place), left != 0) {
                *share = share.plus(unit)?;
                left = left.saturating_sub(unit.minor());
            }
        }
    }
    Ok(shares)
}
