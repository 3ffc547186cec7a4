//! A proposal in the fragment of an address, from the options to a request: `proposal=` and base64url of its JSON.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::engine::limits::MAX_FRAGMENT_BYTES;
use crate::engine::relief::Proposal;

/// The name of a proposal in a fragment.
const PROPOSAL: &str = "proposal=";
/// The name of a counter-offer's request in a fragment.
const COUNTER: &str = "counter=";

/// The fragment of a proposal; none where it would be too long.
#[must_use]
pub fn fragment(proposal: &Proposal) -> Option<String> {
    let json = serde_json::to_vec(proposal).ok()?;
    let text = format!("{PROPOSAL}{}", URL_SAFE_NO_PAD.encode(json));
    (text.len() <= MAX_FRAGMENT_BYTES).then_some(text)
}

/// The proposal of a fragment; none where it holds none of ours.
#[must_use]
pub fn read(fragment: &str) -> Option<Proposal> {
    let text = fragment.strip_prefix(PROPOSAL).filter(|text| text.len() <= MAX_FRAGMENT_BYTES)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// The id of the request whose counter-offer a fragment names.
#[must_use]
pub fn counter(fragment: &str) -> Option<&str> {
    fragment.strip_prefix(COUNTER).filter(|id| crate::case::text::is_id(id))
}
