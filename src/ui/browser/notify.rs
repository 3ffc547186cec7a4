//! Reminders while the page is open, where the browser allows them. Asked for only when the reader presses a button.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission};

use super::window;

/// Whether the reader wants reminders, and which were shown.
const WANTED: &str = "duewise-remind";
const SHOWN: &str = "duewise-reminded";
/// How many shown reminders are remembered.
const REMEMBERED: usize = 50;

/// What the browser says about reminders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// It cannot show any.
    Unable,
    /// It was not asked yet.
    NotAsked,
    /// The reader or a setting refused.
    Denied,
    /// It may.
    Granted,
}

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}

/// Whether reminders may be shown.
#[must_use]
pub fn reminders_allowed() -> Allowed {
    let there = window().is_some_and(|window| {
        js_sys::Reflect::get(&window, &JsValue::from_str("Notification")).is_ok_and(|found| found.is_function())
    });
    if !there {
        return Allowed::Unable;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Allowed::Granted,
        NotificationPermission::Denied => Allowed::Denied,
        _ => Allowed::NotAsked,
    }
}

/// Asks the reader. Only ever called from a press.
pub async fn ask_for_reminders() -> Allowed {
    if reminders_allowed() == Allowed::NotAsked
        && let Ok(asked) = Notification::request_permission()
    {
        let _ = JsFuture::from(asked).await;
    }
    reminders_allowed()
}

/// Whether the reader switched reminders on.
#[must_use]
pub fn reminders_wanted() -> bool {
    storage().and_then(|storage| storage.get_item(WANTED).ok().flatten()).is_some()
}

/// Switches reminders on or off.
pub fn want_reminders(wanted: bool) {
    if let Some(storage) = storage() {
        let _ = if wanted { storage.set_item(WANTED, "1") } else { storage.remove_item(WANTED) };
    }
}

/// Shows a reminder. Says whether the browser took it: some need more than a page.
#[must_use]
pub fn remind(text: &str) -> bool {
    reminders_allowed() == Allowed::Granted && Notification::new(text).is_ok()
}

/// Shows a reminder once, by its key, if the reader wants reminders.
pub fn remind_once(key: &str, text: &str) {
    if !reminders_wanted() {
        return;
    }
    let Some(storage) = storage() else { return };
    let shown = storage.get_item(SHOWN).ok().flatten().unwrap_or_default();
    if shown.lines().any(|line| line == key) || !remind(text) {
        return;
    }
    let mut lines: Vec<&str> = shown.lines().collect();
    let over = lines.len().saturating_add(1).saturating_sub(REMEMBERED);
    lines.drain(..over.min(lines.len()));
    lines.push(key);
    let _ = storage.set_item(SHOWN, &lines.join("\n"));
}
