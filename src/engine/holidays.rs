//! The days off and make-up working days that the State Council announces each year. A fact of dates, as the length of a
//! month is: schedules need it, so the engine holds it. Outside the range that it is known for it says so.

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Weekday};

/// Consecutive days that are all off, or all worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    from: NaiveDate,
    to: NaiveDate,
    off: bool,
}

/// A dated table of days that differ from plain weekends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holidays {
    from: NaiveDate,
    through: NaiveDate,
    stretches: Vec<Stretch>,
}

/// Why a table was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A row has not five fields, or a field does not read.
    Unreadable {
        /// Which line, from 1.
        line: usize,
    },
    /// A row names no source.
    NoSource {
        /// Which line, from 1.
        line: usize,
    },
    /// A row does not begin after the one before it ends, ends before it begins, or lies outside the known range.
    OutOfOrder {
        /// Which line, from 1.
        line: usize,
    },
    /// A make-up working day that is no Saturday or Sunday.
    WorkOnWeekday {
        /// Which line, from 1.
        line: usize,
    },
    /// No row says for which range the table is known.
    NoRange,
}

impl Holidays {
    /// The table of mainland China; none if it does not read, which a test rules out.
    /// Source: the notices named in the table itself.
    #[must_use]
    pub fn china() -> Option<&'static Self> {
        static TABLE: OnceLock<Option<Holidays>> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(include_str!("holidays_cn.csv")).ok()).as_ref()
    }

    /// Reads a table: `from,to,day,name,source`, where `day` is `off`, `work`, or `known` for the range that the table
    /// may be asked about, which comes first. Lines that begin with `#` are notes.
    ///
    /// # Errors
    /// The first row that cannot be trusted.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let mut table: Option<Self> = None;
        for (line, row) in (1..).zip(text.lines()) {
            if row.starts_with('#') || row == "from,to,day,name,source" || row.is_empty() {
                continue;
            }
            let unreadable = Refused::Unreadable { line };
            let mut fields = row.splitn(5, ',');
            let mut field = || fields.next().ok_or(unreadable);
            let from: NaiveDate = field()?.parse().map_err(|_| unreadable)?;
            let to: NaiveDate = field()?.parse().map_err(|_| unreadable)?;
            let (day, _name, source) = (field()?, field()?, field()?);
            if source.trim().is_empty() {
                return Err(Refused::NoSource { line });
            }
            if to < from {
                return Err(Refused::OutOfOrder { line });
            }
            match (&mut table, day) {
                (None, "known") => table = Some(Self { from, through: to, stretches: Vec::new() }),
                (Some(table), "off" | "work") => table.add(Stretch { from, to, off: day == "off" }, line)?,
                (None, "off" | "work") => return Err(Refused::NoRange),
                _ => return Err(unreadable),
            }
        }
        table.ok_or(Refused::NoRange)
    }

    fn add(&mut self, new: Stretch, line: usize) -> Result<(), Refused> {
        let after = self.stretches.last().is_none_or(|last| last.to < new.from);
        if !after || new.from < self.from || new.to > self.through {
            return Err(Refused::OutOfOrder { line });
        }
        if !new.off && new.from.iter_days().take_while(|day| *day <= new.to).any(|day| !is_weekend(day)) {
            return Err(Refused::WorkOnWeekday { line });
        }
        self.stretches.push(new);
        Ok(())
    }

    /// The first and the last day that the table may be asked about.
    #[must_use]
    pub const fn known(&self) -> (NaiveDate, NaiveDate) {
        (self.from, self.through)
    }

    /// Whether a day is a working day; none outside the known range.
    #[must_use]
    pub fn is_business_day(&self, day: NaiveDate) -> Option<bool> {
        if day < self.from || day > self.through {
            return None;
        }
        let next = self.stretches.partition_point(|stretch| stretch.to < day);
        let named = self.stretches.get(next).filter(|stretch| stretch.from <= day);
        Some(named.map_or_else(|| !is_weekend(day), |stretch| !stretch.off))
    }
}

