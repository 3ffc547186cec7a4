//! What a contract and its opening ask for, before anything happens.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::account::{Claim, ClaimRef, Origin};
use super::super::allocation::{Component, Components};
use super::super::contract::{CardStatement, Contract, InstalmentTerms, InterestKind, Opening, SingleTerms};
use super::super::date::{Frequency, PeriodUnit, days_between};
use super::super::error::{EngineError, Term};
use super::super::event::{Event, EventKind, PauseOf};
use super::super::money::{Currency, Money};
use super::super::number::mul;
use super::super::schedule::{self, Changes, Move, MoveKind, Resolved, Row};
use super::super::shape::RateFrom;
use super::super::trace::{Step, StepKind, Trace, record};

/// A claim for nothing yet.
pub(super) const fn empty(reference: ClaimRef, due: Option<NaiveDate>, currency: Currency, origin: Origin) -> Claim {
    let zero = Components::zero(currency);
    Claim { reference, due, charged: zero, paid: zero, waived: zero, origin }
}

/// What events say about the schedule: rates, and principal that was paid early.
pub(super) fn changes(contract: &Contract, events: &[&Event]) -> Result<Changes, EngineError> {
    let mut changes = Changes::default();
    // A schedule of our own can be paused and arranged anew unless its interest is fixed for the whole term.
    let own = match contract {
        Contract::Instalment(terms) if terms.stated.is_none() && terms.interest != InterestKind::FlatTotal => {
            Some(terms)
        }
        Contract::Instalment(_) | Contract::Revolving(_) | Contract::Single(_) => None,
    };
    let terms = own.filter(|terms| terms.interest == InterestKind::Declining);
    for event in events {
        match (&event.kind, terms) {
            (EventKind::RateChange { rate }, Some(_)) => {
                changes.rates.push(RateFrom { from: event.date, rate: *rate });
            }
            (EventKind::RateChange { .. }, None) => return Err(EngineError::NotTogether { term: Term::RateFrom }),
            (EventKind::Pause { of: PauseOf::Interest, until }, _) if own.is_some() => {
                changes.pauses.push((event.date, *until));
            }
            (EventKind::Reschedule(again), _) if own.is_some() => changes.rescheduled.push((event.date, *again)),
            (EventKind::Pause { of: PauseOf::Interest, .. } | EventKind::Reschedule(_), _) => {
                return Err(EngineError::NotTogether { term: Term::EventDate });
            }
            (EventKind::Prepayment { amount, effect }, Some(terms)) => {
                terms.principal.plus(*amount)?;
                let kind = MoveKind::Prepaid(event.id, *effect);
                changes.prepaid.push(Move { on: event.date, kind, amount: *amount });
            }
            _ => {}
        }
    }
    Ok(changes)
}

/// What a contract comes to before anything is paid.
pub(super) struct Asked {
    pub rows: Vec<Row>,
    /// By due date.
    pub claims: Vec<Claim>,
    /// How much of each prepayment went into the schedule, by the event's number.
    pub taken: Vec<(u64, Money)>,
    /// How much of what was paid early was for interest, by instalment and day.
    pub earned: Vec<(u16, NaiveDate, Money)>,
}

/// The rows of the contract and its claims, by due date.
pub(super) fn of_contract(
    contract: &Contract,
    opening: Option<&Opening>,
    changes: &Changes,
    trace: &mut Option<&mut Trace>,
) -> Result<Asked, EngineError> {
    let rowless = |claims| Asked { rows: Vec::new(), claims, taken: Vec::new(), earned: Vec::new() };
    let mut asked = match contract {
        Contract::Instalment(terms) => instalments(terms, opening, changes, trace)?,
        Contract::Revolving(card) => rowless(statement(card, trace)?),
        Contract::Single(terms) => rowless(vec![single(terms, trace)?]),
    };
    if let Some(opening) = opening
        && !opening.arrears.is_zero()
    {
        let due = opening.oldest_unpaid_due.unwrap_or(opening.as_of);
        let mut claim = empty(ClaimRef::Opening, Some(due), contract.currency(), Origin::Stated);
        claim.charged = claim.charged.plus(&opening.arrears)?;
        for component in Component::ALL {
            state(trace, ClaimRef::Opening, component, opening.arrears.get(component));
        }
        asked.claims.insert(0, claim);
    }
    Ok(asked)
}

fn state(trace: &mut Option<&mut Trace>, claim: ClaimRef, component: Component, amount: Money) {
    if amount.is_positive() {
        record(trace, || Step {
            claim: Some(claim),
            component: Some(component),
            kind: StepKind::Stated,
            result: amount,
        });
    }
}

