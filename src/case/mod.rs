//! The borrower's documents: a case file, a debt in it, and the scenario that a share link carries.
//!
//! Versioned serde documents, their limits and their checks. Depends on `engine` and the facts of `law`: no clock,
//! no browser, no words for people. What is past a `parse` or an `open` here has been checked and can be computed with.
//!
//! Where to start: a [`Debt`] is what every screen shows, a [`Case`] is the file with all of them, a [`Scenario`] is
//! the simulator's state.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod checked;
pub mod contact;
pub mod debt;
pub mod document;
pub(crate) mod envelope;
pub mod household;
pub mod imported;
pub mod incoming;
pub mod job;
pub mod lenders;
pub mod link;
pub mod prospects;
pub mod receipt;
pub mod record;
pub mod request;
pub mod scenario;
pub mod text;
mod wire;

pub use checked::{CheckAsk, CheckView};
pub use contact::{Contact, Evidence};
pub use debt::{Debt, DebtFault, DebtInputs, DebtKind};
pub use document::{CASE_VERSION, Case, DocumentError, sha256_hex};
pub use household::Household;
pub use imported::{Compared, Comparison, Explanation, Imported, ImportedFrom, Value};
pub use incoming::{AsOfFrom, FineractError, GuardError, ImportError, ImportReport, Incoming, Loan};
pub use job::{Answer, CsvTable, Job, Way};
pub use lenders::{LenderEntry, Lenders, LendersError};
pub use link::{LinkError, Opened, Verdict};
pub use prospects::ProspectsAsk;
pub use receipt::{NoReceipt, Problem, ProblemCode, Receipt, RequestKey, RequestState, RequestStatus, body_sha256};
pub use record::{Held, Record, RequestRecord};
pub use request::{Counter, REQUEST_VERSION, Request, RequestError, RequestKind, Verification};
pub use scenario::{Headline, ResultField, SCENARIO_VERSION, Scenario, WhatIf};
