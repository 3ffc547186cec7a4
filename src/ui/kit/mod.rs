//! Buttons, fields, dialogs, tables: plain data in, callbacks out. Knows no loans and no store.

mod button;
mod dialog;
mod field;
mod frame;
mod select;
mod slider;
mod summary;
mod table;

pub use button::{Button, Kind};
pub use dialog::Dialog;
pub use field::{Entry, Field, FieldFrame};
pub use frame::{Details, Empty, Notice, Page, Tone};
pub use select::SelectField;
pub use slider::{SliderField, SliderRange};
pub use summary::{ErrorSummary, FieldError, error_of, no_error};
pub use table::Table;
