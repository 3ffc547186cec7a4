//! The outbox: how a request leaves this device at least once and takes effect once.
//!
//! Pure: no browser, no clock, no randomness; all three are passed in. The rules:
//! - A [`Draft`] becomes a [`Row`] when it is queued: key and bytes are frozen from then on, and the row is committed before
//!   the first byte is sent. Every attempt sends the same bytes with the same key.
//! - Only the holder of the [`Lease`] moves rows: every move asks for its [`Permit`].
//! - A move gives back a new row; the caller commits it, and says something to the borrower only after `complete`.
//! - [`Clock`] turns a wall clock that jumps into time that only passes.
//!
//! - [`look`] puts them together: what the tab that sends commits, and the one thing that it does next.
//!
//! The model test is `tests/it/outbox.rs`. `store::post` commits, `ui::outbox` fetches.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod answer;
mod lease;
mod look;
mod queue;
mod row;
mod standing;
mod time;

pub use answer::{Answer, Refusal, Trouble, Verdict, judge};
pub use lease::{Lease, Permit};
pub use look::{Books, LIFETIME, Look, PATIENCE, TERM, Task, answered, hurried, is_open, look};
pub use queue::{MAX_ROWS, Next, next};
pub use row::{Draft, Row, State, Withdrawal};
pub use standing::{Standing, may_follow};
pub use time::{Clock, DAY, Millis, Now, SECOND, backoff};
