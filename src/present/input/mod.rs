//! What people type, read strictly: every text gives a value or a cause that says what would work.
//!
//! Total: no text panics, none is guessed at. Where a text has two readings it is refused with both. What was typed
//! is never changed here; the screens keep it. Imports the engine's values only: no Leptos, no browser, no words but
//! in [`words`].

mod count;
mod date;
mod field;
mod money;
mod number;
mod rate;
mod text;
pub mod words;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::engine::{EngineError, Money, Rate, RatePeriod};

pub use count::count;
pub use date::{DateRead, date};
pub use field::Field;
pub use money::{AmountRange, amount, greatest_amount};
pub use rate::rate;
pub use text::{free_text, is_blank};

/// The most characters of a number or date that are looked at.
pub const MAX_TYPED: usize = 64;

/// One way to understand what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A number in major units (yuan).
    Amount(Decimal),
    /// A civil date.
    Date(NaiveDate),
    /// A rate.
    Rate(Rate),
}

/// Why a text cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Nothing was typed or chosen.
    Missing,
    /// Not readable as an amount.
    NotAmount,
    /// Not readable as a date.
    NotDate,
    /// Not readable as a rate.
    NotRate,
    /// Not readable as a whole number.
    NotCount,
    /// More text than a field of this kind takes.
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// Below zero.
    Negative,
    /// Readable in two ways.
    TwoReadings(Reading, Reading),
    /// Readable, but written as nobody writes it here: this is probably meant.
    WriteAs(Reading),
    /// Finer than the smallest coin.
    TooFine {
        /// Digits behind the point that work.
        digits: u32,
    },
    /// A number with a part where a whole one is needed.
    NotWhole,
    /// An amount outside its range.
    AmountOutside(AmountRange),
    /// A number outside its range.
    CountOutside {
        /// The least that works.
        least: u32,
        /// The greatest that works.
        greatest: u32,
    },
    /// A rate above its greatest value.
    RateOutside {
        /// The greatest percentage.
        percent: Decimal,
        /// For which period.
        per: RatePeriod,
    },
    /// A date outside the supported years.
    DateOutside {
        /// The earliest that works.
        earliest: NaiveDate,
        /// The latest that works.
        latest: NaiveDate,
    },
    /// A loan that follows LPR was paid out on a day whose LPR is not known.
    LprUnknown {
        /// The day of the payout.
        payout: NaiveDate,
        /// The first day that is known.
        first: NaiveDate,
        /// The last day that is known.
        last: NaiveDate,
    },
    /// A day that its month does not have.
    NoSuchDay {
        /// The year.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
        /// How many days it has.
        days: u32,
    },
    /// A month that no year has.
    NoSuchMonth,
    /// A date before another field's.
    Before {
        /// The other field.
        than: Field,
        /// Its date.
        date: NaiveDate,
    },
    /// An amount above another field's.
    MoreThan {
        /// The other field.
        than: Field,
        /// Its amount.
        amount: Money,
    },
    /// A number above another field's.
    CountMoreThan {
        /// The other field.
        than: Field,
        /// Its number.
        count: u32,
    },
    /// The engine refuses the terms.
    Engine(EngineError),
}

/// What is wrong with which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field.
    pub field: Field,
    /// Why.
    pub cause: Cause,
}

impl FieldError {
    /// An error of a field.
    #[must_use]
    pub const fn new(field: Field, cause: Cause) -> Self {
        Self { field, cause }
    }
}

/// Collects values and errors of a form, so that all errors are found at once.
#[derive(Debug, Default)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// The value, or nothing and a noted error.
    pub fn take<T>(&mut self, field: Field, read: Result<T, Cause>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(cause) => {
                self.add(field, cause);
                None
            }
        }
    }

    /// Notes an error.
    pub fn add(&mut self, field: Field, cause: Cause) {
        self.0.push(FieldError::new(field, cause));
    }

    /// The errors, in the order in which they were found.
    #[must_use]
    pub fn into_list(self) -> Vec<FieldError> {
        self.0
    }
}
