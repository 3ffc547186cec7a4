//! Sentences that hold amounts: text and amounts in order, so that the words are chosen and tested here and the screen
//! only lays them out.

use super::figure::Shown;
use super::words::Part;

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Plain text; never an amount.
    Text(String),
    /// An amount.
    Amount(Shown),
}

/// A sentence.
pub type Sentence = Vec<Piece>;

/// A sentence without amounts.
#[must_use]
pub fn plain(text: impl Into<String>) -> Sentence {
    vec![Piece::Text(text.into())]
}

/// A sentence with its places filled; a place that nothing fills stays empty.
#[must_use]
pub fn fill(parts: &[Part], given: &[(&str, Piece)]) -> Sentence {
    parts
        .iter()
        .filter_map(|part| match part {
            Part::Text(text) => Some(Piece::Text((*text).to_owned())),
            Part::Slot(name) => given.iter().find(|(known, _)| known == name).map(|(_, piece)| piece.clone()),
        })
        .collect()
}

/// The text of a sentence, without its amounts; for tests.
#[must_use]
pub fn text(sentence: &[Piece]) -> String {
    sentence
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Amount(_) => "…",
        })
        .collect()
}

impl From<Shown> for Piece {
    fn from(shown: Shown) -> Self {
        Self::Amount(shown)
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Piece {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
