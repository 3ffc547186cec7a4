//! The address bar: paths through the history API, and the fragment that a share link lives in.

use wasm_bindgen::prelude::{Closure, JsCast, JsValue};

use super::window;

/// The path of the page that is shown.
#[must_use]
pub fn path() -> String {
    window().and_then(|window| window.location().pathname().ok()).unwrap_or_else(|| "/".to_owned())
}

/// The fragment without its `#`; empty when there is none.
#[must_use]
pub fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to a path of ours: a new entry of the history.
pub fn push(path: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Loads the page at a path of ours anew: its screen lives in another binary.
pub fn leave_for(path: &str) {
    super::settings::cross();
    if let Some(window) = window() {
        let _ = window.location().assign(path);
    }
}

/// Puts a fragment (without `#`) into the address without a new entry of the history; an empty one takes it away.
pub fn replace_fragment(fragment: &str) {
    let address = if fragment.is_empty() { path() } else { format!("{}#{fragment}", path()) };
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Our origin, such as `https://duewise.example`.
#[must_use]
pub fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The whole address of a path and fragment of ours, for sharing.
#[must_use]
pub fn share_address(path: &str, fragment: &str) -> String {
    format!("{}{path}#{fragment}", origin())
}

/// Calls back when the reader goes back or forward, for as long as the page lives.
pub fn on_back(callback: impl FnMut() + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn FnMut()>::new(callback);
    let _ = window.add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
    listener.forget();
}

/// Whether a click on a link of ours should stay in the app: the main button, no key that asks for a new tab.
#[must_use]
pub fn forward(event: &web_sys::MouseEvent) -> bool {
    event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}
