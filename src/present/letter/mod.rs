//! Letters: from a request, or from a log of contacts, to paper, in Chinese and English.
//!
//! A letter says only what its document holds: every sum that it names is traced to its place ([`Sum`]). It is a list of
//! blocks for the page that prints it; [`Letter::text`] and [`Letter::html`] write it out. Pure; imports `case`, `law`,
//! `engine` and words.

mod contact;
mod dispute;
mod pen;
mod relief;
mod request;
mod write;

pub use contact::{About, ContactLetter, breach, contact_letter, moment, reached, way, who};
pub use request::letter;
pub(in crate::present) use write::escaped;

use super::lang::Lang;
use crate::engine::Money;

/// A part of a letter, in the order of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// Sentences that belong together.
    Paragraph(String),
    /// Points.
    List(Vec<String>),
    /// What stands as somebody else wrote it: the borrower's own words, a citation, a hash.
    Quote(String),
    /// A table.
    Table(Table),
}

/// A table of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A sum that a letter names, and the place of the document where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The place, as a path: `offer.arrangement.paid`. Where an amount of each component stands there, their sum is meant.
    pub place: String,
    /// The amount.
    pub amount: Money,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its language.
    pub lang: Lang,
    /// What it is about.
    pub title: String,
    /// Who writes to whom: labels and values.
    pub parties: Vec<(String, String)>,
    /// What it says.
    pub blocks: Vec<Block>,
    /// Where it is signed: labels and blanks or values.
    pub signature: Vec<(String, String)>,
    /// What it is not.
    pub note: String,
    /// Every sum that it names.
    pub sums: Vec<Sum>,
}
