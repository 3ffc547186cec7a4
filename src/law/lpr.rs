//! The loan prime rate (贷款市场报价利率, LPR): the table, a reader that trusts no row without reason, and the rate of a day.
//! Where the table does not know, the answer is that it does not, never a default.

use std::sync::OnceLock;

use chrono::{Datelike, Months, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::engine::{EngineError, Rate, RateFrom};

/// The two published terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tenor {
    /// One year.
    OneYear,
    /// Over five years.
    FiveYears,
}

/// One publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The day of publication; the rate is in force from it on.
    pub date: NaiveDate,
    /// One year.
    pub one_year: Rate,
    /// Over five years.
    pub five_years: Rate,
    /// Where the row was taken from.
    pub source: String,
}

impl Row {
    /// The rate of a term.
    #[must_use]
    pub const fn rate(&self, tenor: Tenor) -> Rate {
        match tenor {
            Tenor::OneYear => self.one_year,
            Tenor::FiveYears => self.five_years,
        }
    }
}

/// Why a row was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Four fields were expected, or one does not read.
    Unreadable,
    /// It names no source.
    NoSource,
    /// LPR is published on the 20th or the next working day; nothing outside the 18th to the 26th is one.
    NotADayOfPublication,
    /// It lies before the first publication, 20 August 2019.
    BeforeTheFirst,
    /// It does not lie in the month after the row before it.
    OutOfOrder,
    /// A rate that is not above 0 and at most 20 %.
    RateOutOfRange,
    /// There is no row at all.
    Empty,
}

/// A table that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Which line, from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Why the rate of a day is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// The day lies before the first publication.
    BeforeTheFirst {
        /// The first day for which there is one.
        first: NaiveDate,
    },
    /// A later publication than the last in the table may be in force.
    NotYetInTheTable {
        /// The last publication in the table.
        last: NaiveDate,
        /// The first day that is not known.
        until: NaiveDate,
    },
    /// The table does not read.
    TableRefused(Refused),
}

/// LPR as far as it is known, in order of the days of publication, with no month left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    rows: Vec<Row>,
    first: NaiveDate,
    last: NaiveDate,
    until: NaiveDate,
}

/// Reads `date,one_year,five_year,source` with rates in per cent a year. Lines that begin with `#` are notes.
///
/// # Errors
/// The first row that cannot be trusted.
pub fn read(text: &str) -> Result<Table, Refused> {
    let mut rows: Vec<Row> = Vec::new();
    for (line, row) in (1..).zip(text.lines()) {
        if row.starts_with('#') || row == "date,one_year,five_year,source" || row.is_empty() {
            continue;
        }
        let row = read_row(row, rows.last()).map_err(|reason| Refused { line, reason })?;
        rows.push(row);
    }
    let empty = Refused { line: 1, reason: Reason::Empty };
    let (first, last) = rows.first().zip(rows.last()).map(|(first, last)| (first.date, last.date)).ok_or(empty)?;
    Ok(Table { rows, first, last, until: next_publication(last) })
}

/// The next publication may come on the 20th of the next month; a weekend or a holiday only makes it later.
fn next_publication(after: NaiveDate) -> NaiveDate {
    after.with_day(20).and_then(|day| day.checked_add_months(Months::new(1))).unwrap_or(after)
}

fn read_row(row: &str, before: Option<&Row>) -> Result<Row, Reason> {
    let mut fields = row.splitn(4, ',');
    let mut field = || fields.next().ok_or(Reason::Unreadable);
    let date: NaiveDate = field()?.parse().map_err(|_| Reason::Unreadable)?;
    let mut percent = || field()?.parse::<Decimal>().map_err(|_| Reason::Unreadable);
    let (one_year, five_years) = (rate(percent()?)?, rate(percent()?)?);
    let source = field()?.trim().to_owned();
    if source.is_empty() {
        return Err(Reason::NoSource);
    }
    if !(18..=26).contains(&date.day()) {
        return Err(Reason::NotADayOfPublication);
    }
    if NaiveDate::from_ymd_opt(2019, 8, 20).is_none_or(|first| date < first) {
        return Err(Reason::BeforeTheFirst);
    }
    if before.is_some_and(|before| month(before.date).checked_add(1) != Some(month(date))) {
        return Err(Reason::OutOfOrder);
    }
    Ok(Row { date, one_year, five_years, source })
}

fn rate(percent: Decimal) -> Result<Rate, Reason> {
    if percent <= Decimal::ZERO || percent > Decimal::from(20) {
        return Err(Reason::RateOutOfRange);
    }
    Rate::percent_per_year(percent).map_err(|_: EngineError| Reason::RateOutOfRange)
}

/// Months since the year 0.
fn month(date: NaiveDate) -> i64 {
    i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month()))
}

