//! Several debts out of one monthly budget: in which order they end, and what that costs.
//!
//! A month runs like this: every open debt bears a month's interest (balance · rate ⁄ 12, rounded once); every open debt
//! gets its minimum, or what is left of it; what remains of the budget goes to the debts in the order of the strategy.
//! What a finished debt no longer needs stays in the budget. All in whole minor units.

mod split;

use core::cmp::Reverse;

use rust_decimal::Decimal;

use super::error::{EngineError, Term};
use super::limits::MAX_DEBTS;
use super::money::{Currency, Money};
use super::number::{Rounding, div, mul};
use super::rate::Rate;

pub use split::{Remainder, split};

/// After so many months a plan is given up: a hundred years.
pub const MONTHS_LIMIT: u16 = 1_200;

/// A debt as a plan over several sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// What is owed.
    pub balance: Money,
    /// The rate; a month bears a twelfth of the nominal year.
    pub rate: Rate,
    /// What has to be paid each month.
    pub minimum: Money,
}

/// Which debt gets what is left after the minimums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Strategy {
    /// The smallest balance first (雪球); of equal ones the higher rate, then the order of entry.
    Snowball,
    /// The highest rate first (雪崩); of equal ones the smaller balance, then the order of entry.
    Avalanche,
    /// In this order of places, counted from 0; debts that are not named come last, in the order of entry.
    Custom(Vec<usize>),
    /// All at once in proportion to their balances; what rounding leaves goes to the first.
    ProRata,
}

/// One month of a plan, over all debts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Interest that was added.
    pub interest: Money,
    /// What was paid.
    pub paid: Money,
    /// What is still owed after it.
    pub balance: Money,
}

/// How a plan comes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The months, the first one first; at most [`MONTHS_LIMIT`].
    pub months: Vec<Month>,
    /// In which month each debt ends, counted from 1; none for one that does not.
    pub ends: Vec<Option<u16>>,
    /// Interest in all.
    pub interest: Money,
    /// Paid in all.
    pub paid: Money,
    /// What is owed outgrew the range of amounts: from then on no interest was added, and the figures of interest and
    /// balances say too little.
    pub outgrown: bool,
}

impl Outcome {
    /// Whether every debt ends within [`MONTHS_LIMIT`].
    #[must_use]
    pub fn finishes(&self) -> bool {
        !self.outgrown && self.ends.iter().all(Option::is_some)
    }
}

struct Plan<'a> {
    debts: &'a [Owed],
    balances: Vec<Money>,
    strategy: &'a Strategy,
    rounding: Rounding,
    currency: Currency,
}

impl<'a> Plan<'a> {
    fn try_new(debts: &'a [Owed], strategy: &'a Strategy, rounding: Rounding) -> Result<Self, EngineError> {
        let Some(first) = debts.first().filter(|_| debts.len() <= MAX_DEBTS) else {
            return Err(EngineError::outside(Term::Count, 1, MAX_DEBTS as u64));
        };
        let currency = first.balance.currency();
        for debt in debts {
            debt.rate.check(Term::Rate)?;
            for (amount, term) in [(debt.balance, Term::Principal), (debt.minimum, Term::Minimum)] {
                Money::zero(currency).plus(amount)?;
                if amount.minor() < 0 {
                    return Err(EngineError::outside(term, 0, super::contract::GREATEST_AMOUNT));
                }
            }
        }
        Ok(Self { debts, balances: debts.iter().map(|debt| debt.balance).collect(), strategy, rounding, currency })
    }

    fn open(&self) -> Result<Money, EngineError> {
        Money::sum(self.currency, self.balances.iter().copied())
    }

    /// Adds a month's interest; what was added.
    fn accrue(&mut self) -> Result<Money, EngineError> {
        let before = self.open()?;
        let mut balances = Vec::with_capacity(self.balances.len());
        for (debt, balance) in self.debts.iter().zip(&self.balances) {
            let exact = div(mul(balance.exact(), debt.rate.nominal_year(365)?)?, Decimal::from(12))?;
            balances.push(balance.plus(Money::from_exact(exact, self.currency, self.rounding)?)?);
        }
        let after = Money::sum(self.currency, balances.iter().copied())?;
        self.balances = balances;
        after.minus(before)
    }

