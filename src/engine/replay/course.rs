//! A debt over many days: folded once, then looked at on any day between two events.
//!
//! What it says of a day is what [`replay()`](super::replay()) says of it; a law in `tests/it/laws` compares them.

use chrono::NaiveDate;

use super::super::account::{Account, ClaimRef, LateTotal};
use super::super::allocation::Components;
use super::super::contract::{Contract, Opening};
use super::super::date::{number, of_number};
use super::super::error::EngineError;
use super::super::event::Event;
use super::super::money::Money;
use super::super::order;
use super::slope::Slope;
use super::{Machine, begin, cycling, replay};

/// The debt from one event to the next.
struct Stretch<'a> {
    /// The day of its first event; none before the first of all.
    start: Option<i64>,
    /// The debt after the events of that day. Its ledger is left out.
    machine: Machine<'a>,
    /// What is open of each claim at the start.
    open: Vec<Components>,
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
    /// A card with cycles changes on days of its own: it is folded anew for each day that is asked.
    card: Option<CardDebt<'a>>,
}

/// What a card is folded from.
struct CardDebt<'a> {
    contract: &'a Contract,
    opening: Option<&'a Opening>,
    events: &'a [Event],
    /// As of the last day.
    last: Account,
}

impl CardDebt<'_> {
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
        if cycling(contract).is_some() {
            let last = replay(contract, opening, events, until)?;
            return Ok(Self { stretches: Vec::new(), card: Some(CardDebt { contract, opening, events, last }) });
        }
        let (mut machine, ordered) = begin(contract, opening, events, until, &mut None)?;
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
        Ok(Self { stretches, card: None })
    }

    /// The stretch of a day: the last that has begun.
    fn on(&self, day: i64) -> Result<&Stretch<'a>, EngineError> {
        let begun = |stretch: &&Stretch<'_>| stretch.start.is_none_or(|start| start <= day);
        self.stretches.iter().rev().find(begun).ok_or(EngineError::Overflow)
    }

    /// The days on which events take effect.
    pub(crate) fn starts(&self) -> impl Iterator<Item = i64> {
        let lines = self.card.iter().flat_map(|card| &card.last.ledger).map(|line| number(line.date));
        self.stretches.iter().filter_map(|stretch| stretch.start).chain(lines)
    }

    /// What is asked for on a day, and what would end the debt.
    pub(crate) fn asked(&self, date: NaiveDate) -> Result<(Components, Components), EngineError> {
        if let Some(card) = &self.card {
            let account = card.on(date)?;
            return Ok((account.due_now, account.payoff));
        }
        let day = number(date);
        let stretch = self.on(day)?;
        let Some(slopes) = &stretch.slopes else {
            let machine = stretch.advanced(date)?;
            let open = machine.claims.iter().map(super::Claim::open).collect::<Result<Vec<_>, _>>()?;
            return sum(&machine, &open, &[], (date, day));
        };
        let (settled, mut due_now, mut payoff) = stretch.settled;
        if day < settled {
            return sum(&stretch.machine, &stretch.open, slopes, (date, day));
        }
        for slope in slopes {
            let more = slope.more(day)?;
            due_now.add(slope.component, more)?;
            payoff.add(slope.component, more)?;
        }
        Ok((due_now, payoff))
    }

    /// What is entered on a day of one charge, over all claims.
    pub(crate) fn posted(&self, day: i64, place: usize) -> Result<Money, EngineError> {
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
        if self.card.is_some() {
            return Ok(Vec::new());
        }
        let stretch = self.on(day)?;
        let Some(slopes) = &stretch.slopes else {
            let machine = stretch.advanced(of_number(day)?)?;
            return Ok(machine.accruals.late_totals(&machine));
        };
        let machine = &stretch.machine;
        let mut list = Vec::new();
        let before = machine.accruals.late_totals(machine);
        for (index, claim) in machine.claims.iter().enumerate() {
            for place in 0..machine.contract.lateness().charges.len() {
                let slope = slopes.iter().find(|slope| slope.claim == index && slope.place == place);
                let posted = slope.map(|slope| slope.posted(day)).transpose()?.filter(|posted| posted.is_positive());
                let found = before.iter().find(|total| total.claim == claim.reference && total.charge == place);
                match (slope, posted) {
                    (Some(slope), Some(posted)) => {
                        let exact = slope.exact(day)?;
                        list.push(LateTotal { claim: claim.reference, charge: place, exact, posted });
                    }
                    _ => list.extend(found.copied()),
                }
            }
        }
        Ok(list)
    }

    /// All claims of the last day by due date, those without one last.
    pub(crate) fn claims(&self) -> Vec<(ClaimRef, Option<NaiveDate>)> {
        let folded = self.stretches.last().map(|stretch| stretch.machine.claims.as_slice());
        let claims = folded.or(self.card.as_ref().map(|card| card.last.claims.as_slice())).unwrap_or_default();
        let list = claims.iter().map(|claim| (claim.reference, claim.due)).collect();
        order::by(list, |(_, due)| order::rank(*due))
    }
}

impl<'a> Stretch<'a> {
    fn of(start: Option<i64>, machine: &Machine<'a>) -> Result<Self, EngineError> {
        let open = machine.claims.iter().map(super::Claim::open).collect::<Result<Vec<_>, _>>()?;
        let posted = machine.accruals.posted_by_charge(machine.contract.currency())?;
        let slopes = machine.accruals.slopes(machine, &posted)?;
        let zero = Components::zero(machine.contract.currency());
        let mut settled = (i64::MIN, zero, zero);
        for (claim, open) in machine.claims.iter().zip(&open) {
            if let Some(due) = claim.due {
                settled = (settled.0.max(number(due)), settled.1.plus(open)?, settled.2);
            }
            settled.2 = settled.2.plus(open)?;
        }
        Ok(Self { start, machine: machine.without_ledger(), open, settled, posted, slopes })
    }

    /// The debt counted up to a day.
    fn advanced(&self, date: NaiveDate) -> Result<Machine<'a>, EngineError> {
        let mut machine = self.machine.without_ledger();
        machine.advance(date, &mut None)?;
        Ok(machine)
    }
}

/// What is asked for and the payoff, with what the slopes add.
fn sum(
    machine: &Machine<'_>,
    open: &[Components],
    slopes: &[Slope],
    (date, day): (NaiveDate, i64),
) -> Result<(Components, Components), EngineError> {
    let zero = Components::zero(machine.contract.currency());
    let (mut due_now, mut payoff) = (zero, zero);
    for (index, (claim, open)) in machine.claims.iter().zip(open).enumerate() {
        let mut open = *open;
        for slope in slopes.iter().filter(|slope| slope.claim == index) {
            open.add(slope.component, slope.more(day)?)?;
        }
        if open.is_zero() {
            continue;
        }
        if claim.due.is_some_and(|due| due <= date) {
            due_now = due_now.plus(&open)?;
        }
        payoff = payoff.plus(&machine.payoff_of(claim, &open, date, &mut None)?)?;
    }
    Ok((due_now, payoff))
}
