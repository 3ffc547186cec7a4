//! The borrower's file: all debts, and what is kept beside them, in one versioned document.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::debt::{Debt, DebtFault};
use super::record::{Record, RecordFault};
use crate::engine::limits::{MAX_DEBTS, MAX_RECORDS};

/// Lower-case hexadecimal SHA-256 of a text: how a document is told from a damaged one.
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    use core::fmt::Write as _;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The version that this program writes and the newest that it reads.
pub const CASE_VERSION: u16 = 2;

/// A borrower's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The version of the document.
    pub version: u16,
    /// The debts, in the order in which they were entered.
    pub debts: Vec<Debt>,
    /// The household, requests, contacts and sketches; since version 2.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Record>,
}

/// A file of version 1: debts only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseOne {
    #[serde(rename = "version")]
    _version: u16,
    debts: Vec<Debt>,
}

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentError {
    /// It is not JSON, or not of the shape that its version has.
    Malformed {
        /// The line where reading stopped.
        line: usize,
        /// The column.
        column: usize,
    },
    /// It has no version, so it is not ours.
    NotOurs,
    /// It was written by a newer version of this program and is left alone.
    Newer(u16),
    /// It has more debts than fit.
    TooManyDebts {
        /// How many fit.
        greatest: usize,
    },
    /// Two debts have one id.
    IdTwice {
        /// The place of the second, from 0.
        debt: usize,
    },
    /// A debt that cannot be computed with.
    Debt {
        /// Its place, from 0.
        debt: usize,
        /// What is wrong.
        fault: DebtFault,
    },
    /// It has more records than fit.
    TooManyRecords {
        /// How many fit.
        greatest: usize,
    },
    /// A record that cannot be used, or has the id of another.
    Record {
        /// Its place, from 0.
        record: usize,
        /// What is wrong.
        fault: RecordFault,
    },
}

impl core::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Malformed { line, column } => write!(f, "malformed at line {line}, column {column}"),
            Self::NotOurs => f.write_str("no version: not a Duewise document"),
            Self::Newer(version) => write!(f, "version {version} is newer than {CASE_VERSION}"),
            Self::TooManyDebts { greatest } => write!(f, "more than {greatest} debts"),
            Self::IdTwice { debt } => write!(f, "debt {debt} has the id of another"),
            Self::Debt { debt, fault } => write!(f, "debt {debt}: {fault}"),
            Self::TooManyRecords { greatest } => write!(f, "more than {greatest} records"),
            Self::Record { record, fault } => write!(f, "record {record}: {fault}"),
        }
    }
}

impl core::error::Error for DocumentError {}

impl From<serde_json::Error> for DocumentError {
    fn from(error: serde_json::Error) -> Self {
        Self::Malformed { line: error.line(), column: error.column() }
    }
}

/// The version of a document, whatever else it holds.
#[derive(Deserialize)]
struct Head {
    version: Option<u16>,
}

/// A document of any version that this program has ever written.
enum Versioned {
    One(CaseOne),
    Two(Case),
}

/// Brings a document of any known version to the newest. Total: what was once valid stays readable.
fn migrate(document: Versioned) -> Case {
    match document {
        Versioned::One(case) => Case::new(case.debts),
        Versioned::Two(case) => case,
    }
}

impl Case {
    /// A file with these debts.
    #[must_use]
    pub const fn new(debts: Vec<Debt>) -> Self {
        Self::with_records(debts, Vec::new())
    }

    /// A file with these debts and records.
    #[must_use]
    pub const fn with_records(debts: Vec<Debt>, records: Vec<Record>) -> Self {
        Self { version: CASE_VERSION, debts, records }
    }

    /// Reads a document of this or an older version and checks every debt in it.
    ///
    /// # Errors
    /// The first thing that stands against it; a newer version is refused, never guessed at.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        let head: Head = serde_json::from_str(text)?;
        let document = match head.version {
            None | Some(0) => return Err(DocumentError::NotOurs),
            Some(1) => Versioned::One(serde_json::from_str(text)?),
            Some(CASE_VERSION) => Versioned::Two(serde_json::from_str(text)?),
            Some(newer) => return Err(DocumentError::Newer(newer)),
        };
        let case = migrate(document);
        case.check()?;
        Ok(case)
    }

    /// Whether every debt can be computed with, every record lies within its bounds, and each has an id of its own.
    ///
    /// # Errors
    /// The first that has not.
    pub fn check(&self) -> Result<(), DocumentError> {
        if self.debts.len() > MAX_DEBTS {
            return Err(DocumentError::TooManyDebts { greatest: MAX_DEBTS });
        }
        let mut seen = std::collections::BTreeSet::new();
        for (place, debt) in self.debts.iter().enumerate() {
            debt.check().map_err(|fault| DocumentError::Debt { debt: place, fault })?;
            if !seen.insert(debt.id.as_str()) {
                return Err(DocumentError::IdTwice { debt: place });
            }
        }
        self.check_records()
    }

    fn check_records(&self) -> Result<(), DocumentError> {
        if self.records.len() > MAX_RECORDS {
            return Err(DocumentError::TooManyRecords { greatest: MAX_RECORDS });
        }
        let mut seen = std::collections::BTreeSet::new();
        for (place, record) in self.records.iter().enumerate() {
            let fault = match record.check() {
                Err(fault) => Some(fault),
                Ok(()) => (!seen.insert(record.id.as_str())).then_some(RecordFault::IdTwice),
            };
            if let Some(fault) = fault {
                return Err(DocumentError::Record { record: place, fault });
            }
        }
        Ok(())
    }

    /// The document as JSON.
    ///
    /// # Errors
    /// None that a checked document can cause; kept because the serialiser may refuse.
    pub fn to_json(&self) -> Result<String, DocumentError> {
        Ok(serde_json::to_string(self)?)
    }
}
