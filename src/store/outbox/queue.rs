//! What the holder of the lease does next with all rows: one thing at a time, at most one attempt under way.

use super::lease::Permit;
use super::row::{Row, State};
use super::time::{Millis, Now};

/// How many unsettled rows an outbox takes.
pub const MAX_ROWS: usize = 50;

/// The next thing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next<'a> {
    /// [`Row::expire`] this one.
    Expire(&'a Row),
    /// [`Row::recover`] this one.
    Recover(&'a Row),
    /// [`Row::begin`] an attempt of this one, commit, then send.
    Send(&'a Row),
    /// Look again after this time, or when something happens.
    Wait(Millis),
    /// Nothing waits.
    Nothing,
}

/// What to do next. Rows that are due are sent in the order in which they came due, so that none waits for ever behind
/// another that fails.
#[must_use]
pub fn next<'a>(rows: impl IntoIterator<Item = &'a Row>, permit: Permit, now: Now) -> Next<'a> {
    let mut earliest: Option<(Millis, &Row)> = None;
    let mut under_way: Option<Millis> = None;
    for row in rows {
        match *row.state() {
            State::Queued { .. } if row.is_stale(now) => return Next::Expire(row),
            State::Sending { epoch, deadline } if epoch != permit.epoch() || now.passed >= deadline => {
                return Next::Recover(row);
            }
            State::Sending { deadline, .. } => under_way = Some(deadline.saturating_sub(now.passed)),
            State::Queued { not_before } if earliest.is_none_or(|(least, _)| not_before < least) => {
                earliest = Some((not_before, row));
            }
            _ => {}
        }
    }
    match (under_way, earliest) {
        (Some(left), _) => Next::Wait(left),
        (None, Some((not_before, row))) if not_before <= now.passed => Next::Send(row),
        (None, Some((not_before, _))) => Next::Wait(not_before.saturating_sub(now.passed)),
        (None, None) => Next::Nothing,
    }
}
