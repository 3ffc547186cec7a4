//! A lender's counter-offer: other levers, in answer to a request.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::check::{all_of, check_proposal};
use super::{Request, RequestError};
use crate::case::text;
use crate::engine::EngineError;
use crate::engine::relief::{Arrangement, BreakTerms, Proposal, arrange};

/// What stands in `countered.counter` of a status. It holds levers only: the borrower's program computes their schedule from
/// the position of the request, so that nobody has to believe a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counter {
    /// The levers that the lender would agree to.
    pub proposal: Proposal,
    /// What the lender adds in its own words.
    #[serde(default, deserialize_with = "text::read_note", skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What the plan says about payments that are missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub break_terms: Option<BreakTerms>,
}

impl Counter {
    /// Reads a counter-offer to a request and checks it against the request's currency and the bounds of the domain.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(counter: &Value, request: &Request) -> Result<Self, RequestError> {
        let read: Self = serde_json::from_value(counter.clone())?;
        check_proposal(&read.proposal)?;
        all_of(request.currency, &read)?;
        if request.position.is_none() {
            return Err(RequestError::Missing { place: "position" });
        }
        Ok(read)
    }

    /// The schedule that it makes of the request's position.
    ///
    /// # Errors
    /// A lever that the position cannot bear; a request without a position.
    pub fn arrangement(&self, request: &Request) -> Result<Arrangement, EngineError> {
        let position = request.position.as_ref().ok_or(EngineError::NoSuchFigure)?;
        arrange(position, &self.proposal)
    }
}
