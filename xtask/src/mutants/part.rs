//! The parts of the source that are mutated, each with its own core, copy and results.

use super::collect::Site;
use crate::run::Result;

/// A part: all mutants of its core are tried, and a seeded draw of the rest.
#[derive(Debug)]
pub struct Part {
    pub name: &'static str,
    /// Where its files are.
    pub source: &'static str,
    /// Where its copy and results are kept, under the folder of all mutation testing.
    pub folder: &'static str,
    /// What the report calls the core.
    pub core: &'static str,
    /// Starts of the names of files that belong to the core with everything they hold.
    whole: &'static [&'static str],
    /// Functions of the core, by the start of the file's name.
    functions: &'static [(&'static str, &'static str)],
    /// Starts of the names of the integration tests and laws that can tell; empty means all.
    pub tests: &'static [&'static str],
    /// Files of published cases that can tell; empty means all.
    pub cases: &'static [&'static str],
}

/// Allocation, and the functions that hold charges within their caps.
static ENGINE: Part = Part {
    name: "engine",
    source: "src/engine",
    folder: "",
    core: "allocation and caps",
    whole: &["src/engine/allocation.rs"],
    functions: &[
        ("src/engine/replay/", "allowed"),
        ("src/engine/replay/", "target"),
        ("src/engine/replay/", "post"),
        ("src/engine/replay/", "posted_by_charge"),
        ("src/engine/replay/", "held"),
        ("src/engine/replay/", "days_of_interest"),
        ("src/engine/late", "check"),
    ],
    tests: &[],
    cases: &[],
};

/// What holds costs against a rule, and what comes out.
static LAW: Part = Part {
    name: "law",
    source: "src/law",
    folder: "law",
    core: "caps and findings",
    whole: &["src/law/judge/", "src/law/check.rs", "src/law/finding.rs", "src/law/figures.rs"],
    functions: &[],
    tests: &["law::", "procedure::", "documents::", "schema::", "laws::procedure::"],
    cases: &["rules"],
};

impl Part {
    pub fn named(name: &str) -> Result<&'static Self> {
        let parts = [&ENGINE, &LAW];
        let found = parts.into_iter().find(|part| part.name == name);
        found.ok_or_else(|| format!("no part `{name}`: {}", parts.map(|part| part.name).join(", ")))
    }

    pub fn engine() -> &'static Self {
        &ENGINE
    }

    /// Whether a place belongs to the core.
    pub fn is_core(&self, file: &str, site: &Site) -> bool {
        self.whole.iter().any(|start| file.starts_with(start))
            || self.functions.iter().any(|(start, function)| file.starts_with(start) && site.function == *function)
    }

    /// What is named here and has no mutant among those of `(file, function)`: it moved, or its mutants would silently
    /// fall out. A file of types alone has none.
    pub fn moved(&self, has: impl Fn(&str, Option<&str>) -> bool) -> Option<String> {
        let functions = self.functions.iter().map(|(start, function)| (*start, Some(*function)));
        let mut all = self.whole.iter().map(|start| (*start, None)).chain(functions);
        let (start, function) = all.find(|(start, function)| !has(start, *function))?;
        Some(function.map_or_else(|| start.to_owned(), |function| format!("a function `{function}` of {start}…")))
    }
}
