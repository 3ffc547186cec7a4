//! The native tests: laws, golden tables, views, the rules of the house.

mod allocation;
mod architecture;
#[cfg(feature = "files")]
mod calendar;
mod cards;
#[cfg(feature = "cli")]
mod command_line;
mod digest;
mod documents;
mod fineract;
mod golden;
mod laws;
mod limits;
mod schema;
