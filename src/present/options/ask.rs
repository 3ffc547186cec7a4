//! What the screen asks and what it gets: carried between page and worker as JSON.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::checked::Sum;
use crate::case::{Debt, Household};
use crate::engine::relief::Proposal;

/// What was typed into the fields of the options: `{card}-{field}` and the text.
pub type Edits = BTreeMap<String, String>;

/// The question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// All debts.
    pub debts: Vec<Debt>,
    /// The one that is looked at.
    pub id: String,
    /// The household, if there is a budget.
    pub household: Option<Household>,
    /// Whether the smallest request is searched for all debts that are late.
    pub all: bool,
    /// What was changed.
    pub edits: Edits,
    /// Versions that were kept: the id of the record and the levers.
    pub sketches: Vec<(String, Proposal)>,
    /// What the lender offers instead, if it does.
    pub counter: Option<Proposal>,
    /// The day.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A field of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// `{card}-{field}`.
    pub name: String,
    /// What it asks for.
    pub label: String,
    /// What helps; may be empty.
    pub hint: String,
    /// What stands in it until something is typed.
    pub proposed: String,
    /// The keyboard on phones.
    pub keyboard: String,
    /// The choices, for a choice; otherwise none.
    pub options: Vec<(String, String)>,
}

/// A payment of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// When.
    pub due: String,
    /// How much.
    pub amount: String,
    /// What it is made of.
    pub parts: String,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardView {
    /// What tells it apart: the kind, `sketch-{id}`, `counter` or `smallest-{debt}`.
    pub key: String,
    /// Its name.
    pub title: String,
    /// What it is, and what it does not do.
    pub about: String,
    /// Its figures, the monthly load first.
    pub figures: Vec<Sum>,
    /// Whether the budget bears it, and in words; none where there is no budget.
    pub fits: Option<(bool, String)>,
    /// What it does to the credit record.
    pub record: String,
    /// What the lender gives up.
    pub gives_up: String,
    /// What one and two missed payments do.
    pub missed: Vec<String>,
    /// What can be changed.
    pub fields: Vec<FieldView>,
    /// The payments.
    pub rows: Vec<RowView>,
    /// How the total was made.
    pub working: Vec<(String, String, String)>,
    /// The fragment that hands it to a request; none where there is nothing to ask for.
    pub fragment: Option<String>,
    /// Why it cannot be worked out; may be empty.
    pub trouble: String,
}

/// A part of the smallest request with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// `waiver`, `more` or `grace`.
    pub name: String,
    /// Its value in its own unit: minor units, payments, days.
    pub value: u64,
    /// What is asked.
    pub text: String,
    /// Why less does not do.
    pub proof: String,
}

/// The smallest request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallestView {
    /// `not_needed`, `request`, `nothing` or `cannot`.
    pub state: String,
    /// The finding in a sentence.
    pub headline: String,
    /// What it rests on.
    pub lines: Vec<String>,
    /// Its parts.
    pub parts: Vec<PartView>,
    /// What it makes of each debt: id, name, option.
    pub debts: Vec<(String, String, CardView)>,
    /// Where help is free; only where nothing works.
    pub help: Vec<String>,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionsView {
    /// What the debt is called.
    pub name: String,
    /// What is open, and what is late of it.
    pub open: Vec<Sum>,
    /// The smallest request; none without a budget.
    pub smallest: Option<SmallestView>,
    /// How many debts are late, this one not counted.
    pub others_late: usize,
    /// The options.
    pub cards: Vec<CardView>,
    /// The limits of the search.
    pub limits: Vec<FieldView>,
    /// What is wrong: the field's name and what would work.
    pub errors: Vec<(String, String)>,
    /// Notes that hold for all of it: sources, what is assumed, not legal advice.
    pub notes: Vec<String>,
}
