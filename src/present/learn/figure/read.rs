//! What a reader has set, read strictly: each number within the bounds of the engine, or the name of its input.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Given, Refused};
use crate::engine::limits::{MAX_DAYS, MAX_INSTALMENTS};
use crate::engine::{Currency, Money, Rate, RatePeriod, Rounding};

/// The numbers of a figure by name.
pub(super) struct Reader<'a>(&'a Given);

impl<'a> Reader<'a> {
    pub(super) const fn new(given: &'a Given) -> Self {
        Self(given)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    fn number(&self, input: &'static str) -> Result<Decimal, Refused> {
        self.0.get(input).copied().filter(|value| *value >= Decimal::ZERO).ok_or(Refused { input })
    }

    /// An amount of nothing or more.
    pub(super) fn yuan(&self, input: &'static str) -> Result<Money, Refused> {
        let exact = self.number(input)?;
        Money::from_exact(exact, Currency::CNY, Rounding::HalfUp).map_err(|_| Refused { input })
    }

    /// An amount of more than nothing.
    pub(super) fn positive(&self, input: &'static str) -> Result<Money, Refused> {
        self.yuan(input).and_then(|amount| if amount.is_positive() { Ok(amount) } else { Err(Refused { input }) })
    }

    fn fraction(&self, input: &'static str) -> Result<Decimal, Refused> {
        self.number(input)?.checked_div(Decimal::ONE_HUNDRED).ok_or(Refused { input })
    }

    /// A rate of a period.
    pub(super) fn rate(&self, input: &'static str, per: RatePeriod) -> Result<Rate, Refused> {
        Rate::try_new(self.fraction(input)?, per).map_err(|_| Refused { input })
    }

    /// A share up to the whole.
    pub(super) fn share(&self, input: &'static str) -> Result<Decimal, Refused> {
        let share = self.fraction(input)?;
        if share <= Decimal::ONE { Ok(share) } else { Err(Refused { input }) }
    }

    fn whole(&self, input: &'static str, most: i64) -> Result<i64, Refused> {
        let value = self.number(input)?;
        let whole = if value.fract().is_zero() { value.to_i64() } else { None };
        whole.filter(|whole| *whole <= most).ok_or(Refused { input })
    }

    /// A number of instalments or months, none included.
    pub(super) fn count(&self, input: &'static str) -> Result<u16, Refused> {
        let whole = self.whole(input, i64::from(MAX_INSTALMENTS))?;
        u16::try_from(whole).map_err(|_| Refused { input })
    }

    /// A number of instalments or months, at least one.
    pub(super) fn count_from_one(&self, input: &'static str) -> Result<u16, Refused> {
        self.count(input).and_then(|count| if count > 0 { Ok(count) } else { Err(Refused { input }) })
    }

    /// A number of days.
    pub(super) fn days(&self, input: &'static str) -> Result<i64, Refused> {
        self.whole(input, MAX_DAYS)
    }

    /// A number of weeks, in days.
    pub(super) fn weeks(&self, input: &'static str) -> Result<i64, Refused> {
        const DAYS: i64 = 7;
        Ok(self.whole(input, MAX_DAYS / DAYS)?.saturating_mul(DAYS))
    }
}
