//! A lesson's text in pieces: plain text, places that the figure fills, marks of sources, terms of the glossary.

use std::collections::BTreeSet;

use super::term::Terms;
use crate::content::{Lesson, Part, PartKind, Source};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// What the figure computes or what the reader has set, by its name.
    Slot(String),
    /// A source, by its place in the list; the first is 1.
    Mark(usize),
    /// A term where it stands first.
    Term {
        /// Its id.
        id: String,
        /// As it stands in the text.
        text: String,
    },
}

/// A block of a lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Piece>),
    /// A line each.
    List(Vec<Vec<Piece>>),
    /// Who speaks, and what is said.
    Dialogue(Vec<(String, Vec<Piece>)>),
    /// Here stands the figure.
    Figure,
    /// Here stands the picture.
    Picture,
}

/// Takes the pieces of a lesson's texts, one after the other: a term is linked where it stands first.
#[derive(Debug)]
pub struct Reading<'a> {
    sources: &'a [Source],
    terms: &'a Terms,
    linked: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    /// Begins to read.
    #[must_use]
    pub const fn new(lesson: &'a Lesson, terms: &'a Terms) -> Self {
        Self { sources: lesson.source.as_slice(), terms, linked: BTreeSet::new() }
    }

    /// A part as a block.
    pub fn block(&mut self, part: &Part) -> Block {
        match part.kind {
            PartKind::Text => Block::Paragraph(self.pieces(&part.text)),
            PartKind::List => Block::List(part.text.lines().map(|line| self.pieces(line)).collect()),
            PartKind::Dialogue => Block::Dialogue(part.text.lines().map(|line| self.spoken(line)).collect()),
            PartKind::Figure => Block::Figure,
            PartKind::Picture => Block::Picture,
        }
    }

    fn spoken(&mut self, line: &str) -> (String, Vec<Piece>) {
        let (who, what) = line.split_once(['：', ':']).unwrap_or(("", line));
        (who.trim().to_owned(), self.pieces(what.trim()))
    }

    /// The pieces of one text.
    pub fn pieces(&mut self, text: &str) -> Vec<Piece> {
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '[']) {
            let (before, from) = rest.split_at(at);
            let (close, is_slot) = if from.starts_with('{') { ('}', true) } else { (']', false) };
            let Some(end) = from.find(close) else { break };
            let name = from.get(1..end).unwrap_or_default();
            let mark = self.sources.iter().position(|source| source.id == name);
            rest = from.get(end.saturating_add(1)..).unwrap_or_default();
            // A blank before a mark would let it begin a line.
            let before = if is_slot { before } else { before.trim_end() };
            self.plain(before, &mut found);
            match mark {
                _ if is_slot => found.push(Piece::Slot(name.to_owned())),
                Some(place) => found.push(Piece::Mark(place.saturating_add(1))),
                None => found.push(Piece::Text(format!("[{name}]"))),
            }
        }
        self.plain(rest, &mut found);
        found
    }

    fn plain(&mut self, text: &str, found: &mut Vec<Piece>) {
        let mut from = 0;
        for (range, id) in self.terms.find(text) {
            if self.linked.contains(id) {
                continue;
            }
            let (before, name) = (text.get(from..range.start), text.get(range.clone()));
            let (Some(before), Some(name)) = (before, name) else { continue };
            if !before.is_empty() {
                found.push(Piece::Text(before.to_owned()));
            }
            found.push(Piece::Term { id: id.to_owned(), text: name.to_owned() });
            self.linked.insert(id.to_owned());
            from = range.end;
        }
        if let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
            found.push(Piece::Text(rest.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Glossary, Term};

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    #[test]
    fn a_text_comes_in_pieces_and_a_term_is_linked_once() {
        let interest = Term { id: "interest".to_owned(), text: "利息".to_owned(), ..Term::default() };
        let terms = Terms::of(&Glossary { term: vec![interest] });
        let source =
            Source { id: "cn.a".to_owned(), cite: String::new(), date: String::new(), confirmed: String::new() };
        let sources = [source];
        let mut reading = Reading { sources: &sources, terms: &terms, linked: BTreeSet::new() };
        let pieces = reading.pieces("利息 {interest} 元 [cn.a]。");
        let term = Piece::Term { id: "interest".to_owned(), text: "利息".to_owned() };
        assert_eq!(
            pieces,
            [term, text(" "), Piece::Slot("interest".to_owned()), text(" 元"), Piece::Mark(1), text("。")]
        );
        assert_eq!(reading.pieces("利息 [x] {"), [text("利息"), text("[x]"), text(" {")]);
        assert_eq!(reading.spoken("我：多少利息？"), ("我".to_owned(), vec![text("多少利息？")]));
    }
}
