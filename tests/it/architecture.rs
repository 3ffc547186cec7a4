//! The rules of the house, read off the sources: who may use whom, how long a thing may be, what must not appear.
//!
//! Each rule is a function over a folder, so that the folder in `tests/data/architecture`, which breaks every one of them,
//! can show that it would be noticed.

mod components;
mod rooms;
mod source;
mod words;

use source::Source;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One broken rule: where, and what.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    place: String,
    rule: String,
}

impl Violation {
    fn new(source: &Source, line: usize, rule: impl Into<String>) -> Self {
        Self { place: format!("{}:{line}", source.name), rule: rule.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.rule)
    }
}

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<Source> {
    source::read(&project().join("src"))
}

fn fixture() -> Vec<Source> {
    source::read(&project().join("tests/data/architecture"))
}

fn none(found: &[Violation]) {
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} broken:\n{}", list.len(), list.join("\n"));
}

/// The fixture must break the rule, at this place and with these words.
fn broken(found: &[Violation], place: &str, words: &str) {
    let seen = found.iter().any(|each| each.place.starts_with(place) && each.rule.contains(words));
    assert!(seen, "{place} should break the rule `{words}`; found: {found:?}");
}

#[test]
fn every_room_that_must_exist_has_sources() {
    none(&rooms::missing(&sources()));
    assert_eq!(rooms::missing(&[]).len(), rooms::MUST_EXIST.len(), "with no files, every room is missing");
}

#[test]
fn a_room_uses_only_the_rooms_below_it() {
    none(&rooms::wrong_way(&sources()));
    let found = rooms::wrong_way(&fixture());
    broken(&found, "engine/forbidden.rs:4", "engine must not use ui");
    broken(&found, "engine/forbidden.rs:5", "engine must not use case");
    broken(&found, "engine/forbidden.rs:9", "engine must not use store");
    broken(&found, "ui/kit/forbidden.rs:3", "ui/kit must not use case");
    assert_eq!(found.len(), 4, "names in comments and strings are not uses: {found:?}");
}

#[test]
fn the_browser_is_touched_only_at_the_edge() {
    none(&rooms::browser_inside(&sources()));
    let found = rooms::browser_inside(&fixture());
    broken(&found, "ui/pages/forbidden.rs:3", "web_sys");
    broken(&found, "engine/forbidden.rs:6", "js_sys");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn no_source_file_is_longer_than_600_lines() {
    let mut found = Vec::new();
    let mut seen = 0;
    for folder in ["src", "tests", "xtask/src", "style", "public", "locales"] {
        for path in source::walk(&project().join(folder)) {
            let kind = path.extension().and_then(|text| text.to_str()).unwrap_or_default();
            if !["rs", "css", "js", "mjs"].contains(&kind) || path.starts_with(project().join("tests/e2e/out")) {
                continue;
            }
            seen += 1;
            let lines = std::fs::read_to_string(&path).map_or(0, |text| text.lines().count());
            if lines > 600 {
                found.push(Violation { place: path.display().to_string(), rule: format!("{lines} lines") });
            }
        }
    }
    assert!(seen > 50, "only {seen} files were found");
    none(&found);
}

#[test]
fn components_stay_within_their_budget() {
    let sources = sources();
    let (count, found) = components::over_budget(&sources);
    assert!(count > 10, "only {count} components were found");
    none(&found);
    let (_, found) = components::over_budget(&fixture());
    broken(&found, "ui/pages/forbidden.rs:6", "7 props");
    broken(&found, "ui/pages/forbidden.rs:6", "lines; at most");
    broken(&found, "ui/pages/forbidden.rs:9", "view! of");
}

#[test]
fn every_class_that_is_used_has_a_style() {
    let style = words::classes_of_style(&project().join("style"));
    assert!(style.len() > 20, "only {} classes were found in style/", style.len());
    none(&words::unstyled(&sources(), &style));
    broken(&words::unstyled(&fixture(), &style), "ui/pages/forbidden.rs", "c-no-such-class__part");
}

#[test]
fn only_the_router_spells_a_path() {
    none(&words::spelled_paths(&sources()));
    broken(&words::spelled_paths(&fixture()), "ui/pages/forbidden.rs", "/debts/new");
}

#[test]
fn nothing_is_put_in_as_html() {
    none(&words::html_sinks(&sources()));
    broken(&words::html_sinks(&fixture()), "ui/pages/forbidden.rs", "inner_html");
}

#[test]
fn no_style_is_written_in_rust() {
    none(&words::style_strings(&sources()));
    broken(&words::style_strings(&fixture()), "ui/pages/forbidden.rs", "style");
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<_> = sources()
        .iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| Violation::new(source, 1, "no `//!` header"))
        .collect();
    none(&silent);
}

/// Ids come from Web Crypto. A random-number crate in the wasm tree needs a build flag and pulls in its own glue.
#[test]
fn the_wasm_tree_holds_no_getrandom() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let arguments = "tree --offline --locked --target wasm32-unknown-unknown --features ui,worker -e no-proc-macro,normal --prefix none";
    let output =
        Command::new(cargo).args(arguments.split(' ')).current_dir(project()).output().expect("cargo tree runs");
    let tree = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(tree.lines().any(|line| line.starts_with("leptos v")), "the tree is not the portal's:\n{tree}");
    let found: Vec<&str> = tree.lines().filter(|line| line.starts_with("getrandom ")).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn no_path_of_a_machine_is_kept() {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(project()).output();
    // A source archive has no git: then there is nothing that git keeps.
    let Ok(output) = output else { return };
    let list = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut found = Vec::new();
    for name in list.split('\0').filter(|name| !name.is_empty()) {
        let Ok(text) = std::fs::read_to_string(project().join(name)) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if ["work", "root", "tmp"].iter().any(|folder| line.contains(&format!("/{folder}/")))
                && !Path::new(name).ends_with("architecture.rs")
            {
                found.push(Violation { place: format!("{name}:{}", number + 1), rule: line.trim().to_owned() });
            }
        }
    }
    none(&found);
}
