//! A lender's desk: takes requests by the contract of `public/openapi/requests.json` and keeps them in SQLite.
//!
//! The rule: a key, the hash of its bytes, the bytes and the reply are stored in one transaction, and a 201 leaves only after
//! it. The same key with the same bytes is given the stored reply, byte for byte; with other bytes it is refused. One
//! database is one lender's; keys are kept for ever. What is stored is recomputed with the function behind `duewise verify`. [`faults`] is a layer that makes the desk fail on command, for tests.

pub mod faults;
mod ledger;
mod pace;
mod routes;

pub use ledger::{Entry, Ledger, LedgerError, Stored};
pub use pace::Pace;
pub use routes::{Origins, router};
