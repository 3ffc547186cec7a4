//! One lesson: its body is loaded when it is opened.

use std::sync::Arc;

use leptos::prelude::*;

use crate::content::{Glossary, Known, LESSONS, Lesson};
use crate::present::learn::figure::{Compute, own, own_budget};
use crate::present::learn::{Progress, Terms};
use crate::present::terms;
use crate::present::words::learn as words;
use crate::ui::kit::{Kind, Page};
use crate::ui::lesson::{Answered, Around, LessonBody, Own};
use crate::ui::link::Link;
use crate::ui::pages::not_found::NotFound;
use crate::ui::reader::{File, Loaded, glossary, is_english, note, progress};
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};

/// The screen.
#[component]
pub fn LessonPage(
    /// The lesson's id.
    id: String,
) -> impl IntoView {
    match Known::find(&id) {
        Some(known) => view! { <KnownLesson known=known/> }.into_any(),
        None => view! { <NotFound/> }.into_any(),
    }
}

#[component]
fn KnownLesson(known: &'static Known) -> impl IntoView {
    let lang = use_lang();
    let english = is_english(lang);
    let (file, terms): (File<Lesson>, File<Glossary>) = (File::load(known.file(english)), glossary(lang));
    // The glossary is a help: a lesson that has arrived does not wait for it forever.
    let body = move || {
        let lesson = file.loaded.with(Loaded::here)?;
        let ready = terms.loaded.with(|loaded| !matches!(loaded, Loaded::Waiting));
        ready.then(|| {
            let glossary = terms.loaded.with_untracked(Loaded::here);
            view! { <Body known=known lesson=lesson glossary=glossary/> }
        })
    };
    view! {
        <Page screen="lesson" title=Signal::stored(known.question(english).to_owned())>
            <p class="c-learn__note">
                <Link to=Route::Learn>{words::all_lessons(lang)}</Link> " · "
                {words::minutes(lang, &known.minutes.to_string())}
            </p>
            {file.line(lang)}
            {body}
        </Page>
    }
}

#[component]
fn Body(known: &'static Known, lesson: Arc<Lesson>, glossary: Option<Arc<Glossary>>) -> impl IntoView {
    let as_of = use_as_of();
    let of_lesson =
        |glossary: &Glossary| Terms::among(glossary.term.iter().filter(|term| lesson.terms.contains(&term.id)));
    let terms = Arc::new(glossary.as_deref().map_or_else(Terms::default, of_lesson));
    let told = RwSignal::new(progress());
    let on_answer = Callback::new(move |answered: Answered| {
        let today = as_of.today.get_untracked();
        told.set(note(|kept| kept.answer(known.id, answered.check, answered.is_right, today)));
    });
    let around = Around { terms, links: true, own: own_figures(&lesson), on_answer };
    view! {
        <LessonBody lesson=Arc::clone(&lesson) around=around/>
        <After known=known lesson=lesson told=told/>
    }
}

/// What the reader has saved, as far as the figure of the lesson asks for it: the first debt that says anything, or the
/// household.
fn own_figures(lesson: &Lesson) -> Signal<Option<Own>> {
    let (lang, debts, records, as_of) = (use_lang(), use_debts(), use_records(), use_as_of());
    let compute = Compute::from_name(&lesson.figure.compute);
    Signal::derive(move || {
        let (compute, today) = (compute?, as_of.get());
        debts.0.with(|debts| {
            if compute == Compute::Budget {
                let household = records.household()?;
                let all: Vec<_> = debts.iter().map(AsRef::as_ref).collect();
                let given = own_budget(&household, &all, today);
                return (!given.is_empty()).then(|| Own { from: words::own_budget(lang).to_owned(), given });
            }
            debts.iter().find_map(|debt| {
                let given = own(compute, debt, today);
                (!given.is_empty()).then(|| Own { from: terms::debt_name(debt, lang), given })
            })
        })
    })
}

/// What comes after the questions: how many were right, what to do now, the next lesson.
#[component]
fn After(known: &'static Known, lesson: Arc<Lesson>, told: RwSignal<Progress>) -> impl IntoView {
    let lang = use_lang();
    let english = is_english(lang);
    let standing = move || told.with(|told| told.standing(known));
    let says = move || {
        let standing = standing();
        (standing.right > 0).then(|| {
            let says = words::right_of(lang, &standing.right.to_string(), &standing.of.to_string());
            view! { <p role="status" data-right=standing.right>{says}</p> }
        })
    };
    let deed = Route::parse(&lesson.deed.route);
    let next =
        LESSONS.iter().position(|other| other.id == known.id).and_then(|place| LESSONS.get(place.saturating_add(1)));
    let next = next.map(|next| {
        view! {
            <Link to=Route::Lesson(next.id.to_owned()) class="c-button" action="next-lesson">
                {words::next_lesson(lang, next.question(english))}
            </Link>
        }
    });
    view! {
        <section class="c-section" aria-labelledby="after-title">
            <h2 id="after-title">{words::do_now(lang)}</h2>
            {says}
            <div class="c-actions">
                <Link to=deed class="c-button" action="do-now" kind=Kind::Primary>{lesson.deed.text.clone()}</Link>
                {next}
            </div>
        </section>
    }
}
