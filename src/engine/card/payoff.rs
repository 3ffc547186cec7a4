//! How long a card balance takes to pay off when nothing new is bought: under the least payment, a fixed one, or the
//! one that clears it in a number of months.
//!
//! A month is two stretches of days, before and after the payment. Where interest is posted with the bill (as cards
//! do), the payment is made on the billed balance and interest = balance · before + rest · after, rounded once; where it
//! is posted with the payment (as textbook tables do), interest = balance · (before + after) comes first.

use rust_decimal::Decimal;

use super::super::error::{EngineError, Term};
use super::super::money::Money;
use super::super::number::{Rounding, add, mul};
use super::{BilledInterest, InterestMethod, MinimumRule};

/// The most months that are looked at: a hundred years.
pub const MOST_MONTHS: u16 = 1_200;

/// What is paid each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayoffPlan {
    /// The least payment of each bill.
    Minimum(MinimumRule),
    /// The same amount.
    Fixed(Money),
    /// The interest of the month and an amount of principal.
    InterestPlus(Money),
}

/// When the interest of a month is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Posting {
    /// On the day of the payment, before it.
    WithPayment,
    /// With the next bill, after it.
    WithBill,
}

/// The interest factors of one month: rate of a day times days, or a share of the yearly rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthFactors {
    /// From the bill to the payment.
    pub before: Decimal,
    /// From the payment to the next bill.
    pub after: Decimal,
}

/// A balance to be paid off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payoff {
    /// The billed balance.
    pub balance: Money,
    /// The factors of the months; the last holds for all later ones. None at all: no interest.
    pub factors: Vec<MonthFactors>,
    /// When interest is posted.
    pub posting: Posting,
    /// Whether unpaid interest bears interest.
    pub billed: BilledInterest,
    /// What bears interest in the month of the first bill before its payment.
    pub method: InterestMethod,
    /// Whether an earlier bill was not paid in full: then even a first bill paid in full bears interest until that day.
    pub revolving: bool,
    /// How interest becomes minor units, once a month.
    pub rounding: Rounding,
}

/// One month of a payoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayoffMonth {
    /// From 1.
    pub number: u16,
    /// What is paid.
    pub payment: Money,
    /// The interest posted in the month.
    pub interest: Money,
    /// What is owed after both.
    pub balance: Money,
}

impl Payoff {
    /// The months until nothing is owed.
    ///
    /// # Errors
    /// [`EngineError::NeverRepaid`] if that takes more than [`MOST_MONTHS`] months; overflow.
    pub fn months(&self, plan: &PayoffPlan) -> Result<Vec<PayoffMonth>, EngineError> {
        let months = self.first_months(plan, MOST_MONTHS)?;
        match months.last() {
            Some(month) if month.balance.is_positive() => Err(EngineError::NeverRepaid),
            _ => Ok(months),
        }
    }

    /// The first `most` months, or fewer if nothing is owed before.
    ///
    /// # Errors
    /// Overflow or mixed currencies.
    pub fn first_months(&self, plan: &PayoffPlan, most: u16) -> Result<Vec<PayoffMonth>, EngineError> {
        let zero = Money::zero(self.balance.currency());
        let mut owed = Owed { principal: self.balance, interest: zero };
        let mut list = Vec::new();
        for number in 1..=most.min(MOST_MONTHS) {
            let at = usize::from(number).saturating_sub(1);
            let none = MonthFactors { before: Decimal::ZERO, after: Decimal::ZERO };
            let factors = self.factors.get(at).or_else(|| self.factors.last()).copied().unwrap_or(none);
            let before = self.bearing(&owed)?;
            let (payment, interest) = match self.posting {
                Posting::WithPayment => {
                    let interest = self.round(mul(before.exact(), add(factors.before, factors.after)?)?)?;
                    owed.interest = owed.interest.plus(interest)?;
                    (owed.pay(self.payment_of(plan, &owed, interest)?)?, interest)
                }
                Posting::WithBill => {
                    let payment = owed.pay(self.payment_of(plan, &owed, owed.interest)?)?;
                    let rest = self.bearing(&owed)?;
                    // The first bill paid in full in time costs nothing; by the unpaid-part method only the rest bears.
                    let free = rest.is_zero() || self.method == InterestMethod::UnpaidPart;
                    let first = number == 1 && !self.revolving && free;
                    let base = if first { rest } else { before };
                    let exact = add(mul(base.exact(), factors.before)?, mul(rest.exact(), factors.after)?)?;
                    let interest = self.round(exact)?;
                    owed.interest = owed.interest.plus(interest)?;
                    (payment, interest)
                }
            };
            let balance = owed.principal.plus(owed.interest)?;
            list.push(PayoffMonth { number, payment, interest, balance });
            if balance.is_zero() {
                break;
            }
        }
        Ok(list)
    }

