//! Dated public figures that agreements and rules refer to, each row with its source: what they were, and up to which day
//! that is known. Depends on the engine only.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod lpr;
