//! A table as the text of a CSV file (RFC 4180), for spreadsheets: with a mark for UTF-8, lines ended by CR LF, cells
//! that could be taken for formulas marked, nothing invisible in them.

use csv::{Terminator, WriterBuilder};

use super::rows::Rows;
use super::value::defused;
use crate::case::text;
use crate::engine::limits::MAX_CSV_FIELD;
use crate::present::csv::{CsvError, Delimiter};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The headings.
    pub head: Vec<String>,
    /// The rows, as wide as the heading.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(b"\xef\xbb\xbf".to_vec());
        for row in core::iter::once(&self.head).chain(&self.rows) {
            let cells = row.iter().map(|cell| defused(&text::clean(cell, MAX_CSV_FIELD / 4)));
            // Writing to memory does not fail.
            _ = writer.write_record(cells.collect::<Vec<_>>());
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The cells of a file that was written here.
///
/// # Errors
/// It is beyond the limits.
pub fn read_table(text: &str) -> Result<Vec<Vec<String>>, CsvError> {
    let mut rows = Rows::new(text.strip_prefix('\u{feff}').unwrap_or(text), Delimiter::Comma);
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(row.cells);
    }
    Ok(found)
}
