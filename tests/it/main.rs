//! The native tests: laws, golden tables, views, the rules of the house.

mod architecture;
mod fineract;
#[cfg(feature = "files")]
mod calendar;
