//! The direction of dependencies (the table is the design's), and where the browser may be touched.

use super::Violation;
use super::source::{Source, closing, line_of, words};

/// Rooms without which something has gone wrong with the reading, or with the house.
pub const MUST_EXIST: [&str; 8] = ["engine", "case", "exchange", "present", "store", "ui", "ui/kit", "bin"];

/// Each room and the rooms it may use; `bin` may use all.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("engine", &[]),
    ("law", &["engine"]),
    ("case", &["law", "engine"]),
    ("content", &[]),
    ("store", &["case", "law", "engine"]),
    ("present", &["case", "law", "engine", "content"]),
    ("exchange", &["present", "case", "law", "engine"]),
    ("ui", &["present", "store", "case", "law", "engine", "content"]),
    ("widget", &["present", "store", "case", "law", "engine", "content", "ui"]),
    ("desk", &["exchange", "present", "case", "law", "engine"]),
];

/// Components that know no loans: they are given words and amounts ready to show.
const KIT_MUST_NOT_USE: [&str; 5] = ["case", "law", "store", "exchange", "content"];

/// Crates that reach into the browser, and the only places that may.
const BROWSER: [&str; 10] = [
    "web_sys",
    "js_sys",
    "gloo",
    "gloo_timers",
    "gloo_events",
    "gloo_file",
    "gloo_worker",
    "gloo_utils",
    "idb",
    "wasm_bindgen_futures",
];
const EDGE: [&str; 5] = ["store/", "ui/browser/", "ui/browser.rs", "widget/", "bin/"];

pub fn missing(sources: &[Source]) -> Vec<Violation> {
    let exists = |room: &&str| {
        sources.iter().any(|source| source.name.starts_with(&format!("{room}/")) || source.name == format!("{room}.rs"))
    };
    let missing = MUST_EXIST.iter().filter(|room| !exists(room));
    missing.map(|room| Violation { place: format!("src/{room}"), rule: "no sources were found".to_owned() }).collect()
}

pub fn wrong_way(sources: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources {
        let Some((room, allowed)) = MAY_USE.iter().find(|(room, _)| *room == source.room()) else {
            continue;
        };
        let kit = source.name.starts_with("ui/kit/") || source.name == "ui/kit.rs";
        for (line, used) in uses(source) {
            let known = MAY_USE.iter().any(|(name, _)| *name == used);
            if known && used != *room && !allowed.contains(&used.as_str()) {
                found.push(Violation::new(source, line, format!("{room} must not use {used}")));
            } else if kit && KIT_MUST_NOT_USE.contains(&used.as_str()) {
                found.push(Violation::new(source, line, format!("ui/kit must not use {used}")));
            }
        }
    }
    found
}

pub fn browser_inside(sources: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| !EDGE.iter().any(|edge| source.name.starts_with(edge))) {
        for name in BROWSER {
            for at in words(&source.code, name) {
                found.push(Violation::new(
                    source,
                    line_of(&source.code, at),
                    format!("{name} is for the edge: {}", EDGE.join(" ")),
                ));
            }
        }
    }
    found
}

/// Every room that the code names: `crate::room`, `duewise::room`, `use crate::{room, …}`, and `super::` up to the root.
fn uses(source: &Source) -> Vec<(usize, String)> {
    let code = &source.code;
    let mut found = Vec::new();
    for root in ["crate", "duewise"] {
        for at in words(code, root) {
            if let Some(rest) = code[at + root.len()..].strip_prefix("::") {
                found.extend(heads(code, code.len() - rest.len()));
            }
        }
    }
    let climb = "super::".repeat(source.depth());
    let mut from = 0;
    while let Some(at) = code[from..].find(&climb).map(|at| at + from) {
        found.extend(heads(code, at + climb.len()));
        from = at + climb.len();
    }
    found
}

/// The first names of the path or of the braced paths at this place.
fn heads(code: &str, at: usize) -> Vec<(usize, String)> {
    let rest = &code[at..];
    if !rest.starts_with('{') {
        return vec![(line_of(code, at), name(rest))];
    }
    let end = closing(code, at);
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut fresh = true;
    for (offset, letter) in code[at..end].char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 1 => fresh = true,
            letter if fresh && depth == 1 && !letter.is_whitespace() => {
                found.push((line_of(code, at + offset), name(&code[at + offset..])));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

fn name(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}
