//! Decimal arithmetic that cannot panic, and rounding as a value.
//!
//! Sums and products of `rust_decimal` are carried at 28 significant digits; what goes beyond is an [`EngineError`].

use core::cmp::Ordering;

use rust_decimal::{Decimal, RoundingStrategy};

use super::error::EngineError;

/// How an exact amount becomes whole minor units.
///
/// `HalfUp` is the rule of daily life (0.5 goes away from zero); `HalfEven` is what many ledgers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Half a unit goes away from zero: 0.5 → 1, 1.5 → 2, −0.5 → −1.
    #[default]
    HalfUp,
    /// Half a unit goes to the even neighbour: 0.5 → 0, 1.5 → 2.
    HalfEven,
    /// Half a unit goes towards zero.
    HalfDown,
    /// Away from zero whatever the rest.
    Up,
    /// Towards zero whatever the rest.
    Down,
}

impl Rounding {
    const fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfEven => RoundingStrategy::MidpointNearestEven,
            Self::HalfDown => RoundingStrategy::MidpointTowardZero,
            Self::Up => RoundingStrategy::AwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
        }
    }

    /// Rounds to `digits` places behind the point.
    #[must_use]
    pub fn to_places(self, value: Decimal, digits: u32) -> Decimal {
        value.round_dp_with_strategy(digits, self.strategy())
    }

    /// Rounds to whole units of the `digits`-th place behind the point by one division of whole numbers, where the value
    /// is short enough for that; most amounts are. The same as [`Self::to_places`], many times faster.
    pub(crate) fn to_whole(self, value: Decimal, digits: u32) -> Option<i64> {
        let size = u64::try_from(value.mantissa().unsigned_abs()).ok()?;
        let unit = 10_u64.checked_pow(value.scale().checked_sub(digits)?)?;
        let whole = i64::try_from(self.units(size, unit)?).ok()?;
        Some(if value.is_sign_negative() { whole.checked_neg()? } else { whole })
    }

    /// How many units a size comes to, rounded; for a size below nothing, of which `size` is the distance from it, too.
    pub(crate) fn units(self, size: u64, unit: u64) -> Option<u64> {
        let (whole, rest) = (size.checked_div(unit)?, size.checked_rem(unit)?);
        let up = match self {
            Self::Up => rest > 0,
            Self::Down => false,
            // The rest against the unit less the rest, which is the rest doubled against the unit.
            Self::HalfUp | Self::HalfEven | Self::HalfDown => match rest.cmp(&unit.checked_sub(rest)?) {
                Ordering::Less => false,
                Ordering::Greater => true,
                Ordering::Equal => self == Self::HalfUp || self == Self::HalfEven && whole & 1 == 1,
            },
        };
        whole.checked_add(u64::from(up))
    }

    /// Rounds to `digits` significant digits; a value that cannot be cut that way stays as it is.
    #[must_use]
    pub fn to_significant(self, value: Decimal, digits: u8) -> Decimal {
        value.round_sf_with_strategy(u32::from(digits), self.strategy()).unwrap_or(value)
    }
}

/// `a + b`.
///
/// # Errors
/// [`EngineError::Overflow`] past 28 digits.
pub fn add(a: Decimal, b: Decimal) -> Result<Decimal, EngineError> {
    a.checked_add(b).ok_or(EngineError::Overflow)
}

/// `a − b`.
///
/// # Errors
/// [`EngineError::Overflow`] past 28 digits.
pub fn sub(a: Decimal, b: Decimal) -> Result<Decimal, EngineError> {
    a.checked_sub(b).ok_or(EngineError::Overflow)
}

/// `a · b`.
///
/// # Errors
/// [`EngineError::Overflow`] past 28 digits.
pub fn mul(a: Decimal, b: Decimal) -> Result<Decimal, EngineError> {
    a.checked_mul(b).ok_or(EngineError::Overflow)
}

/// `a / b`.
///
/// # Errors
/// [`EngineError::Overflow`] when `b` is zero or the result does not fit.
pub fn div(a: Decimal, b: Decimal) -> Result<Decimal, EngineError> {
    a.checked_div(b).ok_or(EngineError::Overflow)
}

/// `base ^ exponent` by repeated squaring.
///
/// # Errors
/// [`EngineError::Overflow`] when the result does not fit.
pub fn pow(base: Decimal, exponent: u32) -> Result<Decimal, EngineError> {
    let mut result = Decimal::ONE;
    let mut square = base;
    let mut rest = exponent;
    while rest > 0 {
        if rest & 1 == 1 {
            result = mul(result, square)?;
        }
        rest >>= 1;
        if rest > 0 {
            square = mul(square, square)?;
        }
    }
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::from_str_exact(text).unwrap_or_default()
    }

    #[test]
    fn each_rounding_treats_the_half_as_its_name_says() {
        let half = d("0.5");
        let one_and_half = d("1.5");
        let rounded: Vec<_> = [Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown, Rounding::Up, Rounding::Down]
            .map(|r| (r.to_places(half, 0), r.to_places(one_and_half, 0)))
            .to_vec();
        assert_eq!(
            rounded,
            [("1", "2"), ("0", "2"), ("0", "1"), ("1", "2"), ("0", "1")].map(|(a, b)| (d(a), d(b))).to_vec()
        );
    }

    #[test]
    fn one_division_rounds_as_decimal_does() {
        let all = [Rounding::HalfUp, Rounding::HalfEven, Rounding::HalfDown, Rounding::Up, Rounding::Down];
        for (size, scale) in (-2_600_i64..2_600).flat_map(|size| (0..6).map(move |scale| (size, scale))) {
            let value = Decimal::new(size, scale);
            for (rounding, digits) in all.into_iter().flat_map(|rounding| [(rounding, 0), (rounding, 2)]) {
                let mut slow = rounding.to_places(value, digits);
                slow.rescale(digits);
                let swift = rounding.to_whole(value, digits).map(i128::from);
                assert!(swift.is_none_or(|swift| swift == slow.mantissa()), "{value} {rounding:?} {digits}");
                assert_eq!(swift.is_none(), scale < digits, "{value} {digits}");
            }
        }
    }

    #[test]
    fn power_is_the_repeated_product() {
        assert_eq!(pow(d("1.01"), 3), Ok(d("1.030301")));
        assert_eq!(pow(d("7"), 0), Ok(Decimal::ONE));
        assert_eq!(pow(Decimal::MAX, 2), Err(EngineError::Overflow));
    }
}
