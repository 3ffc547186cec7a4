//! Where a lesson's facts come from, and that it is not legal advice.

use std::sync::Arc;

use leptos::prelude::*;

use crate::content::{Lesson, Source};
use crate::present::Lang;
use crate::present::words::{common, learn as words};
use crate::ui::state::use_lang;

/// The sources, folded. A mark in the text opens them.
#[component]
pub fn Sources(lesson: Arc<Lesson>) -> impl IntoView {
    let lang = use_lang();
    let lines = lesson.source.iter().enumerate().map(|(place, source)| line(place, source, lang)).collect_view();
    view! {
        <details class="c-details" id="sources">
            <summary class="c-details__summary">{words::sources(lang, &lesson.source.len().to_string())}</summary>
            <div class="c-details__body">
                <ol class="c-lesson__sources">{lines}</ol>
            </div>
        </details>
        <p class="c-section__note">{words::not_advice(lang)} " " {common::not_advice(lang)}</p>
    }
}

fn line(place: usize, source: &Source, lang: Lang) -> AnyView {
    let how = if source.confirmed == "primary" { words::read_first(lang) } else { words::read_second(lang) };
    let since = (!source.date.is_empty()).then(|| words::since(lang, &source.date));
    view! {
        <li id=format!("source-{}", place.saturating_add(1)) tabindex="-1" data-source=source.id.clone()>
            {source.cite.clone()} " " {since} " " <span class="c-section__note">{how}</span>
        </li>
    }
    .into_any()
}
