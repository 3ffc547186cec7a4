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

/// ln 2 to 28 places.
const LN_2: Decimal = Decimal::from_parts(0xAA7A_65BF, 0x81F5_2F01, 0x1665_943F, false, 28);

/// The natural logarithm of a number from 1 on, to 26 digits: halved until it is near 1, then
/// 2 · (z + z³⁄3 + z⁵⁄5 …) with z = (x−1)⁄(x+1).
fn ln(x: Decimal) -> Result<Decimal, EngineError> {
    let mut rest = x;
    let mut halvings = Decimal::ZERO;
    while rest > Decimal::new(15, 1) {
        rest = div(rest, Decimal::TWO)?;
        halvings = add(halvings, Decimal::ONE)?;
    }
    let z = div(sub(rest, Decimal::ONE)?, add(rest, Decimal::ONE)?)?;
    let square = mul(z, z)?;
    let (mut power, mut sum, mut n) = (z, z, Decimal::ONE);
    while !power.is_zero() {
        power = mul(power, square)?;
        n = add(n, Decimal::TWO)?;
        let term = div(power, n)?;
        if term.is_zero() {
            break;
        }
        sum = add(sum, term)?;
    }
    add(mul(sum, Decimal::TWO)?, mul(halvings, LN_2)?)
}

/// e to the power of `x`, for `x` of any size that fits, to 26 digits: the exponent is halved until it is small, the
/// series taken, and the result squared as often.
fn exp(x: Decimal) -> Result<Decimal, EngineError> {
    let mut small = x;
    let mut squarings = 0_u32;
    while small.abs() > Decimal::new(1, 1) {
        small = div(small, Decimal::TWO)?;
        squarings = squarings.saturating_add(1);
        if squarings > 64 {
            return Err(EngineError::Overflow);
        }
    }
    // The series without its 1 keeps its digits while it is squared: (1+e)² − 1 = e · (2 + e).
    let (mut term, mut sum, mut n) = (small, small, Decimal::ONE);
    while !term.is_zero() {
        n = add(n, Decimal::ONE)?;
        term = div(mul(term, small)?, n)?;
        sum = add(sum, term)?;
    }
    for _ in 0..squarings {
        sum = mul(sum, add(sum, Decimal::TWO)?)?;
    }
    add(Decimal::ONE, sum)
}

/// `base ^ (numerator ⁄ denominator)` of a base from 1 on, to at least 24 digits; whole powers are exact products.
///
/// # Errors
/// [`EngineError::Overflow`] when the result does not fit, the base is below 1 or the denominator is zero.
pub fn pow_ratio(base: Decimal, numerator: u32, denominator: u32) -> Result<Decimal, EngineError> {
    if base < Decimal::ONE {
        return Err(EngineError::Overflow);
    }
    let (Some(whole), Some(rest)) = (numerator.checked_div(denominator), numerator.checked_rem(denominator)) else {
        return Err(EngineError::Overflow);
    };
    let by_whole = pow(base, whole)?;
    if rest == 0 {
        return Ok(by_whole);
    }
    let exponent = div(mul(ln(base)?, Decimal::from(rest))?, Decimal::from(denominator))?;
    mul(by_whole, exp(exponent)?)
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

    #[test]
    fn a_broken_power_is_right_to_twenty_four_digits() {
        // source: an arbitrary-precision library (Python decimal, 60 digits).
        let cases = [
            ("1.01", 120, 365, "1.003276698328034854193954459"),
            ("1.12", 1, 12, "1.009488792934582974126355069"),
            ("1.15", 31, 365, "1.011940922683284914418961626"),
            ("101", 1, 12, "1.469016863058771538987084047"),
            ("1.000001", 29, 30, "1.000000966666650555561104935"),
            ("2", 1, 2, "1.414213562373095048801688724"),
            ("1.05", 372, 365, "1.050982946668277075439889302"),
            ("11", 364, 365, "10.92797152035860030076105352"),
            ("1.4999", 1, 3, "1.144688803893740983267016579"),
            ("1.5001", 11, 13, "1.409369257335898115518249929"),
        ];
        for (base, numerator, denominator, expected) in cases {
            let expected = d(expected);
            let gap = pow_ratio(d(base), numerator, denominator).map(|got| (got - expected).abs() / expected);
            assert!(
                gap.is_ok_and(|gap| gap < d("0.000000000000000000000001")),
                "{base} {numerator}/{denominator} {gap:?}"
            );
        }
    }

    #[test]
    fn a_broken_power_of_nothing_or_below_one_is_refused_or_one() {
        assert_eq!(pow_ratio(Decimal::ONE, 5, 7), Ok(Decimal::ONE));
        assert_eq!(pow_ratio(d("1.12"), 0, 12), Ok(Decimal::ONE));
        assert_eq!(pow_ratio(d("1.12"), 1, 0), Err(EngineError::Overflow));
        assert_eq!(pow_ratio(d("0.9"), 1, 2), Err(EngineError::Overflow));
    }
}
