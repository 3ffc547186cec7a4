//! Chart geometry: from points in time to paths, ticks and labels in the units of a drawing.
//!
//! Pure. Figures stay exact in the engine; what is here is for the eye, so pixels are `f64`. No Leptos, no browser.

mod growth;
mod scale;

pub use growth::{Chart, DrawnLayer, Frame, Lines, NamedLine, Scope, Spot, TickMark, draw, spot};
pub use scale::{Scale, axis_label, day_step, round_step};
