//! How a file is read: what its cells decide, what they leave open, and what the reader chose instead.

use chrono::NaiveDate;

use super::rows::{Progress, Row, Rows, unclosed};
use super::value::{in_order, in_words, number};
use crate::engine::Currency;
use crate::present::Lang;
use crate::present::csv::{
    Ask, Column, CsvError, DateOrder, Decided, Delimiter, Encoding, Evidence, FileColumn, GroupOf, Layout, Shape,
    columns_of, header_of,
};
use crate::present::words::csv as words;

/// How many rows are looked at for the delimiter and the header.
const SAMPLE: usize = 100;
/// How far down a header is looked for.
const HEADER_WITHIN: usize = 20;

/// A choice of the reader.
fn choice<'a>(ask: &'a Ask, name: &str) -> Option<&'a str> {
    ask.choices.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty())
}

/// The encoding that the reader chose.
#[must_use]
pub fn chosen_encoding(ask: &Ask) -> Option<Encoding> {
    let name = choice(ask, "encoding")?;
    Encoding::ALL.into_iter().find(|each| each.name() == name)
}

/// The layout of a text, its first rows, and how many rows there are.
///
/// # Errors
/// Why the file is refused.
pub fn layout(
    ask: &Ask,
    text: &str,
    encoding: Decided<Encoding>,
    progress: Progress<'_>,
) -> Result<(Layout, Vec<Row>, usize), CsvError> {
    let start = text.trim_start();
    if start.is_empty() {
        return Err(CsvError::Empty);
    }
    if start.starts_with(['{', '[', '<']) {
        return Err(CsvError::OtherKind);
    }
    let delimiter = delimiter(ask, text);
    let parted_by = delimiter.value.unwrap_or(Delimiter::Comma);
    if let Some(line) = unclosed(text, parted_by) {
        return Err(CsvError::Quote { line });
    }
    let sample = first_rows(text, parted_by, SAMPLE)?;
    let header = header(ask, &sample);
    let head = header.value.and_then(|number| sample.iter().find(|row| row.number == number));
    let shape = shape(ask, head);
    let columns = columns(ask, head, &sample, shape.value);
    let mut scan = Scan::default();
    let mut rows = Rows::new(text, parted_by);
    let mut first = Vec::new();
    let mut count = 0_usize;
    while let Some(row) = rows.next_saying(progress)? {
        if row.number <= header.value.unwrap_or(0) {
            continue;
        }
        count = count.saturating_add(1);
        scan.row(&row, &columns, ask.today);
        if first.len() < SAMPLE {
            first.push(row);
        }
    }
    let target = target(ask, shape.value);
    let currency = currency(ask, head, &first, &columns);
    let layout = Layout {
        encoding,
        delimiter,
        decimal: scan.decimal(ask),
        dates: scan.dates(ask),
        header,
        shape,
        target,
        currency,
        columns,
    };
    Ok((layout, first, count))
}

fn first_rows(text: &str, delimiter: Delimiter, most: usize) -> Result<Vec<Row>, CsvError> {
    let mut rows = Rows::new(text, delimiter);
    let mut found = Vec::new();
    while found.len() < most {
        match rows.next()? {
            Some(row) => found.push(row),
            None => break,
        }
    }
    Ok(found)
}

/// The delimiter that parts most rows into one and the same number of columns, more than one.
fn delimiter(ask: &Ask, text: &str) -> Decided<Delimiter> {
    if let Some(name) = choice(ask, "delimiter")
        && let Some(chosen) = Delimiter::ALL.into_iter().find(|each| each.name() == name)
    {
        return Decided::new(chosen, Evidence::Chosen);
    }
    let mut best: Vec<(usize, usize, usize, Delimiter)> = Vec::new();
    for delimiter in Delimiter::ALL {
        // A delimiter that breaks the limits is not the one.
        let Ok(rows) = first_rows(text, delimiter, SAMPLE) else { continue };
        let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).filter(|width| *width > 1).collect();
        widths.sort_unstable();
        let alike = |width: &usize| widths.iter().filter(|each| *each == width).count();
        if let Some(width) = widths.iter().copied().max_by_key(alike) {
            let share = alike(&width).saturating_mul(1_000).checked_div(rows.len()).unwrap_or(0);
            best.push((share, width, alike(&width), delimiter));
        }
    }
    best.sort_by_key(|(share, width, ..)| (core::cmp::Reverse(*share), core::cmp::Reverse(*width)));
    match *best.as_slice() {
        [] => Decided::new(Delimiter::Comma, Evidence::Columns { rows: 1, columns: 1 }),
        [(share, .., one), (other, ..), ..] if share == other && one != Delimiter::Tab => {
            Decided::open(Evidence::Several)
        }
        [(_, columns, rows, delimiter), ..] => Decided::new(delimiter, Evidence::Columns { rows, columns }),
    }
}

