//! What an import brings or why it is refused: plain documents that the worker hands to the page. Nothing here reads a
//! file; that is `exchange`.

use serde::{Deserialize, Serialize};

use super::debt::{Debt, DebtFault};
use super::document::{Case, DocumentError};
use super::imported::Comparison;
use crate::engine::EngineError;
use crate::engine::error::Term;

/// Why a file is refused before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuardError {
    /// It is larger than any file of this kind.
    TooLarge,
    /// It nests deeper than any file of this kind.
    TooDeep {
        /// The line.
        line: usize,
    },
    /// An object names one key twice: which one counts cannot be told.
    DuplicateKey {
        /// The line.
        line: usize,
    },
    /// A number that no amount, rate or date can be.
    Number {
        /// The line.
        line: usize,
    },
    /// A list with more entries than fit.
    TooManyEntries {
        /// The line.
        line: usize,
    },
    /// It is not JSON.
    NotJson {
        /// The line.
        line: usize,
    },
    /// It is not text in UTF-8.
    NotText,
}

/// Why a loan cannot be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FineractError {
    /// The file is not of the shape of a loan.
    Malformed {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// The currency's code is not three capital letters.
    Currency,
    /// The lender counts with another number of digits behind the point than the currency has.
    CurrencyDigits,
    /// An amount or rate beyond the limits.
    Amount,
    /// The loan was not paid out yet.
    NotDisbursed,
    /// The file has no schedule: it was made without `associations=all`.
    NoSchedule,
    /// More movements than fit.
    TooManyEvents,
    /// A term that the engine refuses.
    Term(Term),
    /// The engine cannot compute it.
    Engine,
}

impl From<EngineError> for FineractError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::OutOfRange { term, .. } | EngineError::DatesOutOfOrder { term, .. } => Self::Term(term),
            EngineError::Overflow => Self::Amount,
            _ => Self::Engine,
        }
    }
}

/// How the day of the file's figures is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsOfFrom {
    /// The file says how many days past due it is.
    File,
    /// The figures fit today.
    Today,
    /// The last movement in the file.
    LastTransaction,
}

/// A loan that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// The debt, ready to be saved.
    pub debt: Debt,
    /// How the day of the figures is known.
    pub as_of_from: AsOfFrom,
    /// Every figure of the file beside ours.
    pub comparisons: Vec<Comparison>,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incoming {
    /// A file of ours: debts that are added or replace those with their ids.
    Case(Case),
    /// One loan of a lender.
    Loan(Box<Loan>),
}

/// What an import brings. Nothing is saved by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// What the file holds.
    pub incoming: Incoming,
}

/// Why a file is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportError {
    /// Before it was read.
    Guard(GuardError),
    /// It is JSON, but neither a file of ours nor a loan that is known here.
    Unknown,
    /// A file of ours whose hash does not fit: it was changed or cut.
    Hash,
    /// A file of ours from a newer version.
    Newer(u16),
    /// A file of ours that is not of the right shape.
    Malformed {
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// More debts than fit.
    TooManyDebts {
        /// How many fit.
        greatest: usize,
    },
    /// A debt of the file that cannot be computed with.
    Debt {
        /// Its place, from 0.
        place: usize,
        /// The term that is wrong, if it is one.
        term: Option<Term>,
    },
    /// A record of the file that cannot be used, or more of them than fit.
    Record {
        /// Its place, from 0.
        place: usize,
    },
    /// A Fineract loan that cannot be brought in.
    Fineract(FineractError),
}

impl From<GuardError> for ImportError {
    fn from(error: GuardError) -> Self {
        Self::Guard(error)
    }
}

impl From<DocumentError> for ImportError {
    fn from(error: DocumentError) -> Self {
        match error {
            DocumentError::Malformed { line, column } => Self::Malformed { line, column },
            DocumentError::NotOurs => Self::Unknown,
            DocumentError::Newer(version) => Self::Newer(version),
            DocumentError::TooManyDebts { greatest } => Self::TooManyDebts { greatest },
            DocumentError::IdTwice { debt } => Self::Debt { place: debt, term: None },
            DocumentError::Debt { debt, fault } => Self::Debt { place: debt, term: term_of(&fault) },
            DocumentError::TooManyRecords { greatest } => Self::Record { place: greatest },
            DocumentError::Record { record, .. } => Self::Record { place: record },
        }
    }
}

fn term_of(fault: &DebtFault) -> Option<Term> {
    match fault {
        DebtFault::Engine(EngineError::OutOfRange { term, .. } | EngineError::DatesOutOfOrder { term, .. }) => {
            Some(*term)
        }
        DebtFault::TooManyEvents { .. } => Some(Term::Events),
        _ => None,
    }
}
