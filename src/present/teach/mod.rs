//! For a class: worksheets from a seed, their keys and tables, the marks of a student's result, presets to show.
//!
//! Pure. The same [`SheetId`] is the same [`Sheet`] on screen, on paper, in the key and in the table, in both languages
//! and in later versions; every number of an answer comes from `engine`. Where to start: [`sheet()`] makes a sheet,
//! [`Task::text`] says a task, [`key()`] its answers, [`mark()`] what answers are worth.

mod csv;
mod draw;
mod id;
mod key;
mod mark;
mod preset;
mod result;
mod results;
mod sheet;
mod task;
mod tasks;
mod value;

pub use csv::csv;
pub use id::{Level, Levels, MAX_SEED, MAX_VARIANT, SHEET_VERSION, SheetError, SheetId, seed};
pub use key::{KeyRow, key};
pub use mark::{Mark, Marked, Marks, mark};
pub use preset::{Preset, preset, presets};
pub use result::{Checked, MAX_ANSWER, MAX_NICKNAME, ResultError, StudentResult, recompute};
pub use results::results_csv;
pub use sheet::{Sheet, TASKS_A_LEVEL, sheet};
pub use task::{Answer, Kind, Task, TaskText};
pub use value::{Fact, Formula, Phrase, Says, Step, StepText, Value, letter, texts};
