//! Ids that nobody else has, from the browser's own source of randomness.

use super::window;
use crate::case::RequestKey;

/// A new id: 32 hexadecimal digits from Web Crypto; none when the browser has no such source.
#[must_use]
pub fn new_id() -> Option<String> {
    let bytes: [u8; 16] = random_bytes()?;
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn random_bytes<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0_u8; N];
    window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// A key for a request: 122 random bits that nobody guesses; none when the browser has no source of them.
#[must_use]
pub fn new_key() -> Option<RequestKey> {
    random_bytes().map(RequestKey::of_random)
}

/// Any number, for spreading waits.
#[must_use]
pub fn random() -> u64 {
    random_bytes().map_or(0x9e37_79b9_7f4a_7c15, u64::from_le_bytes)
}
