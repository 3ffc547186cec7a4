//! IndexedDB: one connection that is dropped when it dies, and one transaction per call.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use idb::{DatabaseEvent, Error, Factory, ObjectStoreParams, Transaction, TransactionResult};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{DomException, IdbDatabase, IdbTransaction};

use super::state::Fault;

/// The database.
pub(super) const NAME: &str = "duewise";
/// The version of its stores.
pub(super) const VERSION: u32 = 2;
/// Debts by id, as the JSON of a versioned row.
pub(super) const DEBTS: &str = "debts";
/// Records by id (version 2).
pub(super) const RECORDS: &str = "records";
/// Requests on their way, by key (version 2).
pub(super) const OUTBOX: &str = "outbox";
/// Counters, and the clock and lease of the outbox.
pub(super) const META: &str = "meta";
/// Rows that could not be read.
pub(super) const QUARANTINE: &str = "quarantine";

/// All of them. Version 1 had no records and no outbox; an upgrade adds what is missing and touches nothing else.
pub(super) const STORES: [&str; 5] = [DEBTS, RECORDS, OUTBOX, META, QUARANTINE];

/// What can happen to a connection while nobody uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// Another tab holds an older version open: opening waits for it.
    Blocked,
    /// Another tab wants to upgrade or delete: this connection was closed for it.
    GivenUp,
}

/// An open connection.
pub(super) struct Connection {
    /// The database itself.
    pub(super) database: IdbDatabase,
    /// Whether the browser said, while opening, that it had thrown data away.
    pub(super) data_loss: bool,
    dead: Rc<Cell<bool>>,
    _handlers: [Closure<dyn FnMut(web_sys::Event)>; 2],
}

impl Connection {
    /// Whether it was closed under us.
    pub(super) fn is_dead(&self) -> bool {
        self.dead.get()
    }

    /// Opens the database, creating its stores if it is new.
    pub(super) async fn open(notify: Rc<dyn Fn(Notice)>) -> Result<Self, Fault> {
        let factory = Factory::new().map_err(|_| Fault::Unavailable)?;
        let mut request = factory.open(NAME, Some(VERSION)).map_err(|error| fault(&error))?;
        let data_loss = Rc::new(Cell::new(false));
        let noted = Rc::clone(&data_loss);
        request.on_upgrade_needed(move |event| {
            if let Ok(database) = event.database() {
                let there = database.store_names();
                for store in STORES.into_iter().filter(|store| !there.iter().any(|name| name == store)) {
                    // A failure here leaves the store missing and the first transaction says so.
                    let _ = database.create_object_store(store, ObjectStoreParams::new());
                }
            }
            let event: JsValue = event.into();
            let loss = Reflect::get(&event, &JsValue::from_str("dataLoss")).ok().and_then(|value| value.as_string());
            noted.set(loss.is_some_and(|loss| loss != "none"));
        });
        let blocked = Rc::clone(&notify);
        request.on_blocked(move |_| blocked(Notice::Blocked));
        let database: IdbDatabase = request.await.map_err(|error| fault(&error))?.into();
        let dead = Rc::new(Cell::new(false));
        let (on_close, on_change) = (Rc::clone(&dead), Rc::clone(&dead));
        let closing = database.clone();
        let handlers = [
            Closure::<dyn FnMut(web_sys::Event)>::new(move |_| on_close.set(true)),
            Closure::<dyn FnMut(web_sys::Event)>::new(move |_| {
                on_change.set(true);
                closing.close();
                notify(Notice::GivenUp);
            }),
        ];
        let [close, change] = &handlers;
        database.set_onclose(Some(close.as_ref().unchecked_ref()));
        database.set_onversionchange(Some(change.as_ref().unchecked_ref()));
        Ok(Self { database, data_loss: data_loss.get(), dead, _handlers: handlers })
    }