/// Whether a day is a Saturday or a Sunday.
#[must_use]
pub fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn the_table_of_china_reads_and_holds_the_days_of_each_notice() {
        let table = Holidays::read(include_str!("holidays_cn.csv")).map(|table| {
            let days = |year: i32, off: bool| {
                let of_year = |day: &NaiveDate| day.year() == year;
                let named = table.stretches.iter().filter(|stretch| stretch.off == off);
                named.flat_map(|s| s.from.iter_days().take_while(|day| *day <= s.to)).filter(of_year).count()
            };
            (2019..=2026).map(|year| (days(year, true), days(year, false))).collect::<Vec<_>>()
        });
        // source: the notices for 2019 to 2026, days counted by hand. That of 2023 begins with 31 December 2022. 2026:
        // 3 + 9 + 3 + 5 + 3 + 3 + 7 off; 4 Jan, 14 and 28 Feb, 9 May, 20 Sep, 10 Oct worked.
        let counted = [(22, 6), (30, 6), (31, 7), (32, 7), (26, 7), (28, 8), (28, 5), (33, 6)];
        assert_eq!(table, Ok(counted.to_vec()));
    }

    #[test]
    fn national_day_2026_is_off_to_the_seventh_and_its_weekends_are_worked() {
        let asked = |text| Holidays::china().and_then(|table| table.is_business_day(date(text)));
        // source: notice of 4 November 2025, item 7.
        assert_eq!(asked("2026-09-20"), Some(true), "a Sunday worked");
        assert_eq!(asked("2026-09-30"), Some(true));
        assert_eq!(asked("2026-10-01"), Some(false));
        assert_eq!(asked("2026-10-07"), Some(false), "a Wednesday off");
        assert_eq!(asked("2026-10-08"), Some(true));
        assert_eq!(asked("2026-10-10"), Some(true), "a Saturday worked");
        assert_eq!(asked("2026-10-11"), Some(false), "a plain Sunday");
    }

    #[test]
    fn a_day_outside_the_known_range_is_not_known() {
        let asked = |text| Holidays::china().and_then(|table| table.is_business_day(date(text)));
        assert_eq!(asked("2018-12-31"), None);
        assert_eq!(asked("2019-01-01"), Some(false));
        assert_eq!(asked("2026-12-28"), Some(true));
        assert_eq!(asked("2026-12-29"), None);
        assert_eq!(asked("2027-01-02"), None, "not even a Saturday: it may be worked");
    }

    #[test]
    fn a_row_that_cannot_be_trusted_is_refused() {
        let read = |rows: &str| Holidays::read(&format!("2026-01-01,2026-12-28,known,,x\n{rows}")).map(|_| ());
        assert_eq!(read("2026-10-01,2026-10-07,off,national_day,x"), Ok(()));
        assert_eq!(read("2026-10-01,2026-10-07,off,national_day, "), Err(Refused::NoSource { line: 2 }));
        assert_eq!(read("2026-10-01,2026-10-07,off"), Err(Refused::Unreadable { line: 2 }));
        assert_eq!(read("2026-10-01,2026-10-32,off,n,x"), Err(Refused::Unreadable { line: 2 }));
        assert_eq!(read("2026-10-01,2026-10-07,holiday,n,x"), Err(Refused::Unreadable { line: 2 }));
        assert_eq!(read("2026-10-07,2026-10-01,off,n,x"), Err(Refused::OutOfOrder { line: 2 }));
        assert_eq!(read("2027-01-01,2027-01-03,off,n,x"), Err(Refused::OutOfOrder { line: 2 }));
        let twice = "2026-10-01,2026-10-07,off,n,x\n2026-10-07,2026-10-08,off,n,x";
        assert_eq!(read(twice), Err(Refused::OutOfOrder { line: 3 }));
        assert_eq!(read("2026-10-09,2026-10-10,work,n,x"), Err(Refused::WorkOnWeekday { line: 2 }));
        assert_eq!(Holidays::read("2026-10-01,2026-10-07,off,n,x"), Err(Refused::NoRange));
        assert_eq!(Holidays::read("# nothing"), Err(Refused::NoRange));
    }
}
