//! The copy of the package that is mutated: everything its tests read, with the mutations woven into one part.

use std::fs;
use std::path::{Path, PathBuf};

use super::collect::collect;
use super::part::Part;
use super::weave::File;
use crate::files;
use crate::run::{self, Result};

const PIECES: [&str; 8] =
    ["src", "tests/it", "tests/data", "tests/shared", "locales", "public/schema", "build.rs", "Cargo.lock"];
const ALSO: [&str; 2] = ["Cargo.toml", "rust-toolchain.toml"];

/// Asks once which mutant is on; or, without one, writes down which are asked for at all.
const SWITCH: &str = "//! Which mutant is on, and which are reached.
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

const NOTING: u32 = u32::MAX;
static ACTIVE: OnceLock<u32> = OnceLock::new();
static SEEN: [AtomicBool; 1 << 16] = [const { AtomicBool::new(false) }; 1 << 16];

#[inline(always)]
pub fn on(number: u32) -> bool {
    let active = *ACTIVE.get_or_init(active);
    if active == NOTING && !SEEN[number as usize].load(Ordering::Relaxed) {
        note(number);
    }
    active == number
}

fn active() -> u32 {
    if std::env::var_os(\"DUEWISE_REACHED\").is_some() {
        return NOTING;
    }
    std::env::var(\"DUEWISE_MUTANT\").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
}

#[cold]
fn note(number: u32) {
    if SEEN[number as usize].swap(true, Ordering::Relaxed) {
        return;
    }
    if let Some(path) = std::env::var_os(\"DUEWISE_REACHED\") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        _ = file.and_then(|mut file| file.write_all(format!(\"{number}\\n\").as_bytes()));
    }
}
";

pub struct Tree {
    pub root: PathBuf,
    /// Where the copy and the results of this part are kept.
    pub folder: PathBuf,
    /// Fingerprints: of the part and the mutations, and of everything else that decides whether one is caught.
    pub part: String,
    pub rest: String,
}

/// Where copies, builds and results of mutation testing live.
pub fn folder() -> Result<PathBuf> {
    Ok(run::target_dir()?.join("mutants"))
}

/// The part's files with their sites, numbered from one in the order of names and lines.
pub fn sources(part: &Part) -> Result<Vec<File>> {
    let root = run::root();
    let mut next = 1;
    let mut list = Vec::new();
    for path in files::walk(&root.join(part.source))?.into_iter().filter(|path| is_source(path)) {
        let name = path.strip_prefix(&root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let source = files::read_text(&path)?;
        let (sites, constants) = collect(&source).map_err(|error| format!("{name}: {error}"))?;
        let numbered = sites.into_iter().map(|site| {
            let first = next;
            next += site.forms.len();
            (first, site)
        });
        let sites = numbered.collect();
        list.push(File { name, source, sites, constants });
    }
    Ok(list)
}

/// The tables that a part carries are copied as they are.
fn is_source(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

/// Copies the package; the part itself is written by [`put`].
pub fn copy(part: &Part) -> Result<Tree> {
    let (from, folder) = (run::root(), folder()?.join(part.folder));
    let root = folder.join("tree");
    let mut wanted = Vec::new();
    for piece in PIECES.iter().chain(&ALSO) {
        wanted.extend(files::walk(&from.join(piece))?);
    }
    let (own, others): (Vec<_>, Vec<_>) =
        wanted.into_iter().partition(|path| path.starts_with(from.join(part.source)) && is_source(path));
    for path in &others {
        let name = path.strip_prefix(&from).unwrap_or(path);
        let bytes = match name.to_str() {
            Some("Cargo.toml") => manifest(&files::read_text(path)?)?.into_bytes(),
            Some("src/lib.rs") => library(&files::read_text(path)?).into_bytes(),
            // A function that asks which mutant is on is not constant, and neither is what calls it.
            Some(source) if source.ends_with(".rs") => files::read_text(path)?.replace("const fn ", "fn ").into_bytes(),
            _ => files::read(path)?,
        };
        put(&root.join(name), &bytes)?;
    }
    put(&root.join("src/mutation.rs"), SWITCH.as_bytes())?;
    let kept = |path: &Path| {
        path.strip_prefix(&root).is_ok_and(|name| name == Path::new("src/mutation.rs") || from.join(name).is_file())
    };
    for piece in ["src", "tests"] {
        for stale in files::walk(&root.join(piece))?.into_iter().filter(|path| !kept(path)) {
            files::remove(&stale)?;
        }
    }
    let tool = from.join("xtask/src/mutants");
    let mutations = ["collect.rs", "forms.rs", "weave.rs"].map(|name| tool.join(name));
    Ok(Tree {
        part: files::fingerprint(&from, &[own, mutations.to_vec()].concat())?,
        rest: files::fingerprint(&from, &[others, vec![tool.join("judge.rs")]].concat())?,
        root,
        folder,
    })
}

/// Writes a file whose content has changed, so that Cargo builds again only what it must.
pub fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| format!("{}: {error}", parent.display()))?;
    }
    files::write(path, bytes)
}

/// The manifest without the workspace's other member and without lints.
fn manifest(text: &str) -> Result<String> {
    let members = "members = [\"xtask\"]";
    if !text.contains(members) {
        return Err(format!("Cargo.toml has no `{members}`"));
    }
    let mut kept = String::new();
    let mut in_lints = false;
    for line in text.lines() {
        if line.starts_with('[') {
            in_lints = line.starts_with("[lints");
        }
        if !in_lints {
            kept.push_str(if line == members { "members = []" } else { line });
            kept.push('\n');
        }
    }
    Ok(kept)
}

/// The library with the switch, and without warnings about what mutation leaves behind.
fn library(text: &str) -> String {
    let text = text.replacen("#![warn(missing_docs)]", "#![allow(warnings)]", 1);
    text + "\n#[allow(missing_docs)]\npub mod mutation;\n"
}
