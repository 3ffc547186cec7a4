//! Duewise 明账: see what is due, what lateness costs, and how every figure was made.
//!
//! Where to start:
//! - [`engine`]: money, dates, schedules, lateness, replay. Pure: no clock, no I/O, no words.
//! - [`case`]: the borrower's documents: debts, the case file, the scenario of a share link.
//! - [`present`]: what a screen shows, made from the engine and the case; words in Chinese and English.
//! - [`ui`]: the portal in Leptos (feature `ui`); its routes are plain data.
#![warn(missing_docs)]

pub mod case;
pub mod engine;
pub mod present;
pub mod ui;
