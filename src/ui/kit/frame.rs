//! What stands around content: the page itself, notices, folded details, empty states.

use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::browser;
use crate::ui::state::use_lang;

/// A screen: the main landmark with its heading; sets the title of the document.
#[component]
pub fn Page(
    /// Its name in `data-screen`.
    screen: &'static str,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What is on it.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    Effect::new(move |_| browser::set_title(&common::page_title(lang, &title.get())));
    view! {
        <main id="main" class="l-page" tabindex="-1" data-screen=screen>
            <h1 class="c-page__title">{title}</h1>
            {children()}
        </main>
    }
}

/// How a notice looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Something to know.
    #[default]
    Info,
    /// Something is late or soon due.
    Late,
    /// Something cannot be undone or did not work.
    Stop,
    /// Something is done.
    Good,
}

impl Tone {
    /// Its name in `data-tone`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Late => "late",
            Self::Stop => "stop",
            Self::Good => "good",
        }
    }
}

/// A notice beside the content.
#[component]
pub fn Notice(
    /// How it looks.
    #[prop(optional)]
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! { <div class="c-notice" data-tone=tone.name()>{children()}</div> }
}

/// Something that opens when asked.
#[component]
pub fn Details(
    /// What stands before it is opened.
    #[prop(into)]
    summary: String,
    /// Whether it is open at first.
    #[prop(optional)]
    open: bool,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="c-details" open=open>
            <summary class="c-details__summary">{summary}</summary>
            <div class="c-details__body">{children()}</div>
        </details>
    }
}

/// What is shown where there is nothing yet: why, and what to do.
#[component]
pub fn Empty(
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    body: String,
    /// The ways on.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="c-empty">
            <h2 class="c-empty__title">{title}</h2>
            <p class="c-empty__body">{body}</p>
            <div class="c-actions">{children()}</div>
        </section>
    }
}
