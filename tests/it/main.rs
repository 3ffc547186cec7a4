//! The native tests: laws, golden tables, views, the rules of the house.

mod architecture;
#[cfg(feature = "files")]
mod calendar;
#[cfg(feature = "cli")]
mod command_line;
mod digest;
mod documents;
mod fineract;
mod floating;
mod golden;
mod laws;
mod schema;
mod shapes;
