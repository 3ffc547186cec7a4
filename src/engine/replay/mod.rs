//! Contract + events → account: the heart of the engine.
//!
//! Events are folded in date order, so a back-dated payment gives what the same payment entered on time gives. Between
//! two events every late charge has a closed form, so the cost of a replay grows with events, not with days.

mod accrual;
pub(crate) mod apart;
mod card;
mod claims;
pub(crate) mod course;
mod followed;
mod slope;
mod view;

use chrono::NaiveDate;

use super::account::{Account, Claim, ClaimRef, LedgerKind, LedgerLine, Origin};
use super::allocation::{Component, allocate, allocate_designated};
use super::card::CardCycle;
use super::contract::{CardStatement, Contract, Opening};
use super::date::days_between;
use super::error::{EngineError, Term};
use super::event::{Designated, Event, EventKind, PauseOf};
use super::late::Base;
use super::limits::MAX_EVENTS;
use super::money::Money;
use super::order;
use super::schedule::{Changes, Followed, Row};
use super::trace::{Step, StepKind, Trace, record};
use accrual::Accruals;
use claims::Asked;

/// The account of a contract after `events`, as of a day.
///
/// `opening` starts a debt in mid-life. Events after `as_of` are not looked at.
///
/// # Errors
/// A term or event out of range, mixed currencies, or amounts that do not fit.
pub fn replay(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    as_of: NaiveDate,
) -> Result<Account, EngineError> {
    replay_traced(contract, opening, events, as_of, None)
}

/// [`replay()`], recording the steps of every figure when a trace is given.
///
/// # Errors
/// As [`replay()`].
pub fn replay_traced(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    as_of: NaiveDate,
    mut trace: Option<&mut Trace>,
) -> Result<Account, EngineError> {
    fold((contract, opening), (events, as_of, Ahead::Hidden), &mut trace)
}

/// [`replay()`] with what is agreed today for days to come: rates, pauses of interest and changes of the schedule that are
/// dated after `as_of` are in its rows. Nothing else of those days is looked at.
///
/// # Errors
/// As [`replay()`].
pub fn replay_agreed(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    as_of: NaiveDate,
) -> Result<Account, EngineError> {
    fold((contract, opening), (events, as_of, Ahead::Agreed), &mut None)
}

/// Whether what is agreed for days to come counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ahead {
    Hidden,
    Agreed,
}

fn fold(
    (contract, opening): (&Contract, Option<&Opening>),
    (events, as_of, ahead): (&[Event], NaiveDate, Ahead),
    trace: &mut Option<&mut Trace>,
) -> Result<Account, EngineError> {
    let followed = followed::of((contract, opening), (events, as_of, ahead))?;
    let (mut machine, ordered) = begin((contract, opening), (events, as_of, ahead), followed, trace)?;
    if let Some((card, cycle)) = cycling(contract) {
        let mut fold = card::Card::begin(machine, (card, cycle))?;
        for event in ordered {
            fold.apply(event, trace)?;
        }
        return fold.into_account(as_of, trace);
    }
    machine.live(&ordered, as_of, trace)?;
    machine.accruals.record_totals(&machine, trace);
    machine.into_account(as_of, trace)
}

/// A card whose cycles are known: it folds in its own way.
fn cycling(contract: &Contract) -> Option<(&CardStatement, &CardCycle)> {
    match contract {
        Contract::Revolving(card) => card.cycle.as_ref().map(|cycle| (&**card, cycle)),
        Contract::Instalment(_) | Contract::Single(_) => None,
    }
}

/// The debt before anything happened to it, and the events up to a day in the order in which they take effect.
fn begin<'a>(
    (contract, opening): (&'a Contract, Option<&'a Opening>),
    (events, as_of, ahead): (&'a [Event], NaiveDate, Ahead),
    followed: Followed,
    trace: &mut Option<&mut Trace>,
) -> Result<(Machine<'a>, Vec<&'a Event>), EngineError> {
    contract.check()?;
    super::date::check(as_of)?;
    if events.len() > MAX_EVENTS {
        return Err(EngineError::outside(Term::Events, 0, MAX_EVENTS));
    }
    let known = |event: &&Event| event.date <= as_of || ahead == Ahead::Agreed && event.changes_schedule();
    let mut ordered = order::by(events.iter().filter(known).collect(), |event: &&Event| {
        order::rank(Some(event.date)).saturating_mul(8).saturating_add(i64::from(event.rank()))
    });
    let mut machine = Machine::begin(contract, opening, &ordered, followed, trace)?;
    ordered.retain(|event| event.date <= as_of);
    for event in events {
        event.check()?;
        if let EventKind::Pause { of, until } = event.kind
            && event.date <= as_of
        {
            machine.pauses.push(Pause { of, from: event.date, until });
        }
    }
    Ok((machine, ordered))
}

