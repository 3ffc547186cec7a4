//! What is kept by key, as the text of a versioned row: debts, records, requests on their way. Pure.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::outbox::Row;
use super::state::StoreError;
use crate::case::receipt::MAX_REQUEST_BYTES;
use crate::case::{Debt, Record};

/// The version of a row with a debt, the newest that is read.
const DEBT_VERSION: u16 = 1;
/// The version of a row with a record, the newest that is read.
const RECORD_VERSION: u16 = 1;
/// The version of a row with a request on its way, the newest that is read.
const POST_VERSION: u16 = 1;
/// The longest text of a record that is read, in bytes: a request document, and an answer to it, with room around them.
const MAX_RECORD_BYTES: usize = 4 * MAX_REQUEST_BYTES;

/// Why a row cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It was written by a newer version: it stays where it is.
    Newer,
    /// It is damaged: it is moved to quarantine.
    Damaged,
}

/// Something that is kept under its id, and saved only over the revision that was seen.
pub trait Kept: Clone {
    /// What tells it apart.
    fn id(&self) -> &str;
    /// How often it was saved.
    fn rev(&self) -> u64;
    /// The same under another revision.
    #[must_use]
    fn under(&self, rev: u64) -> Self;
    /// The text of its row.
    ///
    /// # Errors
    /// None that a checked document can cause.
    fn write(&self) -> Result<String, StoreError>;
    /// Reads a row as if it came from a stranger: its shape, its limits, and that it stands under its own id.
    ///
    /// # Errors
    /// Why it cannot be used.
    fn read(key: &str, text: &str) -> Result<Self, Unreadable>;
    /// That another tab was faster.
    fn conflict(&self, theirs: Option<Self>) -> StoreError;
}

#[derive(Deserialize)]
struct Head {
    version: u16,
}

/// Reads the row of a known version; `newest` is the newest of them.
fn of_version<T: DeserializeOwned>(text: &str, newest: u16) -> Result<T, Unreadable> {
    let head: Head = serde_json::from_str(text).map_err(|_| Unreadable::Damaged)?;
    if head.version > newest {
        return Err(Unreadable::Newer);
    }
    if head.version == 0 {
        return Err(Unreadable::Damaged);
    }
    serde_json::from_str(text).map_err(|_| Unreadable::Damaged)
}

