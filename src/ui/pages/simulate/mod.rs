//! The late-fee simulator: a sentence with fields, the finding, the picture, the table, what would help, a link to
//! share. Needs no saved data and changes none. Computes nothing: `present::simulate` does.

mod against;
mod cap;
mod chart;
mod fields;
mod findings;
mod sentence;
mod share;
mod state;
mod twin;

use leptos::prelude::*;

use crate::present::words::simulate as words;
use crate::ui::history::{History, HistoryButtons};
use crate::ui::kit::Page;
use crate::ui::link::use_router;
use crate::ui::state::use_lang;

use state::Simulator;

/// The page. Another link opened in the same tab starts it anew.
#[component]
pub fn Simulate() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    view! {
        <Page screen="simulate" title=Signal::derive(move || words::title(lang).to_owned())>
            {move || {
                let simulator = Simulator::start(&router.fragment());
                view! { <Simulation simulator=simulator/> }
            }}
        </Page>
    }
}

#[component]
fn Simulation(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let history = History::follow(simulator.draft);
    view! {
        <p class="c-sim__intro">{words::intro(lang)}</p>
        <share::Verdict simulator=simulator/>
        <div class="c-sim">
            <div class="c-sim__main">
                <sentence::Sentence simulator=simulator/>
                <HistoryButtons history=history on_step=move |()| simulator.stepped()/>
                <findings::Findings simulator=simulator/>
                <chart::GrowthChart simulator=simulator/>
            </div>
            <div class="c-sim__side">
                <fields::WhatIf simulator=simulator/>
                <fields::GracePeriod simulator=simulator/>
                <against::Compare simulator=simulator/>
                <cap::Cap simulator=simulator/>
                <findings::Days simulator=simulator/>
                <share::Share simulator=simulator/>
            </div>
            <twin::Twin simulator=simulator/>
        </div>
        <p class="c-sim__note">{words::note(lang)}</p>
    }
}
