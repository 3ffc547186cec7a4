//! The answers and what the worker made of them. Answers of a charge typed by hand survive a reload and a change of
//! language; those that say something about a saved debt are kept with it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{CheckAsk, CheckView, Debt};
use crate::present::Lang;
use crate::present::words::check as words;
use crate::store::draft;
use crate::ui::browser;
use crate::ui::browser::worker::{self, Cancel, WorkerError};
use crate::ui::keeper::{Keeper, use_keeper};
use crate::ui::state::{AsOf, Debts, use_as_of, use_debts, use_lang};

/// The state of the page.
#[derive(Clone, Copy)]
pub struct Check {
    /// What the worker said last; it stays while the next answer is on its way.
    pub view: RwSignal<Option<Arc<CheckView>>>,
    /// Whether an answer is on its way.
    pub busy: RwSignal<bool>,
    /// Why there is none.
    pub trouble: RwSignal<Option<&'static str>>,
    id: StoredValue<Option<String>>,
    answers: StoredValue<Vec<(String, String)>>,
    again: StoredValue<Option<String>>,
    enough: StoredValue<bool>,
    cancel: StoredValue<Cancel, LocalStorage>,
    turn: StoredValue<u32>,
    debts: Debts,
    keeper: Keeper,
    as_of: AsOf,
    lang: Lang,
}

impl Check {
    /// The check of a debt, or of a charge typed by hand; asks at once, and again when the day changes.
    #[must_use]
    pub fn new(id: Option<String>) -> Self {
        let kept = draft::load(&name(id.as_ref())).and_then(|text| serde_json::from_str(&text).ok());
        let check = Self {
            view: RwSignal::new(None),
            busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            id: StoredValue::new(id),
            answers: StoredValue::new(kept.unwrap_or_default()),
            again: StoredValue::new(None),
            enough: StoredValue::new(false),
            cancel: StoredValue::new_local(Cancel::default()),
            turn: StoredValue::new(0),
            debts: use_debts(),
            keeper: use_keeper(),
            as_of: use_as_of(),
            lang: use_lang(),
        };
        Effect::new(move |_| {
            let _ = check.as_of.get();
            check.ask(false);
        });
        on_cleanup(move || check.cancel.with_value(Cancel::cancel));
        check
    }

    /// Whether nothing saved is looked at.
    pub fn is_by_hand(self) -> bool {
        self.id.with_value(Option::is_none)
    }

    /// The saved debt that is looked at, by its id.
    pub fn id(self) -> Option<String> {
        self.id.get_value()
    }

    /// Notes an answer and goes on.
    pub fn answer(self, key: &str, value: String) {
        self.answers.update_value(|answers| {
            answers.retain(|(known, _)| known != key);
            answers.push((key.to_owned(), value));
        });
        self.again.set_value(None);
        self.keep();
        self.ask(true);
    }

    /// Puts a question again.
    pub fn reopen(self, key: &str) {
        self.again.set_value(Some(key.to_owned()));
        self.ask(true);
    }

    /// Shows what comes out with what is known.
    pub fn stop(self) {
        self.enough.set_value(true);
        self.again.set_value(None);
        self.ask(true);
    }

    /// Forgets every answer.
    pub fn start_over(self) {
        self.answers.set_value(Vec::new());
        self.enough.set_value(false);
        self.again.set_value(None);
        draft::remove(&self.id.with_value(|id| name(id.as_ref())));
        self.ask(true);
    }

    fn keep(self) {
        if let Ok(text) = self.answers.with_value(serde_json::to_string) {
            draft::save(&self.id.with_value(|id| name(id.as_ref())), &text);
        }
    }

    fn debt(self) -> Option<Arc<Debt>> {
        self.id.with_value(|id| self.debts.find_untracked(id.as_ref()?))
    }

    /// Asks the worker; an earlier question is not wanted any more. `moved`: the reader did something, so the focus goes
    /// to what comes next.
    pub fn ask(self, moved: bool) {
        self.cancel.with_value(Cancel::cancel);
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let turn = self.turn.get_value();
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        self.trouble.set(None);
        self.busy.set(true);
        let ask = CheckAsk {
            debt: self.debt().map(|debt| Debt::clone(&debt)),
            answers: self.answers.get_value(),
            again: self.again.get_value(),
            enough: self.enough.get_value(),
            lateness: None,
            as_of: self.as_of.get_untracked(),
            lang: self.lang.tag().to_owned(),
        };
        spawn_local(async move {
            let said = worker::check(ask, &cancel).await;
            // The page may be gone, or something else was asked since.
            if self.turn.try_get_value() == Some(turn) {
                self.busy.set(false);
                self.hear(said, moved);
            }
        });
    }

    fn hear(self, said: Result<CheckView, WorkerError>, moved: bool) {
        match said {
            Ok(view) => {
                self.save_facts(&view);
                let place = if view.question.is_some() { "check-question" } else { "check-result" };
                self.view.set(Some(Arc::new(view)));
                if moved {
                    request_animation_frame(move || browser::focus(place));
                }
            }
            Err(WorkerError::TooSlow) => self.trouble.set(Some(words::too_slow(self.lang))),
            Err(WorkerError::NotStarted) => self.trouble.set(Some(words::not_started(self.lang))),
            Err(WorkerError::Cancelled) => {}
        }
    }

    /// What was answered about a saved debt is kept with it.
    fn save_facts(self, view: &CheckView) {
        let Some(debt) = self.debt().filter(|_| self.answers.with_value(|answers| !answers.is_empty())) else { return };
        if debt.facts.as_ref().unwrap_or(&Default::default()) != &view.facts {
            let changed = Debt { facts: Some(view.facts.clone()), ..Debt::clone(&debt) };
            self.keeper.save(vec![changed], words::kept(self.lang).to_owned(), self.lang, || ());
        }
    }
}

fn name(id: Option<&String>) -> String {
    id.map_or_else(|| "check".to_owned(), |id| format!("check-{id}"))
}
