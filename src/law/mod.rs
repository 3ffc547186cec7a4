//! Dated rules with their citations, and what they say about a debt; dated public figures with their sources, each known
//! up to a day. Depends on the engine only.
//!
//! Where to start: [`pack`] reads the rules, which are data in `packs/`; [`check()`] holds them against a [`Subject`] (the
//! figures) and its [`Facts`] (who lent, when, what) and gives a [`Review`]. Nothing here has words of its own: a finding
//! carries the rule's, and the screen chooses the rest by exhaustive match.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod adviser;
pub mod ceiling;
pub mod check;
pub mod conduct;
pub mod facts;
mod figures;
pub mod finding;
mod judge;
pub mod judgment;
pub mod limitation;
pub mod lpr;
pub mod pack;
pub mod procedure;
pub mod record;
pub mod road;
pub mod rule;
pub mod shape;
pub mod subject;

pub use check::check;
pub use facts::{Facts, Filed, Lender, Product, Question};
pub use finding::{Cannot, Cited, Condition, Finding, Outcome, Reason, Review, Step};
pub use judge::{following_lpr, pay_off};
pub use pack::{Applicable, PackError, Packs};
pub use rule::{Confirmed, Effect, Jurisdiction, Only, Rule, Trigger, Words};
pub use shape::{RateCap, RateOf, Restriction, Shape, Why};
pub use subject::{Charged, Cost, Earlier, LateFee, PenaltyForm, Stretch, Subject};
