//! What the state of the storage means and what is to be done about it. Pure: tested natively, no browser in it.

use serde::{Deserialize, Serialize};

use crate::case::{Debt, DocumentError, Record};

/// A note in `localStorage`, outside IndexedDB, of what IndexedDB should hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sentinel {
    /// The version of the database.
    pub schema: u32,
    /// How many batches were committed; the database counts them too, in the same transaction as the rows.
    pub generation: u64,
    /// How many debts there were after the last one.
    pub count: usize,
    /// How many records there were besides.
    #[serde(default)]
    pub records: usize,
    /// The generation that the second copy holds, if there is one.
    pub last_backup: Option<u64>,
}

impl Sentinel {
    /// Reads a sentinel; anything unreadable is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// How many rows there should be in all.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.count.saturating_add(self.records)
    }
}

/// What an attempt to open the database came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It opened.
    Opened {
        /// The browser says that it threw data away (`dataLoss` of the upgrade).
        data_loss: bool,
        /// How many batches it has counted.
        generation: u64,
        /// How many debts and records it holds, readable or not.
        rows: usize,
    },
    /// It did not.
    Failed(Fault),
}

/// Why a browser's database refuses, by the names of its exceptions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It was written by a newer version of this program.
    Newer,
    /// There is none here: private mode, policy, a sandboxed frame.
    Unavailable,
    /// There is no room.
    Quota,
    /// The connection is dead; a new one may work.
    Stale,
    /// It cannot be read.
    Broken,
}

impl Fault {
    /// The fault of a DOM exception's name.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        match name {
            "VersionError" => Self::Newer,
            "SecurityError" | "NotAllowedError" | "NotSupportedError" => Self::Unavailable,
            "QuotaExceededError" => Self::Quota,
            "InvalidStateError" | "UnknownError" | "AbortError" | "TransactionInactiveError" | "TimeoutError" => {
                Self::Stale
            }
            _ => Self::Broken,
        }
    }
}

/// How the storage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nothing was ever saved here.
    Fresh,
    /// All is there.
    Ready,
    /// Everything is gone.
    Wiped {
        /// How many debts and records there should be.
        expected: usize,
    },
    /// Part of it is gone, or it cannot be read.
    Damaged {
        /// How many debts and records there should be, as far as is known.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// It was written by a newer version of this program.
    Newer,
    /// This browser keeps nothing: what is entered lasts until the page is closed.
    Unavailable,
}

impl Status {
    /// Whether the database may be written to without asking.
    #[must_use]
    pub const fn may_write(self) -> bool {
        matches!(self, Self::Fresh | Self::Ready)
    }

    /// Whether the restore screen has to be shown.
    #[must_use]
    pub const fn needs_decision(self) -> bool {
        matches!(self, Self::Wiped { .. } | Self::Damaged { .. } | Self::Newer)
    }
}

/// How the storage stands after an attempt to open it.
#[must_use]
pub fn judge(outcome: Outcome, sentinel: Option<Sentinel>) -> Status {
    let expected = sentinel.map_or(0, |sentinel| sentinel.rows());
    match outcome {
        Outcome::Failed(Fault::Newer) => Status::Newer,
        Outcome::Failed(Fault::Unavailable) => Status::Unavailable,
        // A full disk or a dead connection at the start leaves nothing readable; nobody may take that for a new start.
        Outcome::Failed(Fault::Quota | Fault::Stale | Fault::Broken) if expected > 0 => {
            Status::Damaged { expected, found: 0 }
        }
        Outcome::Failed(Fault::Quota | Fault::Stale) => Status::Unavailable,
        Outcome::Failed(Fault::Broken) => Status::Damaged { expected, found: 0 },
        Outcome::Opened { data_loss, generation, rows } => {
            let behind = sentinel.is_some_and(|sentinel| generation < sentinel.generation);
            let short = sentinel.is_some_and(|sentinel| generation == sentinel.generation && rows < sentinel.rows());
            if rows == 0 && expected > 0 && (behind || short) {
                Status::Wiped { expected }
            } else if data_loss || (behind && (rows < expected || expected > 0)) || short {
                Status::Damaged { expected, found: rows }
            } else if rows == 0 && sentinel.is_none() {
                Status::Fresh
            } else {
                Status::Ready
            }
        }
    }
}

/// What to do when an operation on the database failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Drop the connection, open a new one, look whether it is empty, try once more.
    Reopen,
    /// Tell the borrower: not saved; what was entered stays.
    Report,
}

/// What to do about a fault, given how many attempts there were.
#[must_use]
pub const fn remedy(fault: Fault, attempts: u8) -> Remedy {
    match fault {
        Fault::Stale if attempts < 2 => Remedy::Reopen,
        _ => Remedy::Report,
    }
}

/// Why something was not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// Another tab saved the same debt in between.
    Conflict {
        /// What this tab wanted to save.
        ours: Box<Debt>,
        /// What is saved now; none when it was deleted.
        theirs: Option<Box<Debt>>,
    },
    /// Another tab saved the same record in between.
    RecordConflict {
        /// What this tab wanted to save.
        ours: Box<Record>,
        /// What is saved now; none when it was deleted.
        theirs: Option<Box<Record>>,
    },
    /// The outbox holds as many requests as it takes, or this one is longer than a desk takes.
    OutboxFull,
    /// There is no room on this device.
    Quota,
    /// The storage needs a decision first: see the status.
    Locked(Status),
    /// The database was upgraded by another tab: this page is old and has to be loaded again.
    Outdated,
    /// The browser refused.
    Failed,
    /// The document is not one that this program would write.
    Document(DocumentError),
}

