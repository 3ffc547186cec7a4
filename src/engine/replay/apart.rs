//! A replay taken apart for a search over conventions: what does not depend on a convention is folded once.
//!
//! First the rows and claims, which follow from the terms of the schedule. Then the events up to the first overdue
//! claim, which follow from those and the order of payments alone: nothing is late yet. From there the fold goes on once
//! for each rule of lateness, over the claims that are due by the day and still open; later ones only count by their sums.
//! Where that is not the whole truth, the answer is none, and the caller replays the debt as a whole.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::account::{Claim, ClaimRef};
use super::super::allocation::{Scope, StageOrder};
use super::super::contract::{Contract, Opening};
use super::super::error::EngineError;
use super::super::event::{Event, EventKind, PauseOf};
use super::super::late::{Base, Compounding, Lateness};
use super::super::money::Money;
use super::super::number::Rounding;
use super::super::rate::Rate;
use super::super::schedule::Row;
use super::accrual::Accruals;
use super::claims::{self, Asked};
use super::{Machine, Pause, cycling};

/// The daily rates of a list of late charges, ready for [`Common::sums`].
#[derive(Debug, Clone)]
pub(crate) struct DailyRates(Vec<Option<(Decimal, Compounding)>>);

impl DailyRates {
    /// Of these charges under a contract rate.
    pub(crate) fn of(lateness: &Lateness, contract: Rate) -> Result<Self, EngineError> {
        daily_rates(lateness, contract).map(Self)
    }
}

/// Of each charge by the day, the rate of a day and whether it compounds.
pub(super) fn daily_rates(
    lateness: &Lateness,
    contract: Rate,
) -> Result<Vec<Option<(Decimal, Compounding)>>, EngineError> {
    lateness.charges.iter().map(|charge| charge.daily_rate(contract)).collect()
}

/// What happened to a debt, in the order in which it takes effect, up to the day that is looked at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Happened<'a> {
    /// Where the debt begins in mid-life.
    pub opening: Option<&'a Opening>,
    /// In order, none after the day.
    pub events: &'a [Event],
    /// The day.
    pub as_of: NaiveDate,
}

/// The rows and claims of a contract: what its terms of the schedule decide.
pub(crate) struct Prepared {
    asked: Asked,
    /// It cannot be taken apart: principal moves on days of its own.
    is_whole: bool,
}

impl Prepared {
    /// The schedule and the claims of a contract.
    pub(crate) fn of(contract: &Contract, happened: Happened<'_>) -> Result<Self, EngineError> {
        contract.check()?;
        let events: Vec<&Event> = happened.events.iter().collect();
        let changes = claims::changes(contract, &events)?;
        let asked = claims::of_contract(contract, happened.opening, &changes, &mut None)?;
        let is_plain = |event: &Event| {
            matches!(
                event.kind,
                EventKind::Payment { .. }
                    | EventKind::Charge { .. }
                    | EventKind::Waiver { .. }
                    | EventKind::Pause { of: PauseOf::Collection | PauseOf::Penalty, .. }
            )
        };
        let moves = match contract {
            Contract::Instalment(terms) => {
                !terms.shape.tranches.is_empty() || terms.shape.capitalised > 0 || terms.shape.follows_payments
            }
            Contract::Single(_) | Contract::Revolving(_) => cycling(contract).is_some(),
        };
        Ok(Self { asked, is_whole: moves || !happened.events.iter().all(is_plain) })
    }

    /// The instalments.
    pub(crate) fn rows(&self) -> &[Row] {
        &self.asked.rows
    }

    /// The debt up to its first overdue claim, whatever lateness costs; none where it cannot be taken apart.
    pub(crate) fn common(
        &mut self,
        contract: &Contract,
        happened: Happened<'_>,
    ) -> Result<Option<Common>, EngineError> {
        if self.is_whole || !reaches_forward(contract) {
            return Ok(None);
        }
        let zero = Money::zero(contract.currency());
        let mut machine = Machine {
            contract,
            rows: core::mem::take(&mut self.asked.rows),
            claims: self.asked.claims.clone(),
            ledger: Vec::new(),
            pauses: Vec::new(),
            designations: Vec::new(),
            accruals: Accruals::default(),
            credit: zero,
            opening: happened.opening,
            taken: Vec::new(),
            earned: Vec::new(),
            stops: Vec::new(),
            next_stop: 0,
            beyond: zero,
        };
        let common = Common::fold(&mut machine, happened);
        self.asked.rows = core::mem::take(&mut machine.rows);
        common.map(Some)
    }
}

