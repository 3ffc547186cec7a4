//! Requests: made, read, recomputed, written as letters.

mod hostile;
mod letters;
mod samples;
mod schema;
mod sent;
mod verified;

pub use samples::{all, relief};
