//! Skeleton of the screen; its owner replaces it.

use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::kit::Page;
use crate::ui::state::use_lang;

/// The screen.
#[component]
pub fn OrderPage() -> impl IntoView {
    let lang = use_lang();
    view! { <Page screen="order" title=Signal::derive(move || common::help(lang).to_owned())>""</Page> }
}
