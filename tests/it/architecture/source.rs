//! Sources with their comments and strings told apart from their code.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file. In `code`, comments and the insides of strings are blanks; the lines are where they were.
pub struct Source {
    /// The path below the folder that was read, with `/`.
    pub name: String,
    pub text: String,
    pub code: String,
    /// Every string literal: its line and what it holds.
    pub strings: Vec<(usize, String)>,
}

impl Source {
    fn new(name: String, text: String) -> Self {
        let (code, strings) = split(&text);
        Self { name, text, code, strings }
    }

    /// The first folder of the path, or the file's name without its ending: `engine/money.rs` → `engine`.
    pub fn room(&self) -> &str {
        self.name.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// How many modules deep the file stands: `engine/mod.rs` 1, `engine/money.rs` 2.
    pub fn depth(&self) -> usize {
        let parts = self.name.split('/').count();
        if self.name.ends_with("/mod.rs") { parts - 1 } else { parts }
    }
}

/// Every Rust file below the folder, sorted by name.
pub fn read(folder: &Path) -> Vec<Source> {
    let rust = walk(folder).into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    rust.filter_map(|path| {
        let name = path.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
        Some(Source::new(name, fs::read_to_string(&path).ok()?))
    })
    .collect()
}

/// Every file below the folder, sorted.
pub fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The line of a byte in the text, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

/// Where the name stands as a whole word.
pub fn words<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    code.match_indices(name)
        .filter(move |(at, _)| !part(code[..*at].chars().next_back()) && !part(code[at + name.len()..].chars().next()))
        .map(|(at, _)| at)
}

/// From an opening bracket at `open`, the place just after its match.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, letter) in code[open..].char_indices() {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return open + at + letter.len_utf8();
                }
            }
            _ => {}
        }
    }
    code.len()
}

fn split(text: &str) -> (String, Vec<(usize, String)>) {
    let mut code = String::with_capacity(text.len());
    let mut strings = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            blank(&mut code, rest, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            blank(&mut code, rest, rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if let Some((before, inside, end)) = string(rest, code.chars().next_back()) {
            strings.push((line_of(text, text.len() - rest.len()), rest[before..inside].to_owned()));
            blank(&mut code, rest, end)
        } else if let Some(end) = letter(rest) {
            blank(&mut code, rest, end)
        } else {
            code.push(first);
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    (code, strings)
}

/// Writes blanks of the same length in bytes, keeping the line ends.
fn blank(code: &mut String, rest: &str, end: usize) -> usize {
    code.extend(rest[..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    end
}

/// A string literal at the start: where its inside begins and ends, and where it ends.
fn string(rest: &str, before: Option<char>) -> Option<(usize, usize, usize)> {
    if let Some(raw) = rest.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') && raw[hashes..].starts_with('"') {
            let open = 1 + hashes + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            let inside = rest[open..].find(&close).map_or(rest.len(), |at| open + at);
            return Some((open, inside, (inside + close.len()).min(rest.len())));
        }
    }
    let body = rest.strip_prefix('"')?;
    let mut escaped = false;
    for (at, letter) in body.char_indices() {
        match letter {
            '"' if !escaped => return Some((1, 1 + at, at + 2)),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    Some((1, rest.len(), rest.len()))
}

/// A character literal at the start (not a lifetime): where it ends.
fn letter(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    if let Some(escape) = body.strip_prefix('\\') {
        return escape.char_indices().skip(1).find(|(_, letter)| *letter == '\'').map(|(at, _)| at + 3);
    }
    let mut letters = body.chars();
    let length = letters.next()?.len_utf8();
    (letters.next() == Some('\'')).then_some(length + 2)
}

#[test]
fn comments_and_strings_are_not_code() {
    let (code, strings) = split("a(\"x \\\" y\"); // b\n/* c */ d('\\'', 'e', &'f g, r#\"h\"i\"#)");
    assert_eq!(strings, [(1, "x \\\" y".to_owned()), (2, "h\"i".to_owned())]);
    for gone in ["x", "b", "c", "'e'", "h"] {
        assert!(!code.contains(gone), "{gone} in {code}");
    }
    assert!(code.contains("&'f g") && code.lines().count() == 2, "{code}");
}
