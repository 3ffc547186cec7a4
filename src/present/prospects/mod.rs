//! What may come of a debt, as screens show it: the credit record, the legal road and the purposes of a payment. Imports
//! `case`, `law`, `engine` and words only. Reached from the worker, not from the screens' own binary.

pub mod adviser;
pub mod page;
pub mod record;
pub mod road;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::format;
use super::lang::Lang;
use super::words::law_road as words;
use crate::law::procedure::CannotTell;
use crate::law::{Confirmed, Rule};

/// A rule with its citation, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedView {
    /// The rule's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it says, in short.
    pub says: String,
    /// What a borrower can do with it.
    pub can_do: String,
    /// Name and article.
    pub cite: String,
    /// Where it was read.
    pub source: String,
    /// Whether that was its own text.
    pub confirmed: String,
}

/// One line of a view: what it is, what it comes to, and the rule behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is; empty where the text says it.
    pub label: String,
    /// What it comes to, or why that cannot be told.
    pub text: String,
    /// Whether it could be told.
    pub known: bool,
    /// The id of the rule, where one stands behind it.
    pub rule: Option<String>,
}

impl Line {
    fn known(label: &str, text: impl Into<String>, rule: Option<&Rule>) -> Self {
        Self { label: label.to_owned(), text: text.into(), known: true, rule: rule.map(|rule| rule.id.clone()) }
    }

    fn unknown(label: &str, why: CannotTell, lang: Lang) -> Self {
        Self { label: label.to_owned(), text: cannot(why, lang), known: false, rule: None }
    }
}

/// A rule in one language.
#[must_use]
pub fn cited(rule: &Rule, lang: Lang) -> CitedView {
    let of = |words: &crate::law::Words| match lang {
        Lang::Zh => words.zh.clone(),
        Lang::En => words.en.clone(),
    };
    let confirmed = match rule.confirmed {
        Confirmed::Primary => words::confirmed_primary(lang),
        Confirmed::Secondary => words::confirmed_secondary(lang),
    };
    CitedView {
        id: rule.id.clone(),
        title: of(&rule.title),
        says: of(&rule.says),
        can_do: of(&rule.can_do),
        cite: rule.cite.clone(),
        source: rule.source.clone(),
        confirmed: confirmed.to_owned(),
    }
}

/// Why something cannot be told, as a sentence.
#[must_use]
pub fn cannot(why: CannotTell, lang: Lang) -> String {
    let date = |day: NaiveDate| format::date(day, lang);
    let why = match why {
        CannotTell::NoRule { day, .. } => words::cannot_no_rule(lang, &date(day)),
        CannotTell::Unknown { day, .. } => words::cannot_unknown(lang, &date(day)),
        CannotTell::OtherTerms { .. } => words::cannot_terms(lang).to_owned(),
        CannotTell::NotYuan { .. } => words::cannot_yuan(lang).to_owned(),
        CannotTell::Nothing => words::cannot_nothing(lang).to_owned(),
        CannotTell::NoDate => words::cannot_date(lang).to_owned(),
        CannotTell::NoLastInstalment => words::cannot_card(lang).to_owned(),
        CannotTell::AgreedAfterTheEnd { on, ended } => words::cannot_agreed(lang, &date(ended), &date(on)),
        CannotTell::Engine(_) => words::cannot_range(lang).to_owned(),
    };
    words::cannot(lang, &why)
}

/// The rules of lines and lists, each once, in order.
fn collect<'a>(rules: impl IntoIterator<Item = &'a Rule>, lang: Lang) -> Vec<CitedView> {
    let mut found: Vec<CitedView> = Vec::new();
    for rule in rules {
        if found.iter().all(|each| each.id != rule.id) {
            found.push(cited(rule, lang));
        }
    }
    found
}
