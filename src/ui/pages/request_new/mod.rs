//! Skeleton of the screen; its owner replaces it.

use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::kit::Page;
use crate::ui::state::use_lang;

/// The screen.
#[component]
pub fn RequestNewPage(id: String) -> impl IntoView {
    let lang = use_lang();
    let _ = id;
    view! { <Page screen="request-new" title=Signal::derive(move || common::help(lang).to_owned())>""</Page> }
}
