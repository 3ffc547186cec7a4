//! What answers are worth. Amounts to the cent, however they are typed; dates; days; letters.

use super::super::input::{self, AmountRange, is_blank};
use super::id::folded;
use super::sheet::Sheet;
use super::task::{Answer, Task};
use super::value::letter;
use crate::engine::date::shift;

/// How one answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Right.
    Right,
    /// Readable, and another value.
    Wrong,
    /// Not readable as what is asked for, or readable in two ways.
    Unclear,
    /// Nothing was typed.
    Blank,
}

/// One marked task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// How the answer stands.
    pub mark: Mark,
    /// What it counts.
    pub points: u16,
    /// What a right one would count.
    pub of: u16,
}

/// A marked sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// The tasks, in their order.
    pub tasks: Vec<Marked>,
    /// The points reached.
    pub points: u16,
    /// The points that can be reached.
    pub of: u16,
}

impl Marks {
    /// How many answers stand so.
    #[must_use]
    pub fn count(&self, mark: Mark) -> usize {
        self.tasks.iter().filter(|task| task.mark == mark).count()
    }
}

/// Marks the answers of a sheet; a missing one is blank, one too many is left out.
#[must_use]
pub fn mark(sheet: &Sheet, answers: &[String]) -> Marks {
    let typed = answers.iter().map(String::as_str).chain(core::iter::repeat(""));
    let tasks: Vec<Marked> = sheet.tasks.iter().zip(typed).map(|(task, typed)| marked(task, typed)).collect();
    let points = tasks.iter().fold(0_u16, |sum, task| sum.saturating_add(task.points));
    Marks { tasks, points, of: sheet.points() }
}

fn marked(task: &Task, typed: &str) -> Marked {
    let mark = match read(task, typed) {
        _ if is_blank(typed) => Mark::Blank,
        None => Mark::Unclear,
        Some(right) => {
            if right {
                Mark::Right
            } else {
                Mark::Wrong
            }
        }
    };
    Marked { mark, points: if mark == Mark::Right { task.points() } else { 0 }, of: task.points() }
}

/// Whether what was typed is the answer; nothing where it cannot be read.
fn read(task: &Task, typed: &str) -> Option<bool> {
    match task.answer {
        Answer::Amount(right) => {
            let range = AmountRange::from_zero(right.currency());
            input::amount(typed, range).ok().map(|amount| amount == right)
        }
        Answer::Date(right) => {
            // A date without its year is taken near the answer. "Today" must not be the answer, so it is another day.
            let near = shift(right, -100).unwrap_or(right);
            input::date(typed, near).ok().map(|read| read.date == right)
        }
        Answer::Days(right) => input::count(typed, 0, 1_000_000).ok().map(|days| i64::from(days) == right),
        Answer::Choice(right) => chosen(typed, task.choices.len()).map(|place| place == right),
    }
}

/// The choice that a text names by its letter: `B`, `b`, `Ｂ`, `(B)`, `B.`.
fn chosen(typed: &str, choices: usize) -> Option<usize> {
    let text = folded(typed);
    let mut letters = text.chars().filter(|c| c.is_alphanumeric());
    let named = letters.next()?;
    if letters.next().is_some() {
        return None;
    }
    (0..choices).find(|place| letter(*place) == named)
}