    /// The places of the debts in the order of the strategy.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.debts.len()).collect();
        let key = |place: &usize| {
            let balance = self.balances.get(*place).map_or(0, |balance| balance.minor());
            let rate = self.debts.get(*place).and_then(|debt| debt.rate.nominal_year(365).ok()).unwrap_or_default();
            (balance, rate)
        };
        match self.strategy {
            Strategy::Snowball => order.sort_by_key(|place| (key(place).0, Reverse(key(place).1))),
            Strategy::Avalanche => order.sort_by_key(|place| (Reverse(key(place).1), key(place).0)),
            Strategy::Custom(places) => {
                order.sort_by_key(|place| places.iter().position(|p| p == place).unwrap_or(places.len()));
            }
            Strategy::ProRata => {}
        }
        order
    }

    /// Pays up to `amount` off the debt at a place; what was paid.
    fn pay(&mut self, place: usize, amount: Money) -> Result<Money, EngineError> {
        let Some(balance) = self.balances.get_mut(place) else { return Ok(Money::zero(self.currency)) };
        let paid = balance.least(amount)?;
        *balance = balance.minus(paid)?;
        Ok(paid)
    }

    /// Pays a month's budget; what was paid of it.
    fn pay_month(&mut self, budget: Money) -> Result<Money, EngineError> {
        let mut left = budget;
        let order = self.order();
        for place in &order {
            let minimum = self.debts.get(*place).map_or(Money::zero(self.currency), |debt| debt.minimum);
            left = left.minus(self.pay(*place, minimum.least(left)?)?)?;
        }
        if *self.strategy == Strategy::ProRata && self.open()?.is_positive() {
            let extra = left.least(self.open()?)?;
            let weights: Vec<Decimal> = self.balances.iter().map(|balance| balance.exact()).collect();
            for (place, share) in split(extra, &weights, Rounding::Down, Remainder::First)?.into_iter().enumerate() {
                left = left.minus(self.pay(place, share)?)?;
            }
        }
        for place in order {
            left = left.minus(self.pay(place, left)?)?;
        }
        budget.minus(left)
    }
}

/// Runs a plan month by month until every debt is paid, at most [`MONTHS_LIMIT`] months.
///
/// A budget below the sum of the minimums pays them in the order of the strategy as far as it goes.
///
/// # Errors
/// No debts or too many, amounts or rates out of range, or different currencies.
pub fn pay_off(debts: &[Owed], budget: Money, strategy: &Strategy, rounding: Rounding) -> Result<Outcome, EngineError> {
    let mut plan = Plan::try_new(debts, strategy, rounding)?;
    if budget.minor() < 0 {
        return Err(EngineError::outside(Term::Amount, 0, super::contract::GREATEST_AMOUNT));
    }
    let zero = Money::zero(plan.currency);
    let mut ends: Vec<Option<u16>> = plan.balances.iter().map(|balance| balance.is_zero().then_some(0)).collect();
    let (mut months, mut interest, mut paid, mut outgrown) = (Vec::new(), zero, zero, false);
    for number in 1..=MONTHS_LIMIT {
        if plan.open()?.is_zero() {
            break;
        }
        let mut month_interest = zero;
        if !outgrown {
            match plan.accrue() {
                Err(EngineError::Overflow) => outgrown = true,
                accrued => month_interest = accrued?,
            }
        }
        let month_paid = plan.pay_month(budget)?;
        for (end, balance) in ends.iter_mut().zip(&plan.balances) {
            if end.is_none() && balance.is_zero() {
                *end = Some(number);
            }
        }
        interest = interest.plus(month_interest)?;
        paid = paid.plus(month_paid)?;
        months.push(Month { interest: month_interest, paid: month_paid, balance: plan.open()? });
    }
    Ok(Outcome { months, ends, interest, paid, outgrown })
}

/// The smallest monthly budget that ends every debt within `months`: never below the sum of the minimums; none when
/// there are no months.
///
/// Found by halving: a unit less does not do it.
///
/// # Errors
/// As [`pay_off`].
pub fn smallest_budget(
    debts: &[Owed],
    months: u16,
    strategy: &Strategy,
    rounding: Rounding,
) -> Result<Option<Money>, EngineError> {
    let mut plan = Plan::try_new(debts, strategy, rounding)?;
    let currency = plan.currency;
    let floor = Money::sum(currency, debts.iter().map(|debt| debt.minimum))?;
    if plan.open()?.is_zero() {
        return Ok(Some(floor));
    }
    if months == 0 {
        return Ok(None);
    }
    let within = |budget: Money| -> Result<bool, EngineError> {
        let outcome = pay_off(debts, budget, strategy, rounding)?;
        Ok(outcome.finishes() && outcome.months.len() <= usize::from(months))
    };
    if within(floor)? {
        return Ok(Some(floor));
    }
    plan.accrue()?;
    // Paying everything with its first interest ends it in the first month.
    let (mut low, mut high) = (floor, plan.open()?.greatest(floor)?);
    while high.minus(low)?.minor() > 1 {
        let middle = Money::try_new(i64::midpoint(low.minor(), high.minor()), currency)?;
        if within(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}
