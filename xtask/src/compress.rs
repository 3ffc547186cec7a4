//! Brotli and gzip copies beside each text and wasm file, so that the server only picks one.

use crate::files;
use crate::run::Result;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

const COMPRESSED: [&str; 9] = ["html", "css", "js", "wasm", "json", "svg", "webmanifest", "txt", "xml"];

/// Compresses everything in the folder that a browser reads as text or wasm.
pub fn folder(dist: &Path) -> Result<()> {
    for file in files::walk(dist)? {
        let extension = file.extension().and_then(|text| text.to_str()).unwrap_or_default();
        if !COMPRESSED.contains(&extension) {
            continue;
        }
        let bytes = files::read(&file)?;
        files::write(&beside(&file, "br"), brotli(&bytes)?)?;
        files::write(&beside(&file, "gz"), gzip(&bytes)?)?;
    }
    Ok(())
}

/// `app.css` → `app.css.br`.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file.as_os_str());
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &parameters).map_err(|error| format!("brotli: {error}"))?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| format!("gzip: {error}"))
}
