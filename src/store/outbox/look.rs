//! A look at the outbox: the clock is told the time, the lease is taken or prolonged, what is over ends, and one thing to do
//! comes out. Pure; the caller commits what changed, together, before it does that thing.

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::lease::{Lease, Permit};
use super::queue::{Next, next};
use super::row::{Row, State};
use super::time::{Clock, DAY, Millis, Now, SECOND};

/// A request that was not received by then is no longer sent.
pub const LIFETIME: Millis = 400 * DAY;
/// An attempt without a whole answer is given up after this time.
pub const PATIENCE: Millis = 15 * SECOND;
/// The lease lasts this long: longer than an attempt, so that its answer finds the same holder.
pub const TERM: Millis = 25 * SECOND;

/// What is committed beside the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Books {
    /// The clock that all tabs share.
    pub clock: Clock,
    /// Who may move rows.
    pub lease: Lease,
}

/// Who looks, when, and with what chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The tab; not 0, and another one after each start.
    pub holder: u64,
    /// Whether the browser says that no other tab is at it (Web Locks). Then whoever holds the lease is gone.
    pub alone: bool,
    /// The wall clock.
    pub wall: Millis,
    /// Any number.
    pub random: u64,
}

/// The one thing to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Send this row's bytes; its attempt is committed.
    Send(Box<Row>),
    /// Look again after this time, or when something happens.
    Wait(Millis),
    /// Nothing waits.
    Rest,
}

impl Books {
    /// Tells the clock the time and takes the lease; none for the permit while another tab has it.
    pub fn enter(&mut self, look: Look) -> (Now, Option<Permit>) {
        let now = self.clock.tick(look.wall);
        let taken = match self.lease.take(look.holder, now, TERM) {
            None if look.alone => self.lease.inherit(look.holder, now, TERM),
            taken => taken,
        };
        let Some(lease) = taken else { return (now, None) };
        self.lease = lease;
        (now, lease.permit(look.holder, now))
    }
}

/// Looks at all rows and moves those that must move: gives back the rows that changed, and what to do. `books` changes too.
#[must_use]
pub fn look(books: &mut Books, rows: &[Row], look: Look) -> (Now, Vec<Row>, Task) {
    let (now, permit) = books.enter(look);
    let Some(permit) = permit else { return (now, Vec::new(), Task::Wait(TERM)) };
    let mut all = rows.to_vec();
    let mut changed = Vec::new();
    // Each turn ends or takes back one row, which then waits or is settled: the turns are fewer than twice the rows.
    for _ in 0..rows.len().saturating_mul(2).saturating_add(1) {
        let moved = match next(all.iter(), permit, now) {
            Next::Expire(row) => row.expire(permit, now),
            Next::Recover(row) => row.recover(permit, now, look.random),
            Next::Send(row) => {
                let Some(sent) = row.begin(permit, now, PATIENCE) else { return (now, changed, Task::Wait(SECOND)) };
                changed.push(sent.clone());
                return (now, changed, Task::Send(Box::new(sent)));
            }
            Next::Wait(time) => return (now, changed, Task::Wait(time)),
            Next::Nothing => return (now, changed, Task::Rest),
        };
        let Some(moved) = moved else { break };
        if let Some(place) = all.iter_mut().find(|row| row.key() == moved.key()) {
            *place = moved.clone();
        }
        changed.push(moved);
    }
    (now, changed, Task::Wait(SECOND))
}

/// What the answer to an attempt makes of its row; none if it changes nothing. An answer that comes when the lease is
/// another's changes nothing either: the row is taken back and the lender is asked again, with the same key.
#[must_use]
pub fn answered(books: &mut Books, row: &Row, attempt: u32, answer: Answer<'_>, look: Look) -> Option<Row> {
    let (now, permit) = books.enter(look);
    row.answered(permit?, attempt, answer, now, look.random)
}

/// Whether anything is left to do for a row: send it, or take it back at the lender's.
#[must_use]
pub fn is_open(row: &Row) -> bool {
    !row.state().is_settled() || row.to_withdraw().is_some()
}