fn text_of<T: Serialize>(row: &T) -> Result<String, StoreError> {
    serde_json::to_string(row).map_err(|error| StoreError::Document(error.into()))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DebtRow {
    version: u16,
    debt: Debt,
}

impl Kept for Debt {
    fn id(&self) -> &str {
        &self.id
    }

    fn rev(&self) -> u64 {
        self.rev
    }

    fn under(&self, rev: u64) -> Self {
        Self { rev, ..self.clone() }
    }

    fn write(&self) -> Result<String, StoreError> {
        text_of(&DebtRow { version: DEBT_VERSION, debt: self.clone() })
    }

    fn read(key: &str, text: &str) -> Result<Self, Unreadable> {
        let row: DebtRow = of_version(text, DEBT_VERSION)?;
        row.debt.check().map_err(|_| Unreadable::Damaged)?;
        if row.debt.id == key { Ok(row.debt) } else { Err(Unreadable::Damaged) }
    }

    fn conflict(&self, theirs: Option<Self>) -> StoreError {
        StoreError::Conflict { ours: Box::new(self.clone()), theirs: theirs.map(Box::new) }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordRow {
    version: u16,
    record: Record,
}

impl Kept for Record {
    fn id(&self) -> &str {
        &self.id
    }

    fn rev(&self) -> u64 {
        self.rev
    }

    fn under(&self, rev: u64) -> Self {
        Self { rev, ..self.clone() }
    }

    fn write(&self) -> Result<String, StoreError> {
        text_of(&RecordRow { version: RECORD_VERSION, record: self.clone() })
    }

    fn read(key: &str, text: &str) -> Result<Self, Unreadable> {
        if text.len() > MAX_RECORD_BYTES {
            return Err(Unreadable::Damaged);
        }
        let row: RecordRow = of_version(text, RECORD_VERSION)?;
        row.record.check().map_err(|_| Unreadable::Damaged)?;
        if row.record.id == key { Ok(row.record) } else { Err(Unreadable::Damaged) }
    }

    fn conflict(&self, theirs: Option<Self>) -> StoreError {
        StoreError::RecordConflict { ours: Box::new(self.clone()), theirs: theirs.map(Box::new) }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PostRow {
    version: u16,
    row: Row,
}

/// The text of a row of the outbox.
///
/// # Errors
/// None that a queued request can cause.
pub fn write_post(row: &Row) -> Result<String, StoreError> {
    text_of(&PostRow { version: POST_VERSION, row: row.clone() })
}

/// Reads a row of the outbox. One whose bytes are not those that were frozen is damaged: it must never be sent.
///
/// # Errors
/// Why it cannot be used.
pub fn read_post(key: &str, text: &str) -> Result<Row, Unreadable> {
    let post: PostRow = of_version(text, POST_VERSION)?;
    if post.row.key().as_str() == key && post.row.is_whole() { Ok(post.row) } else { Err(Unreadable::Damaged) }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::case::{Held, Household, RequestKey, RequestKind, RequestRecord};
    use crate::engine::Currency;
    use crate::store::outbox::{DAY, Draft, Now};
    use chrono::NaiveDate;

    fn request(document: String) -> Record {
        let held = RequestRecord {
            debt: "d1".to_owned(),
            kind: RequestKind::Breakdown,
            made_on: NaiveDate::default(),
            document,
            lender: Some("example".to_owned()),
            key: Some(RequestKey::of_random([1; 16])),
            exported_on: None,
            status: None,
            status_on: None,
            adopted_on: None,
        };
        Record { id: "r1".to_owned(), rev: 3, held: Held::Request(Box::new(held)) }
    }

    #[test]
    fn hostile_rows_are_told_apart_from_newer_ones() {
        for text in ["", "null", "{}", "[]", r#"{"version":1}"#, r#"{"version":1,"debt":{}}"#, "\u{0}", "NaN"] {
            assert_eq!(Debt::read("a", text), Err(Unreadable::Damaged), "{text}");
            assert_eq!(Record::read("a", text), Err(Unreadable::Damaged), "{text}");
            assert_eq!(read_post("a", text), Err(Unreadable::Damaged), "{text}");
        }
        assert_eq!(Debt::read("a", r#"{"version":9,"debt":{"new":1}}"#), Err(Unreadable::Newer));
        assert_eq!(Record::read("a", r#"{"version":9,"record":{"new":1}}"#), Err(Unreadable::Newer));
        assert_eq!(read_post("a", r#"{"version":9,"row":{"new":1}}"#), Err(Unreadable::Newer));
    }

    #[test]
    fn a_record_comes_back_as_it_was_and_only_under_its_own_id() {
        let household = Household::new(Currency::CNY);
        let kept = Record { id: "household".to_owned(), rev: 1, held: Held::Household(Box::new(household)) };
        for record in [kept, request("{}".to_owned())] {
            let text = record.write().expect("it is written");
            assert_eq!(Record::read(&record.id, &text), Ok(record));
            assert_eq!(Record::read("other", &text), Err(Unreadable::Damaged));
        }
        let long = request("x".repeat(MAX_REQUEST_BYTES + 1)).write().expect("it is written");
        assert_eq!(Record::read("r1", &long), Err(Unreadable::Damaged));
    }

    #[test]
    fn a_request_whose_bytes_have_changed_is_not_read_as_one() {
        let draft = Draft { lender: "example".to_owned(), body: r#"{"asks":"12"}"#.to_owned() };
        let key = RequestKey::of_random([2; 16]);
        let row = draft.queue(key.clone(), Now { wall: 5, passed: 5 }, 400 * DAY).expect("it is short");
        let text = write_post(&row).expect("it is written");
        assert_eq!(read_post(key.as_str(), &text), Ok(row));
        // The body stands in the row as an escaped text.
        let changed = text.replace(r#"\"12\""#, r#"\"21\""#);
        assert_ne!(changed, text);
        assert_eq!(read_post(key.as_str(), &changed), Err(Unreadable::Damaged));
        assert_eq!(read_post("other", &text), Err(Unreadable::Damaged));
    }
}
