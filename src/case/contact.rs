//! A contact with somebody who collects: when, who, how, what was said. Kept as the borrower enters it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::text;

/// How.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// A call that was answered.
    Call,
    /// A call that was not answered, or an attempt.
    Attempt,
    /// A text, an app message.
    Message,
    /// A letter.
    Letter,
    /// An e-mail.
    Email,
    /// A visit.
    Visit,
}

/// Who contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The lender.
    Lender,
    /// A collection agency or a law firm for the lender.
    Agency,
    /// A court or an authority.
    Authority,
    /// Not known.
    Unknown,
    /// The borrower contacted them.
    Borrower,
}

/// Whom they reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reached {
    /// The borrower.
    Borrower,
    /// Somebody of the family.
    Family,
    /// Somebody at work.
    Work,
    /// Somebody else.
    Other,
}

/// What was said or done that rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// A threat or an insult.
    Threat,
    /// The debt was told to somebody else.
    ToldOthers,
    /// They claimed to be a court or the police.
    FalseIdentity,
    /// They asked for a code, a password or money to a private account.
    AskedForSecrets,
}

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
