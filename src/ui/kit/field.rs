//! One field of a form: label, hint, input, error, tied together by ids.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::state::use_lang;

/// The words and the manner of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its name: the input is `f-{name}`.
    pub name: Cow<'static, str>,
    /// What it asks for.
    pub label: String,
    /// What helps to answer; may be empty.
    pub hint: String,
    /// What stands behind the input, such as a unit; may be empty.
    pub unit: String,
    /// The keyboard on phones: `decimal`, `numeric`, or empty for text.
    pub keyboard: &'static str,
    /// Whether it may stay empty.
    pub optional: bool,
    /// The input's type: empty for text, or `date`.
    pub kind: &'static str,
}

impl Entry {
    /// A field with a name and a label.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), ..Self::default() }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same with a unit behind the input.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// The same with a keyboard.
    #[must_use]
    pub const fn keyboard(mut self, keyboard: &'static str) -> Self {
        self.keyboard = keyboard;
        self
    }

    /// The same, but it may stay empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same as a date picker of the browser.
    #[must_use]
    pub const fn date(mut self) -> Self {
        self.kind = "date";
        self
    }

    /// The id of the input.
    #[must_use]
    pub fn id(&self) -> String {
        format!("f-{}", self.name)
    }

    /// The ids that describe the input: hint, then error.
    #[must_use]
    pub fn described_by(&self, has_error: bool) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("f-{}-hint", self.name));
        let error = has_error.then(|| format!("f-{}-error", self.name));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

/// A text input with its label, hint and error. What was typed stays.
#[component]
pub fn Field(
    /// Its words.
    entry: Entry,
    /// What is typed.
    value: RwSignal<String>,
    /// What stands against it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let described = entry.clone();
    let id = entry.id();
    let kind = if entry.kind.is_empty() { "text" } else { entry.kind };
    let keyboard = (!entry.keyboard.is_empty()).then_some(entry.keyboard);
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <input
                class="c-field__input"
                id=id
                name=entry.name.clone()
                type=kind
                inputmode=keyboard
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </FieldFrame>
    }
}

/// The label, hint, unit and error around an input.
#[component]
pub fn FieldFrame(
    /// Its words.
    entry: Entry,
    /// What stands against it.
    error: Signal<Option<String>>,
    /// The input.
    children: Children,
) -> impl IntoView {
    let lang = use_lang();
    let error_id = format!("f-{}-error", entry.name);
    let hint = (!entry.hint.is_empty())
        .then(|| view! { <p class="c-field__hint" id=format!("f-{}-hint", entry.name)>{entry.hint.clone()}</p> });
    let unit = (!entry.unit.is_empty()).then(|| view! { <span class="c-field__unit">{entry.unit.clone()}</span> });
    let optional = entry.optional.then(|| view! { <span class="c-field__optional">{common::optional(lang)}</span> });
    view! {
        <div class="c-field" data-invalid=move || error.with(Option::is_some).then_some("true")>
            <label class="c-field__label" for=entry.id()>{entry.label.clone()} " " {optional}</label>
            {hint}
            <div class="c-field__row">{children()} {unit}</div>
            {move || {
                let id = error_id.clone();
                error.get().map(|text| view! { <p class="c-field__error" id=id data-error="">{text}</p> })
            }}
        </div>
    }
}
