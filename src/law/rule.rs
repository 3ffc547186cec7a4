//! A rule as a pack states it: when it holds, for whom, what it says in figures, what follows from it, and where it stands.
//! Data only; nothing here judges.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::facts::{Lender, Product};
use super::shape::Shape;

/// Whose law: two capital letters, a country's code or `EU`; the United Kingdom is `UK`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Jurisdiction([u8; 2]);

impl Jurisdiction {
    /// China (mainland).
    pub const CN: Self = Self(*b"CN");
    /// United Kingdom.
    pub const UK: Self = Self(*b"UK");
    /// United States.
    pub const US: Self = Self(*b"US");
    /// European Union.
    pub const EU: Self = Self(*b"EU");
    /// India.
    pub const IN: Self = Self(*b"IN");

    /// A jurisdiction from its code.
    ///
    /// # Errors
    /// Gives the text back when it is not two capital Latin letters.
    pub fn try_new(code: &str) -> Result<Self, String> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Ok(Self([*a, *b])),
            _ => Err(code.to_owned()),
        }
    }

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("XX")
    }
}

impl TryFrom<String> for Jurisdiction {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        Self::try_new(&code)
    }
}

impl From<Jurisdiction> for String {
    fn from(jurisdiction: Jurisdiction) -> Self {
        jurisdiction.code().to_owned()
    }
}

/// Which day decides on the row of a series that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// The day on which the contract was made.
    Contract,
    /// The day on which the money was granted; taken as the day of the contract where no other is known.
    Origination,
    /// The day on which the charge was made.
    Charge,
    /// The day on which a court accepted the suit.
    Filing,
    /// The day that is looked at.
    AsOf,
}

/// What follows when a rule is not kept. China alone needs all six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The term, or the part above the limit, has no effect; what was paid on it can be claimed back.
    Void,
    /// A court does not support the part above the limit.
    UnenforceableExcess,
    /// A court may reduce it if the borrower asks for that.
    ReducibleOnRequest,
    /// The lender answers for it to its supervisor; by itself it does not change the debt.
    RegulatoryOnly,
    /// An undertaking of the industry; it is no law.
    SelfRegulatory,
    /// A recommendation or an order of things that holds unless otherwise agreed.
    Guidance,
    /// It lays down a course, a time or a right; no charge is above or within it.
    Procedural,
}

/// How well a rule is confirmed. What is only remembered cannot be written down here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmed {
    /// Read in its own text.
    Primary,
    /// Read in a secondary source: a law firm's note, a newspaper, another project's data.
    Secondary,
}

/// A circumstance without which a series does not reach a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// The borrower is covered by the US Military Lending Act.
    Military,
}

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// One row of a series: what holds from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, unique over all packs: `cn.private.cap.2021`.
    pub id: String,
    /// The series that it belongs to: rows of one series differ in time only.
    pub series: String,
    /// Whose law.
    pub jurisdiction: Jurisdiction,
    /// For which lenders; empty means for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lenders: Vec<Lender>,
    /// For which products; empty means for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Product>,
    /// Only in this circumstance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only_if: Option<Only>,
    /// Which day decides.
    pub trigger: Trigger,
    /// The first day; none for the first row of a series.
    pub from: Option<NaiveDate>,
    /// The last day; none for the last row of a series.
    pub until: Option<NaiveDate>,
    /// The source does not say since when: the row stands at the beginning of its series for want of a day.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub undated: bool,
    /// What it says in figures.
    pub shape: Shape,
    /// What follows.
    pub effect: Effect,
    /// Name and article, as one cites it.
    pub cite: String,
    /// Where it was read.
    pub source: String,
    /// How well.
    pub confirmed: Confirmed,
    /// A short name.
    pub title: Words,
    /// What it says, in short words of our own.
    pub says: Words,
    /// What a borrower can do with it.
    pub can_do: Words,
}

impl Rule {
    /// Whether the row holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
