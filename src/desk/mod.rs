//! The desk: a small server. For now it only hands out the built site with the headers that keep it safe.
//!
//! Native only. It must not import `ui`, `widget` or anything of the browser.

mod connections;
mod headers;
mod site;
#[cfg(test)]
mod tests;

pub use connections::{Limits, serve};
pub use site::router;
