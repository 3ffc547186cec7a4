//! The format step in words: each proposal with what speaks for it, and what the file leaves open.

use crate::engine::Currency;
use crate::present::words::csv as words;
use crate::present::{Lang, format};

use super::column::{Column, columns_of, heading};
use super::{FormatView, Question};

/// How text became bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at the beginning.
    Utf8,
    /// GB 18030, of which GBK is a part.
    Gb18030,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// Windows-1252, as Western European programs write.
    Windows1252,
}

/// What stands between two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// A tab.
    Tab,
    /// `|`
    Bar,
}

/// In which order a date in figures is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 2026-03-15
    Year,
    /// 15/03/2026
    Day,
    /// 03/15/2026
    Month,
}

/// What the rows are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A debt each.
    Debts,
    /// A payment of one debt each.
    Payments,
    /// An instalment of one debt each.
    Schedule,
}

impl Encoding {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Gb18030, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// Its name in the page, which is the one that people know.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GBK / GB 18030",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

impl Delimiter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Comma, Self::Semicolon, Self::Tab, Self::Bar];

    /// Its name in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
            Self::Bar => "bar",
        }
    }

    /// The byte that stands between two fields.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }

    const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Comma => words::delimiter_comma(lang),
            Self::Semicolon => words::delimiter_semicolon(lang),
            Self::Tab => words::delimiter_tab(lang),
            Self::Bar => words::delimiter_bar(lang),
        }
    }
}

impl DateOrder {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Year, Self::Day, Self::Month];

    /// Its name in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Year => "ymd",
            Self::Day => "dmy",
            Self::Month => "mdy",
        }
    }

    const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Year => words::dates_ymd(lang),
            Self::Day => words::dates_dmy(lang),
            Self::Month => words::dates_mdy(lang),
        }
    }
}

impl Shape {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Debts, Self::Payments, Self::Schedule];

    /// Its name in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debts => "debts",
            Self::Payments => "payments",
            Self::Schedule => "schedule",
        }
    }

    const fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Debts => words::shape_debts(lang),
            Self::Payments => words::shape_payments(lang),
            Self::Schedule => words::shape_schedule(lang),
        }
    }
}

