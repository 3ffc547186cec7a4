//! Files that a person names as proof: their checksums, computed here. The bytes go nowhere.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::case::body_sha256;

/// The largest file whose checksum is computed, in bytes.
pub const MAX_EVIDENCE_BYTES: usize = 50 * 1024 * 1024;

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// Its name and the SHA-256 of its bytes.
    Known(String, String),
    /// It is larger than [`MAX_EVIDENCE_BYTES`].
    TooLarge(String),
    /// The browser could not read it.
    Unread(String),
}

/// The files that were chosen in an input. The input forgets them, so that the same can be chosen again.
#[must_use]
pub fn chosen_files(event: &web_sys::Event) -> Vec<web_sys::File> {
    let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(input) = input else { return Vec::new() };
    let Some(list) = input.files() else { return Vec::new() };
    let files = (0..list.length()).filter_map(|place| list.get(place)).collect();
    input.set_value("");
    files
}

/// The checksum of a file.
pub async fn checksum(file: &web_sys::File) -> Checksum {
    let name = crate::case::text::name(&file.name());
    if file.size() > MAX_EVIDENCE_BYTES as f64 {
        return Checksum::TooLarge(name);
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Checksum::Known(name, body_sha256(&js_sys::Uint8Array::new(&buffer).to_vec())),
        Err(_) => Checksum::Unread(name),
    }
}
