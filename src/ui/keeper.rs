//! What may be done to the debts and records: save, delete, undo, erase. A change is shown as saved only after the store has
//! acknowledged it; what another tab changed is read again. Changes of this page are made one after another.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::records::{Records, use_records};
use super::state::{Debts, Note, Status, use_debts, use_lang, use_status};
use crate::case::{Debt, Held, Record};
use crate::present::Lang;
use crate::present::words::{common, errors};
use crate::store::kept::Kept;
use crate::store::outbox::Row;
use crate::store::{self, Batch, Change, CopyInfo, Opened, Saved, Store, StoreError};

/// Things before a change: id and, if it was there, what it was.
type Before<T> = Vec<(String, Option<Arc<T>>)>;

/// What a change replaced.
#[derive(Debug, Clone, Default)]
struct Last {
    debts: Before<Debt>,
    records: Before<Record>,
}

/// A change that waits for the ones before it.
struct Write {
    batch: Batch,
    before: Last,
    note: Option<Note>,
    lang: Lang,
    done: Box<dyn FnOnce(Result<(), StoreError>)>,
}

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
    posts: RwSignal<Arc<Vec<Row>>>,
    last: RwSignal<Last>,
    waiting: StoredValue<VecDeque<Write>, LocalStorage>,
    writing: StoredValue<bool>,
    /// The revisions of records that this page itself saved last.
    own: StoredValue<BTreeMap<String, u64>>,
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
            posts: RwSignal::new(Arc::new(Vec::new())),
            last: RwSignal::new(Last::default()),
            waiting: StoredValue::new_local(VecDeque::new()),
            writing: StoredValue::new(false),
            own: StoredValue::new(BTreeMap::new()),
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

    /// The records.
    #[must_use]
    pub fn records(self) -> Records {
        self.records
    }

    /// The requests on their way and those that have arrived, as the storage has them.
    #[must_use]
    pub fn posts(self) -> RwSignal<Arc<Vec<Row>>> {
        self.posts
    }

    /// The store itself, for restoring and for keeping a raw copy.
    #[must_use]
    pub fn store(self) -> Option<Store> {
        self.store.get_value()
    }

    /// Shows what was read.
    pub fn take(self, opened: Opened) {
        self.debts.0.set(opened.debts.into_iter().map(Arc::new).collect());
        self.records.0.set(opened.records.into_iter().map(Arc::new).collect());
        self.posts.set(Arc::new(opened.posts));
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
            Change::OutboxMoved => self.read_posts(),
            Change::Blocked => self.status.say(common::close_other_tabs(lang)),
            Change::Outdated => self.status.say(common::reload_page(lang)),
        }
    }

    fn read_posts(self) {
        spawn_local(async move {
            let Some(store) = self.store() else { return };
            if let Ok(posts) = store.posts().await {
                self.posts.set(Arc::new(posts));
            }
        });
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
        // One debt comes from a form, with the revision that the form has seen. Several come from a file, which replaces what is
        // there as it is known here.
        let several = debts.len() > 1;
        let known = |debt: &Debt| self.debts.find_untracked(&debt.id).map_or(0, |known| known.rev);
        let debts = debts.into_iter().map(|debt| if several { debt.under(known(&debt)) } else { debt }).collect();
        self.change(Batch { debts, ..Batch::default() }, said, lang, done);
    }

    /// Deletes debts; says `said` and offers to undo it once they are gone.
    pub fn delete(self, ids: Vec<String>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        self.change(Batch { delete_debts: ids, ..Batch::default() }, said, lang, done);
    }

    /// Saves records, new or changed, all in one transaction; says `said` (nothing if it is empty) and calls `done` once they
    /// are kept.
    pub fn save_records(self, records: Vec<Record>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        self.change(Batch { records, ..Batch::default() }, said, lang, done);
    }

    /// Deletes records; says `said` and offers to undo it once they are gone.
    pub fn delete_records(self, ids: Vec<String>, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        self.change(Batch { delete_records: ids, ..Batch::default() }, said, lang, done);
    }

    /// Saves debts and records that belong together, all in one transaction, each over the revision that it names.
    pub fn save_with(
        self,
        debts: Vec<Debt>,
        records: Vec<Record>,
        said: String,
        lang: Lang,
        done: impl FnOnce() + 'static,
    ) {
        self.change(Batch { debts, records, ..Batch::default() }, said, lang, done);
    }

    /// Makes changes that belong together, all in one transaction.
    pub fn change(self, batch: Batch, said: String, lang: Lang, done: impl FnOnce() + 'static) {
        let note = (!said.is_empty()).then_some(Note { text: said, undo: true });
        self.change_or(batch, note, lang, move |result| {
            if result.is_ok() {
                done();
            }
        });
    }

    /// The same, and `done` hears whether it was kept. Why it was not is said here.
    pub fn change_or(
        self,
        batch: Batch,
        note: Option<Note>,
        lang: Lang,
        done: impl FnOnce(Result<(), StoreError>) + 'static,
    ) {
        let before = self.before(&batch);
        self.enqueue(Write { batch, before, note, lang, done: Box::new(done) });
    }

    fn before(self, batch: &Batch) -> Last {
        let debts = batch.debts.iter().map(|debt| &debt.id).chain(&batch.delete_debts);
        let records = batch.records.iter().map(|record| &record.id).chain(&batch.delete_records);
        Last {
            debts: debts.map(|id| (id.clone(), self.debts.find_untracked(id))).collect(),
            records: records.map(|id| (id.clone(), self.records.find_untracked(id))).collect(),
        }
    }

    /// Takes the last change back.
    pub fn undo(self, lang: Lang) {
        let last = self.last.get_untracked();
        let (debts, delete_debts) = back(last.debts, |id| self.debts.find_untracked(id).map_or(0, |now| now.rev));
        let (records, delete_records) =
            back(last.records, |id| self.records.find_untracked(id).map_or(0, |now| now.rev));
        let batch = Batch { debts, records, delete_debts, delete_records };
        if batch.is_empty() {
            return;
        }
        let note = Some(Note { text: common::undone(lang).to_owned(), undo: false });
        self.enqueue(Write { batch, before: Last::default(), note, lang, done: Box::new(|_| ()) });
    }

    /// Erases everything that this site keeps on the device.
    pub fn erase(self, lang: Lang, done: impl FnOnce() + 'static) {
        spawn_local(async move {
            let Some(store) = self.store() else { return };
            match store.erase_all().await {
                Ok(()) => {
                    self.last.set(Last::default());
                    browser::forget_progress();
                    self.take(store.read().await);
                    browser::bump_saved();
                    self.status.say(common::erased(lang));
                    done();
                }
                Err(error) => self.status.say(common::not_erased(lang, &reason(&error, lang))),
            }
        });
    }

    fn enqueue(self, write: Write) {
        self.waiting.update_value(|waiting| waiting.push_back(write));
        if self.writing.get_value() {
            return;
        }
        self.writing.set_value(true);
        spawn_local(async move {
            while let Some(write) = self.waiting.try_update_value(VecDeque::pop_front).flatten() {
                self.make(write).await;
            }
            self.writing.set_value(false);
        });
    }

    async fn make(self, mut write: Write) {
        let Some(store) = self.store() else { return };
        self.catch_up(&mut write.batch.records);
        match store.save(&write.batch).await {
            Ok(saved) => {
                self.show(saved, &write.batch);
                self.stand(store.status());
                // A change of which nothing is said is none that the reader would take back.
                if write.note.is_some() {
                    self.last.set(write.before);
                    self.status.0.set(write.note);
                }
                browser::bump_saved();
                (write.done)(Ok(()));
            }
            Err(error) => {
                self.status.say(common::not_saved(write.lang, &reason(&error, write.lang)));
                if matches!(error, StoreError::Conflict { .. } | StoreError::RecordConflict { .. }) {
                    self.read_again();
                }
                (write.done)(Err(error));
            }
        }
    }

    /// A form that saves as one types names the revision of a moment ago, when the save before was still under way. Where the
    /// later revision is this page's own, the later typing counts. A request is not typed: it keeps the revision that it names.
    fn catch_up(self, records: &mut [Record]) {
        for record in records.iter_mut().filter(|record| !matches!(record.held, Held::Request(_))) {
            let known = self.records.find_untracked(&record.id).map_or(0, |known| known.rev);
            if self.own.with_value(|own| own.get(&record.id) == Some(&known)) {
                record.rev = record.rev.max(known);
            }
        }
    }

    /// Shows what was saved and what was deleted.
    pub(super) fn show(self, saved: Saved, batch: &Batch) {
        if !(saved.debts.is_empty() && batch.delete_debts.is_empty()) {
            self.debts.0.update(|debts| merge(debts, saved.debts, &batch.delete_debts));
        }
        self.own.update_value(|own| own.extend(saved.records.iter().map(|record| (record.id.clone(), record.rev))));
        if !(saved.records.is_empty() && batch.delete_records.is_empty()) {
            self.records.0.update(|records| merge(records, saved.records, &batch.delete_records));
        }
    }
}

