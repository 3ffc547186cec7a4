//! What a CSV file says and what would be made of it: the questions of the format step with their evidence, the
//! preview, the findings before anything is saved. Plain data that the worker hands to the page, in words.
//!
//! Pure; imports `case`, `engine` and words. Nothing here reads a file; that is `exchange::csv`. The words are chosen
//! in the worker, so that the screens load none of them.

mod column;
mod finding;
mod format;
mod refusal;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::Debt;
use crate::engine::Event;

pub use column::{CellWord, Column, GroupOf, cell_word, columns_of, header_of, heading};
pub use finding::{Brings, Found, Note, findings};
pub use format::{DateOrder, Decided, Delimiter, Encoding, Evidence, FileColumn, Layout, Shape, format_view};
pub use refusal::{CsvError, Fault, Refusal, file_refused};

/// What the page asks of the worker about a file. Its bytes come beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// What the reader chose: the name of a question and the name of an answer.
    pub choices: Vec<(String, String)>,
    /// Whether all rows are read, or only enough to propose a format.
    pub whole: bool,
    /// Today.
    pub today: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
    /// The debts that are here.
    pub here: Vec<Debt>,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// How the file would be read.
    Format(Box<FormatView>),
    /// What would be saved.
    Findings(Box<Findings>),
    /// Why the file is refused, in words.
    Refused(String),
}

/// One question of the format step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name in the page.
    pub name: String,
    /// What it asks.
    pub label: String,
    /// What is chosen or proposed; empty when the file does not decide.
    pub chosen: String,
    /// What speaks for it.
    pub evidence: String,
    /// The answers: name and words.
    pub options: Vec<(String, String)>,
}

/// The format step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatView {
    /// About the file as a whole.
    pub questions: Vec<Question>,
    /// About each column.
    pub columns: Vec<Question>,
    /// What each column holds, as it would be read.
    pub head: Vec<String>,
    /// The first rows: each cell as it would be read, and whether it cannot be.
    pub rows: Vec<Vec<(String, bool)>>,
    /// What has to be answered before it goes on, each with the question's name.
    pub open: Vec<(String, String)>,
    /// What the file holds in all.
    pub summary: String,
}

/// What would be saved, and what was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// What it is, with numbers.
    pub title: String,
    /// What else has to be known.
    pub notes: Vec<String>,
    /// The headings of the list.
    pub head: Vec<String>,
    /// The first of what would be saved.
    pub rows: Vec<Vec<String>>,
    /// The first column that holds numbers, and the one after the last.
    pub numbers: (usize, usize),
    /// How many more there are, in words; empty if none.
    pub more: String,
    /// The places of what is here already, probably.
    pub here: Vec<usize>,
    /// The headings of the list of refused rows.
    pub refused_head: Vec<String>,
    /// The refused rows: row, column, value, what would work.
    pub refused: Vec<Vec<String>>,
    /// What is refused, with numbers; empty if nothing.
    pub refused_title: String,
    /// Debts that would be saved; those that are new have no id yet.
    pub debts: Vec<Debt>,
    /// The debt that payments would be added to.
    pub target: String,
    /// Payments that would be added.
    pub events: Vec<Event>,
    /// Whether each row can be left out; otherwise all rows are one thing.
    pub tickable: bool,
    /// Whether the debt can be given a name before it is saved.
    pub nameable: bool,
    /// What is said once it is saved.
    pub saved: String,
}
