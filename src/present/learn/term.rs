//! Terms of the glossary where they stand in a text: the longest name wins, and no name is found within a word.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::case::text::half_width;
use crate::content::{Glossary, Term};

/// The names of the terms, by the letter that each begins with.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    by_letter: BTreeMap<char, Vec<(Vec<char>, usize)>>,
    ids: Vec<String>,
}

/// A shorter name than this is too often an everyday word. One 汉字 never stands for a term.
const LEAST_LETTERS: usize = 2;

impl Terms {
    /// All terms of the glossary.
    #[must_use]
    pub fn of(glossary: &Glossary) -> Self {
        Self::among(glossary.term.iter())
    }

    /// Some of them.
    pub fn among<'a>(terms: impl Iterator<Item = &'a Term>) -> Self {
        let mut found = Self::default();
        for term in terms {
            let place = found.ids.len();
            found.ids.push(term.id.clone());
            found.add(&term.text, place);
            for name in term.also.iter().filter(|name| !is_everyday(name)) {
                found.add(name, place);
            }
        }
        for names in found.by_letter.values_mut() {
            names.sort_by_key(|(name, _)| core::cmp::Reverse(name.len()));
        }
        found
    }

    fn add(&mut self, name: &str, place: usize) {
        let letters: Vec<char> = folded(name);
        let Some(first) = letters.first().copied().filter(|_| letters.len() >= LEAST_LETTERS) else { return };
        self.by_letter.entry(first).or_default().push((letters, place));
    }

    /// Where terms stand, in the order of the text, each with its id.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<(Range<usize>, &str)> {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let letters = folded(text);
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(letter) = letters.get(at) {
            let names = self.by_letter.get(letter).map_or(&[][..], Vec::as_slice);
            let hit = names.iter().find_map(|(name, place)| {
                let end = at.checked_add(name.len())?;
                (letters.get(at..end)? == name.as_slice()).then_some(())?;
                let end = whole(&letters, at, end)?;
                Some((end, *place))
            });
            let Some((end, place)) = hit else {
                at = at.saturating_add(1);
                continue;
            };
            if let (Some(from), Some(to), Some(id)) = (places.get(at), places.get(end), self.ids.get(place)) {
                found.push((*from..*to, id.as_str()));
            }
            at = end;
        }
        found
    }
}

/// Another name that is one short English word (plan, late, bill) mostly stands in its everyday sense; an abbreviation
/// (APR) does not.
fn is_everyday(name: &str) -> bool {
    const SHORT: usize = 6;
    name.len() < SHORT && name.chars().all(|letter| letter.is_ascii_lowercase())
}

/// In English a name stands as a word of its own, plural included; gives where it ends.
fn whole(letters: &[char], from: usize, end: usize) -> Option<usize> {
    let is_letter = |at: usize| letters.get(at).is_some_and(char::is_ascii_alphanumeric);
    if !is_letter(from) {
        return Some(end);
    }
    if from.checked_sub(1).is_some_and(is_letter) {
        return None;
    }
    let plural = end.saturating_add(1);
    match letters.get(end) {
        Some('s') if !is_letter(plural) => Some(plural),
        _ => (!is_letter(end)).then_some(end),
    }
}

/// Letter by letter without case and width; as many letters as before.
pub(super) fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

fn fold(letter: char) -> char {
    let narrow = match letter {
        '\u{3000}' => ' ',
        '’' => '\'',
        other => half_width(other),
    };
    narrow.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(id: &str, name: &str, also: &[&str]) -> Term {
        Term {
            id: id.to_owned(),
            text: name.to_owned(),
            also: also.iter().map(|&name| name.to_owned()).collect(),
            ..Term::default()
        }
    }

    fn found(terms: &[Term], text: &str) -> Vec<(String, String)> {
        let terms = Terms::among(terms.iter());
        let found = terms.find(text);
        found.into_iter().map(|(range, id)| (text[range].to_owned(), id.to_owned())).collect()
    }

    #[test]
    fn the_longest_name_wins_and_stands_as_a_word() {
        let terms = [term("interest", "interest", &[]), term("penalty-interest", "penalty interest", &["late fee"])];
        let text = "Penalty interest is no interest on interests; disinterested late fees.";
        let seen: Vec<_> = found(&terms, text).into_iter().map(|(_, id)| id).collect();
        assert_eq!(seen, ["penalty-interest", "interest", "interest", "penalty-interest"]);
        let chinese = [term("interest", "利息", &[]), term("penalty-interest", "罚息", &["逾期利息"])];
        let seen: Vec<_> = found(&chinese, "逾期利息和利息，都是钱").into_iter().map(|(name, _)| name).collect();
        assert_eq!(seen, ["逾期利息", "利息"]);
    }

    #[test]
    fn case_and_width_do_not_matter_and_the_text_keeps_its_own() {
        let terms = [term("apr", "APR", &["plan"])];
        assert!(found(&terms, "Plan for it.").is_empty(), "a short other name is an everyday word");
        assert_eq!(
            found(&terms, "ＡＰＲ 是 apr"),
            [("ＡＰＲ".to_owned(), "apr".to_owned()), ("apr".to_owned(), "apr".to_owned())]
        );
    }
}
