//! The schedule row by row, with the state of each and every amount openable.

use super::Inputs;
use crate::engine::{Account, ClaimRef, ClaimState, Component, EngineError, Figure, Money, Row};
use crate::present::words::debt as words;
use crate::present::{Lang, Shown, format};

/// A row of the schedule.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleRow {
    /// Its number.
    pub number: u16,
    /// Its due date, in words.
    pub due: String,
    /// What it asks for.
    pub total: Shown,
    /// Of it, the components that the schedule has at all.
    pub parts: Vec<(Component, Shown)>,
    /// Principal still out after it.
    pub balance: Shown,
    /// What is open of it, late charges included.
    pub open: Shown,
    /// Its state, as it stands in `data-state`.
    pub state: &'static str,
    /// Its state, in words.
    pub state_words: &'static str,
}

const fn part_of(row: &Row, component: Component) -> Money {
    match component {
        Component::Principal => row.principal,
        Component::Interest => row.interest,
        Component::Fee => row.fee,
        Component::Penalty => Money::zero(row.total.currency()),
    }
}

/// The rows of an account.
///
/// # Errors
/// Overflow.
pub(super) fn rows(inputs: &Inputs, account: &Account, lang: Lang) -> Result<Vec<ScheduleRow>, EngineError> {
    let shown = |money, figure| Shown::account(money, inputs, account.as_of, figure);
    let mut columns = vec![Component::Principal, Component::Interest, Component::Fee];
    columns.retain(|component| account.rows.iter().any(|row| !part_of(row, *component).is_zero()));
    let mut rows = Vec::with_capacity(account.rows.len());
    for row in &account.rows {
        let reference = ClaimRef::Row(row.number);
        let claim = account.claim(reference).ok_or(EngineError::NoSuchFigure)?;
        let (state, state_words) = match claim.state(account.as_of)? {
            ClaimState::Paid => ("paid", words::state_paid(lang)),
            ClaimState::Overdue => ("late", words::state_late(lang)),
            ClaimState::DueToday => ("today", words::state_today(lang)),
            ClaimState::Upcoming => ("upcoming", words::state_upcoming(lang)),
        };
        let part = |component: &Component| {
            (*component, shown(part_of(row, *component), Figure::RowPart(row.number, *component)))
        };
        rows.push(ScheduleRow {
            number: row.number,
            due: format::date(row.due, lang),
            total: shown(row.total, Figure::RowTotal(row.number)),
            parts: columns.iter().map(part).collect(),
            balance: shown(row.balance, Figure::RowBalance(row.number)),
            open: shown(claim.open()?.total()?, Figure::ClaimOpen(reference)),
            state,
            state_words,
        });
    }
    Ok(rows)
}
