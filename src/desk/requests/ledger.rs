//! The requests that a desk has, in one SQLite file. One writer; every change is on the disk before it is answered.

use crate::case::request::verify;
use crate::case::{Receipt, Request, RequestKey, RequestState, RequestStatus, body_sha256};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use std::path::Path;
use std::time::Duration;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS requests (
        key TEXT PRIMARY KEY NOT NULL,
        id TEXT NOT NULL UNIQUE,
        body_sha256 TEXT NOT NULL,
        body BLOB NOT NULL,
        reply BLOB NOT NULL,
        received_at TEXT NOT NULL,
        status TEXT NOT NULL,
        verification TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS effects (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL REFERENCES requests (key)
    ) STRICT;";

/// What became of a request that was brought to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// It is new and stored now; this is the reply.
    New(Vec<u8>),
    /// It was there; this is the reply of then.
    Before(Vec<u8>),
    /// Its key was there with other bytes.
    OtherBody,
}

/// A request as the desk has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Its bytes.
    pub body: Vec<u8>,
    /// When it came.
    pub received_at: String,
    /// How it stands, as JSON.
    pub status: String,
    /// What recomputing it said, as JSON; none before that.
    pub verification: Option<String>,
}

/// Why the desk cannot store or find something.
#[derive(Debug)]
pub enum LedgerError {
    /// The database refused: no room, locked for too long, damaged.
    Database(rusqlite::Error),
    /// A stored document cannot be read or written.
    Document(serde_json::Error),
}

impl std::fmt::Display for LedgerError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Database(error) => write!(out, "database: {error}"),
            Self::Document(error) => write!(out, "document: {error}"),
        }
    }
}

impl std::error::Error for LedgerError {}

impl From<rusqlite::Error> for LedgerError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<serde_json::Error> for LedgerError {
    fn from(error: serde_json::Error) -> Self {
        Self::Document(error)
    }
}

/// A lender's requests.
pub struct Ledger {
    database: Connection,
}

impl Ledger {
    /// Opens the file, or makes it.
    ///
    /// # Errors
    /// The database refuses.
    pub fn open(file: &Path) -> Result<Self, LedgerError> {
        let database = Connection::open(file)?;
        database.busy_timeout(Duration::from_secs(5))?;
        database.pragma_update(None, "journal_mode", "WAL")?;
        database.pragma_update(None, "synchronous", "FULL")?;
        database.pragma_update(None, "foreign_keys", true)?;
        database.execute_batch(SCHEMA)?;
        // A file of an earlier desk has no such column yet.
        let told: u32 = database.query_row(
            "SELECT count(*) FROM pragma_table_info('requests') WHERE name = 'verification'",
            [],
            |row| row.get(0),
        )?;
        if told == 0 {
            database.execute_batch("ALTER TABLE requests ADD COLUMN verification TEXT")?;
        }
        Ok(Self { database })
    }

