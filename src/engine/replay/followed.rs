//! Where interest follows payments, the schedule depends on what was paid, and where payments go depends on the schedule.
//! What happens on a day only depends on days before it, so folding again and again comes to rest.

use chrono::NaiveDate;

use super::super::account::{Claim, ClaimRef, LedgerKind, LedgerLine};
use super::super::allocation::{Component, Portion};
use super::super::contract::{Contract, Opening};
use super::super::error::EngineError;
use super::super::event::Event;
use super::super::limits::MAX_INSTALMENTS;
use super::super::money::Money;
use super::super::order;
use super::super::schedule::{Early, Followed, Late};
use super::{Ahead, Machine, begin};

/// What was paid on other days than its own, once schedule and payments agree; nothing where interest does not follow it.
pub(super) fn of(
    debt: (&Contract, Option<&Opening>),
    happened: (&[Event], NaiveDate, Ahead),
) -> Result<Followed, EngineError> {
    let mut followed = Followed::default();
    if !debt.0.follows_payments() {
        return Ok(followed);
    }
    // Each round settles at least one more instalment.
    for _ in 0..=MAX_INSTALMENTS {
        let (mut machine, ordered) = begin(debt, happened, followed.clone(), &mut None)?;
        machine.live(&ordered, happened.1, &mut None)?;
        let seen = machine.followed(happened.1)?;
        if seen == followed {
            break;
        }
        followed = seen;
    }
    Ok(followed)
}

impl Machine<'_> {
    /// What the ledger says of payments on other days than their own.
    fn followed(&self, as_of: NaiveDate) -> Result<Followed, EngineError> {
        let mut followed = Followed::default();
        for claim in &self.claims {
            let begins = self.opening.map(|opening| opening.as_of);
            match (claim.reference, claim.due) {
                (ClaimRef::Row(row), Some(due)) => {
                    self.early(claim, (row, due), &mut followed)?;
                    self.late(claim, due, as_of, &mut followed)?;
                }
                (ClaimRef::Opening, Some(due)) => {
                    self.late(claim, begins.map_or(due, |day| day.max(due)), as_of, &mut followed)?;
                }
                _ => {}
            }
        }
        Ok(followed)
    }

    /// The lines of a claim that made it smaller.
    fn lines(&self, claim: &Claim) -> impl Iterator<Item = &LedgerLine> {
        let reference = claim.reference;
        self.ledger.iter().filter(move |line| {
            line.claim == Some(reference) && matches!(line.kind, LedgerKind::Paid | LedgerKind::Waived)
        })
    }

    fn early(&self, claim: &Claim, (row, due): (u16, NaiveDate), followed: &mut Followed) -> Result<(), EngineError> {
        let mut last = None;
        for line in self.lines(claim) {
            last = last.max(Some(line.date));
            if line.date >= due {
                continue;
            }
            match followed.early.iter_mut().find(|early| (early.row, early.on) == (row, line.date)) {
                Some(early) => early.amount = early.amount.plus(line.amount)?,
                None => followed.early.push(Early { row, on: line.date, amount: line.amount }),
            }
        }
        if let Some(on) = last.filter(|on| *on < due)
            && claim.open()?.is_zero()
        {
            followed.settled.push((row, on));
        }
        Ok(())
    }

    /// Principal that is open after its day, night by night.
    fn late(
        &self,
        claim: &Claim,
        due: NaiveDate,
        as_of: NaiveDate,
        followed: &mut Followed,
    ) -> Result<(), EngineError> {
        let principal = |line: &&LedgerLine| line.component == Component::Principal;
        let after: Vec<&LedgerLine> = self.lines(claim).filter(principal).filter(|line| line.date > due).collect();
        let mut open = claim.open_of(Component::Principal)?;
        for line in &after {
            open = open.plus(line.amount)?;
        }
        let mut from = due;
        for line in order::by(after, |line| order::rank(Some(line.date))) {
            push(followed, (from, line.date), open);
            (from, open) = (line.date, open.minus(line.amount)?);
        }
        push(followed, (from, as_of), open);
        Ok(())
    }

    /// Interest that is not earned yet is not paid early: what would go to it is principal, unless it settles the instalment.
    pub(super) fn leave_unearned(&mut self, on: NaiveDate, portions: &mut Vec<Portion>) -> Result<(), EngineError> {
        if !self.contract.follows_payments() {
            return Ok(());
        }
        let mut moved: Vec<Portion> = Vec::new();
        for portion in portions.iter_mut().filter(|portion| portion.component == Component::Interest) {
            let Some(claim) = self.claims.get_mut(portion.claim) else { continue };
            let ClaimRef::Row(row) = claim.reference else { continue };
            if claim.due.is_none_or(|due| due <= on) || claim.open()?.is_zero() {
                continue;
            }
            let known = self.earned.iter_mut().find(|(of, day, _)| (*of, *day) == (row, on));
            let Some((_, _, earned)) = known else { continue };
            let interest = portion.amount.least(*earned)?;
            *earned = earned.minus(interest)?;
            let rest = portion.amount.minus(interest)?.least(claim.open_of(Component::Principal)?)?;
            portion.amount = portion.amount.minus(rest)?;
            claim.paid.interest = claim.paid.interest.minus(rest)?;
            claim.paid.principal = claim.paid.principal.plus(rest)?;
            moved.push(Portion { component: Component::Principal, amount: rest, ..*portion });
        }
        for portion in moved {
            let same = |own: &&mut Portion| (own.claim, own.component) == (portion.claim, Component::Principal);
            match portions.iter_mut().find(same) {
                Some(own) => own.amount = own.amount.plus(portion.amount)?,
                None => portions.push(portion),
            }
        }
        portions.retain(|portion| portion.amount.is_positive());
        Ok(())
    }
}

fn push(followed: &mut Followed, (from, until): (NaiveDate, NaiveDate), amount: Money) {
    if from < until && amount.is_positive() {
        followed.late.push(Late { from, until, amount });
    }
}
