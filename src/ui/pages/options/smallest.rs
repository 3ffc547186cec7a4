//! The smallest request: what to ask for, why nothing smaller does, what it makes of each debt; or the short budget form where
//! there is no budget yet.

use leptos::prelude::*;

use super::card::{AskLink, plan, sums};
use super::fields::fields;
use super::state::State;
use crate::present::options::{CardView, FieldView, PartView, SmallestView};
use crate::present::words::{budget as budget_words, options as words};
use crate::ui::browser;
use crate::ui::kit::{Button, Details, ErrorSummary, Kind};
use crate::ui::link::Link;
use crate::ui::pages::budget::form::{BudgetFields, BudgetForm, Kept};
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The panel.
#[component]
pub fn SmallestPanel(state: State) -> impl IntoView {
    let lang = use_lang();
    let has_budget = Memo::new(move |_| state.has_budget());
    let found = Memo::new(move |_| state.told.view.get().and_then(|view| view.smallest.clone()));
    let limits = Memo::new(move |_| state.told.view.get().map(|view| view.limits.clone()).unwrap_or_default());
    let scope = Memo::new(move |_| state.told.view.get().is_some_and(|view| view.others_late > 0));
    let state_name = move || found.with(|found| found.as_ref().map(|found| found.state.clone()));
    move || {
        if !has_budget.get() {
            return view! { <ShortBudget/> }.into_any();
        }
        view! {
            <section class="c-verdict c-smallest" aria-labelledby="smallest-title" data-smallest=state_name>
                <h2 class="c-verdict__title" id="smallest-title" tabindex="-1">{words::smallest_title(lang)}</h2>
                <Show when=move || scope.get()><Scope state=state/></Show>
                {move || found.get().map(|found| told(&found))}
                <Details summary=words::limits_title(lang)>
                    <p class="c-section__note">{words::limits_lead(lang)}</p>
                    {move || limit_fields(state, limits.get())}
                </Details>
                <p><Link to=Route::Budget action="change-budget">{words::change_budget(lang)}</Link></p>
            </section>
        }
        .into_any()
    }
}

fn limit_fields(state: State, all: Vec<FieldView>) -> AnyView {
    view! { <div class="c-form">{fields(state, all)}</div> }.into_any()
}

/// This debt, or all that are late.
#[component]
fn Scope(state: State) -> impl IntoView {
    let lang = use_lang();
    let all = state.all;
    view! {
        <div class="c-actions" role="group" aria-label=words::scope_label(lang)>
            <Button
                label=words::this_debt(lang)
                action="this-debt"
                pressed=Signal::derive(move || !all.get())
                on_press=Callback::new(move |()| all.set(false))
            />
            <Button
                label=words::all_debts(lang)
                action="all-debts"
                pressed=Signal::derive(move || all.get())
                on_press=Callback::new(move |()| all.set(true))
            />
        </div>
    }
}

fn told(found: &SmallestView) -> AnyView {
    let lang = use_lang();
    let lines: Vec<_> = found.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect();
    let help: Vec<_> = found.help.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    let several = found.debts.len() > 1;
    let debts: Vec<_> = found.debts.iter().map(|(id, name, card)| debt(id, several.then_some(name), card)).collect();
    let tag = (found.state == "request")
        .then(|| view! { <p><span class="c-tag" data-tone="good">{words::just_enough(lang)}</span></p> });
    let ways = (found.state == "nothing").then(|| {
        view! {
            <ul class="c-list">{help}</ul>
            <div class="c-actions">
                <Link to=Route::Help class="c-button" kind=Kind::Primary action="to-help">{words::to_help(lang)}</Link>
                <Link to=Route::Insolvency class="c-button" action="to-insolvency">{words::to_insolvency(lang)}</Link>
            </div>
        }
    });
    view! {
        <p class="c-verdict__sentence" data-headline="">{found.headline.clone()}</p>
        {tag}
        {lines}
        {proof(&found.parts)}
        {debts}
        {ways}
    }
    .into_any()
}

/// Why nothing smaller does, one line for each part.
fn proof(parts: &[PartView]) -> Option<AnyView> {
    let lang = use_lang();
    if parts.is_empty() {
        return None;
    }
    let line = |part: &PartView| {
        view! {
            <li data-part=part.name.clone() data-value=part.value.to_string()>
                <strong>{part.text.clone()}</strong>
                " "
                <span data-proof="">{part.proof.clone()}</span>
            </li>
        }
    };
    let lines: Vec<_> = parts.iter().map(line).collect();
    Some(view! { <h3 class="c-smallest__why">{words::why_title(lang)}</h3> <ul class="c-list">{lines}</ul> }.into_any())
}

fn debt(id: &str, name: Option<&String>, card: &CardView) -> AnyView {
    let heading = name.map(|name| view! { <h3>{name.clone()}</h3> });
    let ask = card.fragment.clone().map(|fragment| {
        view! { <div class="c-actions"><AskLink debt=id.to_owned() fragment=fragment kind=Kind::Primary/></div> }
    });
    let shown: Vec<_> = card.figures.clone();
    view! {
        <div class="c-smallest__debt" data-debt=id.to_owned()>
            {heading}
            {sums(&shown)}
            {ask}
            {plan(card)}
        </div>
    }
    .into_any()
}

/// The budget in short, where there is none yet: it saves a way to another screen and back.
#[component]
fn ShortBudget() -> impl IntoView {
    let lang = use_lang();
    let form = BudgetForm::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        form.send(|| request_animation_frame(|| browser::focus("smallest-title")));
    };
    view! {
        <section class="c-section" aria-labelledby="short-budget-title" data-short-budget="">
            <h2 id="short-budget-title">{words::budget_title(lang)}</h2>
            <p>{words::budget_lead(lang)}</p>
            <Kept form=form/>
            <ErrorSummary errors=form.errors/>
            <form class="c-form" novalidate=true on:submit=submit>
                <BudgetFields form=form/>
                <div class="c-actions">
                    <button type="submit" class="c-button" data-kind="primary" data-action="save-budget">
                        {budget_words::save_and_count(lang)}
                    </button>
                </div>
            </form>
        </section>
    }
}
