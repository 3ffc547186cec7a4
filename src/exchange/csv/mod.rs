//! CSV files of other programs, in and out.
//!
//! In: first how the file is read, with what speaks for each proposal and what the bytes leave open; then what would be
//! made of its rows and which of them cannot be. Nothing is guessed silently, nothing is saved here. Out: tables with
//! cells that no spreadsheet takes for a formula. Needs the feature `files`; imports nothing of a browser.

mod debts;
mod encoding;
mod layout;
mod out;
mod payments;
mod rows;
mod schedule;
pub mod value;
mod write;

use crate::engine::limits::MAX_CSV_BYTES;
use crate::present::Lang;
use crate::present::csv::{
    Ask, Column, CsvError, DateOrder, Fault, Found, GroupOf, Layout, Refusal, Reply, Shape, file_refused, findings,
    format_view,
};
use crate::present::{format, terms};

pub use layout::chosen_encoding;
pub use out::export;
pub use rows::{Progress, Row};
pub use write::{Table, read_table};

use rows::Rows;

/// How many rows the preview shows.
const PREVIEW: usize = 5;

/// What the page asks about a file. Total: any bytes give an answer.
#[must_use]
pub fn answer(ask: &Ask, bytes: &[u8], progress: Progress<'_>) -> Reply {
    let lang = Lang::from_tag(&ask.lang);
    let reply = if ask.whole {
        found(ask, bytes, progress).map(|found| Reply::Findings(Box::new(findings(found, lang))))
    } else {
        look(ask, bytes, progress)
    };
    reply.unwrap_or_else(|error| Reply::Refused(file_refused(error, lang)))
}

/// Says nothing.
pub(crate) fn quietly(_: usize, _: usize) {}

struct Opened {
    text: String,
    layout: Layout,
    first: Vec<Row>,
    count: usize,
}

fn open(ask: &Ask, bytes: &[u8], progress: Progress<'_>) -> Result<Opened, CsvError> {
    if bytes.len() > MAX_CSV_BYTES {
        return Err(CsvError::TooLarge);
    }
    let (text, encoding) = encoding::decode(bytes, chosen_encoding(ask))?;
    let (layout, first, count) = layout::layout(ask, &text, encoding, progress)?;
    Ok(Opened { text, layout, first, count })
}

/// How a file is read, with all that speaks for it.
///
/// # Errors
/// Why it is refused.
pub fn read_layout(ask: &Ask, bytes: &[u8]) -> Result<Layout, CsvError> {
    open(ask, bytes, &mut quietly).map(|opened| opened.layout)
}

fn look(ask: &Ask, bytes: &[u8], progress: Progress<'_>) -> Result<Reply, CsvError> {
    let lang = Lang::from_tag(&ask.lang);
    let Opened { layout, first, count, .. } = open(ask, bytes, progress)?;
    let cells =
        |row: &Row| (0..layout.columns.len()).map(|place| preview(ask, &layout, row.cell(place), place)).collect();
    let rows = first.iter().take(PREVIEW).map(cells).collect();
    let fits = |debt: &&crate::case::Debt| layout.shape.value != Some(Shape::Schedule) || schedule::takes(debt);
    let targets: Vec<(String, String)> =
        ask.here.iter().filter(fits).map(|debt| (debt.id.clone(), terms::debt_name(debt, lang))).collect();
    Ok(Reply::Format(Box::new(format_view(&layout, &targets, rows, count, lang))))
}

