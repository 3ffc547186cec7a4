//! Looking for terms and lessons, in either language, without case and width.

use super::term::folded;
use crate::content::{Glossary, Known, LESSONS, Term};

/// The terms that a search finds, the nearest first: a name that begins with it, a name that holds it, an explanation
/// that holds it. Everything for an empty search, in the order of the glossary.
#[must_use]
pub fn terms<'a>(glossary: &'a Glossary, wanted: &str) -> Vec<&'a Term> {
    let wanted = wanted_of(wanted);
    if wanted.is_empty() {
        return glossary.term.iter().collect();
    }
    let mut found: Vec<(u8, &Term)> =
        glossary.term.iter().filter_map(|term| Some((nearness(term, &wanted)?, term))).collect();
    found.sort_by_key(|(nearness, _)| *nearness);
    found.into_iter().map(|(_, term)| term).collect()
}

/// The lessons whose question or lead holds what is looked for, in either language.
#[must_use]
pub fn lessons(wanted: &str) -> Vec<&'static Known> {
    let wanted = wanted_of(wanted);
    let holds = |text: &str| holds(text, &wanted);
    LESSONS.iter().filter(|lesson| lesson.question.iter().chain(&lesson.lead).any(|text| holds(text))).collect()
}

fn wanted_of(text: &str) -> Vec<char> {
    folded(text.trim())
}

fn holds(text: &str, wanted: &[char]) -> bool {
    wanted.is_empty() || folded(text).windows(wanted.len()).any(|part| part == wanted)
}

fn nearness(term: &Term, wanted: &[char]) -> Option<u8> {
    let names = || [&term.text, &term.other].into_iter().chain(&term.also).chain(&term.other_also);
    if names().any(|name| folded(name).starts_with(wanted)) {
        Some(0)
    } else if names().any(|name| holds(name, wanted)) {
        Some(1)
    } else {
        holds(&term.says, wanted).then_some(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(id: &str, text: &str, other: &str, says: &str) -> Term {
        Term {
            id: id.to_owned(),
            text: text.to_owned(),
            says: says.to_owned(),
            other: other.to_owned(),
            other_also: vec![format!("{id} of the trade")],
            ..Term::default()
        }
    }

    #[test]
    fn the_nearest_comes_first_and_both_languages_count() {
        let glossary = Glossary {
            term: vec![
                term("fee", "费用", "fee", "利息以外的钱"),
                term("penalty", "罚息", "penalty interest", "逾期以后"),
                term("interest", "利息", "interest", "借钱的价钱"),
            ],
        };
        let ids = |wanted: &str| terms(&glossary, wanted).into_iter().map(|term| term.id.as_str()).collect::<Vec<_>>();
        assert_eq!(ids("利息"), ["interest", "fee"]);
        assert_eq!(ids(" INTEREST "), ["interest", "penalty"]);
        assert_eq!(ids("ｆｅｅ"), ["fee"]);
        assert_eq!(ids("of the trade"), ["fee", "penalty", "interest"]);
        assert_eq!(ids(""), ["fee", "penalty", "interest"]);
        assert!(ids("不存在").is_empty());
    }

    #[test]
    fn lessons_are_found_by_a_word_of_their_question() {
        assert_eq!(lessons("").len(), LESSONS.len());
        let first = LESSONS[0];
        assert!(lessons(first.question(true)).contains(&&first) && lessons(first.question(false)).contains(&&first));
        assert!(lessons("no such lesson anywhere").is_empty());
    }
}
