//! Our own files: a case with a header that names the program, the schema and the hash of what follows.
//!
//! Tolerant of nothing: an unknown field, another hash or one debt that cannot be computed with refuses the whole file.

use serde::{Deserialize, Serialize};

use crate::case::{CASE_VERSION, Case, DocumentError, sha256_hex};

/// The name of this program in a header.
pub const APP: &str = "duewise";

/// What stands in front of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    app: String,
    schema: u16,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    header: Header,
    #[serde(borrow)]
    case: &'a serde_json::value::RawValue,
}

/// The header alone, whatever else the file holds.
#[derive(Deserialize)]
struct Head {
    header: Option<HeadFields>,
    version: Option<u16>,
}

#[derive(Deserialize)]
struct HeadFields {
    app: Option<String>,
    schema: Option<u16>,
}

/// Why a file of ours is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// The hash in the header is not that of the case: the file was changed or cut.
    Hash,
    /// The case is refused.
    Document(DocumentError),
}

impl From<DocumentError> for FileError {
    fn from(error: DocumentError) -> Self {
        Self::Document(error)
    }
}

impl From<serde_json::Error> for FileError {
    fn from(error: serde_json::Error) -> Self {
        Self::Document(error.into())
    }
}

/// Whether a JSON text says that it is ours: with a header, or a bare case.
#[must_use]
pub fn is_ours(text: &str) -> bool {
    serde_json::from_str::<Head>(text).is_ok_and(|head| match head.header {
        Some(header) => header.app.as_deref() == Some(APP),
        None => head.version.is_some(),
    })
}

/// The text of a file with all debts. The same case gives the same bytes.
///
/// # Errors
/// None that a checked case can cause.
pub fn export(case: &Case) -> Result<String, FileError> {
    let text = case.to_json()?;
    let header = Header { app: APP.to_owned(), schema: CASE_VERSION, sha256: sha256_hex(&text) };
    let raw = serde_json::value::RawValue::from_string(text)?;
    Ok(serde_json::to_string(&File { header, case: &raw })?)
}

/// Reads a file of ours, or a bare case without a header (as the command line takes it).
///
/// # Errors
/// Why the whole file is refused.
pub fn import(text: &str) -> Result<Case, FileError> {
    let head: Head = serde_json::from_str(text)?;
    let Some(header) = head.header else { return Ok(Case::parse(text)?) };
    match header.schema {
        Some(newer) if newer > CASE_VERSION => return Err(DocumentError::Newer(newer).into()),
        None | Some(0) => return Err(DocumentError::NotOurs.into()),
        Some(_) => {}
    }
    let file: File<'_> = serde_json::from_str(text)?;
    if file.header.app != APP {
        return Err(DocumentError::NotOurs.into());
    }
    let body = file.case.get();
    if sha256_hex(body) != file.header.sha256 {
        return Err(FileError::Hash);
    }
    Ok(Case::parse(body)?)
}
