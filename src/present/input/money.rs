//! Amounts of money as people type them.
//!
//! Understood: `5000`, `5,000.50`, `¥ 5 000`, `５０００元`, `1.2万`, `1万2000`, `1w`, `3千5`, `1.5亿`. A single digit after a
//! unit is read as it is spoken: 1万2 is 12,000 (10,002 is spoken 一万零二). Two or three digits (1万25) have two
//! readings and are refused with both.

use rust_decimal::Decimal;

use super::number::{self, Number};
use super::text::{plain, without_head, without_tail};
use super::{Cause, Reading};
use crate::engine::limits::MAX_MINOR;
use crate::engine::{Currency, Money, Rounding};

/// The amounts that a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AmountRange {
    /// The least that works.
    pub least: Money,
    /// The greatest that works.
    pub greatest: Money,
}

/// The greatest amount in a currency.
#[must_use]
pub fn greatest_amount(currency: Currency) -> Money {
    Money::try_new(MAX_MINOR, currency).unwrap_or(Money::zero(currency))
}

impl AmountRange {
    /// More than nothing.
    #[must_use]
    pub fn positive(currency: Currency) -> Self {
        let least = Money::try_new(1, currency).unwrap_or(Money::zero(currency));
        Self { least, greatest: greatest_amount(currency) }
    }

    /// Nothing or more.
    #[must_use]
    pub fn from_zero(currency: Currency) -> Self {
        Self { least: Money::zero(currency), greatest: greatest_amount(currency) }
    }
}

const HEADS: [&str; 5] = ["人民币", "rmb", "cny", "¥", "￥"];
const TAILS: [&str; 9] = ["元整", "块钱", "元", "圆", "块", "整", "rmb", "cny", "yuan"];

/// Reads an amount.
///
/// # Errors
/// Why it cannot be used, and what would work.
pub fn amount(typed: &str, range: AmountRange) -> Result<Money, Cause> {
    let text = plain(typed)?;
    let mut rest = text.as_str();
    while let Some(shorter) = without_head(rest, &HEADS) {
        rest = shorter;
    }
    if let Some(shorter) = without_tail(rest, &TAILS) {
        rest = shorter;
    }
    if let Some(unsigned) = without_head(rest, &["-", "负"]) {
        let unsigned = without_head(unsigned, &HEADS).unwrap_or(unsigned);
        return Err(if major(unsigned).is_ok() { Cause::Negative } else { Cause::NotAmount });
    }
    let value = major(without_head(rest, &["+"]).unwrap_or(rest))?;
    let currency = range.least.currency();
    if value.normalize().scale() > currency.digits() {
        return Err(Cause::TooFine { digits: currency.digits() });
    }
    match Money::from_exact(value, currency, Rounding::HalfUp) {
        Ok(money) if money >= range.least && money <= range.greatest => Ok(money),
        _ => Err(Cause::AmountOutside(range)),
    }
}

fn unit_of(c: char) -> Option<(Decimal, usize)> {
    match c {
        '亿' => Some((Decimal::from(100_000_000), 8)),
        '万' | 'w' => Some((Decimal::from(10_000), 4)),
        '千' | 'k' => Some((Decimal::from(1_000), 3)),
        '百' => Some((Decimal::ONE_HUNDRED, 2)),
        _ => None,
    }
}

/// The value in major units, exact.
fn major(text: &str) -> Result<Decimal, Cause> {
    let mut total = Decimal::ZERO;
    let mut last: Option<(Decimal, usize)> = None;
    let mut rest = text;
    while let Some((at, unit)) = rest.char_indices().find_map(|(at, c)| unit_of(c).map(|unit| ((at, c), unit))) {
        let head = rest.get(..at.0).unwrap_or("").trim();
        rest = rest.get(at.0.saturating_add(at.1.len_utf8())..).unwrap_or("").trim();
        let count = counted(head)?;
        let in_order = last.is_none_or(|(before, _)| unit.0 < before);
        // 1.5万2千 is nothing that anyone says.
        if !in_order || (!count.fract().is_zero() && !rest.is_empty()) {
            return Err(Cause::NotAmount);
        }
        total = count.checked_mul(unit.0).and_then(|part| total.checked_add(part)).ok_or(Cause::NotAmount)?;
        last = Some(unit);
    }
    match last {
        None => without_unit(rest),
        Some(_) if rest.is_empty() => Ok(total),
        Some((unit, digits)) => tail(rest, unit, digits, total),
    }
}

/// What stands before a unit: 1,234万 and 1.234万 are clear there.
fn counted(text: &str) -> Result<Decimal, Cause> {
    if let Some(value) = number::exact(text) {
        return Ok(value);
    }
    match number::grouped(text) {
        Number::Value(value) => Ok(value),
        _ => number::chinese(text).ok_or(Cause::NotAmount),
    }
}

fn without_unit(text: &str) -> Result<Decimal, Cause> {
    match number::grouped(text) {
        Number::Value(value) => Ok(value),
        Number::Two(one, other) => Err(Cause::TwoReadings(Reading::Amount(one), Reading::Amount(other))),
        Number::Likely(value) => Err(Cause::WriteAs(Reading::Amount(value))),
        Number::None => Err(Cause::NotAmount),
    }
}

/// What stands after the last unit: 2 in 1万2, 2000 in 1万2000, 零5 in 1万零5.
fn tail(text: &str, unit: Decimal, digits: usize, total: Decimal) -> Result<Decimal, Cause> {
    let spelled = text.strip_prefix('零').or_else(|| text.strip_prefix('0'));
    let value = number::exact(spelled.unwrap_or(text)).or_else(|| number::chinese(spelled.unwrap_or(text)));
    let value = value.filter(|value| *value < unit).ok_or(Cause::NotAmount)?;
    let plain = || total.checked_add(value).ok_or(Cause::NotAmount);
    let length = text.split('.').next().map_or(0, |whole| whole.chars().count());
    if spelled.is_some() || length == digits {
        return plain();
    }
    if text.contains('.') {
        return Err(Cause::NotAmount);
    }
    // The digits continue below the unit: 1万2 is 1.2万.
    let shift = u32::try_from(length).ok().and_then(|length| 10_i64.checked_pow(length));
    let share = shift.and_then(|shift| unit.checked_div(Decimal::from(shift)));
    let spoken = share.and_then(|share| value.checked_mul(share)).and_then(|part| total.checked_add(part));
    match spoken {
        Some(spoken) if length == 1 => Ok(spoken),
        Some(spoken) => Err(Cause::TwoReadings(Reading::Amount(plain()?), Reading::Amount(spoken))),
        None => Err(Cause::NotAmount),
    }
}
