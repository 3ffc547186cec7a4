//! The smallest request that a budget can bear: least given up (in minor units), then fewest payments more, then fewest
//! days of grace; and the proof that nothing smaller works.

mod search;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::engine::allocation::Components;
use crate::engine::budget::Purse;
use crate::engine::error::EngineError;
use crate::engine::money::Money;
use crate::engine::relief::{Arrangement, Position, Proposal, arrange};
use search::Search;

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
    /// The first day of the month that falls short the most; the first month begins with the purse.
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
        /// Whether essentials alone use up all money by that month, so that no plan can help.
        essentials_uncovered: bool,
    },
}

/// Searches.
///
/// All positions share the levers: what is given up in all, W, is allotted in proportion to what is open (cut down to whole
/// minor units, within what a position's levers allow; with one position it is W itself), payments more and days of grace
/// are the same for all, each within its own levers. `base` holds what is asked for besides: a rate, pauses, what becomes of
/// each component. Nothing is needed if the contracts as they are leave no month of the purse below nothing.
///
/// For fixed payments more and days of grace every payment falls with W, so the least W is found by halving; payments more and
/// days of grace change interest, so every pair of them is looked at.
///
/// # Errors
/// Positions and purse of different currencies, no position, as many levers as positions missing, levers outside the limits, a
/// number of payments or a lump sum in `base`, overflow.
pub fn smallest_request(
    positions: &[Position],
    purse: &Purse,
    levers: &[Levers],
    base: &Proposal,
) -> Result<Smallest, EngineError> {
    let search = Search::try_new(positions, purse, levers, base)?;
    if search.keeps()? {
        return Ok(Smallest::NothingNeeded);
    }
    let Some(found) = search.least()? else {
        let closest = search.closest(search.most_waived, 0..=search.more, 0..=search.grace)?;
        return Ok(Smallest::Nothing {
            month: search.month(closest.month)?,
            short: search.money(closest.short)?,
            essentials_uncovered: search.kept(closest.month) < 0,
        });
    };
    let (mut proposals, mut arrangements) = (Vec::new(), Vec::new());
    let mut waiver = Money::zero(purse.cash.currency());
    for place in 0..positions.len() {
        let (position, proposal) = search.proposal(place, found)?;
        let arrangement = arrange(position, &proposal)?;
        waiver = waiver.plus(arrangement.waived.total()?)?;
        proposals.push(proposal);
        arrangements.push(arrangement);
    }
    let proof = search.proof(found)?;
    Ok(Smallest::Request { waiver, more: found.more, grace_days: found.grace, proposals, arrangements, proof })
}
