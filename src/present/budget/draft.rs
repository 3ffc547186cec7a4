//! The budget form as typed: one line for each purpose, of which two are always in sight. What the form cannot say about a
//! household (a second line of a purpose, a line that ends) stays as it was.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::household::{Household, Line, Purpose};
use crate::engine::budget::{CashFlow, Every};
use crate::engine::{Currency, Money};
use crate::present::Lang;
use crate::present::format;
use crate::present::input::words::message_of;
use crate::present::input::{self, AmountRange, Cause, is_blank};
use crate::present::words::budget as words;

/// The lines that are always in sight: what comes in and what must go out, not split.
pub const MAIN: [Purpose; 2] = [Purpose::OtherIncome, Purpose::OtherEssential];

/// The lines of a budget that is split.
pub const ITEMS: [Purpose; 10] = [
    Purpose::Wages,
    Purpose::Business,
    Purpose::Support,
    Purpose::Housing,
    Purpose::Food,
    Purpose::Utilities,
    Purpose::Health,
    Purpose::Family,
    Purpose::Transport,
    Purpose::Dues,
];

/// How often money moves: the values of the choice. The last one moves each month, by at least (income) or at most
/// (essentials) so much.
pub const RHYTHMS: [(&str, Every, bool); 7] = [
    ("month", Every::Month, false),
    ("varies", Every::Month, true),
    ("week", Every::Week, false),
    ("two_weeks", Every::TwoWeeks, false),
    ("quarter", Every::Quarter, false),
    ("year", Every::Year, false),
    ("once", Every::Once, false),
];

/// The fields of a line: amount, rhythm, first day.
pub const fn names(purpose: Purpose) -> [&'static str; 3] {
    macro_rules! named {
        ($name:literal) => {
            [$name, concat!($name, "_every"), concat!($name, "_from")]
        };
    }
    match purpose {
        Purpose::Wages => named!("wages"),
        Purpose::Business => named!("business"),
        Purpose::Support => named!("support"),
        Purpose::OtherIncome => named!("income"),
        Purpose::Housing => named!("housing"),
        Purpose::Food => named!("food"),
        Purpose::Utilities => named!("utilities"),
        Purpose::Health => named!("health"),
        Purpose::Family => named!("family"),
        Purpose::Transport => named!("transport"),
        Purpose::Dues => named!("dues"),
        Purpose::OtherEssential => named!("essentials"),
    }
}

/// The field of money at hand.
pub const CASH: &str = "cash";

/// What a line is called.
#[must_use]
pub const fn label(purpose: Purpose, lang: Lang) -> &'static str {
    match purpose {
        Purpose::Wages => words::wages(lang),
        Purpose::Business => words::business(lang),
        Purpose::Support => words::support(lang),
        Purpose::OtherIncome => words::income(lang),
        Purpose::Housing => words::housing(lang),
        Purpose::Food => words::food(lang),
        Purpose::Utilities => words::utilities(lang),
        Purpose::Health => words::health(lang),
        Purpose::Family => words::family(lang),
        Purpose::Transport => words::transport(lang),
        Purpose::Dues => words::dues(lang),
        Purpose::OtherEssential => words::essentials(lang),
    }
}

/// The words of a rhythm.
#[must_use]
pub fn rhythm(name: &str, lang: Lang) -> &'static str {
    match name {
        "varies" => words::every_varies(lang),
        "week" => words::every_week(lang),
        "two_weeks" => words::every_two_weeks(lang),
        "quarter" => words::every_quarter(lang),
        "year" => words::every_year(lang),
        "once" => words::every_once(lang),
        _ => words::every_month(lang),
    }
}

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Draft(BTreeMap<String, String>);