/// What speaks for a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// The reader chose it.
    Chosen,
    /// The mark at the beginning of the file.
    Mark,
    /// Every byte fits.
    Fits,
    /// Only plain letters and figures: every encoding reads them the same.
    Plain,
    /// It is no UTF-8, and reads so without a fault.
    ReadsSo,
    /// It reads in several ways.
    Several,
    /// So many rows in so many columns.
    Columns {
        /// Rows that were looked at.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// A cell decides.
    Seen {
        /// Its row.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// Every cell can be read in two ways, such as this one.
    Either {
        /// Its row.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// No one way reads all cells, such as this one.
    Mixed {
        /// Its row.
        row: usize,
        /// What stands there.
        text: String,
    },
    /// Nothing in the file depends on it.
    Nothing,
    /// The names of the columns.
    Names {
        /// How many were recognised.
        known: usize,
    },
    /// The names of the columns do not tell.
    NoNames,
    /// It is the only one.
    Only,
    /// It has to be chosen.
    Choose,
    /// The file does not say.
    NotSaid,
}

/// A proposal; without a value the reader has to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided<T> {
    /// What is proposed or chosen.
    pub value: Option<T>,
    /// What speaks for it.
    pub evidence: Evidence,
}

impl<T> Decided<T> {
    /// A proposal.
    #[must_use]
    pub const fn new(value: T, evidence: Evidence) -> Self {
        Self { value: Some(value), evidence }
    }

    /// Something to choose.
    #[must_use]
    pub const fn open(evidence: Evidence) -> Self {
        Self { value: None, evidence }
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// What stands above it, or its number.
    pub title: String,
    /// What it is read as; none when it is not used.
    pub column: Option<Column>,
    /// Whether its name was recognised or chosen.
    pub known: bool,
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The encoding.
    pub encoding: Decided<Encoding>,
    /// The delimiter.
    pub delimiter: Decided<Delimiter>,
    /// The decimal sign.
    pub decimal: Decided<char>,
    /// The order of dates.
    pub dates: Decided<DateOrder>,
    /// The row of the header, from 1; 0 for none.
    pub header: Decided<usize>,
    /// What the rows are.
    pub shape: Decided<Shape>,
    /// The debt that payments or a schedule belong to: its id, or empty for a new one.
    pub target: Decided<String>,
    /// The currency of a new debt.
    pub currency: Decided<Currency>,
    /// The columns.
    pub columns: Vec<FileColumn>,
}

impl Evidence {
    fn words(&self, lang: Lang) -> String {
        let n = |number: usize| format::integer(i64::try_from(number).unwrap_or(i64::MAX));
        match self {
            Self::Chosen => words::evidence_chosen(lang).to_owned(),
            Self::Mark => words::evidence_mark(lang).to_owned(),
            Self::Fits => words::evidence_fits(lang).to_owned(),
            Self::Plain => words::evidence_plain(lang).to_owned(),
            Self::ReadsSo => words::evidence_reads_so(lang).to_owned(),
            Self::Several => words::evidence_several(lang).to_owned(),
            Self::Columns { rows, columns } => words::evidence_columns(lang, &n(*rows), &n(*columns)),
            Self::Seen { row, text } => words::evidence_seen(lang, &n(*row), text),
            Self::Either { row, text } => words::evidence_either(lang, &n(*row), text),
            Self::Mixed { row, text } => words::evidence_mixed(lang, &n(*row), text),
            Self::Nothing => words::evidence_nothing(lang).to_owned(),
            Self::Names { known } => words::evidence_names(lang, &n(*known)),
            Self::NoNames => words::evidence_no_names(lang).to_owned(),
            Self::Only => words::evidence_only(lang).to_owned(),
            Self::Choose => words::evidence_choose(lang).to_owned(),
            Self::NotSaid => words::evidence_not_said(lang).to_owned(),
        }
    }
}

fn question<T>(
    name: &str,
    label: &str,
    decided: &Decided<T>,
    options: Vec<(String, String)>,
    value: impl Fn(&T) -> String,
    lang: Lang,
) -> Question {
    Question {
        name: name.to_owned(),
        label: label.to_owned(),
        chosen: decided.value.as_ref().map(value).unwrap_or_default(),
        evidence: decided.evidence.words(lang),
        options,
    }
}

/// The view of a layout. `targets` are the debts that can be chosen, by id and name.
#[must_use]
pub fn format_view(
    layout: &Layout,
    targets: &[(String, String)],
    rows: Vec<Vec<(String, bool)>>,
    total: usize,
    lang: Lang,
) -> FormatView {
    let questions = questions(layout, targets, lang);
    let shape = layout.shape.value;
    let columns: Vec<Question> = layout
        .columns
        .iter()
        .zip(0_usize..)
        .map(|(column, place)| column_question(column, place, shape, lang))
        .collect();
    let mut open: Vec<(String, String)> = questions
        .iter()
        .filter(|question| question.chosen.is_empty())
        .map(|question| {
            let none = question.name == "target" && targets.is_empty();
            let text = words::open_question(lang, &question.label);
            (question.name.clone(), if none { words::open_no_debts(lang).to_owned() } else { text })
        })
        .collect();
    open.extend(missing(layout, lang));
    let head = layout.columns.iter().map(|column| match column.column {
        Some(known) => heading(known, lang).to_owned(),
        None => column.title.clone(),
    });
    FormatView {
        head: head.collect(),
        questions,
        columns,
        rows,
        open,
        summary: words::summary(
            lang,
            &format::integer(i64::try_from(total).unwrap_or(i64::MAX)),
            &layout.columns.len().to_string(),
        ),
    }
}

fn questions(layout: &Layout, targets: &[(String, String)], lang: Lang) -> Vec<Question> {
    let own = |(name, words): (&str, &str)| (name.to_owned(), words.to_owned());
    let shapes = Shape::ALL.iter().map(|shape| own((shape.name(), shape.words(lang)))).collect();
    let shape = |shape: &Shape| shape.name().to_owned();
    let mut all = vec![question("shape", words::ask_shape(lang), &layout.shape, shapes, shape, lang)];
    if matches!(layout.shape.value, Some(Shape::Payments | Shape::Schedule)) {
        let mut options = Vec::new();
        if layout.shape.value == Some(Shape::Schedule) {
            options.push(own(("new", words::target_new(lang))));
        }
        options.extend(targets.iter().cloned());
        let name = |id: &String| if id.is_empty() { "new".to_owned() } else { id.clone() };
        all.push(question("target", words::ask_target(lang), &layout.target, options, name, lang));
    }
    if layout.shape.value == Some(Shape::Schedule) && layout.target.value.as_deref() == Some("") {
        let mut codes = vec!["CNY", "USD", "EUR", "GBP", "HKD", "JPY"];
        let chosen = layout.currency.value.map(|currency| currency.code().to_owned()).unwrap_or_default();
        if !chosen.is_empty() && !codes.contains(&chosen.as_str()) {
            codes.push(&chosen);
        }
        let options = codes.into_iter().map(|code| own((code, code))).collect();
        let code = |currency: &Currency| currency.code().to_owned();
        all.push(question("currency", words::ask_currency(lang), &layout.currency, options, code, lang));
    }
    let orders = DateOrder::ALL.iter().map(|order| own((order.name(), order.words(lang)))).collect();
    let order = |order: &DateOrder| order.name().to_owned();
    all.push(question("dates", words::ask_dates(lang), &layout.dates, orders, order, lang));
    let signs = vec![own((".", words::decimal_point(lang))), own((",", words::decimal_comma(lang)))];
    all.push(question("decimal", words::ask_decimal(lang), &layout.decimal, signs, char::to_string, lang));
    let delimiters = Delimiter::ALL.iter().map(|each| own((each.name(), each.words(lang)))).collect();
    let delimiter = |each: &Delimiter| each.name().to_owned();
    all.push(question("delimiter", words::ask_delimiter(lang), &layout.delimiter, delimiters, delimiter, lang));
    let encodings = Encoding::ALL.iter().map(|each| own((each.name(), each.name()))).collect();
    let encoding = |each: &Encoding| each.name().to_owned();
    all.push(question("encoding", words::ask_encoding(lang), &layout.encoding, encodings, encoding, lang));
    let mut headers = vec![own(("0", words::header_none(lang)))];
    let last = layout.header.value.unwrap_or(0).max(5);
    headers.extend((1..=last).map(|row| (row.to_string(), words::header_row(lang, &row.to_string()))));
    all.push(question("header", words::ask_header(lang), &layout.header, headers, usize::to_string, lang));
    all
}

fn column_question(column: &FileColumn, place: usize, shape: Option<Shape>, lang: Lang) -> Question {
    let mut options = vec![("none".to_owned(), words::column_unused(lang).to_owned())];
    let known = shape.map(columns_of).unwrap_or_default();
    options.extend(known.iter().map(|each| (each.name().to_owned(), heading(*each, lang).to_owned())));
    let evidence = match (column.known, column.column) {
        (true, _) => String::new(),
        (false, Some(_)) => words::column_by_contents(lang).to_owned(),
        (false, None) => words::column_unknown(lang).to_owned(),
    };
    Question {
        name: format!("column-{place}"),
        label: column.title.clone(),
        chosen: column.column.map_or("none", Column::name).to_owned(),
        evidence,
        options,
    }
}

/// Columns without which nothing can be made.
fn missing(layout: &Layout, lang: Lang) -> Vec<(String, String)> {
    let has = |column: Column| layout.columns.iter().any(|each| each.column == Some(column));
    let needed: &[&[Column]] = match layout.shape.value {
        None => &[],
        Some(Shape::Debts) => {
            &[&[Column::Principal, Column::Balance, Column::Total], &[Column::FirstDue, Column::Due, Column::DueDay]]
        }
        Some(Shape::Payments) => &[&[Column::Date], &[Column::Amount]],
        Some(Shape::Schedule) => &[&[Column::Due], &[Column::Principal, Column::Total]],
    };
    let lacking = needed.iter().filter(|any| !any.iter().any(|column| has(*column)));
    let say = |any: &&[Column]| {
        let names: Vec<&str> = any.iter().map(|column| heading(*column, lang)).collect();
        ("column-0".to_owned(), words::open_column(lang, &names.join(words::or(lang))))
    };
    lacking.map(say).collect()
}
