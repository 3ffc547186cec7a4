//! `content/*.toml` as the files that the site serves: one JSON a lesson and language, the glossary, the plans.
//!
//! `build.rs` includes this file too: the program knows the names of the files, which follow their content, and the
//! two can never speak of different ones.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The languages, and what marks a text of each in the sources.
pub const LANGUAGES: [(&str, &str); 2] = [("zh-CN", "zh"), ("en", "en")];

/// A file to serve, below the folder `content/` of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, which follows its content.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What the program knows of a lesson before its body is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    pub id: String,
    pub minutes: i64,
    /// How many questions it ends with.
    pub checks: usize,
    /// Its question and why it matters, by language.
    pub question: [String; 2],
    pub lead: [String; 2],
    pub files: [File; 2],
}

/// Everything that is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct All {
    pub lessons: Vec<Lesson>,
    pub glossary: [File; 2],
    pub plans: [File; 2],
}

/// Reads the folder.
pub fn read(folder: &Path) -> Result<All, String> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder.join("lessons"))
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    names.sort();
    let lessons =
        names.iter().map(|name| lesson(&table(name)?).map_err(|error| format!("{}: {error}", name.display())));
    let glossary = table(&folder.join("glossary.toml"))?;
    let plans = merged(&table(&folder.join("plans.toml"))?, &table(&folder.join("alignment.toml"))?);
    Ok(All {
        lessons: lessons.collect::<Result<_, String>>()?,
        glossary: LANGUAGES.map(|language| file("glossary", language.0, &words(&glossary, language.1))),
        plans: LANGUAGES.map(|language| file("plans", language.0, &of_language(&plans, language.1))),
    })
}

fn table(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::to_value(table).map_err(|error| format!("{}: {error}", path.display()))
}

fn merged(one: &Value, other: &Value) -> Value {
    let parts = [one, other].into_iter().filter_map(Value::as_object).flatten();
    Value::Object(parts.map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn lesson(whole: &Value) -> Result<Lesson, String> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let both =
        |key: &str| LANGUAGES.map(|(_, mark)| whole.get(key).map_or_else(String::new, |value| text(value, mark)));
    let id = text(whole, "id");
    if id.is_empty() {
        return Err("no id".to_owned());
    }
    let files = LANGUAGES.map(|(tag, mark)| file(&format!("lesson-{id}"), tag, &of_language(whole, mark)));
    Ok(Lesson {
        minutes: whole.get("minutes").and_then(Value::as_i64).unwrap_or(0),
        checks: whole.get("check").and_then(Value::as_array).map_or(0, Vec::len),
        question: both("question"),
        lead: both("lead"),
        id,
        files,
    })
}

/// The texts of one language: `zh` becomes `text`, `why_zh` and `zh_why` become `why`; those of the other are left out.
/// Where a source was read is for those who keep the texts, so `where` is left out too.
fn of_language(value: &Value, mark: &str) -> Value {
    match value {
        Value::Array(all) => Value::Array(all.iter().map(|each| of_language(each, mark)).collect()),
        Value::Object(map) => {
            let kept = map.iter().filter_map(|(key, value)| Some((key_of(key, mark)?, of_language(value, mark))));
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

fn key_of(key: &str, mark: &str) -> Option<String> {
    if key == "where" {
        return None;
    }
    for (_, language) in LANGUAGES {
        let own = language == mark;
        if key == language {
            return own.then(|| "text".to_owned());
        }
        let bare = key.strip_suffix(&format!("_{language}")).or_else(|| key.strip_prefix(&format!("{language}_")));
        if let Some(bare) = bare {
            return own.then(|| bare.to_owned());
        }
    }
    Some(key.to_owned())
}

/// The glossary of one language; each term keeps its names in the other, because it is looked for by either.
fn words(glossary: &Value, mark: &str) -> Value {
    let (_, other) = LANGUAGES[usize::from(mark == LANGUAGES[0].1)];
    let terms = glossary.get("term").and_then(Value::as_array).into_iter().flatten().map(|term| {
        let mut said = of_language(term, mark);
        if let Some(map) = said.as_object_mut() {
            let names = |key: &str| term.get(key).cloned().unwrap_or(Value::Null);
            map.insert("other".to_owned(), names(other));
            map.insert("other_also".to_owned(), names(&format!("{other}_also")));
        }
        said
    });
    json!({ "term": terms.collect::<Vec<_>>() })
}

fn file(stem: &str, tag: &str, value: &Value) -> File {
    let sorted = sorted(value);
    let text = sorted.to_string();
    let mut hash = String::new();
    for byte in Sha256::digest(text.as_bytes()).iter().take(5) {
        let _ = write!(hash, "{byte:02x}");
    }
    File { name: format!("{stem}.{tag}-{hash}.json"), text }
}

/// Keys in order, whatever features `serde_json` is built with: the name of a file hangs on it.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(all) => Value::Array(all.iter().map(sorted).collect()),
        Value::Object(map) => {
            let mut pairs: Vec<_> = map.iter().collect();
            pairs.sort_by_key(|(key, _)| key.as_str());
            Value::Object(pairs.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}
