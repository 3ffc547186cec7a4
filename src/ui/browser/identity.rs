//! Ids that nobody else has, from the browser's own source of randomness.

use super::window;

/// A new id: 32 hexadecimal digits from Web Crypto; none when the browser has no such source.
#[must_use]
pub fn new_id() -> Option<String> {
    let mut bytes = [0_u8; 16];
    window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
