//! The short form: choose a kind, fill at most six fields, see what it comes to, save. What is typed survives errors,
//! a change of language and a reload.

mod assumptions;
mod card_rules;
mod fields;
mod limited;
mod loan_rules;
mod state;

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::Debt;
use crate::present::form::words as form_words;
use crate::present::form::{Entered, Preset, preview};
use crate::present::words::{common, form as words};
use crate::ui::amount::sentence;
use crate::ui::browser;
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Empty, ErrorSummary, Kind, Notice, Page};
use crate::ui::link::{Link, use_router};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang, use_status};
use crate::ui::true_cost::true_cost;

use assumptions::Assumptions;
use fields::Fields;
use limited::Limited;
use state::Form;

/// A new debt.
#[component]
pub fn DebtNew() -> impl IntoView {
    let lang = use_lang();
    let router = use_router();
    let form = Form::new_debt(&untrack(move || router.fragment()));
    let came = form.handed.with_value(Option::is_some);
    view! {
        <Page screen="debt-new" title=Signal::derive(move || words::title_new(lang).to_owned())>
            <Kept form=form/>
            {came.then(|| view! { <Notice><p data-handed="">{words::handed(lang)}</p></Notice> })}
            <Chooser form=form/>
            {move || form.preset().map(|preset| view! { <Sheet form=form preset=preset/> })}
        </Page>
    }
}

/// A debt that is there.
#[component]
pub fn DebtEdit(id: String) -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let debt = Memo::new(move |_| debts.find(&id));
    view! {
        <Page screen="debt-edit" title=Signal::derive(move || words::title_edit(lang).to_owned())>
            {move || match debt.get() {
                None => view! { <NoDebt/> }.into_any(),
                Some(debt) => match Form::edit(&debt) {
                    None => view! { <Limited debt=debt/> }.into_any(),
                    Some(form) => view! {
                        <Kept form=form/>
                        {move || form.preset().map(|preset| view! { <Sheet form=form preset=preset/> })}
                    }.into_any(),
                },
            }}
        </Page>
    }
}

/// The kinds of debt.
#[component]
fn Chooser(form: Form) -> impl IntoView {
    let lang = use_lang();
    let button = move |preset: Preset| {
        let (name, note) = form_words::preset(preset, lang);
        let pressed = move || if form.preset() == Some(preset) { "true" } else { "false" };
        view! {
            <button
                type="button"
                class="c-preset"
                data-preset=preset.name()
                aria-pressed=pressed
                on:click=move |_| form.choose(preset)
            >
                <span class="c-preset__name">{name}</span>
                <span class="c-preset__note">{note}</span>
            </button>
        }
    };
    view! {
        <fieldset class="c-presets">
            <legend class="c-presets__title">{words::choose(lang)}</legend>
            <div class="c-presets__list">{Preset::ALL.map(button)}</div>
        </fieldset>
    }
}

/// Says that what was typed last time is back, and offers to start over.
#[component]
fn Kept(form: Form) -> impl IntoView {
    let lang = use_lang();
    let clear = Callback::new(move |()| form.reset());
    view! {
        <Show when=move || form.restored.get()>
            <Notice>
                <p>{words::kept(lang)}</p>
                <div class="c-actions">
                    <Button label=words::start_over(lang) action="start-over" kind=Kind::Quiet on_press=clear/>
                </div>
            </Notice>
        </Show>
    }
}

/// The fields of a kind, what they come to, what is assumed, and the button that saves.
#[component]
fn Sheet(form: Form, preset: Preset) -> impl IntoView {
    let (lang, keeper, router, as_of) = (use_lang(), use_keeper(), use_router(), use_as_of());
    let status = use_status();
    let save = move || {
        if form.saving.get_untracked() {
            return;
        }
        let Some(entered) = form.send() else { return };
        let Some(debt) = form.debt.with_value(|debt| made(entered, debt.as_deref(), as_of.get_untracked())) else {
            status.say(common::not_saved(lang, ""));
            return;
        };
        form.saving.set(true);
        let route = Route::Debt(debt.id.clone());
        keeper.save(vec![debt], common::saved(lang).to_owned(), lang, move || {
            form.forget();
            form.saving.set(false);
            router.go(&route);
        });
    };
    let editing = form.debt.with_value(Option::is_some);
    let label = move || match (form.saving.get(), editing) {
        (true, _) => words::saving(lang),
        (false, true) => words::save_edit(lang),
        (false, false) => words::save_new(lang),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    view! {
        <ErrorSummary errors=form.errors/>
        <form class="c-sheet" novalidate=true on:submit=submit>
            <div class="c-sheet__fields"><Fields form=form preset=preset/></div>
            <div class="c-sheet__side">
                <Preview form=form/>
                <Assumptions form=form preset=preset/>
            </div>
            <div class="c-sheet__end">
                <button type="submit" class="c-button" data-kind="primary" data-action="save-debt">{label}</button>
            </div>
        </form>
    }
}

/// The debt to save: a new one, or the one that is edited with its payments and its history.
fn made(entered: Entered, before: Option<&Debt>, today: chrono::NaiveDate) -> Option<Debt> {
    let Entered { creditor, kind, inputs } = entered;
    Some(match before {
        None => Debt {
            id: browser::new_id()?,
            creditor,
            kind,
            inputs: Arc::new(inputs),
            imported: None,
            created_on: today,
            rev: 0,
            example: false,
            facts: None,
        },
        Some(debt) => {
            let mut inputs = inputs;
            inputs.events.clone_from(&debt.inputs.events);
            Debt { creditor, kind: debt.kind, inputs: Arc::new(inputs), ..debt.clone() }
        }
    })
}

/// What the form comes to, while it can be read.
#[component]
fn Preview(form: Form) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let made = Memo::new(move |_| form.entered.with(|entered| preview(entered.as_ref()?, as_of.get(), lang).ok()));
    let said = move || match made.get() {
        None => view! { <p class="c-preview__wait">{words::preview_wait(lang)}</p> }.into_any(),
        Some(made) => made.lines.into_iter().map(|line| view! { <p>{sentence(line)}</p> }).collect_view().into_any(),
    };
    let cost = move || made.get().and_then(|made| made.cost).map(true_cost);
    view! {
        <section class="c-preview" aria-labelledby="preview-title" data-preview="">
            <h2 class="c-preview__title" id="preview-title">{words::preview(lang)}</h2>
            {said}
        </section>
        {cost}
    }
}

#[component]
fn NoDebt() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Empty title=words::no_debt(lang) body="">
            <Link to=Route::Debts class="c-button">{words::to_debts(lang)}</Link>
        </Empty>
    }
}
