//! `localStorage` and `sessionStorage`, where they exist. Nothing here fails: a missing storage holds nothing.

use web_sys::Storage;

use super::state::Sentinel;

/// The name of the sentinel.
const SENTINEL: &str = "duewise-sentinel";

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The value of a key.
pub(super) fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// The value of a key that lasts as long as the tab.
pub(super) fn session_get(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Sets a key; whether it was kept.
pub(super) fn set(key: &str, value: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Removes a key.
pub(super) fn remove(key: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

/// Removes everything of this site.
pub(super) fn clear() {
    for storage in [local(), session()].into_iter().flatten() {
        let _ = storage.clear();
    }
}

/// The sentinel, if there is one.
pub(super) fn sentinel() -> Option<Sentinel> {
    Sentinel::parse(&get(SENTINEL)?)
}

/// Notes what the database holds, unless another tab has noted something newer.
pub(super) fn note(sentinel: Sentinel) {
    if self::sentinel().is_some_and(|there| there.generation > sentinel.generation) {
        return;
    }
    overwrite(sentinel);
}

/// Notes what the database holds, whatever stood there.
pub(super) fn overwrite(sentinel: Sentinel) {
    if let Ok(text) = serde_json::to_string(&sentinel) {
        set(SENTINEL, &text);
    }
}

/// Forgets the sentinel.
pub(super) fn forget() {
    remove(SENTINEL);
}
