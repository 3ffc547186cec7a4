//! The list of lenders of this site, and whether the site is on this machine.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Where the list stands, on our own origin.
const LENDERS: &str = "/lenders.json";

/// The list as text; none where there is none.
pub async fn lenders() -> Option<String> {
    let answer = JsFuture::from(window()?.fetch_with_str(LENDERS)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}

/// Whether the page was loaded from this machine.
#[must_use]
pub fn is_loopback() -> bool {
    let host = window().and_then(|window| window.location().hostname().ok()).unwrap_or_default();
    matches!(host.as_str(), "127.0.0.1" | "localhost" | "[::1]")
}
