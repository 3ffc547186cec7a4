//! The desk: a small server. It hands out the built site with the headers that keep it safe; [`requests`] is the lender's
//! side, which takes what borrowers send.
//!
//! Native only. It must not import `ui`, `widget` or anything of the browser.

mod connections;
mod embed;
mod headers;
mod lenders;
pub mod requests;
mod site;
#[cfg(test)]
mod tests;

pub use connections::{Limits, serve};
pub use embed::{Hosts, HostsError};
pub use lenders::{Destinations, DestinationsError};
pub use site::router;