impl Table {
    /// The publication in force on a day: the last one on or before it.
    ///
    /// # Errors
    /// Why it is not known.
    pub fn on(&self, day: NaiveDate) -> Result<&Row, Unknown> {
        if day >= self.until {
            return Err(Unknown::NotYetInTheTable { last: self.last, until: self.until });
        }
        let published = self.rows.partition_point(|row| row.date <= day);
        let row = published.checked_sub(1).and_then(|last| self.rows.get(last));
        let row = row.ok_or(Unknown::BeforeTheFirst { first: self.first })?;
        // Where the month after a row has none, that row is known no longer than the last one of the table would be.
        let follows =
            self.rows.get(published).is_none_or(|next| month(row.date).checked_add(1) == Some(month(next.date)));
        if !follows && day >= next_publication(row.date) {
            return Err(Unknown::NotYetInTheTable { last: row.date, until: next_publication(row.date) });
        }
        Ok(row)
    }

    /// The table without the publication of a day, to see that what rests on it is then not known.
    #[must_use]
    pub fn without(&self, date: NaiveDate) -> Self {
        let rows: Vec<Row> = self.rows.iter().filter(|row| row.date != date).cloned().collect();
        let first = rows.first().map_or(self.first, |row| row.date);
        let last = rows.last().map_or(self.last, |row| row.date);
        let until = if rows.is_empty() { first } else { next_publication(last) };
        Self { rows, first, last, until }
    }

    /// The publications of a term, as [`crate::engine::Known`] takes them.
    #[must_use]
    pub fn rates(&self, tenor: Tenor) -> Vec<RateFrom> {
        self.rows.iter().map(|row| RateFrom { from: row.date, rate: row.rate(tenor) }).collect()
    }

    /// The first day that is not known.
    #[must_use]
    pub const fn until(&self) -> NaiveDate {
        self.until
    }
}

/// The table that comes with the program.
///
/// # Errors
/// The first row that cannot be trusted, which a test rules out.
pub fn table() -> Result<&'static Table, Refused> {
    static TABLE: OnceLock<Result<Table, Refused>> = OnceLock::new();
    TABLE.get_or_init(|| read(include_str!("lpr.csv"))).as_ref().map_err(|refused| *refused)
}

