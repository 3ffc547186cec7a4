//! Rows of a text, one after another, each within the limits.

use csv::{Reader, ReaderBuilder, StringRecord};

use super::value::unmarked;
use crate::case::text;
use crate::engine::limits::{MAX_CSV_COLUMNS, MAX_CSV_FIELD, MAX_CSV_ROWS};
use crate::present::csv::{CsvError, Delimiter};

/// How often it is said how far it is, in rows.
const EVERY: usize = 500;

/// Says how far it is: rows read, rows in all.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub number: usize,
    /// Its cells, cleaned.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell; empty where the row is short.
    #[must_use]
    pub fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }
}

/// The rows of a text.
pub struct Rows<'a> {
    reader: Reader<&'a [u8]>,
    record: StringRecord,
    number: usize,
    total: usize,
}

impl<'a> Rows<'a> {
    /// The rows of `text`.
    #[must_use]
    pub fn new(text: &'a str, delimiter: Delimiter) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(delimiter.byte())
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        Self { reader, record: StringRecord::new(), number: 0, total: lines(text) }
    }

    /// The next row with anything in it.
    ///
    /// # Errors
    /// A row beyond the limits.
    pub fn next(&mut self) -> Result<Option<Row>, CsvError> {
        loop {
            // The text is UTF-8 and rows may be of any length, so reading can only come to the end.
            if !self.reader.read_record(&mut self.record).unwrap_or(false) {
                return Ok(None);
            }
            self.number = self.number.saturating_add(1);
            if self.number > MAX_CSV_ROWS {
                return Err(CsvError::TooManyRows { greatest: MAX_CSV_ROWS });
            }
            let row = self.number;
            if self.record.len() > MAX_CSV_COLUMNS {
                return Err(CsvError::TooManyColumns { row, greatest: MAX_CSV_COLUMNS });
            }
            if let Some(place) = self.record.iter().position(|field| field.len() > MAX_CSV_FIELD) {
                return Err(CsvError::FieldTooLong { row, column: place.saturating_add(1) });
            }
            let cells: Vec<String> = self.record.iter().map(cell).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(Some(Row { number: row, cells }));
            }
        }
    }

    /// [`Rows::next`] that says from time to time how far it is.
    ///
    /// # Errors
    /// A row beyond the limits.
    pub fn next_saying(&mut self, progress: Progress<'_>) -> Result<Option<Row>, CsvError> {
        let row = self.next()?;
        match &row {
            Some(row) if row.number.is_multiple_of(EVERY) => progress(row.number, self.total.max(row.number)),
            Some(_) => {}
            None => progress(self.number, self.number),
        }
        Ok(row)
    }
}

fn cell(field: &str) -> String {
    text::clean(unmarked(field), MAX_CSV_FIELD)
}

/// How many lines a text has, whatever ends them.
fn lines(text: &str) -> usize {
    let ends = |end: u8| text.bytes().filter(|byte| *byte == end).count();
    let open = usize::from(!text.ends_with(['\n', '\r']));
    ends(b'\n').max(ends(b'\r')).saturating_add(open)
}

/// The line in which a field opens with a quotation mark that nothing closes.
#[must_use]
pub fn unclosed(text: &str, delimiter: Delimiter) -> Option<usize> {
    let (mut line, mut opened, mut inside, mut fresh) = (1_usize, 1_usize, false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\n' || (byte == b'\r' && bytes.peek() != Some(&b'\n')) {
            line = line.saturating_add(1);
        }
        if inside {
            if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
                inside = false;
            }
        } else if fresh && byte == b'"' {
            (inside, opened) = (true, line);
        }
        fresh = !inside && (byte == delimiter.byte() || byte == b'\n' || byte == b'\r');
    }
    inside.then_some(opened)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Vec<String>> {
        let mut rows = Rows::new(text, Delimiter::Comma);
        std::iter::from_fn(|| rows.next().ok().flatten()).map(|row| row.cells).collect()
    }

    #[test]
    fn quotes_line_ends_and_empty_rows() {
        let cells = all("a,\"b,\"\"c\"\"\nd\"\r\n\r\n,,\re,=1\n");
        assert_eq!(cells, [vec!["a", "b,\"c\" d"], vec!["e", "=1"]]);
    }

    #[test]
    fn an_open_quote_is_told_with_its_line() {
        assert_eq!(unclosed("a,b\nc,\"d\ne,f\n", Delimiter::Comma), Some(2));
        assert_eq!(unclosed("a,\"b\"\"c\"\n5\" pipe,x\n", Delimiter::Comma), None);
    }

    #[test]
    fn limits_are_told_with_the_row() {
        let long = format!("a,b\n{}", "x".repeat(MAX_CSV_FIELD + 1));
        let mut rows = Rows::new(&long, Delimiter::Comma);
        assert!(rows.next().is_ok());
        assert_eq!(rows.next(), Err(CsvError::FieldTooLong { row: 2, column: 1 }));
    }
}
