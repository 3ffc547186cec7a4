//! The store as the screens use it: open, read, save, erase, restore.
//!
//! Every saving call is one transaction and returns when it is complete; what follows (sentinel, other tabs, second
//! copy) can fail without making the saving untrue.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use idb::Transaction;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::batch::{put_row, save_anyway, text_under};
use super::copy::CopyInfo;
use super::database::{
    self, Connection, Connections, DEBTS, META, Notice, OUTBOX, QUARANTINE, RECORDS, STORES, VERSION,
};
use super::kept::{Kept, Unreadable, read_post};
use super::outbox::Row;
use super::state::{Fault, Outcome, Remedy, Sentinel, Status, StoreError, judge, remedy};
use super::tabs::Tabs;
use super::{local, vault};
use crate::case::{Case, Debt, Held, Record};
use crate::engine::order;

/// Something happened to the saved data that this page did not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Another tab saved: read again.
    OtherTabSaved,
    /// Another tab erased everything.
    OtherTabErased,
    /// A request on its way moved in another tab: read the outbox again.
    OutboxMoved,
    /// Another tab with an older version keeps the database busy: close other tabs.
    Blocked,
    /// Another tab upgraded the database: this page has to be loaded again.
    Outdated,
    /// The data went away while the page was open.
    Lost(Status),
}

/// What opening found.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// How the storage stands.
    pub status: Status,
    /// The debts that can be read.
    pub debts: Vec<Debt>,
    /// The records that can be read.
    pub records: Vec<Record>,
    /// The requests on their way, and those that have arrived.
    pub posts: Vec<Row>,
    /// How many rows could not be read; they are kept.
    pub quarantined: usize,
    /// The second copy, looked for only when something is missing.
    pub copy: Option<CopyInfo>,
}

/// What an operation can fail with before it is translated.
pub(super) enum Failure {
    Fault(Fault),
    Store(StoreError),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<idb::Error> for Failure {
    fn from(error: idb::Error) -> Self {
        Self::Fault(database::fault(&error))
    }
}

/// Who is told of changes.
type Listener = Rc<dyn Fn(Change)>;

/// What a browser that keeps nothing holds until the page is closed.
#[derive(Default)]
pub(super) struct Session {
    pub(super) debts: BTreeMap<String, Debt>,
    pub(super) records: BTreeMap<String, Record>,
}

impl Session {
    fn is_used(&self) -> bool {
        !(self.debts.is_empty() && self.records.is_empty())
    }
}

struct Inner {
    connections: Connections,
    status: Cell<Status>,
    session: RefCell<Session>,
    tabs: RefCell<Option<Tabs>>,
    listener: RefCell<Option<Listener>>,
    outdated: Cell<bool>,
    copying: Cell<bool>,
}

impl Inner {
    fn tell(&self, change: Change) {
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(change);
        }
    }
}

/// A handle on the saved data; clones share one connection.
#[derive(Clone)]
pub struct Store {
    inner: Rc<Inner>,
}

/// The keys and values of an object store.
type Rows = Vec<(String, JsValue)>;

/// Everything that one reading transaction finds.
struct Snapshot {
    generation: u64,
    debts: Rows,
    records: Rows,
    posts: Rows,
    quarantined: usize,
}

impl Snapshot {
    fn rows(&self) -> usize {
        self.debts.len().saturating_add(self.records.len())
    }
}

impl Store {
    /// Opens the storage and reads it.
    pub async fn open() -> (Self, Opened) {
        let inner = Rc::new(Inner {
            connections: Connections::default(),
            status: Cell::new(Status::Unavailable),
            session: RefCell::default(),
            tabs: RefCell::default(),
            listener: RefCell::default(),
            outdated: Cell::new(false),
            copying: Cell::new(false),
        });
        let weak: Weak<Inner> = Rc::downgrade(&inner);
        let tabs = Tabs::open(move |change| {
            if let Some(inner) = weak.upgrade() {
                inner.tell(change);
            }
        });
        inner.tabs.replace(tabs);
        let store = Self { inner };
        let opened = store.read().await;
        (store, opened)
    }

