//! The native tests: laws, golden tables, views, the rules of the house.

mod allocation;
mod annuity;
mod architecture;
#[cfg(feature = "files")]
mod calendar;
mod caps;
mod cards;
#[cfg(feature = "cli")]
mod command_line;
mod composed;
#[cfg(feature = "cli")]
mod conform;
mod content;
mod content_files;
mod cost;
#[cfg(feature = "files")]
mod csv;
mod day_counts;
mod delinquency;
mod digest;
mod documents;
mod fineract;
mod floating;
mod followed;
mod golden;
mod late;
mod law;
mod laws;
mod lenders;
mod lesson_figures;
mod limits;
mod multi_debt;
mod oracle;
mod outbox;
mod procedure;
mod rates;
mod readability;
mod rearranged;
mod reconcile;
mod relief;
#[cfg(feature = "desk")]
mod requests;
mod schema;
mod shapes;
mod values;
mod worked;
mod worksheets;
