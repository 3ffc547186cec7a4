//! Questions that were missed, when they are due again: one at a time.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::content::{Known, Lesson};
use crate::present::Lang;
use crate::present::format;
use crate::present::learn::figure::{Compute, compute};
use crate::present::learn::{Card, written};
use crate::present::words::learn as words;
use crate::ui::kit::{Empty, Page};
use crate::ui::lesson::{Inline, Question};
use crate::ui::link::Link;
use crate::ui::reader::{File, Loaded, is_english, note, progress};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang};

/// The screen. What is due is settled when it is opened; a wrong answer is due again tomorrow.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let today = as_of.today.get_untracked();
    let cards = StoredValue::new(progress().due(today));
    let at = RwSignal::new(0_usize);
    let body = move || {
        let all = cards.with_value(Vec::len);
        match cards.with_value(|cards| cards.get(at.get()).cloned()) {
            Some(card) => {
                let place = words::review_place(lang, &at.get().saturating_add(1).to_string(), &all.to_string());
                view! { <p>{place}</p> <Due card=card at=at/> }.into_any()
            }
            None => view! { <Nothing was=all lang=lang/> }.into_any(),
        }
    };
    view! {
        <Page screen="review" title=Signal::stored(words::review_title(lang).to_owned())>
            <p class="c-learn__note"><Link to=Route::Learn>{words::all_lessons(lang)}</Link></p>
            <p>{words::review_lead(lang)}</p>
            {body}
        </Page>
    }
}

/// Nothing is due: when the next one is.
#[component]
fn Nothing(was: usize, lang: Lang) -> impl IntoView {
    let title = if was > 0 { words::review_done(lang) } else { words::review_none(lang) };
    let next = progress()
        .next()
        .map_or_else(|| words::review_empty(lang).to_owned(), |day| words::review_next(lang, &format::date(day, lang)));
    view! {
        <Empty title=title body=next>
            <Link to=Route::Learn class="c-button" action="to-lessons">{words::all_lessons(lang)}</Link>
        </Empty>
    }
}

/// One question of its lesson.
#[component]
fn Due(card: Card, at: RwSignal<usize>) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let Some(known) = Known::find(&card.lesson) else { return ().into_any() };
    let file: File<Lesson> = File::load(known.file(is_english(lang)));
    let answered = RwSignal::new(false);
    let (lesson_id, check) = (card.lesson.clone(), card.check);
    // Only the first answer counts: the second knows the explanation.
    let on_answer = Callback::new(move |is_right: bool| {
        if !answered.get_untracked() {
            let today = as_of.today.get_untracked();
            note(|kept| kept.review(&lesson_id, check, is_right, today));
            answered.set(true);
        }
    });
    let question = move || {
        file.loaded.with(Loaded::here).map(|lesson| {
            let inline = Inline { values: example(&lesson), links: false };
            view! { <Question lesson=lesson place=check inline=inline on_answer=on_answer/> }
        })
    };
    let next = move || {
        answered.get().then(|| {
            let press = move |_| at.update(|at| *at = at.saturating_add(1));
            view! {
                <button type="button" class="c-button" data-kind="primary" data-action="next-question" on:click=press>
                    {words::next_question(lang)}
                </button>
            }
        })
    };
    view! {
        <p class="c-learn__note">
            <Link to=Route::Lesson(card.lesson.clone())>{known.question(is_english(lang))}</Link>
        </p>
        {file.line(lang)}
        {question}
        <div class="c-actions">{next}</div>
    }
    .into_any()
}

/// The figures of a lesson's example, for a question that names one.
fn example(lesson: &Arc<Lesson>) -> Memo<BTreeMap<String, String>> {
    let lesson = Arc::clone(lesson);
    Memo::new(move |_| {
        let given = lesson.figure.input.iter().map(|input| (input.name.clone(), input.start)).collect();
        let made = Compute::from_name(&lesson.figure.compute).and_then(|named| compute(named, &given).ok());
        written(&lesson, &given, &made.unwrap_or_default())
    })
}
