//! The evidence of a dispute in one file: contacts with what the rules say of them, the hashes of the borrower's own files,
//! and the request documents as they were frozen. The files themselves stay where they are.
//!
//! Schema `public/schema/evidence.schema.json`. A hash shows that a file is the same as on the day of the bundle; it shows
//! nothing about who made it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::duewise_json::{APP, FileError};
use crate::case::contact::{self, Contact, Evidence};
use crate::case::record::{Held, Record};
use crate::case::request::RequestKind;
use crate::case::{DocumentError, sha256_hex};
use crate::engine::limits::MAX_RECORDS;
use crate::law::conduct::ConductFinding;
use crate::law::{Jurisdiction, Lender};

/// The version of a bundle that this program writes and the newest that it reads.
pub const BUNDLE_VERSION: u16 = 1;

/// A request document in a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestCopy {
    /// What was asked.
    pub kind: RequestKind,
    /// When it was made.
    pub made_on: NaiveDate,
    /// Lower-case hexadecimal SHA-256 of the document: what a lender's receipt names.
    pub sha256: String,
    /// The document, byte for byte.
    pub document: String,
}

/// The evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// The version of the bundle.
    pub version: u16,
    /// When it was made.
    pub made_on: NaiveDate,
    /// The contacts, oldest first.
    pub contacts: Vec<Contact>,
    /// What the rules of contact say of them; empty where none were held against them.
    pub findings: Vec<ConductFinding>,
    /// The files that belong to them, each once, by name.
    pub files: Vec<Evidence>,
    /// The requests, oldest first.
    pub requests: Vec<RequestCopy>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    app: String,
    evidence: u16,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    header: Header,
    #[serde(borrow)]
    bundle: &'a serde_json::value::RawValue,
}

impl Bundle {
    /// The evidence of these records, or of those that belong to one debt. `held` names the jurisdiction and, where it is
    /// known, the class of the lender whose rules of contact are held against the contacts.
    #[must_use]
    pub fn of(
        records: &[Record],
        debt: Option<&str>,
        made_on: NaiveDate,
        held: Option<(Jurisdiction, Option<Lender>)>,
    ) -> Self {
        let mut contacts: Vec<Contact> = Vec::new();
        let mut requests: Vec<RequestCopy> = Vec::new();
        for record in records {
            match &record.held {
                Held::Contact(contact) if debt.is_none_or(|debt| contact.debt.as_deref() == Some(debt)) => {
                    contacts.push(Contact::clone(contact));
                }
                Held::Request(request) if debt.is_none_or(|debt| request.debt == debt) => requests.push(RequestCopy {
                    kind: request.kind,
                    made_on: request.made_on,
                    sha256: sha256_hex(&request.document),
                    document: request.document.clone(),
                }),
                _ => {}
            }
        }
        contacts.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        requests.sort_by(|a, b| (a.made_on, &a.sha256).cmp(&(b.made_on, &b.sha256)));
        let mut files: Vec<Evidence> = contacts.iter().flat_map(|contact| contact.files.iter().cloned()).collect();
        files.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
        files.dedup();
        let findings =
            held.map(|(jurisdiction, lender)| contact::findings(&contacts, jurisdiction, lender)).unwrap_or_default();
        Self { version: BUNDLE_VERSION, made_on, contacts, findings, files, requests }
    }

    /// The list of hashes in the form that `sha256sum --check` reads: the files, then the request documents by the name
    /// under which they are handed out. What is on paper has no line.
    #[must_use]
    pub fn hashes(&self) -> String {
        let files = self.files.iter().filter_map(|file| Some((file.sha256.as_deref()?, file.name.clone())));
        let documents =
            self.requests.iter().zip(1_usize..).map(|(request, number)| {
                (request.sha256.as_str(), format!("request-{number}-{}.json", request.made_on))
            });
        files.chain(documents).map(|(hash, name)| format!("{hash}  {name}\n")).collect()
    }

    /// The text of a file with the bundle. The same bundle gives the same bytes.
    ///
    /// # Errors
    /// None that a bundle of checked records can cause.
    pub fn export(&self) -> Result<String, FileError> {
        let text = serde_json::to_string(self)?;
        let header = Header { app: APP.to_owned(), evidence: BUNDLE_VERSION, sha256: sha256_hex(&text) };
        let raw = serde_json::value::RawValue::from_string(text)?;
        Ok(serde_json::to_string(&File { header, bundle: &raw })?)
    }

    /// Reads a file with a bundle, and holds every hash in it against what it is of.
    ///
    /// # Errors
    /// Why the whole file is refused.
    pub fn import(text: &str) -> Result<Self, FileError> {
        let file: File<'_> = serde_json::from_str(text)?;
        if file.header.app != APP {
            return Err(DocumentError::NotOurs.into());
        }
        if file.header.evidence > BUNDLE_VERSION {
            return Err(DocumentError::Newer(file.header.evidence).into());
        }
        let body = file.bundle.get();
        if sha256_hex(body) != file.header.sha256 {
            return Err(FileError::Hash);
        }
        let bundle: Self = serde_json::from_str(body)?;
        if bundle.contacts.len().max(bundle.requests.len()) > MAX_RECORDS {
            return Err(DocumentError::TooManyRecords { greatest: MAX_RECORDS }.into());
        }
        if bundle.requests.iter().any(|request| sha256_hex(&request.document) != request.sha256) {
            return Err(FileError::Hash);
        }
        Ok(bundle)
    }
}
