//! The least payment of a bill.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::super::error::{EngineError, Term};
use super::super::money::Money;
use super::super::number::{Rounding, mul};

/// How the least payment follows from a bill: parts that are asked for whole, a share of the rest, a floor, and never
/// more than the bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MinimumRule {
    /// The share of what is not asked for whole: 0.1 is 10 %.
    pub share: Decimal,
    /// Not less than this (and not more than the bill).
    pub floor: Money,
    /// A fixed amount that takes the place of share and floor, if one is agreed.
    pub fixed: Option<Money>,
    /// Interest is asked for whole.
    pub interest: bool,
    /// Fees and 违约金 are asked for whole.
    pub fees: bool,
    /// What an earlier minimum left unpaid is asked for whole.
    pub overdue: bool,
    /// How the share becomes minor units.
    pub rounding: Rounding,
}

/// What a least payment is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct MinimumParts {
    /// What the share is taken of.
    pub base: Money,
    /// The share of it, rounded.
    pub share: Money,
    /// Interest asked for whole.
    pub interest: Money,
    /// Fees asked for whole.
    pub fees: Money,
    /// What earlier minimums left.
    pub overdue: Money,
    /// Instalments on the card, always asked for whole.
    pub instalments: Money,
    /// What the floor or the fixed amount adds, or the bill takes away (negative).
    pub adjusted: Money,
    /// The least payment.
    pub total: Money,
}

/// What a bill holds, as far as the least payment is concerned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Billed {
    pub(crate) balance: Money,
    pub(crate) interest: Money,
    pub(crate) fees: Money,
    pub(crate) overdue: Money,
    pub(crate) instalments: Money,
}

impl MinimumParts {
    /// A least payment as a bill states it: what it is made of is not known.
    #[must_use]
    pub const fn stated(total: Money) -> Self {
        let zero = Money::zero(total.currency());
        Self {
            base: zero,
            share: zero,
            interest: zero,
            fees: zero,
            overdue: zero,
            instalments: zero,
            adjusted: total,
            total,
        }
    }
}

impl MinimumRule {
    /// A share of the whole bill with a floor.
    #[must_use]
    pub const fn share(share: Decimal, floor: Money) -> Self {
        Self { share, floor, fixed: None, interest: false, fees: false, overdue: false, rounding: Rounding::HalfUp }
    }

    /// A share of what was bought, and interest, fees and what is overdue whole: the usual rule of Chinese issuers.
    #[must_use]
    pub const fn with_whole_parts(share: Decimal, floor: Money) -> Self {
        Self { interest: true, fees: true, overdue: true, ..Self::share(share, floor) }
    }

    /// Whether every value lies within the limits.
    ///
    /// # Errors
    /// A share outside 0 to 1, an amount below zero.
    pub fn check(&self) -> Result<(), EngineError> {
        if self.share < Decimal::ZERO || self.share > Decimal::ONE {
            return Err(EngineError::outside(Term::Share, 0, 1));
        }
        if self.floor.minor() < 0 || self.fixed.is_some_and(|fixed| fixed.minor() < 0) {
            return Err(EngineError::outside(Term::Minimum, 0, super::super::contract::GREATEST_AMOUNT));
        }
        Ok(())
    }

    /// The least payment of a balance of which `interest` is interest: what a bill without fees, arrears and
    /// instalments asks for.
    ///
    /// # Errors
    /// Mixed currencies or overflow.
    pub fn of(&self, balance: Money, interest: Money) -> Result<Money, EngineError> {
        let zero = Money::zero(balance.currency());
        Ok(self.parts(&Billed { balance, interest, fees: zero, overdue: zero, instalments: zero })?.total)
    }

    /// The least payment of a bill, with what it is made of.
    ///
    /// # Errors
    /// Mixed currencies or overflow.
    pub(crate) fn parts(&self, billed: &Billed) -> Result<MinimumParts, EngineError> {
        let zero = Money::zero(billed.balance.currency());
        let whole = |asked: bool, amount: Money| if asked { amount } else { zero };
        let interest = whole(self.interest, billed.interest);
        let fees = whole(self.fees, billed.fees);
        let overdue = whole(self.overdue, billed.overdue);
        let instalments = billed.instalments;
        let in_full = interest.plus(fees)?.plus(overdue)?.plus(instalments)?;
        let base = billed.balance.minus_to_zero(in_full)?;
        let share = Money::from_exact(mul(base.exact(), self.share)?, base.currency(), self.rounding)?;
        let asked = in_full.plus(share)?;
        let bounded = match self.fixed {
            Some(fixed) => fixed,
            None => asked.greatest(self.floor)?,
        };
        let total = bounded.least(billed.balance)?.greatest(zero)?;
        let adjusted = total.minus(asked)?;
        Ok(MinimumParts { base, share, interest, fees, overdue, instalments, adjusted, total })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::money::Currency;

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    #[test]
    fn a_share_is_held_by_its_floor_and_by_the_bill() {
        let rule = MinimumRule::share(Decimal::new(10, 2), yuan(2_500));
        assert_eq!(rule.of(yuan(100_000), yuan(0)), Ok(yuan(10_000)));
        assert_eq!(rule.of(yuan(10_000), yuan(0)), Ok(yuan(2_500)));
        assert_eq!(rule.of(yuan(1_500), yuan(0)), Ok(yuan(1_500)));
    }

    #[test]
    fn whole_parts_are_not_shared_again() {
        let rule = MinimumRule::with_whole_parts(Decimal::new(10, 2), yuan(0));
        let billed = Billed {
            balance: yuan(112_000),
            interest: yuan(1_500),
            fees: yuan(500),
            overdue: yuan(10_000),
            instalments: yuan(0),
        };
        let parts = rule.parts(&billed);
        assert_eq!(parts.map(|parts| (parts.base, parts.total)), Ok((yuan(100_000), yuan(22_000))));
    }
}
