//! A debt on a day as a request sees it, and what waiting costs.

use chrono::NaiveDate;

use super::{Due, Position};
use crate::engine::account::Account;
use crate::engine::allocation::Components;
use crate::engine::contract::{CardStatement, Contract, InstalmentTerms, Opening};
use crate::engine::date::{self, Frequency};
use crate::engine::error::EngineError;
use crate::engine::event::{Event, EventKind};
use crate::engine::limits::{MAX_INSTALMENTS, MAX_YEAR, MIN_YEAR};
use crate::engine::number::Rounding;
use crate::engine::rate::Rate;
use crate::engine::replay::replay;

/// A debt on the day of its account. Where events changed the rate, use [`position_after`].
///
/// # Errors
/// [`EngineError::NoSuchFigure`] for a debt that is settled; what the engine refuses.
pub fn position(contract: &Contract, account: &Account) -> Result<Position, EngineError> {
    position_after(contract, &[], account)
}

/// A debt on the day of its account, with the rate that events brought by then.
///
/// What a card's bill leaves beyond what is due counts as asked for on the next due day: the contract of a card names no
/// other.
///
/// # Errors
/// As [`position`].
pub fn position_after(contract: &Contract, events: &[Event], account: &Account) -> Result<Position, EngineError> {
    let as_of = account.as_of;
    let open = account.payoff;
    if open.is_zero() {
        return Err(EngineError::NoSuchFigure);
    }
    let mut later: Vec<Due> = Vec::new();
    if !matches!(contract, Contract::Revolving(_)) {
        // Claims stand by due date.
        for claim in &account.claims {
            let amounts = claim.open()?;
            let Some(due) = claim.due.filter(|due| *due > as_of && !amounts.is_zero()) else { continue };
            match later.last_mut().filter(|last| last.date == due) {
                Some(last) => last.amounts = last.amounts.plus(&amounts)?,
                None => later.push(Due { date: due, amounts }),
            }
        }
    }
    let first_later = later.first().map(|due| due.date);
    let remaining = u16::try_from(later.len()).unwrap_or(MAX_INSTALMENTS).clamp(1, MAX_INSTALMENTS);
    let (first_due, frequency, rounding) = match contract {
        Contract::Instalment(terms) => {
            let first = first_later.map_or_else(|| next_of_grid(terms, account), Ok)?;
            (first, terms.frequency, terms.rounding)
        }
        Contract::Revolving(card) => {
            let rounding = card.cycle.as_ref().map_or(Rounding::default(), |cycle| cycle.rounding);
            (next_bill_due(card, as_of)?, Frequency::MONTHLY, rounding)
        }
        Contract::Single(terms) => {
            let first = first_later.map_or_else(|| Frequency::MONTHLY.after(as_of, 1), Ok)?;
            (first, Frequency::MONTHLY, terms.rounding)
        }
    };
    let mut keep = Vec::with_capacity(later.len().saturating_add(1));
    if !account.due_now.is_zero() {
        keep.push(Due { date: as_of, amounts: account.due_now });
    }
    if let Contract::Revolving(_) = contract {
        let amounts = open.minus(&account.due_now)?;
        if !amounts.is_zero() {
            later.push(Due { date: first_due, amounts });
        }
    }
    keep.extend(later);
    Ok(Position {
        as_of,
        currency: account.currency,
        open,
        overdue: account.overdue,
        rate: rate_on(contract, events, as_of),
        remaining,
        first_due,
        frequency,
        keep,
        rounding,
    })
}

/// The rate in force on a day: the contract's, its dated rates, and those that events brought.
fn rate_on(contract: &Contract, events: &[Event], on: NaiveDate) -> Rate {
    let agreed = match contract {
        Contract::Instalment(terms) => terms.shape.rates.as_slice(),
        Contract::Revolving(_) | Contract::Single(_) => &[],
    };
    let agreed = agreed.iter().map(|change| (change.from, change.rate));
    let changed = events.iter().filter_map(|event| match event.kind {
        EventKind::RateChange { rate } => Some((event.date, rate)),
        _ => None,
    });
    // Of one day, the later in the list wins, as in a replay.
    let known = agreed.chain(changed).filter(|(from, _)| *from <= on);
    known.max_by_key(|(from, _)| *from).map_or(contract.rate(), |(_, rate)| rate)
}

/// The next day of the grid of due dates after the last instalment.
fn next_of_grid(terms: &InstalmentTerms, account: &Account) -> Result<NaiveDate, EngineError> {
    let last = account.rows.last().map_or(terms.disbursed_on, |row| row.due);
    first_after(account.as_of, |n| terms.frequency.after(last, n))
}

fn next_bill_due(card: &CardStatement, as_of: NaiveDate) -> Result<NaiveDate, EngineError> {
    if card.due > as_of {
        return Ok(card.due);
    }
    match &card.cycle {
        Some(cycle) => {
            let first = card.statement_date.map_or_else(|| cycle.statement_before(card.due), Ok)?;
            first_after(as_of, |n| cycle.due_of(cycle.statement_after(first, n)?))
        }
        None => first_after(as_of, |n| Frequency::MONTHLY.after(card.due, n)),
    }
}

/// The first of a series of days that lies after a day.
fn first_after(day: NaiveDate, of: impl Fn(u32) -> Result<NaiveDate, EngineError>) -> Result<NaiveDate, EngineError> {
    const DAYS: u32 = (MAX_YEAR.abs_diff(MIN_YEAR) + 1) * 366;
    for n in 1..=DAYS {
        let date = of(n)?;
        if date > day {
            return Ok(date);
        }
    }
    Err(EngineError::DateOutOfRange { got: None })
}

/// What a debt costs more if nothing is done for some days: by how much the sum that would end it grows, by component. What
/// is entered for later days does not count.
///
/// # Errors
/// What the engine refuses.
pub fn cost_of_waiting(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    as_of: NaiveDate,
    days: u16,
) -> Result<Components, EngineError> {
    let known: Vec<Event> = events.iter().filter(|event| event.date <= as_of).cloned().collect();
    let now = replay(contract, opening, &known, as_of)?;
    let later = replay(contract, opening, &known, date::shift(as_of, i64::from(days))?)?;
    later.payoff.minus(&now.payoff)
}
