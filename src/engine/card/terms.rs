//! The terms of a card's cycles and the bills that they make.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::super::allocation::Components;
use super::super::contract::CardStatement;
use super::super::date::{self, Frequency, Inclusion};
use super::super::error::{EngineError, Term};
use super::super::limits::MAX_EVENTS;
use super::super::money::Money;
use super::super::number::Rounding;
use super::super::rate::Rate;
use super::minimum::{MinimumParts, MinimumRule};

/// When a bill is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// On this day of the month, the first one after the bill; a shorter month ends it.
    Day(u8),
    /// So many days after the bill.
    DaysAfter(u8),
}

/// What bears interest after a bill that was not paid in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestMethod {
    /// The whole bill from the day of posting until it is paid, payments taken off on their day (全额计息).
    #[default]
    FullBalance,
    /// Only what was left unpaid on the due day, from the day of posting (未清偿部分计息).
    UnpaidPart,
}

/// What bears interest in the cycles after the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carry {
    /// What is open each day.
    #[default]
    DailyBalance,
    /// The whole original amount again, from the last due day to the next one, and what is left from there to the
    /// bill: how one bank's published illustration counts. Days between a due day and the bill are counted twice.
    WholeAgain,
}

/// What becomes of billed interest that is not paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BilledInterest {
    /// It bears nothing (单利).
    #[default]
    Simple,
    /// It bears interest like a purchase posted on the day of the bill (按月计收复利).
    Compounds,
}

/// What an issuer lets pass: 容时 (days) and 容差 (an amount).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// A payment so many days after the due day still counts as in time.
    pub days: u8,
    /// A bill paid up to this shortfall counts as paid in full; the rest goes to the next bill.
    pub shortfall: Money,
}

/// 违约金: a share of the unpaid minimum, once per bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateFee {
    /// The share: 0.05 is 5 %.
    pub share: Decimal,
    /// Not less than this.
    pub floor: Option<Money>,
    /// Not more than this.
    pub ceiling: Option<Money>,
}

/// What cash from the card costs. Interest runs from the day itself; there is no interest-free time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashAdvance {
    /// The rate, if it is not the card's own.
    pub rate: Option<Rate>,
    /// The fee as a share of the amount.
    pub fee_share: Decimal,
    /// The least fee.
    pub fee_floor: Option<Money>,
}

/// What a card was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// A purchase: free of interest if its bill is paid in full in time.
    #[default]
    Purchase,
    /// Cash: bears interest from the day on which it was taken.
    Cash,
}

/// One posted transaction of the bill that the card starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardItem {
    /// The day of posting (记账日), from which interest would run.
    pub posted: NaiveDate,
    /// How much.
    pub amount: Money,
    /// For what.
    #[serde(default)]
    pub kind: ItemKind,
}

/// The rules of a card's cycles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardCycle {
    /// The day of the month on which bills are made (账单日); a shorter month ends it.
    pub statement_day: u8,
    /// When they are due (到期还款日).
    pub due: DueRule,
    /// The least payment (最低还款额).
    pub minimum: MinimumRule,
    /// What bears interest.
    pub method: InterestMethod,
    /// What bears interest in later cycles.
    #[serde(default)]
    pub carry: Carry,
    /// What becomes of billed interest.
    #[serde(default)]
    pub billed: BilledInterest,
    /// Which end days count: from the day of posting to the day of the bill.
    pub inclusion: Inclusion,
    /// 容时容差.
    pub tolerance: Option<Tolerance>,
    /// 违约金; none if the contract has none.
    pub late_fee: Option<LateFee>,
    /// Cash from the card.
    pub cash: Option<CashAdvance>,
    /// What the first bill is made of, as far as it is known; what is missing counts as posted on the day of the bill.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<CardItem>,
    /// How interest and fees become minor units: each once per bill.
    pub rounding: Rounding,
}

/// A bill of a card.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Bill {
    /// From 1: the bill that the card starts from.
    pub number: u16,
    /// The day on which it was made.
    pub date: NaiveDate,
    /// The last day to pay.
    pub due: NaiveDate,
    /// What was open after the bill before and the payments since.
    pub carried: Money,
    /// Purchases and cash posted since the bill before.
    pub posted: Money,
    /// Interest of this bill.
    pub interest: Money,
    /// Fees and 违约金 of this bill.
    pub fees: Money,
    /// Instalments on the card that fall on this bill, principal and fee.
    pub instalments: Money,
    /// What it asks for in all, by component.
    pub balance: Components,
    /// The least payment.
    pub minimum: Money,
    /// What the least payment is made of.
    pub minimum_parts: MinimumParts,
    /// What was paid from the day after the bill until it was looked at (the due day and the days of grace).
    pub paid: Money,
    /// Whether that was the whole bill (within 容差); none while it is not known.
    pub paid_in_full: Option<bool>,
}

impl CardCycle {
    /// The day of the n-th bill after `first` (1 is the next month's).
    ///
    /// # Errors
    /// [`EngineError::DateOutOfRange`].
    pub fn statement_after(&self, first: NaiveDate, n: u32) -> Result<NaiveDate, EngineError> {
        let month = Frequency::MONTHLY.after(first.with_day(1).unwrap_or(first), n)?;
        date::check(on_day(month, self.statement_day))
    }

