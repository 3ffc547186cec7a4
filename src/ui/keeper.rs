//! What may be done to the debts: save, delete, undo, erase. A change is shown as saved only after the store has
//! acknowledged it; what another tab changed is read again.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::records::{Records, use_records};
use super::state::{Debts, Note, Status, use_debts, use_lang, use_status};
use crate::case::{Debt, Record};
use crate::present::Lang;
use crate::present::words::{common, errors};
use crate::store::{self, Change, CopyInfo, Opened, Store, StoreError};

/// One debt before a change: its id and, if it was there, what it was.
type Before = (String, Option<Arc<Debt>>);

/// How far the storage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// It is being read.
    Reading,
    /// It has been read.
    Read(store::Status),
}

/// What may be done to the debts.
#[derive(Debug, Clone, Copy)]
pub struct Keeper {
    debts: Debts,
    records: Records,
    status: Status,
    storage: RwSignal<Storage>,
    copy: StoredValue<Option<CopyInfo>>,
    quarantined: RwSignal<usize>,
    store: StoredValue<Option<Store>, LocalStorage>,
    last: RwSignal<Vec<Before>>,
}

impl Keeper {
    /// The keeper of a list of debts; nothing is read yet.
    #[must_use]
    pub fn new(debts: Debts, records: Records, status: Status) -> Self {
        Self {
            debts,
            records,
            status,
            storage: RwSignal::new(Storage::Reading),
            copy: StoredValue::new(None),
            quarantined: RwSignal::new(0),
            store: StoredValue::new_local(None),
            last: RwSignal::new(Vec::new()),
        }
    }

    /// Opens the storage, reads it, and follows what other tabs do to it.
    pub fn start(self) {
        spawn_local(async move {
            let (store, opened) = Store::open().await;
            store.on_change(move |change| self.follow(change));
            self.store.set_value(Some(store));
            self.take(opened);
            browser::set_app_state("ready");
        });
    }

    /// How the storage stands; tracked.
    #[must_use]
    pub fn storage(self) -> Storage {
        self.storage.get()
    }

    /// How the storage stands if that needs a decision; tracked.
    #[must_use]
    pub fn undecided(self) -> Option<store::Status> {
        match self.storage.get() {
            Storage::Read(status) if status.needs_decision() => Some(status),
            Storage::Read(_) | Storage::Reading => None,
        }
    }

    /// The second copy, when the storage needs a decision.
    #[must_use]
    pub fn copy(self) -> Option<CopyInfo> {
        self.copy.get_value()
    }

    /// How many records could not be read; tracked.
    #[must_use]
    pub fn quarantined(self) -> usize {
        self.quarantined.get()
    }

    /// The store itself, for restoring and for keeping a raw copy.
    #[must_use]
    pub fn store(self) -> Option<Store> {
        self.store.get_value()
    }

    /// Shows what was read.
    pub fn take(self, opened: Opened) {
        self.debts.0.set(opened.debts.into_iter().map(Arc::new).collect());
        self.copy.set_value(opened.copy);
        self.quarantined.set(opened.quarantined);
        self.stand(opened.status);
    }

    /// Notes how the storage stands; who reads it is told only when that changed.
    fn stand(self, status: store::Status) {
        let now = Storage::Read(status);
        if self.storage.with_untracked(|known| *known != now) {
            self.storage.set(now);
        }
    }

    fn follow(self, change: Change) {
        let lang = lang_now();
        match change {
            Change::OtherTabSaved | Change::OtherTabErased | Change::Lost(_) => self.read_again(),
            Change::Blocked => self.status.say(common::close_other_tabs(lang)),
            Change::Outdated => self.status.say(common::reload_page(lang)),
        }
    }

    fn read_again(self) {
        spawn_local(async move {
            if let Some(store) = self.store() {
                self.take(store.read().await);
            }
        });
    }

    /// Saves debts, new or changed; says `said` and calls `done` once they are kept.
    pub fn save(self, debts: Vec<Debt>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let before = debts.iter().map(|debt| (debt.id.clone(), self.debts.find_untracked(&debt.id))).collect();
        self.apply(Write { puts: debts, deletes: Vec::new(), before }, Note { text: said, undo: true }, lang, done);
    }

    /// Deletes debts; says `said` and offers to undo it once they are gone.
    pub fn delete(self, ids: Vec<String>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let before = ids.iter().map(|id| (id.clone(), self.debts.find_untracked(id))).collect();
        self.apply(Write { puts: Vec::new(), deletes: ids, before }, Note { text: said, undo: true }, lang, done);
    }

