//! What a loan truly costs: one rate over what was received and everything that is agreed to be paid, and each item of
//! cost with its sum and its part of that rate (综合融资成本).
//!
//! The rate of a year is split like this: each item is first annualised alone, with the principal and without the other
//! items; the rate of all together is then divided in proportion to those rates. The parts so add up to the whole, an
//! early charge weighs more than a late one, and the order of the items does not matter. The Chinese disclosure rule in
//! force since 2026-08-01 is reported to annualise each item by IRR and add them up; its text was not at hand.
#![allow(clippy::float_arithmetic)] // Signs of flows whose rate is searched; sums of money are whole minor units.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::apr::Annualised;
use crate::engine::contract::InstalmentTerms;
use crate::engine::date::{Frequency, PeriodUnit, days_between};
use crate::engine::day_count::DayCount;
use crate::engine::error::EngineError;
use crate::engine::money::Money;
use crate::engine::number::{add, div, mul, sub};
use crate::engine::schedule::{down_payment, schedule};
use crate::engine::solve::root::{Flow, binary, roots};

/// A kind of cost of credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CostItem {
    /// Interest.
    Interest,
    /// A fee that is paid beside the instalments; the number tells several apart, from 0.
    Fee(u8),
    /// What is kept back from the sum lent at the payout (砍头息).
    Withheld,
}

/// What an agreed payment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The sum lent comes back.
    Principal,
    /// A cost.
    Cost(CostItem),
}

/// An agreed payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreed {
    /// When; what is withheld stands on the day of the payout.
    pub on: NaiveDate,
    /// What it is for.
    pub part: Part,
    /// How much.
    pub amount: Money,
}

/// A loan as the flow of what was lent and what is agreed to be paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loan {
    /// The sum lent by name; what was received is this less what is withheld.
    pub lent: Money,
    /// The day of the payout.
    pub paid_out: NaiveDate,
    /// Every how often something falls due: what a rate of a period is carried to a year by.
    pub frequency: Frequency,
    /// Everything agreed, in any order.
    pub agreed: Vec<Agreed>,
}

/// An item of cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemCost {
    /// Which.
    pub item: CostItem,
    /// All of it.
    pub sum: Money,
    /// Its part of the nominal yearly rate; the parts add up to it exactly.
    pub share: Decimal,
}

/// What a loan truly costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrueCost {
    /// What the borrower got.
    pub received: Money,
    /// What is agreed to be paid in all, without what was withheld.
    pub repaid: Money,
    /// The difference: what the credit costs.
    pub cost: Money,
    /// The rate of a period and of a year, both ways.
    pub rate: Annualised,
    /// The items that are not nothing, in order.
    pub items: Vec<ItemCost>,
}

/// Interest that joined the principal comes back as principal; it is a cost all the same. What is paid back beyond what
/// was lent is counted as interest, from the last instalment backwards.
fn interest_that_joined(agreed: &mut Vec<Agreed>, lent: Money) -> Result<(), EngineError> {
    let principal = agreed.iter().filter(|flow| flow.part == Part::Principal).map(|flow| flow.amount);
    let mut joined = Money::sum(lent.currency(), principal)?.minus_to_zero(lent)?;
    let mut moved = Vec::new();
    for flow in agreed.iter_mut().rev().filter(|flow| flow.part == Part::Principal) {
        let part = flow.amount.least(joined)?;
        if part.is_positive() {
            flow.amount = flow.amount.minus(part)?;
            joined = joined.minus(part)?;
            moved.push(Agreed { on: flow.on, part: Part::Cost(CostItem::Interest), amount: part });
        }
    }
    agreed.extend(moved);
    agreed.retain(|flow| !flow.amount.is_zero());
    Ok(())
}

impl Loan {
    /// The flows of an instalment loan as agreed: every instalment on its day.
    ///
    /// # Errors
    /// What [`schedule`] refuses.
    pub fn of_terms(terms: &InstalmentTerms) -> Result<Self, EngineError> {
        let mut agreed = Vec::new();
        for row in schedule(terms)? {
            for (part, amount) in [
                (Part::Principal, row.principal),
                (Part::Cost(CostItem::Interest), row.interest),
                (Part::Cost(CostItem::Fee(0)), row.fee),
            ] {
                if !amount.is_zero() {
                    agreed.push(Agreed { on: row.due, part, amount });
                }
            }
        }
        // Money held back at the payout is a cost, unless the lender counts only what was received.
        let lent = terms.counted_principal()?.minus(down_payment(terms)?)?;
        let held_back = lent.minus(terms.received()?)?;
        if held_back.is_positive() {
            let part = Part::Cost(CostItem::Withheld);
            agreed.push(Agreed { on: terms.disbursed_on, part, amount: held_back });
        }
        let later = terms.shape.tranches.iter().map(|tranche| tranche.amount);
        let total = lent.plus(Money::sum(lent.currency(), later)?)?;
        interest_that_joined(&mut agreed, total)?;
        // A later payout is received, not paid.
        for tranche in &terms.shape.tranches {
            let amount = Money::zero(lent.currency()).minus(tranche.amount)?;
            agreed.push(Agreed { on: tranche.on, part: Part::Principal, amount });
        }
        Ok(Self { lent, paid_out: terms.disbursed_on, frequency: terms.frequency, agreed })
    }

