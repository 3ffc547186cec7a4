//! A number of a lesson as it is written in a sentence or a table.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::figure::{Given, Output};
use super::term::folded;
use crate::content::{Input, Lesson, Unit};
use crate::engine::{Currency, Money};
use crate::present::input::{AmountRange, amount as read_money};
use crate::present::words::learn as words;
use crate::present::{Lang, format};

/// Reads what was typed into a field of a figure.
///
/// # Errors
/// What would work, in words that name the field.
pub fn read(typed: &str, input: &Input, lang: Lang) -> Result<Decimal, String> {
    let refusal = || words::range(lang, &input.text, &value(input.least, input.unit), &value(input.most, input.unit));
    let number = match input.unit {
        Unit::Yuan => read_money(typed, AmountRange::from_zero(Currency::CNY)).ok().map(Money::exact),
        _ => plain_number(typed),
    };
    number.filter(|number| *number >= input.least && *number <= input.most).ok_or_else(refusal)
}

fn plain_number(typed: &str) -> Option<Decimal> {
    let text: String = folded(typed).into_iter().filter(|letter| !matches!(letter, ' ' | ',' | '%' | '，')).collect();
    text.parse().ok()
}

/// What the reader has set: as short as it can be.
#[must_use]
pub fn value(value: Decimal, unit: Unit) -> String {
    match unit {
        Unit::PercentYear | Unit::PercentDay | Unit::Share => format!("{}%", format::decimal(value)),
        Unit::Yuan | Unit::Days | Unit::Months | Unit::Count => format::decimal(value),
    }
}

/// What was computed: money always with its two digits, so that sums stand under each other.
#[must_use]
pub fn amount(number: Decimal, unit: Unit) -> String {
    match unit {
        Unit::Yuan => {
            let shown = format::decimal(number.round_dp(2));
            let digits = shown.split_once('.').map_or(0, |(_, rest)| rest.len());
            let point = if digits == 0 { "." } else { "" };
            format!("{shown}{point}{}", "0".repeat(2_usize.saturating_sub(digits)))
        }
        _ => value(number, unit),
    }
}

/// What the reader has set and what came of it, as both are written in a sentence, by name.
#[must_use]
pub fn written(lesson: &Lesson, given: &Given, made: &[Output]) -> BTreeMap<String, String> {
    let figure = &lesson.figure;
    let inputs = figure
        .input
        .iter()
        .filter_map(|input| given.get(&input.name).map(|number| (input.name.clone(), value(*number, input.unit))));
    let outputs = figure.output.iter().filter_map(|output| {
        let found = made.iter().find(|made| made.name == output.name)?;
        Some((output.name.clone(), amount(found.value, output.unit)))
    });
    inputs.chain(outputs).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_told_what_would_work() {
        let input = Input {
            name: "rate".to_owned(),
            text: "年利率".to_owned(),
            least: Decimal::from(3),
            most: Decimal::from(36),
            step: Decimal::ONE,
            start: Decimal::from(18),
            unit: Unit::PercentYear,
        };
        assert_eq!(read("１８％", &input, Lang::Zh), Ok(Decimal::from(18)));
        let money = Input { unit: Unit::Yuan, most: Decimal::from(20_000), ..input.clone() };
        assert_eq!(read("1.2万", &money, Lang::Zh), Ok(Decimal::from(12_000)));
        for typed in ["", "abc", "2", "37", "-5"] {
            let told = read(typed, &input, Lang::Zh).expect_err("out of range");
            assert!(told.contains("年利率") && told.contains("3%") && told.contains("36%"), "{told}");
        }
    }

    #[test]
    fn money_that_was_computed_has_its_two_digits() {
        let cases = [("75", "75.00"), ("1038.1", "1,038.10"), ("-1200.05", "−1,200.05"), ("0", "0.00")];
        for (number, shown) in cases {
            assert_eq!(amount(number.parse().expect("a number"), Unit::Yuan), shown);
        }
        assert_eq!(value(Decimal::from(10_000), Unit::Yuan), "10,000");
        assert_eq!(amount(Decimal::new(1250, 2), Unit::PercentYear), "12.5%");
        assert_eq!(amount(Decimal::from(12), Unit::Count), "12");
    }
}
