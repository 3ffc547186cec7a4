//! The answer in a sentence, what it is made of, and the days on which something changes.

use std::time::Duration;

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;

use crate::engine::{Component, Figure};
use crate::present::simulate::{SimulateView, words as sim_words};
use crate::present::words::simulate as words;
use crate::present::{Shown, Source, format, terms};
use crate::ui::amount::{Amount, sentence};
use crate::ui::state::use_lang;

use super::state::Simulator;

/// How long a finding must stand before it is read out.
const SETTLED: Duration = Duration::from_millis(700);

/// The finding; read out when it has settled.
#[component]
pub fn Findings(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let stale = move || simulator.errors.with(|errors| !errors.is_empty()).then_some("true");
    let said = move || match simulator.view.get() {
        Some(view) => sentence(sim_words::finding(&view.finding, lang)),
        None => words::finding_wait(lang).into_any(),
    };
    let spoken = Signal::derive(move || {
        let text = simulator.view.with(|view| view.as_ref().map(|view| sim_words::spoken(&view.finding, lang)));
        text.unwrap_or_default()
    });
    let yearly = move || {
        let rate = simulator.view.get()?.finding.yearly.filter(|rate| !rate.is_zero())?;
        Some(view! { <p class="c-finding__yearly">{words::yearly(lang, &format::percent(rate))}</p> })
    };
    view! {
        <section class="c-finding" data-stale=stale>
            <p class="c-finding__said" data-finding="">{said}</p>
            <Spoken text=spoken names="f-principal f-due f-days"/>
            {move || simulator.view.get().and_then(|view| made_of(&view, lang))}
            {yearly}
        </section>
    }
}

/// The finding for those who listen: once it has settled, so that a moving slider does not chatter.
#[component]
pub fn Spoken(
    /// What is said.
    text: Signal<String>,
    /// The ids of the fields that it comes from.
    names: &'static str,
) -> impl IntoView {
    let settled = RwSignal::new(String::new());
    let mut say = debounce(SETTLED, move |text: String| settled.set(text));
    Effect::new(move |_| say(text.get()));
    view! { <output class="u-hidden" role="status" for=names>{settled}</output> }
}

/// The parts of what has to be paid.
fn made_of(view: &SimulateView, lang: crate::present::Lang) -> Option<AnyView> {
    let Source::Account { inputs, as_of, .. } = &view.finding.total.source else { return None };
    let parts = Component::ALL.into_iter().filter(|component| view.finding.parts.get(*component).is_positive());
    let rows: Vec<_> = parts
        .map(|component| {
            let money = view.finding.parts.get(component);
            let shown = Shown::account(money, inputs, *as_of, Figure::DueNowPart(component));
            view! {
                <li class="c-made__part" data-component=terms::component_slug(component)>
                    <span>{terms::component(component, lang)}</span> <Amount shown=shown/>
                </li>
            }
        })
        .collect();
    (rows.len() > 1).then(|| view! { <ul class="c-made" aria-label=words::made_of(lang)>{rows}</ul> }.into_any())
}

/// The days on which something changes.
#[component]
pub fn Days(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let tried = Memo::new(move |_| {
        simulator.view.with(|view| view.as_ref().and_then(|view| view.saving.as_ref()).map(|saving| saving.date))
    });
    let days = Memo::new(move |_| simulator.curve.get().map(|curve| sim_words::days(&curve, tried.get(), lang)));
    let rows = move || {
        days.get().unwrap_or_default().into_iter().map(|day| {
            let chosen = day.day;
            view! {
                <li class="c-milestones__item">
                    <button type="button" class="c-milestones__when" on:click=move |_| simulator.choose_day(chosen)>
                        {day.when}
                    </button>
                    {day.what.into_iter().map(|what| view! { <p class="c-milestones__what">{what}</p> }).collect_view()}
                </li>
            }
        })
        .collect_view()
    };
    view! {
        <section class="c-panel" aria-labelledby="milestones-title">
            <h2 id="milestones-title">{words::milestones(lang)}</h2>
            <ol class="c-milestones" data-milestones="">{rows}</ol>
        </section>
    }
}
