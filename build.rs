//! Turns the yearly ceilings of `src/law/packs` into a table (for the widget, which cannot carry the packs and their reader),
//! and `locales/*/*.toml` into typed functions: a missing key, an extra key or a placeholder that differs between
//! the languages fails the build with the file and the line.
//!
//! The lessons and the glossary of `content/` are named here for the program; the files themselves are served.
//!
//! The files of words are flat: `key = "text with {name}"`, comments with `#`, escapes `\"`, `\\` and `\n`.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "xtask/src/content.rs"]
mod content;

type Area = BTreeMap<String, (usize, String)>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={PACKS}");
    println!("cargo::rerun-if-changed=content");
    println!("cargo::rerun-if-changed=xtask/src/content.rs");
    if let Err(message) = generate().and_then(|()| ceilings()).and_then(|()| lessons()) {
        println!("cargo::error={message}");
    }
}

fn generate() -> Result<(), String> {
    let (zh, en) = (Path::new("locales/zh-CN"), Path::new("locales/en"));
    let names = areas(zh)?;
    if names != areas(en)? {
        return Err(format!("locales/zh-CN has the areas {names:?}, locales/en has {:?}", areas(en)?));
    }
    let mut code = String::new();
    for name in names {
        let file = format!("{name}.toml");
        let (zh_path, en_path) = (zh.join(&file), en.join(&file));
        let area = module(&read(&zh_path)?, &read(&en_path)?, &zh_path, &en_path)?;
        let _ = write!(code, "/// Words of the area `{name}`.\npub mod {name} {{\nuse super::*;\n{area}}}\n");
    }
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?).join("words.rs");
    fs::write(&out, code).map_err(|error| format!("{}: {error}", out.display()))
}

/// What the program knows of the lessons before it loads one, and the names of the files to load.
fn lessons() -> Result<(), String> {
    let all = content::read(Path::new("content"))?;
    let names = |files: &[content::File; 2]| format!("[{:?}, {:?}]", files[0].name, files[1].name);
    let mut code = String::from("/// The lessons in their order.\npub static LESSONS: &[Known] = &[\n");
    for lesson in &all.lessons {
        let _ = writeln!(
            code,
            "Known {{ id: {:?}, minutes: {}, checks: {}, question: {:?}, lead: {:?}, files: {} }},",
            lesson.id,
            lesson.minutes,
            lesson.checks,
            lesson.question,
            lesson.lead,
            names(&lesson.files)
        );
    }
    let _ = write!(
        code,
        "];\npub(super) static GLOSSARY: [&str; 2] = {};\npub(super) static PLANS: [&str; 2] = {};\n",
        names(&all.glossary),
        names(&all.plans)
    );
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?).join("content.rs");
    fs::write(&out, code).map_err(|error| format!("{}: {error}", out.display()))
}

const PACKS: &str = "src/law/packs";

/// The rules that limit all costs together by a fixed yearly rate, for everybody of a class: a row each.
fn ceilings() -> Result<(), String> {
    let mut files: Vec<PathBuf> = fs::read_dir(PACKS)
        .map_err(|error| format!("{PACKS}: {error}"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let mut code = String::from("pub(super) static TABLE: &[Ceiling] = &[\n");
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let pack: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let rules = pack.get("rules").or(Some(&pack)).and_then(serde_json::Value::as_array);
        for rule in rules.into_iter().flatten() {
            if let Some(row) = ceiling(rule) {
                code.push_str(&row);
            }
        }
    }
    code.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?).join("ceilings.rs");
    fs::write(&out, code).map_err(|error| format!("{}: {error}", out.display()))
}

/// A row, where the rule is one of them.
fn ceiling(rule: &serde_json::Value) -> Option<String> {
    let text = |name: &str| rule.get(name)?.as_str();
    let list = |name: &str| -> String {
        let all = rule.get(name).and_then(serde_json::Value::as_array).into_iter().flatten();
        all.filter_map(serde_json::Value::as_str).map(|each| format!("{each:?}, ")).collect()
    };
    let cap = rule.get("shape")?.get("rate_cap")?.as_object()?;
    let plain = cap.keys().all(|key| matches!(key.as_str(), "rate" | "void_above" | "target"));
    let binds = !matches!(text("effect")?, "self_regulatory" | "guidance");
    let rate = cap.get("rate")?.get("fixed").filter(|rate| rate.get("per").is_some_and(|per| per == "year"))?;
    if !plain || !binds || rule.get("only_if").is_some_and(|only| !only.is_null()) {
        return None;
    }
    // "0.24" is 24 hundredths.
    let value = rate.get("value")?.as_str()?;
    let (whole, parts) = value.split_once('.').unwrap_or((value, ""));
    let mantissa: i64 = format!("{whole}{parts}").parse().ok()?;
    let words = |language: &str| rule.get("title")?.get(language)?.as_str();
    Some(format!(
        "Ceiling {{ id: {:?}, jurisdiction: {:?}, lenders: &[{}], products: &[{}], as_of: {}, from: {:?}, until: {:?}, effect: {:?}, \
         rate: ({mantissa}, {}), cite: {:?}, zh: {:?}, en: {:?} }},\n",
        text("id")?,
        text("jurisdiction")?,
        list("lenders"),
        list("products"),
        text("trigger")? == "as_of",
        text("from"),
        text("until"),
        text("effect")?,
        parts.len(),
        text("cite")?,
        words("zh")?,
        words("en")?,
    ))
}

