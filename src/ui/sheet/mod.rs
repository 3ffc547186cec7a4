//! A worksheet on screen and on paper: to fill in, to print, its key. Knows neither the store nor where it stands, so that
//! a package for a class shows the same as the portal.

mod fill;
mod paper;

pub use fill::{Done, Fill, name_of, working};
pub use paper::{KeyPaper, SheetPaper};
