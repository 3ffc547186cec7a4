//! Words in string literals: class names, paths, styles; and the sinks that would take a string for HTML.

use super::Violation;
use super::source::{Source, line_of, walk, words};
use std::collections::BTreeSet;
use std::path::Path;

/// Every `.c-…` that a stylesheet names.
pub fn classes_of_style(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in walk(folder).iter().filter(|path| path.extension().is_some_and(|kind| kind == "css")) {
        let css = std::fs::read_to_string(path).unwrap_or_default();
        for (at, _) in css.match_indices(".c-") {
            found.insert(class(&css[at + 1..]));
        }
    }
    found
}

pub fn unstyled(sources: &[Source], style: &BTreeSet<String>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (source, line, text) in ui_strings(sources) {
        for word in text.split_whitespace().filter(|word| word.starts_with("c-")) {
            let name = class(word);
            // `c-chart__part--{kind}` is finished at run time.
            let whole = name.len() == word.len();
            if whole && !style.contains(&name) {
                found.push(Violation::new(source, line, format!("{name} has no style")));
            }
        }
    }
    found
}

/// A literal that starts with `/` and a letter and names no file is a path of the portal.
pub fn spelled_paths(sources: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for (source, line, text) in ui_strings(sources).filter(|(source, ..)| source.name != "ui/route.rs") {
        let starts =
            text.strip_prefix('/').is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()));
        if starts && !text.contains('.') && !text.contains(' ') {
            found.push(Violation::new(source, line, format!("{text} is spelled outside ui/route.rs")));
        }
    }
    found
}

pub fn html_sinks(sources: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources {
        for sink in ["inner_html", "set_inner_html", "set_outer_html", "insert_adjacent_html", "document_write"] {
            for at in words(&source.code, sink) {
                found.push(Violation::new(
                    source,
                    line_of(&source.code, at),
                    format!("{sink} takes a string for HTML"),
                ));
            }
        }
    }
    found
}

/// `style="…"` and `style:name=`: the policy refuses the first, and looks belong to style/.
pub fn style_strings(sources: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for source in sources.iter().filter(|source| source.name.starts_with("ui/") || source.name.starts_with("widget/")) {
        for at in words(&source.code, "style") {
            let after = source.code[at + "style".len()..].trim_start();
            let assigned = after.starts_with('=') && !after.starts_with("==") && !after.starts_with("=>");
            if assigned || (after.starts_with(':') && !after.starts_with("::") && !after.starts_with(": ")) {
                found.push(Violation::new(source, line_of(&source.code, at), "style is written in Rust"));
            }
        }
    }
    found
}

fn ui_strings(sources: &[Source]) -> impl Iterator<Item = (&Source, usize, &str)> {
    let ui = sources.iter().filter(|source| source.name.starts_with("ui/") || source.name.starts_with("widget/"));
    ui.flat_map(|source| source.strings.iter().map(move |(line, text)| (source, *line, text.as_str())))
}

fn class(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-' || *letter == '_').collect()
}
