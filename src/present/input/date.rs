//! Dates as people type them.
//!
//! Understood: `2026-03-15`, `2026/3/15`, `2026.3.15`, `20260315`, `2026年3月15日`, `3月15日` (the year that brings it
//! nearest to today; said on screen), `15 March 2026`, `March 15, 2026`, `25/12/2026` (only one reading), 今天, 明天,
//! 昨天. Refused with both readings: `03/04/2026`, `3/4`, `26-3-15`.

use chrono::{Datelike, NaiveDate};

use super::text::{plain, without_tail};
use super::{Cause, Reading};
use crate::engine::date::{days_between, shift};
use crate::engine::limits::{MAX_YEAR, MIN_YEAR};

/// A date that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRead {
    /// The date.
    pub date: NaiveDate,
    /// Whether its year was not typed but taken as the nearest.
    pub year_assumed: bool,
}

/// Reads a date; `today` decides the year where none was typed.
///
/// # Errors
/// Why it cannot be used, and what would work.
pub fn date(typed: &str, today: NaiveDate) -> Result<DateRead, Cause> {
    let text = plain(typed)?;
    if let Some(days) = relative(&text) {
        let date = shift(today, days).map_err(|_| outside())?;
        return Ok(DateRead { date, year_assumed: false });
    }
    if let Some(read) = chinese(&text, today).or_else(|| english(&text, today)) {
        return read;
    }
    match *numbers(&text)?.as_slice() {
        [(ymd, 8)] => exact(ymd.checked_div(10_000), ymd / 100 % 100, ymd % 100),
        [(year, 4), (month, 1..=2), (day, 1..=2)] => exact(Some(year), month, day),
        [(one, 1..=2), (other, 1..=2), (year, 4)] => day_and_month(one, other, year),
        [(one, 1..=2), (other, 1..=2)] => without_year(one, other, today),
        [(one, 1..=2), (month, 1..=2), (other, 1..=2)] => two_digit_year(one, month, other),
        _ => Err(Cause::NotDate),
    }
}

fn relative(text: &str) -> Option<i64> {
    match text {
        "今天" | "今日" | "today" => Some(0),
        "明天" | "明日" | "tomorrow" => Some(1),
        "后天" => Some(2),
        "昨天" | "昨日" | "yesterday" => Some(-1),
        "前天" => Some(-2),
        _ => None,
    }
}

/// The numbers of a text with how many digits each has; marks between them must be of one kind.
fn numbers(text: &str) -> Result<Vec<(u32, usize)>, Cause> {
    let mark = text.chars().find(|c| !c.is_ascii_digit());
    let parts: Vec<&str> = match mark {
        None => vec![text],
        Some(mark @ ('-' | '/' | '.' | ' ')) => text.split(mark).map(str::trim).collect(),
        Some(_) => return Err(Cause::NotDate),
    };
    parts
        .into_iter()
        .map(|part| match part.parse::<u32>() {
            Ok(number) if part.len() <= 8 && part.chars().all(|c| c.is_ascii_digit()) => Ok((number, part.len())),
            _ => Err(Cause::NotDate),
        })
        .collect()
}

fn outside() -> Cause {
    let earliest = NaiveDate::from_ymd_opt(MIN_YEAR, 1, 1).unwrap_or_default();
    let latest = NaiveDate::from_ymd_opt(MAX_YEAR, 12, 31).unwrap_or_default();
    Cause::DateOutside { earliest, latest }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|day| NaiveDate::from_ymd_opt(year, month, *day).is_some()).unwrap_or(30)
}

fn exact(year: Option<u32>, month: u32, day: u32) -> Result<DateRead, Cause> {
    let year = year.and_then(|year| i32::try_from(year).ok()).ok_or(Cause::NotDate)?;
    if !(1..=12).contains(&month) {
        return Err(Cause::NoSuchMonth);
    }
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(outside());
    }
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Ok(DateRead { date, year_assumed: false }),
        None => Err(Cause::NoSuchDay { year, month, days: days_in_month(year, month) }),
    }
}

fn two_or_one(one: Result<DateRead, Cause>, other: Result<DateRead, Cause>) -> Result<DateRead, Cause> {
    match (one, other) {
        (Ok(one), Ok(other)) if one.date != other.date => {
            Err(Cause::TwoReadings(Reading::Date(one.date), Reading::Date(other.date)))
        }
        (Ok(read), _) | (Err(_), Ok(read)) => Ok(read),
        (Err(cause), Err(_)) => Err(cause),
    }
}

