//! What comes from and goes to other programs: our own JSON, loans of Apache Fineract, calendars, CSV.
//!
//! Every byte that comes in is hostile until it has passed; results are typed, errors are causes. Runs natively (the
//! command line and the tests) and in the worker, never on the browser's main thread. The words of a calendar come from
//! `present`; nothing of `store`, `ui` or a browser is imported.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod bundle;
#[cfg(feature = "cli")]
pub mod conform;
#[cfg(feature = "files")]
pub mod csv;
pub mod duewise_json;
pub mod fineract;
#[cfg(feature = "files")]
pub mod handout;
#[cfg(feature = "files")]
pub mod ics;
pub mod import;
#[cfg(feature = "files")]
pub mod job;
pub mod json_guard;

pub use import::import;
