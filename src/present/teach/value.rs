//! The values of a task without words, so that both languages cannot but show the same numbers; and what is said of them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::lang::Lang;
use super::super::words::{Part, teach_tasks as words};
use super::super::{format, terms};
use crate::engine::{Component, Currency, Money, Rate, RatePeriod, Rounding};

/// Words that hang on the language alone.
pub type Phrase = fn(Lang) -> &'static str;

/// A value of a task.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An amount.
    Money(Money),
    /// An amount of yuan before rounding.
    Exact(Decimal),
    /// A share: a fraction, shown as a percentage.
    Percent(Decimal),
    /// A rate with its period.
    Rate(Rate),
    /// A date.
    Date(NaiveDate),
    /// A number of days.
    Days(i64),
    /// A number of months.
    Months(i64),
    /// A plain number.
    Number(i64),
    /// The letter of a choice, from 0.
    Letter(usize),
    /// Components in an order.
    Order(Vec<Component>),
    /// Words.
    Said(Says),
    /// Several values, side by side.
    List(Vec<Value>),
}

impl Value {
    /// The value as it is read.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Money(amount) => format::money(*amount, lang),
            Self::Exact(amount) => exact(*amount, lang),
            Self::Percent(share) => format::percent(*share),
            Self::Rate(rate) => {
                let percent = format::percent(rate.value);
                match rate.per {
                    RatePeriod::Day => words::rate_day(lang, &percent),
                    RatePeriod::Month => words::rate_month(lang, &percent),
                    RatePeriod::Year => words::rate_year(lang, &percent),
                }
            }
            Self::Date(date) => format::date(*date, lang),
            Self::Days(count) => format::days(*count, lang),
            Self::Months(count) => format::months(*count, lang),
            Self::Number(number) => format::integer(*number),
            Self::Letter(place) => letter(*place).to_string(),
            Self::Order(order) => {
                let names: Vec<&str> = order.iter().map(|component| terms::component(*component, lang)).collect();
                names.join(" → ")
            }
            Self::Said(says) => says.text(lang),
            Self::List(values) => {
                let texts: Vec<String> = values.iter().map(|value| value.text(lang)).collect();
                texts.join(words::and(lang))
            }
        }
    }
}

/// An amount of yuan before rounding: whole cents as an amount, finer ones with all their digits.
fn exact(amount: Decimal, lang: Lang) -> String {
    match Money::from_exact(amount, Currency::CNY, Rounding::HalfUp) {
        Ok(money) if money.exact() == amount => format::money(money, lang),
        _ => format!("{}{}", format::symbol(Currency::CNY, lang), format::decimal(amount)),
    }
}

/// The letter of a choice: A to D.
#[must_use]
pub fn letter(place: usize) -> char {
    ['A', 'B', 'C', 'D'].get(place).copied().unwrap_or('?')
}

impl From<Money> for Value {
    fn from(amount: Money) -> Self {
        Self::Money(amount)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl From<Rate> for Value {
    fn from(rate: Rate) -> Self {
        Self::Rate(rate)
    }
}

impl From<Says> for Value {
    fn from(says: Says) -> Self {
        Self::Said(says)
    }
}

/// Words in both languages, with values in their places.
#[derive(Clone)]
pub struct Says {
    words: Words,
    given: Vec<(&'static str, Value)>,
}

#[derive(Clone, Copy)]
enum Words {
    Plain(Phrase),
    Parts(fn(Lang) -> &'static [Part]),
}

impl Says {
    /// Words without places.
    #[must_use]
    pub const fn plain(words: Phrase) -> Self {
        Self { words: Words::Plain(words), given: Vec::new() }
    }

    /// A sentence (the `…_parts` of its key) with its places filled.
    #[must_use]
    pub const fn with(parts: fn(Lang) -> &'static [Part], given: Vec<(&'static str, Value)>) -> Self {
        Self { words: Words::Parts(parts), given }
    }

    /// The words; a place that nothing fills stays empty.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let value = |name: &str| self.given.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        match self.words {
            Words::Plain(words) => words(lang).to_owned(),
            Words::Parts(parts) => parts(lang)
                .iter()
                .map(|part| match part {
                    Part::Text(text) => (*text).to_owned(),
                    Part::Slot(name) => value(name).map(|value| value.text(lang)).unwrap_or_default(),
                })
                .collect(),
        }
    }
}

/// Where words come from is an address of a function; what they say is what counts.
impl PartialEq for Says {
    fn eq(&self, other: &Self) -> bool {
        Lang::ALL.iter().all(|lang| self.text(*lang) == other.text(*lang))
    }
}

impl core::fmt::Debug for Says {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:?}", self.text(Lang::En))
    }
}

/// A named value that a task gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name.
    pub label: Says,
    /// The value.
    pub value: Value,
}

impl Fact {
    /// A fact under a plain name.
    #[must_use]
    pub fn new(label: Phrase, value: impl Into<Value>) -> Self {
        Self { label: Says::plain(label), value: value.into() }
    }
}

/// A formula with its numbers in it: values with signs between them. It shows how a figure comes about; the figure itself
/// is the engine's.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Formula(Vec<(&'static str, Value)>);

impl Formula {
    /// A formula that begins with a value.
    #[must_use]
    pub fn of(value: impl Into<Value>) -> Self {
        Self(vec![("", value.into())])
    }

    fn and(mut self, sign: &'static str, value: Value) -> Self {
        self.0.push((sign, value));
        self
    }

    /// Plus a value.
    #[must_use]
    pub fn plus(self, value: impl Into<Value>) -> Self {
        self.and(" + ", value.into())
    }

    /// Less a value.
    #[must_use]
    pub fn less(self, value: impl Into<Value>) -> Self {
        self.and(" − ", value.into())
    }

    /// Times a value.
    #[must_use]
    pub fn times(self, value: impl Into<Value>) -> Self {
        self.and(" × ", value.into())
    }

    /// Over a value.
    #[must_use]
    pub fn over(self, value: impl Into<Value>) -> Self {
        self.and(" ÷ ", value.into())
    }

    /// All values added up.
    #[must_use]
    pub fn sum<V: Into<Value>>(values: impl IntoIterator<Item = V>) -> Self {
        let signed = values.into_iter().enumerate();
        Self(signed.map(|(place, value)| (if place == 0 { "" } else { " + " }, value.into())).collect())
    }

    /// The formula as it is read; empty where there is none.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        self.0.iter().map(|(sign, value)| format!("{sign}{}", value.text(lang))).collect()
    }
}

/// A step of a derivation: one idea.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is done.
    pub says: Says,
    /// The same with the numbers in it.
    pub formula: Formula,
    /// What comes out.
    pub result: Value,
}

impl Step {
    /// A step under plain words.
    #[must_use]
    pub fn new(says: Phrase, formula: Formula, result: impl Into<Value>) -> Self {
        Self { says: Says::plain(says), formula, result: result.into() }
    }

    /// A step under a sentence with places.
    #[must_use]
    pub fn saying(says: Says, formula: Formula, result: impl Into<Value>) -> Self {
        Self { says, formula, result: result.into() }
    }

    /// The step in words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> StepText {
        StepText { words: self.says.text(lang), formula: self.formula.text(lang), result: self.result.text(lang) }
    }
}

/// A step in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepText {
    /// What is done.
    pub words: String,
    /// The same with the numbers in it; may be empty.
    pub formula: String,
    /// What comes out.
    pub result: String,
}

/// Steps in words.
#[must_use]
pub fn texts(steps: &[Step], lang: Lang) -> Vec<StepText> {
    steps.iter().map(|step| step.text(lang)).collect()
}
