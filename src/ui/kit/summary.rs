//! The error summary: what needs a look, in one place that takes the focus and leads to each field.

use std::borrow::Cow;

use leptos::html;
use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::browser;
use crate::ui::state::use_lang;

/// What stands against one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub name: &'static str,
    /// What would work.
    pub text: String,
}

/// What stands against one of the fields.
pub fn error_of(errors: RwSignal<Vec<FieldError>>, name: impl Into<Cow<'static, str>>) -> Signal<Option<String>> {
    let name = name.into();
    Signal::derive(move || {
        errors.with(|errors| errors.iter().find(|error| error.name == name).map(|error| error.text.clone()))
    })
}

/// Nothing stands against a field, whatever is typed: a search, a choice.
#[must_use]
pub fn no_error() -> Signal<Option<String>> {
    Signal::stored(None::<String>)
}

/// The summary of the errors of a form. It appears when there are any and takes the focus then.
#[component]
pub fn ErrorSummary(
    /// What stands against the form, set when it is sent.
    errors: RwSignal<Vec<FieldError>>,
) -> impl IntoView {
    let lang = use_lang();
    let summary = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if errors.with(|errors| !errors.is_empty())
            && let Some(summary) = summary.get()
        {
            let _ = summary.focus();
        }
    });
    view! {
        <Show when=move || errors.with(|errors| !errors.is_empty())>
            <div class="c-error-summary" role="alert" tabindex="-1" data-error-summary="" node_ref=summary>
                <h2 class="c-error-summary__title">{move || heading(errors.with(Vec::len), lang)}</h2>
                <ul>{move || errors.get().into_iter().map(summary_link).collect_view()}</ul>
            </div>
        </Show>
    }
}

fn heading(count: usize, lang: crate::present::Lang) -> String {
    if count == 1 {
        common::error_summary_one(lang).to_owned()
    } else {
        common::error_summary(lang, &count.to_string())
    }
}

fn summary_link(error: FieldError) -> impl IntoView {
    let id = format!("f-{}", error.name);
    let href = format!("#{id}");
    let click = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        browser::focus(&id);
    };
    view! { <li><a href=href on:click=click>{error.text}</a></li> }
}
