//! The second copy: the whole case as JSON with its SHA-256, outside IndexedDB, in two entries that take turns.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::{Case, DocumentError, sha256_hex};

/// What is known of a copy without reading the debts in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyInfo {
    /// Which commit it holds.
    pub generation: u64,
    /// The day on which it was made, by the device's calendar.
    pub saved_on: NaiveDate,
    /// How many debts and records it holds.
    pub count: usize,
}

/// A copy as it is written.
#[derive(Serialize, Deserialize)]
struct Envelope {
    app: String,
    info: CopyInfo,
    sha256: String,
    case: String,
}

/// The text of a copy.
///
/// # Errors
/// None that a checked case can cause.
pub fn seal(case: &Case, generation: u64, saved_on: NaiveDate) -> Result<String, DocumentError> {
    let text = case.to_json()?;
    let info = CopyInfo { generation, saved_on, count: entries(case) };
    let envelope = Envelope { app: "duewise".to_owned(), info, sha256: sha256_hex(&text), case: text };
    Ok(serde_json::to_string(&envelope)?)
}

/// Reads a copy; one whose hash does not fit, or that cannot be read, is none.
#[must_use]
pub fn unseal(text: &str) -> Option<(CopyInfo, Case)> {
    let envelope: Envelope = serde_json::from_str(text).ok()?;
    if envelope.app != "duewise" || sha256_hex(&envelope.case) != envelope.sha256 {
        return None;
    }
    let case = Case::parse(&envelope.case).ok()?;
    (entries(&case) == envelope.info.count).then_some((envelope.info, case))
}

const fn entries(case: &Case) -> usize {
    case.debts.len().saturating_add(case.records.len())
}

/// The newest whole copy of two entries.
#[must_use]
pub fn newest(entries: impl IntoIterator<Item = String>) -> Option<(CopyInfo, Case)> {
    entries.into_iter().filter_map(|text| unseal(&text)).max_by_key(|(info, _)| info.generation)
}

/// Which of the two entries a generation is written to: never the one that holds the generation before.
#[must_use]
pub const fn slot(generation: u64) -> &'static str {
    if generation.is_multiple_of(2) { "/duewise-copy/even" } else { "/duewise-copy/odd" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_comes_back_whole_or_not_at_all() {
        let case = Case::new(Vec::new());
        let day = NaiveDate::default();
        let texts: Vec<_> = [3, 4].iter().filter_map(|g| seal(&case, *g, day).ok()).collect();
        assert_eq!(newest(texts.clone()).map(|(info, _)| info.generation), Some(4));
        let cut: Vec<_> = texts.iter().map(|text| text.replace("\"app\":\"duewise\"", "\"app\":\"other\"")).collect();
        assert_eq!(newest(cut), None);
        let torn = texts.iter().map(|text| text.chars().take(text.len() - 2).collect::<String>());
        assert_eq!(newest(torn), None);
        assert_ne!(slot(3), slot(4));
    }
}
