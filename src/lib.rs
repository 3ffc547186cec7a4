//! Duewise 明账: see what is due, what lateness costs, and how every figure was made.
//!
//! Where to start:
//! - [`engine`]: money, dates, schedules, lateness, replay. Pure: no clock, no I/O, no words.
#![warn(missing_docs)]

pub mod engine;
