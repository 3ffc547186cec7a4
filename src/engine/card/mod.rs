//! Cards (revolving credit): what the terms of a card say about its cycles, what a bill is, what the least payment is,
//! and how long a balance takes to pay off. The fold over days is in [`super::replay()`].
//!
//! Conventions: a bill is made at the end of its statement day; whether it was paid is looked at at the end of the due
//! day (plus the days of grace). Until then no interest on purchases is charged; after a bill that was not paid in
//! full, interest is counted back to the day of posting. Fees and 违约金 bear no interest (银发〔2016〕111号, item 3).

mod minimum;
pub mod payoff;
mod terms;

pub(crate) use minimum::Billed as MinimumRuleBilled;
pub use minimum::{MinimumParts, MinimumRule};
pub use terms::{
    Bill, BilledInterest, CardCycle, CardItem, Carry, CashAdvance, DueRule, InterestMethod, ItemKind, LateFee,
    Tolerance,
};
