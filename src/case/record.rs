//! What the portal keeps beside debts: the household, requests, contacts, sketches. One shape for all, so that storage, backup
//! and other tabs need to know only one.

use serde::{Deserialize, Serialize};

use super::contact::Contact;
use super::household::Household;
use super::receipt::{RequestKey, RequestStatus};
use super::request::RequestKind;
use crate::engine::relief::Proposal;
use chrono::NaiveDate;

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
