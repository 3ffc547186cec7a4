//! A request on its way, and every move that it can make.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Refusal, Trouble, Verdict, judge};
use super::lease::Permit;
use super::time::{Millis, Now, backoff};
use crate::case::receipt::MAX_REQUEST_BYTES;
use crate::case::{Receipt, RequestKey, RequestStatus, body_sha256};

/// A request that is still being written: it has no key, so nothing can send it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The id of the lender in the list of lenders.
    pub lender: String,
    /// The document as it would be sent.
    pub body: String,
}

impl Draft {
    /// Freezes the text under a new key; the row has to be committed before anything is sent. None when the text is longer
    /// than a desk takes. After `lifetime` it is no longer sent.
    #[must_use]
    pub fn queue(self, key: RequestKey, now: Now, lifetime: Millis) -> Option<Row> {
        (self.body.len() <= MAX_REQUEST_BYTES).then(|| Row {
            key,
            lender: self.lender,
            sha256: body_sha256(self.body.as_bytes()),
            body: self.body,
            queued: now,
            lifetime,
            attempts: 0,
            state: State::Queued { not_before: now.passed },
            withdrawal: Withdrawal::None,
            trouble: None,
            patience: 0,
        })
    }
}

/// Where a request stands. A row never goes back: what is rejected is not sent again, what is received stays received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits to be sent, or to be sent again.
    Queued {
        /// Not before this moment of the outbox's clock.
        not_before: Millis,
    },
    /// It is being sent.
    Sending {
        /// Under which tenure of the lease; under another one nobody waits for the answer any more.
        epoch: u64,
        /// By this moment of the outbox's clock the attempt is given up.
        deadline: Millis,
    },
    /// The lender has it.
    Acked {
        /// That it has.
        receipt: Receipt,
    },
    /// The lender does not take it.
    Rejected {
        /// Why.
        refusal: Refusal,
    },
    /// Taken back before it was ever sent.
    Cancelled,
    /// Not received in time. With no attempt it was not sent; after one the lender may have it all the same.
    Expired,
}

impl State {
    /// States go up this scale only; the last is left never.
    #[must_use]
    pub const fn rank(&self) -> u8 {
        match self {
            Self::Queued { .. } | Self::Sending { .. } => 0,
            Self::Expired => 1,
            Self::Rejected { .. } => 2,
            Self::Acked { .. } | Self::Cancelled => 3,
        }
    }

    /// Whether nothing more is sent.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.rank() > 0
    }
}

/// What became of the wish to take a request back after its first attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// No such wish.
    None,
    /// Asked for. Whether the lender has the request is settled first, by sending it until there is a receipt: without its
    /// number nothing can be withdrawn.
    Asked,
    /// The lender confirms it.
    Done,
    /// The lender had decided before.
    TooLate,
}

/// A request that has a key. The text behind the key never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    key: RequestKey,
    lender: String,
    body: String,
    sha256: String,
    queued: Now,
    lifetime: Millis,
    attempts: u32,
    state: State,
    withdrawal: Withdrawal,
    trouble: Option<Trouble>,
    /// Not before this moment, because the lender asked for patience.
    #[serde(default)]
    patience: Millis,
}

impl Row {
    /// The key, the same in every attempt.
    #[must_use]
    pub const fn key(&self) -> &RequestKey {
        &self.key
    }

    /// The id of the lender.
    #[must_use]
    pub fn lender(&self) -> &str {
        &self.lender
    }

