//! The native tests: laws, golden tables, views, the rules of the house.

mod architecture;
#[cfg(feature = "files")]
mod calendar;
mod cards;
#[cfg(feature = "cli")]
mod command_line;
#[cfg(feature = "cli")]
mod conform;
mod cost;
#[cfg(feature = "files")]
mod csv;
mod digest;
mod documents;
mod fineract;
mod golden;
mod laws;
mod multi_debt;
mod schema;
mod shapes;
