//! Cells as values: numbers by the decimal sign, dates by their order. Strict: what does not fit is none.

use core::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::case::text;
use crate::engine::date;
use crate::engine::limits::MAX_MINOR;
use crate::engine::{Currency, Money, Rounding};
use crate::present::csv::{DateOrder, Fault};
use crate::present::input;

const MOST_DIGITS: usize = 24;

/// What stands before an export's cell that a spreadsheet would take for a formula.
pub const MARK: char = '\'';

/// Whether a spreadsheet may take a cell that begins so for a formula.
#[must_use]
pub fn begins_formula(text: &str) -> bool {
    let first = text.chars().find(|c| *c != ' ');
    matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'))
}

/// A cell as it is written: with a mark where it could be a formula, or could be taken for a marked one.
#[must_use]
pub fn defused(text: &str) -> String {
    if begins_formula(text) || text.starts_with(MARK) { format!("{MARK}{text}") } else { text.to_owned() }
}

/// A cell without the mark of an export.
#[must_use]
pub fn unmarked(text: &str) -> &str {
    match text.strip_prefix(MARK) {
        Some(rest) if begins_formula(rest) || rest.starts_with(MARK) => rest,
        _ => text,
    }
}

fn half_width(c: char) -> char {
    match c {
        '\u{FFE5}' => '¥',
        '−' | '–' | '—' | '﹣' => '-',
        '’' => '\'',
        c => text::half_width(c),
    }
}

/// A number with `sign` before its part, marks between thousands, and around it a sign of currency or percent.
#[must_use]
pub fn number(text: &str, sign: char) -> Option<Decimal> {
    let text: String = text.chars().map(half_width).collect();
    let text = text.trim();
    let (text, bracketed) = match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    };
    let unit = |c: char| matches!(c, '¥' | '$' | '€' | '£' | '元' | '圆' | '整' | '%' | '‰' | ' ');
    let code = |text: &str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    let mut text = text.trim_matches(unit);
    if let Some(rest) = text.get(..3).filter(|head| code(head)).and(text.get(3..)) {
        text = rest.trim_matches(unit);
    }
    let at = text.len().saturating_sub(3);
    if text.get(at..).is_some_and(code) {
        text = text.get(..at).unwrap_or_default().trim_matches(unit);
    }
    let (text, negative) = match text.strip_prefix('-') {
        Some(rest) => (rest.trim_start_matches(unit), true),
        None => (text.strip_prefix('+').unwrap_or(text).trim_start_matches(unit), bracketed),
    };
    let value = unsigned(text, sign)?;
    Some(if negative { Decimal::ZERO.checked_sub(value)? } else { value })
}

fn unsigned(text: &str, sign: char) -> Option<Decimal> {
    let group = if sign == '.' { ',' } else { '.' };
    let mut halves = text.split(sign);
    let (whole, part, more) = (halves.next().unwrap_or_default(), halves.next(), halves.next());
    let figures = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if more.is_some() || part.is_some_and(|part| !figures(part)) {
        return None;
    }
    let mark = whole.chars().find(|c| !c.is_ascii_digit());
    let whole = match mark {
        None => whole.to_owned(),
        Some(mark) if mark == group || mark == ' ' || mark == '\'' => thousands(whole, mark)?,
        Some(_) => return None,
    };
    let part = part.unwrap_or_default();
    let digits = whole.len().saturating_add(part.len());
    if digits == 0 || digits > MOST_DIGITS {
        return None;
    }
    Decimal::from_str(&format!("0{whole}.{part}0")).ok()
}

fn thousands(text: &str, mark: char) -> Option<String> {
    let mut groups = text.split(mark);
    let first = groups.next()?;
    let fits = (1..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_digit());
    let rest = groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    (fits && rest).then(|| text.replace(mark, ""))
}

/// A number as the forms read it.
#[must_use]
pub fn canonical(value: Decimal) -> String {
    let value = value.normalize();
    let places = value.scale().max(2);
    let mut value = value;
    value.rescale(places);
    value.to_string()
}

/// An amount above zero, or from zero on where `zero` says so.
///
/// # Errors
/// What would work.
pub fn money(text: &str, sign: char, currency: Currency, zero: bool) -> Result<Money, Fault> {
    let value = number(text, sign).ok_or(Fault::NotAmount)?;
    if value.is_sign_negative() && !value.is_zero() {
        return Err(Fault::Negative);
    }
    if value.normalize().scale() > currency.digits() {
        return Err(Fault::TooFine { digits: currency.digits() });
    }
    let money = Money::from_exact(value, currency, Rounding::HalfUp).map_err(|_| Fault::TooMuch)?;
    if money.minor() > MAX_MINOR {
        return Err(Fault::TooMuch);
    }
    if money.is_zero() && !zero { Err(Fault::Zero) } else { Ok(money) }
}

/// The day without a time behind it.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit()) => day,
        _ => text,
    }
}

/// The parts of a date in figures, with how many digits each has.
fn parts(text: &str) -> Option<[(u32, usize); 3]> {
    let text: String = text.chars().map(half_width).collect();
    let text = text.trim();
    let mark = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(mark, '-' | '/' | '.' | ' ') {
        return None;
    }
    let mut found = text.split(mark).map(|part| {
        let part = part.trim();
        let plain = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| plain).map(|number| (number, part.len()))
    });
    let three = [found.next()??, found.next()??, found.next()??];
    found.next().is_none().then_some(three)
}