fn instalments(
    terms: &InstalmentTerms,
    opening: Option<&Opening>,
    changes: &Changes,
    trace: &mut Option<&mut Trace>,
) -> Result<Asked, EngineError> {
    let Resolved { rows, taken, earned } = schedule::traced(terms, changes, trace)?;
    let currency = terms.principal.currency();
    let settled = opening.map_or(0, |opening| opening.settled_rows);
    let covered = opening.filter(|opening| !opening.arrears.is_zero()).map(|opening| opening.as_of);
    let mut claims = Vec::with_capacity(rows.len());
    let down = schedule::down_payment(terms)?;
    if terms.stated.is_none() && down.is_positive() {
        let mut claim = empty(ClaimRef::DownPayment, Some(terms.disbursed_on), currency, Origin::Computed);
        claim.charged.add(Component::Principal, down)?;
        state(trace, ClaimRef::DownPayment, Component::Principal, down);
        claims.push(claim);
    }
    for row in &rows {
        let mut claim = empty(ClaimRef::Row(row.number), Some(row.due), currency, row.origin);
        claim.charged.principal = row.principal;
        claim.charged.interest = row.interest;
        claim.charged.fee = row.fee;
        // A penalty that the lender's own row asks for is one: no late charge may be counted on it as if it were a fee.
        if let Some(stated) = terms.stated.as_ref().and_then(|rows| rows.get(usize::from(row.number).saturating_sub(1)))
        {
            claim.charged.fee = stated.amounts.fee;
            claim.charged.penalty = stated.amounts.penalty;
        }
        // Settled rows are stated to be paid; rows that the arrears stand for are theirs.
        if row.number <= settled || covered.is_some_and(|day| row.due <= day) {
            claim.paid = claim.charged;
            claim.origin = Origin::Stated;
        }
        claims.push(claim);
    }
    Ok(Asked { rows, claims, taken, earned })
}

fn statement(card: &CardStatement, trace: &mut Option<&mut Trace>) -> Result<Vec<Claim>, EngineError> {
    let currency = card.balance.currency();
    let mut minimum = empty(ClaimRef::Minimum, Some(card.due), currency, Origin::Stated);
    minimum.charged.principal = card.minimum;
    let mut rest = empty(ClaimRef::RestOfStatement, None, currency, Origin::Stated);
    rest.charged.principal = card.balance.minus(card.minimum)?;
    state(trace, ClaimRef::Minimum, Component::Principal, card.minimum);
    record(trace, || Step {
        claim: Some(ClaimRef::RestOfStatement),
        component: Some(Component::Principal),
        kind: StepKind::Difference { from: card.balance, less: card.minimum },
        result: rest.charged.principal,
    });
    Ok(vec![minimum, rest])
}

fn single(terms: &SingleTerms, trace: &mut Option<&mut Trace>) -> Result<Claim, EngineError> {
    let currency = terms.principal.currency();
    let mut claim = empty(ClaimRef::Single, Some(terms.due), currency, Origin::Computed);
    claim.charged.principal = terms.principal;
    let factor = single_factor(terms)?;
    let exact = mul(terms.principal.exact(), factor)?;
    claim.charged.interest = Money::from_exact(exact, currency, terms.rounding)?;
    state(trace, ClaimRef::Single, Component::Principal, terms.principal);
    record(trace, || Step {
        claim: Some(ClaimRef::Single),
        component: Some(Component::Interest),
        kind: StepKind::Interest { balance: terms.principal, factor, exact },
        result: claim.charged.interest,
    });
    Ok(claim)
}

/// Interest factor from start to due date: by whole months where the dates allow, otherwise by days.
fn single_factor(terms: &SingleTerms) -> Result<Decimal, EngineError> {
    if terms.start >= terms.due {
        return Ok(Decimal::ZERO);
    }
    let whole_months = (1..=1_200_u16).find(|&months| {
        let frequency = Frequency { every: months, unit: PeriodUnit::Months };
        frequency.after(terms.start, 1).is_ok_and(|date| date >= terms.due)
    });
    let by_months = whole_months
        .map(|every| Frequency { every, unit: PeriodUnit::Months })
        .filter(|frequency| frequency.after(terms.start, 1) == Ok(terms.due));
    let days = u16::try_from(days_between(terms.start, terms.due)).unwrap_or(u16::MAX);
    let frequency = by_months.unwrap_or(Frequency { every: days.max(1), unit: PeriodUnit::Days });
    terms.accrual.factor(terms.rate, terms.start, terms.due, frequency, true)
}
