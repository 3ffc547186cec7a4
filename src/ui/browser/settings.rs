//! Language and theme in localStorage; the boot script reads the same two keys before the app arrives.

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
