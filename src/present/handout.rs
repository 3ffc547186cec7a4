//! A letter as the page shows it and as it leaves the device: blocks in order, the same as plain text and as a page of its own,
//! and the files that go with it. Plain data; imports nothing but words' results.

use serde::{Deserialize, Serialize};

/// What the page asks for: a letter of a request, or of contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// Of a request: its document.
    Request(String),
}

/// The question of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Which letter.
    pub letter: Letter,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A part of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// What it is.
    Title(String),
    /// A line that stands alone: an address, a date, a signature.
    Line(String),
    /// A paragraph.
    Paragraph(String),
    /// Points one below the other.
    List(Vec<String>),
    /// A table.
    Table {
        /// What it shows.
        caption: String,
        /// The headings.
        head: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// A remark in small print.
    Note(String),
}

/// A letter with all that goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Handout {
    /// The letter.
    pub blocks: Vec<Block>,
    /// The same as plain text.
    pub text: String,
    /// The same as a page of its own.
    pub html: String,
    /// The name of its files, without an ending.
    pub file: String,
    /// The document itself; empty where there is none.
    pub json: String,
    /// The proposed dates as a calendar; none where there are none.
    pub calendar: Option<String>,
    /// The request as Fineract takes it; none where it cannot be said there.
    pub fineract: Option<String>,
    /// What cannot be said there.
    pub fineract_without: Vec<String>,
}