/// Whether a payment comes to what is not due yet only when all that is due is paid: then what lies further ahead than
/// the payment goes is not touched.
fn reaches_forward(contract: &Contract) -> bool {
    let waterfall = contract.waterfall();
    let switched = waterfall.switch.as_ref().map(|switch| switch.stages.as_slice());
    [Some(waterfall.stages.as_slice()), switched].into_iter().flatten().all(|stages| {
        stages.iter().all(|stage| stage.scope != Scope::Any)
            && stages.iter().rev().skip(1).all(|stage| stage.scope != Scope::InAdvance)
    })
}

/// A debt up to its first overdue claim. Two that are equal go on equally under equal rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Common {
    claims: Vec<Claim>,
    credit: Money,
    reached: Option<NaiveDate>,
    /// How many events are folded.
    next: usize,
    /// Due dates still to come, on which overdue interest joins a base.
    dues: Vec<NaiveDate>,
    /// Principal of what is due after the day, and what it adds to the payoff.
    beyond: Money,
    beyond_payoff: Money,
    /// Whether anything is left out that a payment or waiver could reach.
    has_beyond: bool,
    /// How running interest of a single sum is rounded.
    rounding: Option<Rounding>,
}

/// What a debt comes to on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Open of what is due.
    pub due_now: Money,
    /// Penalties of it.
    pub penalty: Money,
    /// All late charges that were entered, paid or not.
    pub late: Money,
    /// What would end the debt.
    pub payoff: Money,
}

impl Common {
    fn fold(machine: &mut Machine<'_>, happened: Happened<'_>) -> Result<Self, EngineError> {
        let Happened { events, as_of, .. } = happened;
        let contract = machine.contract;
        let (mut next, mut reached) = (0_usize, None);
        for event in events {
            // A card's interest does not wait for anything to be overdue.
            if matches!(contract, Contract::Revolving(_)) || has_overdue(&machine.claims, event.date)? {
                break;
            }
            machine.apply(event, &mut None)?;
            (next, reached) = (next.saturating_add(1), Some(event.date));
        }
        let zero = Money::zero(contract.currency());
        let first = machine.claims.iter().filter_map(|claim| claim.due).min();
        let (mut claims, mut beyond, mut beyond_payoff, mut has_beyond) = (Vec::new(), zero, zero, false);
        for claim in &machine.claims {
            let open = claim.open()?;
            let is_later = matches!(claim.reference, ClaimRef::Row(_)) && claim.due.is_some_and(|due| due > as_of);
            if is_later {
                beyond = beyond.plus(open.principal)?;
                beyond_payoff = beyond_payoff.plus(machine.payoff_of(claim, &open, as_of, &mut None)?.total()?)?;
                has_beyond |= !open.is_zero();
            } else if !open.is_zero() || reached.is_none() && claim.due == first {
                // The first day of all counts while nothing has been counted yet.
                claims.push(claim.clone());
            }
        }
        let (dues, rounding) = match contract {
            Contract::Instalment(_) => (machine.rows.iter().map(|row| row.due).collect(), None),
            Contract::Single(terms) => (vec![terms.due], Some(terms.rounding)),
            Contract::Revolving(_) => (Vec::new(), None),
        };
        let mut dues: Vec<NaiveDate> = dues;
        dues.retain(|due| *due < as_of && reached.is_none_or(|reached| *due > reached));
        dues.sort_unstable();
        let credit = machine.credit;
        Ok(Self { claims, credit, reached, next, dues, beyond, beyond_payoff, has_beyond, rounding })
    }

    /// Whether a payment is still to come: only then the order of payments matters.
    pub(crate) fn is_paid_on(&self, events: &[Event]) -> bool {
        events.iter().skip(self.next).any(|event| matches!(event.kind, EventKind::Payment { .. }))
    }

    /// Whether a claim is overdue by the day, so that lateness can cost anything.
    pub(crate) fn is_late(&self, contract: &Contract, happened: Happened<'_>) -> Result<bool, EngineError> {
        let is_card = matches!(contract, Contract::Revolving(_));
        Ok(is_card || self.next < happened.events.len() || has_overdue(&self.claims, happened.as_of)?)
    }

