//! How the request is signed, and to whom it goes.

use leptos::prelude::*;

use super::state::Flow;
use crate::case::LenderEntry;
use crate::present::compose::SELF;
use crate::present::lang::Lang;
use crate::present::words::compose as words;
use crate::ui::kit::{Entry, Field, Notice, Tone, error_of};
use crate::ui::state::use_lang;

/// Name, contact, number of the contract; all may stay empty.
#[component]
pub(super) fn Who(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let entry = |name, label| Entry::new(name, label).optional();
    let warnings = move || {
        let found = crate::present::compose::warnings(&flow.draft(), lang);
        (!found.is_empty()).then(|| {
            let lines: Vec<_> = found.into_iter().map(|text| view! { <p data-warning="">{text}</p> }).collect();
            view! { <Notice tone=Tone::Late>{lines}</Notice> }
        })
    };
    view! {
        <h2 class="c-question__text" id="step-title" tabindex="-1">{words::who_title(lang)}</h2>
        <p class="c-section__note">{words::who_note(lang)} " " {words::who_secrets(lang)}</p>
        <Field entry=entry("name", words::name(lang)) value=flow.field("name") error=error_of(flow.errors, "name")/>
        <Field
            entry=entry("contact", words::contact(lang)).hint(words::contact_hint(lang))
            value=flow.field("contact")
            error=error_of(flow.errors, "contact")
        />
        <Field
            entry=entry("contract", words::contract(lang)).hint(words::contract_hint(lang))
            value=flow.field("contract")
            error=error_of(flow.errors, "contract")
        />
        <div role="status">{warnings}</div>
    }
}

/// The name of a lender.
pub(super) fn lender_name(lender: &LenderEntry, lang: Lang) -> String {
    match lang {
        Lang::Zh => lender.name_zh.clone(),
        Lang::En => lender.name_en.clone(),
    }
}

/// The host of an origin, as people read it.
pub(super) fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

/// The lenders on the list, and handing it over oneself.
#[component]
pub(super) fn Whom(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let value = flow.field("lender");
    let error = error_of(flow.errors, "lender");
    let lenders = Memo::new(move |_| flow.lenders());
    let none =
        move || lenders.with(|all| all.as_ref().is_some_and(|all| all.lenders.iter().all(|one| one.origin.is_none())));
    let listed = move || {
        let all = lenders.get();
        let all = all.iter().flat_map(|all| all.lenders.iter());
        all.map(|lender| lender_choice(lender, value, lang)).collect_view()
    };
    let own = words::whom_self_note(lang).to_owned();
    view! {
        <fieldset class="c-choices" id="f-lender" tabindex="-1" aria-describedby=move || error.with(Option::is_some).then_some("f-lender-error")>
            <legend class="c-question__text" id="step-title" tabindex="-1">{words::whom_title(lang)}</legend>
            <Show when=none><p class="c-section__note">{words::whom_none(lang)}</p></Show>
            <Show when=move || lenders.with(Option::is_none)><p class="c-section__note">{words::whom_reading(lang)}</p></Show>
            {listed}
            {choice(SELF.to_owned(), words::whom_self(lang).to_owned(), own, value)}
            {move || error.get().map(|text| view! { <p class="c-field__error" id="f-lender-error" data-error="">{text}</p> })}
        </fieldset>
    }
}

fn lender_choice(lender: &LenderEntry, value: RwSignal<String>, lang: Lang) -> AnyView {
    let way = match &lender.origin {
        Some(origin) => words::whom_send(lang, host(origin)),
        None => words::whom_letter(lang).to_owned(),
    };
    let lines = match lang {
        Lang::Zh => &lender.contact_zh,
        Lang::En => &lender.contact_en,
    };
    let mut note = vec![way];
    if lender.example {
        note.push(words::whom_example(lang).to_owned());
    }
    note.extend(lines.iter().cloned());
    choice(lender.id.clone(), lender_name(lender, lang), note.join(" · "), value)
}

fn choice(id: String, name: String, note: String, value: RwSignal<String>) -> AnyView {
    let (own, set) = (id.clone(), id.clone());
    view! {
        <label class="c-choices__row" data-lender=id>
            <input
                type="radio"
                name="lender"
                prop:checked=move || value.with(|value| *value == own)
                on:change=move |_| value.set(set.clone())
            />
            <span><strong>{name}</strong> <span class="c-option__note">{note}</span></span>
        </label>
    }
    .into_any()
}
