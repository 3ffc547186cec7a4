//! Interest that follows what is really out.
//!
//! An instalment that is paid before its day asks for the interest that it has earned by then; the rest of it is principal.
//! Interest of the days up to the due day counts on what is left and moves to the next instalment. Principal that stays
//! unpaid after its day bears interest until it is paid, within the instalment in whose period the days lie. The level
//! instalment does not change for that; the last one takes the difference.

use std::rc::Rc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::shaped::{Earned, Run};
use crate::engine::account::ClaimRef;
use crate::engine::allocation::Component;
use crate::engine::error::EngineError;
use crate::engine::money::Money;
use crate::engine::number::{add, mul};
use crate::engine::trace::{PartLabel, Step, StepKind, Trace, record};

/// What an instalment got before it was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Early {
    pub row: u16,
    pub on: NaiveDate,
    pub amount: Money,
}

/// Principal that stayed unpaid after its day, for the nights from a day up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Late {
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub amount: Money,
}

/// What was paid on other days than its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Followed {
    pub early: Vec<Early>,
    pub late: Vec<Late>,
    /// Instalments that were paid in full before their day, and on which.
    pub settled: Vec<(u16, NaiveDate)>,
}

impl Followed {
    pub(super) const fn is_empty(&self) -> bool {
        self.early.is_empty() && self.late.is_empty()
    }

    /// As it was known on a day.
    pub(super) fn known_on(&self, day: NaiveDate) -> Self {
        let late = self.late.iter().filter(|late| late.from < day);
        Self {
            early: self.early.iter().filter(|early| early.on <= day).copied().collect(),
            late: late.map(|late| Late { until: late.until.min(day), ..*late }).collect(),
            settled: self.settled.iter().filter(|(_, on)| *on <= day).copied().collect(),
        }
    }

    /// The next day after `at` on which what is out differs from the schedule by another amount.
    pub(super) fn next_edge(&self, at: NaiveDate, to: NaiveDate) -> NaiveDate {
        let early = self.early.iter().map(|early| early.on);
        let late = self.late.iter().flat_map(|late| [late.from, late.until]);
        early.chain(late).filter(|edge| *edge > at).fold(to, NaiveDate::min)
    }
}

impl Run<'_> {
    /// Interest parts of what was paid on a day, and what is asked for if that settles the instalment.
    pub(super) fn note_early(&mut self, number: u16, at: NaiveDate, earned: &mut Earned) -> Result<(), EngineError> {
        if self.followed.is_empty() {
            return Ok(());
        }
        let followed = Rc::clone(&self.followed);
        for (place, early) in followed.early.iter().enumerate() {
            if early.row != number || early.on > at || self.noted.get(place).is_some_and(|(noted, _)| *noted) {
                continue;
            }
            // What was paid before the period begins is principal: nothing is earned yet.
            let mut left = self.interest_by_now(earned)?;
            for (other, (_, part)) in followed.early.iter().zip(&self.noted) {
                if other.row == number {
                    left = left.minus_to_zero(*part)?;
                }
            }
            let part = if early.on < at { self.zero() } else { left.least(early.amount)? };
            if let Some(noted) = self.noted.get_mut(place) {
                *noted = (true, part);
            }
        }
        if earned.asked.is_none() && followed.settled.iter().any(|(row, on)| *row == number && *on <= at) {
            earned.asked = Some(self.interest_by_now(earned)?);
            earned.frozen = !self.dirty && self.instalment.is_some();
        }
        Ok(())
    }

    fn interest_by_now(&self, earned: &Earned) -> Result<Money, EngineError> {
        self.round(add(earned.exact, earned.late)?)?.plus(earned.brought)
    }

    /// Principal that was paid before its day and is still in the scheduled balance.
    pub(super) fn paid_ahead(&self, number: u16, at: NaiveDate) -> Result<Money, EngineError> {
        let mut sum = self.zero();
        for (place, early) in self.followed.early.iter().enumerate() {
            if early.row >= number && early.on <= at {
                let interest = self.noted.get(place).map_or(self.zero(), |(_, part)| *part);
                sum = sum.plus(early.amount.minus_to_zero(interest)?)?;
            }
        }
        sum.least(self.balance)
    }

    /// What overdue principal bears in a stretch.
    pub(super) fn overdue_interest(
        &self,
        at: NaiveDate,
        factor: Decimal,
        claim: ClaimRef,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Decimal, EngineError> {
        let mut balance = self.zero();
        for late in self.followed.late.iter().filter(|late| late.from <= at && at < late.until) {
            balance = balance.plus(late.amount)?;
        }
        let exact = mul(balance.exact(), factor)?;
        if balance.is_positive() {
            let result = self.round(exact)?;
            record(trace, || Step {
                claim: Some(claim),
                component: Some(Component::Interest),
                kind: StepKind::Interest { balance, factor, exact },
                result,
            });
        }
        Ok(exact)
    }

    /// The interest that an instalment asks for: what its period has earned and what came from the one before, less what
    /// moves on because it was paid before its day.
    pub(super) fn asked_interest(
        &mut self,
        (number, last): (u16, bool),
        earned: &Earned,
        claim: ClaimRef,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Money, EngineError> {
        let own = self.round(add(earned.exact, earned.late)?)?;
        let whole = own.plus(earned.brought)?;
        let asked = earned.asked.filter(|_| !last).map_or(Ok(whole), |asked| asked.least(whole))?;
        self.moved_on = whole.minus(asked)?;
        let component = Some(Component::Interest);
        if earned.brought.is_positive() {
            let own = (PartLabel::Charged(claim, Component::Interest), own);
            let parts = vec![own, (PartLabel::BroughtInterest(number), earned.brought)];
            record(trace, || Step { claim: Some(claim), component, kind: StepKind::Sum { parts }, result: whole });
        }
        if self.moved_on.is_positive() {
            let kind = StepKind::Difference { from: whole, less: self.moved_on };
            record(trace, || Step { claim: Some(claim), component, kind, result: asked });
        }
        Ok(asked)
    }

    /// How much of what was paid early was for interest.
    pub(super) fn early_interest(&self) -> Vec<(u16, NaiveDate, Money)> {
        let parts = self.followed.early.iter().zip(&self.noted);
        parts.map(|(early, (_, part))| (early.row, early.on, *part)).collect()
    }
}
