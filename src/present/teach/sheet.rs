//! A sheet: two tasks of each level, drawn from its name.
//!
//! What a class works on is drawn from the seed alone: the variants ask the same questions with other numbers, so that
//! neighbours cannot copy and all can be discussed together. A level has places of its own, so a sheet with fewer levels
//! leaves out tasks and changes none.

use super::draw::Draw;
use super::id::{Level, SHEET_VERSION, SheetError, SheetId};
use super::task::{Kind, Task};
use super::tasks;

/// Tasks of a level.
pub const TASKS_A_LEVEL: u8 = 2;

/// How often the numbers of a task may be drawn anew until they fit; a few times are usual.
const MOST_DRAWS: u32 = 2_000;

/// The place in the stream from which the kinds of a level are drawn: far from those of the tasks.
const KINDS_FROM: u8 = 100;

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub id: SheetId,
    /// The tasks, easiest first.
    pub tasks: Vec<Task>,
}

impl Sheet {
    /// The points that can be reached.
    #[must_use]
    pub fn points(&self) -> u16 {
        self.tasks.iter().fold(0, |sum, task| sum.saturating_add(task.points()))
    }
}

/// The sheet of a name.
///
/// # Errors
/// What the engine refuses; no name is known for which it does.
pub fn sheet(id: &SheetId) -> Result<Sheet, SheetError> {
    let mut tasks = Vec::new();
    for level in id.levels().list() {
        for (place, kind) in (0_u8..TASKS_A_LEVEL).zip(kinds(id.seed(), level)) {
            let first = level.number().saturating_sub(1).saturating_mul(TASKS_A_LEVEL);
            tasks.push(task(id, first.saturating_add(place), kind)?);
        }
    }
    Ok(Sheet { id: id.clone(), tasks })
}

/// The kinds of a level in the order of this seed.
fn kinds(seed: &str, level: Level) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| kind.level() == level).collect();
    Draw::new(SHEET_VERSION, seed, 0, KINDS_FROM.saturating_add(level.number())).shuffle(&mut kinds);
    kinds
}

fn task(id: &SheetId, place: u8, kind: Kind) -> Result<Task, SheetError> {
    let mut draw = Draw::new(SHEET_VERSION, id.seed(), id.variant(), place);
    for _ in 0..MOST_DRAWS {
        if let Some(made) = tasks::make(kind, &mut draw)? {
            return Ok(Task {
                level: kind.level(),
                kind,
                facts: made.facts,
                ask: made.ask,
                choices: made.choices,
                answer: made.answer,
                steps: made.steps,
            });
        }
    }
    Err(SheetError::NotDrawn)
}
