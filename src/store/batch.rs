//! Changes that belong together, kept all or none in one transaction.

use idb::Transaction;
use wasm_bindgen::prelude::JsValue;

use super::database::{DEBTS, RECORDS};
use super::handle::{Failure, Session, Store};
use super::kept::Kept;
use super::state::{Compare, Status, StoreError, compare};
use crate::case::{Debt, Record};

/// What is to change. Every debt and record names the revision that was last seen: 0 for a new one, or one that comes back
/// after a deletion.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Batch {
    /// Debts to save.
    pub debts: Vec<Debt>,
    /// Records to save.
    pub records: Vec<Record>,
    /// Debts to delete, by id.
    pub delete_debts: Vec<String>,
    /// Records to delete, by id.
    pub delete_records: Vec<String>,
}

impl Batch {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.debts.is_empty()
            && self.records.is_empty()
            && self.delete_debts.is_empty()
            && self.delete_records.is_empty()
    }
}

/// What was saved, with its new revisions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    /// The debts.
    pub debts: Vec<Debt>,
    /// The records.
    pub records: Vec<Record>,
}

impl Store {
    /// Makes the changes, all or none, and gives back what was saved after the transaction is complete.
    ///
    /// # Errors
    /// A conflict with both values when another tab was faster; otherwise why nothing was saved.
    pub async fn save(&self, batch: &Batch) -> Result<Saved, StoreError> {
        if self.status() == Status::Unavailable {
            return save_in_session(&mut self.session_mut(), batch);
        }
        self.commit(None, async |tx: &Transaction| {
            let debts = save_all(tx, DEBTS, &batch.debts).await?;
            let records = save_all(tx, RECORDS, &batch.records).await?;
            delete_all(tx, DEBTS, &batch.delete_debts).await?;
            delete_all(tx, RECORDS, &batch.delete_records).await?;
            Ok(Saved { debts, records })
        })
        .await
    }
}

async fn save_all<T: Kept>(tx: &Transaction, store: &str, all: &[T]) -> Result<Vec<T>, Failure> {
    let mut saved = Vec::with_capacity(all.len());
    for ours in all {
        saved.push(save_over(tx, store, ours).await?);
    }
    Ok(saved)
}

/// Saves one thing over the revision that it names.
pub(super) async fn save_over<T: Kept>(tx: &Transaction, store: &str, ours: &T) -> Result<T, Failure> {
    let there: Option<T> = stored(tx, store, ours.id()).await?;
    match compare(there.as_ref().map(T::rev), ours.rev()) {
        Compare::Conflict => Err(ours.conflict(there).into()),
        Compare::Save { rev } => {
            let saved = ours.under(rev);
            put_row(tx, store, saved.id(), &saved.write()?).await?;
            Ok(saved)
        }
    }
}

/// Saves one thing over whatever has its id, under a later revision than both.
pub(super) async fn save_anyway<T: Kept>(tx: &Transaction, store: &str, ours: &T) -> Result<T, Failure> {
    let there: Option<T> = stored(tx, store, ours.id()).await?;
    let saved = ours.under(there.map_or(0, |there| there.rev()).max(ours.rev()).saturating_add(1));
    put_row(tx, store, saved.id(), &saved.write()?).await?;
    Ok(saved)
}

async fn delete_all(tx: &Transaction, store: &str, ids: &[String]) -> Result<(), Failure> {
    for id in ids {
        tx.object_store(store)?.delete(JsValue::from_str(id))?.await?;
    }
    Ok(())
}

/// What stands under an id, if it can be read.
pub(super) async fn stored<T: Kept>(tx: &Transaction, store: &str, id: &str) -> Result<Option<T>, Failure> {
    Ok(text_under(tx, store, id).await?.and_then(|text| T::read(id, &text).ok()))
}

/// The text under a key.
pub(super) async fn text_under(tx: &Transaction, store: &str, key: &str) -> Result<Option<String>, Failure> {
    let value = tx.object_store(store)?.get(JsValue::from_str(key))?.await?;
    Ok(value.and_then(|value| value.as_string()))
}

/// Puts a text under a key.
pub(super) async fn put_row(tx: &Transaction, store: &str, key: &str, text: &str) -> Result<(), Failure> {
    tx.object_store(store)?.put(&JsValue::from_str(text), Some(&JsValue::from_str(key)))?.await?;
    Ok(())
}

fn save_in_session(session: &mut Session, batch: &Batch) -> Result<Saved, StoreError> {
    let debts = over(&session.debts, &batch.debts)?;
    let records = over(&session.records, &batch.records)?;
    session.debts.extend(debts.iter().map(|debt| (debt.id.clone(), debt.clone())));
    session.records.extend(records.iter().map(|record| (record.id.clone(), record.clone())));
    session.debts.retain(|id, _| !batch.delete_debts.contains(id));
    session.records.retain(|id, _| !batch.delete_records.contains(id));
    Ok(Saved { debts, records })
}

fn over<T: Kept>(there: &std::collections::BTreeMap<String, T>, ours: &[T]) -> Result<Vec<T>, StoreError> {
    let one = |ours: &T| match compare(there.get(ours.id()).map(T::rev), ours.rev()) {
        Compare::Conflict => Err(ours.conflict(there.get(ours.id()).cloned())),
        Compare::Save { rev } => Ok(ours.under(rev)),
    };
    ours.iter().map(one).collect()
}
