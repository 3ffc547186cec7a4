//! The contacts by day, the newest first, each with a way to change and to delete it.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{Open, debt_name};
use crate::case::contact::Contact;
use crate::present::contacts::SAID;
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::letter::{moment, reached, way, who};
use crate::present::words::contacts as words;
use crate::ui::browser;
use crate::ui::keeper::use_keeper;
use crate::ui::state::{use_debts, use_lang};

/// All days.
#[component]
pub(super) fn Days(contacts: Memo<Vec<Contact>>, open: RwSignal<Open>) -> impl IntoView {
    let lang = use_lang();
    let days = move || {
        let mut days: Vec<(NaiveDate, Vec<Contact>)> = Vec::new();
        for contact in contacts.get() {
            let day = contact.at.date();
            match days.last_mut() {
                Some((known, list)) if *known == day => list.push(contact),
                _ => days.push((day, vec![contact])),
            }
        }
        days.into_iter().map(|(day, list)| one_day(day, list, open)).collect_view()
    };
    view! {
        <section class="c-section" aria-labelledby="contacts-title">
            <h2 id="contacts-title">{words::list_title(lang)}</h2>
            {days}
        </section>
    }
}

fn one_day(day: NaiveDate, list: Vec<Contact>, open: RwSignal<Open>) -> AnyView {
    let lang = use_lang();
    let count = words::count(lang, &list.len().to_string());
    let rows: Vec<_> = list.into_iter().map(|contact| row(contact, open)).collect();
    view! {
        <section class="c-log" data-day=day.to_string()>
            <h3 class="c-log__day">{format::date(day, lang)} " " <span class="c-tag">{count}</span></h3>
            <ul class="c-log__list">{rows}</ul>
        </section>
    }
    .into_any()
}

/// What was said, in words.
pub(super) fn said(name: &str, lang: Lang) -> &'static str {
    match name {
        "threat" => words::said_threat(lang),
        "told" => words::said_told(lang),
        "identity" => words::said_identity(lang),
        _ => words::said_secrets(lang),
    }
}

fn row(contact: Contact, open: RwSignal<Open>) -> AnyView {
    let (lang, keeper, debts) = (use_lang(), use_keeper(), use_debts());
    let when = moment(contact.at, lang);
    let head = words::row(lang, who(contact.who, lang), way(contact.way, lang));
    let mut facts = Vec::new();
    if !contact.name.is_empty() {
        facts.push(contact.name.clone());
    }
    facts.push(words::row_reached(lang, reached(contact.reached, lang)));
    facts.extend(debts.0.with_untracked(|all| debt_name(all, contact.debt.as_ref(), lang)));
    if !contact.files.is_empty() {
        facts.push(words::row_files(lang, &contact.files.len().to_string()));
    }
    let tags: Vec<_> = SAID
        .iter()
        .filter(|(_, known)| contact.said.contains(known))
        .map(|(name, _)| view! { <span class="c-tag" data-tone="late">{said(name, lang)}</span> })
        .collect();
    let note = (!contact.note.is_empty()).then(|| view! { <p class="c-log__note">{contact.note.clone()}</p> });
    let (id, gone) = (contact.id.clone(), contact.id.clone());
    let edit = move |_| {
        open.set(Open::Edit(id.clone()));
        browser::focus_main();
    };
    let delete = move |_| keeper.delete_records(vec![gone.clone()], words::deleted(lang).to_owned(), lang, || {});
    view! {
        <li class="c-log__row" data-contact=contact.id>
            <p><time class="c-log__time" datetime=contact.at.to_string()>{contact.at.format("%H:%M").to_string()}</time> " " <strong>{head}</strong></p>
            <p class="c-section__note">{facts.join(" · ")}</p>
            {(!tags.is_empty()).then_some(view! { <p class="l-row">{tags}</p> })}
            {note}
            <div class="c-actions">
                <button type="button" class="c-button" data-kind="quiet" data-action="edit-contact" aria-label=words::change_of(lang, &when) on:click=edit>
                    {words::change(lang)}
                </button>
                <button type="button" class="c-button" data-kind="quiet" data-action="delete-contact" aria-label=words::delete_of(lang, &when) on:click=delete>
                    {words::delete(lang)}
                </button>
            </div>
        </li>
    }
    .into_any()
}
