//! All lessons with how far the reader has come, and the ways to the glossary, the review and the class.

use leptos::prelude::*;

use crate::content::{Known, LESSONS};
use crate::present::learn::{Progress, search};
use crate::present::words::learn as words;
use crate::present::{Lang, format};
use crate::ui::kit::{Entry, Field, Page, no_error};
use crate::ui::link::Link;
use crate::ui::reader::{is_english, progress};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang};

/// The screen.
#[component]
pub fn LearnPage() -> impl IntoView {
    let lang = use_lang();
    let known = StoredValue::new(progress());
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| wanted.with(|wanted| search::lessons(wanted)));
    let entry = Entry::new("search", words::search_lessons(lang)).optional();
    let lessons = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p>{words::search_none(lang)}</p> }.into_any();
        }
        let cards = found.into_iter().map(|lesson| known.with_value(|known| card(lesson, known, lang))).collect_view();
        view! { <ol class="c-learn">{cards}</ol> }.into_any()
    };
    view! {
        <Page screen="learn" title=Signal::stored(words::title(lang).to_owned())>
            <p>{words::lead(lang)}</p>
            {known.with_value(|known| standing(known, lang))}
            <div class="c-actions">
                <Link to=Route::Glossary class="c-button" action="to-glossary">{words::glossary_title(lang)}</Link>
                <Link to=Route::Review class="c-button" action="to-review">{words::review_title(lang)}</Link>
                <Link to=Route::Certificate class="c-button" action="to-certificate">{words::certificate_title(lang)}</Link>
                <Link to=Route::Teach class="c-button" action="to-teach">{words::to_teach(lang)}</Link>
            </div>
            <Field entry=entry value=wanted error=no_error()/>
            {lessons}
        </Page>
    }
}

/// How many lessons are done and how many questions are due.
fn standing(known: &Progress, lang: Lang) -> Option<AnyView> {
    if known.is_empty() {
        return None;
    }
    let done = known.done().len();
    let due = known.due(use_as_of().today.get_untracked()).len();
    let due = (due > 0).then(|| {
        view! { <Link to=Route::Review action="due">{words::due(lang, &due.to_string())}</Link> }
    });
    Some(
        view! {
            <p data-done=done>
                {words::done_of(lang, &done.to_string(), &LESSONS.len().to_string())} " " {due}
            </p>
        }
        .into_any(),
    )
}

fn card(lesson: &'static Known, known: &Progress, lang: Lang) -> AnyView {
    let standing = known.standing(lesson);
    let minutes = words::minutes(lang, &lesson.minutes.to_string());
    let state = match standing.done {
        Some(day) => Some((words::done_on(lang, &format::date(day, lang)), "good")),
        None if standing.right > 0 => {
            Some((words::begun(lang, &standing.right.to_string(), &standing.of.to_string()), "info"))
        }
        None => None,
    };
    let tag = state.map(|(text, tone)| view! { <span class="c-tag" data-tone=tone>{text}</span> });
    view! {
        <li class="c-learn__card" data-lesson=lesson.id>
            <h2 class="c-learn__question">
                <Link to=Route::Lesson(lesson.id.to_owned())>{lesson.question(is_english(lang))}</Link>
            </h2>
            <p>{lesson.lead(is_english(lang))}</p>
            <p class="c-learn__note">{minutes} " " {tag}</p>
        </li>
    }
    .into_any()
}