    /// Calls back when the saved data changed without this page.
    pub fn on_change(&self, callback: impl Fn(Change) + 'static) {
        self.inner.listener.replace(Some(Rc::new(callback)));
    }

    /// How the storage stood when it was last looked at.
    #[must_use]
    pub fn status(&self) -> Status {
        self.inner.status.get()
    }

    /// Reads everything again.
    pub async fn read(&self) -> Opened {
        if self.status() == Status::Unavailable && self.inner.session.borrow().is_used() {
            return self.session();
        }
        let mut attempts = 0_u8;
        let snapshot = loop {
            attempts = attempts.saturating_add(1);
            match self.snapshot().await {
                Ok(found) => break Ok(found),
                Err(fault) if remedy(fault, attempts) == Remedy::Reopen => self.inner.connections.drop_it(),
                Err(fault) => break Err(fault),
            }
        };
        let outcome = match &snapshot {
            Ok((found, data_loss)) => {
                Outcome::Opened { data_loss: *data_loss, generation: found.generation, rows: found.rows() }
            }
            Err(fault) => Outcome::Failed(*fault),
        };
        let status = judge(outcome, local::sentinel());
        self.inner.status.set(status);
        if status == Status::Unavailable {
            return self.session();
        }
        let Ok((found, _)) = snapshot else {
            let copy = if status.needs_decision() { vault::info().await } else { None };
            return Opened { status, debts: Vec::new(), records: Vec::new(), posts: Vec::new(), quarantined: 0, copy };
        };
        let (debts, records, posts, quarantined) = self.sort_out(found, status).await;
        let copy = if status.needs_decision() { vault::info().await } else { None };
        // The page may have gone before the copy of the last batch was written. Damaged rows would make a poorer copy.
        let behind = local::sentinel().is_some_and(|there| there.last_backup != Some(there.generation));
        if status == Status::Ready && quarantined == 0 && behind {
            self.copy_soon();
        }
        Opened { status, debts, records, posts, quarantined, copy }
    }

    fn session(&self) -> Opened {
        let session = self.inner.session.borrow();
        let (debts, records) = (session.debts.values().cloned().collect(), session.records.values().cloned().collect());
        Opened { status: Status::Unavailable, debts, records, posts: Vec::new(), quarantined: 0, copy: None }
    }

