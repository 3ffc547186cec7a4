//! Duewise 明账: see what is due, what lateness costs, and how every figure was made.
//!
//! Where to start:
//! - [`engine`]: money, dates, schedules, lateness, replay. Pure: no clock, no I/O, no words.
//! - [`case`]: the borrower's documents: debts, the case file, the scenario of a share link.
//! - [`exchange`]: files of other programs, in and out.
//! - [`store`]: what is kept on the borrower's device.
#![warn(missing_docs)]

pub mod case;
pub mod engine;
pub mod exchange;
pub mod store;
