//! Why it is hard to pay, and what the other side is told of income, essentials, cash and other debts.

use leptos::prelude::*;

use super::state::Flow;
use super::what::facts_list;
use crate::engine::limits::{MAX_EVIDENCE, MAX_NOTE_CHARS};
use crate::present::compose::{Fact, LASTING, REASONS, lasting, reason};
use crate::present::words::compose as words;
use crate::ui::files::FilesField;
use crate::ui::kit::{Entry, Field, FieldFrame, Notice, SelectField, error_of};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// Reason, since when, how long, own words.
#[component]
pub(super) fn Why(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let none = || (String::new(), words::reason_none(lang).to_owned());
    let reasons = core::iter::once(none())
        .chain(REASONS.iter().map(|(name, known)| ((*name).to_owned(), reason(*known, lang).to_owned())))
        .collect();
    let lasts = core::iter::once(none())
        .chain(LASTING.iter().map(|(name, known)| ((*name).to_owned(), lasting(*known, lang).to_owned())))
        .collect();
    let since = Entry::new("since", words::since(lang)).hint(words::since_hint(lang)).optional().date();
    view! {
        <h2 class="c-question__text" id="step-title" tabindex="-1">{words::why_title(lang)}</h2>
        <p class="c-section__note">{words::why_note(lang)}</p>
        <SelectField
            entry=Entry::new("reason", words::reason(lang)).optional()
            options=reasons
            value=flow.field("reason")
            error=error_of(flow.errors, "reason")
        />
        <Field entry=since value=flow.field("since") error=error_of(flow.errors, "since")/>
        <SelectField
            entry=Entry::new("lasting", words::lasting(lang)).optional()
            options=lasts
            value=flow.field("lasting")
            error=error_of(flow.errors, "lasting")
        />
        <NoteField flow=flow/>
    }
}

/// Own words.
#[component]
fn NoteField(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let (value, error) = (flow.field("note"), error_of(flow.errors, "note"));
    let entry =
        Entry::new("note", words::note(lang)).hint(words::note_hint(lang, &MAX_NOTE_CHARS.to_string())).optional();
    let described = entry.clone();
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <textarea
                class="c-field__input"
                id=entry.id()
                name="note"
                rows="4"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </FieldFrame>
    }
}

/// What is told, part by part.
#[component]
pub(super) fn Told(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let parts = Memo::new(move |_| {
        flow.view.with(|view| view.as_ref().map(|view| (view.statement.clone(), view.has_budget)).unwrap_or_default())
    });
    let rows = move || parts.with(|(facts, _)| facts.iter().cloned().map(|fact| part(flow, fact)).collect_view());
    view! {
        <h2 class="c-question__text" id="step-title" tabindex="-1">{words::statement_title(lang)}</h2>
        <Show
            when=move || parts.with(|(_, budget)| *budget)
            fallback=move || view! {
                <Notice>
                    <p>{words::statement_none(lang)}</p>
                    <div class="c-actions"><Link to=Route::Budget class="c-button" action="to-budget">{words::statement_budget(lang)}</Link></div>
                </Notice>
            }
        >
            <p class="c-section__note">{words::statement_note(lang)}</p>
        </Show>
        <div class="c-ticks">{rows}</div>
        <FilesField label=words::evidence(lang) files=flow.files most=MAX_EVIDENCE/>
    }
}

fn part(flow: Flow, fact: Fact) -> AnyView {
    let (key, own, label) = (fact.key.clone(), fact.key.clone(), fact.label.clone());
    let named = fact.key.clone();
    let told = move || flow.rest.with(|draft| draft.tells(&own));
    let change = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        flow.rest.update(|draft| {
            draft.leave_out.retain(|left| *left != key);
            if !on {
                draft.leave_out.push(key.clone());
            }
        });
    };
    view! {
        <div class="c-ticks__row" data-part=named>
            <label class="c-ticks__label">
                <input type="checkbox" prop:checked=told on:change=change/>
                <span>{label}</span>
            </label>
            {facts_list(vec![Fact { label: String::new(), ..fact }])}
        </div>
    }
    .into_any()
}
