//! The sentence with fields in it.

use leptos::prelude::*;

use crate::present::form::Policy;
use crate::present::input::{Field, words as input_words};
use crate::present::simulate::{SimDraft, words as sim_words};
use crate::present::words::{Part, simulate as words};
use crate::ui::state::use_lang;

use super::state::Simulator;

/// I owe …, due …, the charge is …, … days late.
#[component]
pub fn Sentence(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    // The rule decides which of the two number fields stands in the sentence.
    let policy = Memo::new(move |_| simulator.draft.with(SimDraft::policy));
    let rule = move || match policy.get() {
        None => words::sentence_rule_link_parts(lang),
        Some(Policy::Flat | Policy::PerPeriod) => words::sentence_rule_fee_parts(lang),
        Some(_) => words::sentence_rule_rate_parts(lang),
    };
    let fields = [Field::Principal, Field::Due, Field::Policy, Field::Rate, Field::LateFee, Field::Days];
    view! {
        <div class="c-sentence">
            <p class="c-sentence__line">{filled(words::sentence_owe_parts(lang), simulator)}</p>
            <p class="c-sentence__line">{move || filled(rule(), simulator)}</p>
            <p class="c-sentence__line">{filled(words::sentence_days_parts(lang), simulator)}</p>
            {fields.map(|field| view! { <Wrong simulator=simulator field=field/> })}
        </div>
    }
}

fn filled(parts: &'static [Part], simulator: Simulator) -> AnyView {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => view! { <span>{*text}</span> }.into_any(),
            Part::Slot("policy") => view! { <PolicyChoice simulator=simulator/> }.into_any(),
            Part::Slot(name) => slot(name, simulator),
        })
        .collect::<Vec<_>>()
        .into_any()
}

fn slot(name: &str, simulator: Simulator) -> AnyView {
    let (field, width, keyboard) = match name {
        "principal" => (Field::Principal, "amount", "decimal"),
        "due" => (Field::Due, "date", "text"),
        "rate" => (Field::Rate, "rate", "text"),
        "fee" => (Field::LateFee, "short", "decimal"),
        _ => (Field::Days, "short", "numeric"),
    };
    view! { <Blank simulator=simulator field=field width=width keyboard=keyboard/> }.into_any()
}

/// A blank of the sentence. Its name is read out; the sentence around it says it to the eye.
#[component]
fn Blank(simulator: Simulator, field: Field, width: &'static str, keyboard: &'static str) -> impl IntoView {
    let lang = use_lang();
    let error = simulator.error(field);
    let wrong = move || error.with(Option::is_some);
    view! {
        <input
            class="c-blank"
            id=format!("f-{}", field.name())
            name=field.name()
            type="text"
            inputmode=keyboard
            autocomplete="off"
            data-width=width
            aria-label=input_words::label(field, lang)
            aria-invalid=move || wrong().then_some("true")
            aria-describedby=move || wrong().then(|| format!("f-{}-error", field.name()))
            prop:value=move || simulator.draft.with(|draft| draft.get(field).to_owned())
            on:input=move |event| simulator.set(field, &event_target_value(&event))
        />
    }
}

/// The rule as a choice.
#[component]
fn PolicyChoice(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let chosen = move || simulator.draft.with(SimDraft::policy);
    let choices = simulator.draft.with_untracked(SimDraft::choices).into_iter().map(|choice| {
        let selected = move || chosen() == choice;
        view! {
            <option value=SimDraft::choice_name(choice) prop:selected=selected>{sim_words::policy(choice, lang)}</option>
        }
    });
    view! {
        <select
            class="c-blank"
            id="f-policy"
            name="policy"
            data-width="choice"
            aria-label=input_words::label(Field::Policy, lang)
            on:change=move |event| simulator.set(Field::Policy, &event_target_value(&event))
        >
            {choices.collect_view()}
        </select>
    }
}

/// What stands against a blank.
#[component]
fn Wrong(simulator: Simulator, field: Field) -> impl IntoView {
    let error = simulator.error(field);
    move || {
        error.get().map(|text| {
            view! { <p class="c-field__error" id=format!("f-{}-error", field.name()) data-error="">{text}</p> }
        })
    }
}
