//! Money: whole minor units of one currency.

use core::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use super::error::EngineError;
use super::limits::MAX_MINOR;
use super::number::Rounding;

/// Places behind the point that an amount before rounding is held to; what lies beyond them is noise of division.
pub(super) const HELD_PLACES: u32 = 16;

/// An ISO 4217 currency by its three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Renminbi.
    pub const CNY: Self = Self(*b"CNY");
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");

    /// A currency from its code.
    ///
    /// # Errors
    /// Gives the text back when it is not three capital Latin letters.
    pub fn try_new(code: &str) -> Result<Self, String> {
        match code.as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|l| l.is_ascii_uppercase()) => Ok(Self([*a, *b, *c])),
            _ => Err(code.to_owned()),
        }
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits behind the point, as ISO 4217 lists them: most have two, yen and won none, some dinars three.
    #[must_use]
    pub const fn digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Self::try_new(&code)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount of money: minor units (fen, cents) of a currency, at most 10¹⁵ of them either way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "MoneyDocument", into = "MoneyDocument")]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// How money stands in a document: minor units as an integer and the currency's code.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct MoneyDocument {
    minor: i64,
    currency: Currency,
}

impl TryFrom<MoneyDocument> for Money {
    type Error = String;
    fn try_from(document: MoneyDocument) -> Result<Self, String> {
        Self::try_new(document.minor, document.currency)
            .map_err(|_| format!("amount {} is beyond {MAX_MINOR} minor units", document.minor))
    }
}

impl From<Money> for MoneyDocument {
    fn from(money: Money) -> Self {
        Self { minor: money.minor, currency: money.currency }
    }
}

impl Money {
    /// No money of `currency`.
    #[must_use]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// An amount from minor units.
    ///
    /// # Errors
    /// [`EngineError::Overflow`] beyond 10¹⁵ minor units.
    pub const fn try_new(minor: i64, currency: Currency) -> Result<Self, EngineError> {
        if minor > MAX_MINOR || minor < -MAX_MINOR {
            return Err(EngineError::Overflow);
        }
        Ok(Self { minor, currency })
    }

    /// An exact amount in major units (yuan), rounded to minor units: the one rounding of a posting point.
    ///
    /// The amount is first held to [`HELD_PLACES`] places: a third of ten fen times three is a whole number of fen, and
    /// half a fen that came from a third is half a fen, although 28 digits end a hair beside it.
    ///
    /// # Errors
    /// [`EngineError::Overflow`] beyond 10¹⁵ minor units.
    pub fn from_exact(major: Decimal, currency: Currency, rounding: Rounding) -> Result<Self, EngineError> {
        if major.scale() <= HELD_PLACES
            && let Some(minor) = rounding.to_whole(major, currency.digits())
        {
            return Self::try_new(minor, currency);
        }
        let held = Rounding::HalfEven.to_places(major, HELD_PLACES);
        let mut minor = rounding.to_places(held, currency.digits());
        minor.rescale(currency.digits());
        let minor = i64::try_from(minor.mantissa()).map_err(|_| EngineError::Overflow)?;
        Self::try_new(minor, currency)
    }

    /// The minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// The amount in major units (yuan), exact.
    #[must_use]
    pub fn exact(self) -> Decimal {
        Decimal::new(self.minor, self.currency.digits())
    }

