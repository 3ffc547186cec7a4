//! What a table would make, before anything is saved: the rows, those that are here already, those that cannot be read.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::Import;
use super::sheet::{cell, row, sheet};
use crate::case::{Debt, DebtInputs, text};
use crate::engine::limits::MAX_EVENTS;
use crate::present::csv::Findings;
use crate::present::words::{common, csv as words, import as shared};
use crate::ui::browser;
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Entry, Field, Kind, Notice};
use crate::ui::link::use_router;
use crate::ui::route::Route;
use crate::ui::state::{Debts, use_debts, use_lang};

/// The places that are left out.
type Left = RwSignal<BTreeSet<usize>>;

/// The step.
#[component]
pub(super) fn FoundStep(import: Import, found: Arc<Findings>) -> impl IntoView {
    let (lang, debts, keeper, router) = (use_lang(), use_debts(), use_keeper(), use_router());
    let left: Left = RwSignal::new(if found.tickable { found.here.iter().copied().collect() } else { BTreeSet::new() });
    let creditor = RwSignal::new(String::new());
    let total = found.debts.len().max(found.events.len());
    let kept = Arc::clone(&found);
    let save = move |()| {
        let made = left.with_untracked(|left| made(&kept, left, debts, &creditor.get_untracked()));
        match made {
            Ok(made) if made.is_empty() => import.status.say(words::nothing_chosen(lang)),
            Ok(made) => {
                let route = match made.as_slice() {
                    [one] => Route::Debt(one.id.clone()),
                    _ => Route::Debts,
                };
                keeper.save(made, kept.saved.clone(), lang, move || router.go(&route));
            }
            Err(reason) => import.status.say(reason(lang)),
        }
    };
    let again = !found.tickable && !found.here.is_empty();
    let label = if again { words::save_anyway(lang) } else { shared::save_case(lang) };
    let kind = if again { Kind::Plain } else { Kind::Primary };
    let chosen = move || words::chosen(lang, &left.with(|left| total.saturating_sub(left.len())).to_string());
    let entry = Entry::new("creditor", shared::creditor(lang)).optional();
    view! {
        <section class="c-section" data-import-report="">
            <h2>{if total > 0 { found.title.clone() } else { words::found_nothing(lang).to_owned() }}</h2>
            {notes(&found.notes)}
            {found.nameable.then(|| view! { <Field entry=entry value=creditor error=Signal::derive(|| None::<String>)/> })}
            {(total > 0).then(|| rows(&found, left))}
            {refused(&found)}
            <div class="c-actions">
                {(total > 0).then(|| view! { <Button label=label action="save-import" kind=kind on_press=save/> })}
                {found.tickable.then(|| view! { <span role="status">{chosen}</span> })}
                <Button label=words::again(lang) action="csv-again" on_press=move |()| import.ask(false)/>
                <Button label=common::cancel(lang) action="cancel-import" on_press=move |()| import.cancel()/>
            </div>
        </section>
    }
}

type Reason = fn(crate::present::Lang) -> &'static str;

/// The debts as they would be saved.
fn made(found: &Findings, left: &BTreeSet<usize>, debts: Debts, creditor: &str) -> Result<Vec<Debt>, Reason> {
    if !found.target.is_empty() {
        let debt = debts.find_untracked(&found.target).ok_or(words::gone as Reason)?;
        let mut inputs = DebtInputs::clone(&debt.inputs);
        for (_, event) in found.events.iter().enumerate().filter(|(place, _)| !left.contains(place)) {
            let id = inputs.next_event_id();
            inputs.events.push(crate::engine::Event { id, ..event.clone() });
        }
        if inputs.events.len() > MAX_EVENTS {
            return Err(words::too_many_events);
        }
        let grown = inputs.events.len() > debt.inputs.events.len();
        let debt = Debt { inputs: Arc::new(inputs), ..Debt::clone(&debt) };
        return Ok(if grown { vec![debt] } else { Vec::new() });
    }
    let chosen = found.debts.iter().enumerate().filter(|(place, _)| !left.contains(place));
    let named = |(_, debt): (usize, &Debt)| {
        let mut debt = debt.clone();
        if debt.id == "new" {
            debt.id = browser::new_id()?;
        }
        if found.nameable {
            debt.creditor = text::name(creditor);
        }
        Some(debt)
    };
    Ok(chosen.filter_map(named).collect())
}

fn notes(notes: &[String]) -> AnyView {
    if notes.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> = notes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect();
    view! { <Notice>{items}</Notice> }.into_any()
}

fn rows(found: &Findings, left: Left) -> AnyView {
    let lang = use_lang();
    let mut head = found.head.clone();
    let mut numbers = found.numbers.0..found.numbers.1;
    if found.tickable {
        head.insert(0, shared::save_case(lang).to_owned());
        numbers = numbers.start.saturating_add(1)..numbers.end.saturating_add(1);
    }
    let all = found.rows.iter().enumerate().map(|(place, cells)| line(place, cells, found, left)).collect();
    let more = (!found.more.is_empty()).then(|| view! { <p>{found.more.clone()}</p> });
    view! { {sheet(words::list_caption(lang), &head, numbers, all)} {more} }.into_any()
}

fn line(place: usize, texts: &[String], found: &Findings, left: Left) -> AnyView {
    let lang = use_lang();
    let here = found.tickable && found.here.binary_search(&place).is_ok();
    let mut cells = Vec::with_capacity(texts.len().saturating_add(1));
    if found.tickable {
        cells.push(tick(place, format!("{} {}", words::tick(lang), texts.join(" ")), left));
    }
    let last = texts.len().saturating_sub(1);
    cells.extend(texts.iter().enumerate().map(|(at, text)| {
        let kind = match (at, (found.numbers.0..found.numbers.1).contains(&at)) {
            (_, true) => Some("number"),
            (0, false) if found.target.is_empty() && found.tickable => Some("text"),
            (1, false) => Some("words"),
            _ => None,
        };
        cell(text, kind, (here && at == last).then(|| words::probably_here(lang)))
    }));
    row("found", here, cells)
}

fn tick(place: usize, label: String, left: Left) -> AnyView {
    let turn = move |_| {
        left.update(|left| {
            if !left.remove(&place) {
                left.insert(place);
            }
        });
    };
    view! {
        <td>
            <label class="c-tick">
                <input
                    type="checkbox"
                    aria-label=label
                    prop:checked=move || left.with(|left| !left.contains(&place))
                    on:change=turn
                />
            </label>
        </td>
    }
    .into_any()
}

fn refused(found: &Findings) -> AnyView {
    let lang = use_lang();
    if found.refused.is_empty() {
        return ().into_any();
    }
    let shown = |(at, text): (usize, &String)| cell(text, (at >= 2).then_some("words"), None);
    let line = |cells: &Vec<String>| row("refused", false, cells.iter().enumerate().map(shown).collect());
    let rows = found.refused.iter().map(line).collect();
    view! {
        <h3>{found.refused_title.clone()}</h3>
        <p>{words::refused_lead(lang)}</p>
        {sheet(words::refused_caption(lang), &found.refused_head, 0..0, rows)}
    }
    .into_any()
}
