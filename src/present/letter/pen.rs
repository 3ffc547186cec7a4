//! The pen that writes a letter: it keeps the blocks, and traces every sum as it writes it.

use chrono::NaiveDate;

use super::{Block, Letter, Sum, Table};
use crate::case::request::Borrower;
use crate::engine::{Component, Components, Money};
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::letter as words;

pub(super) struct Pen {
    pub lang: Lang,
    blocks: Vec<Block>,
    sums: Vec<Sum>,
}

impl Pen {
    pub(super) const fn new(lang: Lang) -> Self {
        Self { lang, blocks: Vec::new(), sums: Vec::new() }
    }

    /// An amount as people read it; it is traced to its place.
    pub(super) fn sum(&mut self, place: impl Into<String>, amount: Money) -> String {
        self.sums.push(Sum { place: place.into(), amount });
        format::money(amount, self.lang)
    }

    /// The sum of all components.
    pub(super) fn total(&mut self, place: &str, amounts: &Components) -> String {
        let total = amounts.total().unwrap_or_else(|_| Money::zero(amounts.principal.currency()));
        self.sum(place, total)
    }

    /// One component.
    pub(super) fn part(&mut self, place: &str, amounts: &Components, component: Component) -> String {
        let name = crate::present::terms::component_slug(component);
        self.sum(format!("{place}.{name}"), amounts.get(component))
    }

    pub(super) fn date(&self, day: NaiveDate) -> String {
        format::date(day, self.lang)
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    /// Sentences that belong together; empty ones are left out.
    pub(super) fn paragraph<T: AsRef<str>>(&mut self, sentences: &[T]) {
        let gap = match self.lang {
            Lang::Zh => "",
            Lang::En => " ",
        };
        let sentences: Vec<&str> = sentences.iter().map(AsRef::as_ref).filter(|text| !text.is_empty()).collect();
        if !sentences.is_empty() {
            self.blocks.push(Block::Paragraph(sentences.join(gap)));
        }
    }

    pub(super) fn list(&mut self, points: Vec<String>) {
        if !points.is_empty() {
            self.blocks.push(Block::List(points));
        }
    }

    pub(super) fn quote(&mut self, text: String) {
        if !text.is_empty() {
            self.blocks.push(Block::Quote(text));
        }
    }

    pub(super) fn table(&mut self, caption: &str, head: &[&str], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            let head = head.iter().map(|&name| name.to_owned()).collect();
            self.blocks.push(Block::Table(Table { caption: caption.to_owned(), head, rows }));
        }
    }

    /// The letter, with who writes to whom around it. What is empty is left as a blank to fill in by hand.
    pub(super) fn finish(self, title: &str, to: &str, borrower: &Borrower, on: NaiveDate, note: String) -> Letter {
        let lang = self.lang;
        let blank = |text: &str| if text.is_empty() { words::blank(lang).to_owned() } else { text.to_owned() };
        let label = |text: &str| text.to_owned();
        Letter {
            lang,
            title: title.to_owned(),
            parties: vec![
                (label(words::to(lang)), blank(to)),
                (label(words::from(lang)), blank(&borrower.name)),
                (label(words::reach(lang)), blank(&borrower.contact)),
                (label(words::contract(lang)), blank(&borrower.contract)),
                (label(words::date(lang)), format::date(on, lang)),
            ],
            blocks: self.blocks,
            signature: vec![
                (label(words::signature(lang)), words::blank(lang).to_owned()),
                (label(words::date(lang)), words::blank(lang).to_owned()),
            ],
            note,
            sums: self.sums,
        }
    }
}
