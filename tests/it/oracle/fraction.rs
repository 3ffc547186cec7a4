//! Fractions, and how they become whole minor units.

use std::cell::{Cell, RefCell};

use duewise::engine::{InstalmentTerms, Rounding};
use num_bigint::BigInt;
use num_rational::BigRational;
use rust_decimal::Decimal;

/// 10²⁰: one part of so many is where 28 digits may end and a fraction does not.
const FINE: u128 = 100_000_000_000_000_000_000;

/// A whole number.
pub fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// `above ⁄ below`.
pub fn over(above: i64, below: i64) -> BigRational {
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

/// A decimal as the fraction that it is.
pub fn fraction(decimal: Decimal) -> BigRational {
    BigRational::new(BigInt::from(decimal.mantissa()), BigInt::from(10).pow(decimal.scale()))
}

/// Rounds fractions of minor units by the contract's rule and remembers where the rule was about to turn.
pub struct Hand<'a> {
    rounding: Rounding,
    /// The largest amount in play, in minor units.
    scale: BigInt,
    /// Fractions that go to their other neighbour.
    turned: &'a [BigRational],
    near: RefCell<Vec<BigRational>>,
    used: Cell<bool>,
}

impl<'a> Hand<'a> {
    pub fn new(terms: &InstalmentTerms, turned: &'a [BigRational]) -> Self {
        Self {
            rounding: terms.rounding,
            scale: BigInt::from(terms.principal.minor().max(1)),
            turned,
            near: RefCell::new(Vec::new()),
            used: Cell::new(false),
        }
    }

    /// The fractions so far that lay where the rule turns.
    pub fn near(&self) -> Vec<BigRational> {
        self.near.borrow().clone()
    }

    /// Whether one went to its other neighbour since this was last asked.
    pub fn turned_since(&self) -> bool {
        self.used.replace(false)
    }

    const fn to_nearest(&self) -> bool {
        matches!(self.rounding, Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown)
    }

    /// Whole minor units: the rounding of one posting point.
    pub fn round(&self, exact: &BigRational) -> i64 {
        let zero = BigInt::from(0);
        if *exact.numer() < zero {
            return -self.round(&-exact.clone());
        }
        let (above, below) = (exact.numer(), exact.denom());
        let down = above / below;
        let rest = above - &down * below;
        let up = if rest == zero { down.clone() } else { &down + 1 };
        let twice = &rest * 2;
        let even = &down % 2 == zero;
        let upwards = match self.rounding {
            Rounding::HalfUp => twice >= *below,
            Rounding::HalfDown => twice > *below,
            Rounding::HalfEven => twice > *below || (twice == *below && !even),
            Rounding::Up => true,
            Rounding::Down => false,
        };
        let right = if upwards { up } else { down.clone() };
        let Some(other) = self.other(&right, &down, &rest, below) else { return minor(&right) };
        if self.turned.contains(exact) {
            self.used.set(true);
            return minor(&other);
        }
        if !self.near.borrow().contains(exact) {
            self.near.borrow_mut().push(exact.clone());
        }
        minor(&right)
    }

    /// The other neighbour of a fraction that lies where the rule turns.
    fn other(&self, right: &BigInt, down: &BigInt, rest: &BigInt, below: &BigInt) -> Option<BigInt> {
        let hair = below * &self.scale;
        if self.to_nearest() {
            let gap: BigInt = rest * 2 - below;
            let gap = if gap < BigInt::from(0) { -gap } else { gap };
            return (gap * FINE <= hair * 2).then(|| if right == down { down + 1 } else { down.clone() });
        }
        // Up and down turn at whole units: they are seen a hair above or a hair below.
        let nearest = if rest * FINE <= hair {
            down.clone()
        } else if (below - rest) * FINE <= hair {
            down + 1
        } else {
            return None;
        };
        let beyond = if self.rounding == Rounding::Up { &nearest + 1 } else { &nearest - 1 };
        Some(if *right == nearest { beyond } else { nearest })
    }

    /// Whether an amount is off by what one rounding may do.
    pub fn within_one_rounding(&self, off: &BigRational) -> bool {
        let zero = whole(0);
        let sided = match self.rounding {
            Rounding::Up => *off >= zero,
            Rounding::Down => *off <= zero,
            _ => true,
        };
        (sided || self.is_hair(off)) && self.within_roundings(off, 1)
    }

    /// Whether a sum is off by no more than so many roundings may do: half a unit each, or a whole one up or down.
    pub fn within_roundings(&self, off: &BigRational, times: usize) -> bool {
        let times = i64::try_from(times).unwrap_or(i64::MAX);
        let most = if self.to_nearest() { over(times, 2) } else { whole(times) };
        let off = if *off < whole(0) { -off.clone() } else { off.clone() };
        off <= most || self.is_hair(&(off - most))
    }

    fn is_hair(&self, off: &BigRational) -> bool {
        let hair = BigRational::new(&self.scale * BigInt::from(1_000), BigInt::from(FINE));
        *off <= hair && *off >= -hair
    }
}

fn minor(number: &BigInt) -> i64 {
    i64::try_from(number).expect("amounts fit")
}