    /// Whether nothing is owed or paid.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether more than nothing.
    #[must_use]
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    fn same(self, other: Self) -> Result<(), EngineError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(EngineError::CurrencyMismatch { expected: self.currency, got: other.currency })
        }
    }

    /// `self + other`.
    ///
    /// # Errors
    /// A different currency, or a sum beyond the range.
    pub fn plus(self, other: Self) -> Result<Self, EngineError> {
        self.same(other)?;
        Self::try_new(self.minor.checked_add(other.minor).ok_or(EngineError::Overflow)?, self.currency)
    }

    /// `self − other`.
    ///
    /// # Errors
    /// A different currency, or a difference beyond the range.
    pub fn minus(self, other: Self) -> Result<Self, EngineError> {
        self.same(other)?;
        Self::try_new(self.minor.checked_sub(other.minor).ok_or(EngineError::Overflow)?, self.currency)
    }

    /// `self − other`, but never below zero.
    ///
    /// # Errors
    /// A different currency.
    pub fn minus_to_zero(self, other: Self) -> Result<Self, EngineError> {
        let rest = self.minus(other)?;
        Ok(if rest.minor < 0 { Self::zero(self.currency) } else { rest })
    }

    /// The smaller of two amounts.
    ///
    /// # Errors
    /// A different currency.
    pub fn least(self, other: Self) -> Result<Self, EngineError> {
        self.same(other)?;
        Ok(if self.minor <= other.minor { self } else { other })
    }

    /// The greater of two amounts.
    ///
    /// # Errors
    /// A different currency.
    pub fn greatest(self, other: Self) -> Result<Self, EngineError> {
        self.same(other)?;
        Ok(if self.minor >= other.minor { self } else { other })
    }

    /// The sum of many amounts.
    ///
    /// # Errors
    /// A different currency, or a sum beyond the range.
    pub fn sum(currency: Currency, amounts: impl IntoIterator<Item = Self>) -> Result<Self, EngineError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    /// `parts` amounts that differ by at most one minor unit and add up to `self`; the larger ones come first.
    ///
    /// No parts give an empty list.
    #[must_use]
    pub fn split(self, parts: u16) -> Vec<Self> {
        let count = i64::from(parts);
        let (Some(quotient), Some(rest)) = (self.minor.checked_div(count), self.minor.checked_rem(count)) else {
            return Vec::new();
        };
        (0..count)
            .map(|index| {
                let extra = if index < rest.saturating_abs() { rest.signum() } else { 0 };
                Self { minor: quotient.saturating_add(extra), currency: self.currency }
            })
            .collect()
    }

    /// The nearest multiple of `step` by `rounding`; a step of zero changes nothing.
    ///
    /// # Errors
    /// A different currency, or a result beyond the range.
    pub fn to_multiple(self, step: Self, rounding: Rounding) -> Result<Self, EngineError> {
        self.same(step)?;
        if step.minor <= 0 {
            return Ok(self);
        }
        let count = Decimal::from(self.minor).checked_div(Decimal::from(step.minor)).ok_or(EngineError::Overflow)?;
        let count = rounding.to_places(count, 0).to_i64().ok_or(EngineError::Overflow)?;
        Self::try_new(count.checked_mul(step.minor).ok_or(EngineError::Overflow)?, self.currency)
    }
}

impl PartialOrd for Money {
    /// Amounts of different currencies have no order.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.minor.cmp(&other.minor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yuan(minor: i64) -> Money {
        Money { minor, currency: Currency::CNY }
    }

    #[test]
    fn a_split_loses_no_fen() {
        let parts = yuan(100_000).split(3);
        assert_eq!(parts.iter().map(|p| p.minor()).collect::<Vec<_>>(), [33_334, 33_333, 33_333]);
        assert_eq!(yuan(-5).split(2).iter().map(|p| p.minor()).sum::<i64>(), -5);
        assert!(yuan(5).split(0).is_empty());
    }

    #[test]
    fn different_currencies_do_not_add_up() {
        let dollars = Money { minor: 1, currency: Currency::USD };
        assert!(matches!(yuan(1).plus(dollars), Err(EngineError::CurrencyMismatch { .. })));
        assert_eq!(yuan(1).partial_cmp(&dollars), None);
    }

    #[test]
    fn an_exact_amount_is_rounded_once_to_minor_units() {
        let exact = Decimal::new(1_005, 3);
        assert_eq!(Money::from_exact(exact, Currency::CNY, Rounding::HalfUp), Ok(yuan(101)));
        assert_eq!(Money::from_exact(exact, Currency::CNY, Rounding::HalfEven), Ok(yuan(100)));
        assert_eq!(Money::from_exact(Decimal::MAX, Currency::CNY, Rounding::HalfUp), Err(EngineError::Overflow));
    }

    #[test]
    fn half_a_minor_unit_that_came_from_a_third_is_rounded_as_a_half() {
        // ¥1.50 at 4 % a year for a month: half a fen; ¥3.00: one fen.
        let third = Decimal::new(4, 2) / Decimal::new(12, 0);
        let interest = |minor: i64, rounding| Money::from_exact(yuan(minor).exact() * third, Currency::CNY, rounding);
        assert_eq!(interest(150, Rounding::HalfUp), Ok(yuan(1)));
        assert_eq!(interest(150, Rounding::HalfEven), Ok(yuan(0)));
        assert_eq!(interest(300, Rounding::Down), Ok(yuan(1)));
        let sixth = Decimal::new(2, 2) / Decimal::new(12, 0);
        let interest = |minor: i64, rounding| Money::from_exact(yuan(minor).exact() * sixth, Currency::CNY, rounding);
        assert_eq!(interest(600, Rounding::Up), Ok(yuan(1)));
    }

    #[test]
    fn a_document_with_too_large_an_amount_is_refused() {
        let text = r#"{"minor":9000000000000000,"currency":"CNY"}"#;
        assert!(serde_json::from_str::<Money>(text).is_err());
        assert_eq!(serde_json::from_str::<Money>(r#"{"minor":1,"currency":"CNY"}"#).ok(), Some(yuan(1)));
    }
}
