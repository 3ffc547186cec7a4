//! Today for a first visitor, as a binary of its own: nothing is saved yet, so it holds no storage, no forms and no
//! working. Its links lead to the other binary, and `public/boot.js` hands any press on a button over to it: it loads
//! all rooms and presses the same button there.

use leptos::prelude::*;

use super::browser;
use super::kit::Page;
use super::link::{Link, Router, Screens};
use super::pages::today::first_visit::FirstVisit;
use super::route::Route;
use super::shell::{Navigation, ToSettings, skip};
use super::state::{AsOf, Language, use_as_of, use_lang};
use crate::present::format;
use crate::present::words::{common, learn, today as words};

/// Every other screen is in the other binary.
const SCREENS: Screens = Screens { holds: |route| *route == Route::Today, screen: |_, _| ().into_any() };

/// Today for a first visitor.
#[component]
pub fn Front() -> impl IntoView {
    let language = Language(RwSignal::new(browser::load_lang()));
    provide_context(language);
    provide_context(Router::start(SCREENS));
    provide_context(AsOf { today: RwSignal::new(browser::today()), chosen: RwSignal::new(None) });
    browser::set_language(language.0.get_untracked().tag());
    browser::set_app_state("ready");
    view! { <Frame/> }
}

#[component]
fn Frame() -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let shown = format::date(as_of.get_untracked(), lang);
    view! {
        <a class="c-skip" href="#main" on:click=skip>{common::skip(lang)}</a>
        <div class="l-frame">
            <header class="c-header">
                <Link to=Route::Today class="c-header__brand">{common::brand(lang)}</Link>
                <span class="c-header__tools">
                    <button type="button" class="c-header__asof" data-action="open-asof" aria-haspopup="dialog">
                        {common::as_of(lang, &shown)}
                    </button>
                    <ToSettings/>
                </span>
            </header>
            <Navigation/>
            <div class="l-content">
                <Page screen="today" title=Signal::stored(words::title(lang).to_owned())>
                    <FirstVisit on_example=Callback::new(|()| ())/>
                </Page>
                <aside class="c-words" aria-label=learn::here(lang)>
                    <button type="button" class="c-button" data-kind="quiet" data-action="words-here">
                        {learn::here(lang)}
                    </button>
                </aside>
            </div>
        </div>
    }
}
