//! The fields of the short form, and how what was typed was understood.

use leptos::prelude::*;

use crate::present::form::words::{self as form_words, Understood};
use crate::present::form::{FieldKind, Preset, field_kind};
use crate::present::input::Field;
use crate::present::sentence::{self, Piece};
use crate::present::words::form as words;
use crate::present::{Shown, StatedBy};
use crate::ui::amount;
use crate::ui::kit::{Entry, FieldFrame, error_of};
use crate::ui::state::{use_as_of, use_lang};

use super::state::Form;

/// The fields of a kind, in order.
#[component]
pub fn Fields(form: Form, preset: Preset) -> impl IntoView {
    let editing = form.debt.with_value(Option::is_some);
    let fields = preset.fields().iter().copied().filter(move |field| !(editing && *field == Field::Paid));
    fields.map(|field| view! { <TextField form=form preset=preset field=field/> }).collect_view()
}

/// The name, hint and keyboard of a field.
pub(super) fn entry(form: Form, preset: Preset, field: Field, lang: crate::present::Lang) -> Entry {
    let policy = form.draft.with_untracked(|draft| draft.as_ref().map_or(preset.policy(), |draft| draft.policy()));
    let (label, hint) = form_words::field(preset, field, policy, lang);
    let keyboard = match field_kind(field) {
        FieldKind::Money => "decimal",
        FieldKind::Count => "numeric",
        FieldKind::Text | FieldKind::Date | FieldKind::Rate => "text",
    };
    let entry = Entry::new(field.name(), label).hint(hint).keyboard(keyboard);
    if preset.is_optional(field) { entry.optional() } else { entry }
}

/// One field.
#[component]
pub(super) fn TextField(form: Form, preset: Preset, field: Field) -> impl IntoView {
    let lang = use_lang();
    let entry = entry(form, preset, field, lang);
    let error = error_of(form.errors, field.name());
    view! {
        <div class="c-entry">
            <FieldFrame entry=entry.clone() error=error>
                <Input form=form field=field entry=entry.clone()/>
            </FieldFrame>
            <Understanding form=form field=field/>
        </div>
    }
}

#[component]
fn Input(form: Form, field: Field, entry: Entry) -> impl IntoView {
    let error = error_of(form.errors, field.name());
    let described = entry.clone();
    view! {
        <input
            class="c-field__input"
            id=entry.id()
            name=entry.name.clone()
            type="text"
            inputmode=entry.keyboard
            autocomplete="off"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || described.described_by(error.with(Option::is_some))
            prop:value=move || form.text(field)
            on:input=move |event| form.set(field, &event_target_value(&event))
        />
    }
}

/// How what was typed was understood, where that is not plain to see.
#[component]
fn Understanding(form: Form, field: Field) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let understood =
        Memo::new(move |_| form.draft.with(|draft| form_words::understood(draft.as_ref()?, field, as_of.get(), lang)));
    move || {
        let said = match understood.get()? {
            Understood::Words(text) => text.into_any(),
            Understood::Amount(money) => {
                let piece = Piece::from(Shown::stated(money, StatedBy::You));
                amount::sentence(sentence::fill(words::understood_amount_parts(lang), &[("amount", piece)]))
            }
        };
        Some(view! { <p class="c-entry__read">{said}</p> })
    }
}
