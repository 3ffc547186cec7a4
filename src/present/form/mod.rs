//! The short form: at most six inputs in plain words make a debt that the engine can compute.
//!
//! Pure: drafts are texts, reading them gives a debt or all errors. Imports `case`, `engine` and `present::input`.

mod card;
mod derive;
mod draft;
mod follows;
mod late_rule;
mod loan;
mod policy;
mod preset;
mod preview;
mod read;
pub mod words;

#[cfg(test)]
mod tests;

pub use card::{CARD_BILLED, CARD_FIELDS, CARD_METHODS};
pub use derive::{derive, typed_rate};
pub use draft::Draft;
pub use follows::{REFERENCES, REPRICINGS};
pub use late_rule::{late_rate, with_late_rate};
pub use loan::{ACCRUALS, DAYS_OFF, ROUNDINGS};
pub use policy::{BY_HALF, CARD_SHARE, FIVE_IN_TEN_THOUSAND, PERIOD_DAYS, Policy, PolicyTerms};
pub use preset::{FieldKind, METHODS, Preset, UNITS, field_kind, method_name, unit_name};
pub use preview::{Preview, preview};
pub use read::{CURRENCY, Entered, read};
