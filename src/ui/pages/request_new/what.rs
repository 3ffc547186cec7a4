//! The first page: what is asked, with its figures; for a dispute, which charges; for a quote, which day.

use leptos::prelude::*;

use super::state::Flow;
use crate::case::request::RequestKind;
use crate::engine::date::shift;
use crate::present::compose::{Charge, Fact, Row};
use crate::present::format;
use crate::present::words::compose as words;
use crate::ui::kit::{Details, Entry, Field, Notice, Table, error_of};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang};

/// The page.
#[component]
pub(super) fn What(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let kind = Memo::new(move |_| flow.rest.with(|draft| draft.kind));
    let title = move || match kind.get() {
        Some(RequestKind::Dispute) => words::what_title_dispute(lang),
        Some(RequestKind::PayoffQuote) => words::what_title_payoff_quote(lang),
        Some(RequestKind::Breakdown) => words::what_title_breakdown(lang),
        Some(RequestKind::Mediation) => words::what_title_mediation(lang),
        Some(RequestKind::Relief) | None => words::what_title_relief(lang),
    };
    let own = move || match kind.get() {
        Some(RequestKind::Dispute) => view! { <Charges flow=flow/> }.into_any(),
        Some(RequestKind::PayoffQuote) => view! { <QuoteDay flow=flow/> }.into_any(),
        Some(RequestKind::Breakdown) => breakdown_note(),
        Some(RequestKind::Mediation) => {
            view! { <p class="c-section__note">{words::mediation_note(lang)}</p> }.into_any()
        }
        Some(RequestKind::Relief) | None => view! { <NoOption flow=flow/> }.into_any(),
    };
    let asked = move || flow.view.with(|view| view.as_ref().map(|view| (view.asked.clone(), view.rows.clone())));
    view! {
        <h2 class="c-question__text" id="step-title" tabindex="-1">{title}</h2>
        {own}
        {move || asked().map(|(facts, rows)| view! { {facts_list(facts)} {schedule(rows)} })}
    }
}

fn breakdown_note() -> AnyView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let text = move || words::breakdown_note(lang, &format::date(as_of.get(), lang));
    view! { <p class="c-section__note">{text}</p> }.into_any()
}

/// Labels and values.
pub(super) fn facts_list(facts: Vec<Fact>) -> Option<AnyView> {
    if facts.is_empty() {
        return None;
    }
    let rows: Vec<_> = facts
        .into_iter()
        .map(|fact| {
            let minor = fact.minor.map(|minor| minor.to_string());
            view! {
                <div class="c-figures__row" data-fact=fact.key data-minor=minor>
                    <dt>{fact.label}</dt>
                    <dd>{fact.value}</dd>
                </div>
            }
        })
        .collect();
    Some(view! { <dl class="c-figures">{rows}</dl> }.into_any())
}

/// The payments, folded.
pub(super) fn schedule(rows: Vec<Row>) -> Option<AnyView> {
    let lang = use_lang();
    if rows.is_empty() {
        return None;
    }
    let head = vec![
        words::rows_number(lang).to_owned(),
        words::rows_date(lang).to_owned(),
        words::rows_amount(lang).to_owned(),
    ];
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| view! { <tr><th scope="row">{row.number}</th><td>{row.date}</td><td data-kind="number">{row.amount}</td></tr> })
        .collect();
    Some(
        view! {
            <Details summary=words::rows_title(lang)>
                <Table caption=words::rows_title(lang) head=head numbers=2..3>{lines}</Table>
            </Details>
        }
        .into_any(),
    )
}

/// Where no option was handed over: the way to one.
#[component]
fn NoOption(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let options = Route::Options(flow.id.get_value());
    let none = move || flow.rest.with(|draft| draft.proposal.is_none());
    move || {
        let options = options.clone();
        none().then(|| {
            view! {
                <Notice>
                    <p>{words::relief_none(lang)}</p>
                    <div class="c-actions">
                        <Link to=options class="c-button" action="to-options">{words::relief_compute(lang)}</Link>
                    </div>
                </Notice>
            }
        })
    }
}

/// The day of a quote.
#[component]
fn QuoteDay(flow: Flow) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let today = as_of.get_untracked();
    let example = format::date(shift(today, 30).unwrap_or(today), lang);
    let typed = flow.field("payoff_on");
    if typed.get_untracked().is_empty() {
        typed.set(today.to_string());
    }
    // Another day is another figure.
    Effect::new(move |before: Option<String>| {
        let day = typed.get();
        if before.is_some_and(|before| before != day) {
            flow.ask();
        }
        day
    });
    let entry = Entry::new("payoff_on", words::payoff_label(lang)).hint(words::payoff_hint(lang, &example)).date();
    view! { <Field entry=entry value=typed error=error_of(flow.errors, "payoff_on")/> }
}

/// The charges that were found, each to be ticked.
#[component]
fn Charges(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let check = Route::DebtCheck(flow.id.get_value());
    let found = Memo::new(move |_| flow.view.with(|view| view.as_ref().map(|view| view.charges.clone())));
    let list = move || {
        let found = found.get()?;
        if found.is_empty() {
            let check = check.clone();
            return Some(
                view! {
                    <Notice>
                        <p>{words::dispute_none(lang)}</p>
                        <div class="c-actions">
                            <Link to=check class="c-button" action="to-check">{words::dispute_check(lang)}</Link>
                        </div>
                    </Notice>
                }
                .into_any(),
            );
        }
        let all: Vec<String> = found.iter().map(|charge| charge.rule.clone()).collect();
        let rows: Vec<_> = found.into_iter().map(|charge| tick(flow, charge, all.clone())).collect();
        Some(
            view! { <p class="c-section__note">{words::dispute_note(lang)}</p> <div class="c-ticks">{rows}</div> }
                .into_any(),
        )
    };
    view! { {list} }
}

fn tick(flow: Flow, charge: Charge, all: Vec<String>) -> AnyView {
    let (rule, own) = (charge.rule.clone(), charge.rule.clone());
    let ticked = move || flow.rest.with(|draft| draft.charges.as_ref().is_none_or(|kept| kept.contains(&own)));
    let change = move |event: leptos::ev::Event| {
        let on = event_target_checked(&event);
        flow.rest.update(|draft| {
            let mut kept = draft.charges.take().unwrap_or_else(|| all.clone());
            kept.retain(|known| *known != rule);
            if on {
                kept.push(rule.clone());
            }
            draft.charges = Some(kept);
        });
        flow.ask();
    };
    view! {
        <div class="c-ticks__row" data-charge=charge.rule>
            <label class="c-ticks__label">
                <input type="checkbox" prop:checked=ticked on:change=change/>
                <span>{charge.title}</span>
            </label>
            {facts_list(charge.sums)}
            <p class="c-finding__cite"><cite>{charge.citation}</cite></p>
        </div>
    }
    .into_any()
}
