//! Pieces of a text on screen: places that the figure fills, marks of sources, terms of the glossary.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::present::learn::Piece;
use crate::present::words::learn as words;
use crate::ui::browser;
use crate::ui::link::use_router;
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// What fills the places of a text.
#[derive(Clone, Copy)]
pub struct Inline {
    /// By name: what the reader has set and what came of it, as it is written.
    pub values: Memo<BTreeMap<String, String>>,
    /// Whether terms are links.
    pub links: bool,
}

/// The pieces of a text.
pub fn pieces(text: Vec<Piece>, inline: Inline) -> AnyView {
    let shown = text.into_iter().map(move |piece| match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Slot(name) => {
            let value =
                move || inline.values.with(|values| values.get(&name).cloned().unwrap_or_else(|| "…".to_owned()));
            view! { <b class="c-lesson__value">{value}</b> }.into_any()
        }
        Piece::Mark(place) => view! { <Mark place=place/> }.into_any(),
        Piece::Term { id, text } if inline.links => view! { <TermLink id=id text=text/> }.into_any(),
        Piece::Term { text, .. } => text.into_any(),
    });
    shown.collect_view().into_any()
}

/// A mark that leads to its source below.
#[component]
fn Mark(place: usize) -> impl IntoView {
    let lang = use_lang();
    let target = format!("source-{place}");
    let href = format!("#{target}");
    let says = words::source_number(lang, &place.to_string());
    // The sources are folded; the link opens them before it leads there.
    let click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::unfold("sources");
        browser::focus(&target);
    };
    view! { <sup class="c-lesson__mark"><a href=href aria-label=says on:click=click>{place}</a></sup> }
}

/// A term that leads to its entry in the glossary.
#[component]
pub fn TermLink(
    /// Its id.
    id: String,
    /// As it stands in the text.
    text: String,
) -> impl IntoView {
    let router = use_router();
    let href = format!("{}#{id}", Route::Glossary.href());
    let click = move |event: leptos::ev::MouseEvent| {
        if browser::forward(&event) {
            event.prevent_default();
            router.go_with(&Route::Glossary, &id);
        }
    };
    view! { <a class="c-term" href=href data-action="term" on:click=click>{text}</a> }
}