    /// The least payment, a multiple of `step`, that clears the balance within `within` months.
    ///
    /// # Errors
    /// A step or number of months that is not above zero; overflow.
    pub fn payment_within(&self, within: u16, step: Money) -> Result<Money, EngineError> {
        if within == 0 || within > MOST_MONTHS {
            return Err(EngineError::outside(Term::Count, 1, MOST_MONTHS));
        }
        if !step.is_positive() {
            return Err(EngineError::outside(
                Term::Multiple,
                super::super::contract::LEAST_AMOUNT,
                self.balance.exact(),
            ));
        }
        let clears = |steps: i64| -> Result<bool, EngineError> {
            let payment =
                Money::try_new(steps.checked_mul(step.minor()).ok_or(EngineError::Overflow)?, step.currency())?;
            let months = self.first_months(&PayoffPlan::Fixed(payment), within)?;
            Ok(months.last().is_none_or(|month| month.balance.is_zero()))
        };
        // Enough for the balance and whatever one month can add to it.
        let mut enough = self.balance.minor().checked_div(step.minor()).unwrap_or(0).saturating_add(1);
        while !clears(enough)? {
            if enough > super::super::limits::MAX_MINOR {
                return Err(EngineError::NeverRepaid);
            }
            enough = enough.checked_mul(2).ok_or(EngineError::Overflow)?;
        }
        let mut short = 0_i64;
        while enough.saturating_sub(short) > 1 {
            let middle = short.saturating_add(enough).checked_div(2).unwrap_or(enough);
            if clears(middle)? {
                enough = middle;
            } else {
                short = middle;
            }
        }
        Money::try_new(enough.checked_mul(step.minor()).ok_or(EngineError::Overflow)?, step.currency())
    }

    fn round(&self, exact: Decimal) -> Result<Money, EngineError> {
        Money::from_exact(exact, self.balance.currency(), self.rounding)
    }

    fn bearing(&self, owed: &Owed) -> Result<Money, EngineError> {
        match self.billed {
            BilledInterest::Compounds => owed.principal.plus(owed.interest),
            BilledInterest::Simple => Ok(owed.principal),
        }
    }

    fn payment_of(&self, plan: &PayoffPlan, owed: &Owed, interest: Money) -> Result<Money, EngineError> {
        match plan {
            PayoffPlan::Minimum(rule) => rule.of(owed.principal.plus(owed.interest)?, interest),
            PayoffPlan::Fixed(amount) => Ok(*amount),
            PayoffPlan::InterestPlus(amount) => interest.plus(*amount),
        }
    }
}

/// What is owed within a month.
struct Owed {
    principal: Money,
    interest: Money,
}

impl Owed {
    /// Takes a payment, interest first; gives what was used of it.
    fn pay(&mut self, payment: Money) -> Result<Money, EngineError> {
        let interest = self.interest.least(payment)?;
        let principal = self.principal.least(payment.minus(interest)?)?;
        self.interest = self.interest.minus(interest)?;
        self.principal = self.principal.minus(principal)?;
        interest.plus(principal)
    }
}
