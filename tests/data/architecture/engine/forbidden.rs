//! Breaks the direction of dependencies. `crate::desk` in a comment is no use.

/// Nor is "crate::store" here.
use crate::ui::kit::Button;
use crate::{case::Case, engine::money::Money};
use js_sys::Date;

fn climbs() -> &'static str {
    let _ = super::super::store::open();
    "crate::exchange is only a string"
}