impl core::fmt::Display for StoreError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Conflict { .. } | Self::RecordConflict { .. } => f.write_str("saved by another tab in between"),
            Self::OutboxFull => f.write_str("the outbox takes no more"),
            Self::Quota => f.write_str("no room"),
            Self::Locked(status) => write!(f, "locked: {status:?}"),
            Self::Outdated => f.write_str("page older than the database"),
            Self::Failed => f.write_str("the browser refused"),
            Self::Document(error) => write!(f, "{error}"),
        }
    }
}

impl core::error::Error for StoreError {}

/// What a compare-and-set finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compare {
    /// Nobody was faster: save under this revision.
    Save {
        /// The new revision.
        rev: u64,
    },
    /// Somebody was.
    Conflict,
}

/// Whether something that was last seen at revision `seen` may be saved over what is there; a new thing was seen at 0.
#[must_use]
pub const fn compare(there: Option<u64>, seen: u64) -> Compare {
    match there {
        None if seen == 0 => Compare::Save { rev: 1 },
        Some(rev) if rev == seen => Compare::Save { rev: seen.saturating_add(1) },
        _ => Compare::Conflict,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(generation: u64, rows: usize) -> Outcome {
        Outcome::Opened { data_loss: false, generation, rows }
    }

    fn sentinel(generation: u64, count: usize) -> Option<Sentinel> {
        Some(Sentinel { schema: 1, generation, count, records: 0, last_backup: None })
    }

    #[test]
    fn an_empty_database_is_a_new_user_only_without_a_sentinel() {
        assert_eq!(judge(opened(0, 0), None), Status::Fresh);
        assert_eq!(judge(opened(0, 0), sentinel(4, 3)), Status::Wiped { expected: 3 });
    }

    #[test]
    fn someone_who_deleted_everything_is_not_told_of_a_loss() {
        assert_eq!(judge(opened(5, 0), sentinel(5, 0)), Status::Ready);
        // The browser died between the commit and the sentinel.
        assert_eq!(judge(opened(6, 0), sentinel(5, 1)), Status::Ready);
        assert_eq!(judge(opened(0, 0), sentinel(5, 0)), Status::Ready);
    }

    #[test]
    fn rows_that_a_truncated_log_lost_are_missed() {
        assert_eq!(judge(opened(3, 2), sentinel(4, 3)), Status::Damaged { expected: 3, found: 2 });
        assert_eq!(judge(opened(4, 2), sentinel(4, 3)), Status::Damaged { expected: 3, found: 2 });
        // An edit was lost though the count is right.
        assert_eq!(judge(opened(3, 3), sentinel(4, 3)), Status::Damaged { expected: 3, found: 3 });
    }

    #[test]
    fn what_the_browser_says_it_threw_away_counts_even_without_a_sentinel() {
        let lost = Outcome::Opened { data_loss: true, generation: 0, rows: 0 };
        assert_eq!(judge(lost, None), Status::Damaged { expected: 0, found: 0 });
        assert_eq!(judge(lost, sentinel(2, 2)), Status::Wiped { expected: 2 });
    }

    #[test]
    fn a_newer_database_is_left_alone_and_a_missing_one_gives_a_session() {
        assert_eq!(judge(Outcome::Failed(Fault::of_name("VersionError")), sentinel(1, 1)), Status::Newer);
        assert_eq!(judge(Outcome::Failed(Fault::of_name("SecurityError")), None), Status::Unavailable);
        let broken = Outcome::Failed(Fault::of_name("SomethingError"));
        assert_eq!(judge(broken, None), Status::Damaged { expected: 0, found: 0 });
        let stale = Outcome::Failed(Fault::of_name("UnknownError"));
        assert_eq!(judge(stale, sentinel(2, 2)), Status::Damaged { expected: 2, found: 0 });
        for status in [Status::Newer, Status::Wiped { expected: 1 }, Status::Damaged { expected: 1, found: 0 }] {
            assert!(status.needs_decision() && !status.may_write());
        }
    }

    #[test]
    fn a_dead_connection_is_opened_again_once() {
        assert_eq!(remedy(Fault::of_name("InvalidStateError"), 1), Remedy::Reopen);
        assert_eq!(remedy(Fault::of_name("InvalidStateError"), 2), Remedy::Report);
        assert_eq!(remedy(Fault::of_name("QuotaExceededError"), 1), Remedy::Report);
    }

    #[test]
    fn records_are_missed_as_debts_are_and_an_old_note_counts_none() {
        let noted = Sentinel { records: 2, ..sentinel(4, 1).unwrap_or_default() };
        assert_eq!(judge(opened(4, 2), Some(noted)), Status::Damaged { expected: 3, found: 2 });
        assert_eq!(judge(opened(0, 0), Some(Sentinel { count: 0, ..noted })), Status::Wiped { expected: 2 });
        let old = Sentinel::parse(r#"{"schema":1,"generation":4,"count":3,"last_backup":null}"#);
        assert_eq!(old, sentinel(4, 3));
    }

    #[test]
    fn only_what_was_seen_last_is_saved_over() {
        assert_eq!(compare(None, 0), Compare::Save { rev: 1 });
        assert_eq!(compare(Some(3), 3), Compare::Save { rev: 4 });
        for (there, seen) in [(None, 1), (Some(3), 2), (Some(3), 4), (Some(1), 0)] {
            assert_eq!(compare(there, seen), Compare::Conflict, "{there:?} {seen}");
        }
    }
}