/// The row in which most names of columns stand.
fn header(ask: &Ask, sample: &[Row]) -> Decided<usize> {
    if let Some(row) = choice(ask, "header").and_then(|text| text.parse::<usize>().ok()) {
        return Decided::new(row.min(SAMPLE), Evidence::Chosen);
    }
    let known = |row: &Row| row.cells.iter().filter(|cell| header_of(cell).is_some()).count();
    let best = sample
        .iter()
        .take(HEADER_WITHIN)
        .map(|row| (known(row), row.number))
        .max_by_key(|(known, number)| (*known, core::cmp::Reverse(*number)));
    match best {
        Some((known, number)) if known >= 2 => Decided::new(number, Evidence::Names { known }),
        _ => {
            let figures = |row: &Row| row.cells.iter().any(|cell| cell.bytes().any(|b| b.is_ascii_digit()));
            match sample.first() {
                Some(row) if !figures(row) => Decided::new(row.number, Evidence::NoNames),
                _ => Decided::new(0, Evidence::NoNames),
            }
        }
    }
}

fn shape(ask: &Ask, head: Option<&Row>) -> Decided<Shape> {
    if let Some(name) = choice(ask, "shape")
        && let Some(chosen) = Shape::ALL.into_iter().find(|each| each.name() == name)
    {
        return Decided::new(chosen, Evidence::Chosen);
    }
    let named: Vec<Column> = head.iter().flat_map(|row| row.cells.iter()).filter_map(|cell| header_of(cell)).collect();
    let has = |any: &[Column]| any.iter().any(|column| named.contains(column));
    let evidence = Evidence::Names { known: named.len() };
    let rates = [Column::RateYear, Column::RateMonth, Column::RateDay, Column::Kind, Column::FirstDue];
    let amounts = [Column::Principal, Column::Balance, Column::Total];
    let a_list = has(&rates) || (has(&[Column::Creditor]) && has(&amounts));
    let dated = has(&[Column::Due]) || (has(&[Column::Date]) && has(&[Column::Principal, Column::Interest]));
    let a_schedule = dated && has(&[Column::Principal, Column::Total, Column::Interest, Column::Amount]);
    let payments = has(&[Column::Date]) && has(&[Column::Amount, Column::Paid]);
    match (a_list, a_schedule, payments) {
        (true, ..) => Decided::new(Shape::Debts, evidence),
        (false, true, false) => Decided::new(Shape::Schedule, evidence),
        (false, false, true) => Decided::new(Shape::Payments, evidence),
        _ => Decided::open(Evidence::NoNames),
    }
}

/// A name that means another column in this kind of file.
fn fitting(column: Column, shape: Shape) -> Option<Column> {
    let column = match (shape, column) {
        (Shape::Schedule, Column::Date | Column::FirstDue) => Column::Due,
        (Shape::Schedule, Column::Amount) => Column::Total,
        (Shape::Payments, Column::Due) => Column::Date,
        (Shape::Payments, Column::Paid | Column::Total) => Column::Amount,
        (Shape::Debts, Column::Amount) => Column::Principal,
        (Shape::Debts, Column::Date) => Column::Start,
        (_, column) => column,
    };
    columns_of(shape).contains(&column).then_some(column)
}

