//! Writing a request for a debt: one question a page, a last check with the letter, then it is sent or handed out. Nothing
//! leaves the device before the last page says where it goes.

mod check;
mod done;
mod state;
mod what;
mod who;
mod why;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::present::compose::{KINDS, Step, kind as kind_words};
use crate::present::lang::Lang;
use crate::present::terms;
use crate::present::words::{common, compose as words};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, ErrorSummary, Kind, Notice, Page, Tone};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};
use state::Flow;

/// The screen.
#[component]
pub fn RequestNewPage(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, keeper) = (use_lang(), use_debts(), use_keeper());
    let own = id.clone();
    let name = Memo::new(move |_| debts.find(&own).map(|debt| terms::debt_name(&debt, lang)));
    let title = Signal::derive(move || match name.get() {
        Some(name) => words::title(lang, &name),
        None => words::title_short(lang).to_owned(),
    });
    // A memo, so that a save does not build the page anew.
    let there = Memo::new(move |_| (name.with(Option::is_some), keeper.storage() == Storage::Reading));
    let body = move || match there.get() {
        (_, true) => view! { <p>{common::reading(lang)}</p> }.into_any(),
        (false, false) => view! {
            <p>{words::gone(lang)}</p>
            <p><Link to=Route::Debts>{common::debts(lang)}</Link></p>
        }
        .into_any(),
        (true, false) => view! { <Pages flow=Flow::new(id.clone())/> }.into_any(),
    };
    view! { <Page screen="request-new" title=title>{body}</Page> }
}

/// The page of the flow that is open.
#[component]
fn Pages(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let step = Memo::new(move |_| flow.step());
    let done = Memo::new(move |_| flow.done());
    let page = move || match (done.get(), step.get()) {
        (Some(record), _) => view! { <done::Done flow=flow record=record/> }.into_any(),
        (None, Step::Kind) => view! { <KindStep flow=flow/> }.into_any(),
        (None, Step::Check) => view! { <check::Check flow=flow/> }.into_any(),
        (None, step) => view! { <Sheet flow=flow step=step/> }.into_any(),
    };
    let start_over = Callback::new(move |()| flow.start_over());
    let restored = move || flow.restored.get() && done.with(Option::is_none);
    view! {
        <Show when=restored>
            <Notice>
                <p>{words::restored(lang)}</p>
                <div class="c-actions">
                    <Button label=words::start_over(lang) action="start-over" kind=Kind::Quiet on_press=start_over/>
                </div>
            </Notice>
        </Show>
        {page}
    }
}

/// The first question: which kind of request.
#[component]
fn KindStep(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let option = move |(name, kind)| {
        view! {
            <button type="button" class="c-option" data-answer=name on:click=move |_| flow.choose(kind)>
                <strong>{kind_words(kind, lang)}</strong>
                <span class="c-option__note">{kind_note(name, lang)}</span>
            </button>
        }
    };
    view! {
        <section class="c-question" data-step="kind" aria-labelledby="step-title">
            <h2 class="c-question__text" id="step-title" tabindex="-1">{words::kind_title(lang)}</h2>
            <p class="c-section__note">{words::kind_lead(lang)}</p>
            <div class="c-options" role="group" aria-labelledby="step-title">{KINDS.map(option)}</div>
        </section>
    }
}

fn kind_note(name: &str, lang: Lang) -> &'static str {
    match name {
        "relief" => words::kind_relief_note(lang),
        "dispute" => words::kind_dispute_note(lang),
        "payoff_quote" => words::kind_payoff_quote_note(lang),
        "breakdown" => words::kind_breakdown_note(lang),
        _ => words::kind_mediation_note(lang),
    }
}

/// A numbered page: its question, its fields, and the way on and back.
#[component]
fn Sheet(flow: Flow, step: Step) -> impl IntoView {
    let lang = use_lang();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        flow.next();
    };
    let back = Callback::new(move |()| flow.back());
    let straight = Callback::new(move |()| flow.open(Step::Check));
    let body = match step {
        Step::Why => view! { <why::Why flow=flow/> }.into_any(),
        Step::Statement => view! { <why::Told flow=flow/> }.into_any(),
        Step::Who => view! { <who::Who flow=flow/> }.into_any(),
        Step::Whom => view! { <who::Whom flow=flow/> }.into_any(),
        Step::Kind | Step::What | Step::Check => view! { <what::What flow=flow/> }.into_any(),
    };
    let can_go =
        move || step != Step::What || flow.view.with(|view| view.as_ref().is_some_and(|v| v.document.is_some()));
    let chosen = move || !flow.field("lender").get().is_empty() && step != Step::Whom;
    view! {
        <ErrorSummary errors=flow.errors/>
        <form class="c-question" novalidate=true on:submit=submit data-step=step.name() aria-labelledby="step-title">
            <Progress flow=flow/>
            {body}
            <Waiting flow=flow/>
            <div class="c-actions">
                <Show when=can_go>
                    <button type="submit" class="c-button" data-kind="primary" data-action="next-step">{words::next(lang)}</button>
                </Show>
                <Button label=words::back(lang) action="previous-step" on_press=back/>
                <Show when=move || can_go() && chosen()>
                    <Button label=words::to_check(lang) action="straight-to-check" kind=Kind::Quiet on_press=straight/>
                </Show>
            </div>
        </form>
    }
}

/// Which page of how many.
#[component]
fn Progress(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let text = move || flow.place().map(|(now, all)| (now.to_string(), all.to_string()));
    let shown = move || text().map(|(now, all)| words::progress(lang, &now, &all));
    let said = move || text().map(|(now, all)| words::progress_label(lang, &now, &all));
    view! {
        <p class="c-flow__place" data-place=shown>
            <span aria-hidden="true">{shown}</span>
            <span class="u-hidden">{said}</span>
        </p>
    }
}

/// Whether the worker is at it, and why it gave up.
#[component]
fn Waiting(flow: Flow) -> impl IntoView {
    let lang = use_lang();
    let again = Callback::new(move |()| flow.ask());
    let refused = move || flow.view.with(|view| view.as_ref().and_then(|view| view.trouble.clone()));
    view! {
        <p class="c-flow__wait" role="status" data-busy=move || flow.busy.get().then_some("true")>
            {move || if flow.busy.get() { words::waiting(lang) } else { "" }}
        </p>
        {move || flow.trouble.get().map(|text| view! {
            <Notice tone=Tone::Late>
                <p>{text}</p>
                <div class="c-actions"><Button label=words::again(lang) action="ask-again" on_press=again/></div>
            </Notice>
        })}
        {move || refused().map(|text| view! { <Notice tone=Tone::Late><p data-trouble="">{text}</p></Notice> })}
    }
}
