//! One plain question: answers to choose, something to type, or both.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::case::checked::{Question as Asked, Typed};
use crate::present::words::check as words;
use crate::ui::kit::{Button, Entry, Field, Kind};
use crate::ui::state::use_lang;

/// The question that is open.
#[component]
pub fn Question(
    /// What is asked.
    asked: Asked,
    /// Takes the answer: the name of the question and what was chosen or typed.
    on_answer: Callback<(String, String)>,
    /// Shows what comes out without an answer.
    #[prop(optional)]
    on_stop: Option<Callback<()>>,
) -> impl IntoView {
    let lang = use_lang();
    let both = asked.typed.is_some() && !asked.options.is_empty();
    let typed = asked.typed.clone().map(|typed| typed_answer(on_answer, &asked, typed));
    let key = asked.key.clone();
    let option = move |(value, text): (String, String)| {
        let (key, own) = (key.clone(), value.clone());
        view! {
            <button type="button" class="c-option" data-answer=value on:click=move |_| on_answer.run((key.clone(), own.clone()))>
                {text}
            </button>
        }
    };
    let options: Vec<_> = asked.options.clone().into_iter().map(option).collect();
    let stop = on_stop.filter(|_| asked.can_stop).map(|on_stop| {
        view! {
            <div class="c-actions">
                <Button label=words::stop(lang) action="check-stop" kind=Kind::Quiet on_press=on_stop/>
            </div>
        }
    });
    view! {
        <section class="c-question" data-question=asked.key aria-labelledby="check-question" aria-describedby="check-why">
            <h2 class="c-question__text" id="check-question" tabindex="-1">{asked.text}</h2>
            <p class="c-section__note" id="check-why">{asked.why}</p>
            {typed}
            {both.then(|| view! { <p class="c-section__note">{words::or(lang)}</p> })}
            {(!options.is_empty()).then(|| view! { <div class="c-options" role="group" aria-labelledby="check-question">{options}</div> })}
            {stop}
        </section>
    }
}

/// A field and the button that sends it.
fn typed_answer(on_answer: Callback<(String, String)>, asked: &Asked, typed: Typed) -> AnyView {
    let lang = use_lang();
    let text = RwSignal::new(asked.before.clone());
    let error = (!asked.error.is_empty()).then(|| asked.error.clone());
    let error = RwSignal::new(error);
    let keyboard = match typed.keyboard.as_str() {
        "decimal" => "decimal",
        "numeric" => "numeric",
        _ => "",
    };
    let entry = Entry::new("answer", typed.label).hint(typed.hint).unit(typed.unit).keyboard(keyboard);
    let key = asked.key.clone();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let answer = text.get_untracked();
        // An empty field is sent too: the worker says what would work.
        on_answer.run((key.clone(), answer));
    };
    view! {
        <form class="c-form" novalidate=true on:submit=send>
            <Field entry=entry value=text error=error/>
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="check-next">{words::next(lang)}</button>
            </div>
        </form>
    }
    .into_any()
}
