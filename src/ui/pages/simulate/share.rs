//! A link to the calculation, and what an opened link came to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::Verdict as LinkVerdict;
use crate::present::input::words as input_words;
use crate::present::simulate::words as sim_words;
use crate::present::words::simulate as words;
use crate::ui::amount::sentence;
use crate::ui::browser;
use crate::ui::kit::{Button, ErrorSummary, FieldError, Kind};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang, use_status};

use super::state::Simulator;

/// Copy the link, or share it through the device.
#[component]
pub fn Share(simulator: Simulator) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let wrong = RwSignal::new(Vec::<FieldError>::new());
    let address = move || {
        let errors = simulator.errors.get_untracked();
        wrong.set(
            errors
                .iter()
                .map(|error| FieldError { name: error.field.name(), text: input_words::message(error, lang) })
                .collect(),
        );
        let scenario = simulator.scenario.get_untracked().filter(|_| errors.is_empty())?;
        let fragment = scenario.to_fragment().ok()?;
        browser::replace_fragment(&fragment);
        Some(browser::share_address(&Route::Simulate.href(), &fragment))
    };
    // What was put right needs no look any more.
    Effect::new(move |_| {
        if simulator.errors.with(Vec::is_empty) {
            wrong.set(Vec::new());
        }
    });
    let copy = Callback::new(move |()| {
        let Some(address) = address() else { return };
        spawn_local(async move {
            let copied = browser::copy(&address).await;
            status.say(if copied { words::copied(lang) } else { words::copy_failed(lang) });
        });
    });
    let share = Callback::new(move |()| {
        let Some(address) = address() else { return };
        if !browser::share(words::title(lang), &address) {
            copy.run(());
        }
    });
    let second = move || simulator.draft.with(|draft| draft.second_policy().is_some());
    let native = browser::can_share();
    view! {
        <section class="c-panel" aria-labelledby="share-title">
            <h2 id="share-title">{words::share(lang)}</h2>
            <ErrorSummary errors=wrong/>
            <p class="c-panel__note">{words::share_note(lang)}</p>
            {move || second().then(|| view! { <p class="c-panel__note" data-first-only="">{words::against_link(lang)}</p> })}
            <div class="c-actions">
                <Button label=words::copy_link(lang) action="copy-link" on_press=copy/>
                {native.then(|| view! { <Button label=words::share_now(lang) action="share" on_press=share/> })}
                <StartOver simulator=simulator label=words::start_over(lang)/>
            </div>
        </section>
    }
}

#[component]
fn StartOver(simulator: Simulator, label: &'static str) -> impl IntoView {
    let (as_of, lang) = (use_as_of(), use_lang());
    let press = Callback::new(move |()| simulator.start_over(as_of.get_untracked(), lang));
    view! { <Button label=label action="start-over" kind=Kind::Quiet on_press=press/> }
}

/// What the opened link came to.
#[component]
pub fn Verdict(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    move || {
        let opened = simulator.opened.get()?;
        let (name, tone, said) = match opened {
            Ok(opened) => match opened.verdict {
                LinkVerdict::Matches => ("matches", "good", words::matches(lang).into_any()),
                LinkVerdict::Differs { field, theirs, ours } => {
                    let view = simulator.view.get_untracked()?;
                    ("differs", "late", sentence(sim_words::differs(field, theirs, ours, &view, lang)))
                }
            },
            Err(error) => ("bad", "stop", words::bad(lang, sim_words::bad_link(&error, lang)?).into_any()),
        };
        let way_on = match name {
            "bad" => view! { <StartOver simulator=simulator label=words::start_empty(lang)/> }.into_any(),
            _ => view! { <p>{words::opened(lang)}</p> }.into_any(),
        };
        Some(view! {
            <div class="c-notice" role="status" data-tone=tone data-link-verdict=name>
                <p>{said}</p>
                {way_on}
            </div>
        })
    }
}
