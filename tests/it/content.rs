//! The texts of `content/`: complete in both languages, every mark with a source, every placeholder of the figure, every term
//! in the glossary, sentences short, nothing banned. What the texts claim of the law stands in the packs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use duewise::law::Packs;
use duewise::present::learn::figure::Compute;
use toml::{Table, Value};

const BANNED: [&str; 10] =
    ["停息挂账", "反催收", "非法输入", "保证您", "一定能", "guaranteed", "always works", "simply", " just ", "invalid"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

fn read(file: &Path) -> Table {
    let text = std::fs::read_to_string(file).expect("a file");
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

pub(super) fn lessons() -> Vec<(String, Table)> {
    let entries = std::fs::read_dir(folder().join("lessons")).expect("lessons");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let name = |file: &Path| file.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    files.iter().map(|file| (name(file), read(file))).collect()
}

pub(super) fn list<'a>(table: &'a Table, name: &str) -> Vec<&'a Table> {
    table.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

pub(super) fn text<'a>(table: &'a Table, name: &str) -> &'a str {
    table.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Every text of a table and below, with its key.
pub(super) fn texts<'a>(value: &'a Value, key: &'a str, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::String(text) => found.push((key, text)),
        Value::Array(all) => all.iter().for_each(|each| texts(each, key, found)),
        Value::Table(table) => table.iter().for_each(|(key, value)| texts(value, key, found)),
        _ => {}
    }
}

fn within(text: &str, (open, close): (char, char)) -> Vec<&str> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(name, _)| name).collect()
}

pub(super) fn glossary() -> Table {
    read(&folder().join("glossary.toml"))
}

#[test]
fn a_lesson_is_whole_in_both_languages() {
    let lessons = lessons();
    assert!(lessons.len() >= 16, "{} lessons", lessons.len());
    for (name, lesson) in &lessons {
        let (_, id) = name.split_once('-').expect("a number before the id");
        assert_eq!(text(lesson, "id"), id, "{name}");
        let minutes = lesson.get("minutes").and_then(Value::as_integer).unwrap_or(0);
        assert!((3..=6).contains(&minutes), "{name}: {minutes} minutes");
        for part in ["question", "lead", "do"] {
            let part = lesson.get(part).and_then(Value::as_table).unwrap_or_else(|| panic!("{name}: no {part}"));
            assert!(!text(part, "zh").is_empty() && !text(part, "en").is_empty(), "{name}: {part:?}");
        }
        let parts = list(lesson, "part");
        assert!((5..=9).contains(&parts.len()), "{name}: {} parts", parts.len());
        assert_eq!(parts.iter().filter(|part| text(part, "kind") == "figure").count(), 1, "{name}: one figure");
        for part in parts.iter().filter(|part| !matches!(text(part, "kind"), "figure" | "picture")) {
            let lines = |language| text(part, language).lines().count();
            assert!(lines("zh") > 0 && lines("zh") == lines("en"), "{name}: {part:?}");
        }
        let checks = list(lesson, "check");
        assert_eq!(checks.len(), 3, "{name}: three questions");
        for check in checks {
            let options = list(check, "option");
            let right = |option: &&&Table| option.get("right").and_then(Value::as_bool) == Some(true);
            assert_eq!((options.len(), options.iter().filter(right).count()), (3, 1), "{name}: {check:?}");
            // Explained as a whole, or answer by answer.
            let explained = |table: &Table| ["why_zh", "why_en"].iter().all(|key| !text(table, key).is_empty());
            let whole = |option: &&Table| ["zh", "en"].iter().all(|key| !text(option, key).is_empty());
            assert!(options.iter().all(whole), "{name}: {check:?}");
            assert!(explained(check) || options.iter().all(|option| explained(option)), "{name}: {check:?}");
        }
    }
}

