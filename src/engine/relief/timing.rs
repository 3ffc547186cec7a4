//! When the payments of an arrangement fall due, and what interest does between them.
//!
//! The level payment A of a principal P over n payments is P ⁄ Σ vₖ with vₖ = Π 1⁄(1+fⱼ) over the periods' factors. Written
//! with the first period apart, Σ vₖ = Sₙ ⁄ (1+f₁) with Sₙ = 1 + Σₖ₌₂ Πⱼ₌₂ 1⁄(1+fⱼ): the same sums serve every number of
//! payments, so that a search over them costs one division each.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Position, Proposal};
use crate::engine::date::{self, days_between};
use crate::engine::error::{EngineError, Term};
use crate::engine::event::PauseOf;
use crate::engine::number::{add, div, mul, sub};
use crate::engine::rate::Accrual;

/// The dates and factors of up to so many payments.
#[derive(Debug, Clone)]
pub(crate) struct Timing {
    /// When each payment is due.
    pub(crate) dates: Vec<NaiveDate>,
    /// The interest factor of the period that each payment ends.
    pub(super) factors: Vec<Decimal>,
    /// Sₙ for each number of payments.
    sums: Vec<Decimal>,
}

/// The interest factor of a part of a period, with the days of a pause left out.
fn without_pause(
    whole: Decimal,
    (start, end): (NaiveDate, NaiveDate),
    pause: Option<NaiveDate>,
) -> Result<Decimal, EngineError> {
    let Some(until) = pause.filter(|until| *until > start) else { return Ok(whole) };
    let (bearing, days) = (days_between(until.min(end), end), days_between(start, end).max(1));
    div(mul(whole, Decimal::from(bearing))?, Decimal::from(days))
}

impl Timing {
    /// The first payment is due on the position's first due day plus the days of grace, the n-th n − 1 periods later, counted
    /// from the first and never chained. Up to the first payment interest runs by actual days over 365 on the nominal year,
    /// afterwards by whole periods; days on which interest is paused bear none.
    ///
    /// # Errors
    /// A date or rate out of range, a first due day before the position's day, overflow.
    pub(crate) fn of(position: &Position, proposal: &Proposal, count: u16) -> Result<Self, EngineError> {
        let rate = proposal.rate.unwrap_or(position.rate);
        rate.check(Term::Rate)?;
        if position.first_due < date::check(position.as_of)? {
            return Err(EngineError::DatesOutOfOrder { term: Term::Due, earliest: position.as_of });
        }
        let mut pause = None;
        for paused in proposal.pauses.iter().filter(|paused| paused.of == PauseOf::Interest) {
            pause = pause.max(Some(date::check(paused.until)?));
        }
        let frequency = position.frequency;
        let first = date::shift(position.first_due, i64::from(proposal.grace_days))?;
        let whole = Accrual::PerPeriod.factor(rate, position.as_of, first, frequency, true)?;
        let mut start = position.as_of;
        let mut timing = Self { dates: Vec::new(), factors: Vec::new(), sums: Vec::new() };
        let (mut discount, mut sum) = (Decimal::ONE, Decimal::ONE);
        for number in 0..count {
            let due = frequency.after(first, u32::from(number))?;
            let factor = if number == 0 {
                let days = mul(rate.nominal_year(365)?, Decimal::from(days_between(start, due)))?;
                without_pause(div(days, Decimal::from(365))?, (start, due), pause)?
            } else {
                without_pause(whole, (start, due), pause)?
            };
            if number > 0 {
                discount = div(discount, add(Decimal::ONE, factor)?)?;
                sum = add(sum, discount)?;
            }
            timing.dates.push(due);
            timing.factors.push(factor);
            timing.sums.push(sum);
            start = due;
        }
        Ok(timing)
    }

    /// What `count` level payments come to in all for a principal of one: n · (1+f₁) ⁄ Sₙ.
    ///
    /// # Errors
    /// More payments than are known here, overflow.
    pub(crate) fn total_of_one(&self, count: u16) -> Result<Decimal, EngineError> {
        let place = usize::from(count).saturating_sub(1);
        let (Some(first), Some(sum)) = (self.factors.first(), self.sums.get(place)) else {
            return Err(EngineError::Overflow);
        };
        div(mul(Decimal::from(count), add(Decimal::ONE, *first)?)?, *sum)
    }

    /// Interest up to each payment of `payment` for a principal, before rounding, added up from the first payment on.
    ///
    /// # Errors
    /// Overflow.
    pub(super) fn interest(&self, principal: Decimal, payment: Decimal) -> Result<Vec<Decimal>, EngineError> {
        let (mut balance, mut all) = (principal, Decimal::ZERO);
        let mut sums = Vec::with_capacity(self.factors.len());
        for factor in &self.factors {
            let interest = mul(balance, *factor)?;
            all = add(all, interest)?;
            // What division leaves at the end is noise, not a debt.
            balance = sub(add(balance, interest)?, payment)?.max(Decimal::ZERO);
            sums.push(all);
        }
        Ok(sums)
    }
}
