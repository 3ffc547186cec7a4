//! Duewise: see what is due, what lateness costs, and what may be asked for.

#[cfg(feature = "desk")]
pub mod desk;
