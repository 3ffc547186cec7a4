//! Why a file or one of its rows is refused, and what would work.

use chrono::NaiveDate;

use crate::engine::Money;
use crate::present::input::{self, FieldError};
use crate::present::words::csv as words;
use crate::present::{Lang, format};

use super::column::{Column, heading};

/// Why a file is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CsvError {
    /// It has more bytes than fit.
    TooLarge,
    /// It is no text in an encoding that is known here.
    NotText,
    /// It does not read as text in the encoding that was chosen.
    Encoding,
    /// There is nothing in it.
    Empty,
    /// More rows than fit.
    TooManyRows {
        /// How many fit.
        greatest: usize,
    },
    /// A row with more fields than fit.
    TooManyColumns {
        /// The row, from 1.
        row: usize,
        /// How many fit.
        greatest: usize,
    },
    /// A field with more characters than fit.
    FieldTooLong {
        /// The row, from 1.
        row: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A quotation mark that opens a field and is never closed.
    Quote {
        /// The line, from 1.
        line: usize,
    },
    /// It is JSON or HTML under another name.
    OtherKind,
    /// The debt that was chosen is not here.
    NoTarget,
    /// A question is still open.
    Undecided,
}

/// Why a file is refused, in words.
#[must_use]
pub fn file_refused(error: CsvError, lang: Lang) -> String {
    let n = |number: usize| format::integer(i64::try_from(number).unwrap_or(i64::MAX));
    match error {
        CsvError::TooLarge => words::error_too_large(lang).to_owned(),
        CsvError::NotText => words::error_not_text(lang).to_owned(),
        CsvError::Encoding => words::error_encoding(lang).to_owned(),
        CsvError::Empty => words::error_empty(lang).to_owned(),
        CsvError::TooManyRows { greatest } => words::error_rows(lang, &n(greatest)),
        CsvError::TooManyColumns { row, greatest } => words::error_columns(lang, &n(row), &n(greatest)),
        CsvError::FieldTooLong { row, column } => words::error_field(lang, &n(row), &n(column)),
        CsvError::Quote { line } => words::error_quote(lang, &n(line)),
        CsvError::OtherKind => words::error_other_kind(lang).to_owned(),
        CsvError::NoTarget => words::error_no_target(lang).to_owned(),
        CsvError::Undecided => words::error_undecided(lang).to_owned(),
    }
}

/// Why a cell or row is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing stands there.
    Missing,
    /// No date in the order that is chosen.
    NotDate,
    /// No amount with the decimal sign that is chosen.
    NotAmount,
    /// Below zero.
    Negative,
    /// Finer than the smallest coin.
    TooFine {
        /// How many digits work.
        digits: u32,
    },
    /// Nothing, where more than nothing is needed.
    Zero,
    /// Beyond the greatest amount.
    TooMuch,
    /// Outside the days that work.
    DateOutside {
        /// The earliest.
        earliest: NaiveDate,
        /// The latest.
        latest: NaiveDate,
    },
    /// The parts do not add up.
    Sum {
        /// What they add up to.
        sum: Money,
    },
    /// Another currency than the debt's.
    Currency {
        /// The one that works.
        code: String,
    },
    /// A word that is not known in this column.
    Unknown {
        /// Words that are, in the language of the reader.
        known: String,
    },
    /// More or fewer fields than the header has.
    Ragged {
        /// How many there are.
        has: usize,
        /// How many there should be.
        expected: usize,
    },
    /// Beyond how many fit.
    TooMany {
        /// How many fit.
        greatest: usize,
    },
    /// What the short form says.
    Field(Box<FieldError>),
    /// The terms cannot be worked out.
    Engine,
}

/// A row that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The row in the file, from 1, the header included.
    pub row: usize,
    /// The column, if it is one.
    pub column: Option<Column>,
    /// What stands there.
    pub value: String,
    /// Why.
    pub fault: Fault,
}

/// What would work.
#[must_use]
pub fn fault(fault: &Fault, lang: Lang) -> String {
    match fault {
        Fault::Missing => words::fault_missing(lang).to_owned(),
        Fault::NotDate => words::fault_not_date(lang).to_owned(),
        Fault::NotAmount => words::fault_not_amount(lang).to_owned(),
        Fault::Negative => words::fault_negative(lang).to_owned(),
        Fault::TooFine { digits } => words::fault_too_fine(lang, &digits.to_string()),
        Fault::Zero => words::fault_zero(lang).to_owned(),
        Fault::TooMuch => words::fault_too_much(lang).to_owned(),
        Fault::DateOutside { earliest, latest } => {
            words::fault_date_outside(lang, &format::date(*earliest, lang), &format::date(*latest, lang))
        }
        Fault::Sum { sum } => words::fault_sum(lang, &format::money(*sum, lang)),
        Fault::Currency { code } => words::fault_currency(lang, code),
        Fault::Unknown { known } => words::fault_unknown(lang, known),
        Fault::Ragged { has, expected } => words::fault_ragged(lang, &has.to_string(), &expected.to_string()),
        Fault::TooMany { greatest } => words::fault_too_many(lang, &format::integer(*greatest as i64)),
        Fault::Field(error) => input::words::message(error, lang),
        Fault::Engine => words::fault_engine(lang).to_owned(),
    }
}

/// The cells of a refused row: row, column, value, what would work.
#[must_use]
pub fn cells(refusal: &Refusal, lang: Lang) -> Vec<String> {
    vec![
        format::integer(i64::try_from(refusal.row).unwrap_or(i64::MAX)),
        refusal.column.map_or_else(String::new, |column| heading(column, lang).to_owned()),
        refusal.value.clone(),
        fault(&refusal.fault, lang),
    ]
}