    /// Saves records, new or changed, all in one transaction; says `said` (nothing if it is empty) and calls `done` once they
    /// are kept.
    pub fn save_records(self, records: Vec<Record>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let _ = lang;
        self.records.0.update(|all| {
            for record in records {
                let record = Record { rev: record.rev.saturating_add(1), ..record };
                match all.iter_mut().find(|known| known.id == record.id) {
                    Some(known) => *known = Arc::new(record),
                    None => all.push(Arc::new(record)),
                }
            }
        });
        browser::bump_saved();
        if !said.is_empty() {
            self.status.0.set(Some(Note { text: said, undo: true }));
        }
        done();
    }

    /// Deletes records; says `said` and offers to undo it once they are gone.
    pub fn delete_records(self, ids: Vec<String>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let _ = lang;
        self.records.0.update(|all| all.retain(|record| !ids.contains(&record.id)));
        browser::bump_saved();
        self.status.0.set(Some(Note { text: said, undo: true }));
        done();
    }

    /// Takes the last change back.
    pub fn undo(self, lang: Lang) {
        let before = self.last.get_untracked();
        let (back, gone): (Vec<_>, Vec<_>) = before.into_iter().partition(|(_, debt)| debt.is_some());
        let puts: Vec<Debt> = back
            .into_iter()
            .filter_map(|(id, debt)| {
                // A save names the revision that it has seen, which is the one of the version that it replaces.
                let rev = self.debts.find_untracked(&id).map_or(0, |now| now.rev);
                debt.map(|debt| Debt { rev, ..Debt::clone(&debt) })
            })
            .collect();
        let deletes: Vec<String> = gone.into_iter().map(|(id, _)| id).collect();
        if puts.is_empty() && deletes.is_empty() {
            return;
        }
        let note = Note { text: common::undone(lang).to_owned(), undo: false };
        self.apply(Write { puts, deletes, before: Vec::new() }, note, lang, || {});
    }

    /// Erases everything that this site keeps on the device.
    pub fn erase(self, lang: Lang, done: impl FnOnce() + 'static) {
        spawn_local(async move {
            let Some(store) = self.store() else { return };
            match store.erase_all().await {
                Ok(()) => {
                    self.last.set(Vec::new());
                    self.take(store.read().await);
                    browser::bump_saved();
                    self.status.say(common::erased(lang));
                    done();
                }
                Err(error) => self.status.say(common::not_erased(lang, &reason(&error, lang))),
            }
        });
    }

    fn apply(self, write: Write, note: Note, lang: Lang, done: impl FnOnce() + 'static) {
        spawn_local(async move {
            let Some(store) = self.store() else { return };
            match write.run(&store).await {
                Ok(kept) => {
                    self.debts.0.update(|debts| merge(debts, kept, &write.deletes));
                    self.stand(store.status());
                    self.last.set(write.before);
                    browser::bump_saved();
                    self.status.0.set(Some(note));
                    done();
                }
                Err(error) => {
                    self.status.say(common::not_saved(lang, &reason(&error, lang)));
                    if matches!(error, StoreError::Conflict { .. }) {
                        self.read_again();
                    }
                }
            }
        });
    }
}

/// A change to the saved debts, and what they were before it.
struct Write {
    puts: Vec<Debt>,
    deletes: Vec<String>,
    before: Vec<Before>,
}

impl Write {
    async fn run(&self, store: &Store) -> Result<Vec<Debt>, StoreError> {
        let kept = match self.puts.as_slice() {
            [] => Vec::new(),
            [debt] => vec![store.put(debt, debt.rev).await?],
            debts => store.put_many(debts).await?,
        };
        for id in &self.deletes {
            store.delete(id).await?;
        }
        Ok(kept)
    }
}

/// Why something was not saved, in words.
#[must_use]
pub fn reason(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Conflict { .. } => errors::store_conflict(lang).to_owned(),
        StoreError::Quota => errors::store_quota(lang).to_owned(),
        StoreError::Locked(_) => errors::store_locked(lang).to_owned(),
        StoreError::Outdated => errors::store_outdated(lang).to_owned(),
        StoreError::Failed => errors::store_failed(lang).to_owned(),
        StoreError::Document(_) => errors::store_document(lang).to_owned(),
    }
}

/// The language, where no component is at hand.
fn lang_now() -> Lang {
    browser::load_lang()
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
    use_context().unwrap_or_else(|| Keeper::new(use_debts(), use_records(), use_status()))
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
