//! The outbox in the database: what is queued, looked at and answered is one transaction each, of strict durability.
//!
//! A look commits the clock, the lease and the rows that moved. It counts no generation and writes no second copy: a request
//! that is still on its way can be sent again from its record, with the same key.

use std::cell::RefCell;

use chrono::NaiveDate;
use idb::Transaction;

use super::batch::{put_row, save_over, text_under};
use super::database::{META, OUTBOX, RECORDS};
use super::handle::{Failure, Store, rows};
use super::kept::{Kept, read_post, write_post};
use super::outbox::{
    Answer, Books, Draft, LIFETIME, Look, MAX_ROWS, Now, Row, State, Task, answered, hurried, look, may_follow,
};
use super::state::{Fault, Status, StoreError};
use crate::case::{Held, Record, RequestKey, RequestStatus};

/// The key of clock and lease in the meta store.
const BOOKS: &str = "outbox";

/// What came of a look.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// All rows as they are committed now.
    pub posts: Vec<Row>,
    /// The moment of the look.
    pub now: Now,
    /// What to do.
    pub task: Task,
}

/// A row that moved, and the record that moved with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The row.
    pub row: Row,
    /// The record of the request, where its standing changed.
    pub record: Option<Record>,
}

impl Store {
    /// All rows of the outbox.
    ///
    /// # Errors
    /// Why they cannot be read.
    pub async fn posts(&self) -> Result<Vec<Row>, StoreError> {
        if !self.status().may_write() {
            return Ok(Vec::new());
        }
        self.post(async |tx: &Transaction| all_posts(tx).await).await
    }

    /// Saves the record of a request over the revision that it names, and queues its document under its key, in one
    /// transaction. The same key with the same document is queued once.
    ///
    /// # Errors
    /// [`StoreError::OutboxFull`] when it is too long or too many wait; a conflict; otherwise why nothing was kept. Where the
    /// browser keeps nothing, nothing is queued: [`StoreError::Locked`].
    pub async fn queue(&self, record: &Record, look: Look) -> Result<(Record, Row), StoreError> {
        let Held::Request(request) = &record.held else { return Err(StoreError::Failed) };
        let (Some(key), Some(lender)) = (&request.key, &request.lender) else { return Err(StoreError::Failed) };
        if self.status() == Status::Unavailable {
            return Err(StoreError::Locked(Status::Unavailable));
        }
        let queued = self
            .commit(None, async |tx: &Transaction| {
                let posts = all_posts(tx).await?;
                let mut books = books(tx).await?;
                let now = books.clock.tick(look.wall);
                let there = posts.iter().find(|row| row.key() == key).cloned();
                let draft = Draft { lender: lender.clone(), body: request.document.clone() };
                let new = draft.queue(key.clone(), now, LIFETIME).ok_or(StoreError::OutboxFull)?;
                let row = match there {
                    Some(row) if row.sha256() == new.sha256() => row,
                    Some(_) => return Err(StoreError::Failed.into()),
                    None if posts.iter().filter(|row| !row.state().is_settled()).count() >= MAX_ROWS => {
                        return Err(StoreError::OutboxFull.into());
                    }
                    None => new,
                };
                put_post(tx, &row).await?;
                put_books(tx, &books).await?;
                Ok((save_over(tx, RECORDS, record).await?, row))
            })
            .await?;
        self.tell_moved();
        Ok(queued)
    }

    /// Looks at the outbox and commits what moved.
    ///
    /// # Errors
    /// Why nothing was committed; then nothing may be sent.
    pub async fn look(&self, at: Look) -> Result<Looked, StoreError> {
        let moved = RefCell::new(false);
        let looked = self
            .post(async |tx: &Transaction| {
                let mut posts = all_posts(tx).await?;
                let mut books = books(tx).await?;
                let (now, changed, task) = look(&mut books, &posts, at);
                moved.replace(!changed.is_empty());
                for row in changed {
                    put_post(tx, &row).await?;
                    replace(&mut posts, row);
                }
                put_books(tx, &books).await?;
                Ok(Looked { posts, now, task })
            })
            .await?;
        if moved.into_inner() {
            self.tell_moved();
        }
        Ok(looked)
    }

    /// Enters the answer to an attempt; none if it changed nothing. A receipt moves the record too.
    ///
    /// # Errors
    /// Why it was not kept; then the same bytes will be sent again.
    pub async fn answered(
        &self,
        key: &RequestKey,
        attempt: u32,
        answer: Answer<'_>,
        at: Look,
        today: NaiveDate,
    ) -> Result<Option<Moved>, StoreError> {
        self.moving(key, today, at, async |books, row| answered(books, row, attempt, answer, at)).await
    }

