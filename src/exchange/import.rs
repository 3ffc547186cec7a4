//! One door for every file that comes in: guard, tell what it is, read it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::duewise_json::{self, FileError};
use super::fineract;
use super::json_guard::guard;
use crate::case::{ImportError, ImportReport, Incoming};

impl From<FileError> for ImportError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Hash => Self::Hash,
            FileError::Document(error) => error.into(),
        }
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
