//! Early warning: the first coming month in which a household's budget does not cover what all debts ask for. Imports `case`
//! and `engine` only; the caller words it.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::case::Debt;
use crate::case::household::Household;
use crate::case::request::OtherDebt;
use crate::engine::{EngineError, Money};

/// How far ahead is looked, in months, this one included.
pub const AHEAD: u16 = 12;

/// A month that falls short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// Its first day.
    pub month: NaiveDate,
    /// By how much money runs out by its end.
    pub short: Money,
    /// What all debts ask for in it.
    pub due: Money,
    /// The debt that asks for most in it.
    pub debt: Option<String>,
}

/// The first month in which money runs out; none if every month is covered, or if there is no budget. Debts of another
/// currency than the budget's are left out.
///
/// What a month leaves stays for the next, as in [`crate::engine::budget::Purse`]; arrears count in the first month.
///
/// # Errors
/// What the engine refuses of any debt: nothing is said then, because a debt that is left out would make it look better.
pub fn shortfall(debts: &[Debt], household: &Household, as_of: NaiveDate) -> Result<Option<Shortfall>, EngineError> {
    if household.lines.is_empty() {
        return Ok(None);
    }
    let purse = household.budget().purse(as_of, AHEAD)?;
    let mut asked: Vec<(&str, Vec<Money>)> = Vec::new();
    for debt in debts.iter().filter(|debt| debt.inputs.contract.currency() == household.currency) {
        if let Some(told) = OtherDebt::as_it_is(debt, as_of, AHEAD)? {
            asked.push((debt.id.as_str(), told.months));
        }
    }
    let mut left = purse.cash;
    for (place, free) in purse.months.iter().enumerate() {
        let of_month = |months: &Vec<Money>| months.get(place).copied().unwrap_or(Money::zero(household.currency));
        let due = Money::sum(household.currency, asked.iter().map(|(_, months)| of_month(months)))?;
        left = left.plus(*free)?.minus(due)?;
        if left.minor() < 0 && due.is_positive() {
            let most = asked.iter().max_by_key(|(_, months)| of_month(months).minor());
            return Ok(Some(Shortfall {
                month: month_after(as_of, place),
                short: Money::zero(household.currency).minus(left)?,
                due,
                debt: most.map(|(id, _)| (*id).to_owned()),
            }));
        }
    }
    Ok(None)
}

/// The first day of the month that comes so many months after that of a day.
fn month_after(day: NaiveDate, months: usize) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    let months = u32::try_from(months).unwrap_or(0);
    first.checked_add_months(chrono::Months::new(months)).unwrap_or(first)
}