    /// Goes on under the contract's rules of lateness; none where a payment or waiver goes beyond what is kept here.
    pub(crate) fn sums(
        &self,
        contract: &Contract,
        rates: &DailyRates,
        happened: Happened<'_>,
    ) -> Result<Option<Sums>, EngineError> {
        let Happened { opening, events, as_of } = happened;
        let with_interest =
            contract.lateness().charges.iter().any(|charge| charge.base == Base::OutstandingAndInterest);
        let mut accruals = Accruals::at(rates.0.clone(), contract, opening, &self.claims);
        accruals.reached = self.reached;
        let pause = |event: &Event| match event.kind {
            EventKind::Pause { of, until } => Some(Pause { of, from: event.date, until }),
            _ => None,
        };
        let mut machine = Machine {
            contract,
            rows: Vec::new(),
            claims: self.claims.clone(),
            ledger: Vec::new(),
            pauses: events.iter().filter_map(pause).collect(),
            designations: Vec::new(),
            accruals,
            credit: self.credit,
            opening,
            taken: Vec::new(),
            earned: Vec::new(),
            stops: if with_interest { self.dues.clone() } else { Vec::new() },
            next_stop: 0,
            beyond: self.beyond,
        };
        for event in events.iter().skip(self.next) {
            machine.advance(event.date, &mut None)?;
            if self.has_beyond && goes_beyond(&machine, event)? {
                return Ok(None);
            }
            machine.apply(event, &mut None)?;
        }
        machine.advance(as_of, &mut None)?;
        let mut sums = Sums::nothing(contract);
        sums.payoff = self.beyond_payoff;
        for claim in &machine.claims {
            let open = claim.open()?;
            if claim.due.is_some_and(|due| due <= as_of) {
                sums.due_now = sums.due_now.plus(open.total()?)?;
                sums.penalty = sums.penalty.plus(open.penalty)?;
            }
            sums.payoff = sums.payoff.plus(machine.payoff_of(claim, &open, as_of, &mut None)?.total()?)?;
        }
        sums.late = Money::sum(contract.currency(), machine.accruals.posted_by_charge(contract.currency())?)?;
        Ok(Some(sums))
    }
}

impl Sums {
    const fn nothing(contract: &Contract) -> Self {
        let zero = Money::zero(contract.currency());
        Self { due_now: zero, penalty: zero, late: zero, payoff: zero }
    }
}

fn has_overdue(claims: &[Claim], on: NaiveDate) -> Result<bool, EngineError> {
    for claim in claims {
        if claim.due.is_some_and(|due| due < on) && !claim.open()?.is_zero() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether an event could reach a claim that was left out because it is due after the day.
fn goes_beyond(machine: &Machine<'_>, event: &Event) -> Result<bool, EngineError> {
    let zero = Money::zero(machine.contract.currency());
    match event.kind {
        EventKind::Waiver { component, amount } => {
            let mut open = zero;
            for claim in &machine.claims {
                open = open.plus(claim.open_of(component)?)?;
            }
            Ok(amount > open)
        }
        EventKind::Payment { amount } => {
            // Component by component, interest of all that is to come goes before the principal of the next.
            let waterfall = machine.contract.waterfall();
            let switched = waterfall.switch.iter().flat_map(|switch| &switch.stages);
            let by_component = waterfall
                .stages
                .iter()
                .chain(switched)
                .any(|stage| stage.scope == Scope::InAdvance && stage.order == StageOrder::ByComponent);
            // A stage that leaves a component out sends money ahead that these claims could still take.
            let kept = |claim: &&Claim| !by_component || claim.due.is_some_and(|due| due <= event.date);
            let mut open = zero;
            for claim in machine.claims.iter().filter(kept) {
                open = open.plus(claim.open()?.total()?)?;
            }
            Ok(amount > open || !takes_all(machine.contract))
        }
        _ => Ok(false),
    }
}

/// Whether every stage pays every component.
fn takes_all(contract: &Contract) -> bool {
    let waterfall = contract.waterfall();
    let switched = waterfall.switch.iter().flat_map(|switch| &switch.stages);
    waterfall.stages.iter().chain(switched).all(|stage| {
        super::super::allocation::Component::ALL.iter().all(|component| stage.components.contains(component))
    })
}