    /// Stores a request with its reply and its effect, or finds it.
    ///
    /// # Errors
    /// The database refuses; then nothing is stored.
    pub fn store(&mut self, key: &RequestKey, body: &[u8], received_at: &str) -> Result<Stored, LedgerError> {
        let sha256 = body_sha256(body);
        // Immediate: two that come together are put in order before they look.
        let transaction = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before: Option<(String, Vec<u8>)> = transaction
            .query_row("SELECT body_sha256, reply FROM requests WHERE key = ?1", [key.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        if let Some((stored, reply)) = before {
            return Ok(if stored == sha256 { Stored::Before(reply) } else { Stored::OtherBody });
        }
        // Whoever knows the number may ask how the request stands: 128 bits that nobody guesses.
        let id: String = transaction.query_row("SELECT lower(hex(randomblob(16)))", [], |row| row.get(0))?;
        let status = serde_json::to_string(&RequestStatus::Received)?;
        let receipt = Receipt {
            id: id.clone(),
            key: key.clone(),
            body_sha256: sha256.clone(),
            received_at: received_at.to_owned(),
            status: RequestStatus::Received,
        };
        let reply = serde_json::to_vec(&receipt)?;
        transaction.execute(
            "INSERT INTO requests (key, id, body_sha256, body, reply, received_at, status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![key.as_str(), id, sha256, body, reply, received_at, status],
        )?;
        transaction.execute("INSERT INTO effects (key) VALUES (?1)", [key.as_str()])?;
        transaction.commit()?;
        Ok(Stored::New(reply))
    }

    /// How the request with this number stands; none if there is none.
    ///
    /// # Errors
    /// The database refuses.
    pub fn state(&self, id: &str) -> Result<Option<RequestState>, LedgerError> {
        state(&self.database, id)
    }

    /// Withdraws a request that is not decided. Gives back how it stands after that: a second withdrawal changes nothing.
    ///
    /// # Errors
    /// The database refuses.
    pub fn withdraw(&mut self, id: &str) -> Result<Option<RequestState>, LedgerError> {
        let transaction = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some(found) = state(&transaction, id)? else { return Ok(None) };
        if !found.status.may_withdraw() {
            return Ok(Some(found));
        }
        set(&transaction, id, &RequestStatus::Withdrawn)?;
        transaction.commit()?;
        Ok(Some(RequestState { status: RequestStatus::Withdrawn, ..found }))
    }

    /// Enters the lender's answer. False if there is no such request or it is decided or withdrawn.
    ///
    /// # Errors
    /// The database refuses.
    pub fn answer(&mut self, id: &str, status: &RequestStatus) -> Result<bool, LedgerError> {
        let transaction = self.database.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let open = state(&transaction, id)?.is_some_and(|found| found.status.may_withdraw());
        if open {
            set(&transaction, id, status)?;
            transaction.commit()?;
        }
        Ok(open)
    }

    /// How often this key took effect. More than once is a fault of the desk.
    ///
    /// # Errors
    /// The database refuses.
    pub fn effects(&self, key: &RequestKey) -> Result<u32, LedgerError> {
        let count = "SELECT count(*) FROM effects WHERE key = ?1";
        Ok(self.database.query_row(count, [key.as_str()], |row| row.get(0))?)
    }

    /// Every request, in the order in which they came.
    ///
    /// # Errors
    /// The database refuses.
    pub fn all(&self) -> Result<Vec<Entry>, LedgerError> {
        let columns = "SELECT id, key, body, received_at, status, verification FROM requests ORDER BY rowid";
        let mut query = self.database.prepare(columns)?;
        let rows = query.query_map([], |row| {
            Ok(Entry {
                id: row.get(0)?,
                key: row.get(1)?,
                body: row.get(2)?,
                received_at: row.get(3)?,
                status: row.get(4)?,
                verification: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Recomputes a stored request that was not recomputed yet, and keeps what came of it. It is a thing apart from storing: a
    /// request is received whatever its figures are, and its receipt does not wait for the sums.
    ///
    /// # Errors
    /// The database refuses.
    pub fn verify(&mut self, key: &RequestKey) -> Result<(), LedgerError> {
        let body: Option<Vec<u8>> = self
            .database
            .query_row("SELECT body FROM requests WHERE key = ?1 AND verification IS NULL", [key.as_str()], |row| {
                row.get(0)
            })
            .optional()?;
        let Some(body) = body else { return Ok(()) };
        let text = serde_json::to_string(&recomputed(&body))?;
        self.database.execute("UPDATE requests SET verification = ?2 WHERE key = ?1", params![key.as_str(), text])?;
        Ok(())
    }
}

/// What recomputing a request says: which figures agree, which differ, or why it is no request that can be recomputed.
fn recomputed(body: &[u8]) -> serde_json::Value {
    let parsed = std::str::from_utf8(body).map_err(|_| "not UTF-8".to_owned());
    match parsed.and_then(|text| Request::parse(text).map_err(|error| error.to_string())) {
        Ok(request) => serde_json::json!({ "recomputed": verify(&request) }),
        Err(why) => serde_json::json!({ "unreadable": why }),
    }
}

fn state(database: &Connection, id: &str) -> Result<Option<RequestState>, LedgerError> {
    let text: Option<String> =
        database.query_row("SELECT status FROM requests WHERE id = ?1", [id], |row| row.get(0)).optional()?;
    let Some(text) = text else { return Ok(None) };
    Ok(Some(RequestState { id: id.to_owned(), status: serde_json::from_str(&text)? }))
}

fn set(database: &Connection, id: &str, status: &RequestStatus) -> Result<(), LedgerError> {
    let text = serde_json::to_string(status)?;
    database.execute("UPDATE requests SET status = ?2 WHERE id = ?1", [id, &text])?;
    Ok(())
}