    /// The bytes that are sent.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.body.as_bytes()
    }

    /// Lower-case hexadecimal SHA-256 of the bytes, made when they were frozen.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// When it was queued.
    #[must_use]
    pub const fn queued(&self) -> Now {
        self.queued
    }

    /// How many attempts were begun.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What became of the wish to take it back.
    #[must_use]
    pub const fn withdrawal(&self) -> Withdrawal {
        self.withdrawal
    }

    /// Why the last attempt was not the last.
    #[must_use]
    pub const fn trouble(&self) -> Option<Trouble> {
        self.trouble
    }

    /// Whether a row that was read from the storage still has the bytes that were frozen. One that has not is not sent.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        body_sha256(self.body.as_bytes()) == self.sha256
    }

    /// The number to withdraw at the lender's, once it is known and wanted.
    #[must_use]
    pub fn to_withdraw(&self) -> Option<&str> {
        match (&self.state, self.withdrawal) {
            (State::Acked { receipt }, Withdrawal::Asked) => Some(&receipt.id),
            _ => None,
        }
    }

    /// Whether its time is over, by the wall clock or by the outbox's own, whichever is sooner: a request of last year is not
    /// sent because a clock stood still.
    #[must_use]
    pub fn is_stale(&self, now: Now) -> bool {
        let over = |from: Millis, to: Millis| to.saturating_sub(from) >= self.lifetime;
        over(self.queued.wall, now.wall) || over(self.queued.passed, now.passed)
    }

    /// Begins an attempt that is given up after `patience`. None unless it waits, its time has come and is not over.
    #[must_use]
    pub fn begin(&self, permit: Permit, now: Now, patience: Millis) -> Option<Self> {
        let State::Queued { not_before } = self.state else { return None };
        if now.passed < not_before || self.is_stale(now) {
            return None;
        }
        let deadline = now.passed.saturating_add(patience);
        let state = State::Sending { epoch: permit.epoch(), deadline };
        Some(Self { attempts: self.attempts.saturating_add(1), ..self.with(state) })
    }

    /// What the answer to an attempt makes of it; none when it changes nothing. `attempt` is the count that [`Row::begin`]
    /// gave. An answer to an earlier attempt counts only if it is the receipt, and that counts whenever it comes: the lender
    /// has the request, whatever was thought before.
    #[must_use]
    pub fn answered(&self, permit: Permit, attempt: u32, answer: Answer<'_>, now: Now, random: u64) -> Option<Self> {
        let waits =
            matches!(self.state, State::Sending { epoch, .. } if epoch == permit.epoch() && attempt == self.attempts);
        match judge(answer, &self.key, &self.sha256) {
            Verdict::Received(receipt) if !matches!(self.state, State::Acked { .. } | State::Cancelled) => {
                Some(Self { trouble: None, ..self.with(State::Acked { receipt }) })
            }
            Verdict::Retry { trouble, after } if waits => {
                let wait = backoff(self.attempts, after, random);
                let patience = after.map_or(0, |_| now.passed.saturating_add(wait));
                Some(Self { trouble: Some(trouble), patience, ..self.again(now, wait) })
            }
            Verdict::Stop(refusal) if waits => Some(self.with(State::Rejected { refusal })),
            _ => None,
        }
    }

    /// Takes an attempt back that nobody waits for: its deadline has passed, or whoever began it no longer holds the lease.
    #[must_use]
    pub fn recover(&self, permit: Permit, now: Now, random: u64) -> Option<Self> {
        match self.state {
            // The tab that sent it is gone; its borrower is looking at this one, so there is no wait.
            State::Sending { epoch, .. } if epoch != permit.epoch() => Some(self.again(now, 0)),
            State::Sending { deadline, .. } if now.passed >= deadline => {
                let wait = backoff(self.attempts, None, random);
                Some(Self { trouble: Some(Trouble::NoAnswer), ..self.again(now, wait) })
            }
            _ => None,
        }
    }

    /// Ends a row that waited too long; one that is being sent is left to its answer.
    #[must_use]
    pub fn expire(&self, _permit: Permit, now: Now) -> Option<Self> {
        (matches!(self.state, State::Queued { .. }) && self.is_stale(now)).then(|| self.with(State::Expired))
    }

    /// Lets it be due now, unless the lender asked for more patience. None if that changes nothing.
    #[must_use]
    pub fn hurry(&self, now: Now) -> Option<Self> {
        let State::Queued { not_before } = self.state else { return None };
        let due = self.patience.max(now.passed);
        (due < not_before).then(|| self.with(State::Queued { not_before: due }))
    }

    /// Takes it back: at once if it was never sent, else by asking the lender. None if there is nothing to take back.
    #[must_use]
    pub fn cancel(&self, _permit: Permit) -> Option<Self> {
        self.cancel_anywhere()
    }

    /// The same without the lease: in a browser the transaction puts this in order with an attempt that begins. If the attempt
    /// is committed first, the row counts as sent.
    #[must_use]
    pub fn cancel_anywhere(&self) -> Option<Self> {
        match self.state {
            State::Queued { .. } if self.attempts == 0 => Some(self.with(State::Cancelled)),
            State::Queued { .. } | State::Sending { .. } | State::Acked { .. }
                if self.withdrawal == Withdrawal::None =>
            {
                Some(Self { withdrawal: Withdrawal::Asked, ..self.clone() })
            }
            _ => None,
        }
    }

    /// What the lender says to the withdrawal; none while it says neither.
    #[must_use]
    pub fn withdrawn(&self, _permit: Permit, status: &RequestStatus) -> Option<Self> {
        self.to_withdraw()?;
        let withdrawal = match status {
            RequestStatus::Withdrawn => Withdrawal::Done,
            RequestStatus::Agreed | RequestStatus::Refused => Withdrawal::TooLate,
            RequestStatus::Received | RequestStatus::Countered { .. } => return None,
        };
        Some(Self { withdrawal, ..self.clone() })
    }

    /// The same text under a new key, after the lender said that the key was used for another text and the borrower
    /// confirmed. The old row stays as it is.
    #[must_use]
    pub fn under_new_key(&self, key: RequestKey, now: Now) -> Option<Self> {
        let reused = matches!(self.state, State::Rejected { refusal: Refusal::KeyReused });
        if !reused || key == self.key {
            return None;
        }
        Draft { lender: self.lender.clone(), body: self.body.clone() }.queue(key, now, self.lifetime)
    }

    fn again(&self, now: Now, wait: Millis) -> Self {
        if self.is_stale(now) {
            return self.with(State::Expired);
        }
        self.with(State::Queued { not_before: now.passed.saturating_add(wait) })
    }

    fn with(&self, state: State) -> Self {
        Self { state, ..self.clone() }
    }
}
