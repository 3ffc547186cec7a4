//! The zip itself: files stored as they are, all with the same time, so that the same input gives the same bytes.

use std::collections::BTreeSet;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{CONTENT, Content, MANIFEST, PAGE, Package, manifest};

/// Why files cannot be packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// This name is absolute, climbs, or has an empty part.
    Name(String),
    /// Two files have this name; on some platforms, capitals make no difference.
    Twice(String),
    /// This file is missing.
    Missing(&'static str),
    /// The lesson's text is not JSON.
    Content,
    /// The package is too large for a zip.
    TooLarge,
}

/// A whole package: the manifest first, then the content, then the shell as it was fetched.
///
/// `package.files` is set from what is packed, so that the manifest names exactly that.
///
/// # Errors
/// [`Refused`] says which file is at fault.
pub fn pack(package: &Package, content: &Content, shell: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, Refused> {
    if !shell.iter().any(|(name, _)| name == PAGE) {
        return Err(Refused::Missing(PAGE));
    }
    let mut files = vec![(CONTENT.to_owned(), content.to_json().ok_or(Refused::Content)?.into_bytes())];
    files.extend(shell);
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let xml = manifest(&Package { files: names, ..package.clone() });
    files.insert(0, (MANIFEST.to_owned(), xml.into_bytes()));
    archive(&files)
}

/// A zip of these files, in this order.
///
/// # Errors
/// [`Refused`] says which file is at fault.
pub fn archive(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Refused> {
    let mut seen = BTreeSet::new();
    for (name, _) in files {
        if !is_inside(name) {
            return Err(Refused::Name(name.clone()));
        }
        if !seen.insert(name.to_lowercase()) {
            return Err(Refused::Twice(name.clone()));
        }
    }
    write(files).ok_or(Refused::TooLarge)
}

/// Writing into memory fails only where a size does not fit into the format.
fn write(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(bytes).ok()?;
    }
    zip.finish().ok().map(Cursor::into_inner)
}

/// Whether a name stays inside the folder that the package is unpacked into, on every system.
fn is_inside(name: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    name.len() <= 200
        && !name.chars().any(|sign| sign.is_control() || matches!(sign, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        && name.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;
    use crate::case::body_sha256;
    use crate::present::Lang;
    use crate::present::scorm::What;

    fn file(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
        (name.to_owned(), bytes.to_vec())
    }

    fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("it is a zip");
        (0..zip.len())
            .map(|place| {
                let mut entry = zip.by_index(place).expect("an entry");
                assert_eq!(entry.compression(), CompressionMethod::Stored);
                let mut content = Vec::new();
                entry.read_to_end(&mut content).expect("its checksum fits");
                (entry.name().to_owned(), content)
            })
            .collect()
    }

    fn content() -> Content {
        let what = What::Sheet { seed: "CLASS7".to_owned(), variant: 12, levels: Vec::new() };
        Content { lang: Lang::Zh, title: "工作纸".to_owned(), as_of: None, what }
    }

    fn package() -> Package {
        let title = "工作纸".to_owned();
        Package { id: "sheet-CLASS7-12".to_owned(), lang: Lang::Zh, title, mastery: Some(60), files: Vec::new() }
    }

    #[test]
    fn what_is_packed_is_unpacked_again() {
        let every: Vec<u8> = (0..=255).collect();
        let files = [
            file("imsmanifest.xml", b"<x/>"),
            file("课/七.json", "第七课".as_bytes()),
            file("a.wasm", &every),
            file("empty", b""),
        ];
        let bytes = archive(&files).expect("it can be packed");
        assert_eq!(unpacked(&bytes), files);
    }

    #[test]
    fn the_same_files_always_give_the_same_bytes() {
        let files = [file("a", b"one"), file("课", b"two")];
        let bytes = archive(&files).expect("it can be packed");
        // The bytes that the first version gave: a package that was not changed can be told from one that was.
        assert_eq!(bytes.len(), 188);
        assert_eq!(body_sha256(&bytes), "11a9a3916e900ff57c5ad5c8d18c0572f366f955b5f2e921ddbe459d38685f6f");
    }

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_refused() {
        for name in ["", "/a", "../a", "a/../b", "a//b", "a/", "a\\b", "C:a", "a\u{0}", "./a", "a?"] {
            assert_eq!(archive(&[file(name, b"")]), Err(Refused::Name(name.to_owned())));
        }
    }

    #[test]
    fn two_files_of_one_name_are_refused() {
        assert_eq!(archive(&[file("App.css", b"1"), file("app.css", b"2")]), Err(Refused::Twice("app.css".to_owned())));
    }

    #[test]
    fn a_package_begins_with_a_manifest_that_names_every_other_file() {
        let shell = vec![file("index.html", b"<!doctype html>"), file("packed_bg.wasm", b"\0asm")];
        let bytes = pack(&package(), &content(), shell.clone()).expect("it can be packed");
        let files = unpacked(&bytes);
        let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [MANIFEST, CONTENT, "index.html", "packed_bg.wasm"]);
        let (_, xml) = files.first().expect("the manifest");
        let xml = String::from_utf8(xml.clone()).expect("it is text");
        for name in names.iter().skip(1) {
            assert_eq!(xml.matches(&format!("<file href=\"{name}\"/>")).count(), 1, "{name}");
        }
        let written = files.get(1).map(|(_, json)| String::from_utf8_lossy(json).into_owned());
        assert_eq!(Content::read(&written.unwrap_or_default()), Ok(content()));
        assert_eq!(pack(&package(), &content(), shell), Ok(bytes));
    }

    #[test]
    fn a_shell_without_its_page_or_with_a_manifest_of_its_own_is_refused() {
        assert_eq!(pack(&package(), &content(), vec![file("app.css", b"")]), Err(Refused::Missing(PAGE)));
        let twice = vec![file("index.html", b""), file("imsmanifest.xml", b"")];
        assert_eq!(pack(&package(), &content(), twice), Err(Refused::Twice(MANIFEST.to_owned())));
    }
}
