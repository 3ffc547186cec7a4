//! Duewise 明账: see what is due, what lateness costs, and how every figure was made.
//!
//! Where to start:
//! - [`engine`]: money, dates, schedules, lateness, replay. Pure: no clock, no I/O, no words.
//! - [`law`]: dated rules and public figures with their sources, and what they say about a debt.
//! - [`case`]: the borrower's documents: debts, the case file, the scenario of a share link.
//! - [`content`]: the lessons, the glossary and the plans as typed data.
//! - [`exchange`]: files from and for other programs; every byte that comes in is hostile.
//! - [`present`]: what a screen shows, made from the engine and the case; words in Chinese and English.
//! - [`store`]: the browser's own storage, a pure state machine and a thin adapter.
//! - [`ui`]: the portal in Leptos (feature `ui`); its routes are plain data.
//! - `widget` (feature `ui`): the simulator that other pages embed.
//! - `desk` (feature `desk`): the server that hands out the built site.
#![warn(missing_docs)]

pub mod case;
pub mod content;
#[cfg(feature = "desk")]
pub mod desk;
pub mod engine;
pub mod exchange;
pub mod law;
pub mod present;
pub mod store;
pub mod ui;
#[cfg(feature = "ui")]
pub mod widget;
