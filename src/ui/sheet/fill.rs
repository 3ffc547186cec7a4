//! A worksheet to fill in: what is given, what is asked, a field or choices for each task; marked when it is handed in.

use std::sync::Arc;

use leptos::prelude::*;

use crate::present::Lang;
use crate::present::teach::{Mark, Marked, Marks, Sheet, StepText, Task, TaskText, letter, mark};
use crate::present::words::teach as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Details, Entry, Field, Kind, no_error};
use crate::ui::state::use_lang;

/// What was handed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The answers as typed.
    pub answers: Vec<String>,
    /// What they are worth.
    pub marks: Marks,
}

/// The sheet. What is typed stays when it is marked, and can be changed and handed in again.
#[component]
pub fn Fill(
    /// The sheet.
    sheet: Arc<Sheet>,
    /// What is typed, a text for each task.
    answers: Vec<RwSignal<String>>,
    /// What was handed in.
    done: RwSignal<Option<Done>>,
) -> impl IntoView {
    let lang = use_lang();
    let tasks = sheet.tasks.iter().zip(&answers).enumerate().map(|(place, (task, answer))| {
        let marked = Signal::derive(move || {
            done.with(|done| done.as_ref().and_then(|done| done.marks.tasks.get(place).copied()))
        });
        view! { <OneTask task=task.clone() place=place answer=*answer marked=marked/> }
    });
    let tasks = tasks.collect_view();
    let (kept, fields) = (Arc::clone(&sheet), answers);
    let hand_in = Callback::new(move |()| {
        let answers: Vec<String> = fields.iter().map(|field| field.get_untracked()).collect();
        let marks = mark(&kept, &answers);
        done.set(Some(Done { answers, marks }));
        browser::after(50, || browser::focus("sheet-marks"));
    });
    let said = move || {
        done.with(|done| {
            done.as_ref().map(|done| {
                let score = words::score(lang, &done.marks.points.to_string(), &done.marks.of.to_string());
                let blank = done.marks.count(Mark::Blank);
                let blank = (blank > 0).then(|| words::blank_left(lang, &blank.to_string()));
                view! {
                    <p class="c-sheet__score" id="sheet-marks" tabindex="-1" data-score=done.marks.points data-of=done.marks.of>
                        {score} " " {blank}
                    </p>
                }
            })
        })
    };
    view! {
        <ol class="c-sheet__tasks">{tasks}</ol>
        <div class="c-actions">
            <Button label=words::hand_in(lang) action="hand-in" kind=Kind::Primary on_press=hand_in/>
        </div>
        <div role="status">{said}</div>
    }
}

#[component]
fn OneTask(task: Task, place: usize, answer: RwSignal<String>, marked: Signal<Option<Marked>>) -> impl IntoView {
    let lang = use_lang();
    let text = task.text(lang);
    let head = words::task_head(lang, &place.saturating_add(1).to_string(), &text.title);
    let level = words::task_level(lang, &task.level.number().to_string(), &task.points().to_string());
    let steps = StoredValue::new(task.steps(lang));
    let state = move || marked.get().map(|marked| name_of(marked.mark));
    let result = move || {
        marked.get().map(|marked| {
            view! {
                <p class="c-sheet__mark" data-mark=name_of(marked.mark)>{mark_words(marked, lang)}</p>
                <Details summary=words::working(lang)>{working(&steps.get_value())}</Details>
            }
        })
    };
    view! {
        <li class="c-sheet__task" data-task=place.saturating_add(1) data-mark=state>
            <h2 class="c-sheet__head">{head} " " <span class="c-section__note">{level}</span></h2>
            {given(&text)}
            <p class="c-sheet__ask">{text.ask.clone()}</p>
            <AnswerField place=place text=text answer=answer/>
            {result}
        </li>
    }
}

/// What is given, as names and values.
pub(super) fn given(text: &TaskText) -> AnyView {
    let rows = text.given.iter().map(|(name, value)| {
        view! { <div class="c-figures__row"><dt>{name.clone()}</dt> <dd>{value.clone()}</dd></div> }
    });
    view! { <dl class="c-figures">{rows.collect_view()}</dl> }.into_any()
}

#[component]
fn AnswerField(place: usize, text: TaskText, answer: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    let name = format!("answer-{}", place.saturating_add(1));
    if text.choices.is_empty() {
        let entry = Entry::new(name, words::your_answer(lang)).unit(text.unit);
        return view! { <Field entry=entry value=answer error=no_error()/> }.into_any();
    }
    let options = text.choices.into_iter().enumerate().map(|(at, choice)| {
        let own = letter(at).to_string();
        let (value, shown) = (own.clone(), own.clone());
        let checked = move || answer.with(|answer| *answer == own);
        let pick = {
            let value = value.clone();
            move |_| answer.set(value.clone())
        };
        view! {
            <label class="c-quiz__option">
                <input type="radio" name=name.clone() value=value prop:checked=checked on:change=pick/>
                <span>{shown} ". " {choice}</span>
            </label>
        }
    });
    let options = options.collect_view();
    view! {
        <fieldset class="c-quiz__question">
            <legend class="c-field__label">{words::your_answer(lang)}</legend>
            {options}
        </fieldset>
    }
    .into_any()
}

/// The derivation, a line for each step.
pub fn working(steps: &[StepText]) -> AnyView {
    let lines = steps.iter().map(|step| {
        let formula = (!step.formula.is_empty())
            .then(|| view! { <span class="c-working__formula">{step.formula.clone()}</span> });
        view! {
            <li class="c-working__step">
                <span class="c-working__words">{step.words.clone()}</span>
                {formula}
                <span class="c-working__result">{step.result.clone()}</span>
            </li>
        }
    });
    view! { <ol class="c-working__steps">{lines.collect_view()}</ol> }.into_any()
}

/// The name of a mark in `data-mark`.
#[must_use]
pub const fn name_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Right => "right",
        Mark::Wrong => "wrong",
        Mark::Unclear => "unclear",
        Mark::Blank => "blank",
    }
}

fn mark_words(marked: Marked, lang: Lang) -> String {
    let points = (marked.points.to_string(), marked.of.to_string());
    match marked.mark {
        Mark::Right => words::mark_right(lang, &points.0),
        Mark::Wrong => words::mark_wrong(lang).to_owned(),
        Mark::Unclear => words::mark_unclear(lang).to_owned(),
        Mark::Blank => words::mark_blank(lang).to_owned(),
    }
}
