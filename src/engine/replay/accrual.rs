//! Late charges while events are folded: exact running totals per claim and charge, posted as one rounded total.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::account::{Claim, ClaimRef, LateTotal, LedgerKind, LedgerLine, Origin};
use super::super::allocation::Component;
use super::super::contract::{Contract, Opening};
use super::super::date::days_between;
use super::super::error::EngineError;
use super::super::event::PauseOf;
use super::super::late::{Base, Cap, CapScope, ChargeKind, Compounding, GraceKind, LateCharge};
use super::super::money::{Currency, HELD_PLACES, Money};
use super::super::number::{Rounding, add, div, mul, pow, sub};
use super::super::order;
use super::super::trace::{Step, StepKind, Trace, record};
use super::Machine;
use super::apart::daily_rates;

/// The running total of one charge on one claim.
#[derive(Debug, Clone, Default)]
pub(super) struct Running {
    pub(super) exact: Decimal,
    pub(super) posted: Option<Money>,
    paid: Decimal,
    late_days: i64,
    fixed: bool,
    /// Full stretches of days that a growing charge has counted.
    stretches: i64,
}

/// From which day a claim is late.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    /// Days late are counted from here: the due date, or the day of an opening that already holds older charges.
    pub(super) from: Option<NaiveDate>,
    /// Days of lateness that had already passed by then.
    pub(super) before: i64,
}

/// All running totals: claim by claim, charge by charge, in one list.
#[derive(Debug, Clone, Default)]
pub(super) struct Accruals {
    pub(super) reached: Option<NaiveDate>,
    pub(super) anchors: Vec<Anchor>,
    totals: Vec<Running>,
    charges: usize,
    /// Of each charge by the day, the rate of a day and whether it compounds: they follow from the contract alone.
    pub(super) rates: Vec<Option<(Decimal, Compounding)>>,
}

/// A stretch of days without events.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    from: Option<NaiveDate>,
    to: NaiveDate,
}

impl Accruals {
    pub(super) fn new(contract: &Contract, opening: Option<&Opening>, claims: &[Claim]) -> Result<Self, EngineError> {
        Ok(Self::at(daily_rates(contract.lateness(), contract.rate())?, contract, opening, claims))
    }

    /// With the daily rates of the contract's late charges, which are known already.
    pub(super) fn at(
        rates: Vec<Option<(Decimal, Compounding)>>,
        contract: &Contract,
        opening: Option<&Opening>,
        claims: &[Claim],
    ) -> Self {
        let charges = contract.lateness().charges.len();
        let card_due = match contract {
            Contract::Revolving(card) => Some(card.due),
            Contract::Instalment(_) | Contract::Single(_) => None,
        };
        let anchors = claims
            .iter()
            .map(|claim| match (claim.reference, opening, claim.due) {
                (ClaimRef::Opening, Some(opening), Some(due)) if due < opening.as_of => {
                    Anchor { from: Some(opening.as_of), before: days_between(due, opening.as_of) }
                }
                (ClaimRef::RestOfStatement, _, _) => Anchor { from: card_due, before: 0 },
                (_, _, due) => Anchor { from: due, before: 0 },
            })
            .collect();
        let totals = vec![Running::default(); charges.saturating_mul(claims.len())];
        Self { reached: None, anchors, totals, charges, rates }
    }

    pub(super) fn add_claim(&mut self, due: NaiveDate) {
        self.anchors.push(Anchor { from: Some(due), before: 0 });
        self.totals.extend(core::iter::repeat_n(Running::default(), self.charges));
    }

    /// The running totals of a claim, one for each charge.
    pub(super) fn of_claim(&self, claim: usize) -> &[Running] {
        let start = claim.saturating_mul(self.charges);
        self.totals.get(start..start.saturating_add(self.charges)).unwrap_or_default()
    }

    fn of_claim_mut(&mut self, claim: usize) -> &mut [Running] {
        let start = claim.saturating_mul(self.charges);
        self.totals.get_mut(start..start.saturating_add(self.charges)).unwrap_or_default()
    }

