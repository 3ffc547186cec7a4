//! From the engine's results to what a screen shows: words, formats, view models, chart geometry.
//!
//! Pure: no clock, no I/O, no web-sys, no Leptos. Imports `engine` and `case`; tested natively.

pub mod format;
pub mod input;
pub mod lang;
pub mod words;

pub use lang::Lang;
