//! Where does this figure come from? What is asked of the worker, and what it says: which conventions give the lender's
//! figure, what comes nearest, what makes no difference, and what to ask the lender.
//!
//! Pure. The words of an answer are chosen in the worker (`view`), so that the screens load none of them.

mod choice;
mod draft;
mod view;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::case::Debt;
use crate::engine::Contract;
use crate::engine::reconcile::Quote;

pub use draft::{Draft, Options, options, quote};
pub use view::answer;

/// What the page asks of the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The debt.
    pub debt: Debt,
    /// The figure that the lender shows.
    pub quote: Quote,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// What the worker says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// What was found.
    Found(Box<Found>),
    /// Why nothing could be searched, in words.
    Refused(String),
}

/// How the figure and the contract go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The contract as it was entered gives the figure.
    Agreed,
    /// Other conventions give it.
    Other,
    /// Nothing gives it.
    None,
}

impl Verdict {
    /// Its name in `data-verdict`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Other => "other",
            Self::None => "none",
        }
    }
}

/// One way to come to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// What it is, in words.
    pub title: String,
    /// What it changes: of what, how, and how it was entered.
    pub changes: Vec<[String; 3]>,
    /// Other choices that give the same figure, in words.
    pub also: Vec<String>,
    /// The contract under it.
    pub contract: Contract,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// In one word.
    pub verdict: Verdict,
    /// In one sentence.
    pub title: String,
    /// The lender's figure beside ours.
    pub lead: String,
    /// The ways that give it, the commonest first; where none does, the one that comes nearest.
    pub ways: Vec<Way>,
    /// How many more there are; empty if none.
    pub more: String,
    /// What makes no difference here; empty if everything does.
    pub idle: String,
    /// How many combinations were tried.
    pub tried: String,
    /// What was not varied, because the search would have become too long; empty if everything was.
    pub left_out: String,
    /// What to ask the lender.
    pub question: String,
}