    /// Late charges that were paid no longer join the base of a charge that compounds.
    pub(super) fn note_payment(
        &mut self,
        claim: usize,
        component: Component,
        amount: Money,
        contract: &Contract,
    ) -> Result<(), EngineError> {
        let mut rest = amount.exact();
        for (running, charge) in self.of_claim_mut(claim).iter_mut().zip(&contract.lateness().charges) {
            if charge.component != component {
                continue;
            }
            let open = sub(running.exact, running.paid)?.max(Decimal::ZERO);
            let part = rest.min(open);
            running.paid = add(running.paid, part)?;
            rest = sub(rest, part)?;
        }
        Ok(())
    }

    pub(super) fn advance(
        &mut self,
        machine: &mut Machine<'_>,
        to: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        if self.reached.is_some_and(|reached| to <= reached) {
            return Ok(());
        }
        let stretch = Stretch { from: self.reached, to };
        let contract = machine.contract;
        for (place, charge) in contract.lateness().charges.iter().enumerate() {
            for claim in 0..machine.claims.len() {
                match self.base_of(charge, claim, machine, to)? {
                    Some(base) if base.is_positive() => {
                        self.accrue((claim, place), charge, base, stretch, machine, trace)?;
                    }
                    Some(_) => self.forget_within_grace((claim, place), charge, stretch),
                    None => {}
                }
            }
        }
        self.reached = Some(to);
        self.post(machine, to)
    }

    /// What a charge is counted on, or nothing when it does not apply to the claim. Late charges themselves never are.
    pub(super) fn base_of(
        &self,
        charge: &LateCharge,
        claim: usize,
        machine: &Machine<'_>,
        on: NaiveDate,
    ) -> Result<Option<Money>, EngineError> {
        let Some(entry) = machine.claims.get(claim) else { return Ok(None) };
        // Principal that is paid out on the last day of a stretch bears nothing in it.
        let first_due = || machine.claims.iter().filter_map(|claim| claim.due).min().unwrap_or(on);
        let begun = || self.reached.unwrap_or_else(first_due);
        if matches!(charge.base, Base::StatementBalance) {
            if entry.reference != ClaimRef::RestOfStatement {
                return Ok(None);
            }
            return outstanding_principal(machine, begun()).map(Some);
        }
        if entry.due.is_none_or(|due| due >= on) {
            return Ok(None);
        }
        let open = entry.open()?;
        let own = |component: Component| {
            open.get(component).minus_to_zero(self.unpaid_late((claim, component), machine.contract)?)
        };
        Ok(Some(match charge.base {
            Base::OverduePrincipal => open.principal,
            Base::OverdueInstalment => open.principal.plus(own(Component::Interest)?)?,
            Base::OverdueTotal => open.principal.plus(own(Component::Interest)?)?.plus(own(Component::Fee)?)?,
            // By the day, the whole balance bears the charge once; other charges are per overdue claim.
            Base::OutstandingPrincipal | Base::OutstandingAndInterest
                if charge.is_daily() && !is_oldest_open(machine, claim)? =>
            {
                return Ok(None);
            }
            Base::OutstandingPrincipal | Base::OutstandingAndInterest if open.principal.is_zero() => open.principal,
            Base::OutstandingPrincipal => outstanding_principal(machine, begun())?,
            Base::OutstandingAndInterest => {
                let begun = begun();
                let mut sum = outstanding_principal(machine, begun)?;
                for (other, entry) in machine.claims.iter().enumerate() {
                    if entry.due.is_some_and(|due| due < on && due <= begun) {
                        let late = self.unpaid_late((other, Component::Interest), machine.contract)?;
                        sum = sum.plus(entry.open_of(Component::Interest)?.minus_to_zero(late)?)?;
                    }
                }
                sum
            }
            Base::StatementBalance => return Ok(None),
        }))
    }

    /// Late charges of a claim that were entered in a component and are not paid.
    fn unpaid_late(&self, (claim, component): (usize, Component), contract: &Contract) -> Result<Money, EngineError> {
        let currency = contract.currency();
        let mut sum = Money::zero(currency);
        for (running, charge) in self.of_claim(claim).iter().zip(&contract.lateness().charges) {
            if let Some(posted) = running.posted.filter(|_| charge.component == component) {
                let unpaid = sub(posted.exact(), running.paid)?.max(Decimal::ZERO);
                sum = sum.plus(Money::from_exact(unpaid, currency, Rounding::HalfUp)?)?;
            }
        }
        Ok(sum)
    }