    pub(super) fn session_mut(&self) -> std::cell::RefMut<'_, Session> {
        self.inner.session.borrow_mut()
    }

    /// Tells the other tabs that a request moved.
    pub(super) fn tell_moved(&self) {
        if let Some(tabs) = self.inner.tabs.borrow().as_ref() {
            tabs.moved();
        }
    }

    /// Closes the connection; the next call opens another.
    pub(super) fn drop_connection(&self) {
        self.inner.connections.drop_it();
    }

    /// Whether this page was made old by another tab.
    pub(super) fn is_outdated(&self) -> bool {
        self.inner.outdated.get()
    }

    pub(super) async fn connection(&self) -> Result<Rc<Connection>, Fault> {
        if let Some(living) = self.inner.connections.living() {
            return Ok(living);
        }
        let weak = Rc::downgrade(&self.inner);
        let notify = Rc::new(move |notice: Notice| {
            let Some(inner) = weak.upgrade() else { return };
            match notice {
                Notice::Blocked => inner.tell(Change::Blocked),
                Notice::GivenUp => {
                    inner.outdated.set(true);
                    inner.tell(Change::Outdated);
                }
            }
        });
        let connection = Rc::new(Connection::open(notify).await?);
        self.inner.connections.set(Rc::clone(&connection));
        Ok(connection)
    }

    async fn snapshot(&self) -> Result<(Snapshot, bool), Fault> {
        let connection = self.connection().await?;
        let found = connection
            .read(&STORES, async |tx: &Transaction| -> Result<Snapshot, Failure> {
                let quarantined = tx.object_store(QUARANTINE)?.count(None)?.await?;
                Ok(Snapshot {
                    generation: generation(tx).await?,
                    debts: rows(tx, DEBTS).await?,
                    records: rows(tx, RECORDS).await?,
                    posts: rows(tx, OUTBOX).await?,
                    quarantined: usize::try_from(quarantined).unwrap_or(usize::MAX),
                })
            })
            .await;
        match found {
            Ok(found) => Ok((found, connection.data_loss)),
            Err(Failure::Fault(fault)) => Err(fault),
            Err(Failure::Store(_)) => Err(Fault::Broken),
        }
    }

    /// Reads the rows; damaged ones move to quarantine if the database may be written to.
    async fn sort_out(&self, found: Snapshot, status: Status) -> (Vec<Debt>, Vec<Record>, Vec<Row>, usize) {
        let mut sieve = Sieve { damaged: Vec::new(), unreadable: found.quarantined };
        let debts = sieve.pass(DEBTS, found.debts, Debt::read);
        let records = sieve.pass(RECORDS, found.records, Record::read);
        let posts = sieve.pass(OUTBOX, found.posts, read_post);
        // Rows come by id; a stable order by day keeps that within a day.
        let debts = order::by(debts, |debt| order::rank(Some(debt.created_on)));
        let records = order::by(records, |record| order::rank(made_on(record)));
        if !sieve.damaged.is_empty() && status.may_write() {
            // If this fails the rows stay where they are, which is as good.
            let _ = self.quarantine(sieve.damaged).await;
        }
        (debts, records, posts, sieve.unreadable)
    }

    async fn quarantine(&self, damaged: Vec<(&'static str, String, JsValue)>) -> Result<(), StoreError> {
        self.commit(None, async |tx: &Transaction| {
            let stamp = generation(tx).await?;
            for (store, key, value) in &damaged {
                let place = if *store == DEBTS { format!("{key}@{stamp}") } else { format!("{store}/{key}@{stamp}") };
                tx.object_store(QUARANTINE)?.put(value, Some(&JsValue::from_str(&place)))?.await?;
                tx.object_store(store)?.delete(JsValue::from_str(key))?.await?;
            }
            Ok(())
        })
        .await
    }

    /// Runs one writing transaction with everything around it. `forced` writes although a decision was needed, because
    /// the borrower made it; it is the generation to count on from, so that what was lost stays older.
    pub(super) async fn commit<T>(
        &self,
        forced: Option<u64>,
        work: impl AsyncFn(&Transaction) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let mut attempts = 0_u8;
        loop {
            attempts = attempts.saturating_add(1);
            if self.inner.outdated.get() {
                return Err(StoreError::Outdated);
            }
            if forced.is_none() && !self.status().may_write() {
                return Err(StoreError::Locked(self.status()));
            }
            let result = match self.connection().await {
                Err(fault) => Err(Failure::Fault(fault)),
                Ok(connection) => {
                    connection
                        .write(&STORES, async |tx: &Transaction| -> Result<_, Failure> {
                            let value = work(tx).await?;
                            let counted = generation(tx).await?.max(forced.unwrap_or(0));
                            let generation = counted.saturating_add(1);
                            set_generation(tx, generation).await?;
                            let counts = (count(tx, DEBTS).await?, count(tx, RECORDS).await?);
                            Ok((value, generation, counts))
                        })
                        .await
                }
            };
            match result {
                Ok((value, generation, counts)) => {
                    self.after_commit(forced.is_some(), generation, counts);
                    return Ok(value);
                }
                Err(Failure::Store(error)) => return Err(error),
                Err(Failure::Fault(fault)) => {
                    if remedy(fault, attempts) == Remedy::Report {
                        return Err(match fault {
                            Fault::Quota => StoreError::Quota,
                            Fault::Newer => StoreError::Outdated,
                            Fault::Unavailable | Fault::Stale | Fault::Broken => StoreError::Failed,
                        });
                    }
                    self.inner.connections.drop_it();
                    self.look_for_loss().await?;
                }
            }
        }
    }

    /// After a dead connection: whether the data is still there. A loss is told, and nothing is written over it.
    async fn look_for_loss(&self) -> Result<(), StoreError> {
        let Ok((found, data_loss)) = self.snapshot().await else { return Ok(()) };
        let outcome = Outcome::Opened { data_loss, generation: found.generation, rows: found.rows() };
        let status = judge(outcome, local::sentinel());
        if status.needs_decision() {
            self.inner.status.set(status);
            self.inner.tell(Change::Lost(status));
            return Err(StoreError::Locked(status));
        }
        Ok(())
    }

    fn after_commit(&self, forced: bool, generation: u64, (count, records): (usize, usize)) {
        let last_backup = local::sentinel().and_then(|there| there.last_backup);
        let sentinel = Sentinel { schema: VERSION, generation, count, records, last_backup };
        if forced {
            local::overwrite(sentinel)
        } else {
            local::note(sentinel)
        }
        self.inner.status.set(Status::Ready);
        if let Some(tabs) = self.inner.tabs.borrow().as_ref() {
            tabs.saved();
        }
        self.copy_soon();
    }

    /// Writes the second copy after this task; several commits in a row share one.
    fn copy_soon(&self) {
        if self.inner.copying.replace(true) {
            return;
        }
        let store = self.clone();
        spawn_local(async move {
            store.inner.copying.set(false);
            let Ok((found, _)) = store.snapshot().await else { return };
            let debts = readable(&found.debts);
            let case = Case::with_records(debts, readable(&found.records));
            if vault::write(&case, found.generation).await
                && let Some(sentinel) = local::sentinel()
            {
                local::note(Sentinel { last_backup: Some(found.generation), ..sentinel });
            }
        });
    }

    async fn put_all(&self, forced: Option<u64>, debts: &[Debt], records: &[Record]) -> Result<(), StoreError> {
        self.commit(forced, async |tx: &Transaction| {
            for debt in debts {
                save_anyway(tx, DEBTS, debt).await?;
            }
            for record in records {
                save_anyway(tx, RECORDS, record).await?;
            }
            Ok(())
        })
        .await
    }

    /// Erases everything this site keeps on the device: database, second copy, sentinel, drafts, settings.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the browser keeps the database.
    pub async fn erase_all(&self) -> Result<(), StoreError> {
        self.inner.session.replace(Session::default());
        local::forget();
        vault::erase().await;
        self.inner.connections.drop_it();
        let deleted = self.status() == Status::Unavailable || database::delete().await.is_ok();
        local::clear();
        if let Some(tabs) = self.inner.tabs.borrow().as_ref() {
            tabs.erased();
        }
        if !deleted {
            return Err(StoreError::Failed);
        }
        if self.status() != Status::Unavailable {
            self.inner.status.set(Status::Fresh);
        }
        Ok(())
    }

    /// Puts the second copy back. What survived in the database with a later revision stay as they are.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when there is no whole copy or the database is newer; otherwise why it was not saved.
    pub async fn restore_from_copy(&self) -> Result<Opened, StoreError> {
        let status = self.status();
        let Some((info, case)) = vault::newest().await.filter(|_| status != Status::Newer) else {
            return Err(StoreError::Locked(status));
        };
        let survived = self.clear_the_way(status).await?;
        let (debts, records) = (missing(case.debts, &survived.0), missing(case.records, &survived.1));
        self.put_all(Some(lost_generation(Some(info))), &debts, &records).await?;
        Ok(self.read().await)
    }

    /// Goes on with what is there. With a newer database it is left alone and this page keeps nothing.
    ///
    /// # Errors
    /// Why the storage cannot be used.
    pub async fn start_afresh(&self) -> Result<Opened, StoreError> {
        let status = self.status();
        if status == Status::Newer {
            self.inner.status.set(Status::Unavailable);
            return Ok(self.session());
        }
        let lost = lost_generation(vault::info().await);
        self.clear_the_way(status).await?;
        self.put_all(Some(lost), &[], &[]).await?;
        Ok(self.read().await)
    }

    /// Makes the database usable: one that cannot be opened is deleted, because the borrower chose to.
    async fn clear_the_way(&self, status: Status) -> Result<(Vec<Debt>, Vec<Record>), StoreError> {
        if let Ok((found, _)) = self.snapshot().await {
            return Ok((readable(&found.debts), readable(&found.records)));
        }
        self.inner.connections.drop_it();
        if matches!(status, Status::Damaged { .. } | Status::Wiped { .. }) {
            database::delete().await.map_err(|_| StoreError::Failed)?;
        }
        Ok((Vec::new(), Vec::new()))
    }

    /// Everything in the database as it stands there, readable or not, as JSON text.
    pub async fn raw(&self) -> Option<String> {
        self.inner.connections.drop_it();
        vault::raw().await
    }

    /// Asks the browser not to clear the data by itself; whether it agreed.
    pub async fn persist(&self) -> bool {
        vault::persist().await
    }
}

