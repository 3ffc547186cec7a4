//! A component that knows loans.

use crate::case::Case;
