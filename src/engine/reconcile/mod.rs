//! Which conventions reproduce a figure that the lender shows?
//!
//! A [`Space`] holds the conventions that are tried: a list of choices for each [`Dimension`]. A combination takes one of
//! each and is a mixed-radix number; zero is the contract as it stands. A [`Search`] gives every combination the figure
//! that [`replay()`](super::replay()) gives for its contract, and says which are the lender's to the minor unit, or which
//! come nearest. What combinations share is computed once (`engine::replay::apart`).

mod outcome;
mod priors;
mod search;
mod space;
mod terms;

use chrono::NaiveDate;

use super::account::Account;
use super::error::EngineError;
use super::money::Money;
use super::schedule::Row;

pub use outcome::{Match, Nearest, Outcome};
pub use search::{Debt, Progress, Search};
pub use space::{Axis, Choice, Combination, Dimension, Level, MAX_COMBINATIONS, PaymentOrder, Space};

/// Which figure the lender shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quoted {
    /// What is asked for on the day, all components together.
    DueNow,
    /// Penalties that are open on the day.
    Penalty,
    /// All late charges that were entered up to the day, paid or not.
    LateCharges,
    /// What would end the debt on the day.
    Payoff,
    /// The instalment of this number, fees included, as the schedule has it.
    Instalment(u16),
    /// The interest of the instalment of this number.
    Interest(u16),
}

impl Quoted {
    /// Whether it follows from the schedule alone, whatever was paid and whatever lateness costs.
    #[must_use]
    pub const fn is_of_schedule(self) -> bool {
        matches!(self, Self::Instalment(_) | Self::Interest(_))
    }

    /// The figure in an account.
    ///
    /// # Errors
    /// [`EngineError::NoSuchFigure`] for an instalment that the debt does not have; overflow.
    pub fn of(self, account: &Account) -> Result<Money, EngineError> {
        match self {
            Self::DueNow => account.due_now.total(),
            Self::Penalty => Ok(account.due_now.penalty),
            Self::LateCharges => Money::sum(account.currency, account.late_totals.iter().map(|total| total.posted)),
            Self::Payoff => account.payoff.total(),
            Self::Instalment(_) | Self::Interest(_) => self.of_rows(&account.rows),
        }
    }

    fn of_rows(self, rows: &[Row]) -> Result<Money, EngineError> {
        let row = |number: u16| rows.iter().find(|row| row.number == number).ok_or(EngineError::NoSuchFigure);
        match self {
            Self::Instalment(number) => row(number).map(|row| row.total),
            Self::Interest(number) => row(number).map(|row| row.interest),
            Self::DueNow | Self::Penalty | Self::LateCharges | Self::Payoff => Err(EngineError::NoSuchFigure),
        }
    }
}

/// A figure that the lender shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Which.
    pub figure: Quoted,
    /// On which day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
}
