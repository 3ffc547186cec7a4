//! A household's money by month: what comes in, what must go out, what is left for debts.
//!
//! Money moves on days (weekly, every two weeks, monthly, yearly, once); a month holds the days that fall in it, so that a
//! month with five pay days has five. Nothing here is averaged but [`Budget::typical`], which says so.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use super::ability::{Ability, Ground, Means, Scored, THRESHOLDS, assess, reasonable_limit};
use super::date::{self, Frequency, days_between};
use super::error::{EngineError, Term};
use super::limits::MAX_INSTALMENTS;
use super::money::{Currency, Money};
use super::number::{Rounding, div};

/// How often money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Each week.
    Week,
    /// Each second week.
    TwoWeeks,
    /// Each month.
    Month,
    /// Each third month.
    Quarter,
    /// Each year.
    Year,
    /// Once, on its first day.
    Once,
}

/// Money that moves in a rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashFlow {
    /// How much each time; never negative.
    pub amount: Money,
    /// How often.
    pub every: Every,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, if it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// The currency.
    pub currency: Currency,
    /// What comes in.
    pub incomes: Vec<CashFlow>,
    /// What a household cannot do without.
    pub essentials: Vec<CashFlow>,
    /// Money at hand on the first day that may be used for debts.
    pub cash: Money,
}

/// One month of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MonthFree {
    /// Its first day (the first month begins on the day that is asked for).
    pub from: NaiveDate,
    /// What comes in.
    pub income: Money,
    /// What must go out.
    pub essentials: Money,
    /// The difference; negative if the essentials are not covered.
    pub free: Money,
}

/// What is left for debts, month by month; what a month leaves over stays for the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purse {
    /// The first day.
    pub from: NaiveDate,
    /// Money at hand.
    pub cash: Money,
    /// What each calendar month leaves, the month of `from` first.
    pub months: Vec<Money>,
}

impl Every {
    /// How many months or days lie between two times; none for money that moves once.
    const fn step(self) -> Step {
        match self {
            Self::Week => Step::Days(7),
            Self::TwoWeeks => Step::Days(14),
            Self::Month => Step::Months(1),
            Self::Quarter => Step::Months(3),
            Self::Year => Step::Months(12),
            Self::Once => Step::Once,
        }
    }
}

/// The distance between two times.
enum Step {
    Days(i64),
    Months(i64),
    Once,
}

/// The months of the calendar from January of year 0 on.
fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()).saturating_mul(12).saturating_add(i64::from(date.month0()))
}

impl CashFlow {
    /// How many times it moves from a day up to and including another of the same calendar month.
    ///
    /// Weeks are counted on days; the n-th monthly date is the first day plus n months, clamped and never chained.
    fn times(&self, from: NaiveDate, to: NaiveDate) -> Result<i64, EngineError> {
        let to = self.until.map_or(to, |until| until.min(to));
        let holds = |day: NaiveDate| from <= day && day <= to;
        match self.every.step() {
            Step::Once => Ok(i64::from(holds(self.from))),
            Step::Days(days) => {
                // Times up to and including a day.
                let up_to = |day: NaiveDate| {
                    let gone = days_between(self.from, day);
                    if gone < 0 { 0 } else { gone.checked_div(days).unwrap_or(0).saturating_add(1) }
                };
                let before = up_to(date::shift(from, -1).unwrap_or(from));
                Ok(up_to(to).saturating_sub(before).max(0))
            }
            Step::Months(months) => {
                let gone = month_number(from).saturating_sub(month_number(self.from));
                if gone < 0 || gone.checked_rem(months) != Some(0) {
                    return Ok(0);
                }
                let gone = u32::try_from(gone).map_err(|_| EngineError::Overflow)?;
                Ok(i64::from(holds(Frequency::MONTHLY.after(self.from, gone)?)))
            }
        }
    }

    fn check(&self) -> Result<(), EngineError> {
        date::check(self.from)?;
        self.until.map_or(Ok(self.from), date::check)?;
        if self.amount.minor() < 0 {
            return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
        }
        Ok(())
    }
}

