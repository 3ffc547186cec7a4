//! What the search found: the verdict, the ways with their schedules, what makes no difference, what to ask.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Search, Stage};
use crate::case::{Debt, DebtInputs};
use crate::present::debt;
use crate::present::reconcile::{Found, Verdict, Way};
use crate::present::words::reconcile as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Notice, Tone};
use crate::ui::pages::debt::tables::{Ledger, Schedule};
use crate::ui::state::{use_as_of, use_lang, use_status};

/// The answer.
#[component]
pub(super) fn FoundView(search: Search, found: Arc<Found>) -> impl IntoView {
    let lang = use_lang();
    let tone = if found.verdict == Verdict::None { Tone::Late } else { Tone::Good };
    let heading = if found.verdict == Verdict::None { words::nearest_heading(lang) } else { words::ways_title(lang) };
    let ways = found.ways.iter().cloned().map(|way| view! { <WayCard search=search way=way/> }).collect_view();
    let notes = [&found.more, &found.idle, &found.tried, &found.left_out].map(String::clone);
    let notes = notes.into_iter().filter(|note| !note.is_empty());
    let notes = notes.map(|note| view! { <p class="c-section__note">{note}</p> }).collect_view();
    let (title, lead) = (found.title.clone(), found.lead.clone());
    let again = move |()| {
        search.stage.set(Stage::Enter);
        browser::focus_main();
    };
    view! {
        <div class="l-stack" data-verdict=found.verdict.name()>
            <Notice tone=tone><p>{title}</p></Notice>
            <p>{lead}</p>
            <section class="c-section">
                <h2>{heading}</h2>
                <ol class="c-list">{ways}</ol>
                {notes}
            </section>
            <Ask question=found.question.clone()/>
            <p class="c-section__note">{words::note(lang)}</p>
            <div class="c-actions"><Button label=words::again(lang) action="search-again" on_press=again/></div>
        </div>
    }
}

/// One way, with what it changes and its rows.
#[component]
fn WayCard(search: Search, way: Way) -> impl IntoView {
    let lang = use_lang();
    let is_open = RwSignal::new(false);
    let changes = way.changes.iter().cloned().map(|[about, now, own]| {
        view! { <li>{about} ": " <strong>{now}</strong> " " <span class="c-section__note">{words::entered_as(lang, &own)}</span></li> }
    });
    let changes = changes.collect_view();
    let also = way.also.iter().cloned().map(|text| view! { <p class="c-section__note">{text}</p> }).collect_view();
    let contract = StoredValue::new(way.contract);
    // A schedule is worked out when it is opened, not for every way at once.
    let rows = move || is_open.get().then(|| rows(&search.debt.get_value(), contract.get_value()));
    view! {
        <li data-way="">
            <p><strong>{way.title}</strong></p>
            <ul class="c-list">{changes}</ul>
            {also}
            <details class="c-details" on:toggle=move |_| is_open.set(true)>
                <summary class="c-details__summary">{words::open_schedule(lang)}</summary>
                <div class="c-details__body">{rows}</div>
            </details>
        </li>
    }
}

/// The debt under another contract: its schedule, or what happened where it has none.
fn rows(debt: &Debt, contract: crate::engine::Contract) -> AnyView {
    let (lang, as_of) = (use_lang(), use_as_of().get_untracked());
    let inputs = Arc::new(DebtInputs { contract, ..DebtInputs::clone(&debt.inputs) });
    let debt = Debt { inputs, ..debt.clone() };
    match debt::view(&debt, as_of, lang) {
        Ok(view) if !view.schedule.is_empty() => view! { <Schedule rows=view.schedule/> }.into_any(),
        Ok(view) => view! { <Ledger rows=view.ledger/> }.into_any(),
        Err(reason) => view! { <p>{reason}</p> }.into_any(),
    }
}

/// What to ask the lender.
#[component]
fn Ask(question: String) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let text = question.clone();
    let copy = move |()| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            let copied = browser::copy(&text).await;
            status.say(if copied { words::copied(lang) } else { words::copy_failed(lang) });
        });
    };
    view! {
        <section class="c-section">
            <h2>{words::question_title(lang)}</h2>
            <blockquote data-question="">{question}</blockquote>
            <div class="c-actions"><Button label=words::copy(lang) action="copy-question" on_press=copy/></div>
        </section>
    }
}