    /// A claim that was settled while its grace lasted bears nothing, even where grace would have been back-dated.
    fn forget_within_grace(&mut self, (claim, place): (usize, usize), charge: &LateCharge, stretch: Stretch) {
        let settled_in_time = stretch.from.is_some_and(|day| !grace_is_over(charge, self.anchors.get(claim), day));
        if let Some(running) = self.of_claim_mut(claim).get_mut(place)
            && settled_in_time
        {
            *running = Running::default();
        }
    }

    /// Adds what a stretch of days brings to one running total.
    fn accrue(
        &mut self,
        (claim, place): (usize, usize),
        charge: &LateCharge,
        base: Money,
        stretch: Stretch,
        machine: &Machine<'_>,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let rate = self.rates.get(place).copied().flatten();
        let Some(anchor) = self.anchors.get(claim).copied() else { return Ok(()) };
        let Some(running) = self.of_claim_mut(claim).get_mut(place) else { return Ok(()) };
        let days = counted_days(charge, anchor, stretch, machine);
        if days <= 0 {
            return Ok(());
        }
        running.late_days = running.late_days.saturating_add(days);
        let reference = machine.claims.get(claim).map(|claim| claim.reference);
        let component = Some(charge.component);
        let currency = base.currency();
        match &charge.kind {
            ChargeKind::Flat { amount } => {
                if !core::mem::replace(&mut running.fixed, true) {
                    running.exact = amount.exact();
                    let kind = StepKind::LateFlat { charge: place, each: *amount, times: 1 };
                    record(trace, || Step { claim: reference, component, kind, result: *amount });
                }
            }
            ChargeKind::PerPeriod { amount, every_days } => {
                let every = i64::from(*every_days).max(1);
                let times = running.late_days.saturating_add(every).saturating_sub(1).checked_div(every).unwrap_or(0);
                running.exact = mul(amount.exact(), Decimal::from(times))?;
                let result = Money::from_exact(running.exact, currency, Rounding::HalfUp)?;
                let kind = StepKind::LateFlat { charge: place, each: *amount, times };
                record(trace, || Step { claim: reference, component, kind, result });
            }
            ChargeKind::Percent { share, floor, ceiling } => {
                if !core::mem::replace(&mut running.fixed, true) {
                    let exact = mul(base.exact(), *share)?;
                    running.exact = floor.map_or(exact, |least| exact.max(least.exact()));
                    running.exact = ceiling.map_or(running.exact, |most| running.exact.min(most.exact()));
                    let result = Money::from_exact(running.exact, currency, charge.rounding)?;
                    let kind = StepKind::LatePercent { charge: place, base, share: *share, exact };
                    record(trace, || Step { claim: reference, component, kind, result });
                }
            }
            ChargeKind::Tiered { tiers } => {
                let reached = tiers.iter().take_while(|tier| tier.from <= base).last();
                if let Some(tier) = reached.filter(|_| !core::mem::replace(&mut running.fixed, true)) {
                    running.exact = tier.amount.exact();
                    let kind = StepKind::LateFlat { charge: place, each: tier.amount, times: 1 };
                    record(trace, || Step { claim: reference, component, kind, result: tier.amount });
                }
            }
            ChargeKind::Growing { share, growth, every_days } => {
                if !core::mem::replace(&mut running.fixed, true) {
                    running.exact = mul(base.exact(), *share)?;
                    let (exact, result) = (running.exact, Money::from_exact(running.exact, currency, charge.rounding)?);
                    let kind = StepKind::LatePercent { charge: place, base, share: *share, exact };
                    record(trace, || Step { claim: reference, component, kind, result });
                }
                let full = running.late_days.checked_div(i64::from(*every_days)).unwrap_or(0);
                let times = full.saturating_sub(core::mem::replace(&mut running.stretches, full));
                if times > 0 {
                    let grown = pow(add(Decimal::ONE, *growth)?, u32::try_from(times).unwrap_or(u32::MAX))?;
                    let unpaid = sub(running.exact, running.paid)?.max(Decimal::ZERO);
                    let whole = add(base.exact(), unpaid)?;
                    let exact = mul(whole, sub(grown, Decimal::ONE)?)?;
                    running.exact = add(running.exact, exact)?;
                    let result = Money::from_exact(exact, currency, charge.rounding)?;
                    let kind = StepKind::LateGrowth { charge: place, base: whole, share: *growth, times, exact };
                    record(trace, || Step { claim: reference, component, kind, result });
                }
            }
            ChargeKind::Daily { .. } | ChargeKind::Uplift { .. } => {
                let Some((daily, compounding)) = rate else {
                    return Ok(());
                };
                let added = days_of_interest(charge, base, running, (daily, compounding), days)?;
                running.exact = add(running.exact, added.exact)?;
                if trace.is_none() {
                    return Ok(());
                }
                let result = Money::from_exact(added.exact, currency, charge.rounding)?;
                let from = stretch.from.max(anchor.from).unwrap_or(stretch.to);
                let kind = match added.held_at {
                    Some(each) => StepKind::LateFlat { charge: place, each, times: days },
                    None => StepKind::LateDays {
                        charge: place,
                        base,
                        daily,
                        from,
                        to: stretch.to,
                        days,
                        compound: compounding == Compounding::Daily,
                        exact: added.exact,
                    },
                };
                record(trace, || Step { claim: reference, component, kind, result });
            }
        }
        Ok(())
    }

