//! One door for every file that comes in: guard, tell what it is, read it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::duewise_json::{self, FileError};
use super::fineract::{self, FineractError, Loan};
use super::json_guard::{GuardError, guard};
use crate::case::{Case, DebtFault, DocumentError};
use crate::engine::EngineError;
use crate::engine::error::Term;

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
    /// A Fineract loan that cannot be brought in.
    Fineract(FineractError),
}

impl From<GuardError> for ImportError {
    fn from(error: GuardError) -> Self {
        Self::Guard(error)
    }
}

impl From<FileError> for ImportError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Hash => Self::Hash,
            FileError::Document(error) => error.into(),
        }
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

/// What tells a Fineract loan, whatever else it holds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct LoanMarks {
    number_of_repayments: Option<serde::de::IgnoredAny>,
    repayment_frequency_type: Option<serde::de::IgnoredAny>,
}

/// Reads a file of any kind. Total: any bytes give a report or an error.
///
/// # Errors
/// Why it is refused.
pub fn import(bytes: &[u8], today: NaiveDate) -> Result<ImportReport, ImportError> {
    let text = guard(bytes)?;
    if duewise_json::is_ours(text) {
        let case = duewise_json::import(text)?;
        return Ok(ImportReport { incoming: Incoming::Case(case) });
    }
    let loan = serde_json::from_str::<LoanMarks>(text)
        .is_ok_and(|marks| marks.number_of_repayments.is_some() && marks.repayment_frequency_type.is_some());
    if !loan {
        return Err(ImportError::Unknown);
    }
    let loan = fineract::read(text, today).map_err(ImportError::Fineract)?;
    Ok(ImportReport { incoming: Incoming::Loan(Box::new(loan)) })
}
