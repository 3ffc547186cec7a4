//! The portal: shell, routes, kit and pages.
//!
//! web-sys is touched only in `browser`; the kit knows no loans; pages show what `present` computed.

pub mod route;