/// Lets what waits be due now, because the borrower or the network says so. The lender's own wish for patience stays.
#[must_use]
pub fn hurried(rows: &[Row], now: Now) -> Vec<Row> {
    let waits = |row: &&Row| matches!(row.state(), State::Queued { not_before } if *not_before > now.passed);
    rows.iter().filter(waits).filter_map(|row| row.hurry(now)).collect()
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
mod tests {
    use super::super::answer::Trouble;
    use super::super::row::Draft;
    use super::*;
    use crate::case::RequestKey;

    const START: Millis = 1_800_000_000_000;

    fn at(holder: u64, wall: Millis, alone: bool) -> Look {
        Look { holder, alone, wall, random: 1 }
    }

    fn queued(number: u8, now: Now) -> Row {
        let draft = Draft { lender: "example".to_owned(), body: "{}".to_owned() };
        draft.queue(RequestKey::of_random([number; 16]), now, LIFETIME).expect("it is short")
    }

    #[test]
    fn one_request_is_sent_at_a_time_and_the_other_after_its_answer() {
        let mut books = Books::default();
        let now = books.clock.tick(START);
        let mut rows = vec![queued(1, now), queued(2, now)];
        let (_, changed, task) = look(&mut books, &rows, at(7, START, true));
        let Task::Send(first) = task else { panic!("{task:?}") };
        assert_eq!((changed.len(), first.attempts()), (1, 1));
        rows[0] = *first;
        let (_, _, task) = look(&mut books, &rows, at(7, START + 10, true));
        assert_eq!(task, Task::Wait(PATIENCE - 10));
        let lost = answered(&mut books, &rows[0], 1, Answer::Nothing, at(7, START + 20, true)).expect("it waits");
        assert_eq!(lost.trouble(), Some(Trouble::NoAnswer));
        rows[0] = lost;
        let (_, _, task) = look(&mut books, &rows, at(7, START + 30, true));
        assert!(matches!(task, Task::Send(row) if row.key() == rows[1].key()));
    }

    #[test]
    fn a_tab_that_is_alone_takes_over_at_once_and_another_waits() {
        let mut books = Books::default();
        let now = books.clock.tick(START);
        let mut rows = vec![queued(1, now)];
        let (_, _, task) = look(&mut books, &rows, at(7, START, true));
        let Task::Send(sent) = task else { panic!("{task:?}") };
        rows[0] = *sent;
        // Without Web Locks another tab waits until the lease has run out.
        assert_eq!(look(&mut books, &rows, at(8, START + 50, false)).2, Task::Wait(TERM));
        // The tab was killed; the one that the browser says is alone sends the same bytes again, without a wait.
        let (_, changed, task) = look(&mut books, &rows, at(9, START + 100, true));
        let Task::Send(again) = task else { panic!("{task:?}") };
        assert_eq!((changed.len(), again.attempts(), again.key()), (2, 2, rows[0].key()));
        // The answer to the tab that is gone, if it came, would change nothing.
        assert_eq!(answered(&mut books, &again, 1, Answer::Nothing, at(7, START + 110, false)), None);
    }

    #[test]
    fn what_waited_too_long_is_not_sent() {
        let mut books = Books::default();
        let now = books.clock.tick(START);
        let rows = vec![queued(1, now)];
        let (_, changed, task) = look(&mut books, &rows, at(7, START + LIFETIME, true));
        assert_eq!((changed[0].state(), task), (&State::Expired, Task::Rest));
    }

    #[test]
    fn what_waits_can_be_hurried_but_not_against_the_lenders_wish() {
        let mut books = Books::default();
        let now = books.clock.tick(START);
        let row = queued(1, now);
        for (retry_after, hurries) in [(None, true), (Some(600), false)] {
            let (_, _, task) = look(&mut books, std::slice::from_ref(&row), at(7, START, true));
            let Task::Send(sent) = task else { panic!("{task:?}") };
            let answer = Answer::Whole { status: 429, retry_after, body: b"" };
            let waits = answered(&mut books, &sent, sent.attempts(), answer, at(7, START, true)).expect("it waits");
            assert_eq!(hurried(std::slice::from_ref(&waits), now).len(), usize::from(hurries), "{retry_after:?}");
        }
    }
}
