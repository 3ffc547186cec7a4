//! A letter as paper, and the ways in which it leaves the device: print, text, a page of its own, data, a calendar. Only the
//! paper prints.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::browser::worker::{self, Cancel};
use super::keeper::use_keeper;
use super::kit::{Button, Details, Kind, Notice, Tone};
use super::records::use_records;
use super::state::{use_as_of, use_lang, use_status};
use crate::case::{Held, Record, Way};
use crate::present::Lang;
use crate::present::handout::{Ask, Block, ContactLetter, Handout as Made, Letter as Which};
use crate::present::words::{common, handout as words};

/// What the letter is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A request: its document.
    Request(String),
    /// Contacts.
    Contacts(Box<ContactLetter>),
}

/// The record that is marked as handed out when the letter leaves the device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handout(pub String);

/// The letter, in a language that can be switched.
#[component]
pub fn Letter(
    /// What it is of.
    source: Source,
    /// The record that it belongs to; with it the files are offered.
    #[prop(optional, into)]
    handout: Option<Handout>,
) -> impl IntoView {
    let own = use_lang();
    let lang = RwSignal::new(own);
    let made = RwSignal::new(None::<Arc<Made>>);
    let failed = RwSignal::new(false);
    let cancel = StoredValue::new_local(Cancel::default());
    let which = match source {
        Source::Request(document) => Which::Request(document),
        Source::Contacts(letter) => Which::Contacts(letter),
    };
    Effect::new(move |_| {
        cancel.with_value(Cancel::cancel);
        let fresh = Cancel::default();
        cancel.set_value(fresh.clone());
        let ask = Ask { letter: which.clone(), lang: lang.get().tag().to_owned() };
        spawn_local(async move {
            let said = worker::way::<_, Made>(Way::Letter, &ask, &fresh).await;
            match said {
                Err(worker::WorkerError::Cancelled) => {}
                said => {
                    let _ = failed.try_set(said.is_err());
                    let _ = made.try_set(said.ok().map(Arc::new));
                }
            }
        });
    });
    on_cleanup(move || cancel.with_value(Cancel::cancel));
    let paper = move || made.get().map(|made| paper(&made, lang.get_untracked()));
    let ways = view! { <Ways made=made record=handout.map(|handout| handout.0)/> };
    view! {
        <div class="c-letter" data-letter=move || lang.get().tag() data-ready=move || made.with(Option::is_some).then_some("true")>
            <div class="c-actions" role="group" aria-label=words::language(own)>
                {Lang::ALL.map(|one| tongue(one, lang))}
            </div>
            <Show when=move || failed.get()>
                <Notice tone=Tone::Late><p>{words::failed(own)}</p></Notice>
            </Show>
            {ways}
            {paper}
        </div>
    }
}

fn tongue(one: Lang, lang: RwSignal<Lang>) -> AnyView {
    let (name, action) = match one {
        Lang::Zh => ("中文", "letter-zh"),
        Lang::En => ("English", "letter-en"),
    };
    let pressed = Signal::derive(move || lang.get() == one);
    view! { <Button label=name action=action pressed=pressed on_press=move |()| lang.set(one)/> }.into_any()
}

/// The paper.
fn paper(made: &Made, lang: Lang) -> AnyView {
    let blocks: Vec<_> = made.blocks.iter().map(block).collect();
    view! { <article class="c-paper" lang=lang.tag() data-paper="">{blocks}</article> }.into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Title(text) => view! { <h3 class="c-paper__title">{text.clone()}</h3> }.into_any(),
        Block::Line(text) => view! { <p class="c-paper__line">{text.clone()}</p> }.into_any(),
        Block::Heading(text) => view! { <h4 class="c-paper__heading">{text.clone()}</h4> }.into_any(),
        Block::Paragraph(text) => view! { <p>{text.clone()}</p> }.into_any(),
        Block::Quote(text) => view! { <blockquote class="c-paper__quote">{text.clone()}</blockquote> }.into_any(),
        Block::List(points) => {
            let points: Vec<_> = points.iter().map(|point| view! { <li>{point.clone()}</li> }).collect();
            view! { <ul class="c-list">{points}</ul> }.into_any()
        }
        Block::Table { caption, head, rows } => {
            let head: Vec<_> = head.iter().map(|text| view! { <th scope="col">{text.clone()}</th> }).collect();
            let row = |cells: &Vec<String>| {
                let cells: Vec<_> = cells.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect();
                view! { <tr>{cells}</tr> }
            };
            let rows: Vec<_> = rows.iter().map(row).collect();
            view! {
                <table class="c-paper__table">
                    <caption>{caption.clone()}</caption>
                    <thead><tr>{head}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }
        Block::Note(text) => view! { <p class="c-paper__note">{text.clone()}</p> }.into_any(),
    }
}