    /// When a bill of `date` is due.
    ///
    /// # Errors
    /// [`EngineError::DateOutOfRange`].
    pub fn due_of(&self, date: NaiveDate) -> Result<NaiveDate, EngineError> {
        match self.due {
            DueRule::DaysAfter(days) => date::shift(date, i64::from(days)),
            DueRule::Day(day) => {
                let here = on_day(date, day);
                if here > date {
                    return Ok(here);
                }
                let next = Frequency::MONTHLY.after(date.with_day(1).unwrap_or(date), 1)?;
                date::check(on_day(next, day))
            }
        }
    }

    /// The day of the bill that falls due on `due`: the last statement day before it.
    ///
    /// # Errors
    /// [`EngineError::DateOutOfRange`].
    pub fn statement_before(&self, due: NaiveDate) -> Result<NaiveDate, EngineError> {
        let here = on_day(due, self.statement_day);
        if here < due {
            return date::check(here);
        }
        let before = Frequency::MONTHLY.before(due.with_day(1).unwrap_or(due))?;
        date::check(on_day(before, self.statement_day))
    }

    /// Whether every term lies within the limits.
    ///
    /// # Errors
    /// The first that does not, with the values that would work.
    pub fn check(&self, card: &CardStatement) -> Result<(), EngineError> {
        let day_within = |day: u8| match day {
            1..=31 => Ok(()),
            _ => Err(EngineError::outside(Term::StatementDay, 1, 31)),
        };
        day_within(self.statement_day)?;
        match self.due {
            DueRule::Day(day) => day_within(day)?,
            DueRule::DaysAfter(1..=60) => {}
            DueRule::DaysAfter(_) => return Err(EngineError::outside(Term::Due, 1, 60)),
        }
        self.minimum.check()?;
        let share_within = |share: Decimal| {
            if share < Decimal::ZERO || share > Decimal::ONE {
                return Err(EngineError::outside(Term::Share, 0, 1));
            }
            Ok(())
        };
        if let Some(fee) = &self.late_fee {
            share_within(fee.share)?;
        }
        if let Some(cash) = &self.cash {
            share_within(cash.fee_share)?;
            if let Some(rate) = cash.rate {
                rate.check(Term::Rate)?;
            }
        }
        if !card.lateness.charges.is_empty() {
            // The cycle has its own interest and 违约金; a second list would charge them twice.
            return Err(EngineError::outside(Term::LateRate, 0, 0));
        }
        if self.items.len() > MAX_EVENTS {
            return Err(EngineError::outside(Term::Events, 0, MAX_EVENTS));
        }
        let mut sum = Money::zero(card.balance.currency());
        for item in &self.items {
            date::check(item.posted)?;
            if !item.amount.is_positive() {
                return Err(EngineError::outside(
                    Term::Amount,
                    super::super::contract::LEAST_AMOUNT,
                    card.balance.exact(),
                ));
            }
            sum = sum.plus(item.amount)?;
        }
        if sum.minus(card.balance)?.is_positive() {
            return Err(EngineError::outside(Term::Amount, 0, card.balance.exact()));
        }
        Ok(())
    }
}

/// A day of the month of `date`, or its last day.
fn on_day(date: NaiveDate, day: u8) -> NaiveDate {
    date.with_day(u32::from(day)).unwrap_or_else(|| date::month_end(date))
}

impl Tolerance {
    /// The last day on which a payment of a bill due on `due` counts as in time.
    ///
    /// # Errors
    /// [`EngineError::DateOutOfRange`].
    pub fn last_day(tolerance: Option<&Self>, due: NaiveDate) -> Result<NaiveDate, EngineError> {
        date::shift(due, tolerance.map_or(0, |tolerance| i64::from(tolerance.days)))
    }
}

/// The month and year matter to nobody but the grid of statement days.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::money::Currency;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn cycle(statement_day: u8, due: DueRule) -> CardCycle {
        CardCycle {
            statement_day,
            due,
            minimum: MinimumRule::share(Decimal::new(1, 1), Money::zero(Currency::CNY)),
            method: InterestMethod::FullBalance,
            carry: Carry::DailyBalance,
            billed: BilledInterest::Simple,
            inclusion: Inclusion::First,
            tolerance: None,
            late_fee: None,
            cash: None,
            items: Vec::new(),
            rounding: Rounding::HalfUp,
        }
    }

    #[test]
    fn a_statement_day_that_a_month_lacks_is_its_last() {
        let cycle = cycle(31, DueRule::DaysAfter(20));
        let first = date("2026-01-31");
        assert_eq!(cycle.statement_after(first, 1), Ok(date("2026-02-28")));
        assert_eq!(cycle.statement_after(first, 2), Ok(date("2026-03-31")));
    }

    #[test]
    fn a_due_day_is_the_first_one_after_the_bill() {
        assert_eq!(cycle(5, DueRule::Day(23)).due_of(date("2026-04-05")), Ok(date("2026-04-23")));
        assert_eq!(cycle(25, DueRule::Day(13)).due_of(date("2026-04-25")), Ok(date("2026-05-13")));
        assert_eq!(cycle(5, DueRule::DaysAfter(18)).due_of(date("2026-04-05")), Ok(date("2026-04-23")));
    }

    #[test]
    fn the_bill_of_a_due_day_is_the_last_statement_day_before_it() {
        assert_eq!(cycle(5, DueRule::Day(23)).statement_before(date("2026-04-23")), Ok(date("2026-04-05")));
        assert_eq!(cycle(25, DueRule::Day(13)).statement_before(date("2026-05-13")), Ok(date("2026-04-25")));
    }
}