/// What some flows come to from a day up to another of the same calendar month.
fn sum(currency: Currency, flows: &[CashFlow], from: NaiveDate, to: NaiveDate) -> Result<Money, EngineError> {
    flows.iter().try_fold(Money::zero(currency), |sum, flow| {
        let minor = flow.amount.minor().checked_mul(flow.times(from, to)?).ok_or(EngineError::Overflow)?;
        sum.plus(Money::try_new(minor, flow.amount.currency())?)
    })
}

impl Budget {
    /// The months from a day on: the first one begins on that day, what moved earlier in its month is left out. A month
    /// holds what moves on the days that fall in it.
    ///
    /// # Errors
    /// Overflow, a negative amount, another currency, a date outside the range, more months than
    /// [`super::limits::MAX_INSTALMENTS`].
    pub fn months(&self, from: NaiveDate, count: u16) -> Result<Vec<MonthFree>, EngineError> {
        date::check(from)?;
        if count > MAX_INSTALMENTS {
            return Err(EngineError::outside(Term::Count, 0, MAX_INSTALMENTS));
        }
        self.incomes.iter().chain(&self.essentials).try_for_each(CashFlow::check)?;
        let first = from.with_day(1).unwrap_or(from);
        let mut months = Vec::with_capacity(usize::from(count));
        for number in 0..u32::from(count) {
            let begins = Frequency::MONTHLY.after(first, number)?.max(from);
            let ends = date::month_end(begins);
            let income = sum(self.currency, &self.incomes, begins, ends)?;
            let essentials = sum(self.currency, &self.essentials, begins, ends)?;
            months.push(MonthFree { from: begins, income, essentials, free: income.minus(essentials)? });
        }
        Ok(months)
    }

    /// What is left for debts.
    ///
    /// # Errors
    /// As [`Budget::months`]; cash below nothing.
    pub fn purse(&self, from: NaiveDate, count: u16) -> Result<Purse, EngineError> {
        if self.cash.minor() < 0 {
            return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
        }
        let months = self.months(from, count)?;
        let cash = Money::zero(self.currency).plus(self.cash)?;
        Ok(Purse { from, cash, months: months.into_iter().map(|month| month.free).collect() })
    }

    /// The average of the twelve calendar months from the month of a day on: income is rounded down and essentials up, so
    /// that the average never flatters.
    ///
    /// # Errors
    /// As [`Budget::months`].
    pub fn typical(&self, from: NaiveDate) -> Result<MonthFree, EngineError> {
        let from = from.with_day(1).unwrap_or(from);
        let months = self.months(from, 12)?;
        let mean = |amounts: &mut dyn Iterator<Item = Money>, rounding: Rounding| {
            let all = Money::sum(self.currency, amounts)?;
            Money::from_exact(div(all.exact(), Decimal::from(12))?, self.currency, rounding)
        };
        let income = mean(&mut months.iter().map(|month| month.income), Rounding::Down)?;
        let essentials = mean(&mut months.iter().map(|month| month.essentials), Rounding::Up)?;
        Ok(MonthFree { from, income, essentials, free: income.minus(essentials)? })
    }
}

impl Purse {
    /// The greatest equal payment that every month of the purse can bear (what is left over is kept); zero if none.
    ///
    /// The running balance after k months, cash + Σ free − k · payment, must not fall below zero for any k: the least
    /// ⌊(cash + Σ free) ⁄ k⌋ over all k.
    ///
    /// # Errors
    /// Overflow.
    pub fn affordable(&self) -> Result<Money, EngineError> {
        let mut kept = self.cash;
        let mut least: Option<i64> = None;
        for (number, free) in (1_i64..).zip(&self.months) {
            kept = kept.plus(*free)?;
            let each = kept.minor().div_euclid(number);
            least = Some(least.map_or(each, |least| least.min(each)));
        }
        Money::try_new(least.unwrap_or(0).max(0), self.cash.currency())
    }
}
