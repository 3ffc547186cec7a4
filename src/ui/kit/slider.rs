//! A whole number by slider, by steps, or typed: three hands on one value.

use leptos::prelude::*;

use super::field::{Entry, FieldFrame};

/// The bounds of a slider and the words of its step buttons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SliderRange {
    /// The least value.
    pub least: i64,
    /// The greatest value of the slider; the box may hold more.
    pub greatest: i64,
    /// What the minus button says to those who hear it.
    pub less: String,
    /// What the plus button says.
    pub more: String,
}

/// A text box with a slider and ± buttons. The box is `f-{name}`, the slider `f-{name}-slider`.
#[component]
pub fn SliderField(
    /// Its words.
    entry: Entry,
    /// Its bounds.
    range: SliderRange,
    /// What is typed.
    value: RwSignal<String>,
    /// What stands against it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let described = entry.clone();
    let id = entry.id();
    let slider_id = format!("{id}-slider");
    let (least, greatest) = (range.least, range.greatest);
    let number = move || value.with(|text| text.trim().parse::<i64>().ok());
    let step = move |by: i64| {
        let now = number().unwrap_or(least);
        value.set(now.saturating_add(by).max(least).to_string());
    };
    view! {
        <FieldFrame entry=entry.clone() error=error>
            <button type="button" class="c-button" data-kind="step" aria-label=range.less on:click=move |_| step(-1)>"−"</button>
            <input
                class="c-field__input"
                id=id
                name=entry.name.clone()
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described.described_by(error.with(Option::is_some))
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <button type="button" class="c-button" data-kind="step" aria-label=range.more on:click=move |_| step(1)>"+"</button>
        </FieldFrame>
        <input
            class="c-slider"
            id=slider_id
            type="range"
            min=least.to_string()
            max=greatest.to_string()
            step="1"
            aria-label=entry.label.clone()
            prop:value=move || number().unwrap_or(least).clamp(least, greatest).to_string()
            on:input=move |event| value.set(event_target_value(&event))
        />
    }
}
