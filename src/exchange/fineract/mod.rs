//! A loan of Apache Fineract: the JSON of `GET /loans/{id}?associations=all`.
//!
//! [`types`] reads it, [`terms`] makes a contract of it, [`events`] what happened, [`compare`] puts every figure of
//! the file beside ours. The file's own schedule wins where ours differs, and the differences are kept.
//!
//! The other way, [`reschedule`] writes a relief request as far as Fineract can take it.

mod compare;
mod events;
mod read;
pub mod reschedule;
mod terms;
pub mod types;
mod waterfall;

pub use read::read;
