//! The page for an address that leads nowhere.

use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::kit::Page;
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// Says so, and leads back.
#[component]
pub fn NotFound() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page screen="not-found" title=Signal::derive(move || common::not_found_title(lang).to_owned())>
            <p>{common::not_found_body(lang)}</p>
            <p><Link to=Route::Today>{common::not_found_link(lang)}</Link></p>
        </Page>
    }
}
