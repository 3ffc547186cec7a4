//! Files that come from and go to other programs. Every byte that comes in is hostile.
//!
//! Runs in the worker, the command line and the desk. It must not import `present`, `store`, `ui` or anything of a
//! browser.

#[cfg(feature = "cli")]
pub mod conform;
