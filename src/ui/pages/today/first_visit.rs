//! What a first visitor sees: the simulator's sentence with its answer, and the ways to begin.

use leptos::prelude::*;

use crate::present::today::example;
use crate::present::words::today as words;
use crate::ui::amount::sentence;
use crate::ui::kit::{Button, Empty, Kind};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang};

/// The invitation and the ways to begin.
#[component]
pub fn FirstVisit(
    /// Loads the worked example.
    on_example: Callback<()>,
) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let invitation = example::invitation(as_of.get_untracked(), lang).ok().map(|(question, finding)| {
        view! {
            <p class="c-invite__sentence">{sentence(question)}</p>
            <p class="c-invite__finding">{sentence(finding)}</p>
        }
    });
    view! {
        <section class="c-invite" aria-labelledby="invite-title">
            <h2 id="invite-title">{words::invite_title(lang)}</h2>
            {invitation}
            <div class="c-actions">
                <Link to=Route::Simulate class="c-button" kind=Kind::Primary action="simulate">{words::invite_link(lang)}</Link>
            </div>
        </section>
        <Empty title=words::start_title(lang) body=words::start_body(lang)>
            <Link to=Route::DebtNew class="c-button" action="add-debt">{words::add(lang)}</Link>
            <Link to=Route::Import class="c-button" action="import-debt">{words::import(lang)}</Link>
            <Button label=words::use_example(lang) action="use-example" kind=Kind::Quiet on_press=on_example/>
        </Empty>
    }
}
