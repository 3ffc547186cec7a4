//! A household's money by month: what comes in, what must go out, what is left for debts.
//!
//! Money moves on days (weekly, every two weeks, monthly, yearly, once); a month holds the days that fall in it, so that a
//! month with five pay days has five. Nothing here is averaged but [`Budget::typical`], which says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::error::EngineError;
use super::money::{Currency, Money};

/// How often money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Each week.
    Week,
    /// Each second week.
    TwoWeeks,
    /// Each month.
    Month,
    /// Each third month.
    Quarter,
    /// Each year.
    Year,
    /// Once, on its first day.
    Once,
}

/// Money that moves in a rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashFlow {
    /// How much each time; never negative.
    pub amount: Money,
    /// How often.
    pub every: Every,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, if it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The currency.
    pub currency: Currency,
    /// What comes in.
    pub incomes: Vec<CashFlow>,
    /// What a household cannot do without.
    pub essentials: Vec<CashFlow>,
    /// Money at hand on the first day that may be used for debts.
    pub cash: Money,
}

/// One month of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthFree {
    /// Its first day (the first month begins on the day that is asked for).
    pub from: NaiveDate,
    /// What comes in.
    pub income: Money,
    /// What must go out.
    pub essentials: Money,
    /// The difference; negative if the essentials are not covered.
    pub free: Money,
}

/// What is left for debts, month by month; what a month leaves over stays for the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purse {
    /// The first day.
    pub from: NaiveDate,
    /// Money at hand.
    pub cash: Money,
    /// What each calendar month leaves, the month of `from` first.
    pub months: Vec<Money>,
}

impl Budget {
    /// The months from a day on.
    ///
    /// # Errors
    /// Overflow, a date outside the range, more months than [`super::limits`] allow.
    pub fn months(&self, from: NaiveDate, count: u16) -> Result<Vec<MonthFree>, EngineError> {
        let _ = (from, count);
        Err(EngineError::Overflow)
    }

    /// What is left for debts.
    ///
    /// # Errors
    /// As [`Budget::months`].
    pub fn purse(&self, from: NaiveDate, count: u16) -> Result<Purse, EngineError> {
        let _ = (from, count);
        Err(EngineError::Overflow)
    }
}

impl Purse {
    /// The greatest equal payment that every month of the purse can bear (what is left over is kept); zero if none.
    ///
    /// # Errors
    /// Overflow.
    pub fn affordable(&self) -> Result<Money, EngineError> {
        Err(EngineError::Overflow)
    }
}
