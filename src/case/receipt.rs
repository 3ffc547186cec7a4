//! What passes between a borrower's outbox and a lender's desk: the key of a request, the receipt, the status, the refusal.
//!
//! The contract is `public/openapi/requests.json`. A lender's answer is as hostile as any other file: what is read here is
//! checked against the key and the bytes that were sent, so that a page of a hotel's network never passes for a receipt.

use core::fmt::Write as _;
use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

/// The longest request, in bytes: thirty years of monthly payments, as they are and as they are offered, fit. A desk refuses a
/// longer one with 413.
pub const MAX_REQUEST_BYTES: usize = 256 * 1024;
/// The longest answer that is read, in bytes.
pub const MAX_REPLY_BYTES: usize = 64 * 1024;
/// The header with the key, as a structured-field string (RFC 9651 section 3.3.3): in double quotes.
pub const KEY_HEADER: &str = "idempotency-key";
/// The header by which a desk says that it has answered this key before.
pub const REPLAYED_HEADER: &str = "idempotency-replayed";
/// The path below a lender's endpoint.
pub const REQUESTS_PATH: &str = "/v1/requests";

/// The key of a request: a random UUID (version 4) as text, in lower case. One key stands for one frozen text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RequestKey(String);

impl RequestKey {
    /// Reads a UUID of version 4; none if it is not one. Capitals are made small.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let shaped = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                14 => byte == b'4',
                19 => matches!(byte, b'8' | b'9' | b'a' | b'b' | b'A' | b'B'),
                _ => byte.is_ascii_hexdigit(),
            });
        shaped.then(|| Self(text.to_ascii_lowercase()))
    }

    /// The key made of 16 random bytes: version and variant are set as RFC 9562 section 5.4 says.
    #[must_use]
    pub fn of_random(bytes: [u8; 16]) -> Self {
        let mut text = String::with_capacity(36);
        for (at, byte) in bytes.into_iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            let byte = match at {
                6 => (byte & 0x0f) | 0x40,
                8 => (byte & 0x3f) | 0x80,
                _ => byte,
            };
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// Reads the value of the header: the key in double quotes, nothing else.
    #[must_use]
    pub fn of_header(value: &str) -> Option<Self> {
        Self::parse(value.strip_prefix('"')?.strip_suffix('"')?)
    }

    /// The value of the header.
    #[must_use]
    pub fn header(&self) -> String {
        format!("\"{}\"", self.0)
    }

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for RequestKey {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a UUID of version 4"))
    }
}

/// Lower-case hexadecimal SHA-256 of the bytes that are sent.
#[must_use]
pub fn body_sha256(body: &[u8]) -> String {
    Sha256::digest(body).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// How a request stands at the lender's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStatus {
    /// It has arrived and waits for an answer.
    Received,
    /// The lender offers something else.
    Countered {
        /// The lender's offer: a document of the same kind as the request. It is checked where it is opened.
        counter: serde_json::Value,
    },
    /// The lender agrees.
    Agreed,
    /// The lender refuses.
    Refused,
    /// The borrower took it back.
    Withdrawn,
}

impl RequestStatus {
    /// Whether the borrower may still take the request back.
    #[must_use]
    pub const fn may_withdraw(&self) -> bool {
        matches!(self, Self::Received | Self::Countered { .. })
    }
}

/// That a lender has a request: the body of a 201, stored there and given again for the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The lender's number of it; not to be guessed, since whoever knows it may ask how it stands.
    pub id: String,
    /// The key that was sent.
    pub key: RequestKey,
    /// What the lender makes of the bytes that arrived: lower-case hexadecimal SHA-256.
    pub body_sha256: String,
    /// When it arrived by the lender's clock: `2026-11-24T08:50:00Z`.
    pub received_at: String,
    /// How it stood then.
    pub status: RequestStatus,
}

/// Why an answer is not the receipt of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoReceipt {
    /// It is longer than [`MAX_REPLY_BYTES`].
    TooLong,
    /// It is not JSON of a receipt's shape.
    Malformed,
    /// It is the receipt of another key.
    OtherKey,
    /// The lender received other bytes than were sent.
    OtherBody,
}

impl Receipt {
    /// Reads the answer to a request with this key and these bytes' SHA-256.
    ///
    /// # Errors
    /// Why it is no receipt of that request.
    pub fn read(answer: &[u8], key: &RequestKey, sha256: &str) -> Result<Self, NoReceipt> {
        if answer.len() > MAX_REPLY_BYTES {
            return Err(NoReceipt::TooLong);
        }
        let receipt: Self = serde_json::from_slice(answer).map_err(|_| NoReceipt::Malformed)?;
        if !super::text::is_id(&receipt.id) || !is_instant(&receipt.received_at) {
            return Err(NoReceipt::Malformed);
        }
        if receipt.key != *key {
            return Err(NoReceipt::OtherKey);
        }
        if receipt.body_sha256 != sha256 {
            return Err(NoReceipt::OtherBody);
        }
        Ok(receipt)
    }
}

