//! One debt: what was agreed, what happened, and what the borrower calls it.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::imported::Imported;
use super::text;
use crate::engine::limits::MAX_EVENTS;
use crate::engine::{self, Account, Contract, EngineError, Event, Figure, Opening, Step};
use crate::law::{Facts, Filed};

/// Everything that figures are computed from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DebtInputs {
    /// What was agreed.
    pub contract: Contract,
    /// What is said about the debt on a day in mid-life.
    pub opening: Option<Opening>,
    /// What happened.
    pub events: Vec<Event>,
}

impl DebtInputs {
    /// The debt on a day.
    ///
    /// # Errors
    /// What [`engine::replay()`] refuses.
    pub fn replay(&self, as_of: NaiveDate) -> Result<Account, EngineError> {
        engine::replay(&self.contract, self.opening.as_ref(), &self.events, as_of)
    }

    /// The steps of one figure; the last one's result is the figure.
    ///
    /// # Errors
    /// What [`engine::explain()`] refuses.
    pub fn explain(&self, as_of: NaiveDate, figure: Figure) -> Result<Vec<Step>, EngineError> {
        engine::explain(&self.contract, self.opening.as_ref(), &self.events, as_of, figure)
    }

    /// Whether every term and event lies within the limits.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), DebtFault> {
        self.contract.check()?;
        if let Some(opening) = &self.opening {
            engine::date::check(opening.as_of)?;
            if let Some(due) = opening.oldest_unpaid_due {
                engine::date::check(due)?;
            }
            self.contract.principal().plus(opening.arrears.total()?)?;
        }
        if self.events.len() > MAX_EVENTS {
            return Err(DebtFault::TooManyEvents { greatest: MAX_EVENTS });
        }
        let mut ids: Vec<u64> = self.events.iter().map(|event| event.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() != self.events.len() {
            return Err(DebtFault::EventIdTwice);
        }
        self.events.iter().try_for_each(Event::check)?;
        Ok(())
    }

    /// A number that no event has yet.
    #[must_use]
    pub fn next_event_id(&self) -> u64 {
        self.events.iter().map(|event| event.id).max().map_or(1, |greatest| greatest.saturating_add(1))
    }
}

/// What kind of debt it is to the borrower. It chooses words and forms, never a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DebtKind {
    /// A loan in instalments (网贷分期).
    Loan,
    /// A card bill (信用卡账单).
    Card,
    /// Buy now, pay later (先享后付).
    #[serde(rename = "paylater")]
    PayLater,
    /// Money from a person (私人借款).
    Private,
    /// Anything else.
    Other,
}

/// Why a debt of a document is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DebtFault {
    /// A term, date or amount that the engine refuses.
    Engine(EngineError),
    /// An id that cannot stand in an address.
    BadId,
    /// More events than fit.
    TooManyEvents {
        /// How many fit.
        greatest: usize,
    },
    /// Two events bear one number.
    EventIdTwice,
}

impl From<EngineError> for DebtFault {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl core::fmt::Display for DebtFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Engine(error) => write!(f, "{error}"),
            Self::BadId => f.write_str("id is not 1 to 64 Latin letters, digits, - or _"),
            Self::TooManyEvents { greatest } => write!(f, "more than {greatest} events"),
            Self::EventIdTwice => f.write_str("two events bear one number"),
        }
    }
}

impl core::error::Error for DebtFault {}

/// One debt of a borrower.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debt {
    /// What tells it apart; stands in addresses.
    pub id: String,
    /// Whom it is owed to, as the borrower calls them; may be empty.
    #[serde(deserialize_with = "text::read_name")]
    pub creditor: String,
    /// What kind of debt it is.
    pub kind: DebtKind,
    /// What its figures are computed from.
    pub inputs: Arc<DebtInputs>,
    /// How it came in, if from a file.
    pub imported: Option<Imported>,
    /// The day on which it was entered.
    pub created_on: NaiveDate,
    /// How often it was saved; a save names the number that it has seen.
    pub rev: u64,
    /// Whether it is the worked example that may be thrown away.
    pub example: bool,
    /// What is known beside its figures, as far as the reader was asked: who lent, when, what for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Facts>,
}

impl Debt {
    /// Whether the debt can be computed with.
    ///
    /// # Errors
    /// The first thing that stands against it.
    pub fn check(&self) -> Result<(), DebtFault> {
        if !text::is_id(&self.id) {
            return Err(DebtFault::BadId);
        }
        engine::date::check(self.created_on)?;
        let facts = self.facts.as_ref();
        let filed = facts.and_then(|facts| match facts.filed {
            Some(Filed::On(day)) => Some(day),
            _ => None,
        });
        for day in [facts.and_then(|facts| facts.signed), filed].into_iter().flatten() {
            engine::date::check(day)?;
        }
        self.inputs.check()
    }

    /// The debt on a day.
    ///
    /// # Errors
    /// What [`engine::replay()`] refuses.
    pub fn replay(&self, as_of: NaiveDate) -> Result<Account, EngineError> {
        self.inputs.replay(as_of)
    }
}
