//! Payments of one debt that is here: a day and an amount each.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Cells, Source, refusal, value};
use crate::engine::limits::MAX_EVENTS;
use crate::engine::{Event, EventKind, Money};
use crate::present::csv::{Brings, Column, CsvError, Fault, Found, Note, Refusal};
use crate::present::payment;

use super::rows::Row;

/// Reads them. A payment with the day and amount of one that is here is probably the same.
pub(super) fn read(cells: &Cells<'_>, source: &mut Source<'_, '_>) -> Result<Found, CsvError> {
    let id = cells.layout.target.value.as_deref().ok_or(CsvError::Undecided)?;
    let debt = cells.ask.here.iter().find(|debt| debt.id == id).ok_or(CsvError::NoTarget)?;
    let mut known: BTreeMap<(NaiveDate, i64), usize> = BTreeMap::new();
    for event in &debt.inputs.events {
        if let EventKind::Payment { amount } = &event.kind {
            let times = known.entry((event.date, amount.minor())).or_default();
            *times = times.saturating_add(1);
        }
    }
    let currency = debt.inputs.contract.currency();
    let earliest = payment::earliest(&debt.inputs);
    let room = MAX_EVENTS.saturating_sub(debt.inputs.events.len());
    let (mut events, mut here, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = debt.inputs.next_event_id();
    while let Some(row) = source.next(&mut refused)? {
        let (date, amount) = match one(cells, &row, currency, earliest) {
            Ok(read) => read,
            Err(refusal) => {
                refused.push(refusal);
                continue;
            }
        };
        if events.len() >= room {
            refused.push(refusal(&row, Column::Amount, "", Fault::TooMany { greatest: MAX_EVENTS }));
            continue;
        }
        if let Some(times) = known.get_mut(&(date, amount.minor())).filter(|times| **times > 0) {
            *times = times.saturating_sub(1);
            here.push(events.len());
        }
        events.push(Event { id: next, date, kind: EventKind::Payment { amount } });
        next = next.saturating_add(1);
    }
    let notes = if here.is_empty() { Vec::new() } else { vec![Note::Here { count: here.len() }] };
    Ok(Found { brings: Brings::Payments { debt: Box::new(debt.clone()), events }, here, refused, notes })
}

fn one(
    cells: &Cells<'_>,
    row: &Row,
    currency: crate::engine::Currency,
    earliest: Option<NaiveDate>,
) -> Result<(NaiveDate, Money), Refusal> {
    let date = cells.day(row, Column::Date)?;
    let today = cells.ask.today;
    if date > today || earliest.is_some_and(|earliest| date < earliest) {
        let earliest = earliest.unwrap_or(NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default()).min(today);
        let text = cells.text(row, Column::Date).unwrap_or_default();
        return Err(refusal(row, Column::Date, text, Fault::DateOutside { earliest, latest: today }));
    }
    let text = cells.filled(row, Column::Amount).ok_or_else(|| refusal(row, Column::Amount, "", Fault::Missing))?;
    let amount = value::money(text, cells.decimal, currency, false)
        .map_err(|fault| refusal(row, Column::Amount, text, fault))?;
    if let Some(code) = cells.filled(row, Column::Currency).filter(|code| *code != currency.code()) {
        let fault = Fault::Currency { code: currency.code().to_owned() };
        return Err(refusal(row, Column::Currency, code, fault));
    }
    Ok((date, amount))
}
