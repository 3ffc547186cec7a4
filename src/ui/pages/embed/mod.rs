//! Embed: for lenders and teachers who want the simulator on their own page. The knobs, the simulator as it will be there,
//! the text to paste, and what it tells the page around it.

mod knobs;
mod log;
mod paste;
mod preview;

use leptos::prelude::*;

use crate::present::embed::{Checked, Setting, Settings, Texts, check};
use crate::present::words::embed as words;
use crate::store::draft as kept;
use crate::ui::kit::Page;
use crate::ui::state::{use_as_of, use_lang};
use knobs::Knobs;
use log::{Heard, Log};
use paste::{Paste, PolicyLines};
use preview::Preview;

/// Where what is typed is kept, so that a change of language or a reload loses nothing.
const DRAFT: &str = "embed";

/// The signals of the page.
#[derive(Clone, Copy)]
struct State {
    texts: [RwSignal<String>; Setting::ALL.len()],
    checked: Memo<Checked>,
    heard: RwSignal<Vec<Heard>>,
    width: RwSignal<&'static str>,
}

impl State {
    fn new() -> Self {
        let (lang, as_of) = (use_lang(), use_as_of());
        let begun = kept::load(DRAFT).map_or_else(Texts::example, |lines| Texts::of_lines(&lines));
        let texts = Setting::ALL.map(|setting| RwSignal::new(begun.get(setting).to_owned()));
        let typed = Memo::new(move |_| {
            let mut typed = Texts::default();
            for (setting, text) in Setting::ALL.into_iter().zip(texts) {
                text.with(|text| typed.set(setting, text));
            }
            typed
        });
        let checked = Memo::new(move |before: Option<&Checked>| {
            let none = Settings::default();
            let before = before.map_or(&none, |before| &before.settings);
            typed.with(|typed| check(typed, before, as_of.get(), lang))
        });
        Effect::new(move |before: Option<()>| {
            let lines = typed.with(Texts::lines);
            if before.is_some() {
                kept::save(DRAFT, &lines);
            }
        });
        Self { texts, checked, heard: RwSignal::new(Vec::new()), width: RwSignal::new("phone") }
    }
}

/// The screen.
#[component]
pub fn EmbedPage() -> impl IntoView {
    let lang = use_lang();
    let state = State::new();
    view! {
        <Page screen="embed" title=Signal::derive(move || words::title(lang).to_owned())>
            <p>{words::lead(lang)}</p>
            <div class="c-embed" data-width=move || state.width.get()>
                <Knobs state=state/>
                <Preview state=state/>
            </div>
            <Paste state=state/>
            <PolicyLines/>
            <Sees/>
            <Log state=state/>
        </Page>
    }
}

/// What the page around the simulator learns, and what it does not.
#[component]
fn Sees() -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="c-section" aria-labelledby="sees-title">
            <h2 id="sees-title">{words::sees_title(lang)}</h2>
            <ul class="c-list">
                <li>{words::sees_events(lang)}</li>
                <li>{words::sees_no_figure(lang)}</li>
                <li>{words::sees_prefill(lang)}</li>
                <li>{words::sees_request(lang)}</li>
                <li>{words::sees_colours(lang)}</li>
                <li>{words::sees_fallback(lang)}</li>
            </ul>
        </section>
    }
}
