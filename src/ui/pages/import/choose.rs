//! Choosing what to read: a file, a drop, or pasted text; and waiting for it.

use leptos::ev;
use leptos::prelude::*;

use super::Import;
use crate::present::format;
use crate::present::words::{csv as table, import as words};
use crate::ui::browser;
use crate::ui::browser::worker::Source;
use crate::ui::kit::{Button, Details, FieldError, Kind, error_of};
use crate::ui::state::use_lang;

/// The first step.
#[component]
pub(super) fn Choose(import: Import) -> impl IntoView {
    let lang = use_lang();
    let over = RwSignal::new(false);
    let allow = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = browser::dropped_file(&event) {
            import.read(Source::File(file), "file");
        }
    };
    view! {
        <p>{words::lead(lang)}</p>
        <section
            class="c-drop"
            data-over=move || over.get().then_some("true")
            on:dragover=allow
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <FileField import=import/>
        </section>
        <Paste import=import/>
        <p class="c-section__note">{words::kinds(lang)}</p>
    }
}

/// The input that takes a file.
#[component]
fn FileField(import: Import) -> impl IntoView {
    let lang = use_lang();
    let error = error_of(import.errors, "file");
    let described = move || if error.with(Option::is_some) { "f-file-hint f-file-error" } else { "f-file-hint" };
    let choose = move |event: ev::Event| {
        if let Some(file) = browser::chosen_file(&event) {
            import.read(Source::File(file), "file");
        }
    };
    view! {
        <div class="c-field" data-invalid=move || error.with(Option::is_some).then_some("true")>
            <label class="c-field__label" for="f-file">{words::file(lang)}</label>
            <p class="c-field__hint" id="f-file-hint">{words::file_hint(lang)}</p>
            <input
                class="c-field__input"
                id="f-file"
                name="file"
                type="file"
                accept=".json,.csv,.tsv,.tab,.txt,application/json,text/csv,text/tab-separated-values"
                data-action="choose-file"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:change=choose
            />
            {move || error.get().map(|text| view! { <p class="c-field__error" id="f-file-error" data-error="">{text}</p> })}
        </div>
    }
}

/// Text instead of a file.
#[component]
fn Paste(import: Import) -> impl IntoView {
    let lang = use_lang();
    let text = RwSignal::new(String::new());
    let error = error_of(import.errors, "text");
    let read = move |()| {
        let text = text.get_untracked();
        if text.trim().is_empty() {
            let nothing = FieldError { name: "text", text: words::error_empty_text(lang).to_owned() };
            import.errors.set(vec![nothing]);
        } else {
            import.read(Source::Text(text), "text");
        }
    };
    view! {
        <Details summary=words::paste(lang)>
            <div class="c-field" data-invalid=move || error.with(Option::is_some).then_some("true")>
                <label class="c-field__label" for="f-text">{words::text(lang)}</label>
                <textarea
                    class="c-field__input"
                    id="f-text"
                    name="text"
                    rows="8"
                    spellcheck="false"
                    aria-describedby=move || error.with(Option::is_some).then_some("f-text-error")
                    prop:value=move || text.get()
                    on:input=move |event| text.set(event_target_value(&event))
                ></textarea>
                {move || error.get().map(|text| view! { <p class="c-field__error" id="f-text-error" data-error="">{text}</p> })}
            </div>
            <div class="c-actions">
                <Button label=words::read_text(lang) action="read-text" on_press=read/>
            </div>
        </Details>
    }
}

/// While the worker reads.
#[component]
pub(super) fn Reading(import: Import) -> impl IntoView {
    let lang = use_lang();
    let far = move || match import.progress.get() {
        Some((done, total)) => table::progress(lang, &format::integer(done.into()), &format::integer(total.into())),
        None => words::reading(lang).to_owned(),
    };
    let share = move || import.progress.get().map(|(done, _)| done.to_string());
    let whole = move || import.progress.get().map_or(1, |(_, total)| total.max(1));
    view! {
        <section class="c-section" aria-busy="true">
            <p role="status" aria-live="polite">{far}</p>
            <progress class="c-progress" aria-label=table::progress_label(lang) value=share max=whole></progress>
            <div class="c-actions">
                <Button
                    label=crate::present::words::common::cancel(lang)
                    action="cancel-import"
                    kind=Kind::Plain
                    on_press=move |()| import.cancel()
                />
            </div>
        </section>
    }
}
