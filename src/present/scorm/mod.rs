//! A package for a learning platform (SCORM 1.2): one lesson or one worksheet that runs there without a server of ours.
//!
//! A package is a zip of the shell that our site serves below `/scorm/v1/` ([`Listing`] says what it is made of), of
//! `content.json` ([`Content`]) and of `imsmanifest.xml` ([`manifest()`]). The same input gives the same bytes.

#[cfg(feature = "pack")]
mod archive;
mod content;
mod listing;
mod manifest;

#[cfg(feature = "pack")]
pub use archive::{Refused, archive, pack};
pub use content::{Content, MAX_CONTENT_BYTES, Unread, What};
pub use listing::{Listed, Listing};
pub use manifest::{Package, manifest};

/// The file that tells the platform what is in the package; it stands first, at the root.
pub const MANIFEST: &str = "imsmanifest.xml";
/// The file that tells the program what to show.
pub const CONTENT: &str = "content.json";
/// The page that the platform opens.
pub const PAGE: &str = "index.html";
