//! What an answer from a lender's desk means for the row that waits for it.

use serde::{Deserialize, Serialize};

use crate::case::receipt::MAX_REPLY_BYTES;
use crate::case::{NoReceipt, Receipt, RequestKey};

/// What came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer<'a> {
    /// Nothing: no network, a reset, no answer within the deadline.
    Nothing,
    /// More than [`MAX_REPLY_BYTES`]; reading stopped there.
    Endless,
    /// An answer, whole.
    Whole {
        /// The status code.
        status: u16,
        /// The seconds in `Retry-After`. A date there is read as no wish: the lender's clock is not ours.
        retry_after: Option<u64>,
        /// The body.
        body: &'a [u8],
    },
}

/// Why an attempt was not the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// No answer.
    NoAnswer,
    /// An answer, but not a receipt of this request: the sign-in page of a network, an answer without end.
    NotReceipt,
    /// The lender received other bytes than were sent, or confirmed another request.
    NotOurs,
    /// The lender is still at the attempt before (409).
    InFlight,
    /// The lender asks for patience (408, 425, 429).
    Busy(u16),
    /// The lender's server fails (500 and above), or answers with something that no receipt can come with.
    Failing(u16),
}

/// Why a request was stopped for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The lender knows the key with other bytes (422). A new key may be tried only once the borrower says so: the lender may
    /// already have the request.
    KeyReused,
    /// It is too long for the lender (413).
    TooLong,
    /// The lender wants to know who asks (401, 403).
    NotAllowed(u16),
    /// There is no desk at that address (404, 405, 410).
    NoDesk(u16),
    /// Anything else between 400 and 499.
    Refused(u16),
}

/// What is to be done with the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The lender has it.
    Received(Receipt),
    /// The same bytes again, with the same key, later.
    Retry {
        /// Why.
        trouble: Trouble,
        /// Not before these seconds.
        after: Option<u64>,
    },
    /// Not again.
    Stop(Refusal),
}

/// What an answer means for the request with this key and these bytes' SHA-256.
#[must_use]
pub fn judge(answer: Answer<'_>, key: &RequestKey, sha256: &str) -> Verdict {
    let (status, after, body) = match answer {
        Answer::Nothing => return Verdict::Retry { trouble: Trouble::NoAnswer, after: None },
        Answer::Endless => return Verdict::Retry { trouble: Trouble::NotReceipt, after: None },
        Answer::Whole { status, retry_after, body } => (status, retry_after, body),
    };
    let retry = |trouble| Verdict::Retry { trouble, after };
    match status {
        200..=299 if body.len() > MAX_REPLY_BYTES => retry(Trouble::NotReceipt),
        200..=299 => match Receipt::read(body, key, sha256) {
            Ok(receipt) => Verdict::Received(receipt),
            Err(NoReceipt::OtherKey | NoReceipt::OtherBody) => retry(Trouble::NotOurs),
            Err(NoReceipt::Malformed | NoReceipt::TooLong) => retry(Trouble::NotReceipt),
        },
        408 | 425 | 429 => retry(Trouble::Busy(status)),
        409 => retry(Trouble::InFlight),
        413 => Verdict::Stop(Refusal::TooLong),
        422 => Verdict::Stop(Refusal::KeyReused),
        401 | 403 => Verdict::Stop(Refusal::NotAllowed(status)),
        404 | 405 | 410 => Verdict::Stop(Refusal::NoDesk(status)),
        400..=499 => Verdict::Stop(Refusal::Refused(status)),
        _ => retry(Trouble::Failing(status)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, body: &[u8]) -> Verdict {
        judge(Answer::Whole { status, retry_after: Some(7), body }, &RequestKey::of_random([1; 16]), "")
    }

    #[test]
    fn the_page_of_a_hotel_network_is_no_receipt() {
        let retry = Verdict::Retry { trouble: Trouble::NotReceipt, after: Some(7) };
        assert_eq!(of(200, b"<html>Sign in</html>"), retry);
        assert_eq!(of(204, b""), retry);
        assert_eq!(of(201, &vec![b' '; MAX_REPLY_BYTES + 1]), retry);
    }

    #[test]
    fn every_status_code_is_tried_again_or_stopped_as_the_table_says() {
        for status in 0..=999 {
            let again = matches!(of(status, b""), Verdict::Retry { .. });
            let stops = (400..=499).contains(&status) && ![408, 409, 425, 429].contains(&status);
            assert_eq!(again, !stops, "{status}");
        }
        assert_eq!(of(422, b""), Verdict::Stop(Refusal::KeyReused));
        assert_eq!(of(503, b""), Verdict::Retry { trouble: Trouble::Failing(503), after: Some(7) });
    }
}
