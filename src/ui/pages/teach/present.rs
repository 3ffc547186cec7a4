//! The presenter: large, by keyboard, one idea a screen. Arrow keys, space and page keys turn, Home begins, Escape leaves.

use leptos::prelude::*;

use super::slides::{Slide, slides};
use crate::present::Lang;
use crate::present::teach::StepText;
use crate::present::words::teach as words;
use crate::ui::browser;
use crate::ui::kit::{Button, Kind, Page};
use crate::ui::link::{Link, use_router};
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The most lines of the working on one screen; earlier ones leave at the top.
const MOST_LINES: usize = 3;

/// The screen.
#[component]
pub fn PresentPage() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let body = move || match slides(&router.fragment(), lang) {
        Some(slides) => view! { <Stage slides=slides/> }.into_any(),
        None => view! {
            <p>{words::present_none(lang)}</p>
            <div class="c-actions"><Link to=Route::Teach class="c-button">{words::title(lang)}</Link></div>
        }
        .into_any(),
    };
    view! { <Page screen="present" title=Signal::stored(words::present(lang).to_owned())>{body}</Page> }
}

#[component]
fn Stage(slides: Vec<Slide>) -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let last = slides.len().saturating_sub(1);
    let slides = StoredValue::new(slides);
    let at = RwSignal::new(0_usize);
    let turn = move |forward: bool| {
        at.update(|at| *at = if forward { at.saturating_add(1).min(last) } else { at.saturating_sub(1) })
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        // A pressed button answers its own keys.
        match event.key().as_str() {
            "ArrowRight" | "ArrowDown" | "PageDown" => turn(true),
            "ArrowLeft" | "ArrowUp" | "PageUp" => turn(false),
            "Home" => at.set(0),
            "End" => at.set(last),
            "Escape" => router.go(&Route::Teach),
            _ => return,
        }
        event.prevent_default();
    };
    browser::after(50, || browser::focus("stage"));
    let shown = move || slides.with_value(|slides| slides.get(at.get()).map(|slide| drawn(slide, lang)));
    let place =
        move || words::slide_place(lang, &at.get().saturating_add(1).to_string(), &last.saturating_add(1).to_string());
    view! {
        <section class="c-stage" id="stage" tabindex="-1" aria-label=words::present(lang) on:keydown=keys data-slide=move || at.get()>
            <div class="c-stage__slide" aria-live="polite">{shown}</div>
            <div class="c-stage__bar">
                <Button label=words::slide_back(lang) action="slide-back" on_press=Callback::new(move |()| turn(false))/>
                <span class="c-stage__place">{place}</span>
                <Button label=words::slide_on(lang) action="slide-on" kind=Kind::Primary on_press=Callback::new(move |()| turn(true))/>
                <Link to=Route::Teach class="c-button" action="leave-stage">{words::leave(lang)}</Link>
            </div>
            <p class="c-stage__keys">{words::keys(lang)}</p>
        </section>
    }
}

fn drawn(slide: &Slide, lang: Lang) -> AnyView {
    match slide {
        Slide::Title(code, title, story) => view! {
            <p class="c-stage__code">{code.clone()}</p>
            <h2 class="c-stage__title">{title.clone()}</h2>
            <p class="c-stage__text">{story.clone()}</p>
        }
        .into_any(),
        Slide::Given(rows) => {
            let rows = rows.iter().map(|(name, value)| {
                view! { <div class="c-stage__row"><dt>{name.clone()}</dt> <dd>{value.clone()}</dd></div> }
            });
            view! { <p class="c-stage__code">{words::given(lang)}</p> <dl class="c-stage__given">{rows.collect_view()}</dl> }.into_any()
        }
        Slide::Ask(ask, choices) => {
            let choices = choices.iter().map(|choice| view! { <li>{choice.clone()}</li> }).collect_view();
            view! { <h2 class="c-stage__title">{ask.clone()}</h2> <ul class="c-stage__choices">{choices}</ul> }
                .into_any()
        }
        Slide::Steps(steps) => {
            let from = steps.len().saturating_sub(MOST_LINES);
            let lines = steps.iter().skip(from).map(step).collect_view();
            let start = from.saturating_add(1);
            view! { <ol class="c-stage__steps" start=start>{lines}</ol> }.into_any()
        }
        Slide::Answer(answer) => view! {
            <p class="c-stage__code">{words::answer(lang)}</p>
            <p class="c-stage__answer" data-answer="">{answer.clone()}</p>
        }
        .into_any(),
        Slide::Talk(line) => view! {
            <p class="c-stage__code">{words::discuss(lang)}</p>
            <h2 class="c-stage__title">{line.clone()}</h2>
        }
        .into_any(),
    }
}

fn step(step: &StepText) -> AnyView {
    let formula =
        (!step.formula.is_empty()).then(|| view! { <span class="c-stage__formula">{step.formula.clone()}</span> });
    view! {
        <li class="c-stage__step">
            <span>{step.words.clone()}</span>
            {formula}
            <b class="c-stage__result">{step.result.clone()}</b>
        </li>
    }
    .into_any()
}
