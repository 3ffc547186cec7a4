//! Language and theme in localStorage; the boot script reads the same two keys before the app arrives.

use chrono::NaiveDate;

use super::window;
use crate::present::Lang;
use crate::ui::state::Theme;

const LANG: &str = "duewise-lang";
const THEME: &str = "duewise-theme";

fn storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}

fn load(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

fn store(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// The chosen language, or the browser's.
#[must_use]
pub fn load_lang() -> Lang {
    let tag = load(LANG).or_else(|| window()?.navigator().language());
    tag.map_or(Lang::Zh, |tag| Lang::from_tag(&tag))
}

/// Keeps the chosen language.
pub fn store_lang(lang: Lang) {
    store(LANG, lang.tag());
}

/// The chosen theme.
#[must_use]
pub fn load_theme() -> Theme {
    load(THEME).map_or(Theme::Auto, |name| Theme::from_name(&name))
}

/// Keeps the chosen theme.
pub fn store_theme(theme: Theme) {
    store(THEME, theme.name());
}

/// When the lenders were last asked how requests stand.
const ASKED: &str = "duewise-asked";

/// When the lenders were last asked how requests stand, by the wall clock; 0 for never.
#[must_use]
pub fn load_asked() -> u64 {
    load(ASKED).and_then(|text| text.parse().ok()).unwrap_or(0)
}

/// Notes when the lenders were asked.
pub fn store_asked(wall: u64) {
    store(ASKED, &wall.to_string());
}

/// How far the lessons have been read: no figure of the reader stands in it.
const PROGRESS: &str = "duewise-learn";

/// What is kept of the lessons.
#[must_use]
pub fn load_progress() -> Option<String> {
    load(PROGRESS)
}

/// Keeps how far the lessons have been read; says whether the browser took it.
pub fn store_progress(text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(PROGRESS, text).is_ok())
}

/// Forgets how far the lessons have been read.
pub fn forget_progress() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(PROGRESS);
    }
}

/// The key of the day that is being looked at, and of the note that a link leads to the other binary of the portal.
const AS_OF: &str = "duewise-as-of";
const CROSSING: &str = "duewise-crossing";

fn session() -> Option<web_sys::Storage> {
    window()?.session_storage().ok().flatten()
}

/// Notes the day that was chosen, in case a link leads to the other binary.
pub fn store_as_of(chosen: Option<NaiveDate>) {
    let Some(session) = session() else { return };
    let _ = match chosen {
        Some(day) => session.set_item(AS_OF, &day.to_string()),
        None => session.remove_item(AS_OF),
    };
}

/// Notes that a link leads to the other binary: what was chosen for this visit goes along.
pub(super) fn cross() {
    if let Some(session) = session() {
        let _ = session.set_item(CROSSING, "1");
    }
}

/// The day that was chosen before a link led here from the other binary. A reload is no crossing: it begins with today.
#[must_use]
pub fn load_as_of() -> Option<NaiveDate> {
    let session = session()?;
    let crossed = session.get_item(CROSSING).ok().flatten().is_some();
    let _ = session.remove_item(CROSSING);
    let chosen = session.get_item(AS_OF).ok().flatten()?;
    let day = if crossed { chosen.parse().ok() } else { None };
    if day.is_none() {
        let _ = session.remove_item(AS_OF);
    }
    day
}