/// Print, copy, and the files.
#[component]
fn Ways(made: RwSignal<Option<Arc<Made>>>, record: Option<String>) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let mark = mark(record);
    let print = Callback::new(move |()| {
        browser::print();
        mark.run(());
    });
    let copy = Callback::new(move |()| {
        let Some(made) = made.get_untracked() else { return };
        spawn_local(async move {
            let done = browser::copy(&made.text).await;
            status.say(if done { words::copied(lang) } else { words::copy_failed(lang) });
            if done {
                mark.run(());
            }
        });
    });
    let save = move |ending: &'static str, mime: &'static str, pick: fn(&Made) -> Option<String>| {
        Callback::new(move |()| {
            let Some(made) = made.get_untracked() else { return };
            let Some(text) = pick(&made) else { return };
            let done = browser::download(&format!("{}.{ending}", made.file), mime, text.as_bytes());
            status.say(if done { words::saved(lang) } else { common::download_failed(lang) });
            if done {
                mark.run(());
            }
        })
    };
    let text = save("txt", "text/plain;charset=utf-8", |made| Some(made.text.clone()));
    let html = save("html", "text/html;charset=utf-8", |made| Some(made.html.clone()));
    let json = save("json", "application/json", |made| Some(made.json.clone()));
    let calendar = save("ics", "text/calendar;charset=utf-8", |made| made.calendar.clone());
    let has_json = move || made.with(|made| made.as_ref().is_some_and(|made| !made.json.is_empty()));
    let has_calendar = move || made.with(|made| made.as_ref().is_some_and(|made| made.calendar.is_some()));
    view! {
        <div class="c-actions">
            <Button label=words::print(lang) action="print-letter" kind=Kind::Primary on_press=print/>
            <Button label=words::copy(lang) action="copy-letter" on_press=copy/>
            <Button label=words::save_text(lang) action="letter-text" on_press=text/>
            <Button label=words::save_html(lang) action="letter-html" on_press=html/>
            <Show when=has_json><Button label=words::save_json(lang) action="letter-json" on_press=json/></Show>
            <Show when=has_calendar>
                <Button label=words::save_calendar(lang) action="letter-ics" on_press=calendar/>
            </Show>
        </div>
        <Fineract made=made save=save("fineract.json", "application/json", |made| made.fineract.clone())/>
    }
}

/// The request as the lender's own system takes it, where it can be said there.
#[component]
fn Fineract(made: RwSignal<Option<Arc<Made>>>, save: Callback<()>) -> impl IntoView {
    let lang = use_lang();
    let there = move || made.get().filter(|made| made.fineract.is_some() || !made.fineract_without.is_empty());
    move || {
        there().map(|made| {
            let lines: Vec<_> = made.fineract_without.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
            let button = made.fineract.is_some().then(|| {
                view! {
                    <div class="c-actions">
                        <Button label=words::save_fineract(lang) action="letter-fineract" on_press=save/>
                    </div>
                }
            });
            let without = (!lines.is_empty())
                .then(|| view! { <p>{words::fineract_without(lang)}</p> <ul class="c-list">{lines}</ul> });
            view! {
                <Details summary=words::fineract(lang)>
                    <p class="c-section__note">{words::fineract_note(lang)}</p>
                    {button}
                    {without}
                </Details>
            }
        })
    }
}

/// Notes once that the request was handed out.
fn mark(record: Option<String>) -> Callback<()> {
    let (lang, keeper, records, as_of) = (use_lang(), use_keeper(), use_records(), use_as_of());
    Callback::new(move |()| {
        let Some(found) = record.as_ref().and_then(|record| records.find_untracked(record)) else { return };
        let Held::Request(request) = &found.held else { return };
        if request.exported_on.is_some() {
            return;
        }
        let mut request = request.clone();
        request.exported_on = Some(as_of.today.get_untracked());
        let record = Record { held: Held::Request(request), ..Record::clone(&found) };
        keeper.save_records(vec![record], String::new(), lang, || {});
    })
}
