//! A share link: `s=` and base64url without padding, in the fragment of an address, so that it never leaves a browser.
//!
//! Behind base64url: one version byte, the scenario with its headline figures and the hash of its result (postcard),
//! and four bytes that tell a damaged link from a whole one. Reading is total: any bytes give a value or a
//! [`LinkError`]. Opening a link recomputes it and changes no saved data.

use super::envelope::{Torn, seal, unseal};
use super::scenario::{Headline, ResultField, SCENARIO_VERSION, Scenario};
use super::wire::WireV1;
use crate::engine::{EngineError, Money};

/// The name of the scenario in a fragment.
const KEY: &str = "s=";

/// Why a link cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// There is nothing in it.
    Empty,
    /// It is longer than any link of ours.
    TooLong,
    /// It holds something else.
    NotOurs,
    /// It was made by a newer version of this program.
    Newer(u8),
    /// Part of it was lost or changed on the way.
    Damaged,
    /// A value in it lies outside the limits.
    OutOfRange(EngineError),
}

impl From<Torn> for LinkError {
    fn from(torn: Torn) -> Self {
        match torn {
            Torn::Empty => Self::Empty,
            Torn::TooLong => Self::TooLong,
            Torn::NotOurs => Self::NotOurs,
            Torn::Newer(version) => Self::Newer(version),
            Torn::Damaged => Self::Damaged,
        }
    }
}

impl core::fmt::Display for LinkError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing in the link"),
            Self::TooLong => f.write_str("link too long"),
            Self::NotOurs => f.write_str("not a link of this program"),
            Self::Newer(version) => write!(f, "link of version {version}"),
            Self::Damaged => f.write_str("link damaged"),
            Self::OutOfRange(error) => write!(f, "{error}"),
        }
    }
}

impl core::error::Error for LinkError {}

/// What a recomputation says about the figures that came with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The same result.
    Matches,
    /// A figure differs.
    Differs {
        /// Which.
        field: ResultField,
        /// The figure in the link. For [`ResultField::Parts`] both are the total: it is made up otherwise.
        theirs: Money,
        /// The figure here.
        ours: Money,
    },
}

/// An opened link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// What it holds.
    pub scenario: Scenario,
    /// Whether its figures come out here too.
    pub verdict: Verdict,
}

impl Scenario {
    /// The fragment of a share link, without `#`.
    ///
    /// # Errors
    /// A scenario outside the limits, or one that does not fit a link.
    pub fn to_fragment(&self) -> Result<String, LinkError> {
        let (headline, hash) = self.result().map_err(LinkError::OutOfRange)?;
        let wire = WireV1::of(self, &headline, hash).map_err(|_| LinkError::OutOfRange(EngineError::Overflow))?;
        Ok(seal(KEY, SCENARIO_VERSION, &wire)?)
    }

    /// Reads a fragment (with or without `#`) without computing anything.
    ///
    /// # Errors
    /// Why it is not a scenario.
    pub fn from_fragment(fragment: &str) -> Result<(Self, Headline, [u8; 8]), LinkError> {
        let wire: WireV1 = unseal(KEY, SCENARIO_VERSION, fragment)?;
        let (scenario, headline) = wire.read().map_err(|_| LinkError::OutOfRange(EngineError::Overflow))?;
        scenario.check().map_err(LinkError::OutOfRange)?;
        Ok((scenario, headline, wire.hash))
    }
}

/// Opens a fragment: reads it, computes it again and compares.
///
/// # Errors
/// Why it cannot be opened.
pub fn open(fragment: &str) -> Result<Opened, LinkError> {
    let (scenario, theirs, their_hash) = Scenario::from_fragment(fragment)?;
    let (ours, our_hash) = scenario.result().map_err(LinkError::OutOfRange)?;
    let differs = |field, theirs: Money, ours: Money| Some(Verdict::Differs { field, theirs, ours });
    let zero = Money::zero(scenario.amount.currency());
    let verdict = if theirs.total != ours.total {
        differs(ResultField::Total, theirs.total, ours.total)
    } else if theirs.extra != ours.extra {
        differs(ResultField::Extra, theirs.extra, ours.extra)
    } else if theirs.extra_with_payment != ours.extra_with_payment {
        let amount = |value: Option<Money>| value.unwrap_or(zero);
        differs(ResultField::ExtraWithPayment, amount(theirs.extra_with_payment), amount(ours.extra_with_payment))
    } else if their_hash != our_hash {
        differs(ResultField::Parts, theirs.total, ours.total)
    } else {
        None
    };
    Ok(Opened { scenario, verdict: verdict.unwrap_or(Verdict::Matches) })
}
