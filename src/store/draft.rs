//! Unfinished forms: saved on each change, before anything is computed, so that a stop loses no typing.
//!
//! After two stops in a minute the boot script sets `duewise-safe-mode`: then nothing is brought back by itself.

/// The key of a form's draft in `localStorage`.
#[must_use]
pub fn key(form: &str) -> String {
    format!("duewise-draft:{form}")
}

#[cfg(feature = "browser")]
pub use browser::{load, remove, save, set_aside};

#[cfg(feature = "browser")]
mod browser {
    use super::key;
    use crate::store::local;

    /// The name under which the boot script notes that drafts must not come back by themselves.
    const SAFE_MODE: &str = "duewise-safe-mode";

    /// Keeps what was typed; a full or missing storage is no reason to stop typing.
    pub fn save(form: &str, text: &str) {
        local::set(&key(form), text);
    }

    /// The draft of a form, unless the page is in safe mode.
    #[must_use]
    pub fn load(form: &str) -> Option<String> {
        if local::session_get(SAFE_MODE).is_some() { None } else { local::get(&key(form)) }
    }

    /// The draft of a form that safe mode holds back: to be offered, not filled in.
    #[must_use]
    pub fn set_aside(form: &str) -> Option<String> {
        local::session_get(SAFE_MODE).and_then(|_| local::get(&key(form)))
    }

    /// Forgets the draft of a form: it was saved or thrown away.
    pub fn remove(form: &str) {
        local::remove(&key(form));
    }
}
