//! The questions at the end of a lesson: an answer is explained as soon as it is chosen, and may be changed.

use std::sync::Arc;

use leptos::prelude::*;

use super::text::{Inline, pieces};
use crate::content::{Check, Lesson};
use crate::present::learn::{Piece, Reading, Terms};
use crate::present::words::learn as words;
use crate::ui::state::use_lang;

/// An answer that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// The place of its question.
    pub check: usize,
    /// Whether it is right.
    pub is_right: bool,
}

/// All questions of a lesson.
#[component]
pub fn Questions(lesson: Arc<Lesson>, inline: Inline, on_answer: Callback<Answered>) -> impl IntoView {
    let lang = use_lang();
    let count = lesson.check.len();
    let questions = (0..count).map(|place| {
        let told = Callback::new(move |is_right| on_answer.run(Answered { check: place, is_right }));
        view! { <Question lesson=Arc::clone(&lesson) place=place inline=inline on_answer=told/> }
    });
    let questions = questions.collect_view();
    view! {
        <section class="c-lesson__checks" aria-labelledby="checks-title">
            <h2 id="checks-title">{words::checks_title(lang)}</h2>
            {questions}
        </section>
    }
}

/// One question in pieces.
struct Pieces {
    ask: Vec<Piece>,
    options: Vec<(bool, Vec<Piece>, Vec<Piece>)>,
}

impl Pieces {
    fn of(lesson: &Lesson, check: &Check) -> Self {
        let none = Terms::default();
        let mut reading = Reading::new(lesson, &none);
        let whole = check.why.clone().unwrap_or_default();
        let ask = reading.pieces(&check.text);
        let options = check.option.iter().map(|option| {
            let why = option.why.as_ref().unwrap_or(&whole);
            (option.right, reading.pieces(&option.text), reading.pieces(why))
        });
        Self { ask, options: options.collect() }
    }
}

/// A question with its answers, one of which can be chosen.
#[component]
pub fn Question(
    /// Its lesson.
    lesson: Arc<Lesson>,
    /// Its place there.
    place: usize,
    /// What fills its places.
    inline: Inline,
    /// Told whether the answer that was chosen is right.
    on_answer: Callback<bool>,
) -> impl IntoView {
    let Some(check) = lesson.check.get(place) else { return ().into_any() };
    let asked = Pieces::of(&lesson, check);
    let chosen = RwSignal::new(None::<usize>);
    let name = format!("check-{}-{place}", lesson.id);
    let mut whys = Vec::new();
    let mut options = Vec::new();
    for (at, (is_right, text, why)) in asked.options.into_iter().enumerate() {
        whys.push((is_right, why));
        let pick = move |_| {
            chosen.set(Some(at));
            on_answer.run(is_right);
        };
        let state = move || (chosen.get() == Some(at)).then_some(if is_right { "right" } else { "wrong" });
        options.push(view! {
            <label class="c-quiz__option" data-state=state>
                <input type="radio" name=name.clone() data-right=is_right.then_some("") on:change=pick/>
                <span>{pieces(text, inline)}</span>
            </label>
        });
    }
    let whys = StoredValue::new(whys);
    let why = move || {
        let (is_right, why) = whys.with_value(|whys| chosen.get().and_then(|at| whys.get(at).cloned()))?;
        Some(view! { <Why is_right=is_right text=why inline=inline/> })
    };
    view! {
        <fieldset class="c-quiz__question" data-check=place>
            <legend class="c-quiz__ask">{pieces(asked.ask, inline)}</legend>
            {options.collect_view()}
            <div role="status">{why}</div>
        </fieldset>
    }
    .into_any()
}

/// Why an answer is right or not.
#[component]
fn Why(is_right: bool, text: Vec<Piece>, inline: Inline) -> impl IntoView {
    let lang = use_lang();
    let head = if is_right { words::right(lang) } else { words::not_right(lang) };
    view! {
        <p class="c-quiz__why" data-tone=if is_right { "good" } else { "late" }>
            <b>{head}</b> " " {pieces(text, inline)}
        </p>
    }
}