/// A cell as it would be read. While the sign or the order is open, it stands as it is.
fn preview(ask: &Ask, layout: &Layout, text: &str, place: usize) -> (String, bool) {
    let lang = Lang::from_tag(&ask.lang);
    let column = layout.columns.get(place).and_then(|column| column.column);
    let shown = |text: String| (text, false);
    if text.is_empty() {
        return shown(String::new());
    }
    let read = match column.map(Column::group) {
        Some(GroupOf::Date) => match layout.dates.value {
            Some(order) => value::day(text, order, ask.today).map(|day| format::date(day, lang)),
            None => Some(text.to_owned()),
        },
        Some(GroupOf::Money) => match layout.decimal.value {
            Some(sign) => value::number(text, sign).map(|amount| {
                let mut amount = amount.normalize();
                amount.rescale(amount.scale().max(2));
                let (whole, part) = (amount.trunc(), amount.to_string());
                let part = part.split_once('.').map(|(_, part)| part.to_owned()).unwrap_or_default();
                let sign = if amount.is_sign_negative() && whole.is_zero() { "−" } else { "" };
                format!("{sign}{}.{part}", format::decimal(whole))
            }),
            None => Some(text.to_owned()),
        },
        _ => Some(text.to_owned()),
    };
    match read {
        Some(text) => shown(text),
        None => (text.to_owned(), true),
    }
}

/// What a file makes.
///
/// # Errors
/// Why it is refused, or what is still to be chosen.
pub fn found(ask: &Ask, bytes: &[u8], progress: Progress<'_>) -> Result<Found, CsvError> {
    let Opened { text, layout, .. } = open(ask, bytes, &mut quietly)?;
    let (Some(decimal), Some(dates), Some(delimiter), Some(shape), Some(_), Some(header)) = (
        layout.decimal.value,
        layout.dates.value,
        layout.delimiter.value,
        layout.shape.value,
        layout.encoding.value,
        layout.header.value,
    ) else {
        return Err(CsvError::Undecided);
    };
    let cells = Cells { ask, layout: &layout, decimal, dates };
    let mut source = Source { rows: Rows::new(&text, delimiter), header, width: layout.columns.len(), progress };
    match shape {
        Shape::Debts => debts::read(&cells, &mut source),
        Shape::Payments => payments::read(&cells, &mut source),
        Shape::Schedule => schedule::read(&cells, &mut source),
    }
}

/// Rows below the header.
struct Source<'a, 'p> {
    rows: Rows<'a>,
    header: usize,
    width: usize,
    progress: Progress<'p>,
}

impl Source<'_, '_> {
    /// The next row below the header; one with fields that belong to no column is refused.
    fn next(&mut self, refused: &mut Vec<Refusal>) -> Result<Option<Row>, CsvError> {
        while let Some(row) = self.rows.next_saying(self.progress)? {
            if row.number <= self.header {
                continue;
            }
            let beyond = row.cells.iter().skip(self.width).find(|cell| !cell.is_empty());
            let Some(value) = beyond else { return Ok(Some(row)) };
            let fault = Fault::Ragged { has: row.cells.len(), expected: self.width };
            refused.push(Refusal { row: row.number, column: None, value: value.clone(), fault });
        }
        Ok(None)
    }
}

/// How cells are read.
struct Cells<'a> {
    ask: &'a Ask,
    layout: &'a Layout,
    decimal: char,
    dates: DateOrder,
}

impl Cells<'_> {
    /// What stands in a column; none if the file has no such column.
    fn text<'r>(&self, row: &'r Row, column: Column) -> Option<&'r str> {
        self.layout.columns.iter().position(|each| each.column == Some(column)).map(|place| row.cell(place))
    }

    /// The same, but only where something stands.
    fn filled<'r>(&self, row: &'r Row, column: Column) -> Option<&'r str> {
        self.text(row, column).filter(|text| !text.is_empty())
    }

    fn has(&self, column: Column) -> bool {
        self.layout.columns.iter().any(|each| each.column == Some(column))
    }

    fn day(&self, row: &Row, column: Column) -> Result<chrono::NaiveDate, Refusal> {
        let text = self.filled(row, column).ok_or_else(|| refusal(row, column, "", Fault::Missing))?;
        value::day(text, self.dates, self.ask.today).ok_or_else(|| refusal(row, column, text, Fault::NotDate))
    }
}

fn refusal(row: &Row, column: Column, value: &str, fault: Fault) -> Refusal {
    Refusal { row: row.number, column: Some(column), value: value.to_owned(), fault }
}
