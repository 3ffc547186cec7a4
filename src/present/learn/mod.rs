//! What the lessons show: their text in pieces, what they work out, how far a reader has come, what is found by search.

pub mod drawing;
pub mod figure;
pub mod number;
pub mod progress;
pub mod reading;
pub mod search;
pub mod term;

pub use number::{amount, read, value, written};
pub use progress::{Card, Progress};
pub use reading::{Block, Piece, Reading};
pub use term::Terms;
