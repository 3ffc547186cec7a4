//! A worksheet on paper, and its key on another: the same numbers as on screen, because they are made of the same sheet.

use std::sync::Arc;

use leptos::prelude::*;

use super::fill::{given, working};
use crate::present::teach::{SHEET_VERSION, Sheet, Task, key, letter};
use crate::present::words::teach as words;
use crate::ui::state::use_lang;

/// What stands above the tasks: the code, and room for a name.
#[component]
fn Head(sheet: Arc<Sheet>, is_key: bool) -> impl IntoView {
    let lang = use_lang();
    let code = sheet.id.to_code();
    let title = if is_key { words::key_of(lang, &code) } else { words::sheet_of(lang, &code) };
    let name = (!is_key).then(|| view! { <p class="c-sheet__name">{words::paper_name(lang)}</p> });
    let points = words::paper_points(lang, &sheet.points().to_string(), &SHEET_VERSION.to_string());
    view! {
        <h2 class="c-paper__title">{title}</h2>
        {name}
        <p class="c-section__note">{points}</p>
    }
}

/// A sheet with blanks to write into.
#[component]
pub fn SheetPaper(
    /// The sheet.
    sheet: Arc<Sheet>,
) -> impl IntoView {
    let lang = use_lang();
    let tasks = sheet.tasks.iter().enumerate().map(|(place, task)| paper_task(place, task, lang)).collect_view();
    view! {
        <article class="c-paper c-sheet" data-sheet=sheet.id.to_code()>
            <Head sheet=Arc::clone(&sheet) is_key=false/>
            <ol class="c-sheet__tasks">{tasks}</ol>
        </article>
    }
}

fn paper_task(place: usize, task: &Task, lang: crate::present::Lang) -> AnyView {
    let text = task.text(lang);
    let head = words::task_head(lang, &place.saturating_add(1).to_string(), &text.title);
    let level = words::task_level(lang, &task.level.number().to_string(), &task.points().to_string());
    let choices = text.choices.iter().enumerate().map(|(at, choice)| {
        view! { <li class="c-sheet__choice">{letter(at).to_string()} ". " {choice.clone()}</li> }
    });
    let choices =
        (!text.choices.is_empty()).then(|| view! { <ul class="c-sheet__choices">{choices.collect_view()}</ul> });
    view! {
        <li class="c-sheet__task" data-task=place.saturating_add(1)>
            <h3 class="c-sheet__head">{head} " " <span class="c-section__note">{level}</span></h3>
            {given(&text)}
            <p class="c-sheet__ask">{text.ask.clone()}</p>
            {choices}
            <p class="c-sheet__blank">{words::your_answer(lang)} " " <span class="c-sheet__line"></span> " " {text.unit}</p>
        </li>
    }
    .into_any()
}

/// The key of a sheet with the derivations.
#[component]
pub fn KeyPaper(
    /// The sheet.
    sheet: Arc<Sheet>,
) -> impl IntoView {
    let lang = use_lang();
    let rows = key(&sheet, lang).into_iter().map(|row| {
        let choice = row.choice.map(|choice| view! { <span>" " {choice}</span> });
        view! {
            <li class="c-sheet__task" data-task=row.number>
                <h3 class="c-sheet__head">{words::task_head(lang, &row.number.to_string(), &row.title)}</h3>
                <p class="c-sheet__answer"><b data-answer="">{row.answer}</b> {choice}</p>
                {working(&row.steps)}
            </li>
        }
    });
    let rows = rows.collect_view();
    view! {
        <article class="c-paper c-sheet" data-key=sheet.id.to_code()>
            <Head sheet=Arc::clone(&sheet) is_key=true/>
            <ol class="c-sheet__tasks">{rows}</ol>
        </article>
    }
}
