//! What the worker says of the situation, laid out.

use leptos::prelude::*;

use crate::present::situation::{DebtLine, Name, ScoreView, ScoredView, SituationView, StepView};
use crate::present::words::situation as words;
use crate::ui::kit::{Details, Notice, Tone};
use crate::ui::link::{Link, use_router};
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The name for attributes.
const fn slug(name: Name) -> &'static str {
    match name {
        Name::NoDebts => "no_debts",
        Name::OnTime => "on_time",
        Name::Disputed => "disputed",
        Name::Able => "able",
        Name::Temporary => "temporary",
        Name::Lasting => "lasting",
        Name::Insolvent => "insolvent",
    }
}

/// What it is called, what that rests on, and the path.
pub fn situation(view: &SituationView) -> AnyView {
    let lang = use_lang();
    let grounds: Vec<_> = view.grounds.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    let steps: Vec<_> = view.steps.iter().map(step).collect();
    view! {
        <section class="c-verdict" data-situation=slug(view.name) aria-labelledby="situation-title">
            <h2 class="c-verdict__title" id="situation-title">{words::situation_title(lang)}</h2>
            <p class="c-situation__name">{view.title.clone()}</p>
            <p class="c-verdict__sentence">{view.sentence.clone()}</p>
            <Details summary=words::grounds_title(lang)><ul class="c-list">{grounds}</ul></Details>
        </section>
        <section class="c-section" aria-labelledby="path-title">
            <h2 id="path-title">{words::path_title(lang)}</h2>
            <ol class="c-path">{steps}</ol>
        </section>
    }
    .into_any()
}

/// Where a step leads, and what travels along in the fragment.
fn target(step: &StepView) -> Option<(Route, &'static str)> {
    let debt = step.debt.clone();
    Some(match step.to.as_str() {
        "budget" => (Route::Budget, ""),
        "order" => (Route::Order, ""),
        "insolvency" => (Route::Insolvency, ""),
        "contacts" => (Route::Contacts, ""),
        "requests" => (Route::Requests, ""),
        "new" => (Route::DebtNew, ""),
        "import" => (Route::Import, ""),
        "options" => (Route::Options(debt?), ""),
        "check" => (Route::DebtCheck(debt?), ""),
        "dispute" => (Route::RequestNew(debt?), "kind=dispute"),
        "debt" => (Route::Debt(debt?), ""),
        "prospects" => (Route::Prospects(debt?), ""),
        _ => return None,
    })
}

fn step(step: &StepView) -> AnyView {
    let title = step.title.clone();
    let link = match target(step) {
        Some((route, "")) => view! { <Link to=route class="c-path__link">{title}</Link> }.into_any(),
        Some((route, fragment)) => with_fragment(route, fragment, title),
        None => view! { <span>{title}</span> }.into_any(),
    };
    view! {
        <li class="c-path__step" data-step=step.to.clone()>
            {link}
            <p class="c-section__note">{step.body.clone()}</p>
        </li>
    }
    .into_any()
}

fn with_fragment(route: Route, fragment: &'static str, title: String) -> AnyView {
    let router = use_router();
    let href = format!("{}#{fragment}", route.href());
    let click = move |event: leptos::ev::MouseEvent| {
        if crate::ui::browser::forward(&event) {
            event.prevent_default();
            router.go_with(&route, fragment);
        }
    };
    view! { <a class="c-path__link" href=href on:click=click>{title}</a> }.into_any()
}

/// Where help is free.
pub fn help(view: &SituationView) -> AnyView {
    let lang = use_lang();
    let title = if view.urgent { words::help_urgent_title(lang) } else { words::help_title(lang) };
    let lines: Vec<_> = view.help.iter().map(|line| view! { <li>{line.clone()}</li> }).collect();
    view! {
        <section class="c-section" data-triage=view.urgent.to_string() aria-labelledby="help-title">
            <h2 id="help-title">{title}</h2>
            <Notice tone=if view.urgent { Tone::Late } else { Tone::Info }><ul class="c-list">{lines}</ul></Notice>
        </section>
    }
    .into_any()
}

/// The score with its four parts.
pub fn score(view: &ScoreView) -> AnyView {
    let lang = use_lang();
    let part = |part: &ScoredView| {
        let points = words::points(lang, &part.points.to_string());
        view! {
            <li class="c-score__part" data-ground=part.name.clone() data-points=part.points.to_string()>
                <span>{part.label.clone()}</span>
                <span class="c-score__points">{points}</span>
                <meter class="c-score__bar" min="0" max="25" value=part.points.to_string() aria-label=part.label.clone()></meter>
                <span class="c-section__note">{part.value.clone()}</span>
            </li>
        }
    };
    let parts: Vec<_> = view.parts.iter().map(part).collect();
    view! {
        <section class="c-section" data-score=view.score.to_string() aria-labelledby="score-title">
            <h2 id="score-title">{words::score_title(lang)}</h2>
            <p><span class="c-score__sum">{view.score.to_string()}</span> " " {words::score_label(lang)}</p>
            <ul class="c-score">{parts}</ul>
            <p>{view.residual.clone()}</p>
            <p class="c-section__note">{words::score_note(lang)}</p>
        </section>
    }
    .into_any()
}

/// The debts, each with the way to its options.
pub fn debts(view: &SituationView) -> Option<AnyView> {
    let lang = use_lang();
    if view.debts.is_empty() {
        return None;
    }
    let line = |debt: &DebtLine| {
        let (id, own) = (debt.id.clone(), debt.id.clone());
        let tone = if debt.late { "late" } else { "info" };
        view! {
            <li class="c-lines__line" data-debt=own>
                <span>{debt.name.clone()} " " <span class="c-tag" data-tone=tone>{debt.stands.clone()}</span></span>
                <Link to=Route::Options(id) class="c-button" action="to-options">{words::to_options(lang)}</Link>
            </li>
        }
    };
    let lines: Vec<_> = view.debts.iter().map(line).collect();
    Some(
        view! {
            <section class="c-section" aria-labelledby="help-debts-title">
                <h2 id="help-debts-title">{words::debts_title(lang)}</h2>
                <ul class="c-lines">{lines}</ul>
            </section>
        }
        .into_any(),
    )
}