    /// Runs `work` in one transaction of strict durability. It is done when this returns `Ok`, and not before; an
    /// error of `work` rolls everything back.
    pub(super) async fn write<T, E: From<Fault>>(
        &self,
        stores: &[&str],
        work: impl AsyncFnOnce(&Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run(stores, "readwrite", work).await
    }

    /// Runs `work` in one reading transaction.
    pub(super) async fn read<T, E: From<Fault>>(
        &self,
        stores: &[&str],
        work: impl AsyncFnOnce(&Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        self.run(stores, "readonly", work).await
    }

    async fn run<T, E: From<Fault>>(
        &self,
        stores: &[&str],
        mode: &str,
        work: impl AsyncFnOnce(&Transaction) -> Result<T, E>,
    ) -> Result<T, E> {
        let raw = begin(&self.database, stores, mode)?;
        let transaction = Transaction::from(raw.clone());
        match work(&transaction).await {
            Err(error) => {
                let _ = raw.abort();
                Err(error)
            }
            Ok(value) => match transaction.await {
                Ok(TransactionResult::Committed) => Ok(value),
                Ok(TransactionResult::Aborted) => {
                    Err(raw.error().map_or(Fault::Stale, |error| Fault::of_name(&error.name())).into())
                }
                Err(error) => Err(fault(&error).into()),
            },
        }
    }
}

/// Begins a transaction with strict durability. Called by name: the options are newer than the bindings.
fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, Fault> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    let strict = Reflect::set(&options, &JsValue::from_str("durability"), &JsValue::from_str("strict"));
    strict.map_err(|_| Fault::Broken)?;
    let call = Reflect::get(database, &JsValue::from_str("transaction"))
        .ok()
        .and_then(|call| call.dyn_into::<Function>().ok())
        .ok_or(Fault::Broken)?;
    call.call3(database, &names, &JsValue::from_str(mode), &options)
        .map_err(|error| fault_of_value(&error))?
        .dyn_into::<IdbTransaction>()
        .map_err(|_| Fault::Broken)
}

/// Opens the database in whatever version it has, to look at it.
pub(super) async fn open_any() -> Option<idb::Database> {
    Factory::new().ok()?.open(NAME, None).ok()?.await.ok()
}

/// Deletes the whole database.
pub(super) async fn delete() -> Result<(), Fault> {
    let factory = Factory::new().map_err(|_| Fault::Unavailable)?;
    factory.delete(NAME).map_err(|error| fault(&error))?.await.map_err(|error| fault(&error))
}

fn fault_of_value(value: &JsValue) -> Fault {
    value.dyn_ref::<DomException>().map_or(Fault::Broken, |error| Fault::of_name(&error.name()))
}

/// The fault behind an error of the adapter.
pub(super) fn fault(error: &Error) -> Fault {
    match error {
        Error::DomException(exception) => Fault::of_name(&exception.name()),
        Error::AddFailed(value)
        | Error::ClearFailed(value)
        | Error::CountFailed(value)
        | Error::DeleteFailed(value)
        | Error::GetAllFailed(value)
        | Error::GetAllKeysFailed(value)
        | Error::GetFailed(value)
        | Error::UpdateFailed(value)
        | Error::ObjectStoreNotFound(value)
        | Error::TransactionOpenFailed(value)
        | Error::IndexedDbOpenFailed(value)
        | Error::IndexedDbDeleteFailed(value) => fault_of_value(value),
        Error::IndexedDbNotFound(_) => Fault::Unavailable,
        _ => Fault::Stale,
    }
}

/// The one connection of this page.
#[derive(Default)]
pub(super) struct Connections {
    current: RefCell<Option<Rc<Connection>>>,
}

impl Connections {
    /// The living connection, if there is one.
    pub(super) fn living(&self) -> Option<Rc<Connection>> {
        self.current.borrow().as_ref().filter(|connection| !connection.is_dead()).cloned()
    }

    /// Takes a new connection in.
    pub(super) fn set(&self, connection: Rc<Connection>) {
        *self.current.borrow_mut() = Some(connection);
    }

    /// Closes and forgets the connection.
    pub(super) fn drop_it(&self) {
        if let Some(connection) = self.current.borrow_mut().take() {
            connection.database.close();
        }
    }
}