fn areas(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    Ok(names)
}

fn read(path: &Path) -> Result<Area, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut area = Area::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let place = || format!("{}:{}", path.display(), index + 1);
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (key, value) = line.split_once('=').ok_or_else(|| format!("{}: no `=`", place()))?;
        let key = key.trim();
        if key.is_empty() || !key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
            return Err(format!("{}: `{key}` is not a snake_case key", place()));
        }
        let value = unquote(value.trim()).ok_or_else(|| format!("{}: the text is not one \"quoted\" line", place()))?;
        if area.insert(key.to_owned(), (index + 1, value)).is_some() {
            return Err(format!("{}: `{key}` is there twice", place()));
        }
    }
    Ok(area)
}

fn unquote(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return None,
            '\\' => out.push(match chars.next()? {
                'n' => '\n',
                other @ ('"' | '\\') => other,
                _ => return None,
            }),
            other => out.push(other),
        }
    }
    Some(out)
}

/// Text pieces and the names of placeholders between them.
enum Piece {
    Text(String),
    Slot(String),
}

fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            out.push(Piece::Text(before.to_owned()));
        }
        let (name, after) = after.split_once('}').ok_or("a `{` without `}`")?;
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Err(format!("`{{{name}}}` is not a placeholder"));
        }
        out.push(Piece::Slot(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest.to_owned()));
    }
    Ok(out)
}

fn slots(pieces: &[Piece]) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces {
        if let Piece::Slot(name) = piece
            && !names.contains(&name.as_str())
        {
            names.push(name.as_str());
        }
    }
    names
}

fn module(zh: &Area, en: &Area, zh_path: &Path, en_path: &Path) -> Result<String, String> {
    for (key, (line, _)) in zh {
        if !en.contains_key(key) {
            return Err(format!("{}: `{key}` ({}:{line}) is missing", en_path.display(), zh_path.display()));
        }
    }
    let mut code = String::new();
    for (key, (line, english)) in en {
        let place = format!("{}:{line}", en_path.display());
        let Some((_, chinese)) = zh.get(key) else {
            return Err(format!("{}: `{key}` ({place}) is missing", zh_path.display()));
        };
        let zh_pieces = pieces(chinese).map_err(|error| format!("{}: `{key}`: {error}", zh_path.display()))?;
        let en_pieces = pieces(english).map_err(|error| format!("{place}: `{key}`: {error}"))?;
        let names = slots(&zh_pieces);
        let (mut ours, mut theirs) = (names.clone(), slots(&en_pieces));
        ours.sort_unstable();
        theirs.sort_unstable();
        if ours != theirs {
            return Err(format!("{place}: `{key}` has the placeholders {theirs:?}, zh-CN has {ours:?}"));
        }
        function(&mut code, key, (chinese, english), (&zh_pieces, &en_pieces), &names);
    }
    Ok(code)
}

fn function(code: &mut String, key: &str, texts: (&str, &str), pieces: (&[Piece], &[Piece]), names: &[&str]) {
    let (zh, en) = texts;
    let _ = writeln!(code, "#[doc = {zh:?}]\n#[doc = \"\"]\n#[doc = {en:?}]\n#[must_use]");
    if names.is_empty() {
        let _ = writeln!(
            code,
            "pub const fn {key}(lang: Lang) -> &'static str {{ match lang {{ Lang::Zh => {zh:?}, Lang::En => {en:?} }} }}"
        );
        return;
    }
    let parameters: String = names.iter().fold(String::new(), |all, name| all + ", " + name + ": &str");
    let given: String = names.iter().fold(String::new(), |all, name| format!("{all}({name:?}, {name}), "));
    let _ = writeln!(
        code,
        "pub fn {key}(lang: Lang{parameters}) -> String {{ fill({key}_parts(lang), &[{given}]) }}\n\
         /// The pieces of the sentence of the same name.\n#[must_use]\n\
         pub const fn {key}_parts(lang: Lang) -> &'static [Part] {{ match lang {{ Lang::Zh => &[{}], Lang::En => &[{}] }} }}",
        literal(pieces.0),
        literal(pieces.1)
    );
}

fn literal(pieces: &[Piece]) -> String {
    pieces.iter().fold(String::new(), |all, piece| match piece {
        Piece::Text(text) => format!("{all}Part::Text({text:?}), "),
        Piece::Slot(name) => format!("{all}Part::Slot({name:?}), "),
    })
}
