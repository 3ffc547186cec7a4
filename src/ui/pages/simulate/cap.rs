//! The legal cap: folded; once opened it asks who, where and when, and then draws what the law allows into the chart and
//! says since when the late charges are above it. The worker judges; where it fails, nothing is drawn.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{CheckAsk, CheckView};
use crate::present::words::check as words;
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel};
use crate::ui::kit::{Button, Kind};
use crate::ui::pages::check::question::Question;
use crate::ui::state::{use_as_of, use_lang};

use super::state::Simulator;

/// The name of the kept answers.
const FORM: &str = "cap";
/// How long the fields must rest before the worker is asked.
const REST_MS: u32 = 300;

/// What was answered and what came back.
#[derive(Clone, Copy)]
struct Cap {
    simulator: Simulator,
    answers: RwSignal<Vec<(String, String)>>,
    view: RwSignal<Option<Arc<CheckView>>>,
    cancel: StoredValue<Cancel, LocalStorage>,
    turn: StoredValue<u32>,
}

impl Cap {
    /// Asks once the fields have rested; an earlier question is not wanted any more.
    fn ask(self, ask: CheckAsk) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        browser::after(REST_MS, move || {
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.cancel.with_value(Cancel::cancel);
            let cancel = Cancel::default();
            self.cancel.set_value(cancel.clone());
            spawn_local(async move {
                let said = worker::check(ask, &cancel).await.ok();
                if self.turn.try_get_value() == Some(turn) {
                    self.simulator.cap.set(said.as_ref().and_then(|view| view.cap.clone()).map(Arc::new));
                    self.view.set(said.map(Arc::new));
                }
            });
        });
    }

    fn answer(self, (key, value): (String, String)) {
        self.answers.update(|answers| {
            answers.retain(|(known, _)| *known != key);
            answers.push((key, value));
        });
        if let Ok(text) = self.answers.with_untracked(serde_json::to_string) {
            kept::save(FORM, &text);
        }
    }
}

/// The panel.
#[component]
pub fn Cap(simulator: Simulator) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let known: Option<Vec<(String, String)>> = kept::load(FORM).and_then(|text| serde_json::from_str(&text).ok());
    let known = known.unwrap_or_default();
    let open = RwSignal::new(!known.is_empty());
    let cap = Cap {
        simulator,
        answers: RwSignal::new(known),
        view: RwSignal::new(None),
        cancel: StoredValue::new_local(Cancel::default()),
        turn: StoredValue::new(0),
    };
    Effect::new(move |_| {
        let (answers, rules, days) = (cap.answers.get(), simulator.rules.get(), simulator.horizon.get());
        let Some(rules) = rules.filter(|_| open.get()) else { return };
        let (debt, again) = (None, None);
        let lateness = Some((rules, days));
        let (as_of, lang) = (as_of.get(), lang.tag().to_owned());
        cap.ask(CheckAsk { debt, answers, again, enough: false, lateness, as_of, lang });
    });
    on_cleanup(move || cap.cancel.with_value(Cancel::cancel));
    view! {
        <section class="c-against" data-cap="">
            <details class="c-details" prop:open=move || open.get()>
                <summary
                    class="c-details__summary"
                    on:click=move |event| {
                        event.prevent_default();
                        open.update(|open| *open = !*open);
                    }
                >
                    {words::cap_title(lang)}
                </summary>
                <div class="c-details__body">
                    <p class="c-panel__note">{words::cap_lead(lang)}</p>
                    {move || cap.view.get().map(|view| said(cap, &view))}
                </div>
            </details>
        </section>
    }
}

/// The question that is open, or the cap.
fn said(cap: Cap, view: &CheckView) -> AnyView {
    let lang = use_lang();
    if let Some(asked) = view.question.clone() {
        return view! { <Question asked=asked on_answer=Callback::new(move |given| cap.answer(given))/> }.into_any();
    }
    let from = view.cap.as_ref().map(|cap| cap.above_from.map(|day| day.to_string()).unwrap_or_default());
    let rule = view.cap.as_ref().map(|cap| view! { <p class="c-panel__note">{cap.rule.clone()}</p> });
    let again = move |()| {
        cap.answers.set(Vec::new());
        kept::remove(FORM);
        cap.simulator.cap.set(None);
    };
    view! {
        <p class="c-panel__said" role="status" data-cap-from=from>{view.sentence.clone()}</p>
        {rule}
        <div class="c-actions">
            <Button label=words::start_over(lang) action="cap-again" kind=Kind::Quiet on_press=again/>
        </div>
    }
    .into_any()
}
