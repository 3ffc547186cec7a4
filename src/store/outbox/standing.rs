//! How a request stands, as a screen shows it: made of the row and of what the record knows. Pure.

use super::answer::{Refusal, Trouble};
use super::row::{Row, State, Withdrawal};
use super::time::{Millis, Now};
use crate::case::RequestStatus;

/// How a request stands on its way and at the lender's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It was never queued: made, exported, nothing more.
    Draft,
    /// It waits for its first attempt.
    Queued,
    /// It is being sent.
    Sending,
    /// An attempt was not the last.
    Waiting {
        /// Why.
        trouble: Option<Trouble>,
        /// The next attempt by the wall clock, in milliseconds since 1970; none in a tab that does not send and has not looked.
        until: Option<Millis>,
    },
    /// The lender has it, and so it stands there.
    At(RequestStatus),
    /// The lender does not take it.
    Rejected(Refusal),
    /// Taken back before it was ever sent.
    Cancelled,
    /// Not received in time.
    Expired {
        /// Whether an attempt was made, so that the lender may have it all the same.
        tried: bool,
    },
    /// The borrower takes it back; the lender has not said yes.
    Withdrawing,
    /// It was queued, but its row is not on this device any more: whether the lender has it is not known.
    Unknown,
}

impl Standing {
    /// Its name in `data-state`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Waiting { .. } => "waiting",
            Self::At(RequestStatus::Received) => "received",
            Self::At(RequestStatus::Countered { .. }) => "countered",
            Self::At(RequestStatus::Agreed) => "agreed",
            Self::At(RequestStatus::Refused) => "refused",
            Self::At(RequestStatus::Withdrawn) => "withdrawn",
            Self::Rejected(_) => "rejected",
            Self::Cancelled => "cancelled",
            Self::Expired { .. } => "expired",
            Self::Withdrawing => "withdrawing",
            Self::Unknown => "unknown",
        }
    }

    /// The standing of a request: `row` if the outbox has it, `queued` whether its record names a key, `status` what the record
    /// knows from the lender.
    #[must_use]
    pub fn of(row: Option<&Row>, queued: bool, status: Option<&RequestStatus>, now: Now) -> Self {
        // What a lender has decided, or the borrower has noted from a letter, counts more than the way it took.
        if let Some(status) = status.filter(|status| !matches!(status, RequestStatus::Received)) {
            let asked = row.is_some_and(|row| row.withdrawal() == Withdrawal::Asked && status.may_withdraw());
            return if asked { Self::Withdrawing } else { Self::At(status.clone()) };
        }
        let Some(row) = row else {
            return match status {
                Some(status) => Self::At(status.clone()),
                None if queued => Self::Unknown,
                None => Self::Draft,
            };
        };
        match (row.state(), row.withdrawal()) {
            (State::Cancelled, _) => Self::Cancelled,
            (State::Expired, _) => Self::Expired { tried: row.attempts() > 0 },
            (State::Rejected { refusal }, _) => Self::Rejected(*refusal),
            (State::Acked { .. }, Withdrawal::Done) => Self::At(RequestStatus::Withdrawn),
            (_, Withdrawal::Asked) => Self::Withdrawing,
            (State::Acked { receipt }, _) => Self::At(status.unwrap_or(&receipt.status).clone()),
            (State::Sending { .. }, _) => Self::Sending,
            (State::Queued { .. }, _) if row.attempts() == 0 => Self::Queued,
            (State::Queued { not_before }, _) => Self::Waiting {
                trouble: row.trouble(),
                until: (now.wall > 0).then(|| now.wall.saturating_add(not_before.saturating_sub(now.passed))),
            },
        }
    }
}

/// Whether a lender's word may follow what is known: an answer is never taken back to an earlier one. A counter-offer may be
/// followed by another.
#[must_use]
pub fn may_follow(known: Option<&RequestStatus>, said: &RequestStatus) -> bool {
    match (known, said) {
        (None, _) => true,
        (Some(known), said) if known == said => false,
        (Some(RequestStatus::Received), _) => true,
        (Some(RequestStatus::Countered { .. }), said) => !matches!(said, RequestStatus::Received),
        (Some(RequestStatus::Agreed | RequestStatus::Refused | RequestStatus::Withdrawn), _) => false,
    }
}

#[cfg(test)]
#[allow(clippy::expect_used, clippy::panic)]
mod tests {
    use super::super::look::{Books, LIFETIME, Look, Task, answered, look};
    use super::super::{Answer, Draft};
    use super::*;
    use crate::case::RequestKey;

    const START: Millis = 1_800_000_000_000;

    #[test]
    fn a_request_is_shown_where_it_is() {
        let at = Look { holder: 3, alone: true, wall: START, random: 2_000 };
        let mut books = Books::default();
        let now = books.clock.tick(START);
        let draft = Draft { lender: "example".to_owned(), body: "{}".to_owned() };
        let row = draft.queue(RequestKey::of_random([1; 16]), now, LIFETIME).expect("it is short");
        assert_eq!(Standing::of(None, false, None, now), Standing::Draft);
        assert_eq!(Standing::of(None, true, None, now), Standing::Unknown);
        assert_eq!(Standing::of(Some(&row), true, None, now), Standing::Queued);
        let (_, _, task) = look(&mut books, std::slice::from_ref(&row), at);
        let Task::Send(sent) = task else { panic!("{task:?}") };
        assert_eq!(Standing::of(Some(&sent), true, None, now), Standing::Sending);
        let waits = answered(&mut books, &sent, 1, Answer::Nothing, at).expect("it waits");
        let until = Some(START + 2_000);
        let waiting = Standing::Waiting { trouble: Some(Trouble::NoAnswer), until };
        assert_eq!(Standing::of(Some(&waits), true, None, now), waiting);
        let elsewhere = Standing::of(Some(&waits), true, None, Now { wall: 0, passed: 0 });
        assert_eq!(elsewhere, Standing::Waiting { trouble: Some(Trouble::NoAnswer), until: None });
        let asked = waits.cancel_anywhere().expect("it was sent");
        assert_eq!(Standing::of(Some(&asked), true, None, now), Standing::Withdrawing);
        // An answer by letter counts, whatever the way of the bytes.
        let agreed = Standing::of(Some(&waits), true, Some(&RequestStatus::Agreed), now);
        assert_eq!(agreed, Standing::At(RequestStatus::Agreed));
        assert_eq!(
            Standing::of(row.cancel_anywhere().as_ref(), true, None, now),
            Standing::Cancelled,
            "it was never sent"
        );
    }

    #[test]
    fn a_lender_does_not_take_an_answer_back() {
        let counter = |count: u8| RequestStatus::Countered { counter: serde_json::json!({ "instalments": count }) };
        for (known, said, follows) in [
            (None, RequestStatus::Received, true),
            (Some(RequestStatus::Received), RequestStatus::Received, false),
            (Some(RequestStatus::Received), counter(6), true),
            (Some(counter(6)), counter(12), true),
            (Some(counter(6)), RequestStatus::Received, false),
            (Some(counter(6)), RequestStatus::Agreed, true),
            (Some(RequestStatus::Agreed), RequestStatus::Refused, false),
            (Some(RequestStatus::Refused), counter(6), false),
            (Some(RequestStatus::Withdrawn), RequestStatus::Agreed, false),
        ] {
            assert_eq!(may_follow(known.as_ref(), &said), follows, "{known:?} {said:?}");
        }
    }
}
