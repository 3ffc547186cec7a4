//! What every link of ours is wrapped in: a name, and base64url without padding of one version byte, the document
//! (postcard) and four bytes that tell a damaged link from a whole one. They are no signature. Reading is total: any text
//! gives a value or says what is wrong with it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::engine::limits::MAX_FRAGMENT_BYTES;

/// How many bytes tell damage.
const CHECK_BYTES: usize = 4;

/// What is wrong with a link, before anybody looks at what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Torn {
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
}

fn check_bytes(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let mut short = [0_u8; CHECK_BYTES];
    for (to, from) in short.iter_mut().zip(Sha256::digest(bytes)) {
        *to = from;
    }
    short
}

/// The fragment of a link, without `#`. `key` is its name with the sign behind it, such as `s=`.
pub(crate) fn seal<T: Serialize>(key: &str, version: u8, wire: &T) -> Result<String, Torn> {
    let mut bytes = vec![version];
    bytes.extend(postcard::to_allocvec(wire).map_err(|_| Torn::Damaged)?);
    let check = check_bytes(&bytes);
    bytes.extend(check);
    let text = format!("{key}{}", URL_SAFE_NO_PAD.encode(bytes));
    if text.len() > MAX_FRAGMENT_BYTES { Err(Torn::TooLong) } else { Ok(text) }
}

/// Reads a fragment, with or without `#`.
pub(crate) fn unseal<T: DeserializeOwned>(key: &str, version: u8, fragment: &str) -> Result<T, Torn> {
    if fragment.len() > MAX_FRAGMENT_BYTES {
        return Err(Torn::TooLong);
    }
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if fragment.is_empty() {
        return Err(Torn::Empty);
    }
    let text = fragment.strip_prefix(key).ok_or(Torn::NotOurs)?;
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Torn::Damaged)?;
    match bytes.first() {
        None => return Err(Torn::Damaged),
        Some(0) => return Err(Torn::NotOurs),
        Some(known) if *known == version => {}
        Some(newer) => return Err(Torn::Newer(*newer)),
    }
    let at = bytes.len().checked_sub(CHECK_BYTES).ok_or(Torn::Damaged)?;
    let (body, check) = bytes.split_at_checked(at).ok_or(Torn::Damaged)?;
    let payload = body.get(1..).ok_or(Torn::Damaged)?;
    if check_bytes(body) != check {
        return Err(Torn::Damaged);
    }
    let (wire, rest) = postcard::take_from_bytes(payload).map_err(|_| Torn::Damaged)?;
    if rest.is_empty() { Ok(wire) } else { Err(Torn::Damaged) }
}
