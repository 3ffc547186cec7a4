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

use super::copy::CopyInfo;
use super::database::{self, Connection, Connections, DEBTS, META, Notice, QUARANTINE, VERSION};
use super::state::{
    Compare, Fault, Outcome, Remedy, Sentinel, Status, StoreError, Unreadable, compare, judge, read_row, remedy,
    write_row,
};
use super::tabs::Tabs;
use super::{local, vault};
use crate::case::{Case, Debt};
use crate::engine::order;

/// Something happened to the saved data that this page did not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Another tab saved: read again.
    OtherTabSaved,
    /// Another tab erased everything.
    OtherTabErased,
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

struct Inner {
    connections: Connections,
    status: Cell<Status>,
    session: RefCell<BTreeMap<String, Debt>>,
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

/// Everything that one reading transaction finds.
struct Snapshot {
    generation: u64,
    rows: Vec<(String, JsValue)>,
    quarantined: usize,
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
        if self.status() == Status::Unavailable && !self.inner.session.borrow().is_empty() {
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
                Outcome::Opened { data_loss: *data_loss, generation: found.generation, rows: found.rows.len() }
            }
            Err(fault) => Outcome::Failed(*fault),
        };
        let status = judge(outcome, local::sentinel());
        self.inner.status.set(status);
        if status == Status::Unavailable {
            return self.session();
        }
        let (debts, quarantined) = match snapshot {
            Ok((found, _)) => self.sort_out(found, status).await,
            Err(_) => (Vec::new(), 0),
        };
        let copy = if status.needs_decision() { vault::info().await } else { None };
        // The page may have gone before the copy of the last batch was written. Damaged rows would make a poorer copy.
        let behind = local::sentinel().is_some_and(|there| there.last_backup != Some(there.generation));
        if status == Status::Ready && quarantined == 0 && behind {
            self.copy_soon();
        }
        Opened { status, debts, quarantined, copy }
    }

    fn session(&self) -> Opened {
        let debts = self.inner.session.borrow().values().cloned().collect();
        Opened { status: Status::Unavailable, debts, quarantined: 0, copy: None }
    }

    async fn connection(&self) -> Result<Rc<Connection>, Fault> {
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
            .read(&[DEBTS, META, QUARANTINE], async |tx: &Transaction| -> Result<Snapshot, Failure> {
                let generation = generation(tx).await?;
                let debts = tx.object_store(DEBTS)?;
                let keys = debts.get_all_keys(None, None)?.await?;
                let values = debts.get_all(None, None)?.await?;
                let quarantined = tx.object_store(QUARANTINE)?.count(None)?.await?;
                let key = |key: JsValue| key.as_string().unwrap_or_default();
                let rows = keys.into_iter().map(key).zip(values).collect();
                let quarantined = usize::try_from(quarantined).unwrap_or(usize::MAX);
                Ok(Snapshot { generation, rows, quarantined })
            })
            .await;
        match found {
            Ok(found) => Ok((found, connection.data_loss)),
            Err(Failure::Fault(fault)) => Err(fault),
            Err(Failure::Store(_)) => Err(Fault::Broken),
        }
    }

    /// Reads the rows; damaged ones move to quarantine if the database may be written to.
    async fn sort_out(&self, found: Snapshot, status: Status) -> (Vec<Debt>, usize) {
        let mut debts = Vec::new();
        let mut damaged = Vec::new();
        let mut unreadable = found.quarantined;
        for (key, value) in found.rows {
            match read_row(&key, &value.as_string().unwrap_or_default()) {
                Ok(debt) => debts.push(debt),
                Err(why) => {
                    unreadable = unreadable.saturating_add(1);
                    if why == Unreadable::Damaged {
                        damaged.push((key, value));
                    }
                }
            }
        }
        // Rows come by id; a stable order by day keeps that within a day.
        let debts = order::by(debts, |debt| order::rank(Some(debt.created_on)));
        if !damaged.is_empty() && status.may_write() {
            // If this fails the rows stay where they are, which is as good.
            let _ = self.quarantine(damaged).await;
        }
        (debts, unreadable)
    }

    async fn quarantine(&self, rows: Vec<(String, JsValue)>) -> Result<(), StoreError> {
        self.commit(None, &[DEBTS, META, QUARANTINE], async |tx: &Transaction| {
            let (debts, aside) = (tx.object_store(DEBTS)?, tx.object_store(QUARANTINE)?);
            let stamp = generation(tx).await?;
            for (key, value) in &rows {
                aside.put(value, Some(&JsValue::from_str(&format!("{key}@{stamp}"))))?.await?;
                debts.delete(JsValue::from_str(key))?.await?;
            }
            Ok(())
        })
        .await
    }

    /// Runs one writing transaction with everything around it. `forced` writes although a decision was needed, because
    /// the borrower made it; it is the generation to count on from, so that what was lost stays older.
    async fn commit<T>(
        &self,
        forced: Option<u64>,
        stores: &[&str],
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
                        .write(stores, async |tx: &Transaction| -> Result<_, Failure> {
                            let value = work(tx).await?;
                            let counted = generation(tx).await?.max(forced.unwrap_or(0));
                            let generation = counted.saturating_add(1);
                            set_generation(tx, generation).await?;
                            let count = tx.object_store(DEBTS)?.count(None)?.await?;
                            Ok((value, generation, usize::try_from(count).unwrap_or(usize::MAX)))
                        })
                        .await
                }
            };
            match result {
                Ok((value, generation, count)) => {
                    self.after_commit(forced.is_some(), generation, count);
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
        let outcome = Outcome::Opened { data_loss, generation: found.generation, rows: found.rows.len() };
        let status = judge(outcome, local::sentinel());
        if status.needs_decision() {
            self.inner.status.set(status);
            self.inner.tell(Change::Lost(status));
            return Err(StoreError::Locked(status));
        }
        Ok(())
    }

    fn after_commit(&self, forced: bool, generation: u64, count: usize) {
        let last_backup = local::sentinel().and_then(|there| there.last_backup);
        let sentinel = Sentinel { schema: VERSION, generation, count, last_backup };
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
            let debts = found.rows.iter().filter_map(|(key, value)| read_row(key, &value.as_string()?).ok()).collect();
            if vault::write(&Case::new(debts), found.generation).await
                && let Some(sentinel) = local::sentinel()
            {
                local::note(Sentinel { last_backup: Some(found.generation), ..sentinel });
            }
        });
    }

    fn put_in_session(&self, debt: &Debt, seen: u64) -> Result<Debt, StoreError> {
        let mut session = self.inner.session.borrow_mut();
        let there = session.get(&debt.id);
        match compare(there, seen) {
            Compare::Conflict => Err(conflict(debt, there.cloned())),
            Compare::Save { rev } => {
                let saved = Debt { rev, ..debt.clone() };
                session.insert(saved.id.clone(), saved.clone());
                Ok(saved)
            }
        }
    }

    /// Saves a debt that was last seen at revision `seen`; 0 for a new one or one that comes back after a deletion.
    /// Gives it back with its new revision, after the transaction is complete.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] with both values when another tab was faster; otherwise why it was not saved.
    pub async fn put(&self, debt: &Debt, seen: u64) -> Result<Debt, StoreError> {
        if self.status() == Status::Unavailable {
            return self.put_in_session(debt, seen);
        }
        self.commit(None, &[DEBTS, META], async |tx: &Transaction| {
            let there = stored(tx, &debt.id).await?;
            match compare(there.as_ref(), seen) {
                Compare::Conflict => Err(conflict(debt, there).into()),
                Compare::Save { rev } => {
                    let saved = Debt { rev, ..debt.clone() };
                    save_row(tx, &saved).await?;
                    Ok(saved)
                }
            }
        })
        .await
    }

    /// Saves many debts, all or none, over whatever has their ids.
    ///
    /// # Errors
    /// Why nothing was saved.
    pub async fn put_many(&self, debts: &[Debt]) -> Result<Vec<Debt>, StoreError> {
        if self.status() == Status::Unavailable {
            let mut session = self.inner.session.borrow_mut();
            let next = |debt: &Debt| session.get(&debt.id).map_or(1, |there| there.rev.saturating_add(1));
            let saved: Vec<Debt> = debts.iter().map(|debt| Debt { rev: next(debt), ..debt.clone() }).collect();
            session.extend(saved.iter().map(|debt| (debt.id.clone(), debt.clone())));
            return Ok(saved);
        }
        self.put_all(None, debts).await
    }

    async fn put_all(&self, forced: Option<u64>, debts: &[Debt]) -> Result<Vec<Debt>, StoreError> {
        self.commit(forced, &[DEBTS, META], async |tx: &Transaction| {
            let mut all = Vec::with_capacity(debts.len());
            for debt in debts {
                let there = stored(tx, &debt.id).await?.map_or(0, |there| there.rev);
                let saved = Debt { rev: there.max(debt.rev).saturating_add(1), ..debt.clone() };
                save_row(tx, &saved).await?;
                all.push(saved);
            }
            Ok(all)
        })
        .await
    }

    /// Deletes a debt and gives it back, for undo.
    ///
    /// # Errors
    /// Why it is still there.
    pub async fn delete(&self, id: &str) -> Result<Option<Debt>, StoreError> {
        if self.status() == Status::Unavailable {
            return Ok(self.inner.session.borrow_mut().remove(id));
        }
        self.commit(None, &[DEBTS, META], async |tx: &Transaction| {
            let there = stored(tx, id).await?;
            tx.object_store(DEBTS)?.delete(JsValue::from_str(id))?.await?;
            Ok(there)
        })
        .await
    }

    /// Erases everything this site keeps on the device: database, second copy, sentinel, drafts, settings.
    ///
    /// # Errors
    /// [`StoreError::Failed`] when the browser keeps the database.
    pub async fn erase_all(&self) -> Result<(), StoreError> {
        self.inner.session.borrow_mut().clear();
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

    /// Puts the second copy back. Debts that survived in the database with a later revision stay as they are.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when there is no whole copy or the database is newer; otherwise why it was not saved.
    pub async fn restore_from_copy(&self) -> Result<Opened, StoreError> {
        let status = self.status();
        let Some((info, case)) = vault::newest().await.filter(|_| status != Status::Newer) else {
            return Err(StoreError::Locked(status));
        };
        let survived = self.clear_the_way(status).await?;
        let newer = |debt: &Debt| survived.iter().any(|there| there.id == debt.id && there.rev >= debt.rev);
        let missing: Vec<Debt> = case.debts.into_iter().filter(|debt| !newer(debt)).collect();
        self.put_all(Some(lost_generation(Some(info))), &missing).await?;
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
        self.put_all(Some(lost), &[]).await?;
        Ok(self.read().await)
    }

    /// Makes the database usable: one that cannot be opened is deleted, because the borrower chose to.
    async fn clear_the_way(&self, status: Status) -> Result<Vec<Debt>, StoreError> {
        if let Ok((found, _)) = self.snapshot().await {
            let read = |(key, value): &(String, JsValue)| read_row(key, &value.as_string()?).ok();
            return Ok(found.rows.iter().filter_map(read).collect());
        }
        self.inner.connections.drop_it();
        if matches!(status, Status::Damaged { .. } | Status::Wiped { .. }) {
            database::delete().await.map_err(|_| StoreError::Failed)?;
        }
        Ok(Vec::new())
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

fn conflict(ours: &Debt, theirs: Option<Debt>) -> StoreError {
    StoreError::Conflict { ours: Box::new(ours.clone()), theirs: theirs.map(Box::new) }
}

/// The last generation that is known of.
fn lost_generation(copy: Option<CopyInfo>) -> u64 {
    let noted = local::sentinel().map_or(0, |sentinel| sentinel.generation);
    noted.max(copy.map_or(0, |copy| copy.generation))
}

async fn stored(tx: &Transaction, id: &str) -> Result<Option<Debt>, Failure> {
    let value = tx.object_store(DEBTS)?.get(JsValue::from_str(id))?.await?;
    Ok(value.and_then(|value| value.as_string()).and_then(|text| read_row(id, &text).ok()))
}

async fn save_row(tx: &Transaction, debt: &Debt) -> Result<(), Failure> {
    let text = write_row(debt)?;
    tx.object_store(DEBTS)?.put(&JsValue::from_str(&text), Some(&JsValue::from_str(&debt.id)))?.await?;
    Ok(())
}

/// The key of the counter in the meta store.
const GENERATION: &str = "generation";

async fn generation(tx: &Transaction) -> Result<u64, Failure> {
    let value = tx.object_store(META)?.get(JsValue::from_str(GENERATION))?.await?;
    let text = value.and_then(|value| value.as_string()).unwrap_or_default();
    Ok(text.parse().unwrap_or(0))
}

async fn set_generation(tx: &Transaction, generation: u64) -> Result<(), Failure> {
    let value = JsValue::from_str(&generation.to_string());
    tx.object_store(META)?.put(&value, Some(&JsValue::from_str(GENERATION)))?.await?;
    Ok(())
}