fn columns(ask: &Ask, head: Option<&Row>, sample: &[Row], shape: Option<Shape>) -> Vec<FileColumn> {
    let width = match head {
        Some(row) => row.cells.len(),
        None => sample.iter().map(|row| row.cells.len()).max().unwrap_or(0),
    };
    let mut taken: Vec<Column> = Vec::new();
    let mut found = Vec::with_capacity(width);
    for place in 0..width {
        let title = head.map_or("", |row| row.cell(place));
        let number = place.saturating_add(1).to_string();
        let lang = Lang::from_tag(&ask.lang);
        let titled = if title.is_empty() { words::column_number(lang, &number) } else { title.to_owned() };
        let chosen = choice(ask, &format!("column-{place}"));
        let named = header_of(title).and_then(|column| shape.map_or(Some(column), |shape| fitting(column, shape)));
        let column = match chosen {
            Some("none") => None,
            Some(name) => Column::from_name(name),
            // Of two columns with one name the first counts.
            None => named.filter(|column| !taken.contains(column)),
        };
        taken.extend(column);
        found.push(FileColumn { title: titled, column, known: chosen.is_some() || named.is_some() });
    }
    if head.is_none() {
        by_contents(ask, &mut found, sample, shape);
    }
    found
}

/// Without names: the first column of dates and the first of amounts.
fn by_contents(ask: &Ask, columns: &mut [FileColumn], sample: &[Row], shape: Option<Shape>) {
    let (date, amount) = match shape {
        Some(Shape::Payments) => (Column::Date, Column::Amount),
        Some(Shape::Schedule) => (Column::Due, Column::Total),
        _ => return,
    };
    let is_date = |text: &str| {
        DateOrder::ALL.iter().any(|order| in_order(text, *order).is_some()) || in_words(text, ask.today).is_some()
    };
    let is_amount = |text: &str| !is_date(text) && (number(text, '.').is_some() || number(text, ',').is_some());
    let mut give = |column: Column, fits: &dyn Fn(&str) -> bool| {
        let taken = columns.iter().any(|each| each.column == Some(column));
        let free = columns.iter_mut().enumerate().find(|(place, each)| {
            !each.known
                && each.column.is_none()
                && sample.iter().all(|row| row.cell(*place).is_empty() || fits(row.cell(*place)))
        });
        if let (false, Some((_, free))) = (taken, free) {
            free.column = Some(column);
        }
    };
    give(date, &is_date);
    give(amount, &is_amount);
}

fn target(ask: &Ask, shape: Option<Shape>) -> Decided<String> {
    let is_here = |id: &str| ask.here.iter().any(|debt| debt.id == id);
    match (shape, choice(ask, "target")) {
        (Some(Shape::Schedule), Some("new")) => Decided::new(String::new(), Evidence::Chosen),
        (Some(Shape::Schedule | Shape::Payments), Some(id)) if is_here(id) => {
            Decided::new(id.to_owned(), Evidence::Chosen)
        }
        (Some(Shape::Payments), _) => match ask.here.as_slice() {
            [only] => Decided::new(only.id.clone(), Evidence::Only),
            _ => Decided::open(Evidence::Choose),
        },
        _ => Decided::new(String::new(), Evidence::NotSaid),
    }
}

/// The currency of a new debt: a column of codes, a sign in an amount or a heading, or renminbi until someone says.
fn currency(ask: &Ask, head: Option<&Row>, rows: &[Row], columns: &[FileColumn]) -> Decided<Currency> {
    if let Some(chosen) = choice(ask, "currency").and_then(|code| Currency::try_new(code).ok()) {
        return Decided::new(chosen, Evidence::Chosen);
    }
    let coded = columns.iter().position(|each| each.column == Some(Column::Currency));
    for row in head.into_iter().chain(rows) {
        if let Some(found) = coded.and_then(|place| Currency::try_new(row.cell(place)).ok()) {
            return Decided::new(
                found,
                Evidence::Seen { row: row.number, text: row.cell(coded.unwrap_or(0)).to_owned() },
            );
        }
        for cell in &row.cells {
            let sign = [
                ("€", "EUR"),
                ("EUR", "EUR"),
                ("£", "GBP"),
                ("GBP", "GBP"),
                ("元", "CNY"),
                ("CNY", "CNY"),
                ("RMB", "CNY"),
                ("USD", "USD"),
            ];
            let found = sign.into_iter().find(|(sign, _)| cell.contains(sign));
            if let Some(found) = found.and_then(|(_, code)| Currency::try_new(code).ok()) {
                return Decided::new(found, Evidence::Seen { row: row.number, text: cell.clone() });
            }
        }
    }
    Decided::new(Currency::CNY, Evidence::NotSaid)
}

/// The first cell that says something.
type Seen = Option<(usize, String)>;

