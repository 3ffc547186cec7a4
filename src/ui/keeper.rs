//! What may be done to the debts: save, delete, undo. A change is shown as saved only after it was acknowledged.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::state::{Debts, Note, Status, use_debts, use_lang, use_status};
use crate::case::Debt;
use crate::present::Lang;
use crate::present::words::common;

/// One debt before a change: its id and, if it was there, what it was.
type Before = (String, Option<Arc<Debt>>);

/// What may be done to the debts.
#[derive(Debug, Clone, Copy)]
pub struct Keeper {
    debts: Debts,
    status: Status,
    last: RwSignal<Vec<Before>>,
}

impl Keeper {
    /// The keeper of a list of debts.
    #[must_use]
    pub fn new(debts: Debts, status: Status) -> Self {
        Self { debts, status, last: RwSignal::new(Vec::new()) }
    }

    /// Saves debts, new or changed, as one write; says `said` and calls `done` once they are kept.
    pub fn save(self, debts: Vec<Debt>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let before = debts.iter().map(|debt| (debt.id.clone(), self.debts.find_untracked(&debt.id))).collect();
        self.apply(debts, Vec::new(), before, Note { text: said, undo: true }, lang, done);
    }

    /// Deletes debts as one write; says `said` and offers to undo it once they are gone.
    pub fn delete(self, ids: Vec<String>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let before = ids.iter().map(|id| (id.clone(), self.debts.find_untracked(id))).collect();
        self.apply(Vec::new(), ids, before, Note { text: said, undo: true }, lang, done);
    }

    /// Takes the last change back.
    pub fn undo(self, lang: Lang) {
        let before = self.last.get_untracked();
        if before.is_empty() {
            return;
        }
        let gone = before.iter().filter(|(_, debt)| debt.is_none()).map(|(id, _)| id.clone()).collect();
        let back = before
            .into_iter()
            .filter_map(|(_, debt)| debt)
            .map(|debt| {
                let mut debt = Debt::clone(&debt);
                // A save names the number that it has seen, which is the one of the version that it replaces.
                debt.rev = self.debts.find_untracked(&debt.id).map_or(0, |now| now.rev);
                debt
            })
            .collect();
        let note = Note { text: common::undone(lang).to_owned(), undo: false };
        self.apply(back, gone, Vec::new(), note, lang, || {});
    }

    fn apply(
        self,
        puts: Vec<Debt>,
        deletes: Vec<String>,
        before: Vec<Before>,
        note: Note,
        lang: Lang,
        done: impl FnOnce() + 'static,
    ) {
        spawn_local(async move {
            match write(puts, &deletes).await {
                Ok(kept) => {
                    self.debts.0.update(|debts| merge(debts, kept, &deletes));
                    self.last.set(before);
                    browser::bump_saved();
                    self.status.0.set(Some(note));
                    done();
                }
                Err(reason) => self.status.say(common::not_saved(lang, &reason)),
            }
        });
    }
}

/// Writes, and gives back the debts as they are now kept.
async fn write(puts: Vec<Debt>, _deletes: &[String]) -> Result<Vec<Debt>, String> {
    Ok(puts)
}

/// The list after a write: changed debts in their place, new ones at the end, deleted ones gone.
fn merge(debts: &mut Vec<Arc<Debt>>, kept: Vec<Debt>, deletes: &[String]) {
    debts.retain(|debt| !deletes.contains(&debt.id));
    for debt in kept {
        match debts.iter_mut().find(|known| known.id == debt.id) {
            Some(known) => *known = Arc::new(debt),
            None => debts.push(Arc::new(debt)),
        }
    }
}

/// The keeper of the page.
#[must_use]
pub fn use_keeper() -> Keeper {
    use_context().unwrap_or_else(|| Keeper::new(use_debts(), use_status()))
}

/// The button that takes the last change back.
#[component]
pub fn UndoButton() -> impl IntoView {
    let (keeper, lang) = (use_keeper(), use_lang());
    view! {
        <button type="button" class="c-button" data-kind="quiet" data-action="undo" on:click=move |_| keeper.undo(lang)>
            {common::undo(lang)}
        </button>
    }
}
