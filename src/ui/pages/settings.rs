//! Settings: language, appearance, the day that counts, the data on this device, about.

use leptos::prelude::*;

use crate::present::Lang;
use crate::present::words::{common, embed, settings as words};
use crate::ui::as_of::AsOfForm;
use crate::ui::browser;
use crate::ui::export::{CalendarButton, JsonButton};
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Kind, Page};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{Appearance, Language, Theme, use_as_of, use_lang};

/// The screen.
#[component]
pub fn Settings() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Page screen="settings" title=Signal::derive(move || words::title(lang).to_owned())>
            <div class="l-columns">
                <LanguageChoice/>
                <ThemeChoice/>
            </div>
            <AsOfSection/>
            <Data/>
            <Erase/>
            <section class="c-section">
                <h2>{words::about_title(lang)}</h2>
                <p>{words::about_body(lang)}</p>
                <p>{words::about_advice(lang)}</p>
                <p>{words::about_source(lang)}</p>
                <div class="c-actions">
                    <Link to=Route::Embed class="c-button" action="to-embed">{embed::link(lang)}</Link>
                </div>
            </section>
        </Page>
    }
}

#[component]
fn LanguageChoice() -> impl IntoView {
    let lang = use_lang();
    let language = use_context::<Language>();
    let choose = move |chosen: Lang| {
        browser::store_lang(chosen);
        if let Some(language) = language {
            language.0.set(chosen);
        }
    };
    let is = move |one: Lang| Signal::derive(move || lang == one);
    view! {
        <section class="c-section">
            <h2>{words::language(lang)}</h2>
            <div class="c-actions">
                <span lang="zh-CN">
                    <Button label=words::chinese(lang) action="lang-zh" pressed=is(Lang::Zh) on_press=Callback::new(move |()| choose(Lang::Zh))/>
                </span>
                <span lang="en">
                    <Button label=words::english(lang) action="lang-en" pressed=is(Lang::En) on_press=Callback::new(move |()| choose(Lang::En))/>
                </span>
            </div>
        </section>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let lang = use_lang();
    let appearance = use_context::<Appearance>();
    let button = move |theme: Theme, label: &'static str, action: &'static str| {
        let pressed = Signal::derive(move || appearance.is_some_and(|appearance| appearance.0.get() == theme));
        let choose = Callback::new(move |()| {
            browser::store_theme(theme);
            if let Some(appearance) = appearance {
                appearance.0.set(theme);
            }
        });
        view! { <Button label=label action=action pressed=pressed on_press=choose/> }
    };
    view! {
        <section class="c-section">
            <h2>{words::theme(lang)}</h2>
            <div class="c-actions">
                {button(Theme::Auto, words::theme_auto(lang), "theme-auto")}
                {button(Theme::Light, words::theme_light(lang), "theme-light")}
                {button(Theme::Dark, words::theme_dark(lang), "theme-dark")}
            </div>
        </section>
    }
}

#[component]
fn AsOfSection() -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let other = move || {
        let chosen = as_of.chosen.get()?;
        let date = crate::present::format::date(chosen, lang);
        Some(view! { <p>{common::as_of_not_today(lang, &date)}</p> })
    };
    view! {
        <section class="c-section">
            <h2>{words::as_of_title(lang)}</h2>
            {other}
            <AsOfForm name="as_of" on_done=Callback::new(|()| {})/>
        </section>
    }
}

/// Where the data is, how safe it is there, and the ways in and out.
#[component]
fn Data() -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let persisted = RwSignal::new(None::<bool>);
    leptos::task::spawn_local(async move {
        if let Some(store) = keeper.store() {
            let _ = persisted.try_set(Some(store.persist().await));
        }
    });
    let honesty = move || match persisted.get() {
        Some(true) => words::persist_yes(lang),
        Some(false) => words::persist_no(lang),
        None => words::persist_unknown(lang),
    };
    view! {
        <section class="c-section">
            <h2>{words::data_title(lang)}</h2>
            <p>{words::data_body(lang)} " " {honesty}</p>
            <div class="c-actions">
                <JsonButton/>
                <CalendarButton/>
                <Link to=Route::Import class="c-button" action="import-debt">{words::import(lang)}</Link>
            </div>
        </section>
    }
}

/// Erases everything, in two steps.
#[component]
fn Erase() -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let asked = RwSignal::new(false);
    let erase = Callback::new(move |()| {
        keeper.erase(lang, move || {
            let _ = asked.try_set(false);
        });
    });
    view! {
        <section class="c-section">
            <h2>{words::erase_title(lang)}</h2>
            <p>{words::erase_body(lang)}</p>
            <div class="c-actions">
                <Show
                    when=move || asked.get()
                    fallback=move || {
                        let ask = Callback::new(move |()| asked.set(true));
                        view! { <Button label=words::erase(lang) action="erase-all" kind=Kind::Stop on_press=ask/> }
                    }
                >
                    <Button label=words::erase_sure(lang) action="confirm-erase" kind=Kind::Stop on_press=erase/>
                    <Button label=common::cancel(lang) action="cancel-erase" on_press=Callback::new(move |()| asked.set(false))/>
                </Show>
            </div>
        </section>
    }
}