/// Keeps what can be read, and remembers what cannot.
struct Sieve {
    damaged: Vec<(&'static str, String, JsValue)>,
    unreadable: usize,
}

impl Sieve {
    fn pass<T>(
        &mut self,
        store: &'static str,
        rows: Rows,
        read: impl Fn(&str, &str) -> Result<T, Unreadable>,
    ) -> Vec<T> {
        let mut kept = Vec::with_capacity(rows.len());
        for (key, value) in rows {
            match read(&key, &value.as_string().unwrap_or_default()) {
                Ok(one) => kept.push(one),
                Err(why) => {
                    self.unreadable = self.unreadable.saturating_add(1);
                    if why == Unreadable::Damaged {
                        self.damaged.push((store, key, value));
                    }
                }
            }
        }
        kept
    }
}

/// The rows that can be read.
fn readable<T: Kept>(rows: &Rows) -> Vec<T> {
    rows.iter().filter_map(|(key, value)| T::read(key, &value.as_string()?).ok()).collect()
}

/// What did not survive with as late a revision.
fn missing<T: Kept>(all: Vec<T>, survived: &[T]) -> Vec<T> {
    let newer = |one: &T| survived.iter().any(|there| there.id() == one.id() && there.rev() >= one.rev());
    all.into_iter().filter(|one| !newer(one)).collect()
}

/// The day of a record; what has none comes last.
fn made_on(record: &Record) -> Option<chrono::NaiveDate> {
    match &record.held {
        Held::Request(request) => Some(request.made_on),
        Held::Contact(contact) => Some(contact.at.date()),
        Held::Household(_) | Held::Sketch(_) => None,
    }
}

/// The last generation that is known of.
fn lost_generation(copy: Option<CopyInfo>) -> u64 {
    let noted = local::sentinel().map_or(0, |sentinel| sentinel.generation);
    noted.max(copy.map_or(0, |copy| copy.generation))
}

pub(super) async fn rows(tx: &Transaction, store: &str) -> Result<Rows, Failure> {
    let store = tx.object_store(store)?;
    let keys = store.get_all_keys(None, None)?.await?;
    let values = store.get_all(None, None)?.await?;
    Ok(keys.into_iter().map(|key| key.as_string().unwrap_or_default()).zip(values).collect())
}

async fn count(tx: &Transaction, store: &str) -> Result<usize, Failure> {
    Ok(usize::try_from(tx.object_store(store)?.count(None)?.await?).unwrap_or(usize::MAX))
}

/// The key of the counter in the meta store.
const GENERATION: &str = "generation";

async fn generation(tx: &Transaction) -> Result<u64, Failure> {
    Ok(text_under(tx, META, GENERATION).await?.unwrap_or_default().parse().unwrap_or(0))
}

async fn set_generation(tx: &Transaction, generation: u64) -> Result<(), Failure> {
    put_row(tx, META, GENERATION, &generation.to_string()).await
}
