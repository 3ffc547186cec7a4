//! Duewise 明账: see what is due, what lateness costs, and how every figure was made.
//!
//! Where to start:
//! - [`engine`]: money, dates, schedules, lateness, replay. Pure: no clock, no I/O, no words.
//! - `desk` (feature `desk`): the server that hands out the built site.
#![warn(missing_docs)]

#[cfg(feature = "desk")]
pub mod desk;
pub mod engine;