/// The yearly rate in force on a day. Source: the rows of the table.
///
/// # Errors
/// Why it is not known.
pub fn rate_on(tenor: Tenor, day: NaiveDate) -> Result<Rate, Unknown> {
    Ok(table().map_err(Unknown::TableRefused)?.on(day)?.rate(tenor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{BusinessDayRule, BusinessDays, Calendar, Floating, Known, Moved, Repricing};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn percent(text: &str) -> Rate {
        Rate::percent_per_year(text.parse().unwrap_or_default()).unwrap_or(Rate::ZERO)
    }

    fn one_year(day: &str) -> Result<Rate, Unknown> {
        rate_on(Tenor::OneYear, date(day))
    }

    #[test]
    fn the_table_reads_and_changes_on_the_days_that_are_known() {
        let rows = table().map(|table| {
            let mut changes: Vec<(NaiveDate, Rate)> = Vec::new();
            for each in table.rates(Tenor::OneYear) {
                if changes.last().is_none_or(|(_, rate)| *rate != each.rate) {
                    changes.push((each.from, each.rate));
                }
            }
            (table.rows.len(), changes)
        });
        // source: the rows of the table; every copy that its notes name has these changes.
        let changes = [
            ("2019-08-20", "4.25"),
            ("2019-09-20", "4.20"),
            ("2019-11-20", "4.15"),
            ("2020-02-20", "4.05"),
            ("2020-04-20", "3.85"),
            ("2021-12-20", "3.80"),
            ("2022-01-20", "3.70"),
            ("2022-08-22", "3.65"),
            ("2023-06-20", "3.55"),
            ("2023-08-21", "3.45"),
            ("2024-07-22", "3.35"),
            ("2024-10-21", "3.10"),
            ("2025-05-20", "3.00"),
        ];
        let changes = changes.into_iter().map(|(day, rate)| (date(day), percent(rate))).collect();
        assert_eq!(rows, Ok((85, changes)));
    }

    #[test]
    fn every_publication_fell_on_the_20th_or_the_next_working_day() {
        let rule = BusinessDayRule::Following;
        let days = BusinessDays { rule, calendar: Calendar::China, ..BusinessDays::default() };
        let rows = table().map(|table| table.rows.as_slice()).unwrap_or_default();
        assert_eq!(rows.len(), 85);
        for row in rows {
            let twentieth = row.date.with_day(20).unwrap_or_default();
            assert_eq!(
                days.adjust(twentieth),
                Ok(Moved { to: row.date, known: true }),
                "two tables vouch for each other"
            );
        }
    }

    #[test]
    fn a_rate_is_in_force_from_its_day_to_the_day_before_the_next() {
        assert_eq!(one_year("2019-08-20"), Ok(percent("4.25")));
        assert_eq!(one_year("2019-09-19"), Ok(percent("4.25")));
        assert_eq!(one_year("2019-09-20"), Ok(percent("4.20")));
        assert_eq!(rate_on(Tenor::FiveYears, date("2024-02-19")), Ok(percent("4.20")));
        assert_eq!(rate_on(Tenor::FiveYears, date("2024-02-20")), Ok(percent("3.95")));
    }

    #[test]
    fn a_day_that_the_table_does_not_know_has_no_rate() {
        assert_eq!(one_year("2019-08-19"), Err(Unknown::BeforeTheFirst { first: date("2019-08-20") }));
        assert_eq!(one_year("2026-09-19"), Ok(percent("3.00")));
        let unknown = Unknown::NotYetInTheTable { last: date("2026-08-20"), until: date("2026-09-20") };
        assert_eq!(one_year("2026-09-20"), Err(unknown));
        assert_eq!(one_year("2190-01-01"), Err(unknown));
    }

    #[test]
    fn test_stubs_that_circulate_as_real_rows_are_refused() {
        // Such rows stand in a table in use: 2020-01-01 at 3.85 and 2023-01-01 at 3.00, without a source. In force were
        // 4.15 and 3.65.
        let stub = |row: &str| read(&format!("2019-12-20,4.15,4.80,F\n{row}")).map(|_| ());
        let at = |reason| Err(Refused { line: 2, reason });
        assert_eq!(stub("2020-01-01,3.85,4.65,"), at(Reason::NoSource));
        assert_eq!(stub("2020-01-01,3.85,4.65,F"), at(Reason::NotADayOfPublication));
        assert_eq!(stub("2023-01-01,3.00,3.50, "), at(Reason::NoSource));
        assert_eq!(stub("2023-01-01,3.00,3.50,F"), at(Reason::NotADayOfPublication));
        assert_eq!(one_year("2020-01-01"), Ok(percent("4.15")));
        assert_eq!(one_year("2023-01-01"), Ok(percent("3.65")));
    }

    #[test]
    fn a_row_that_cannot_be_trusted_is_refused() {
        let next = |row: &str| read(&format!("# note\n2019-12-20,4.15,4.80,F\n{row}")).map(|_| ());
        let at = |reason| Err(Refused { line: 3, reason });
        assert_eq!(next("2020-01-20,4.15,4.80,F, and others"), Ok(()));
        assert_eq!(next("2020-01-18,4.15,4.80,F"), Ok(()));
        assert_eq!(next("2020-01-26,4.15,4.80,F"), Ok(()));
        assert_eq!(next("2020-01-17,4.15,4.80,F"), at(Reason::NotADayOfPublication));
        assert_eq!(next("2020-01-27,4.15,4.80,F"), at(Reason::NotADayOfPublication));
        assert_eq!(next("2020-02-20,4.15,4.80,F"), at(Reason::OutOfOrder), "a month is missing");
        assert_eq!(next("2019-12-23,4.15,4.80,F"), at(Reason::OutOfOrder), "two in one month");
        assert_eq!(next("2019-11-20,4.15,4.80,F"), at(Reason::OutOfOrder));
        assert_eq!(next("2020-01-20,4.15,4.80"), at(Reason::Unreadable));
        assert_eq!(next("2020-01-20,4.15 %,4.80,F"), at(Reason::Unreadable));
        assert_eq!(next("20 January,4.15,4.80,F"), at(Reason::Unreadable));
        assert_eq!(next("2020-01-20,0,4.80,F"), at(Reason::RateOutOfRange));
        assert_eq!(next("2020-01-20,4.15,-4.80,F"), at(Reason::RateOutOfRange));
        assert_eq!(next("2020-01-20,415,4.80,F"), at(Reason::RateOutOfRange));
        let first = Err(Refused { line: 1, reason: Reason::BeforeTheFirst });
        assert_eq!(read("2019-07-22,4.31,4.90,F"), first);
        assert_eq!(read(""), Err(Refused { line: 1, reason: Reason::Empty }));
    }

    #[test]
    fn a_loan_at_lpr_plus_a_margin_follows_the_table() {
        // source: the one-year rows of 20 June 2024 (3.45), 20 June 2025 (3.00) and 22 June 2026 (3.00), plus 1.2 %.
        let resolved = table().map(|table| {
            let known = Known { rates: &table.rates(Tenor::OneYear), until: table.until() };
            let floating = Floating { margin: Decimal::new(12, 3), repricing: Repricing::AnniversaryOfPayout };
            floating.resolve(known, date("2024-07-10"), date("2029-07-10"))
        });
        let resolved = resolved.map(|resolved| resolved.map(|resolved| (resolved.rates, resolved.known_until)));
        let from = |day, rate| RateFrom { from: date(day), rate: percent(rate) };
        let expected = vec![from("2024-07-10", "4.65"), from("2025-07-10", "4.20")];
        assert_eq!(resolved, Ok(Ok((expected, Some(date("2027-07-10"))))));
    }
}
