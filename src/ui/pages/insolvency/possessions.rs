//! What is owned: a list, and a small form that adds one thing. Kept with the household.

use leptos::prelude::*;

use crate::case::household::{Household, Possession};
use crate::engine::Currency;
use crate::present::input::words::message_of;
use crate::present::input::{self, AmountRange, Cause, is_blank};
use crate::present::words::insolvency as words;
use crate::present::{format, terms};
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Entry, ErrorSummary, Field, FieldError, SelectField, error_of};
use crate::ui::records::use_records;
use crate::ui::state::{use_debts, use_lang};

/// The section.
#[component]
pub fn Possessions() -> impl IntoView {
    let (lang, records) = (use_lang(), use_records());
    let all = move || records.household().map(|known| known.possessions).unwrap_or_default();
    let list = move || {
        let all = all();
        if all.is_empty() {
            return view! { <p class="c-section__note">{words::no_possessions(lang)}</p> }.into_any();
        }
        let lines: Vec<_> = all.into_iter().enumerate().map(|(place, each)| line(place, each)).collect();
        view! { <ul class="c-lines" data-possessions="">{lines}</ul> }.into_any()
    };
    view! {
        <section class="c-section" aria-labelledby="possessions-title">
            <h2 id="possessions-title">{words::possessions_title(lang)}</h2>
            <p class="c-section__note">{words::possessions_note(lang)}</p>
            {list}
            <AddForm/>
        </section>
    }
}

/// Saves the possessions with the household.
fn save(possessions: Vec<Possession>, said: &'static str, done: impl FnOnce() + 'static) {
    let (lang, records, keeper, debts) = (use_lang(), use_records(), use_keeper(), use_debts());
    let household = untrack(move || records.household());
    let currency =
        debts.0.with_untracked(|debts| debts.first().map(|debt| debt.inputs.contract.principal().currency()));
    let household = household.unwrap_or_else(|| Household::new(currency.unwrap_or(Currency::CNY)));
    let record = records.with_household(Household { possessions, ..household });
    keeper.save_records(vec![record], said.to_owned(), lang, done);
}

fn line(place: usize, each: Possession) -> AnyView {
    let (lang, records, debts) = (use_lang(), use_records(), use_debts());
    let secured = each.secures.as_ref().and_then(|id| debts.find_untracked(id));
    let stands = match (&secured, each.protected) {
        (Some(debt), _) => words::kind_secures(lang, &terms::debt_name(debt, lang)),
        (None, true) => words::is_protected(lang).to_owned(),
        (None, false) => words::is_free(lang).to_owned(),
    };
    let label = words::remove_of(lang, &each.name);
    let owner = Owner::current();
    let remove = move |_| {
        let mut all = untrack(move || records.household()).map(|known| known.possessions).unwrap_or_default();
        if place < all.len() {
            all.remove(place);
        }
        if let Some(owner) = &owner {
            owner.with(|| save(all, words::removed(lang), || ()));
        }
    };
    view! {
        <li class="c-lines__line">
            <span>{each.name.clone()} <span class="c-lines__note">{format::money(each.value, lang)} " · " {stands}</span></span>
            <button type="button" class="c-button" data-kind="quiet" data-action="remove-possession" aria-label=label on:click=remove>
                {words::remove(lang)}
            </button>
        </li>
    }
    .into_any()
}

/// What is read from the form.
fn read(
    name: &str,
    value: &str,
    kind: &str,
    currency: Currency,
    lang: crate::present::Lang,
) -> Result<Possession, Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut wrong = |field: &'static str, noun: &str, cause: &Cause| {
        errors.push(FieldError { name: field, text: message_of(noun, cause, lang) });
    };
    let name = match input::free_text(name) {
        Ok(name) if !is_blank(&name) => Some(name),
        Ok(_) => {
            wrong("possession", words::name_noun(lang), &Cause::Missing);
            None
        }
        Err(cause) => {
            wrong("possession", words::name_noun(lang), &cause);
            None
        }
    };
    let value = input::amount(value, AmountRange::from_zero(currency))
        .map_err(|cause| wrong("possession_value", words::value_noun(lang), &cause))
        .ok();
    let (Some(name), Some(value)) = (name, value) else { return Err(errors) };
    let secures = kind.strip_prefix("secures-").map(str::to_owned);
    Ok(Possession { name, value, protected: kind == "protected", secures })
}

/// Adds one thing.
#[component]
fn AddForm() -> impl IntoView {
    let (lang, records, debts) = (use_lang(), use_records(), use_debts());
    let (name, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let kind = RwSignal::new("free".to_owned());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let mut kinds = vec![
        ("free".to_owned(), words::kind_free(lang).to_owned()),
        ("protected".to_owned(), words::kind_protected(lang).to_owned()),
    ];
    kinds.extend(debts.0.with_untracked(|debts| {
        let own = |debt: &std::sync::Arc<crate::case::Debt>| {
            (format!("secures-{}", debt.id), words::kind_secures(lang, &terms::debt_name(debt, lang)))
        };
        debts.iter().map(own).collect::<Vec<_>>()
    }));
    let owner = Owner::current();
    let add = Callback::new(move |()| {
        let household = untrack(move || records.household());
        let of_debts =
            debts.0.with_untracked(|debts| debts.first().map(|debt| debt.inputs.contract.principal().currency()));
        let currency = household.as_ref().map(|known| known.currency).or(of_debts).unwrap_or(Currency::CNY);
        let typed = (name.get_untracked(), value.get_untracked(), kind.get_untracked());
        match read(&typed.0, &typed.1, &typed.2, currency, lang) {
            Ok(possession) => {
                errors.set(Vec::new());
                let mut all = household.map(|known| known.possessions).unwrap_or_default();
                all.push(possession);
                let done = move || {
                    name.set(String::new());
                    value.set(String::new());
                };
                if let Some(owner) = &owner {
                    owner.with(|| save(all, words::added(lang), done));
                }
            }
            Err(found) => errors.set(found),
        }
    });
    let name_entry = Entry::new("possession", words::name_label(lang)).hint(words::name_hint(lang));
    let value_entry = Entry::new("possession_value", words::value_label(lang)).keyboard("decimal");
    let none = Signal::derive(|| None::<String>);
    view! {
        <ErrorSummary errors=errors/>
        <div class="c-form">
            <Field entry=name_entry value=name error=error_of(errors, "possession")/>
            <Field entry=value_entry value=value error=error_of(errors, "possession_value")/>
            <SelectField entry=Entry::new("possession_kind", words::kind_label(lang)) options=kinds value=kind error=none/>
            <div class="c-actions"><Button label=words::add(lang) action="add-possession" on_press=add/></div>
        </div>
    }
}
