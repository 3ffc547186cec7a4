//! The glossary, in one language; each term keeps its names in the other one.

use serde::{Deserialize, Serialize};

/// The glossary.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Glossary {
    /// Its terms.
    pub term: Vec<Term>,
}

/// A term.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// Its name.
    pub text: String,
    /// Other names in contracts and on screens.
    #[serde(default)]
    pub also: Vec<String>,
    /// What it means.
    pub says: String,
    /// Its name in the other language.
    pub other: String,
    /// Other names in the other language.
    #[serde(default)]
    pub other_also: Vec<String>,
    /// Terms to read next.
    #[serde(default)]
    pub see: Vec<String>,
    /// Its group.
    pub group: String,
    /// Where an explanation that states law comes from; empty for a plain term.
    #[serde(default)]
    pub source: String,
}
