//! A choice of one among few.

use leptos::prelude::*;

use super::field::{Entry, FieldFrame};

/// A select with its label, hint and error.
#[component]
pub fn SelectField(
    /// Its words.
    entry: Entry,
    /// The choices: value and words.
    options: Vec<(String, String)>,
    /// What is chosen.
    value: RwSignal<String>,
    /// What stands against it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let described = entry.clone();
    let choices = options
        .into_iter()
        .map(|(name, words)| {
            let own = name.clone();
            view! { <option value=name prop:selected=move || value.with(|value| *value == own)>{words}</option> }
        })
        .collect_view();
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <select
                class="c-field__input"
                id=entry.id()
                name=entry.name.clone()
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                on:change=move |event| value.set(event_target_value(&event))
            >
                {choices}
            </select>
        </FieldFrame>
    }
}
