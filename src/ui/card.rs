//! One debt as a card: what is asked for, when, the thing worth knowing, and what can be done.

use leptos::prelude::*;

use super::amount::{Amount, sentence};
use super::link::Link;
use super::payment::PaymentButton;
use super::route::Route;
use super::state::use_lang;
use crate::present::standing::{Due, Standing, Status};
use crate::present::terms;
use crate::present::today::Card;
use crate::present::words::common;
use crate::present::words::today as words;

/// The card.
#[component]
pub fn DebtCard(
    /// The debt.
    card: Card,
) -> impl IntoView {
    let lang = use_lang();
    let status = card.status();
    let title = format!("debt-{}", card.id);
    let labelled = title.clone();
    let place = match &card.standing {
        Ok(standing) if !standing.place.is_empty() => standing.place.clone(),
        _ => card.kind.to_owned(),
    };
    let payable = card.standing.as_ref().is_ok_and(|standing| standing.status != Status::Paid);
    let when = card.standing.as_ref().ok().map(when);
    let body = match card.standing {
        Ok(standing) => body(standing),
        Err(reason) => view! { <p class="c-card__fact">{reason}</p> }.into_any(),
    };
    let (id, target, help, key) = (card.id.clone(), card.id.clone(), card.id.clone(), card.id);
    view! {
        <article class="c-card" data-debt=key data-status=status.name() aria-labelledby=labelled>
            <div class="c-card__head">
                <h3 class="c-card__name" id=title>
                    {card.name}
                    " "
                    <span class="c-card__place">{place}</span>
                    {card.example.then(|| view! { " " <span class="c-tag" data-tone="info">{common::example(lang)}</span> })}
                </h3>
                {when}
            </div>
            {body}
            <div class="c-actions">
                {payable.then(|| view! { <PaymentButton id=id/> })}
                {payable.then(|| view! {
                    <Link to=Route::Options(help) class="c-button" action="cannot-pay">{words::cannot_pay(lang)}</Link>
                })}
                <Link to=Route::Debt(target) class="c-button" action="open-debt">{words::details(lang)}</Link>
            </div>
        </article>
    }
}

fn when(standing: &Standing) -> AnyView {
    let tone = match standing.status {
        Status::Late | Status::DueSoon => "late",
        Status::Paid => "good",
        Status::Current => "info",
    };
    view! { <p class="c-card__when" data-tone=tone>{standing.when.clone()}</p> }.into_any()
}

fn body(standing: Standing) -> AnyView {
    let due = standing.due.map(|due| view! { <DueSum due=due/> });
    let facts = standing.facts.into_iter().map(|fact| view! { <p class="c-card__fact">{sentence(fact)}</p> });
    view! {
        {due}
        {facts.collect_view()}
    }
    .into_any()
}

/// A sum that is asked for, with its components.
#[component]
pub fn DueSum(
    /// The sum.
    due: Due,
) -> impl IntoView {
    let lang = use_lang();
    let parts = due
        .parts
        .into_iter()
        .map(|(component, shown)| {
            view! { <span>{terms::component(component, lang)} " " <Amount shown=shown/></span> }
        })
        .collect::<Vec<_>>();
    let parts = (!parts.is_empty()).then(|| view! { <p class="c-card__parts">{parts}</p> });
    view! {
        <div class="c-due">
            <p class="c-due__label">{due.label}</p>
            <p><Amount shown=due.sum size="large"/></p>
            {parts}
        </div>
    }
}
