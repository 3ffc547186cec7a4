//! The packs: rules read from their files and checked as a whole. What does not hold together is refused when it is read,
//! not when a debt meets it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rule::{Jurisdiction, Rule, Words};
use super::shape::{Shape, Why};

/// The files, in the order in which findings are shown. A new pack is a file and a line here.
const FILES: [(&str, &str); 6] = [
    ("cn", include_str!("packs/cn.json")),
    ("uk", include_str!("packs/uk.json")),
    ("us", include_str!("packs/us.json")),
    ("eu", include_str!("packs/eu.json")),
    ("in", include_str!("packs/in.json")),
    ("others", include_str!("packs/others.json")),
];

/// A file of rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The day on which the file was last compared with its sources.
    reviewed: NaiveDate,
    /// The rules; those of one series stand together, in order of time.
    rules: Vec<Rule>,
}

/// Why a pack is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// The file does not read.
    Unreadable {
        /// Which.
        file: String,
        /// What the reader says; for developers.
        why: String,
    },
    /// Two rules have the same name.
    SameId(String),
    /// A text of the rule is empty.
    Empty(String),
    /// A text says that it rests on memory or is not verified.
    NotConfirmed(String),
    /// Rows of one series differ in more than time, or do not stand together.
    Mixed(String),
    /// A row begins before the row before it ends.
    Overlap(String),
    /// A day lies between a row and the row before it.
    Gap(String),
    /// The first row of a series has a first day, or the last one a last day.
    NotWhole(String),
    /// A row ends before it begins.
    Reversed(String),
}

/// What holds in a series on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicable<'a> {
    /// A rule with a figure or a statement.
    Row(&'a Rule),
    /// The law sets no limit, which the row cites.
    NoLimit(&'a Rule),
    /// The row says that nothing is known, and why.
    Unknown(&'a Rule, Why),
    /// There is no row of that day.
    None,
}

/// All rules, by series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packs {
    rules: Vec<Rule>,
    /// Each series and the last day on which its file was reviewed, in order.
    series: Vec<(String, Jurisdiction)>,
    reviewed: NaiveDate,
}

impl Packs {
    /// The packs that come with the program.
    ///
    /// # Errors
    /// The first thing that does not hold together, which a test rules out.
    pub fn read() -> Result<&'static Self, &'static PackError> {
        static PACKS: OnceLock<Result<Packs, PackError>> = OnceLock::new();
        PACKS.get_or_init(|| Self::read_files(&FILES)).as_ref()
    }

    /// Packs from the names and texts of files.
    ///
    /// # Errors
    /// The first thing that does not hold together.
    pub fn read_files(files: &[(&str, &str)]) -> Result<Self, PackError> {
        let mut rules: Vec<Rule> = Vec::new();
        let mut reviewed = NaiveDate::MAX;
        for (name, text) in files {
            let file: File = serde_json::from_str(text)
                .map_err(|error| PackError::Unreadable { file: (*name).to_owned(), why: error.to_string() })?;
            reviewed = reviewed.min(file.reviewed);
            rules.extend(file.rules);
        }
        let mut ids = BTreeMap::new();
        for rule in &rules {
            check_texts(rule)?;
            if ids.insert(rule.id.as_str(), ()).is_some() {
                return Err(PackError::SameId(rule.id.clone()));
            }
        }
        check_series(&rules)?;
        Ok(Self { series: series_of(&rules), rules, reviewed })
    }

    /// The earliest day on which one of the files was last compared with its sources.
    #[must_use]
    pub const fn reviewed(&self) -> NaiveDate {
        self.reviewed
    }

    /// All rules in order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A rule by its name.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The names of all series with their jurisdictions, in order.
    #[must_use]
    pub fn series(&self) -> &[(String, Jurisdiction)] {
        &self.series
    }

    /// The rows of a series in order of time.
    pub fn rows<'a>(&'a self, series: &'a str) -> impl Iterator<Item = &'a Rule> {
        self.rules.iter().filter(move |rule| rule.series == series)
    }

    /// What holds in a series on a day: exactly one row in packs that were read, or none where a row was taken out.
    #[must_use]
    pub fn applicable<'a>(&'a self, series: &'a str, day: NaiveDate) -> Applicable<'a> {
        let Some(rule) = self.rows(series).find(|rule| rule.holds_on(day)) else { return Applicable::None };
        match rule.shape {
            Shape::NoLimit => Applicable::NoLimit(rule),
            Shape::Unknown { why } => Applicable::Unknown(rule, why),
            _ => Applicable::Row(rule),
        }
    }

    /// The packs without one rule, to see that what rests on it is then not known. The series stay.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        let rules = self.rules.iter().filter(|rule| rule.id != id).cloned().collect();
        Self { rules, series: self.series.clone(), reviewed: self.reviewed }
    }
}

fn series_of(rules: &[Rule]) -> Vec<(String, Jurisdiction)> {
    let mut found: Vec<(String, Jurisdiction)> = Vec::new();
    for rule in rules {
        if found.last().is_none_or(|(series, _)| *series != rule.series) {
            found.push((rule.series.clone(), rule.jurisdiction));
        }
    }
    found
}

fn check_texts(rule: &Rule) -> Result<(), PackError> {
    let words = [&rule.title, &rule.says, &rule.can_do];
    let pairs = words.into_iter().flat_map(|Words { zh, en }| [zh, en]);
    let texts = pairs.chain([&rule.id, &rule.series, &rule.cite, &rule.source]);
    for text in texts {
        if text.trim().is_empty() {
            return Err(PackError::Empty(rule.id.clone()));
        }
        if text.contains("[M]") || text.to_ascii_uppercase().contains("UNVERIFIED") {
            return Err(PackError::NotConfirmed(rule.id.clone()));
        }
    }
    Ok(())
}

/// Every day has exactly one row in each series.
fn check_series(rules: &[Rule]) -> Result<(), PackError> {
    let mut seen: Vec<&str> = Vec::new();
    let mut before: Option<&Rule> = None;
    for rule in rules {
        let id = || rule.id.clone();
        if rule.from.zip(rule.until).is_some_and(|(from, until)| until < from) {
            return Err(PackError::Reversed(id()));
        }
        match before.filter(|before| before.series == rule.series) {
            Some(before) => follows(before, rule)?,
            None => {
                if before.is_some_and(|last| last.until.is_some()) || rule.from.is_some() {
                    return Err(PackError::NotWhole(id()));
                }
                if seen.contains(&rule.series.as_str()) {
                    return Err(PackError::Mixed(id()));
                }
                seen.push(&rule.series);
            }
        }
        before = Some(rule);
    }
    match before {
        Some(last) if last.until.is_some() => Err(PackError::NotWhole(last.id.clone())),
        _ => Ok(()),
    }
}

fn follows(before: &Rule, rule: &Rule) -> Result<(), PackError> {
    let same = before.jurisdiction == rule.jurisdiction
        && before.lenders == rule.lenders
        && before.products == rule.products
        && before.only_if == rule.only_if
        && before.trigger == rule.trigger;
    if !same {
        return Err(PackError::Mixed(rule.id.clone()));
    }
    let (Some(until), Some(from)) = (before.until, rule.from) else {
        return Err(PackError::NotWhole(rule.id.clone()));
    };
    match until.succ_opt() {
        Some(next) if next == from => Ok(()),
        Some(next) if next < from => Err(PackError::Gap(rule.id.clone())),
        _ => Err(PackError::Overlap(rule.id.clone())),
    }
}
