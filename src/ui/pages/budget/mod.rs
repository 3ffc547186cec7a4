//! The budget: what comes in and must go out, what is left month by month beside the debts, what can be paid each month, and
//! what new debt that would carry.

pub mod form;
mod result;

use leptos::prelude::*;

use crate::case::Debt;
use crate::present::budget;
use crate::present::words::{budget as words, common};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{ErrorSummary, Page};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};
use form::{BudgetFields, BudgetForm, Kept};
pub use result::working;
use result::{LimitPanel, Result};

/// The screen.
#[component]
pub fn BudgetPage() -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let read = Memo::new(move |_| keeper.storage() != Storage::Reading);
    let body = move || {
        if read.get() { view! { <Body/> }.into_any() } else { view! { <p>{common::reading(lang)}</p> }.into_any() }
    };
    view! { <Page screen="budget" title=Signal::derive(move || words::title(lang).to_owned())>{body}</Page> }
}

#[component]
fn Body() -> impl IntoView {
    let (lang, debts, as_of) = (use_lang(), use_debts(), use_as_of());
    let form = BudgetForm::new();
    let view = Memo::new(move |_| {
        let household = form.household()?;
        debts.0.with(|debts| {
            let all: Vec<&Debt> = debts.iter().map(AsRef::as_ref).collect();
            budget::view(&household, &all, as_of.get(), lang).ok()
        })
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send(|| ());
    };
    let result = move || match view.get() {
        Some(view) => view! { <Result view=view/> }.into_any(),
        None => view! { <p class="c-section__note" data-wait="">{words::wait(lang)}</p> }.into_any(),
    };
    let left = Memo::new(move |_| view.with(|view| view.as_ref().map(|view| view.left)));
    let several = move || debts.0.with(|debts| debts.len() > 1);
    view! {
        <p>{words::lead(lang)}</p>
        <Kept form=form/>
        <ErrorSummary errors=form.errors/>
        <form class="c-form" novalidate=true on:submit=submit>
            <BudgetFields form=form/>
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="save-budget">{words::save(lang)}</button>
            </div>
        </form>
        {result}
        <LimitPanel left=left/>
        <div class="c-actions">
            <Show when=several>
                <Link to=Route::Order class="c-button" action="to-order">{words::to_order(lang)}</Link>
            </Show>
            <Link to=Route::Help class="c-button" action="to-help">{words::to_help(lang)}</Link>
        </div>
    }
}
