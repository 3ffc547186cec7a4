//! The key of a sheet: answers with their derivations, for a print of its own.

use super::super::lang::Lang;
use super::sheet::Sheet;
use super::value::StepText;

/// The key of one task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The number of the task on the sheet, from 1.
    pub number: usize,
    /// Its heading.
    pub title: String,
    /// What a right answer counts.
    pub points: u16,
    /// The right answer.
    pub answer: String,
    /// The choice in words, where the answer is a letter.
    pub choice: Option<String>,
    /// The derivation, one idea a step.
    pub steps: Vec<StepText>,
}

/// The key of a sheet, in the order of its tasks.
#[must_use]
pub fn key(sheet: &Sheet, lang: Lang) -> Vec<KeyRow> {
    let row = |(place, task): (usize, &super::Task)| KeyRow {
        number: place.saturating_add(1),
        title: task.kind.title(lang).to_owned(),
        points: task.points(),
        answer: task.answer.text(lang),
        choice: match task.answer {
            super::Answer::Choice(right) => task.choices.get(right).map(|choice| choice.text(lang)),
            _ => None,
        },
        steps: task.steps(lang),
    };
    sheet.tasks.iter().enumerate().map(row).collect()
}
