//! From the engine's results to what a screen shows: words, formats, view models, chart geometry.
//!
//! Pure: no clock, no I/O, no web-sys, no Leptos. Imports `engine`, `law` and `case`; tested natively.

pub mod budget;
pub mod card_use;
#[cfg(test)]
pub(crate) mod cases;
pub mod chart;
pub mod check;
pub mod compare;
pub mod compose;
pub mod contacts;
pub mod csv;
pub mod debt;
pub mod debts;
pub mod embed;
pub mod embedded;
pub mod errors;
pub mod figure;
pub mod form;
pub mod format;
pub mod handed;
pub mod handout;
pub mod history;
pub mod incoming;
pub mod input;
pub mod insolvency;
pub mod lang;
pub mod learn;
pub mod letter;
pub mod options;
pub mod order;
pub mod payment;
pub mod plan;
pub mod prospects;
pub mod qr;
pub mod reconcile;
pub mod requests;
pub mod scorm;
pub mod sentence;
pub mod simulate;
pub mod situation;
pub mod standing;
pub mod teach;
pub mod terms;
pub mod theme;
pub mod today;
pub mod true_cost;
pub mod words;
pub mod working;

pub use figure::{Shown, Source, StatedBy, SumLabel};
pub use lang::Lang;