    /// Enters the rounded totals, within the caps, into the claims and the ledger.
    fn post(&mut self, machine: &mut Machine<'_>, on: NaiveDate) -> Result<(), EngineError> {
        let currency = machine.contract.currency();
        let mut posted = self.posted_by_charge(currency)?;
        for (place, charge) in machine.contract.lateness().charges.iter().enumerate() {
            for claim in 0..self.anchors.len() {
                // Most claims never come late: nothing runs on them, and nothing is to be entered.
                if self.of_claim(claim).get(place).is_none_or(|running| running.exact.is_zero()) {
                    continue;
                }
                let target = self.target((claim, place), charge, machine.contract, &posted)?;
                let waits = !grace_is_over(charge, self.anchors.get(claim), on);
                let Some(running) = self.of_claim_mut(claim).get_mut(place) else {
                    continue;
                };
                let before = running.posted.unwrap_or(Money::zero(currency));
                let more = target.minus(before)?;
                if waits || !more.is_positive() {
                    continue;
                }
                running.posted = Some(target);
                if let Some(sum) = posted.get_mut(place) {
                    *sum = sum.plus(more)?;
                }
                let Some(entry) = machine.claims.get_mut(claim) else {
                    continue;
                };
                entry.charged.add(charge.component, more)?;
                machine.ledger.push(LedgerLine {
                    date: on,
                    kind: LedgerKind::LateCharge(place),
                    component: charge.component,
                    claim: Some(entry.reference),
                    event: None,
                    amount: more,
                    origin: Origin::Computed,
                });
            }
        }
        Ok(())
    }

    /// What is entered so far of each charge, over all claims.
    pub(super) fn posted_by_charge(&self, currency: Currency) -> Result<Vec<Money>, EngineError> {
        let mut sums = vec![Money::zero(currency); self.charges];
        for totals in self.totals.chunks(self.charges.max(1)) {
            for (sum, running) in sums.iter_mut().zip(totals) {
                if let Some(posted) = running.posted {
                    *sum = sum.plus(posted)?;
                }
            }
        }
        Ok(sums)
    }

    /// What a charge on a claim comes to: its rounded total, held by the room that the caps leave.
    fn target(
        &self,
        (claim, place): (usize, usize),
        charge: &LateCharge,
        contract: &Contract,
        posted: &[Money],
    ) -> Result<Money, EngineError> {
        let currency = contract.currency();
        let zero = Money::zero(currency);
        let Some(running) = self.of_claim(claim).get(place) else {
            return Ok(zero);
        };
        let own = running.posted.unwrap_or(zero);
        let mut target = Money::from_exact(held(running.exact), currency, charge.rounding)?;
        for cap in &charge.caps {
            let Some((allowed, scope)) = allowed(cap, contract, charge.rounding)? else {
                continue;
            };
            let all = match scope {
                CapScope::ThisCharge => posted.get(place).copied().unwrap_or(zero),
                CapScope::AllCharges => Money::sum(currency, posted.iter().copied())?,
            };
            target = target.least(allowed.minus_to_zero(all.minus(own)?)?)?;
        }
        // What is entered stays entered: a total never falls.
        target.greatest(own)
    }