    /// Takes a request back: at once if it was never sent, else by asking the lender.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn cancel(&self, key: &RequestKey, at: Look, today: NaiveDate) -> Result<Option<Moved>, StoreError> {
        // Whoever takes a request back need not be the tab that sends; the transaction puts the two in order.
        self.moving(key, today, at, async |_, row| row.cancel_anywhere()).await
    }

    /// Enters what a lender says about a request that was taken back.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn withdrawn(
        &self,
        key: &RequestKey,
        status: &RequestStatus,
        at: Look,
        today: NaiveDate,
    ) -> Result<Option<Moved>, StoreError> {
        self.moving(key, today, at, async |books, row| {
            let (_, permit) = books.enter(at);
            row.withdrawn(permit?, status)
        })
        .await
    }

    /// Makes what waits due now.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn hurry(&self, at: Look) -> Result<(), StoreError> {
        self.post(async |tx: &Transaction| {
            let mut books = books(tx).await?;
            let now = books.clock.tick(at.wall);
            for row in hurried(&all_posts(tx).await?, now) {
                put_post(tx, &row).await?;
            }
            put_books(tx, &books).await
        })
        .await?;
        self.tell_moved();
        Ok(())
    }

    /// Moves one row, and its record when it arrived, was withdrawn, or turned out to be decided.
    async fn moving(
        &self,
        key: &RequestKey,
        today: NaiveDate,
        at: Look,
        step: impl AsyncFn(&mut Books, &Row) -> Option<Row>,
    ) -> Result<Option<Moved>, StoreError> {
        let work = async |tx: &Transaction| -> Result<Option<Moved>, Failure> {
            let Some(text) = text_under(tx, OUTBOX, key.as_str()).await? else { return Ok(None) };
            let Ok(row) = read_post(key.as_str(), &text) else { return Ok(None) };
            let mut books = books(tx).await?;
            books.clock.tick(at.wall);
            let moved = step(&mut books, &row).await;
            put_books(tx, &books).await?;
            let Some(row) = moved else { return Ok(None) };
            put_post(tx, &row).await?;
            let record = match row.state() {
                State::Acked { receipt } => follow(tx, key, &receipt.status, today).await?,
                _ => None,
            };
            Ok(Some(Moved { row, record }))
        };
        // A move that may touch a record counts as a saving of it.
        let moved = self.commit(None, work).await?;
        if moved.is_some() {
            self.tell_moved();
        }
        Ok(moved)
    }

    /// Enters how a request stands at the lender's; none if that is nothing new.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn standing(
        &self,
        key: &RequestKey,
        status: &RequestStatus,
        today: NaiveDate,
    ) -> Result<Option<Record>, StoreError> {
        self.commit(None, async |tx: &Transaction| follow(tx, key, status, today).await).await
    }

    /// One writing transaction that counts no generation.
    async fn post<T>(&self, work: impl AsyncFn(&Transaction) -> Result<T, Failure>) -> Result<T, StoreError> {
        if self.is_outdated() {
            return Err(StoreError::Outdated);
        }
        if !self.status().may_write() {
            return Err(StoreError::Locked(self.status()));
        }
        let connection = self.connection().await.map_err(|_| StoreError::Failed)?;
        let done = connection.write(&[OUTBOX, META], async |tx: &Transaction| work(tx).await).await;
        done.map_err(|failure: Failure| match failure {
            Failure::Store(error) => error,
            Failure::Fault(fault) => {
                // A dead connection is not asked again; the next look opens another.
                if fault == Fault::Stale {
                    self.drop_connection();
                }
                StoreError::Failed
            }
        })
    }
}

async fn all_posts(tx: &Transaction) -> Result<Vec<Row>, Failure> {
    let read = |(key, value): &(String, wasm_bindgen::JsValue)| read_post(key, &value.as_string()?).ok();
    Ok(rows(tx, OUTBOX).await?.iter().filter_map(read).collect())
}

async fn put_post(tx: &Transaction, row: &Row) -> Result<(), Failure> {
    put_row(tx, OUTBOX, row.key().as_str(), &write_post(row)?).await
}

fn replace(posts: &mut [Row], row: Row) {
    if let Some(place) = posts.iter_mut().find(|known| known.key() == row.key()) {
        *place = row;
    }
}

/// Clock and lease; what cannot be read begins anew, which lets a wait be longer and nothing be sent twice.
async fn books(tx: &Transaction) -> Result<Books, Failure> {
    let text = text_under(tx, META, BOOKS).await?.unwrap_or_default();
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

async fn put_books(tx: &Transaction, books: &Books) -> Result<(), Failure> {
    let text = serde_json::to_string(books).map_err(|error| StoreError::Document(error.into()))?;
    put_row(tx, META, BOOKS, &text).await
}

/// Moves the record of a request to what its lender says; none if there is no such record or nothing new.
async fn follow(
    tx: &Transaction,
    key: &RequestKey,
    status: &RequestStatus,
    today: NaiveDate,
) -> Result<Option<Record>, Failure> {
    for (id, value) in rows(tx, RECORDS).await? {
        let Some(text) = value.as_string() else { continue };
        let Ok(mut record) = Record::read(&id, &text) else { continue };
        let Held::Request(request) = &mut record.held else { continue };
        if request.key.as_ref() != Some(key) {
            continue;
        }
        if !may_follow(request.status.as_ref(), status) {
            return Ok(None);
        }
        request.status = Some(status.clone());
        request.status_on = Some(today);
        return Ok(Some(save_over(tx, RECORDS, &record).await?));
    }
    Ok(None)
}
