//! A late charge between two events in closed form: what it comes to on any day, without counting up to it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::allocation::Component;
use super::super::contract::Contract;
use super::super::date::number;
use super::super::error::EngineError;
use super::super::event::PauseOf;
use super::super::late::{Base, Cap, CapScope, Compounding, GraceKind, LateCharge};
use super::super::money::Money;
use super::super::number::{Rounding, add, mul};
use super::Machine;
use super::accrual::{Accruals, Anchor, allowed, days_of_interest, grace_is_over, held};

/// One charge on one claim while nothing happens: so much counted before, so much more each day.
#[derive(Debug, Clone)]
pub(super) struct Slope {
    pub(super) claim: usize,
    pub(super) place: usize,
    pub(super) component: Component,
    rounding: Rounding,
    /// The claim's due date as a number: nothing runs up to and including it.
    due: i64,
    /// Days count after this day …
    counting: i64,
    /// … by this many more, if the first counts, or fewer, if the last does not …
    extra: i64,
    /// … and so many were counted before.
    before: i64,
    /// The first day on which it may be entered: grace is over.
    enters: i64,
    start: Decimal,
    each: Decimal,
    short: Option<Short>,
    /// What is entered already.
    own: Money,
    /// What the caps leave.
    limit: Option<Money>,
}

/// The same numbers as whole multiples of a small unit, where they are short enough.
#[derive(Debug, Clone, Copy)]
struct Short {
    start: u64,
    each: u64,
    /// Small units of one minor unit.
    unit: u64,
}

impl Short {
    fn of(start: Decimal, each: Decimal, digits: u32) -> Option<Self> {
        let scale = start.scale().max(each.scale()).max(digits);
        // As many places as a running total is held to: nothing would be cut off.
        let at = |value: Decimal| {
            let size = u64::try_from(value.mantissa()).ok()?;
            size.checked_mul(10_u64.checked_pow(scale.checked_sub(value.scale())?)?)
        };
        let unit = 10_u64.checked_pow(scale.checked_sub(digits)?)?;
        (scale <= 16).then_some(())?;
        Some(Self { start: at(start)?, each: at(each)?, unit })
    }

    fn minor(self, days: i64, rounding: Rounding) -> Option<i64> {
        let size = self.start.checked_add(self.each.checked_mul(u64::try_from(days).ok()?)?)?;
        i64::try_from(rounding.units(size, self.unit)?).ok()
    }
}

impl Slope {
    fn days(&self, day: i64) -> i64 {
        if day <= self.due || day <= self.counting {
            return 0;
        }
        let last = day.saturating_add(self.extra.min(0));
        let counted = last.saturating_sub(self.counting).max(0).saturating_add(self.extra.max(0));
        counted.saturating_sub(self.before).max(0)
    }

    /// The running total before rounding and caps.
    pub(super) fn exact(&self, day: i64) -> Result<Decimal, EngineError> {
        match self.days(day) {
            0 => Ok(self.start),
            days => add(self.start, mul(self.each, Decimal::from(days))?),
        }
    }

    /// What is entered of it on a day.
    pub(super) fn posted(&self, day: i64) -> Result<Money, EngineError> {
        if day < self.enters {
            return Ok(self.own);
        }
        let currency = self.own.currency();
        let total = match self.short.and_then(|short| short.minor(self.days(day), self.rounding)) {
            Some(minor) => Money::try_new(minor, currency)?,
            None => Money::from_exact(held(self.exact(day)?), currency, self.rounding)?,
        };
        let total = match self.limit {
            Some(limit) => total.least(limit)?,
            None => total,
        };
        total.greatest(self.own)
    }

    /// What is entered of it more than at the start.
    pub(super) fn more(&self, day: i64) -> Result<Money, EngineError> {
        self.posted(day)?.minus(self.own)
    }
}

