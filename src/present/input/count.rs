//! Whole numbers with the word that people put behind them: 12期, 30天, 6个月.

use rust_decimal::prelude::ToPrimitive;

use super::number::{self, Number};
use super::text::{plain, without_tail};
use super::{Cause, Reading};

const TAILS: [&str; 14] = [
    "个月",
    "期",
    "天",
    "日",
    "次",
    "月",
    "instalments",
    "instalment",
    "installments",
    "payments",
    "months",
    "month",
    "days",
    "day",
];

/// Reads a whole number within bounds.
///
/// # Errors
/// Why it cannot be used, and what would work.
pub fn count(typed: &str, least: u32, greatest: u32) -> Result<u32, Cause> {
    let text = plain(typed)?;
    let rest = without_tail(&text, &TAILS).unwrap_or(&text);
    if let Some(unsigned) = rest.strip_prefix('-') {
        return Err(if number::exact(unsigned.trim()).is_some() { Cause::Negative } else { Cause::NotCount });
    }
    let value = match number::grouped(rest) {
        Number::Value(value) => value,
        Number::Two(..) => return Err(Cause::NotWhole),
        Number::Likely(value) => return Err(Cause::WriteAs(Reading::Amount(value))),
        Number::None => number::chinese(rest).ok_or(Cause::NotCount)?,
    };
    if !value.fract().is_zero() {
        return Err(Cause::NotWhole);
    }
    match value.to_u32() {
        Some(value) if (least..=greatest).contains(&value) => Ok(value),
        _ => Err(Cause::CountOutside { least, greatest }),
    }
}
