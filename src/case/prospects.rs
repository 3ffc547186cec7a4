//! What the page asks of the worker about what may come of a debt: its credit record, its legal road, and what each purpose
//! of a payment saves. The answer is in words, chosen in the worker.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::debt::Debt;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProspectsAsk {
    /// The debt.
    pub debt: Debt,
    /// Other debts at the same creditor.
    pub others: Vec<Debt>,
    /// What was typed or chosen, by the names of the fields.
    pub typed: Vec<(String, String)>,
    /// The day that is looked at.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

impl ProspectsAsk {
    /// What stands in a field; empty for a field that is not there.
    #[must_use]
    pub fn typed(&self, field: &str) -> &str {
        self.typed.iter().find(|(name, _)| name == field).map_or("", |(_, text)| text.trim())
    }
}
