//! Every word that people read, as typed functions made from `locales/` by build.rs: `words::today::title(lang)`.
//!
//! Imports nothing but [`Lang`]. A key that lacks a language, or placeholders that differ, fail the build.
#![allow(clippy::too_many_arguments, reason = "a sentence has as many parameters as it has places")]

use super::lang::Lang;

/// A piece of a sentence that holds components.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Plain text.
    Text(&'static str),
    /// A place to fill, by its name.
    Slot(&'static str),
}

/// The sentence with its places filled.
fn fill(parts: &[Part], given: &[(&str, &str)]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Slot(name) => {
                out.push_str(given.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value));
            }
        }
    }
    out
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_filled_by_name() {
        let parts = [Part::Slot("b"), Part::Text(" and "), Part::Slot("a")];
        assert_eq!(fill(&parts, &[("a", "1"), ("b", "2")]), "2 and 1");
    }
}
