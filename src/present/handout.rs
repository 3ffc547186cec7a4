//! A letter as the page shows it and as it leaves the device: blocks in order, the same as plain text and as a page of its own,
//! and the files that go with it. Imports `case` and the letters; runs in the worker.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::compose::file_name;
use super::contacts::{About, findings};
use super::lang::Lang;
use super::{format, letter};
use crate::case::contact::Contact;
use crate::case::request::Borrower;
use crate::case::{Record, Request};

/// The letters that can be written from contacts, with their names in the page.
pub const LETTERS: [(&str, letter::About); 4] = [
    ("validation", letter::About::Validation),
    ("third", letter::About::ThirdPersons),
    ("stop", letter::About::Stop),
    ("complaint", letter::About::Complaint),
];

/// A letter of contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactLetter {
    /// Which, by its name in [`LETTERS`].
    pub about: String,
    /// To whom; may be empty.
    pub to: String,
    /// Who writes.
    pub borrower: Borrower,
    /// The contacts.
    pub contacts: Vec<Contact>,
    /// What is known of the debts.
    pub debts: Vec<About>,
    /// The day.
    pub written_on: NaiveDate,
}

/// What the page asks for: a letter of a request, or of contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// Of a request: its document.
    Request(String),
    /// Of contacts.
    Contacts(Box<ContactLetter>),
    /// No letter but the evidence as one file: contacts, checksums, requests.
    Bundle {
        /// What is kept.
        records: Vec<Record>,
        /// What is known of the debts.
        debts: Vec<About>,
        /// The day.
        made_on: NaiveDate,
    },
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
    /// A heading inside it.
    Heading(String),
    /// As somebody else wrote it.
    Quote(String),
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

/// The letter of a request with its document.
#[must_use]
pub fn of_request(request: &Request, document: &str, lang: Lang) -> Handout {
    let written = letter::letter(request, lang);
    Handout { file: file_name(request, lang), json: document.to_owned(), ..of_letter(&written) }
}

/// A letter of contacts; none where nobody knows such a letter.
#[must_use]
pub fn of_contacts(asked: &ContactLetter, lang: Lang) -> Option<Handout> {
    let (_, about) = LETTERS.iter().find(|(name, _)| *name == asked.about)?;
    let found = findings(&asked.contacts, &asked.debts);
    let written = letter::contact_letter(
        &letter::ContactLetter {
            about: *about,
            to: &asked.to,
            borrower: &asked.borrower,
            contacts: &asked.contacts,
            findings: &found,
            written_on: asked.written_on,
        },
        lang,
    );
    let day = format::date(asked.written_on, lang);
    Some(Handout { file: format!("{}-{day}", written.title), ..of_letter(&written) })
}

fn of_letter(written: &letter::Letter) -> Handout {
    let colon = if written.lang == Lang::Zh { "：" } else { ": " };
    let lines = |pairs: &[(String, String)]| -> Vec<Block> {
        pairs.iter().map(|(label, value)| Block::Line(format!("{label}{colon}{value}"))).collect()
    };
    let mut blocks = vec![Block::Title(written.title.clone())];
    blocks.extend(lines(&written.parties));
    blocks.extend(written.blocks.iter().map(|block| match block {
        letter::Block::Heading(text) => Block::Heading(text.clone()),
        letter::Block::Paragraph(text) => Block::Paragraph(text.clone()),
        letter::Block::List(points) => Block::List(points.clone()),
        letter::Block::Quote(text) => Block::Quote(text.clone()),
        letter::Block::Table(table) => {
            Block::Table { caption: table.caption.clone(), head: table.head.clone(), rows: table.rows.clone() }
        }
    }));
    blocks.extend(lines(&written.signature));
    blocks.push(Block::Note(written.note.clone()));
    Handout { blocks, text: written.text(), html: written.html(), ..Handout::default() }
}