    /// The last steps of every late charge: the rounding and, where one holds, the cap.
    pub(super) fn record_totals(&self, machine: &Machine<'_>, trace: &mut Option<&mut Trace>) {
        if trace.is_none() {
            return;
        }
        for total in self.late_totals(machine) {
            let Some(charge) = machine.contract.lateness().charges.get(total.charge) else {
                continue;
            };
            let currency = machine.contract.currency();
            let uncapped = Money::from_exact(held(total.exact), currency, charge.rounding).unwrap_or(total.posted);
            let (claim, component) = (Some(total.claim), Some(charge.component));
            let (place, exact, rounding) = (total.charge, total.exact, charge.rounding);
            record(trace, || Step {
                claim,
                component,
                kind: StepKind::Rounded { charge: place, exact, rounding },
                result: uncapped,
            });
            let holding = charge.caps.iter().find_map(|cap| match allowed(cap, machine.contract, rounding) {
                Ok(Some((allowed, _))) => Some((cap.clone(), allowed)),
                _ => None,
            });
            if let Some((cap, allowed)) = holding
                && total.posted != uncapped
            {
                record(trace, || Step {
                    claim,
                    component,
                    kind: StepKind::Capped { charge: place, cap, allowed, uncapped },
                    result: total.posted,
                });
            }
        }
    }

    pub(super) fn late_totals(&self, machine: &Machine<'_>) -> Vec<LateTotal> {
        let mut list = Vec::new();
        for (claim, totals) in machine.claims.iter().zip(self.totals.chunks(self.charges.max(1))) {
            for (charge, running) in totals.iter().enumerate() {
                if let Some(posted) = running.posted {
                    list.push(LateTotal { claim: claim.reference, charge, exact: running.exact, posted });
                }
            }
        }
        list
    }
}

/// Principal that is out on a day.
fn outstanding_principal(machine: &Machine<'_>, on: NaiveDate) -> Result<Money, EngineError> {
    let mut sum = machine.beyond;
    for claim in &machine.claims {
        sum = sum.plus(claim.open_of(Component::Principal)?)?;
    }
    sum.plus(machine.not_yet_paid_early()?)?.minus_to_zero(machine.not_yet_owed(on, false)?)
}

/// Whether no other claim with open principal is older: the whole balance bears the charge only once.
fn is_oldest_open(machine: &Machine<'_>, claim: usize) -> Result<bool, EngineError> {
    let mut oldest: Option<(NaiveDate, usize)> = None;
    for (index, entry) in machine.claims.iter().enumerate() {
        if let Some(due) = entry.due
            && oldest.is_none_or(|best| (due, index) < best)
            && entry.open_of(Component::Principal)?.is_positive()
        {
            oldest = Some((due, index));
        }
    }
    Ok(oldest.is_some_and(|(_, index)| index == claim))
}

/// Days of a stretch that a charge counts on a claim.
fn counted_days(charge: &LateCharge, anchor: Anchor, stretch: Stretch, machine: &Machine<'_>) -> i64 {
    let Some(from) = anchor.from else { return 0 };
    let skipped = match charge.grace.kind {
        GraceKind::Forgiven => i64::from(charge.grace.days).saturating_sub(anchor.before).max(0),
        GraceKind::BackDated => 0,
    };
    let extra = if anchor.before > 0 { 0 } else { charge.inclusion.extra_days() };
    // Counted up to a day, so that stretches add up: the days after grace that are not paused. `Neither` leaves the
    // day itself out, `Both` adds the first.
    let counted = |day: NaiveDate| {
        let last = super::super::date::shift(day, extra.min(0)).unwrap_or(day);
        let counting = super::super::date::shift(from, skipped).unwrap_or(day);
        let days = days_between(counting, last).saturating_sub(paused_days(machine, counting, last));
        if days_between(counting, day) <= 0 { 0 } else { days.max(0).saturating_add(extra.max(0)) }
    };
    counted(stretch.to).saturating_sub(stretch.from.map_or(0, counted)).max(0)
}

