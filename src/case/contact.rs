//! A contact with somebody who collects: when, who, how, what was said. Kept as the borrower enters it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

pub use crate::law::conduct::{Reached, Said, Way, Who};

use super::text;
use crate::engine::date;
use crate::engine::limits::MAX_EVIDENCE;
use crate::law::conduct::{self, ConductFinding, Occurrence};
use crate::law::{Jurisdiction, Lender};

/// One contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// What tells it apart.
    pub id: String,
    /// When, by the borrower's clock.
    pub at: NaiveDateTime,
    /// How.
    pub way: Way,
    /// Who.
    pub who: Who,
    /// Their name or number, as the borrower writes it.
    #[serde(deserialize_with = "text::read_name")]
    pub name: String,
    /// Whom they reached.
    pub reached: Reached,
    /// What rules look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// In the borrower's words; at most [`crate::engine::limits::MAX_NOTE_CHARS`].
    #[serde(default, deserialize_with = "text::read_note")]
    pub note: String,
    /// Which debt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debt: Option<String>,
    /// Whether the borrower had agreed to be contacted outside the usual hours.
    #[serde(default)]
    pub agreed: bool,
    /// Files that belong to it: name and SHA-256; the files themselves stay where they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Evidence>,
}

/// A file that proves something: its name and the SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Its name.
    #[serde(deserialize_with = "text::read_name")]
    pub name: String,
    /// Lower-case hexadecimal SHA-256; none for something on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Why a contact is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactFault {
    /// An id that cannot stand in an address.
    Id,
    /// A date out of range.
    Date,
    /// More files than fit, or a hash that is none.
    Files,
}

impl Contact {
    /// Whether every part lies within its bounds.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self) -> Result<(), ContactFault> {
        let linked = self.debt.as_deref().is_none_or(text::is_id);
        if !text::is_id(&self.id) || !linked {
            return Err(ContactFault::Id);
        }
        date::check(self.at.date()).map_err(|_| ContactFault::Date)?;
        if self.files.len() > MAX_EVIDENCE || !self.files.iter().all(Evidence::is_sound) {
            return Err(ContactFault::Files);
        }
        Ok(())
    }

    /// The contact as far as rules look at it.
    #[must_use]
    pub fn occurrence(&self) -> Occurrence<'_> {
        Occurrence {
            id: &self.id,
            at: self.at,
            way: self.way,
            who: self.who,
            reached: self.reached,
            told_others: self.said.contains(&Said::ToldOthers),
            debt: self.debt.as_deref().unwrap_or_default(),
            agreed: self.agreed,
        }
    }
}

impl Evidence {
    /// Whether its hash is one, if it has any.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        self.sha256.as_ref().is_none_or(|hash| hash.len() == 64 && hash.bytes().all(hex))
    }
}

/// Holds the rules of contact against a list of contacts: [`conduct::findings`].
#[must_use]
pub fn findings(contacts: &[Contact], jurisdiction: Jurisdiction, lender: Option<Lender>) -> Vec<ConductFinding> {
    let all: Vec<Occurrence> = contacts.iter().map(Contact::occurrence).collect();
    conduct::findings(&all, jurisdiction, lender)
}
