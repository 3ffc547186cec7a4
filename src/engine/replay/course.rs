//! A debt over many days: folded once, then looked at on any day between two events.
//!
//! What it says of a day is what [`replay()`](super::replay()) says of it; a law in `tests/it/laws` compares them.

use chrono::NaiveDate;

use super::super::account::{Account, ClaimRef, LateTotal};
use super::super::allocation::Components;
use super::super::contract::{Contract, Opening};
use super::super::date::{number, of_number};
use super::super::error::EngineError;
use super::super::event::{Event, EventKind};
use super::super::money::Money;
use super::super::order;
use super::super::schedule::Followed;
use super::super::shape::Shape;
use super::slope::Slope;
use super::{Ahead, Machine, begin, cycling, replay};

/// The debt from one event to the next.
struct Stretch<'a> {
    /// The day of its first event; none before the first of all.
    start: Option<i64>,
    /// The debt after the events of that day. Its ledger is left out.
    machine: Machine<'a>,
    /// What is asked for from a day on, and the payoff, before the slopes: all claims that have a date are due by then.
    settled: (i64, Components, Components),
    /// What is entered of each charge at the start.
    posted: Vec<Money>,
    /// Late charges in closed form, where they have one.
    slopes: Option<Vec<Slope>>,
}

/// A debt with all that happened to it up to a day.
pub(crate) struct Course<'a> {
    stretches: Vec<Stretch<'a>>,
    /// A card with cycles and a loan that changes on the way have days of their own: they are folded anew for each day
    /// that is asked.
    anew: Option<Anew<'a>>,
}

/// What is folded anew.
struct Anew<'a> {
    contract: &'a Contract,
    opening: Option<&'a Opening>,
    events: &'a [Event],
    /// As of the last day.
    last: Account,
}

impl Anew<'_> {
    fn on(&self, date: NaiveDate) -> Result<Account, EngineError> {
        replay(self.contract, self.opening, self.events, date)
    }
}

impl<'a> Course<'a> {
    /// Folds the events up to and including `until`.
    ///
    /// # Errors
    /// As [`replay()`](super::replay()).
    pub(crate) fn of(
        contract: &'a Contract,
        opening: Option<&'a Opening>,
        events: &'a [Event],
        until: NaiveDate,
    ) -> Result<Self, EngineError> {
        if cycling(contract).is_some() || is_shaped(contract, events) {
            let last = replay(contract, opening, events, until)?;
            return Ok(Self { stretches: Vec::new(), anew: Some(Anew { contract, opening, events, last }) });
        }
        let happened = (events, until, Ahead::Hidden);
        let (mut machine, ordered) = begin((contract, opening), happened, Followed::default(), &mut None)?;
        let mut stretches = vec![Stretch::of(None, &machine)?];
        let mut rest = ordered.into_iter().peekable();
        while let Some(event) = rest.next() {
            machine.advance(event.date, &mut None)?;
            machine.apply(event, &mut None)?;
            // Events of one day belong together.
            if rest.peek().is_none_or(|next| next.date > event.date) {
                stretches.push(Stretch::of(Some(number(event.date)), &machine)?);
            }
        }
        Ok(Self { stretches, anew: None })
    }