/// Whether a text has the form `2026-11-24T08:50:00Z`.
#[must_use]
pub fn is_instant(text: &str) -> bool {
    text.len() == 20
        && text.bytes().zip(b"0000-00-00T00:00:00Z").all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            _ => byte == *form,
        })
}

/// How a request stands: the answer to `GET …/{id}` and to a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestState {
    /// The lender's number of the request.
    pub id: String,
    /// How it stands.
    pub status: RequestStatus,
}

impl RequestState {
    /// Reads the answer to a question about the request with this number.
    ///
    /// # Errors
    /// Why it is no answer to that.
    pub fn read(answer: &[u8], id: &str) -> Result<Self, NoReceipt> {
        if answer.len() > MAX_REPLY_BYTES {
            return Err(NoReceipt::TooLong);
        }
        let state: Self = serde_json::from_slice(answer).map_err(|_| NoReceipt::Malformed)?;
        if state.id == id { Ok(state) } else { Err(NoReceipt::OtherKey) }
    }
}

/// Why a desk does not do what it is asked, as a code; the words are the portal's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 400: no `Idempotency-Key`, or not one UUID of version 4 in double quotes.
    KeyMissing,
    /// 400: the body is no JSON object.
    BodyMalformed,
    /// 404: no request has this number.
    NotFound,
    /// 409: the same key is being worked on at this moment.
    InFlight,
    /// 409: the lender has already decided, so that nothing can be withdrawn.
    Decided,
    /// 413: the body is longer than [`MAX_REQUEST_BYTES`].
    TooLong,
    /// 415: the body is not declared as `application/json`.
    NotJson,
    /// 422: the key was used with other bytes.
    KeyReused,
    /// 429: too many requests; `Retry-After` says when.
    SlowDown,
    /// 500 or 503: the desk could not store it; nothing was done.
    Unavailable,
}

/// The body of every answer that is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Why.
    pub code: ProblemCode,
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    const KEY: &str = "0b5e4c52-9d5f-4f0a-8a33-0f6b4e7a1c2d";

    fn key() -> RequestKey {
        RequestKey::parse(KEY).expect("a UUID of version 4")
    }

    #[test]
    fn only_a_random_uuid_is_a_key() {
        assert_eq!(RequestKey::parse(&KEY.to_uppercase()), Some(key()));
        assert_eq!(RequestKey::of_header(&key().header()), Some(key()));
        assert_eq!(RequestKey::of_random([0xff; 16]).as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(RequestKey::of_random([0; 16]).as_str(), "00000000-0000-4000-8000-000000000000");
        let other_version = KEY.replace("-4f0a-", "-1f0a-");
        let other_variant = KEY.replace("-8a33-", "-ca33-");
        for bad in
            ["", "x", KEY.trim_start_matches('0'), &other_version, &other_variant, &format!("{KEY} "), &"é".repeat(18)]
        {
            assert_eq!(RequestKey::parse(bad), None, "{bad}");
        }
        for bad in [KEY, "\"", "\"\"", "\"\"\"", &format!("\"{KEY}\", \"{KEY}\"")] {
            assert_eq!(RequestKey::of_header(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_receipt_is_of_this_key_and_these_bytes_or_none() {
        let sha256 = body_sha256(b"{}");
        let receipt = Receipt {
            id: "r1".to_owned(),
            key: key(),
            body_sha256: sha256.clone(),
            received_at: "2026-11-24T08:50:00Z".to_owned(),
            status: RequestStatus::Received,
        };
        let text = serde_json::to_string(&receipt).expect("it is written");
        assert_eq!(Receipt::read(text.as_bytes(), &key(), &sha256), Ok(receipt));
        let other = RequestKey::of_random([7; 16]);
        assert_eq!(Receipt::read(text.as_bytes(), &other, &sha256), Err(NoReceipt::OtherKey));
        assert_eq!(Receipt::read(text.as_bytes(), &key(), &body_sha256(b"[]")), Err(NoReceipt::OtherBody));
        let padded = text + &" ".repeat(MAX_REPLY_BYTES);
        assert_eq!(Receipt::read(padded.as_bytes(), &key(), &sha256), Err(NoReceipt::TooLong));
        for bad in ["", "<!doctype html><title>Free Wi-Fi</title>", "{}", "null", "\u{feff}{}"] {
            assert_eq!(Receipt::read(bad.as_bytes(), &key(), &sha256), Err(NoReceipt::Malformed), "{bad}");
        }
    }

    #[test]
    fn a_status_is_written_as_the_contract_says() {
        let counter = serde_json::json!({ "instalments": 12 });
        let state = RequestState { id: "r1".to_owned(), status: RequestStatus::Countered { counter } };
        let text = serde_json::to_string(&state).expect("it is written");
        assert_eq!(text, r#"{"id":"r1","status":{"countered":{"counter":{"instalments":12}}}}"#);
        assert_eq!(RequestState::read(text.as_bytes(), "r1"), Ok(state));
        assert_eq!(RequestState::read(text.as_bytes(), "r2"), Err(NoReceipt::OtherKey));
        assert!(is_instant("2026-11-24T08:50:00Z") && !is_instant("2026-11-24 08:50:00Z"));
    }
}
