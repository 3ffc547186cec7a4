//! Whole-number arithmetic for the hot path of a schedule. `Decimal` decides everything that lies near a rounding border.
//!
//! A factor becomes a binary fraction of 64 places and a product of such numbers carries a bound of its error. Where the
//! amount rounds the same way within the bound on either side, that is the amount `Decimal` comes to as well, because the
//! bound holds its own rounding (28 digits) too. Where it does not, the functions here say nothing and the caller asks
//! `Decimal`. So no result depends on this file, only the time that it takes; a law in `tests/it/laws` holds it to that.

use rust_decimal::Decimal;

use super::number::Rounding;

/// A period's factor below one, in units of 2⁻⁶⁴, rounded down: less than one unit below the `Decimal`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Factor(u64);

impl Factor {
    /// The factor, if it lies from nothing up to one.
    pub(crate) fn of(factor: Decimal) -> Option<Self> {
        let one = 10_u128.checked_pow(factor.scale())?;
        let rest = u128::try_from(factor.mantissa()).ok()?;
        if rest >= one {
            return None;
        }
        // Long division by words of 32 places: `one` is below 2⁹⁴, so nothing is lost when the rest moves up by a word.
        let word = |rest: u128| {
            let moved = rest.wrapping_shl(32);
            (moved.checked_div(one).unwrap_or(0), moved.checked_rem(one).unwrap_or(0))
        };
        let (high, rest) = word(rest);
        let (low, _) = word(rest);
        u64::try_from(high.wrapping_shl(32) | low).ok().map(Self)
    }

    /// `minor · factor`, rounded to whole minor units; nothing if it is near a border or out of range.
    pub(crate) fn share_of(self, minor: i64, rounding: Rounding) -> Option<i64> {
        let amount = u64::try_from(minor).ok()?;
        // 64 by 64 places fit into 128.
        let product = u128::from(amount).wrapping_mul(u128::from(self.0));
        // Each minor unit brings less than one unit of error; `Decimal` is off by far less than one.
        rounded(product, amount.checked_add(4)?, rounding)
    }
}

/// Rounds a number with 64 binary places that is known up to `doubt` units of the last; nothing near a border.
fn rounded(number: u128, doubt: u64, rounding: Rounding) -> Option<i64> {
    const HALF: u64 = 1 << 63;
    let whole = i64::try_from(number >> 64).ok()?;
    let part = (number & u128::from(u64::MAX)) as u64;
    let up = match rounding {
        Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown => {
            if part.abs_diff(HALF) <= doubt {
                return None;
            }
            part > HALF
        }
        Rounding::Up | Rounding::Down => {
            if part <= doubt || u64::MAX.abs_diff(part) <= doubt {
                return None;
            }
            matches!(rounding, Rounding::Up)
        }
    };
    whole.checked_add(i64::from(up))
}

/// `mantissa · 2^exponent` with the first bit of the mantissa set, known up to `doubt` parts in 2⁶³.
#[derive(Debug, Clone, Copy)]
struct Scaled {
    mantissa: u64,
    exponent: i32,
    doubt: u64,
}

impl Scaled {
    const ONE: Self = Self { mantissa: 1 << 63, exponent: -63, doubt: 0 };

    /// A number above nothing with its places cut to 64.
    fn cut(number: u128, exponent: i32, doubt: u64) -> Option<Self> {
        let moved = number.leading_zeros();
        let mantissa = u64::try_from(number.checked_shl(moved)? >> 64).ok().filter(|mantissa| *mantissa > 0)?;
        let exponent = exponent.checked_add(64)?.checked_sub_unsigned(moved)?;
        Some(Self { mantissa, exponent, doubt: doubt.checked_add(1)? })
    }

    /// One and a factor.
    fn one_and(factor: Factor) -> Option<Self> {
        Self::cut((1 << 64) | u128::from(factor.0), -64, 1)
    }

    fn times(self, other: Self) -> Option<Self> {
        let product = u128::from(self.mantissa).wrapping_mul(u128::from(other.mantissa));
        // The doubts add up; their product is far below one part.
        let doubt = self.doubt.checked_add(other.doubt)?.checked_add(1)?;
        Self::cut(product, self.exponent.checked_add(other.exponent)?, doubt)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let (large, small) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let apart = large.exponent.abs_diff(small.exponent);
        // A word of places below the larger one's, and room for a carry above.
        let low = u128::from(small.mantissa).wrapping_shl(62).checked_shr(apart).unwrap_or(0);
        let sum = u128::from(large.mantissa).wrapping_shl(62).checked_add(low)?;
        Self::cut(sum, large.exponent.checked_sub(62)?, large.doubt.max(small.doubt).checked_add(1)?)
    }

