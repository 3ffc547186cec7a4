//! The schedule row by row, with the state of each and every amount openable.

use super::Inputs;
use crate::engine::{Account, ClaimRef, ClaimState, Component, EngineError, Figure};
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
    /// Of it principal, interest and fees.
    pub parts: [Shown; 3],
    /// Principal still out after it.
    pub balance: Shown,
    /// What is open of it, late charges included.
    pub open: Shown,
    /// Its state, as it stands in `data-state`.
    pub state: &'static str,
    /// Its state, in words.
    pub state_words: &'static str,
}

/// The rows of an account.
///
/// # Errors
/// Overflow.
pub(super) fn rows(inputs: &Inputs, account: &Account, lang: Lang) -> Result<Vec<ScheduleRow>, EngineError> {
    let shown = |money, figure| Shown::account(money, inputs, account.as_of, figure);
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
        let part = |component, money| shown(money, Figure::RowPart(row.number, component));
        rows.push(ScheduleRow {
            number: row.number,
            due: format::date(row.due, lang),
            total: shown(row.total, Figure::RowTotal(row.number)),
            parts: [
                part(Component::Principal, row.principal),
                part(Component::Interest, row.interest),
                part(Component::Fee, row.fee),
            ],
            balance: shown(row.balance, Figure::RowBalance(row.number)),
            open: shown(claim.open()?.total()?, Figure::ClaimOpen(reference)),
            state,
            state_words,
        });
    }
    Ok(rows)
}
