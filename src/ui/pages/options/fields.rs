//! The fields of an option. They are read again when a field is left, not at each key, so that the focus stays where it is.

use leptos::prelude::*;

use super::state::State;
use crate::present::options::FieldView;

/// Some fields.
pub fn fields(state: State, all: Vec<FieldView>) -> AnyView {
    all.into_iter().map(|field| view! { <OwnField state=state field=field/> }).collect_view().into_any()
}

/// A field whose name is known only when the page runs.
#[component]
fn OwnField(state: State, field: FieldView) -> impl IntoView {
    let id = format!("f-{}", field.name);
    let (labelled, error_id) = (id.clone(), format!("{id}-error"));
    let own = field.name.clone();
    let error = Memo::new(move |_| {
        let view = state.told.view.get()?;
        view.errors.iter().find(|(name, _)| *name == own).map(|(_, text)| text.clone())
    });
    let hint = (!field.hint.is_empty()).then(|| view! { <p class="c-field__hint">{field.hint.clone()}</p> });
    let described = error_id.clone();
    let input =
        if field.options.is_empty() { text(state, &field, id, error, described) } else { choice(state, &field, id) };
    view! {
        <div class="c-field" data-invalid=move || error.with(Option::is_some).then_some("true")>
            <label class="c-field__label" for=labelled>{field.label.clone()}</label>
            {hint}
            <div class="c-field__row">{input}</div>
            {move || {
                let id = error_id.clone();
                error.get().map(|text| view! { <p class="c-field__error" id=id data-error="">{text}</p> })
            }}
        </div>
    }
}

fn text(state: State, field: &FieldView, id: String, error: Memo<Option<String>>, described: String) -> AnyView {
    let (name, shown, proposed) = (field.name.clone(), field.name.clone(), field.proposed.clone());
    let keyboard = match field.keyboard.as_str() {
        "decimal" => Some("decimal"),
        "numeric" => Some("numeric"),
        _ => None,
    };
    view! {
        <input
            class="c-field__input"
            id=id
            name=field.name.clone()
            type="text"
            inputmode=keyboard
            autocomplete="off"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
            prop:value=move || state.text(&shown, &proposed)
            on:change=move |event| state.change(&name, &event_target_value(&event))
        />
    }
    .into_any()
}

fn choice(state: State, field: &FieldView, id: String) -> AnyView {
    let name = field.name.clone();
    let option = |(value, words): (String, String)| {
        let (own, name, proposed) = (value.clone(), field.name.clone(), field.proposed.clone());
        view! { <option value=value prop:selected=move || state.text(&name, &proposed) == own>{words}</option> }
    };
    let options: Vec<_> = field.options.iter().cloned().map(option).collect();
    view! {
        <select
            class="c-field__input"
            id=id
            name=field.name.clone()
            on:change=move |event| state.change(&name, &event_target_value(&event))
        >
            {options}
        </select>
    }
    .into_any()
}
