//! The budget on a screen: the form, and what it comes to month by month beside what the debts ask for. Pure; imports
//! `case`, `engine` and words.

pub mod draft;
mod view;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use draft::Draft;
pub use view::{BudgetView, LimitView, MonthView, limit, view};

use crate::case::request::OtherDebt;
use crate::case::{Debt, household::Household};
use crate::engine::EngineError;
use crate::engine::budget::Purse;
use crate::present::lang::Lang;
use crate::present::words::budget as words;

/// How many months the screen looks ahead.
pub const MONTHS: u16 = 12;

/// A step of a working: words, formula, result.
pub type Step = (String, String, String);

/// What is left month by month after some debts as their contracts ask; a debt in another currency, or one that cannot be
/// worked out, is not counted.
///
/// # Errors
/// What the engine refuses.
pub fn after_debts<'a>(
    household: &Household,
    debts: impl IntoIterator<Item = &'a Debt>,
    as_of: NaiveDate,
    months: u16,
) -> Result<Purse, EngineError> {
    let mut purse = household.budget().purse(as_of, months)?;
    for debt in debts {
        for (month, due) in purse.months.iter_mut().zip(dues(household, debt, as_of, months)) {
            *month = month.minus(due)?;
        }
    }
    Ok(purse)
}

/// What a debt asks for in each month, arrears in the first; empty where it cannot be counted.
fn dues(household: &Household, debt: &Debt, as_of: NaiveDate, months: u16) -> Vec<crate::engine::Money> {
    let known = OtherDebt::as_it_is(debt, as_of, months).ok().flatten();
    known.filter(|debt| debt.open.currency() == household.currency).map(|debt| debt.months).unwrap_or_default()
}

/// The first day of a later month of a purse, or its own first day.
#[must_use]
pub fn month_start(purse: &Purse, number: usize) -> NaiveDate {
    use crate::engine::date::Frequency;
    use chrono::Datelike;
    let first = purse.from.with_day(1).unwrap_or(purse.from);
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Frequency::MONTHLY.after(first, number).unwrap_or(first).max(purse.from)
}

/// A month as people say it: `2027年3月`, `March 2027`.
#[must_use]
pub fn month_name(day: NaiveDate, lang: Lang) -> String {
    use chrono::Datelike;
    let month = match day.month() {
        1 => words::month_one(lang),
        2 => words::month_two(lang),
        3 => words::month_three(lang),
        4 => words::month_four(lang),
        5 => words::month_five(lang),
        6 => words::month_six(lang),
        7 => words::month_seven(lang),
        8 => words::month_eight(lang),
        9 => words::month_nine(lang),
        10 => words::month_ten(lang),
        11 => words::month_eleven(lang),
        _ => words::month_twelve(lang),
    };
    words::month_of(lang, &day.year().to_string(), month)
}
