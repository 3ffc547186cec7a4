//! The shell: header with the as-of control, navigation, the screen, the status line and the one working dialog.

use leptos::prelude::*;

use super::as_of::AsOfControl;
use super::browser;
use super::delete::{DeleteDialog, OpenDelete};
use super::keeper::{Keeper, UndoButton, use_keeper};
use super::link::{Link, Router, Screens};
use super::outbox::Outbox;
use super::payment::{OpenEntry, PaymentDialog};
use super::records::Records;
use super::route::Route;
use super::state::{Appearance, AsOf, Debts, Language, OpenFigure, Status, use_lang, use_status};
use super::words_here::WordsHere;
use super::working::WorkingDialog;
use crate::present::words::common;

/// The app with the screens of one binary.
#[component]
pub fn App(
    /// The screens that the binary holds.
    screens: Screens,
) -> impl IntoView {
    let language = Language(RwSignal::new(browser::load_lang()));
    let appearance = Appearance(RwSignal::new(browser::load_theme()));
    let debts = Debts(RwSignal::new(Vec::new()));
    let status = Status(RwSignal::new(None));
    let router = Router::start(screens);
    provide_context(language);
    provide_context(appearance);
    let records = Records(RwSignal::new(Vec::new()));
    provide_context(debts);
    provide_context(records);
    provide_context(status);
    provide_context(router);
    let as_of = AsOf { today: RwSignal::new(browser::today()), chosen: RwSignal::new(browser::load_as_of()) };
    provide_context(as_of);
    provide_context(OpenFigure(RwSignal::new(None)));
    provide_context(OpenEntry(RwSignal::new(None)));
    provide_context(OpenDelete(RwSignal::new(None)));
    let keeper = Keeper::new(debts, records, status);
    provide_context(keeper);
    let outbox = Outbox::new(keeper);
    provide_context(outbox);
    outbox.start();
    keeper.start();
    Effect::new(move |_| browser::set_language(language.0.get().tag()));
    Effect::new(move |_| browser::store_as_of(as_of.chosen.get()));
    Effect::new(move |_| browser::set_theme(appearance.0.get().name()));
    Effect::new(move |before: Option<Route>| {
        let route = router.route();
        if before.is_some_and(|before| before != route) {
            browser::focus_main();
        }
        route
    });
    move || {
        language.0.track();
        view! { <Frame/> }
    }
}

/// Everything that is drawn; built anew when the language changes.
#[component]
fn Frame() -> impl IntoView {
    let lang = use_lang();
    let router = super::link::use_router();
    let keeper = use_keeper();
    // A memo, so that a save does not build the screen anew.
    let undecided = Memo::new(move |_| keeper.undecided());
    view! {
        <a class="c-skip" href="#main" on:click=skip>{common::skip(lang)}</a>
        <div class="l-frame">
            <header class="c-header">
                <Link to=Route::Today class="c-header__brand">{common::brand(lang)}</Link>
                <span class="c-header__tools"><AsOfControl/> <ToSettings/></span>
            </header>
            <Navigation/>
            <div class="l-content">
                {move || router.screen(undecided.get())}
                <WordsHere/>
            </div>
        </div>
        <StatusLine/>
        <PaymentDialog/>
        <DeleteDialog/>
        <WorkingDialog/>
    }
}

/// Moves the focus to the screen.
pub fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    browser::focus_main();
}

/// The rooms that exist: a bar at the bottom on phones, a rail at the side on wide screens.
#[component]
pub fn Navigation() -> impl IntoView {
    let lang = use_lang();
    view! {
        <nav class="c-nav" aria-label=common::nav(lang)>
            <Link to=Route::Today class="c-nav__item">
                <Icon path="M4 5h16v15H4zM4 10h16M8 3v4M16 3v4M8 14h3"/> {common::today(lang)}
            </Link>
            <Link to=Route::Debts class="c-nav__item">
                <Icon path="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6"/> {common::debts(lang)}
            </Link>
            <Link to=Route::Simulate class="c-nav__item">
                <Icon path="M4 20V4M4 20h16M7 16c4 0 7-3 11-9"/> {common::simulate(lang)}
            </Link>
            <Link to=Route::Check class="c-nav__item">
                <Icon path="M12 4v16M6 20h12M4 8h16M4 8l-2 6h5zM20 8l-2 6h5z"/> {common::check(lang)}
            </Link>
            <Link to=Route::Help class="c-nav__item">
                <Icon path="M12 20a8 8 0 1 1 8-8M12 16v.01M9.5 9.5a2.5 2.5 0 1 1 2.5 3"/> {common::help(lang)}
            </Link>
            <Link to=Route::Learn class="c-nav__item">
                <Icon path="M12 6c-2-2-5-2-8-1v14c3-1 6-1 8 1 2-2 5-2 8-1V5c-3-1-6-1-8 1zM12 6v14"/> {common::learn(lang)}
            </Link>
        </nav>
    }
}

/// The way to the settings, beside the day that counts.
#[component]
pub fn ToSettings() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Link to=Route::Settings class="c-header__settings">
            <Icon path="M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4"/>
            <span class="c-header__word">{common::settings(lang)}</span>
        </Link>
    }
}

#[component]
fn Icon(path: &'static str) -> impl IntoView {
    view! {
        <svg class="c-nav__icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=path/>
        </svg>
    }
}

/// One sentence about what just happened, read out when it changes.
#[component]
fn StatusLine() -> impl IntoView {
    let (status, lang) = (use_status(), use_lang());
    let shown = move || status.0.with(Option::is_some).then_some("true");
    let close = move |_| status.0.set(None);
    // The line leaves by itself, later when it offers something; a newer one is left alone.
    Effect::new(move |_| {
        let Some(note) = status.0.get() else { return };
        let stays = if note.undo { 20_000 } else { 8_000 };
        browser::after(stays, move || {
            if status.0.with_untracked(|now| now.as_ref() == Some(&note)) {
                status.0.set(None);
            }
        });
    });
    view! {
        <div class="c-toast" data-shown=shown>
            <output class="c-toast__text" role="status" data-status-line="">
                {move || status.0.get().map(|note| note.text)}
            </output>
            <Show when=move || status.0.with(|note| note.as_ref().is_some_and(|note| note.undo))>
                <UndoButton/>
            </Show>
            <Show when=move || status.0.with(Option::is_some)>
                <button type="button" class="c-button" data-kind="quiet" on:click=close>{common::close(lang)}</button>
            </Show>
        </div>
    }
}
