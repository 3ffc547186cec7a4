//! The instalment solved anew over what is left: where the rest is arranged anew, where a payout brings instalments of
//! its own, and how the last instalment is brought near the others.

use std::rc::Rc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::shaped::{Earned, Run};
use super::{Changes, Move, MoveKind, Period, period_factor, periods, to_step};
use crate::engine::contract::InterestKind;
use crate::engine::error::EngineError;
use crate::engine::money::Money;
use crate::engine::number::{add, div, mul, sub};
use crate::engine::rate::Accrual;
use crate::engine::shape::InstalmentBasis;

impl Run<'_> {
    /// What was agreed on anew for the instalments from this due date on.
    pub(super) fn arrange(&mut self, due: NaiveDate) -> Result<(), EngineError> {
        while let Some((_, again)) = self.rescheduled.get(self.next_again).filter(|(on, _)| *on <= due) {
            self.next_again = self.next_again.saturating_add(1);
            self.count = self.count.saturating_add(again.more);
            if again.more > 0 {
                self.anew();
            }
            let rescheduled = self.rescheduled.get(..self.next_again).unwrap_or_default().to_vec();
            self.known = Rc::new(periods(self.terms, &Changes { rescheduled, ..Changes::default() })?);
        }
        Ok(())
    }

    /// The instalment must be solved anew.
    pub(super) fn anew(&mut self) {
        self.dirty = true;
        self.planned.clear();
    }

    /// What the instalments from `number` on come to as things stand on a day.
    fn as_things_stand(&self, number: u16, day: NaiveDate) -> Result<Vec<(u16, Money)>, EngineError> {
        let mut run = self.clone();
        run.followed = Rc::new(self.followed.known_on(day));
        run.noted = vec![(false, self.zero()); run.followed.early.len()];
        (run.moves, run.rates, run.pauses, run.rescheduled, run.rows) = (Vec::new(), Vec::new(), &[], &[], Vec::new());
        run.into_plan(number)
    }

    /// A payout that is paid back in instalments of its own joins those that are there.
    pub(super) fn joins(&mut self, number: u16, tranche: Move) -> Result<(), EngineError> {
        let before = self.as_things_stand(number, tranche.on)?;
        let mut own = self.clone();
        (own.balance, own.lent, own.balloon) = (self.zero(), self.zero(), self.zero());
        (own.next_move, own.rates, own.pauses, own.rescheduled) = (0, Vec::new(), &[], &[]);
        own.moves = vec![Move { kind: MoveKind::Payout, ..tranche }];
        (own.followed, own.noted, own.moved_on) = (Rc::default(), Vec::new(), self.zero());
        own.count = number.saturating_sub(1).saturating_add(self.terms.count);
        (own.deferred, own.carried, own.rows) = (self.zero(), Earned::none(self.zero()), Vec::new());
        own.anew();
        self.count = self.count.max(own.count);
        let mut sum = own.into_plan(number)?;
        for (at, amount) in before {
            match sum.iter_mut().find(|(own, _)| *own == at) {
                Some((_, total)) => *total = total.plus(amount)?,
                None => sum.push((at, amount)),
            }
        }
        self.planned = sum;
        Ok(())
    }

    /// What the instalments from `number` on come to with what is still to move.
    fn into_plan(mut self, number: u16) -> Result<Vec<(u16, Money)>, EngineError> {
        let known = Rc::clone(&self.known);
        for (at, period) in (1_u16..).zip(known.iter()).skip(usize::from(number.saturating_sub(1))) {
            if self.period(at, period, &mut None)? {
                break;
            }
        }
        Ok(self.rows.iter().map(|row| (row.number, row.total)).collect())
    }

    /// See [`Smoothing::ThreePasses`], over the instalments that are left.
    pub(super) fn smoothed(&self, number: u16, earned: &Earned, first: Money) -> Result<Money, EngineError> {
        let rest = i64::from(self.count.saturating_sub(number).saturating_add(1));
        let mut amount = first;
        let Some(mut gap) = self.gap(number, earned, amount)? else { return Ok(amount) };
        for _ in 0..3 {
            if gap.minor().saturating_abs() <= rest.checked_div(2).unwrap_or(0) {
                break;
            }
            let mut candidate = amount.plus(self.round(div(gap.exact(), Decimal::from(rest))?)?)?;
            if let Some(step) = self.terms.instalment_multiple {
                candidate = to_step(candidate, step, self.terms.rounding)?;
            }
            match self.gap(number, earned, candidate)? {
                Some(new) if new.minor().saturating_abs() < gap.minor().saturating_abs() => {
                    (amount, gap) = (candidate, new);
                }
                _ => break,
            }
        }
        Ok(amount)
    }

    /// By how much the last instalment is above the others; none where the others leave nothing for it.
    fn gap(&self, number: u16, earned: &Earned, amount: Money) -> Result<Option<Money>, EngineError> {
        let mut balance = self.balance;
        let places = usize::from(number.saturating_sub(1))..usize::from(self.count);
        for (at, period) in (number..).zip(self.known.get(places).unwrap_or_default()) {
            let exact = if at == number {
                add(earned.exact, earned.spared)?
            } else {
                mul(balance.exact(), period_factor(self.terms, self.rate, at.saturating_sub(1), period)?)?
            };
            let mut interest = self.round(exact)?;
            if at == number {
                interest = interest.plus(earned.brought)?;
            }
            if at == self.count {
                return Ok(Some(balance.plus(interest)?.minus(amount)?).filter(|_| balance.is_positive()));
            }
            balance = balance.minus(amount.minus(interest)?.least(balance)?)?;
        }
        Ok(None)
    }

    /// The level instalment that repays what is owed on the due date of `number` by the end, before rounding.
    pub(super) fn solve(&self, number: u16, earned: &Earned) -> Result<Decimal, EngineError> {
        if self.terms.interest == InterestKind::Flat {
            return self.solve_flat(number, earned);
        }
        let by_periods = self.terms.shape.basis == InstalmentBasis::EqualPeriods;
        let level = |index: u16, period: &Period| -> Result<Decimal, EngineError> {
            if by_periods && index >= self.terms.interest_free {
                return Accrual::PerPeriod.factor(self.rate, period.start, period.due, self.terms.frequency, true);
            }
            period_factor(self.terms, self.rate, index, period)
        };
        let (mut discount, mut weights, mut owed) = (Decimal::ONE, Decimal::ZERO, Decimal::ZERO);
        let known = self.known.get(..usize::from(self.count)).unwrap_or(&self.known);
        for (at, period) in (1_u16..).zip(known).skip(usize::from(number.saturating_sub(1))) {
            if at == number {
                let interest = if by_periods {
                    mul(self.balance.exact(), level(at.saturating_sub(1), period)?)?
                } else {
                    add(earned.exact, earned.spared)?
                };
                owed = add(add(self.balance.exact(), interest)?, earned.brought.exact())?;
            } else {
                discount = div(discount, add(Decimal::ONE, level(at.saturating_sub(1), period)?)?)?;
            }
            weights = add(weights, mul(discount, self.terms.shape.weight(at)?)?)?;
        }
        div(sub(owed, mul(self.balloon.exact(), discount)?)?, weights)
    }

    /// The level instalment with flat interest: what is owed and the interest of the rest, in equal parts.
    fn solve_flat(&self, number: u16, earned: &Earned) -> Result<Decimal, EngineError> {
        let mut sum = self.balance.plus(self.round(earned.exact)?)?;
        let places = usize::from(number)..usize::from(self.count);
        for (index, period) in (number..).zip(self.known.get(places).unwrap_or_default()) {
            let factor = period_factor(self.terms, self.rate, index, period)?;
            sum = sum.plus(self.round(mul(self.lent.exact(), factor)?)?)?;
        }
        div(sum.exact(), Decimal::from(self.count.saturating_sub(number).saturating_add(1)))
    }
}