/// What takes a change back: what to save again, under the revision that is there now, and what to delete.
fn back<T: Kept>(before: Before<T>, rev: impl Fn(&str) -> u64) -> (Vec<T>, Vec<String>) {
    let (back, gone): (Vec<_>, Vec<_>) = before.into_iter().partition(|(_, was)| was.is_some());
    let back = back.into_iter().filter_map(|(id, was)| was.map(|was| was.under(rev(&id)))).collect();
    (back, gone.into_iter().map(|(id, _)| id).collect())
}

/// Why something was not saved, in words.
#[must_use]
pub fn reason(error: &StoreError, lang: Lang) -> String {
    match error {
        StoreError::Conflict { .. } => errors::store_conflict(lang).to_owned(),
        StoreError::RecordConflict { .. } => errors::store_record_conflict(lang).to_owned(),
        StoreError::OutboxFull => errors::store_outbox_full(lang).to_owned(),
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

/// The list after a write: what was changed in its place, what is new at the end, what was deleted gone.
fn merge<T: Kept>(list: &mut Vec<Arc<T>>, kept: Vec<T>, deletes: &[String]) {
    list.retain(|one| !deletes.iter().any(|id| id == one.id()));
    for one in kept {
        match list.iter_mut().find(|known| known.id() == one.id()) {
            Some(known) => *known = Arc::new(one),
            None => list.push(Arc::new(one)),
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
