//! The portal: shell, routes, kit and pages.
//!
//! web-sys is touched only in `browser`; the kit knows no loans; pages show what `present` computed.

pub mod route;

#[cfg(feature = "ui")]
pub mod amount;
#[cfg(feature = "ui")]
pub mod as_of;
#[cfg(feature = "ui")]
pub mod browser;
#[cfg(feature = "ui")]
pub mod card;
#[cfg(feature = "ui")]
pub mod card_use;
#[cfg(feature = "ui")]
pub mod delete;
#[cfg(feature = "ui")]
pub mod early;
#[cfg(feature = "ui")]
pub mod export;
#[cfg(feature = "ui")]
pub mod files;
#[cfg(feature = "ui")]
pub mod front;
#[cfg(feature = "ui")]
pub mod history;
#[cfg(feature = "ui")]
pub mod keeper;
#[cfg(feature = "ui")]
pub mod kit;
#[cfg(feature = "ui")]
pub mod lesson;
#[cfg(feature = "ui")]
pub mod letter;
#[cfg(feature = "ui")]
pub mod link;
#[cfg(feature = "ui")]
pub mod outbox;
#[cfg(feature = "ui")]
pub mod packed;
#[cfg(feature = "ui")]
pub mod pages;
#[cfg(feature = "ui")]
pub mod payment;
#[cfg(feature = "ui")]
pub mod reader;
#[cfg(feature = "ui")]
pub mod records;
#[cfg(feature = "ui")]
pub mod share;
#[cfg(feature = "ui")]
pub mod sheet;
#[cfg(feature = "ui")]
pub mod shell;
#[cfg(feature = "ui")]
pub mod state;
#[cfg(feature = "ui")]
pub mod true_cost;
#[cfg(feature = "ui")]
pub mod way;
#[cfg(feature = "ui")]
pub mod words_here;
#[cfg(feature = "ui")]
pub mod working;

#[cfg(feature = "ui")]
pub use shell::{App, AppProps};

/// Mounts a view where the static shell left a place for the app.
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub fn mount<V: leptos::prelude::IntoView + 'static>(view: impl FnOnce() -> V + 'static) {
    if let Some(place) = browser::place_of_app() {
        leptos::mount::mount_to(place, view).forget();
    }
}
