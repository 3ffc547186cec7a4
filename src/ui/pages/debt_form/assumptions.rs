//! What is assumed beside the six inputs, in plain words, and the fields to replace it by what the contract says.

use leptos::prelude::*;

use crate::engine::Method;
use crate::present::form::words as form_words;
use crate::present::form::{METHODS, Policy, Preset, UNITS, method_name, unit_name};
use crate::present::input::Field;
use crate::present::words::form as words;
use crate::ui::kit::{Details, Entry, FieldFrame};
use crate::ui::state::use_lang;

use super::card_rules::CardRules;
use super::fields::TextField;
use super::loan_rules::LoanRules;
use super::state::Form;

/// The assumptions, and the fields behind them.
#[component]
pub fn Assumptions(form: Form, preset: Preset) -> impl IntoView {
    let lang = use_lang();
    let lines = Memo::new(move |_| {
        let entered = form.entered.get();
        form.draft.with(|draft| {
            draft.as_ref().map(|draft| form_words::assumptions(draft, entered.as_ref(), lang)).unwrap_or_default()
        })
    });
    let policy =
        Memo::new(move |_| form.draft.with(|draft| draft.as_ref().map_or(preset.policy(), |draft| draft.policy())));
    let method = (preset == Preset::Loan).then(|| view! { <MethodChoice form=form/> });
    let unit = preset.fields().contains(&Field::Rate).then(|| view! { <UnitChoice form=form/> });
    let rules = match preset {
        Preset::Card => Some(view! { <CardRules form=form preset=preset/> }.into_any()),
        Preset::Loan => Some(view! { <LoanRules form=form preset=preset/> }.into_any()),
        Preset::PayLater | Preset::Private => None,
    };
    view! {
        <section class="c-assume" aria-labelledby="assume-title">
            <h2 class="c-assume__title" id="assume-title">{words::assumptions(lang)}</h2>
            <ul class="c-assume__list">
                {move || lines.get().into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <Details summary=words::assume_more(lang)>
                {method}
                {unit}
                <PolicyChoice form=form preset=preset/>
                {move || rule_fields(form, preset, policy.get())}
            </Details>
            {rules}
        </section>
    }
}

/// The fields that a rule of lateness needs.
fn rule_fields(form: Form, preset: Preset, policy: Policy) -> AnyView {
    if policy == Policy::Free {
        return ().into_any();
    }
    let number = match policy {
        Policy::Daily | Policy::Uplift => Some(Field::LateRate),
        Policy::Flat | Policy::PerPeriod => Some(Field::LateFee),
        Policy::Card | Policy::Continue | Policy::Free => None,
    };
    let number = number.map(|field| view! { <TextField form=form preset=preset field=field/> });
    view! {
        {number}
        <TextField form=form preset=preset field=Field::GraceDays/>
        <GraceChoice form=form/>
    }
    .into_any()
}

/// One choice among few, kept in the draft.
#[component]
pub(super) fn Choice(
    form: Form,
    field: Field,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let none = Signal::derive(|| None);
    let entry = Entry::new(field.name(), label);
    let options = options.into_iter().map(move |(value, text)| {
        view! { <option value=value prop:selected=move || form.text(field) == value>{text}</option> }
    });
    view! {
        <FieldFrame entry=entry.clone() error=none>
            <select
                class="c-field__input"
                id=entry.id()
                name=entry.name.clone()
                on:change=move |event| form.set(field, &event_target_value(&event))
            >
                {options.collect_view()}
            </select>
        </FieldFrame>
    }
}

#[component]
fn MethodChoice(form: Form) -> impl IntoView {
    let lang = use_lang();
    let options = METHODS.iter().map(|method: &Method| (method_name(*method), form_words::method(*method, lang)));
    view! { <Choice form=form field=Field::Method label=words::method(lang) options=options.collect()/> }
}

/// The period of a rate that is typed without one.
#[component]
fn UnitChoice(form: Form) -> impl IntoView {
    let lang = use_lang();
    let options = UNITS.map(|unit| (unit_name(unit), form_words::unit(unit, lang)));
    view! { <Choice form=form field=Field::RateUnit label=words::rate_unit(lang) options=options.to_vec()/> }
}

#[component]
fn PolicyChoice(form: Form, preset: Preset) -> impl IntoView {
    let lang = use_lang();
    let options = preset.policies().iter().map(|policy| (policy.name(), form_words::policy(*policy, lang)));
    view! { <Choice form=form field=Field::Policy label=words::policy(lang) options=options.collect()/> }
}

#[component]
fn GraceChoice(form: Form) -> impl IntoView {
    let lang = use_lang();
    let options =
        vec![("forgiven", words::grace_kind_forgiven(lang)), ("back_dated", words::grace_kind_back_dated(lang))];
    view! { <Choice form=form field=Field::GraceKind label=words::grace_kind(lang) options=options/> }
}