impl Draft {
    /// A household as the form shows it.
    #[must_use]
    pub fn of(household: &Household) -> Self {
        let mut draft = Self::default();
        for purpose in MAIN.into_iter().chain(ITEMS) {
            let Some(line) = household.lines.iter().find(|line| shown(line, purpose)) else { continue };
            let [amount, every, from] = names(purpose);
            draft.set(amount, &format::plain(line.flow.amount));
            draft.set(every, rhythm_of(line));
            draft.set(from, &line.flow.from.to_string());
        }
        if !household.cash.is_zero() {
            draft.set(CASH, &format::plain(household.cash));
        }
        draft
    }

    /// What stands in a field.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Types into a field.
    pub fn set(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), text.to_owned());
    }

    /// Whether any item beside the two main lines is filled.
    #[must_use]
    pub fn is_split(&self) -> bool {
        ITEMS.into_iter().any(|purpose| !is_blank(self.get(names(purpose)[0])))
    }

    /// The household that the form makes of the one before, or every error: the field and what would work.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(
        &self,
        before: Option<&Household>,
        currency: Currency,
        today: NaiveDate,
        lang: Lang,
    ) -> Result<Household, Vec<(&'static str, String)>> {
        let mut errors = Vec::new();
        let mut lines = Vec::new();
        for purpose in MAIN.into_iter().chain(ITEMS) {
            match self.line(purpose, currency, today, lang) {
                Ok(line) => lines.extend(line),
                Err(error) => errors.push(error),
            }
        }
        let cash = match self.get(CASH) {
            text if is_blank(text) => Money::zero(currency),
            text => input::amount(text, AmountRange::from_zero(currency)).unwrap_or_else(|cause| {
                errors.push((CASH, message_of(words::cash_noun(lang), &cause, lang)));
                Money::zero(currency)
            }),
        };
        for purpose in MAIN {
            let filled = lines.iter().any(|line: &Line| line.purpose.is_income() == purpose.is_income());
            let [name, ..] = names(purpose);
            if !filled && errors.iter().all(|(known, _)| *known != name) {
                errors.push((name, message_of(label(purpose, lang), &Cause::Missing, lang)));
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut household =
            before.filter(|known| known.currency == currency).cloned().unwrap_or_else(|| Household::new(currency));
        let mut replaced: Vec<Purpose> = Vec::new();
        household.lines.retain(|line| {
            let first = shown(line, line.purpose) && !replaced.contains(&line.purpose);
            if first {
                replaced.push(line.purpose);
            }
            !first
        });
        lines.append(&mut household.lines);
        Ok(Household { lines, cash, ..household })
    }

    fn line(
        &self,
        purpose: Purpose,
        currency: Currency,
        today: NaiveDate,
        lang: Lang,
    ) -> Result<Option<Line>, (&'static str, String)> {
        let [amount_name, every_name, from_name] = names(purpose);
        let text = self.get(amount_name);
        if is_blank(text) {
            return Ok(None);
        }
        let told = |name, cause: &Cause| (name, message_of(label(purpose, lang), cause, lang));
        let amount =
            input::amount(text, AmountRange::from_zero(currency)).map_err(|cause| told(amount_name, &cause))?;
        let typed = self.get(from_name);
        let from = if is_blank(typed) {
            today
        } else {
            input::date(typed, today)
                .map_err(|cause| (from_name, message_of(words::from_noun(lang), &cause, lang)))?
                .date
        };
        let chosen = self.get(every_name);
        let known = RHYTHMS.into_iter().find(|(name, ..)| *name == chosen);
        let (_, every, irregular) = known.unwrap_or(("month", Every::Month, false));
        Ok(Some(Line { purpose, flow: CashFlow { amount, every, from, until: None }, irregular }))
    }
}

/// Whether the form can say everything about a line.
fn shown(line: &Line, purpose: Purpose) -> bool {
    line.purpose == purpose && line.flow.until.is_none() && (!line.irregular || line.flow.every == Every::Month)
}

fn rhythm_of(line: &Line) -> &'static str {
    let known =
        RHYTHMS.into_iter().find(|(_, every, irregular)| *every == line.flow.every && *irregular == line.irregular);
    known.map_or("month", |(name, ..)| name)
}
