//! `/scorm/v1/files.json`: what the shell of a package is made of, so that the teacher's page knows what to fetch and can
//! tell whether it came whole.

use serde::Deserialize;

use crate::case::body_sha256;

/// The files of the shell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Listing {
    /// In the order in which they are packed.
    pub files: Vec<Listed>,
}

/// One file of the shell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// Its name beside `files.json`, and in the package.
    pub name: String,
    /// How many bytes it has.
    pub bytes: usize,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Listing {
    /// Reads it; none if it is no list, or names nothing.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        let listing: Self = serde_json::from_str(json).ok()?;
        (!listing.files.is_empty()).then_some(listing)
    }
}

impl Listed {
    /// Whether these are its bytes.
    #[must_use]
    pub fn is(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.bytes && body_sha256(bytes) == self.sha256
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        let json = r#"{"version":1,"files":[{"name":"a.js","bytes":3,"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}]}"#;
        let listing = Listing::read(json).expect("a list");
        let [listed] = listing.files.as_slice() else { panic!("{listing:?}") };
        assert!(listed.is(b"abc"));
        assert!(!listed.is(b"abd") && !listed.is(b"abcd") && !listed.is(b""));
    }

    #[test]
    fn what_is_no_list_is_not_read() {
        for text in ["", "{}", r#"{"files":[]}"#, r#"{"files":[{"name":"a"}]}"#, "<html>"] {
            assert_eq!(Listing::read(text), None, "{text}");
        }
    }
}
