//! One sum that was due on a day and is not paid: late charges in closed form, day by day.
//!
//! The late-fee simulator of the widget looks at no other debt, and must not load schedules, cards and the fold of
//! events for it. What is said here of a day is what [`replay()`](super::replay()) says of it: a law in
//! `tests/it/laws/overdue.rs` holds both against each other. Charges whose closed form is not this simple are refused
//! by name, never counted in another way.

use rust_decimal::Decimal;

use super::allocation::{Component, Components};
use super::error::EngineError;
use super::late::{Base, ChargeKind, Compounding, GraceKind, LateCharge};
use super::money::{HELD_PLACES, Money};
use super::number::mul;
use super::rate::Rate;

/// One charge on the sum.
#[derive(Debug, Clone)]
pub struct Running {
    charge: LateCharge,
    /// What one day, one stretch or the one event comes to, before rounding; in major units.
    each: Decimal,
}

/// A sum that is overdue, with what lateness costs by its terms.
#[derive(Debug, Clone)]
pub struct Overdue {
    amount: Money,
    running: Vec<Running>,
}

impl Overdue {
    /// A sum with its late charges; `contract` is the rate that an uplift raises. Nothing where a charge is not of a kind
    /// that this form knows: one that compounds or grows, one with a cap, one on the rest of a card's bill.
    ///
    /// # Errors
    /// A charge out of range, or sums that do not fit.
    pub fn of(amount: Money, contract: Rate, charges: &[LateCharge]) -> Result<Option<Self>, EngineError> {
        let mut running = Vec::with_capacity(charges.len());
        for charge in charges {
            charge.check()?;
            let Some(each) = each(amount, contract, charge)? else { return Ok(None) };
            if !charge.caps.is_empty() || charge.base == Base::StatementBalance {
                return Ok(None);
            }
            running.push(Running { charge: charge.clone(), each });
        }
        Ok(Some(Self { amount, running }))
    }

    /// The sum.
    #[must_use]
    pub const fn amount(&self) -> Money {
        self.amount
    }

    /// What has to be paid `late` days after the due date, by component: the sum, and what lateness has added.
    ///
    /// # Errors
    /// Sums that do not fit.
    pub fn due_after(&self, late: i64) -> Result<Components, EngineError> {
        let mut parts = Components::zero(self.amount.currency());
        parts.add(Component::Principal, self.amount)?;
        for running in &self.running {
            parts.add(running.charge.component, running.posted(self.amount, late)?)?;
        }
        Ok(parts)
    }

    /// What lateness has added after `late` days.
    ///
    /// # Errors
    /// Sums that do not fit.
    pub fn added(&self, late: i64) -> Result<Money, EngineError> {
        let mut each = self.running.iter().map(|running| running.posted(self.amount, late));
        each.try_fold(Money::zero(self.amount.currency()), |sum, more| sum.plus(more?))
    }

    /// The charges, in the order of the terms.
    #[must_use]
    pub fn running(&self) -> &[Running] {
        &self.running
    }
}

impl Running {
    /// The terms.
    #[must_use]
    pub const fn charge(&self) -> &LateCharge {
        &self.charge
    }

    /// How often the amount of one time counts after `late` days: days, started stretches, or once.
    #[must_use]
    pub fn times(&self, late: i64) -> i64 {
        let days = counted(&self.charge, late);
        match self.charge.kind {
            ChargeKind::Daily { .. } | ChargeKind::Uplift { .. } => days,
            ChargeKind::PerPeriod { every_days, .. } => {
                let every = i64::from(every_days).max(1);
                days.saturating_add(every).saturating_sub(1).checked_div(every).unwrap_or(0)
            }
            _ => days.min(1),
        }
    }

    /// What is entered of it after `late` days: the running total, rounded once.
    ///
    /// # Errors
    /// A sum that does not fit.
    pub fn posted(&self, amount: Money, late: i64) -> Result<Money, EngineError> {
        // While grace lasts nothing is entered, even where its days count afterwards.
        if late <= i64::from(self.charge.grace.days) {
            return Ok(Money::zero(amount.currency()));
        }
        let exact = mul(self.each, Decimal::from(self.times(late)))?;
        Money::from_exact(exact.round_dp(HELD_PLACES), amount.currency(), self.charge.rounding)
    }
}

/// Days that count `late` days after the due date: those after grace where it forgives, all of them where it does not;
/// one fewer or one more as the terms count end days.
fn counted(charge: &LateCharge, late: i64) -> i64 {
    let skipped = match charge.grace.kind {
        GraceKind::Forgiven => i64::from(charge.grace.days),
        GraceKind::BackDated => 0,
    };
    let days = late.saturating_sub(skipped);
    if days <= 0 {
        return 0;
    }
    let extra = charge.inclusion.extra_days();
    days.saturating_add(extra.min(0)).max(0).saturating_add(extra.max(0))
}

/// What a charge comes to each time that it counts; nothing where it has no such form.
fn each(amount: Money, contract: Rate, charge: &LateCharge) -> Result<Option<Decimal>, EngineError> {
    Ok(match &charge.kind {
        ChargeKind::Flat { amount } | ChargeKind::PerPeriod { amount, .. } => Some(amount.exact()),
        ChargeKind::Percent { share, floor, ceiling } => {
            let exact = mul(amount.exact(), *share)?;
            let exact = floor.map_or(exact, |least| exact.max(least.exact()));
            Some(ceiling.map_or(exact, |most| exact.min(most.exact())))
        }
        ChargeKind::Daily { compounding: Compounding::Simple, .. }
        | ChargeKind::Uplift { compounding: Compounding::Simple, .. } => match charge.daily_rate(contract)? {
            Some((daily, _)) => Some(mul(amount.exact(), daily)?),
            None => None,
        },
        ChargeKind::Tiered { .. }
        | ChargeKind::Growing { .. }
        | ChargeKind::Daily { .. }
        | ChargeKind::Uplift { .. } => None,
    })
}