    fn over(self, other: Self) -> Option<Self> {
        let quotient = u128::from(self.mantissa).wrapping_shl(64).checked_div(u128::from(other.mantissa))?;
        let doubt = self.doubt.checked_add(other.doubt)?.checked_add(2)?;
        Self::cut(quotient, self.exponent.checked_sub(other.exponent)?.checked_sub(64)?, doubt)
    }

    /// Rounded to a whole number; nothing near a border.
    fn round(self, rounding: Rounding) -> Option<i64> {
        let places = u32::try_from(self.exponent.checked_add(64)?).ok().filter(|places| *places < 64)?;
        let number = u128::from(self.mantissa).checked_shl(places)?;
        let whole = u64::try_from(number >> 64).ok()?;
        // A part in 2⁶³ of so many whole ones is so many times two units; eight parts more for `Decimal`'s own rounding.
        let doubt = whole.checked_add(1)?.checked_mul(self.doubt.checked_add(8)?)?.checked_mul(2)?;
        (doubt < 1 << 62).then(|| rounded(number, doubt, rounding)).flatten()
    }
}

/// What one unit grows to over some periods, and what an instalment of one unit at the end of each grows to.
#[derive(Debug, Clone, Copy)]
struct Growth {
    lent: Scaled,
    paid: Scaled,
}

impl Growth {
    /// Over one period.
    fn one(factor: Factor) -> Option<Self> {
        Some(Self { lent: Scaled::one_and(factor)?, paid: Scaled::ONE })
    }

    /// Over these periods and then those: G·g, S·g + s.
    fn then(self, later: Self) -> Option<Self> {
        Some(Self { lent: self.lent.times(later.lent)?, paid: self.paid.times(later.lent)?.plus(later.paid)? })
    }

    /// Over `count` equal periods, by doubling.
    fn equal(factor: Factor, count: u32) -> Option<Self> {
        let one = Self::one(factor)?;
        let mut all = one;
        for bit in (0..count.checked_ilog2()?).rev() {
            all = all.then(all)?;
            if count.checked_shr(bit).unwrap_or(0) & 1 == 1 {
                all = all.then(one)?;
            }
        }
        Some(all)
    }
}

/// The equal instalment that repays `minor` over periods with these factors, rounded: P·G ⁄ S, with G = Π(1+f) and S from
/// S ← S·(1+f) + 1. Nothing if it is near a border or out of range.
pub(crate) fn instalment(minor: i64, factors: impl Iterator<Item = Option<Factor>>, rounding: Rounding) -> Option<i64> {
    let mut all: Option<Growth> = None;
    let mut run: Option<(Factor, u32)> = None;
    let close = |all: Option<Growth>, (factor, count): (Factor, u32)| -> Option<Growth> {
        let run = Growth::equal(factor, count)?;
        all.map_or(Some(run), |before| before.then(run))
    };
    for factor in factors {
        let factor = factor?;
        run = match run {
            Some((same, count)) if same == factor => Some((same, count.checked_add(1)?)),
            Some(ended) => {
                all = Some(close(all, ended)?);
                Some((factor, 1))
            }
            None => Some((factor, 1)),
        };
    }
    let all = close(all, run?)?;
    let principal = Scaled::cut(u128::try_from(minor).ok().filter(|minor| *minor > 0)?, 0, 0)?;
    principal.times(all.lent)?.over(all.paid)?.round(rounding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(text: &str) -> Factor {
        Factor::of(Decimal::from_str_exact(text).unwrap_or_default()).unwrap_or(Factor(0))
    }

    #[test]
    fn a_tie_is_left_to_decimal_and_a_unit_beside_it_is_not() {
        assert_eq!(factor("0.01").share_of(50, Rounding::HalfUp), None);
        assert_eq!(factor("0.01").share_of(51, Rounding::HalfUp), Some(1));
        assert_eq!(factor("0.01").share_of(49, Rounding::HalfEven), Some(0));
        assert_eq!(factor("0.01").share_of(100, Rounding::Up), None);
        assert_eq!(factor("0.01").share_of(101, Rounding::Up), Some(2));
        assert_eq!(factor("0.01").share_of(199, Rounding::Down), Some(1));
    }

    #[test]
    fn a_factor_of_one_or_below_nothing_is_left_to_decimal() {
        assert_eq!(Factor::of(Decimal::ONE), None);
        assert_eq!(Factor::of(Decimal::NEGATIVE_ONE), None);
        assert_eq!(Factor::of(Decimal::new(5, 1)), Some(Factor(1 << 63)));
    }

    #[test]
    fn the_textbook_instalment_comes_out() {
        // 10,000 at 1 % a month over 12 months: 888.49 (docs/conventions.md).
        let months = |count| (0..count).map(|_| Some(factor("0.01")));
        assert_eq!(instalment(1_000_000, months(12), Rounding::HalfUp), Some(88_849));
        assert_eq!(instalment(1_000_000, months(0), Rounding::HalfUp), None);
    }
}