/// What all cells together say about the decimal sign and the order of dates.
#[derive(Default)]
struct Scan {
    point: Seen,
    comma: Seen,
    either: Seen,
    orders: [Seen; 3],
    possible: Option<[bool; 3]>,
    undecided: Seen,
    broken: Seen,
}

fn keep(seen: &mut Seen, row: usize, text: &str) {
    if seen.is_none() {
        *seen = Some((row, text.to_owned()));
    }
}

impl Scan {
    fn row(&mut self, row: &Row, columns: &[FileColumn], today: NaiveDate) {
        for (place, column) in columns.iter().enumerate() {
            let text = row.cell(place);
            if text.is_empty() {
                continue;
            }
            match column.column.map(Column::group) {
                Some(GroupOf::Money | GroupOf::Rate) => self.figure(row.number, text),
                Some(GroupOf::Date) => self.date(row.number, text, today),
                _ => {}
            }
        }
    }

    fn figure(&mut self, row: usize, text: &str) {
        match (number(text, '.'), number(text, ',')) {
            (Some(one), Some(other)) if one != other => keep(&mut self.either, row, text),
            (Some(_), None) => keep(&mut self.point, row, text),
            (None, Some(_)) => keep(&mut self.comma, row, text),
            _ => {}
        }
    }

    fn date(&mut self, row: usize, text: &str, today: NaiveDate) {
        let fits = DateOrder::ALL.map(|order| in_order(text, order).is_some());
        let count = fits.iter().filter(|fits| **fits).count();
        if count == 0 || in_words(text, today).is_some() {
            return;
        }
        let before = self.possible.unwrap_or([true; 3]);
        let mut now = before;
        for (now, fits) in now.iter_mut().zip(fits) {
            *now = *now && fits;
        }
        if now == [false; 3] {
            keep(&mut self.broken, row, text);
        }
        // The cell after which only one order is left is the one that decides.
        if now.iter().filter(|each| **each).count() == 1
            && let Some(seen) = now.iter().position(|each| *each).and_then(|place| self.orders.get_mut(place))
        {
            keep(seen, row, text);
        }
        if count > 1 {
            keep(&mut self.undecided, row, text);
        }
        self.possible = Some(now);
    }

    fn decimal(&self, ask: &Ask) -> Decided<char> {
        if let Some(sign @ (',' | '.')) = choice(ask, "decimal").and_then(|text| text.chars().next()) {
            return Decided::new(sign, Evidence::Chosen);
        }
        let seen = |seen: &(usize, String)| Evidence::Seen { row: seen.0, text: seen.1.clone() };
        match (&self.point, &self.comma, &self.either) {
            (Some(_), Some((row, text)), _) => Decided::open(Evidence::Mixed { row: *row, text: text.clone() }),
            (Some(point), None, _) => Decided::new('.', seen(point)),
            (None, Some(comma), _) => Decided::new(',', seen(comma)),
            (None, None, Some((row, text))) => Decided::open(Evidence::Either { row: *row, text: text.clone() }),
            (None, None, None) => Decided::new('.', Evidence::Nothing),
        }
    }

    fn dates(&self, ask: &Ask) -> Decided<DateOrder> {
        if let Some(name) = choice(ask, "dates")
            && let Some(chosen) = DateOrder::ALL.into_iter().find(|order| order.name() == name)
        {
            return Decided::new(chosen, Evidence::Chosen);
        }
        let Some(possible) = self.possible else { return Decided::new(DateOrder::Year, Evidence::Nothing) };
        if let Some((row, text)) = &self.broken {
            return Decided::open(Evidence::Mixed { row: *row, text: text.clone() });
        }
        let left: Vec<DateOrder> =
            DateOrder::ALL.into_iter().zip(possible).filter(|(_, fits)| *fits).map(|(order, _)| order).collect();
        match (left.as_slice(), &self.undecided) {
            ([order], _) => {
                let place = DateOrder::ALL.iter().position(|each| each == order).unwrap_or(0);
                let seen = self.orders.get(place).cloned().flatten().unwrap_or_default();
                Decided::new(*order, Evidence::Seen { row: seen.0, text: seen.1 })
            }
            (_, Some((row, text))) => Decided::open(Evidence::Either { row: *row, text: text.clone() }),
            _ => Decided::open(Evidence::Choose),
        }
    }
}
