//! The widget's fields, read strictly and in little code: the portal's readers (`present::input`) also know Chinese
//! numerals, dates as people write them and what was probably meant, which is a tenth of the widget's whole budget. What is
//! read here they read as the same number (a test compares them); what is not, the field says how to write.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::engine::limits::{MAX_ANNUAL_RATE, MAX_MINOR, MAX_YEAR, MIN_YEAR};
use crate::engine::{Currency, Money, Rate, RatePeriod};

/// The most digits of a number.
const MOST_DIGITS: usize = 20;

/// A number above or at zero: `5000`, `5,000.00`, `５０００`.
fn number(text: &str) -> Option<Decimal> {
    let (mut mantissa, mut digits, mut behind, mut group) = (0_i128, 0_usize, None::<u32>, None::<usize>);
    for c in text.trim().chars() {
        let c = plain(c);
        match (c, c.to_digit(10)) {
            (_, Some(digit)) => {
                mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
                digits = digits.checked_add(1).filter(|digits| *digits <= MOST_DIGITS)?;
                behind = behind.map(|places| places.saturating_add(1));
                group = group.map(|length| length.saturating_add(1));
            }
            // A group of thousands holds three digits; a comma behind the point is none.
            (',', _) if digits > 0 && behind.is_none() && group.is_none_or(|length| length == 3) => group = Some(0),
            ('.', _) if digits > 0 && behind.is_none() && group.is_none_or(|length| length == 3) => {
                (behind, group) = (Some(0), None);
            }
            _ => return None,
        }
    }
    let whole = digits > 0 && behind != Some(0) && group.is_none_or(|length| length == 3);
    whole.then(|| Decimal::try_from_i128_with_scale(mantissa, behind.unwrap_or(0)).ok()).flatten()
}

/// A character of full width as the narrow one.
fn plain(c: char) -> char {
    match c {
        '０'..='９' | '％' | '，' | '．' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        c => c,
    }
}

/// An amount above zero, with or without the sign or the word of the currency, in units or in 万.
pub fn amount(text: &str, currency: Currency) -> Option<Money> {
    let text = text.trim().trim_start_matches(['¥', '￥', '$', '€', '£']).trim_end_matches('元').trim_end();
    let (text, times) = text.strip_suffix('万').map_or((text, Decimal::ONE), |text| (text, Decimal::from(10_000)));
    let minor = number(text)?.checked_mul(times)?.checked_mul(Decimal::from(10_i64.checked_pow(currency.digits())?))?;
    let minor = Some(minor).filter(|minor| minor.fract().is_zero())?.trunc();
    let minor = i64::try_from(minor).ok().filter(|minor| (1..=MAX_MINOR).contains(minor))?;
    Money::try_new(minor, currency).ok()
}

/// A rate as a percentage: `0.05%` of a day, or of a year.
pub fn rate(text: &str, per: RatePeriod) -> Option<Rate> {
    let text = text.trim();
    let text = text.strip_suffix('%').or_else(|| text.strip_suffix('％'))?;
    let value = number(text.trim_end())?.checked_div(Decimal::ONE_HUNDRED)?;
    let year = if per == RatePeriod::Day { value.checked_mul(Decimal::from(365))? } else { value };
    (year <= Decimal::from(MAX_ANNUAL_RATE)).then_some(Rate { value, per })
}

/// A whole number up to a greatest.
pub fn count(text: &str, most: u32) -> Option<u32> {
    let number = number(text)?;
    let count = Some(number).filter(|number| number.scale() == 0).and_then(|number| u32::try_from(number).ok())?;
    (count <= most).then_some(count)
}

/// A date, year first: what a date field gives.
pub fn date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.trim().split('-');
    let mut part = |length: usize| {
        let part =
            parts.next().filter(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))?;
        part.parse::<u32>().ok()
    };
    let (year, month, day) = (part(4)?, part(2)?, part(2)?);
    let year = i32::try_from(year).ok().filter(|year| (MIN_YEAR..=MAX_YEAR).contains(year))?;
    parts.next().is_none().then(|| NaiveDate::from_ymd_opt(year, month, day)).flatten()
}

/// A date as [`date()`] reads it.
pub fn written(date: NaiveDate) -> String {
    date.to_string()
}
