//! Decimal numbers with thousands marks, and small Chinese numerals.

use core::str::FromStr;

use rust_decimal::Decimal;

/// What a run of digits and marks says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// One value.
    Value(Decimal),
    /// Two values are equally plausible.
    Two(Decimal, Decimal),
    /// Marks are not where they belong; probably this.
    Likely(Decimal),
    /// No number.
    None,
}

const MOST_DIGITS: usize = 24;

/// Reads digits, one point, and marks between thousands (commas or spaces).
///
/// `1.234` has two readings, 1,234 and 1.234; so has `1,23`.
pub(super) fn grouped(text: &str) -> Number {
    let allowed = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || digits > MOST_DIGITS || !text.chars().all(allowed) {
        return Number::None;
    }
    if text.contains(' ') {
        return if text.contains(',') { Number::None } else { by_spaces(text) };
    }
    match (text.matches(',').count(), text.matches('.').count()) {
        (0, 0) => exact(text).map_or(Number::None, Number::Value),
        (0, 1) => with_point(text),
        (0, _) => likely_if(well_grouped(text, '.', 3), &text.replace('.', "")),
        (commas, points) => with_commas(text, commas, points),
    }
}

/// A plain decimal number: digits and at most one point.
pub(super) fn exact(text: &str) -> Option<Decimal> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.') && text.matches('.').count() <= 1;
    if !plain || digits == 0 || digits > MOST_DIGITS {
        return None;
    }
    let text = text.strip_suffix('.').unwrap_or(text);
    let text = if text.starts_with('.') { format!("0{text}") } else { text.to_owned() };
    Decimal::from_str(&text).ok()
}

fn with_point(text: &str) -> Number {
    let Some(value) = exact(text) else { return Number::None };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') {
        return match exact(&text.replace('.', "")) {
            Some(thousands) => Number::Two(thousands, value),
            None => Number::None,
        };
    }
    Number::Value(value)
}

fn by_spaces(text: &str) -> Number {
    let joined = text.replace(' ', "");
    let (whole, _) = text.split_once('.').unwrap_or((text, ""));
    let Some(value) = exact(&joined) else { return Number::None };
    let spaces_after_point = text.split_once('.').is_some_and(|(_, part)| part.contains(' '));
    if !spaces_after_point && well_grouped(whole, ' ', 3) { Number::Value(value) } else { Number::Likely(value) }
}

fn with_commas(text: &str, commas: usize, points: usize) -> Number {
    let joined = text.replace(',', "");
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if points > 1 {
        return Number::None;
    }
    if part.contains(',') {
        // 1.234,56: point and comma in each other's places.
        let swapped = text.replace('.', "").replace(',', ".");
        let before_comma = text.split_once(',').map_or("", |(head, _)| head);
        return likely_if(commas == 1 && well_grouped(before_comma, '.', 3), &swapped);
    }
    let Some(value) = exact(&joined) else { return Number::None };
    if well_grouped(whole, ',', 3) {
        return Number::Value(value);
    }
    let after = whole.rsplit_once(',').map_or(0, |(_, last)| last.len());
    if commas == 1 && points == 0 && (1..=2).contains(&after) {
        return match exact(&text.replace(',', ".")) {
            Some(decimal) => Number::Two(decimal, value),
            None => Number::None,
        };
    }
    Number::Likely(value)
}

fn well_grouped(text: &str, mark: char, size: usize) -> bool {
    let mut groups = text.split(mark);
    let first = groups.next().map_or(0, str::len);
    (1..=size).contains(&first) && groups.all(|group| group.len() == size)
}

fn likely_if(plausible: bool, text: &str) -> Number {
    match exact(text) {
        Some(value) if plausible => Number::Likely(value),
        _ => Number::None,
    }
}

fn chinese_digit(c: char) -> Option<u32> {
    "零一二三四五六七八九".chars().zip(0..).find_map(|(digit, value)| (digit == c).then_some(value)).or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

/// A Chinese numeral from 零 to 九十九, with an optional 点 part, as in 三点五.
pub(super) fn chinese(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('点').unwrap_or((text, ""));
    let value = match whole.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one_digit(tens)? };
            let ones = if ones.is_empty() { 0 } else { one_digit(ones)? };
            tens.checked_mul(10)?.checked_add(ones)?
        }
        None => one_digit(whole)?,
    };
    if part.is_empty() {
        return if text.contains('点') { None } else { Some(Decimal::from(value)) };
    }
    let digits: Option<String> =
        part.chars().map(|c| chinese_digit(c).and_then(|digit| char::from_digit(digit, 10))).collect();
    exact(&format!("{value}.{}", digits?))
}

fn one_digit(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let digit = chinese_digit(chars.next()?)?;
    chars.next().is_none().then_some(digit)
}
