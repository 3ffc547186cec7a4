//! A link as a QR code: an SVG path on a grid.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Empty modules around a code, without which a reader does not find it.
const QUIET: i32 = 4;

/// A code to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// How many modules it is wide, its quiet zone included.
    pub size: i32,
    /// The dark modules, as a path of unit squares in rows.
    pub path: String,
}

/// The code of a text; none where it is longer than a code can hold.
#[must_use]
pub fn code(text: &str) -> Option<Code> {
    let made = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..made.size() {
        let mut x = 0;
        while x < made.size() {
            let from = x;
            while x < made.size() && made.get_module(x, y) {
                x = x.saturating_add(1);
            }
            let run = x.saturating_sub(from);
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", from.saturating_add(QUIET), y.saturating_add(QUIET));
            } else {
                x = x.saturating_add(1);
            }
        }
    }
    Some(Code { size: made.size().saturating_add(QUIET.saturating_mul(2)), path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_has_a_code_and_a_novel_has_none() {
        let code = code("https://example.org/worksheet#CLASS7-1").expect("a code");
        // Version 3 has 29 modules; its finder begins with a run of seven in the first row.
        assert_eq!(code.size, 29 + 8);
        assert!(code.path.starts_with("M4 4h7v1h-7z"), "{}", code.path);
        assert_eq!(super::code(&"x".repeat(5_000)), None);
    }
}
