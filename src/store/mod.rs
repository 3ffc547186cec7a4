//! The borrower's own device: what is saved, and how a loss is told from a new start.
//!
//! A pure state machine ([`state`]) decides; thin browser adapters do. Rules: one call is one transaction; "saved" is
//! said on `complete` only; a sentinel outside IndexedDB and a second copy in the Cache API tell a wiped database from
//! a new user; nothing unreadable is deleted; a damaged, emptied or newer database is never written to unless the
//! borrower says so. Imports `case` and `engine` only; web-sys stands in the browser parts.

pub mod copy;
pub mod draft;
pub mod kept;
pub mod outbox;
pub mod state;

#[cfg(feature = "browser")]
mod batch;
#[cfg(feature = "browser")]
mod database;
#[cfg(feature = "browser")]
mod handle;
#[cfg(feature = "browser")]
mod local;
#[cfg(feature = "browser")]
mod post;
#[cfg(feature = "browser")]
mod tabs;
#[cfg(feature = "browser")]
mod vault;

#[cfg(feature = "browser")]
pub use batch::{Batch, Saved};
pub use copy::CopyInfo;
#[cfg(feature = "browser")]
pub use handle::{Change, Opened, Store};
#[cfg(feature = "browser")]
pub use post::{Looked, Moved};
pub use state::{Sentinel, Status, StoreError};
