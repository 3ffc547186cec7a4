//! Numbers that no formula gives directly: the rate at which flows are worth nothing, and the spreadsheet functions
//! that rest on it. Real numbers, never money: what is owed is computed elsewhere, exactly.

pub mod dated;
pub mod request;
pub mod root;
pub mod tvm;

pub use root::{Flow, Roots, roots};
