//! Names that people type or files bring: cleaned once, here, so that no screen, letter or calendar has to.

use serde::{Deserialize, Deserializer};

use crate::engine::limits::{MAX_NAME_CHARS, MAX_NOTE_CHARS};

/// The longest id of a debt, in bytes.
pub const MAX_ID_BYTES: usize = 64;

/// Whether a character has no business in a name: controls, bidirectional overrides, zero-width and other invisible
/// format characters, line separators, private use and noncharacters.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}'
        | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{2800}' | '\u{3164}' | '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{ffff}' | '\u{110bd}' | '\u{110cd}' | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{10ffff}')
}

/// A text with every run of white space made one space, invisible characters taken out, trimmed, and cut to `most`
/// characters. Cleaning twice changes nothing.
#[must_use]
pub fn clean(text: &str, most: usize) -> String {
    let mut cleaned = String::with_capacity(text.len().min(most.saturating_mul(4)));
    let mut count = 0_usize;
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        let needed = if gap && count > 0 { 2 } else { 1 };
        if count.saturating_add(needed) > most {
            break;
        }
        if needed == 2 {
            cleaned.push(' ');
        }
        cleaned.push(c);
        gap = false;
        count = count.saturating_add(needed);
    }
    cleaned
}

/// A creditor's name, cleaned.
#[must_use]
pub fn name(text: &str) -> String {
    clean(text, MAX_NAME_CHARS)
}

/// Whether a text can be the id of a debt: 1 to 64 Latin letters, digits, `-` and `_`. Ids stand in addresses.
#[must_use]
pub fn is_id(text: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// Reads a name from a document, cleaned.
pub(crate) fn read_name<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(name(&String::deserialize(from)?))
}

/// Reads a note from a document, cleaned.
pub(crate) fn read_note<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(clean(&String::deserialize(from)?, MAX_NOTE_CHARS))
}

/// Reads a list of notes from a document, each cleaned.
pub(crate) fn read_notes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let notes = Vec::<String>::deserialize(from)?;
    Ok(notes.iter().map(|note| clean(note, MAX_NOTE_CHARS)).collect())
}

/// A full-width letter, digit or sign of ASCII in its usual width; anything else as it is.
#[must_use]
pub fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_taken_out() {
        assert_eq!(name("  某\u{202e}网贷\u{200b} \r\n 平台\u{0} "), "某网贷 平台");
        assert_eq!(name("a\u{feff}b\u{2028}c"), "ab c");
        assert_eq!(name("\u{e0041}\u{2067}x"), "x");
    }

    #[test]
    fn a_long_name_is_cut_at_a_character_and_cleaning_twice_changes_nothing() {
        let long = "借 ".repeat(MAX_NAME_CHARS);
        let once = name(&long);
        assert!(once.chars().count() <= MAX_NAME_CHARS);
        assert_eq!(name(&once), once);
    }

    #[test]
    fn ids_are_plain() {
        assert!(is_id("debt-1_A"));
        for bad in ["", "a/b", "..", "甲", "a b", &"x".repeat(65)] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