/// Days after `after` up to and including `to` on which penalties pause.
fn paused_days(machine: &Machine<'_>, after: NaiveDate, to: NaiveDate) -> i64 {
    let spans: Vec<(NaiveDate, NaiveDate)> = machine
        .pauses
        .iter()
        .filter(|pause| pause.of == PauseOf::Penalty)
        .filter_map(|pause| {
            let begin = pause.from.max(after.succ_opt()?);
            let end = pause.until.min(to.succ_opt()?);
            (begin < end).then_some((begin, end))
        })
        .collect();
    let spans = order::by(spans, |span| order::rank(Some(span.0)));
    let mut days = 0_i64;
    let mut reached: Option<NaiveDate> = None;
    for (begin, end) in spans {
        let begin = reached.map_or(begin, |day| day.max(begin));
        days = days.saturating_add(days_between(begin, end).max(0));
        reached = Some(reached.map_or(end, |day| day.max(end)));
    }
    days
}

/// Whether the days of grace have passed on a claim.
pub(super) fn grace_is_over(charge: &LateCharge, anchor: Option<&Anchor>, on: NaiveDate) -> bool {
    anchor.is_some_and(|anchor| {
        anchor
            .from
            .is_some_and(|from| days_between(from, on).saturating_add(anchor.before) > i64::from(charge.grace.days))
    })
}

/// What some days of interest come to.
pub(super) struct Added {
    pub(super) exact: Decimal,
    /// The amount per day that a daily cap held it at.
    held_at: Option<Money>,
}

pub(super) fn days_of_interest(
    charge: &LateCharge,
    base: Money,
    running: &Running,
    (daily, compounding): (Decimal, Compounding),
    days: i64,
) -> Result<Added, EngineError> {
    if compounding == Compounding::Daily {
        let unpaid = sub(running.exact, running.paid)?.max(Decimal::ZERO);
        let grown = pow(add(Decimal::ONE, daily)?, u32::try_from(days).map_err(|_| EngineError::Overflow)?)?;
        let exact = mul(add(base.exact(), unpaid)?, sub(grown, Decimal::ONE)?)?;
        return Ok(Added { exact, held_at: None });
    }
    let per_day = mul(base.exact(), daily)?;
    let held_at = charge.caps.iter().find_map(|cap| match cap {
        Cap::PerDay { amount } if amount.exact() < per_day => Some(*amount),
        _ => None,
    });
    let each = held_at.map_or(per_day, Money::exact);
    Ok(Added { exact: mul(each, Decimal::from(days))?, held_at })
}

/// A running total without the noise of repeated division: held to 16 places, so that looking at a debt more often
/// does not move it across a rounding border.
pub(super) fn held(exact: Decimal) -> Decimal {
    exact.round_dp(HELD_PLACES)
}

/// What a cap allows in all, and of what; a cap per day is not one of these.
pub(super) fn allowed(
    cap: &Cap,
    contract: &Contract,
    rounding: Rounding,
) -> Result<Option<(Money, CapScope)>, EngineError> {
    match cap {
        Cap::PerDay { .. } => Ok(None),
        Cap::Total { amount, scope } => Ok(Some((*amount, *scope))),
        Cap::ShareOfPrincipal { share, scope } => {
            let principal = contract.principal();
            let exact = mul(principal.exact(), *share)?;
            Ok(Some((Money::from_exact(exact, principal.currency(), rounding)?, *scope)))
        }
    }
}

/// The share of a period's interest that belongs to the days up to `on`.
pub(super) fn pro_rata(whole: Money, days: i64, of: i64, rounding: Rounding) -> Result<(Money, Decimal), EngineError> {
    let exact = div(mul(whole.exact(), Decimal::from(days))?, Decimal::from(of.max(1)))?;
    Ok((Money::from_exact(exact, whole.currency(), rounding)?, exact))
}
