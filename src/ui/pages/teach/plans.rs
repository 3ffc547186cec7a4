//! Plans of a class each, and which competences the lessons serve. Loaded when they are opened; made for print.

use std::sync::Arc;

use leptos::prelude::*;

use crate::content::{Known, Plan, Plans, Said, plans_file};
use crate::present::Lang;
use crate::present::words::teach as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Page, Table};
use crate::ui::link::Link;
use crate::ui::reader::{File, Loaded, is_english};
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The screen.
#[component]
pub fn PlansPage() -> impl IntoView {
    let lang = use_lang();
    let file: File<Plans> = File::load(plans_file(is_english(lang)));
    let body = move || file.loaded.with(Loaded::here).map(|plans| view! { <All plans=plans/> });
    view! {
        <Page screen="plans" title=Signal::stored(words::plans_title(lang).to_owned())>
            <p class="c-learn__note"><Link to=Route::Teach>{words::title(lang)}</Link></p>
            <p>{words::plans_lead(lang)}</p>
            {file.line(lang)}
            {body}
        </Page>
    }
}

#[component]
fn All(plans: Arc<Plans>) -> impl IntoView {
    let lang = use_lang();
    let papers = plans.plan.iter().map(|plan| paper(plan, &plans.rule.text, lang)).collect_view();
    let print = Callback::new(|()| browser::print());
    view! {
        <div class="c-actions"><Button label=words::print_plans(lang) action="print" on_press=print/></div>
        <div class="c-sheets">{papers} <Alignment plans=plans/></div>
    }
}

fn paper(plan: &Plan, rule: &str, lang: Lang) -> AnyView {
    let minutes = words::minutes(lang, &plan.minutes.to_string());
    let lessons = plan.lessons.iter().filter_map(|id| Known::find(id)).map(|lesson| {
        view! { <li><Link to=Route::Lesson(lesson.id.to_owned())>{lesson.question(is_english(lang))}</Link></li> }
    });
    let lessons = lessons.collect_view();
    let presets = plan.presets.iter().map(|code| {
        let href = format!("{}#{code}", Route::Present.href());
        view! { <a class="c-tag" href=href>{code.clone()}</a> " " }
    });
    let presets =
        (!plan.presets.is_empty()).then(|| view! { <p>{words::plan_presets(lang)} " " {presets.collect_view()}</p> });
    let steps = plan.step.iter().map(|step| {
        view! { <li>{words::minutes(lang, &step.minutes.to_string())} " · " {step.text.clone()}</li> }
    });
    let steps = steps.collect_view();
    view! {
        <article class="c-paper" data-plan=plan.id.clone()>
            <h2 class="c-paper__title">{plan.text.clone()}</h2>
            <p class="c-section__note">{minutes} " · " {rule.to_owned()}</p>
            {list(words::objectives(lang), &plan.objective)}
            <h3 class="c-paper__heading">{words::plan_lessons(lang)}</h3>
            <ul class="c-list">{lessons}</ul>
            {presets}
            {list(words::needs(lang), &plan.need)}
            <h3 class="c-paper__heading">{words::plan_steps(lang)}</h3>
            <ol class="c-list">{steps}</ol>
            {list(words::discuss(lang), &plan.discuss)}
            {list(words::assess(lang), &plan.assess)}
        </article>
    }
    .into_any()
}

fn list(title: &'static str, lines: &[Said]) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let lines = lines.iter().map(|line| view! { <li>{line.text.clone()}</li> }).collect_view();
    Some(view! { <h3 class="c-paper__heading">{title}</h3> <ul class="c-list">{lines}</ul> }.into_any())
}

/// Which lesson serves which competence, and how the frameworks were read.
#[component]
fn Alignment(plans: Arc<Plans>) -> impl IntoView {
    let lang = use_lang();
    let name = |id: &str| {
        plans.framework.iter().find(|one| one.id == id).map_or_else(|| id.to_owned(), |one| one.text.clone())
    };
    let rows = plans.row.iter().map(|row| {
        let lesson =
            Known::find(&row.lesson).map_or(row.lesson.clone(), |known| known.question(is_english(lang)).to_owned());
        view! {
            <tr>
                <th scope="row" data-kind="text">{lesson}</th>
                <td data-kind="words">{name(&row.framework)}</td>
                <td data-kind="words">{row.area.clone()}</td>
                <td data-kind="words">{row.competence.clone()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let notes = plans.framework.iter().map(|one| {
        let read = match one.confirmed.as_str() {
            "primary" => words::read_first(lang),
            "secondary" => words::read_second(lang),
            _ => words::unread(lang),
        };
        view! { <li>{one.text.clone()} " (" {one.publisher.clone()} ", " {one.year} ") " {read} " " {one.note.clone()}</li> }
    });
    let notes = notes.collect_view();
    let head = vec![
        words::align_lesson(lang).to_owned(),
        words::align_framework(lang).to_owned(),
        words::align_area(lang).to_owned(),
        words::align_competence(lang).to_owned(),
    ];
    view! {
        <article class="c-paper" data-alignment="">
            <h2 class="c-paper__title">{words::alignment(lang)}</h2>
            <Table caption=words::alignment(lang) head=head>{rows}</Table>
            <ul class="c-list">{notes}</ul>
        </article>
    }
}