#[test]
fn every_mark_has_a_source_and_every_source_of_law_stands_in_the_packs() {
    let packs = Packs::read().expect("the packs");
    let rules: BTreeSet<&str> = packs.rules().iter().map(|rule| rule.id.as_str()).collect();
    let mut from_packs = 0;
    for (name, lesson) in lessons() {
        let sources: BTreeSet<&str> = list(&lesson, "source").into_iter().map(|source| text(source, "id")).collect();
        let whole = Value::Table(lesson.clone());
        let mut all = Vec::new();
        texts(&whole, "", &mut all);
        let marks: BTreeSet<&str> = all
            .iter()
            // A citation may hold a year in brackets of its own.
            .filter(|(key, _)| *key != "where" && !key.starts_with("cite"))
            .flat_map(|(_, text)| within(text, ('[', ']')))
            .chain(all.iter().filter(|(key, _)| *key == "source").map(|(_, text)| *text))
            .collect();
        for mark in &marks {
            assert!(sources.contains(mark), "{name}: [{mark}] has no source");
        }
        for source in list(&lesson, "source") {
            let id = text(source, "id");
            from_packs += u32::from(rules.contains(id));
            assert!(!text(source, "cite_zh").is_empty() && !text(source, "where").is_empty(), "{name}: {id}");
            assert!(matches!(text(source, "confirmed"), "primary" | "secondary"), "{name}: {id}");
        }
    }
    assert!(from_packs >= 20, "only {from_packs} sources are rules of the packs");
}

#[test]
fn every_placeholder_is_an_input_or_an_output_of_the_figure() {
    for (name, lesson) in lessons() {
        let figure = lesson.get("figure").and_then(Value::as_table).expect("a figure");
        assert!(Compute::from_name(text(figure, "compute")).is_some(), "{name}: {}", text(figure, "compute"));
        let (inputs, outputs) = (list(figure, "input"), list(figure, "output"));
        let known: BTreeSet<&str> = inputs.iter().chain(&outputs).map(|each| text(each, "name")).collect();
        assert!(!inputs.is_empty() && !outputs.is_empty(), "{name}");
        for input in inputs {
            let number =
                |key| text(input, key).parse::<rust_decimal::Decimal>().unwrap_or_else(|_| panic!("{name}: {key}"));
            assert!(number("least") <= number("start") && number("start") <= number("most"), "{name}: {input:?}");
        }
        let whole = Value::Table(lesson.clone());
        let mut all = Vec::new();
        texts(&whole, "", &mut all);
        for placeholder in all.iter().flat_map(|(_, text)| within(text, ('{', '}'))) {
            assert!(known.contains(placeholder), "{name}: {{{placeholder}}}");
        }
    }
}

#[test]
fn every_term_of_a_lesson_and_of_a_term_is_in_the_glossary() {
    let glossary = glossary();
    let terms = list(&glossary, "term");
    assert!(terms.len() >= 80, "{} terms", terms.len());
    let ids: BTreeSet<&str> = terms.iter().map(|term| text(term, "id")).collect();
    assert_eq!(ids.len(), terms.len(), "an id stands twice");
    let mut refers: Vec<(String, String)> = Vec::new();
    for term in &terms {
        assert!(["zh", "en", "zh_says", "en_says", "group"].iter().all(|key| !text(term, key).is_empty()), "{term:?}");
        let see = term.get("see").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        refers.extend(see.map(|id| (text(term, "id").to_owned(), id.to_owned())));
    }
    for (name, lesson) in lessons() {
        let named = lesson.get("terms").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        refers.extend(named.map(|id| (name.clone(), id.to_owned())));
    }
    for (from, to) in refers {
        assert!(ids.contains(to.as_str()), "{from} refers to {to}");
    }
}

#[test]
fn sentences_are_short_and_nothing_banned_is_said() {
    let mut longest = (0, 0);
    for (name, lesson) in lessons().into_iter().chain([("glossary".to_owned(), glossary())]) {
        let whole = Value::Table(lesson);
        let mut all = Vec::new();
        texts(&whole, "", &mut all);
        for (key, said) in all.into_iter().filter(|(key, _)| key.contains("zh") || key.contains("en")) {
            for banned in BANNED {
                assert!(!said.contains(banned), "{name}: {banned} in {said}");
            }
            if key.contains("cite") || key.contains("also") {
                continue;
            }
            let unmarked: String =
                said.split('[').map(|part| part.split_once(']').map_or(part, |(_, rest)| rest)).collect();
            for sentence in unmarked.split(['。', '！', '？', '；', '\n']) {
                let signs = sentence.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
                assert!(signs <= 40, "{name}: {signs} 汉字: {sentence}");
                longest.0 = longest.0.max(signs);
            }
            for sentence in unmarked.split(['.', '?', '!', ';', ':', '\n']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 24, "{name}: {words} words: {sentence}");
                longest.1 = longest.1.max(words);
            }
        }
    }
    assert!(longest.0 > 20 && longest.1 > 12, "the texts were not read: {longest:?}");
}
