//! The format step of a table: what is proposed and why, what has to be chosen, and the first rows read like that.

use std::sync::Arc;

use leptos::prelude::*;

use super::Import;
use super::sheet::{cell, row, sheet};
use crate::present::csv::{FormatView, Question};
use crate::present::words::csv as words;
use crate::ui::kit::{Button, Details, FieldError, Kind, Notice, Tone};
use crate::ui::state::use_lang;

/// The names of the questions that an error can lead to.
const NAMES: [&str; 9] =
    ["shape", "target", "currency", "dates", "decimal", "delimiter", "encoding", "header", "column-0"];

/// The step.
#[component]
pub(super) fn FormatStep(import: Import, view: Arc<FormatView>) -> impl IntoView {
    let lang = use_lang();
    let open = view.open.clone();
    let next = move |()| {
        let errors: Vec<FieldError> = open
            .iter()
            .filter_map(|(name, text)| {
                let name = NAMES.into_iter().find(|known| known == name)?;
                Some(FieldError { name, text: text.clone() })
            })
            .collect();
        if errors.is_empty() {
            import.ask(true);
        } else {
            import.errors.set(errors);
        }
    };
    let undecided = view.questions.iter().any(|question| question.chosen.is_empty());
    // What the rows mean stands before the preview, how the bytes are parted behind it; a question keeps its place.
    let (bytes, meaning): (Vec<&Question>, Vec<&Question>) =
        view.questions.iter().partition(|each| ["delimiter", "encoding", "header"].contains(&each.name.as_str()));
    let columns = asked(import, view.columns.iter().collect());
    view! {
        <section class="c-section" data-csv="format" aria-busy=move || import.busy.get().then_some("true")>
            <h2>{words::format_title(lang)}</h2>
            <p>{words::format_lead(lang)}</p>
            <p class="c-section__note" role="status">
                {move || if import.busy.get() { words::working(lang) } else { "" }}
            </p>
            {undecided.then(|| view! { <Notice tone=Tone::Late>{words::needs_you_lead(lang)}</Notice> })}
            {asked(import, meaning)}
            {preview(&view)}
            <p class="c-section__note">{view.summary.clone()}</p>
            {asked(import, bytes)}
            <Details summary=words::columns_title(lang)>{columns}</Details>
            <div class="c-actions">
                <Button label=words::next(lang) action="csv-next" kind=Kind::Primary on_press=next/>
                <Button label=words::other_file(lang) action="cancel-import" on_press=move |()| import.cancel()/>
            </div>
        </section>
    }
}

fn asked(import: Import, all: Vec<&Question>) -> AnyView {
    let all: Vec<AnyView> = all.into_iter().map(|each| question(import, each)).collect();
    view! { <div class="c-ask">{all}</div> }.into_any()
}

/// A question with its answers and what speaks for the one that is proposed.
fn question(import: Import, asked: &Question) -> AnyView {
    let lang = use_lang();
    let open = asked.chosen.is_empty();
    let id = format!("f-{}", asked.name);
    let (hint, name) = (format!("{id}-hint"), asked.name.clone());
    let option = |(value, text): &(String, String)| {
        let chosen = *value == asked.chosen;
        view! { <option value=value.clone() selected=chosen>{text.clone()}</option> }
    };
    view! {
        <div class="c-field" data-open=open.then_some("true")>
            <label class="c-field__label" for=id.clone()>{asked.label.clone()}</label>
            <select
                class="c-field__input"
                id=id
                name=asked.name.clone()
                aria-describedby=hint.clone()
                on:change=move |event| import.choose(&name, event_target_value(&event))
            >
                {open.then(|| view! { <option value="" selected=true>{words::choose(lang)}</option> })}
                {asked.options.iter().map(option).collect_view()}
            </select>
            <p class="c-field__hint" id=hint>{asked.evidence.clone()}</p>
        </div>
    }
    .into_any()
}

fn preview(view: &FormatView) -> AnyView {
    let lang = use_lang();
    let shown = |(text, bad): &(String, bool)| cell(text, None, bad.then(|| words::preview_bad(lang)));
    let rows = view.rows.iter().map(|cells| row("preview", false, cells.iter().map(shown).collect())).collect();
    sheet(words::preview(lang), &view.head, 0..0, rows)
}
