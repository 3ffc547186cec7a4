//! What the portal keeps beside debts: the household, requests, contacts, sketches. One shape for all, so that storage, backup
//! and other tabs need to know only one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::contact::{Contact, ContactFault};
use super::household::{Household, HouseholdFault};
use super::receipt::{MAX_REPLY_BYTES, MAX_REQUEST_BYTES, RequestKey, RequestStatus};
use super::request::{RequestError, RequestKind, check_proposal};
use super::text;
use crate::engine::date;
use crate::engine::relief::Proposal;

/// A borrower's own record of a request: the frozen document, where it went, how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestRecord {
    /// Which debt.
    pub debt: String,
    /// What is asked.
    pub kind: RequestKind,
    /// When it was made.
    pub made_on: NaiveDate,
    /// The document as it was frozen, byte for byte.
    pub document: String,
    /// The id of the lender in the list of lenders; none where it was exported only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lender: Option<String>,
    /// The key under which the outbox has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<RequestKey>,
    /// When it was last handed out as a letter or file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exported_on: Option<NaiveDate>,
    /// How it stands at the lender's, as far as is known: from the desk, or as the borrower notes an answer by letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<RequestStatus>,
    /// When that was learnt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_on: Option<NaiveDate>,
    /// The arrangement that was agreed and took the place of the contract, and the debt's revision that it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted_on: Option<NaiveDate>,
}

/// A sketch of an option that the borrower keeps to compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sketch {
    /// Which debt.
    pub debt: String,
    /// The levers.
    pub proposal: Proposal,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// The household; there is at most one, with the id `household`.
    Household(Box<Household>),
    /// A request.
    Request(Box<RequestRecord>),
    /// A contact.
    Contact(Box<Contact>),
    /// A sketch.
    Sketch(Box<Sketch>),
}

/// A record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What tells it apart; stands in addresses.
    pub id: String,
    /// How often it was saved; a save names the number that it has seen.
    pub rev: u64,
    /// What it holds.
    pub held: Held,
}

/// The id of the one record of the household.
pub const HOUSEHOLD_ID: &str = "household";

/// What a file's records add to those that are there: by the rule for debts, what is there stays, and a record with an id that
/// is there is left out. So there is still at most one household.
#[must_use]
pub fn added(there: &[Record], incoming: Vec<Record>) -> Vec<Record> {
    incoming.into_iter().filter(|record| !there.iter().any(|other| other.id == record.id)).collect()
}

/// Why a record is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFault {
    /// An id that cannot stand in an address, or a household under another id than its own.
    Id,
    /// The id of another record.
    IdTwice,
    /// A date out of range.
    Date,
    /// A document, or a lender's answer, longer than fits.
    TooLong,
    /// The household is refused.
    Household(HouseholdFault),
    /// The contact is refused.
    Contact(ContactFault),
    /// The levers of a sketch are refused.
    Proposal(RequestError),
}

impl core::fmt::Display for RecordFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Id => f.write_str("id is not 1 to 64 Latin letters, digits, - or _"),
            Self::IdTwice => f.write_str("has the id of another"),
            Self::Date => f.write_str("date out of range"),
            Self::TooLong => write!(f, "a document longer than {MAX_REQUEST_BYTES} bytes"),
            Self::Household(fault) => write!(f, "household: {fault:?}"),
            Self::Contact(fault) => write!(f, "contact: {fault:?}"),
            Self::Proposal(error) => write!(f, "{error}"),
        }
    }
}

impl core::error::Error for RecordFault {}

impl Record {
    /// Whether every part lies within its bounds.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), RecordFault> {
        if !text::is_id(&self.id) {
            return Err(RecordFault::Id);
        }
        match &self.held {
            Held::Household(household) => {
                if self.id != HOUSEHOLD_ID {
                    return Err(RecordFault::Id);
                }
                household.check().map_err(RecordFault::Household)
            }
            Held::Request(request) => request.check(),
            Held::Contact(contact) if contact.id != self.id => Err(RecordFault::Id),
            Held::Contact(contact) => contact.check().map_err(RecordFault::Contact),
            Held::Sketch(sketch) if text::is_id(&sketch.debt) => {
                check_proposal(&sketch.proposal).map_err(RecordFault::Proposal)
            }
            Held::Sketch(_) => Err(RecordFault::Id),
        }
    }
}

impl RequestRecord {
    /// Whether every part lies within its bounds. The document itself is not read: it is opened where it is shown, and a
    /// file is not refused because of one request in it.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), RecordFault> {
        if !text::is_id(&self.debt) || !self.lender.as_deref().is_none_or(text::is_id) {
            return Err(RecordFault::Id);
        }
        let answer = match &self.status {
            Some(RequestStatus::Countered { counter }) => counter.to_string().len(),
            _ => 0,
        };
        if self.document.len() > MAX_REQUEST_BYTES || answer > MAX_REPLY_BYTES {
            return Err(RecordFault::TooLong);
        }
        let days = [Some(self.made_on), self.exported_on, self.status_on, self.adopted_on];
        days.into_iter().flatten().try_for_each(|day| date::check(day).map(drop)).map_err(|_| RecordFault::Date)
    }
}
