//! Numbers and dates as people read them. Own exact grouping, no float; imports `engine` and words only.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::lang::Lang;
use super::words::common as words;
use crate::engine::{Currency, Money};

/// The sign before an amount: ¥ is renminbi here, so yen and others that share a sign go by their code.
#[must_use]
pub fn symbol(currency: Currency, lang: Lang) -> String {
    match (currency.code(), lang) {
        ("CNY", _) => "¥".to_owned(),
        ("USD", Lang::Zh) => "US$".to_owned(),
        ("USD", Lang::En) => "$".to_owned(),
        ("EUR", _) => "€".to_owned(),
        ("GBP", _) => "£".to_owned(),
        (code, _) => format!("{code}\u{a0}"),
    }
}

/// An amount with its currency and all its minor digits: `¥1,038.12`, `−¥5.00`.
#[must_use]
pub fn money(amount: Money, lang: Lang) -> String {
    let sign = if amount.minor() < 0 { "−" } else { "" };
    format!("{sign}{}{}", symbol(amount.currency(), lang), plain(amount))
}

/// The digits of an amount, grouped, without sign and currency: `1,038.12`.
#[must_use]
pub fn plain(amount: Money) -> String {
    let digits = amount.currency().digits() as usize;
    let text = format!("{:0>width$}", amount.minor().unsigned_abs(), width = digits.saturating_add(1));
    let (whole, rest) = text.split_at(text.len().saturating_sub(digits));
    let whole = grouped(whole);
    if rest.is_empty() { whole } else { format!("{whole}.{rest}") }
}

/// An amount as a person says it aloud, for axes: `¥5,000`, `¥1.2万`, `¥12k`.
#[must_use]
pub fn round_money(amount: Money, lang: Lang) -> String {
    let sign = if amount.minor() < 0 { "−" } else { "" };
    let exact = amount.exact().abs();
    let (limit, step, unit) = match lang {
        Lang::Zh => (Decimal::from(100_000), Decimal::from(10_000), "万"),
        Lang::En => (Decimal::from(100_000), Decimal::from(1_000), "k"),
    };
    let (value, unit) = match exact.checked_div(step) {
        Some(value) if exact >= limit => (value, unit),
        _ => (exact, ""),
    };
    format!("{sign}{}{}{unit}", symbol(amount.currency(), lang), decimal(value.round_dp(1)))
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len().saturating_add(digits.len() / 3));
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A decimal number, grouped, without trailing zeros.
#[must_use]
pub fn decimal(value: Decimal) -> String {
    let text = value.abs().normalize().to_string();
    let (whole, rest) = text.split_once('.').unwrap_or((text.as_str(), ""));
    let sign = if value.is_sign_negative() && !value.is_zero() { "−" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}", grouped(whole))
}

/// A whole number, grouped.
#[must_use]
pub fn integer(value: i64) -> String {
    decimal(Decimal::from(value))
}

/// A fraction as a percentage, rounded to four places of it: `0.0005` is `0.05%`.
#[must_use]
pub fn percent(fraction: Decimal) -> String {
    let percent = fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction);
    format!("{}%", decimal(percent.round_dp(4)))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: NaiveDate) -> &'static str {
    MONTHS.get(date.month0() as usize).copied().unwrap_or_default()
}

/// A full date: `2026年3月1日`, `1 March 2026`.
#[must_use]
pub fn date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

/// A date without its year when it is `near`'s year: `3月1日`, `1 Mar`; with it otherwise.
#[must_use]
pub fn short_date(date: NaiveDate, near: NaiveDate, lang: Lang) -> String {
    let same_year = date.year() == near.year();
    match lang {
        Lang::Zh if same_year => format!("{}月{}日", date.month(), date.day()),
        Lang::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Lang::En if same_year => format!("{} {}", date.day(), month(date).get(..3).unwrap_or_default()),
        Lang::En => format!("{} {} {}", date.day(), month(date).get(..3).unwrap_or_default(), date.year()),
    }
}

/// A number of days: `12 天`, `1 day`, `12 days`.
#[must_use]
pub fn days(count: i64, lang: Lang) -> String {
    if count == 1 { words::day(lang).to_owned() } else { words::days(lang, &integer(count)) }
}

/// A number of months.
#[must_use]
pub fn months(count: i64, lang: Lang) -> String {
    if count == 1 { words::month(lang).to_owned() } else { words::months(lang, &integer(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cny(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    #[test]
    fn amounts_are_grouped_and_keep_every_minor_digit() {
        let shown: Vec<_> = [0, 5, 103_812, 100_000_000, -50_000].iter().map(|m| money(cny(*m), Lang::Zh)).collect();
        assert_eq!(shown, ["¥0.00", "¥0.05", "¥1,038.12", "¥1,000,000.00", "−¥500.00"]);
    }

    #[test]
    fn currencies_keep_their_own_digits() {
        let of = |code: &str, minor| {
            Currency::try_new(code).ok().and_then(|c| Money::try_new(minor, c).ok()).map(|m| money(m, Lang::En))
        };
        assert_eq!(of("JPY", 1_234).as_deref(), Some("JPY\u{a0}1,234"));
        assert_eq!(of("KWD", 1_234).as_deref(), Some("KWD\u{a0}1.234"));
        assert_eq!(of("USD", 1_234).as_deref(), Some("$12.34"));
    }

    #[test]
    fn axis_amounts_are_said_aloud() {
        assert_eq!(round_money(cny(500_000), Lang::Zh), "¥5,000");
        assert_eq!(round_money(cny(12_300_000), Lang::Zh), "¥12.3万");
        assert_eq!(round_money(cny(12_300_000), Lang::En), "¥123k");
    }

    #[test]
    fn dates_and_days_read_as_people_say_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap_or_default();
        let next_year = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap_or_default();
        assert_eq!(date(day, Lang::Zh), "2026年3月1日");
        assert_eq!(date(day, Lang::En), "1 March 2026");
        assert_eq!(short_date(day, day, Lang::En), "1 Mar");
        assert_eq!(short_date(day, next_year, Lang::Zh), "2026年3月1日");
        assert_eq!((days(1, Lang::En).as_str(), days(12, Lang::Zh).as_str()), ("1 day", "12 天"));
    }

    #[test]
    fn a_share_is_shown_as_a_percentage() {
        assert_eq!(percent(Decimal::new(5, 4)), "0.05%");
        assert_eq!(percent(Decimal::new(36, 2)), "36%");
    }
}
