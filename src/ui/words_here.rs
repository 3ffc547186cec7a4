//! The words of the glossary that stand on the screen: asked for by a press, found in what the screen says.

use leptos::prelude::*;

use super::browser;
use super::lesson::TermLink;
use super::reader::{File, is_english};
use super::state::use_lang;
use crate::content::{Glossary, Term, glossary_file};
use crate::present::learn::Terms;
use crate::present::words::learn as words;

/// The most words that are listed; more than these help nobody.
const MOST: usize = 24;

/// The button, and the list once it was pressed.
#[component]
pub fn WordsHere() -> impl IntoView {
    let lang = use_lang();
    let file: File<Glossary> = File::later(glossary_file(is_english(lang)));
    let open = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    // The screen is read when the glossary is here: by then, what was on its way has mostly arrived.
    Effect::new(move |_| {
        if open.get() && file.loaded.with(|loaded| loaded.here().is_some()) {
            said.set(browser::text_of_main());
        }
    });
    let press = move |_| {
        open.update(|open| *open = !*open);
        if file.loaded.with_untracked(|loaded| loaded.here().is_none()) {
            file.again();
        }
    };
    let list = move || {
        file.loaded.with(super::reader::Loaded::here).map(|glossary| {
            let found = said.with(|said| standing(&glossary, said));
            if found.is_empty() {
                return view! { <p data-none="">{words::here_none(lang)}</p> }.into_any();
            }
            let lines = found.into_iter().map(line).collect_view();
            view! { <dl class="c-words__list">{lines}</dl> }.into_any()
        })
    };
    view! {
        <aside class="c-words" aria-label=words::here(lang)>
            <button
                type="button"
                class="c-button"
                data-kind="quiet"
                data-action="words-here"
                aria-expanded=move || open.get().to_string()
                on:click=press
            >
                {words::here(lang)}
            </button>
            <Show when=move || open.get()>{file.line(lang)} {list}</Show>
        </aside>
    }
}

/// The terms that stand in a text, in its order, each once.
fn standing<'a>(glossary: &'a Glossary, text: &str) -> Vec<&'a Term> {
    let mut found: Vec<&Term> = Vec::new();
    for (_, id) in Terms::of(glossary).find(text) {
        if found.len() < MOST
            && !found.iter().any(|known| known.id == id)
            && let Some(term) = glossary.term.iter().find(|term| term.id == id)
        {
            found.push(term);
        }
    }
    found
}

fn line(term: &Term) -> AnyView {
    view! {
        <dt class="c-words__term"><TermLink id=term.id.clone() text=term.text.clone()/></dt>
        <dd>{term.says.clone()}</dd>
    }
    .into_any()
}
