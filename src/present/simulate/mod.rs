//! The late-fee simulator: what was typed, what it comes to, how it grows, what a payment would save.
//!
//! Pure. Reads a draft into a [`crate::case::Scenario`] and shows what the engine says about it; computes no charge of
//! its own. Imports `case`, `engine` and its neighbours in `present`.

mod against;
mod curve;
mod draft;
mod view;
pub mod words;

#[cfg(test)]
mod tests;

pub use against::{Against, COMPARED_DAYS, Side, Versus};
pub use curve::{Curve, HORIZONS, TableRow, TriedPoint, horizon_for};
pub use draft::{MAX_LATE_DAYS, SimDraft, read, read_second};
pub use view::{Finding, Saving, SimulateView};
