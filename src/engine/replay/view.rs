//! From the folded debt to the account that screens read.

use chrono::NaiveDate;

use super::super::account::{Account, Claim, ClaimRef, LedgerKind, LedgerLine, NextDue, Origin};
use super::super::allocation::{Component, Components};
use super::super::contract::Contract;
use super::super::date::days_between;
use super::super::error::EngineError;
use super::super::money::Money;
use super::super::order;
use super::super::trace::{Step, StepKind, Trace, record};
use super::{Machine, accrual};

impl Machine<'_> {
    pub(super) fn into_account(
        mut self,
        as_of: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Account, EngineError> {
        let currency = self.contract.currency();
        self.enter_due_rows(as_of)?;
        let late_totals = self.accruals.late_totals(&self);
        let zero = Components::zero(currency);
        let (mut due_now, mut overdue, mut outstanding) = (zero, zero, zero);
        let (mut payoff, mut paid, mut waived) = (zero, zero, zero);
        let mut oldest: Option<NaiveDate> = None;
        let mut next: Option<NextDue> = None;
        for claim in &self.claims {
            let open = claim.open()?;
            outstanding = outstanding.plus(&open)?;
            if !claim.waived.is_zero() {
                waived = waived.plus(&claim.waived)?;
            }
            let asked = claim.due.is_some_and(|due| due <= as_of);
            if asked {
                due_now = due_now.plus(&open)?;
            }
            if let Some(due) = claim.due
                && due < as_of
                && !open.is_zero()
            {
                overdue = overdue.plus(&open)?;
                oldest = Some(oldest.map_or(due, |day| day.min(due)));
            }
            payoff = payoff.plus(&self.payoff_of(claim, &open, as_of, trace)?)?;
            next = nearest(next, claim.due.filter(|due| *due >= as_of), &open)?;
        }
        payoff.principal = payoff.principal.minus(self.not_yet_owed(as_of, true)?)?.greatest(due_now.principal)?;
        for line in self.ledger.iter().filter(|line| line.kind == LedgerKind::Paid) {
            paid.add(line.component, line.amount)?;
        }
        let claims = order::by(self.claims, |claim| order::rank(claim.due));
        let ledger = order::by(self.ledger, |line| order::rank(Some(line.date)));
        Ok(Account {
            as_of,
            currency,
            rows: self.rows,
            claims,
            ledger,
            due_now,
            overdue,
            outstanding,
            payoff,
            paid,
            waived,
            credit: self.credit,
            oldest_unpaid_due: oldest,
            days_past_due: oldest.map_or(0, |due| days_between(due, as_of)),
            next_due: next,
            late_totals,
            bills: Vec::new(),
        })
    }

    /// What a claim adds to the sum that would end the debt: what is asked for, or the principal that is still out and
    /// the interest of the days gone by.
    pub(super) fn payoff_of(
        &self,
        claim: &Claim,
        open: &Components,
        as_of: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Components, EngineError> {
        let Some(due) = claim.due.filter(|due| *due > as_of) else {
            return Ok(*open);
        };
        let mut part = *open;
        let started = match claim.reference {
            ClaimRef::Row(number) => self
                .rows
                .get(usize::from(number).saturating_sub(1))
                .filter(|row| row.number == number)
                .map(|row| row.start),
            ClaimRef::Single => match self.contract {
                Contract::Single(terms) => Some(terms.start),
                Contract::Instalment(_) | Contract::Revolving(_) => None,
            },
            _ => None,
        };
        let rounding = match self.contract {
            Contract::Instalment(terms) => terms.rounding,
            Contract::Single(terms) => terms.rounding,
            Contract::Revolving(_) => super::super::number::Rounding::default(),
        };
        let Some(start) = started else {
            return Ok(part);
        };
        let (gone, whole) = (days_between(start, as_of).max(0), days_between(start, due));
        if gone == 0 {
            part.interest = Money::zero(open.interest.currency());
            return Ok(part);
        }
        let (accrued, exact) = accrual::pro_rata(claim.charged.interest, gone, whole, rounding)?;
        part.interest = accrued.minus_to_zero(claim.paid.interest)?.least(open.interest)?;
        if part.interest.is_positive() {
            let result = part.interest;
            record(trace, || Step {
                claim: Some(claim.reference),
                component: Some(Component::Interest),
                kind: StepKind::ProRata { whole: claim.charged.interest, days: gone, of: whole, exact },
                result,
            });
        }
        Ok(part)
    }

    /// Ledger lines of what fell due up to the as-of date.
    fn enter_due_rows(&mut self, as_of: NaiveDate) -> Result<(), EngineError> {
        let currency = self.contract.currency();
        // Card interest is the only late charge that stands among these components; there are few such lines.
        let late_lines: Vec<LedgerLine> = self
            .ledger
            .iter()
            .filter(|line| matches!(line.component, Component::Principal | Component::Interest))
            .filter(|line| matches!(line.kind, LedgerKind::LateCharge(_)))
            .copied()
            .collect();
        let mut fallen = Vec::new();
        for claim in &self.claims {
            let by_date = matches!(claim.reference, ClaimRef::Row(_) | ClaimRef::Single | ClaimRef::DownPayment);
            let Some(due) = claim.due.filter(|due| by_date && *due <= as_of) else {
                continue;
            };
            for component in [Component::Principal, Component::Interest] {
                let late = late_lines
                    .iter()
                    .filter(|line| line.claim == Some(claim.reference) && line.component == component)
                    .map(|line| line.amount);
                let amount = claim.charged.get(component).minus(Money::sum(currency, late)?)?;
                if amount.is_positive() {
                    fallen.push(LedgerLine {
                        date: due,
                        kind: LedgerKind::FellDue,
                        component,
                        claim: Some(claim.reference),
                        event: None,
                        amount,
                        origin: if claim.origin == Origin::Stated { Origin::Stated } else { Origin::Computed },
                    });
                }
            }
        }
        self.ledger.extend(fallen);
        Ok(())
    }
}

/// The nearest date on which something open falls due, with all that is due on it.
fn nearest(best: Option<NextDue>, due: Option<NaiveDate>, open: &Components) -> Result<Option<NextDue>, EngineError> {
    let Some(date) = due.filter(|_| !open.is_zero()) else {
        return Ok(best);
    };
    Ok(Some(match best {
        Some(found) if found.date < date => found,
        Some(found) if found.date == date => NextDue { date, amounts: found.amounts.plus(open)? },
        _ => NextDue { date, amounts: *open },
    }))
}