    /// The stretch of a day: the last that has begun.
    fn on(&self, day: i64) -> Result<&Stretch<'a>, EngineError> {
        let begun = |stretch: &&Stretch<'_>| stretch.start.is_none_or(|start| start <= day);
        self.stretches.iter().rev().find(begun).ok_or(EngineError::Overflow)
    }

    /// The days on which events take effect.
    pub(crate) fn starts(&self) -> impl Iterator<Item = i64> {
        let lines = self.anew.iter().flat_map(|debt| &debt.last.ledger).map(|line| number(line.date));
        self.stretches.iter().filter_map(|stretch| stretch.start).chain(lines)
    }

    /// What is asked for on a day, and what would end the debt.
    pub(crate) fn asked(&self, date: NaiveDate) -> Result<(Components, Components), EngineError> {
        if let Some(debt) = &self.anew {
            let account = debt.on(date)?;
            return Ok((account.due_now, account.payoff));
        }
        let day = number(date);
        let stretch = self.on(day)?;
        let (settled, mut due_now, mut payoff) = stretch.settled;
        let Some(slopes) = stretch.slopes.as_ref().filter(|_| day >= settled) else {
            return stretch.advanced(date)?.asked(date);
        };
        for slope in slopes {
            let more = slope.more(day)?;
            due_now.add(slope.component, more)?;
            payoff.add(slope.component, more)?;
        }
        Ok((due_now, payoff))
    }

    /// What is entered on a day of one charge, over all claims.
    pub(crate) fn posted(&self, day: i64, place: usize) -> Result<Money, EngineError> {
        if let Some(debt) = &self.anew {
            let account = debt.on(of_number(day)?)?;
            let own = account.late_totals.iter().filter(|total| total.charge == place).map(|total| total.posted);
            return Money::sum(account.currency, own);
        }
        let stretch = self.on(day)?;
        let zero = Money::zero(stretch.machine.contract.currency());
        let Some(slopes) = &stretch.slopes else {
            let machine = stretch.advanced(of_number(day)?)?;
            let sums = machine.accruals.posted_by_charge(zero.currency())?;
            return Ok(sums.get(place).copied().unwrap_or(zero));
        };
        let before = stretch.posted.get(place).copied().unwrap_or(zero);
        let running = slopes.iter().filter(|slope| slope.place == place);
        running.map(|slope| slope.more(day)).try_fold(before, |sum, more| sum.plus(more?))
    }

    /// The running totals of a day, as an account has them.
    pub(crate) fn late_totals(&self, day: i64) -> Result<Vec<LateTotal>, EngineError> {
        if let Some(debt) = &self.anew {
            return Ok(debt.on(of_number(day)?)?.late_totals);
        }
        let machine = self.on(day)?.advanced(of_number(day)?)?;
        Ok(machine.accruals.late_totals(&machine))
    }

    /// All claims of the last day by due date, those without one last.
    pub(crate) fn claims(&self) -> Vec<(ClaimRef, Option<NaiveDate>)> {
        let folded = self.stretches.last().map(|stretch| stretch.machine.claims.as_slice());
        let claims = folded.or(self.anew.as_ref().map(|debt| debt.last.claims.as_slice())).unwrap_or_default();
        let list = claims.iter().map(|claim| (claim.reference, claim.due)).collect();
        order::by(list, |(_, due)| order::rank(*due))
    }
}

/// Whether principal moves between due dates: later payouts, principal paid early, interest that joins it, other rates.
fn is_shaped(contract: &Contract, events: &[Event]) -> bool {
    let changes = |event: &Event| event.changes_schedule() || matches!(event.kind, EventKind::Prepayment { .. });
    match contract {
        Contract::Instalment(terms) => terms.shape != Shape::default() || events.iter().any(changes),
        Contract::Single(_) | Contract::Revolving(_) => false,
    }
}

impl<'a> Stretch<'a> {
    fn of(start: Option<i64>, machine: &Machine<'a>) -> Result<Self, EngineError> {
        let posted = machine.accruals.posted_by_charge(machine.contract.currency())?;
        let slopes = machine.accruals.slopes(machine, &posted)?;
        let zero = Components::zero(machine.contract.currency());
        let mut settled = (i64::MIN, zero, zero);
        for claim in &machine.claims {
            let open = claim.open()?;
            if let Some(due) = claim.due {
                settled = (settled.0.max(number(due)), settled.1.plus(&open)?, settled.2);
            }
            settled.2 = settled.2.plus(&open)?;
        }
        Ok(Self { start, machine: machine.without_ledger(), settled, posted, slopes })
    }

    /// The debt counted up to a day.
    fn advanced(&self, date: NaiveDate) -> Result<Machine<'a>, EngineError> {
        let mut machine = self.machine.without_ledger();
        machine.advance(date, &mut None)?;
        Ok(machine)
    }
}

impl Machine<'_> {
    /// What is asked for on the day that it is counted up to, and the payoff.
    fn asked(&self, date: NaiveDate) -> Result<(Components, Components), EngineError> {
        let zero = Components::zero(self.contract.currency());
        let (mut due_now, mut payoff) = (zero, zero);
        for claim in &self.claims {
            let open = claim.open()?;
            if claim.due.is_some_and(|due| due <= date) {
                due_now = due_now.plus(&open)?;
            }
            payoff = payoff.plus(&self.payoff_of(claim, &open, date, &mut None)?)?;
        }
        Ok((due_now, payoff))
    }
}