/// 03/04/2026: month first, or day first.
fn day_and_month(one: u32, other: u32, year: u32) -> Result<DateRead, Cause> {
    two_or_one(exact(Some(year), one, other), exact(Some(year), other, one))
}

/// 3/4: month first, or day first.
fn without_year(one: u32, other: u32, today: NaiveDate) -> Result<DateRead, Cause> {
    two_or_one(nearest(one, other, today), nearest(other, one, today))
}

/// 26-3-15: the year first, or last.
fn two_digit_year(one: u32, month: u32, other: u32) -> Result<DateRead, Cause> {
    let century = |year: u32| year.checked_add(2_000);
    two_or_one(exact(century(one), month, other), exact(century(other), month, one))
}

/// The day and month in the year that brings them nearest to today; of two equally near, the later.
fn nearest(month: u32, day: u32, today: NaiveDate) -> Result<DateRead, Cause> {
    if !(1..=12).contains(&month) {
        return Err(Cause::NoSuchMonth);
    }
    let candidates = [1, 0, -1].into_iter().filter_map(|step| {
        let date = NaiveDate::from_ymd_opt(today.year().checked_add(step)?, month, day)?;
        crate::engine::date::check(date).ok()
    });
    match candidates.min_by_key(|date| days_between(today, *date).abs()) {
        Some(date) => Ok(DateRead { date, year_assumed: true }),
        None => Err(Cause::NoSuchDay { year: today.year(), month, days: days_in_month(today.year(), month) }),
    }
}

/// 2026年3月15日, 3月15日, 3月15号.
fn chinese(text: &str, today: NaiveDate) -> Option<Result<DateRead, Cause>> {
    let (head, day) = text.split_once('月')?;
    let day = without_tail(day, &["日", "号"]).unwrap_or(day).trim();
    let small = |text: &str| text.trim().parse::<u32>().ok().filter(|_| text.trim().len() <= 2);
    let Some(day) = small(day) else { return Some(Err(Cause::NotDate)) };
    let read = match head.split_once('年') {
        None => small(head).map(|month| nearest(month, day, today)),
        Some((year, month)) => {
            let year = match year.trim() {
                "今" => u32::try_from(today.year()).ok(),
                "明" => u32::try_from(today.year()).ok().and_then(|year| year.checked_add(1)),
                "去" => u32::try_from(today.year()).ok().and_then(|year| year.checked_sub(1)),
                digits if digits.len() == 4 => digits.parse().ok(),
                _ => None,
            };
            small(month).zip(year).map(|(month, year)| exact(Some(year), month, day))
        }
    };
    Some(read.unwrap_or(Err(Cause::NotDate)))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// 15 March 2026, March 15, 2026, 15 Mar.
fn english(text: &str, today: NaiveDate) -> Option<Result<DateRead, Cause>> {
    let words: Vec<&str> = text.split([' ', ',', '-', '.']).filter(|word| !word.is_empty()).collect();
    let month_of = |word: &str| {
        let fits =
            |month: &str| word.len() >= 3 && (month.starts_with(word) || (word == "sept" && month == "september"));
        MONTHS.iter().zip(1_u32..).find_map(|(month, number)| fits(month).then_some(number))
    };
    let day_of = |word: &str| {
        let digits = without_tail(word, &["st", "nd", "rd", "th"]).unwrap_or(word);
        digits.parse::<u32>().ok().filter(|_| digits.len() <= 2)
    };
    let (day, month, year) = match *words.as_slice() {
        [one, other] => (one, other, None),
        [one, other, year] => (one, other, Some(year)),
        _ => return None,
    };
    let (month, day) = match (month_of(day), month_of(month)) {
        (Some(named), None) => (named, day_of(month)),
        (None, Some(named)) => (named, day_of(day)),
        _ => return None,
    };
    let Some(day) = day else { return Some(Err(Cause::NotDate)) };
    Some(match year {
        None => nearest(month, day, today),
        Some(year) if year.len() == 4 => year.parse().map_or(Err(Cause::NotDate), |year| exact(Some(year), month, day)),
        Some(_) => Err(Cause::NotDate),
    })
}
