//! A lender's desk, as a model: it stores by key, and it fails in every way that a desk or the road to it can.

use duewise::case::{Receipt, RequestKey, RequestStatus, body_sha256};
use std::collections::BTreeMap;

/// What happens to one request on its way there and back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is stored and answered.
    Served,
    /// The line breaks before anything is stored.
    LostBefore,
    /// It is stored; the answer is lost.
    LostAfter,
    /// Nothing is stored; this status comes back, with this `Retry-After`.
    Status(u16, Option<u64>),
    /// It is stored, and this status comes back all the same: a proxy gave up waiting.
    StoredAnd(u16),
    /// A sign-in page of somebody else with status 200.
    Portal,
    /// An answer without end.
    Endless,
    /// The receipt of another request.
    Foreign,
}

pub const FATES: [Fate; 18] = [
    Fate::Served,
    Fate::Served,
    Fate::LostBefore,
    Fate::LostAfter,
    Fate::Status(500, None),
    Fate::Status(503, Some(30)),
    Fate::Status(502, Some(u64::MAX)),
    Fate::Status(429, Some(5)),
    Fate::Status(408, None),
    Fate::Status(409, None),
    Fate::StoredAnd(504),
    Fate::StoredAnd(409),
    Fate::Status(400, None),
    Fate::Status(403, None),
    Fate::Status(422, None),
    Fate::Portal,
    Fate::Endless,
    Fate::Foreign,
];

/// What arrives back at the tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    Nothing,
    Endless,
    Whole(u16, Option<u64>, Vec<u8>),
}

#[derive(Default)]
pub struct Desk {
    stored: BTreeMap<RequestKey, (String, Receipt)>,
    /// How often each text took effect.
    effects: BTreeMap<Vec<u8>, u32>,
}

impl Desk {
    pub fn receive(&mut self, key: &RequestKey, body: &[u8], fate: Fate) -> Back {
        match fate {
            Fate::Served => self.serve(key, body),
            Fate::LostBefore => Back::Nothing,
            Fate::LostAfter => {
                self.serve(key, body);
                Back::Nothing
            }
            Fate::Status(status, after) => Back::Whole(status, after, b"{}".to_vec()),
            Fate::StoredAnd(status) => {
                self.serve(key, body);
                Back::Whole(status, None, Vec::new())
            }
            Fate::Portal => Back::Whole(200, None, b"<html>Sign in to continue</html>".to_vec()),
            Fate::Endless => Back::Endless,
            Fate::Foreign => {
                let other = receipt("other", &RequestKey::of_random([9; 16]), "");
                Back::Whole(201, None, written(&other))
            }
        }
    }

    fn serve(&mut self, key: &RequestKey, body: &[u8]) -> Back {
        let sha256 = body_sha256(body);
        if let Some((before, receipt)) = self.stored.get(key) {
            return if *before == sha256 {
                Back::Whole(201, None, written(receipt))
            } else {
                Back::Whole(422, None, Vec::new())
            };
        }
        let receipt = receipt(&format!("r{}", self.stored.len()), key, &sha256);
        let answer = written(&receipt);
        *self.effects.entry(body.to_vec()).or_default() += 1;
        self.stored.insert(key.clone(), (sha256, receipt));
        Back::Whole(201, None, answer)
    }

    pub fn withdraw(&mut self, id: &str) -> Option<RequestStatus> {
        let (_, receipt) = self.stored.values_mut().find(|(_, receipt)| receipt.id == id)?;
        receipt.status = RequestStatus::Withdrawn;
        Some(RequestStatus::Withdrawn)
    }

    pub fn has(&self, key: &RequestKey) -> bool {
        self.stored.contains_key(key)
    }

    pub fn effects(&self, body: &[u8]) -> u32 {
        self.effects.get(body).copied().unwrap_or(0)
    }
}

fn receipt(id: &str, key: &RequestKey, sha256: &str) -> Receipt {
    Receipt {
        id: id.to_owned(),
        key: key.clone(),
        body_sha256: sha256.to_owned(),
        received_at: "2026-11-24T08:50:00Z".to_owned(),
        status: RequestStatus::Received,
    }
}

fn written(receipt: &Receipt) -> Vec<u8> {
    serde_json::to_vec(receipt).expect("a receipt is written")
}
