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
pub mod delete;
#[cfg(feature = "ui")]
pub mod export;
#[cfg(feature = "ui")]
pub mod keeper;
#[cfg(feature = "ui")]
pub mod kit;
#[cfg(feature = "ui")]
pub mod link;
#[cfg(feature = "ui")]
pub mod pages;
#[cfg(feature = "ui")]
pub mod payment;
#[cfg(feature = "ui")]
pub mod shell;
#[cfg(feature = "ui")]
pub mod state;
#[cfg(feature = "ui")]
pub mod working;

#[cfg(feature = "ui")]
pub use shell::App;

/// Mounts the app with the screens of a binary where the static shell left a place for it.
#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub fn mount(screens: link::Screens) {
    use leptos::prelude::*;
    if let Some(place) = browser::place_of_app() {
        leptos::mount::mount_to(place, move || view! { <App screens=screens/> }).forget();
    }
}