/// A pause of the debt.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pause {
    of: PauseOf,
    from: NaiveDate,
    until: NaiveDate,
}

/// The debt while it is being folded.
struct Machine<'a> {
    contract: &'a Contract,
    rows: Vec<Row>,
    claims: Vec<Claim>,
    ledger: Vec<LedgerLine>,
    pauses: Vec<Pause>,
    designations: Vec<(u64, Designated)>,
    accruals: Accruals,
    credit: Money,
    opening: Option<&'a Opening>,
    /// How much of each prepayment went into the schedule and is not entered yet, by the event's number.
    taken: Vec<(u64, Money)>,
    /// How much of what was paid before its day was for interest, by instalment and day; where interest follows payments.
    earned: Vec<(u16, NaiveDate, Money)>,
    /// Days on which the base of a late charge changes without an event.
    stops: Vec<NaiveDate>,
    next_stop: usize,
    /// Principal of claims that were left out because nothing here can reach them.
    beyond: Money,
}

impl<'a> Machine<'a> {
    fn begin(
        contract: &'a Contract,
        opening: Option<&'a Opening>,
        events: &[&Event],
        followed: Followed,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Self, EngineError> {
        let changes = Changes { followed, ..claims::changes(contract, events)? };
        let Asked { rows, claims, taken, earned } = claims::of_contract(contract, opening, &changes, trace)?;
        let accruals = Accruals::new(contract, opening, &claims)?;
        let credit = Money::zero(contract.currency());
        let stops = stops(contract, &rows);
        let (ledger, pauses, designations, next_stop) = (Vec::new(), Vec::new(), Vec::new(), 0);
        let mut machine = Self {
            contract,
            rows,
            claims,
            ledger,
            pauses,
            designations,
            accruals,
            credit,
            opening,
            taken,
            earned,
            stops,
            next_stop,
            beyond: credit,
        };
        machine.open_ledger();
        Ok(machine)
    }

    /// The same debt without the lines that lead to it.
    fn without_ledger(&self) -> Self {
        Self {
            contract: self.contract,
            rows: self.rows.clone(),
            claims: self.claims.clone(),
            ledger: Vec::new(),
            pauses: self.pauses.clone(),
            designations: self.designations.clone(),
            accruals: self.accruals.clone(),
            credit: self.credit,
            opening: self.opening,
            taken: self.taken.clone(),
            earned: self.earned.clone(),
            stops: self.stops.clone(),
            next_stop: self.next_stop,
            beyond: self.beyond,
        }
    }

    /// The first lines: what was lent or billed, and the opening.
    fn open_ledger(&mut self) {
        let origin = Origin::Stated;
        let (date, amount) = match self.contract {
            Contract::Instalment(terms) => (terms.disbursed_on, terms.counted_principal().unwrap_or(terms.principal)),
            Contract::Revolving(card) => (card.statement_date.unwrap_or(card.due), card.balance),
            Contract::Single(terms) => (terms.start, terms.principal),
        };
        let kind = LedgerKind::Opened;
        let component = Component::Principal;
        self.ledger.push(LedgerLine { date, kind, component, claim: None, event: None, amount, origin });
        let Some(opening) = self.opening else { return };
        for component in Component::ALL {
            let amount = opening.arrears.get(component);
            if amount.is_positive() {
                let (date, claim) = (opening.as_of, Some(ClaimRef::Opening));
                self.ledger.push(LedgerLine { date, kind, component, claim, event: None, amount, origin });
            }
        }
    }

    /// Counts late charges up to and including `to`, stopping where a base changes without an event.
    fn advance(&mut self, to: NaiveDate, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        while let Some(stop) = self.stops.get(self.next_stop).copied().filter(|stop| *stop < to) {
            self.next_stop = self.next_stop.saturating_add(1);
            self.count_to(stop, trace)?;
        }
        self.count_to(to, trace)
    }

    fn count_to(&mut self, to: NaiveDate, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        let mut accruals = core::mem::take(&mut self.accruals);
        let result = accruals.advance(self, to, trace);
        self.accruals = accruals;
        result
    }

    /// Lets everything happen up to a day.
    fn live(
        &mut self,
        ordered: &[&Event],
        as_of: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        for event in ordered {
            self.advance(event.date, trace)?;
            self.apply(event, trace)?;
        }
        self.advance(as_of, trace)
    }

    fn apply(&mut self, event: &Event, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        match event.kind {
            EventKind::Pause { .. } | EventKind::RateChange { .. } | EventKind::Reschedule(_) => Ok(()),
            // A purpose counts if it is named by the time of the payment (Civil Code art. 560); later it does not.
            EventKind::Designation { payment, to } => {
                self.designations.push((payment, to));
                Ok(())
            }
            // Only a card with cycles is used and divided; it does both itself.
            EventKind::Purchase { .. } | EventKind::CardInstalments(_) => {
                Err(EngineError::UnfitEvent { event: event.id })
            }
            EventKind::Charge { component, amount } => self.charge(event, component, amount, trace),
            EventKind::Waiver { component, amount } => self.waive(event, component, amount, trace),
            EventKind::Payment { amount } => self.pay(event, amount, trace),
            EventKind::Prepayment { amount, .. } => self.prepay(event, amount, trace),
        }
    }

    fn charge(
        &mut self,
        event: &Event,
        component: Component,
        amount: Money,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let reference = ClaimRef::Charge(event.id);
        let mut claim = claims::empty(reference, Some(event.date), self.contract.currency(), Origin::Stated);
        claim.charged.add(component, amount)?;
        self.claims.push(claim);
        self.accruals.add_claim(event.date);
        record(trace, || Step {
            claim: Some(reference),
            component: Some(component),
            kind: StepKind::Stated,
            result: amount,
        });
        self.line(event, LedgerKind::Charged, component, Some(reference), amount, Origin::Stated);
        Ok(())
    }

    /// Gives up what is open, oldest claim first.
    fn waive(
        &mut self,
        event: &Event,
        component: Component,
        amount: Money,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let order = order::places(self.claims.iter().map(|claim| order::rank(claim.due)));
        let mut rest = amount;
        for index in order {
            let Some(claim) = self.claims.get_mut(index) else {
                continue;
            };
            let part = claim.open()?.get(component).least(rest)?;
            if !part.is_positive() {
                continue;
            }
            claim.waived.add(component, part)?;
            rest = rest.minus(part)?;
            let reference = claim.reference;
            record(trace, || Step {
                claim: Some(reference),
                component: Some(component),
                kind: StepKind::Waived { event: event.id, date: event.date },
                result: part,
            });
            self.line(event, LedgerKind::Waived, component, Some(reference), part, Origin::Stated);
        }
        Ok(())
    }

    /// Principal paid early: the schedule has taken it already; what it could not take is a payment.
    fn prepay(&mut self, event: &Event, amount: Money, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        let component = Component::Principal;
        let mut taken = Money::zero(amount.currency());
        if let Some((_, waiting)) = self.taken.iter_mut().find(|(id, _)| *id == event.id) {
            core::mem::swap(&mut taken, waiting);
        }
        if taken.is_positive() {
            let reference = ClaimRef::Prepayment(event.id);
            let mut claim = claims::empty(reference, Some(event.date), taken.currency(), Origin::Computed);
            claim.charged.principal = taken;
            claim.paid.principal = taken;
            self.claims.push(claim);
            self.accruals.add_claim(event.date);
            for kind in [StepKind::Stated, StepKind::Allocated { event: event.id, date: event.date }] {
                record(trace, || Step { claim: Some(reference), component: Some(component), kind, result: taken });
            }
            self.line(event, LedgerKind::Paid, component, Some(reference), taken, Origin::Computed);
        }
        let rest = amount.minus(taken)?;
        if rest.is_positive() { self.pay(event, rest, trace) } else { Ok(()) }
    }

    /// Principal that is paid early by events still to come: the rows no longer hold it, the borrower still does.
    fn not_yet_paid_early(&self) -> Result<Money, EngineError> {
        Money::sum(self.contract.currency(), self.taken.iter().map(|(_, part)| *part))
    }

    /// Principal of the schedule that nobody owes yet on a day: later payouts, and interest that has yet to join it.
    /// Interest of the period that runs has joined by its days if `by_days`, otherwise on its due date.
    fn not_yet_owed(&self, on: NaiveDate, by_days: bool) -> Result<Money, EngineError> {
        let mut sum = Money::zero(self.contract.currency());
        let Contract::Instalment(terms) = self.contract else { return Ok(sum) };
        // A payout past the last due date is in no row.
        let end = self.rows.last().map_or(on, |row| row.due);
        for tranche in terms.shape.tranches.iter().filter(|tranche| tranche.on > on && tranche.on < end) {
            sum = sum.plus(tranche.amount)?;
        }
        for row in self.rows.iter().filter(|row| row.due > on && row.capitalised.is_positive()) {
            let gone = if by_days { days_between(row.start, on).max(0) } else { 0 };
            let (earned, _) =
                accrual::pro_rata(row.capitalised, gone, days_between(row.start, row.due), terms.rounding)?;
            sum = sum.plus(row.capitalised.minus_to_zero(earned)?)?;
        }
        Ok(sum)
    }

    fn pay(&mut self, event: &Event, amount: Money, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        let contract = self.contract;
        let waterfall = contract.waterfall();
        let named = self.designations.iter().find(|(payment, _)| *payment == event.id).map(|(_, to)| *to);
        let (mut portions, rest) = allocate_designated(&mut self.claims, waterfall, amount, named)?;
        let stages = waterfall.stages_after(days_past_due(&self.claims, event.date)?);
        let (later, rest) = allocate(&mut self.claims, stages, rest, event.date)?;
        portions.extend(later);
        self.leave_unearned(event.date, &mut portions)?;
        for portion in portions {
            let Some(reference) = self.claims.get(portion.claim).map(|claim| claim.reference) else {
                continue;
            };
            self.accruals.note_payment(portion.claim, portion.component, portion.amount, self.contract)?;
            record(trace, || Step {
                claim: Some(reference),
                component: Some(portion.component),
                kind: StepKind::Allocated { event: event.id, date: event.date },
                result: portion.amount,
            });
            self.line(event, LedgerKind::Paid, portion.component, Some(reference), portion.amount, Origin::Computed);
        }
        if rest.is_positive() {
            self.credit = self.credit.plus(rest)?;
            self.line(event, LedgerKind::Credited, Component::Principal, None, rest, Origin::Computed);
        }
        Ok(())
    }

    fn line(
        &mut self,
        event: &Event,
        kind: LedgerKind,
        component: Component,
        claim: Option<ClaimRef>,
        amount: Money,
        origin: Origin,
    ) {
        let (date, event) = (event.date, Some(event.id));
        self.ledger.push(LedgerLine { date, kind, component, claim, event, amount, origin });
    }
}

/// Days since the oldest due date that is overdue, before anything of `on` is entered.
fn days_past_due(claims: &[Claim], on: NaiveDate) -> Result<i64, EngineError> {
    let mut days = 0;
    for claim in claims {
        // Whether it is open matters only for a claim that is later than all before it.
        let late = claim.due.map_or(0, |due| days_between(due, on));
        if late > days && !claim.open()?.is_zero() {
            days = late;
        }
    }
    Ok(days)
}

/// The days on which what a late charge counts on changes without an event: due dates where overdue interest is in the
/// base, later payouts and capitalised interest where all principal is.
fn stops(contract: &Contract, rows: &[Row]) -> Vec<NaiveDate> {
    let charges = &contract.lateness().charges;
    let with_interest = charges.iter().any(|charge| charge.base == Base::OutstandingAndInterest);
    let terms = match contract {
        Contract::Instalment(terms) => terms,
        Contract::Single(terms) if with_interest => return vec![terms.due],
        Contract::Single(_) | Contract::Revolving(_) => return Vec::new(),
    };
    let all_principal = with_interest || charges.iter().any(|charge| charge.base == Base::OutstandingPrincipal);
    let dues = rows.iter().filter(|row| with_interest || row.capitalised.is_positive()).map(|row| row.due);
    let payouts = terms.shape.tranches.iter().map(|tranche| tranche.on);
    if all_principal { order::by(dues.chain(payouts).collect(), |day| order::rank(Some(*day))) } else { Vec::new() }
}
