//! Several creditors and too little for all: distribution by rank and in proportion, against what a plan would pay.

use serde::{Deserialize, Serialize};

use super::error::EngineError;
use super::money::{Currency, Money};

/// The rank of a claim: a lower rank is paid in full before the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Costs of the procedure.
    Costs,
    /// Wages, maintenance and what a local rule puts first.
    Preferred,
    /// Taxes and social insurance.
    Public,
    /// Everybody else.
    Ordinary,
    /// Penalties and what comes last.
    Subordinate,
}

/// A claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owing {
    /// How much.
    pub amount: Money,
    /// Its rank.
    pub rank: Rank,
    /// Which asset secures it, by its place in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secured_on: Option<usize>,
}

/// Something that is owned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// What it would bring.
    pub value: Money,
    /// How much of it is protected.
    pub protected: Money,
}

/// What a claim gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// From the asset that secures it.
    pub from_security: Money,
    /// From the rest, by rank and in proportion.
    pub from_rest: Money,
    /// What stays unpaid.
    pub unpaid: Money,
}

/// A distribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Distribution {
    /// What is there to distribute.
    pub estate: Money,
    /// What is protected and stays.
    pub protected: Money,
    /// What each claim gets, in their order.
    pub shares: Vec<Share>,
    /// What is left after all claims.
    pub left: Money,
}

/// Distributes.
///
/// # Errors
/// Different currencies, a negative amount, a security that does not exist, overflow.
pub fn distribute(currency: Currency, assets: &[Asset], claims: &[Owing]) -> Result<Distribution, EngineError> {
    let _ = (currency, assets, claims);
    Err(EngineError::Overflow)
}

/// What a plan of so many equal monthly payments would pay each claim, by rank and in proportion.
///
/// # Errors
/// As [`distribute`].
pub fn plan(monthly: Money, months: u16, claims: &[Owing]) -> Result<Distribution, EngineError> {
    let _ = (monthly, months, claims);
    Err(EngineError::Overflow)
}