    /// How many periods a year has: months are twelfths, weeks fifty-seconds, days 365ths.
    ///
    /// # Errors
    /// A frequency of nothing.
    pub fn per_year(&self) -> Result<Decimal, EngineError> {
        let units = match self.frequency.unit {
            PeriodUnit::Days => 365,
            PeriodUnit::Weeks => 52,
            PeriodUnit::Months => 12,
            PeriodUnit::Years => 1,
        };
        div(Decimal::from(units), Decimal::from(self.frequency.every))
    }

    /// The years from the payout to a date: whole months as twelfths and whole weeks as fifty-seconds, as the loan
    /// counts; otherwise by Directive 2008/48/EC Annex I, and days over 365 for a loan that counts days.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn years(&self, on: NaiveDate) -> Result<Decimal, EngineError> {
        let days = days_between(self.paid_out, on);
        match self.frequency.unit {
            PeriodUnit::Days => div(Decimal::from(days), Decimal::from(365)),
            PeriodUnit::Weeks if days.checked_rem(7) == Some(0) => div(Decimal::from(days), Decimal::from(364)),
            _ => match whole_months(self.paid_out, on) {
                Some(months) => div(Decimal::from(months), Decimal::from(12)),
                None => DayCount::EuAnnexI.year_fraction(self.paid_out, on),
            },
        }
    }

    /// The effective yearly rate over the principal and one item of cost, or all of them.
    fn effective(&self, only: Option<CostItem>) -> Result<Decimal, EngineError> {
        let mut flows = vec![Flow::new(0.0, binary(self.lent.exact())?)];
        for agreed in &self.agreed {
            if only.is_none_or(|item| matches!(agreed.part, Part::Principal) || agreed.part == Part::Cost(item)) {
                flows.push(Flow::new(binary(self.years(agreed.on)?)?, -binary(agreed.amount.exact())?));
            }
        }
        roots(&flows).only()
    }

    /// All of an item of cost.
    fn sum_of(&self, item: CostItem) -> Result<Money, EngineError> {
        let mut sum = Money::zero(self.lent.currency());
        for agreed in &self.agreed {
            if agreed.part == Part::Cost(item) {
                sum = sum.plus(agreed.amount)?;
            }
        }
        Ok(sum)
    }
}

/// The whole months from `start` to `end`, if `end` is a due date of a monthly grid from `start`.
fn whole_months(start: NaiveDate, end: NaiveDate) -> Option<u32> {
    use chrono::Datelike;
    let months =
        |date: NaiveDate| date.year().saturating_mul(12).saturating_add(i32::try_from(date.month()).unwrap_or(0));
    let months = u32::try_from(months(end).saturating_sub(months(start))).ok()?;
    (Frequency::MONTHLY.after(start, months) == Ok(end)).then_some(months)
}

/// The true cost of a loan.
///
/// # Errors
/// [`EngineError::NoRate`] or [`EngineError::SeveralRates`] when there is not exactly one rate; sums out of range.
pub fn true_cost(loan: &Loan) -> Result<TrueCost, EngineError> {
    let received = loan.lent.minus(loan.sum_of(CostItem::Withheld)?)?;
    if !received.is_positive() {
        return Err(EngineError::NoRate);
    }
    let per_year = loan.per_year()?;
    let rate = Annualised::from_effective(loan.effective(None)?, per_year)?;
    let mut items: Vec<ItemCost> = Vec::new();
    let (mut alone, mut repaid) = (Decimal::ZERO, Money::zero(loan.lent.currency()));
    for agreed in &loan.agreed {
        if agreed.part != Part::Cost(CostItem::Withheld) {
            repaid = repaid.plus(agreed.amount)?;
        }
        let Part::Cost(item) = agreed.part else { continue };
        if items.iter().any(|known| known.item == item) {
            continue;
        }
        let share = Annualised::from_effective(loan.effective(Some(item))?, per_year)?.nominal;
        alone = add(alone, share)?;
        let place = items.iter().take_while(|known| known.item < item).count();
        items.insert(place, ItemCost { item, sum: loan.sum_of(item)?, share });
    }
    split(&mut items, alone, rate.nominal)?;
    Ok(TrueCost { received, repaid, cost: repaid.minus(received)?, rate, items })
}

/// Turns rates alone into parts of the rate of all; the last one takes what division leaves.
fn split(items: &mut [ItemCost], alone: Decimal, nominal: Decimal) -> Result<(), EngineError> {
    let mut left = nominal;
    let last = items.len().saturating_sub(1);
    // No finer than the rate itself, so that the parts of a rate of many digits still add up to the last of them.
    let places = nominal.scale().min(15);
    for (place, item) in items.iter_mut().enumerate() {
        item.share = match place {
            _ if alone.is_zero() => Decimal::ZERO,
            _ if place == last => left,
            _ => div(mul(nominal, item.share)?, alone)?.round_dp(places),
        };
        left = sub(left, item.share)?;
    }
    Ok(())
}