impl Accruals {
    /// The charges that run from here on, one by one; nothing where they are not that simple: charges that compound,
    /// that are fixed, that look at more than their own claim, that pause, or that share a cap.
    /// `posted` is what is entered of each charge.
    pub(super) fn slopes(&self, machine: &Machine<'_>, posted: &[Money]) -> Result<Option<Vec<Slope>>, EngineError> {
        let charges = &machine.contract.lateness().charges;
        let simple = charges.iter().zip(&self.rates).all(|(charge, rate)| {
            matches!(rate, Some((_, Compounding::Simple)))
                && matches!(charge.base, Base::OverduePrincipal | Base::OverdueInstalment | Base::OverdueTotal)
        });
        if !simple || machine.pauses.iter().any(|pause| pause.of == PauseOf::Penalty) {
            return Ok(None);
        }
        let mut slopes = Vec::new();
        for (place, charge) in charges.iter().enumerate() {
            for claim in 0..machine.claims.len() {
                match self.slope((claim, place), charge, machine, posted)? {
                    Some(Some(slope)) => slopes.push(slope),
                    Some(None) => {}
                    None => return Ok(None),
                }
            }
        }
        let capped = charges.iter().flat_map(|charge| &charge.caps).any(|cap| !matches!(cap, Cap::PerDay { .. }));
        Ok((!capped || slopes.len() <= 1).then_some(slopes))
    }

    /// The slope of one charge on one claim; `Some(None)` where nothing runs, nothing where it is not simple.
    fn slope(
        &self,
        (claim, place): (usize, usize),
        charge: &LateCharge,
        machine: &Machine<'_>,
        posted: &[Money],
    ) -> Result<Option<Option<Slope>>, EngineError> {
        let (Some(entry), Some(anchor), Some(running)) =
            (machine.claims.get(claim), self.anchors.get(claim), self.of_claim(claim).get(place))
        else {
            return Ok(None);
        };
        let (Some(due), Some(from), Some(Some(rate))) = (entry.due, anchor.from, self.rates.get(place)) else {
            return Ok(Some(None));
        };
        let Some(base) = self.base_of(charge, claim, machine, NaiveDate::MAX)?.filter(|base| base.is_positive()) else {
            // Settled: what ran before stands, unless grace would take it back.
            let waits = self.reached.is_some_and(|day| !grace_is_over(charge, Some(anchor), day));
            return Ok((running.exact.is_zero() || !waits).then_some(None));
        };
        let each = days_of_interest(charge, base, running, *rate, 1)?.exact;
        let own = running.posted.unwrap_or(Money::zero(base.currency()));
        let mut slope = Slope {
            claim,
            place,
            component: charge.component,
            rounding: charge.rounding,
            due: number(due),
            counting: number(from).saturating_add(skipped(charge, *anchor)),
            extra: if anchor.before > 0 { 0 } else { charge.inclusion.extra_days() },
            before: 0,
            enters: number(from)
                .saturating_sub(anchor.before)
                .saturating_add(i64::from(charge.grace.days))
                .saturating_add(1),
            start: running.exact,
            each,
            short: Short::of(running.exact, each, base.currency().digits()),
            own,
            limit: limit(charge, place, own, machine.contract, posted)?,
        };
        if let Some(reached) = self.reached {
            let reached = number(reached);
            // What was counted before the due date of the claim is nothing, whatever the end days say.
            slope.before = slope.days(reached);
        }
        Ok(Some(Some(slope)))
    }
}

/// Days of grace that never cost anything.
fn skipped(charge: &LateCharge, anchor: Anchor) -> i64 {
    match charge.grace.kind {
        GraceKind::Forgiven => i64::from(charge.grace.days).saturating_sub(anchor.before).max(0),
        GraceKind::BackDated => 0,
    }
}

/// What the caps over time leave to a charge on the one claim that it runs on.
fn limit(
    charge: &LateCharge,
    place: usize,
    own: Money,
    contract: &Contract,
    posted: &[Money],
) -> Result<Option<Money>, EngineError> {
    let mut least: Option<Money> = None;
    for cap in &charge.caps {
        let Some((allowed, scope)) = allowed(cap, contract, charge.rounding)? else {
            continue;
        };
        let all = match scope {
            CapScope::ThisCharge => posted.get(place).copied().unwrap_or(own),
            CapScope::AllCharges => Money::sum(own.currency(), posted.iter().copied())?,
        };
        let room = allowed.minus_to_zero(all.minus(own)?)?;
        least = Some(least.map_or(Ok(room), |other| other.least(room))?);
    }
    Ok(least)
}