fn day_of(year: (u32, usize), month: u32, day: u32) -> Option<NaiveDate> {
    let year = match year {
        (year, 4) => year,
        (year, 2) => year.checked_add(2_000)?,
        _ => return None,
    };
    let found = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    date::check(found).ok()
}

/// A date in figures, in this order only.
#[must_use]
pub fn in_order(text: &str, order: DateOrder) -> Option<NaiveDate> {
    let text = without_time(text.trim());
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        let cut = |from: usize, to: usize| text.get(from..to).and_then(|part| part.parse::<u32>().ok());
        let year_first = order == DateOrder::Year;
        let year = if year_first { cut(0, 4)? } else { cut(4, 8)? };
        let (one, other) = if year_first { (cut(4, 6)?, cut(6, 8)?) } else { (cut(0, 2)?, cut(2, 4)?) };
        let (month, day) = if order == DateOrder::Day { (other, one) } else { (one, other) };
        return day_of((year, 4), month, day);
    }
    let [one, two, three] = parts(text)?;
    let small = |part: (u32, usize)| (part.1 <= 2).then_some(part.0);
    match order {
        DateOrder::Year => day_of(one, small(two)?, small(three)?),
        DateOrder::Day => day_of(three, small(two)?, small(one)?),
        DateOrder::Month => day_of(three, small(one)?, small(two)?),
    }
}

/// A date as it is written in a cell: in the order of the file, with the year first, or with its month in words.
#[must_use]
pub fn day(text: &str, order: DateOrder, today: NaiveDate) -> Option<NaiveDate> {
    if let Some(found) = in_order(text, order) {
        return Some(found);
    }
    let text = without_time(text.trim());
    if parts(text).is_some_and(|[year, ..]| year.1 == 4) {
        return in_order(text, DateOrder::Year);
    }
    in_words(text, today)
}

/// A date with its month in words, whose year is written.
#[must_use]
pub fn in_words(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let named = text.contains('月') || text.bytes().any(|b| b.is_ascii_alphabetic());
    let year = text.bytes().filter(u8::is_ascii_digit).count() >= 5;
    if !named || !year {
        return None;
    }
    input::date(text, today).ok().filter(|read| !read.year_assumed).map(|read| read.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str, sign: char) -> Option<String> {
        number(text, sign).map(|value| value.normalize().to_string())
    }

    #[test]
    fn numbers_follow_the_sign() {
        for (text, sign, value) in [
            ("1,234.50", '.', Some("1234.5")),
            ("1.234,50", ',', Some("1234.5")),
            ("1 234,5", ',', Some("1234.5")),
            ("1'234.5", '.', Some("1234.5")),
            ("¥ 1,000元", '.', Some("1000")),
            ("EUR 12,50", ',', Some("12.5")),
            ("12.50 EUR", '.', Some("12.5")),
            ("-12.5", '.', Some("-12.5")),
            ("(12.5)", '.', Some("-12.5")),
            ("１２．５", '.', Some("12.5")),
            ("7,2%", ',', Some("7.2")),
            ("1,23", '.', None),
            ("1.2.3", ',', None),
            ("=1+1", '.', None),
            ("", '.', None),
            ("-", '.', None),
            ("1e5", '.', None),
        ] {
            assert_eq!(figure(text, sign).as_deref(), value, "{text} with {sign}");
        }
    }

    #[test]
    fn dates_follow_the_order() {
        let ymd = |text: &str, order| in_order(text, order).map(|date| date.to_string());
        assert_eq!(ymd("2026-3-5", DateOrder::Year).as_deref(), Some("2026-03-05"));
        assert_eq!(ymd("03/04/2026", DateOrder::Day).as_deref(), Some("2026-04-03"));
        assert_eq!(ymd("03/04/2026 08:30", DateOrder::Month).as_deref(), Some("2026-03-04"));
        assert_eq!(ymd("20260315", DateOrder::Year).as_deref(), Some("2026-03-15"));
        assert_eq!(ymd("15.03.26", DateOrder::Day).as_deref(), Some("2026-03-15"));
        assert_eq!(ymd("31/02/2026", DateOrder::Day), None);
        assert_eq!(ymd("2026-03-05", DateOrder::Day), None);
        let today = NaiveDate::default();
        assert!(day("2026-03-05", DateOrder::Day, today).is_some(), "the year first is clear in every order");
        assert!(day("2026年3月5日", DateOrder::Day, today).is_some());
        assert_eq!(day("3月5日", DateOrder::Day, today), None, "a year is never guessed");
        assert_eq!(day("今天", DateOrder::Year, today), None);
    }

    #[test]
    fn a_mark_is_put_on_and_taken_off() {
        for text in ["=1+1", "-5", "+a", "@x", "'=1", "'", "plain", "", " =1", "＝1", "'a"] {
            let written = defused(text);
            assert!(!begins_formula(&written), "{written}");
            assert_eq!(unmarked(&written), text);
        }
        assert_eq!(unmarked("'tis"), "'tis", "an apostrophe of others stays");
    }
}
