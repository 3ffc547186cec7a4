//! The release portal in dist/: Trunk compiles, this file finishes (names, integrity, one stylesheet, compression).

use crate::run::{self, Result, Step, command};
use crate::{compress, content, embed, files, page, scorm, tools};
use std::fs;
use std::path::{Path, PathBuf};

/// What the build depends on. The native binaries are left out: they do not change the site.
const INPUTS: [&str; 17] = [
    "src",
    "style",
    "locales",
    "content",
    "public",
    "build.rs",
    "index.html",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "lenders.toml",
    "rust-toolchain.toml",
    "package-lock.json",
    "packages/embed/src",
    "packages/embed/package.json",
    "packages/embed/build.mjs",
    "xtask/src",
];
const NOT_INPUTS: [&str; 4] = ["src/desk", "src/bin/desk.rs", "src/bin/duewise.rs", "src/bin/bench.rs"];
const STAMP: &str = ".stamp";

/// Builds dist/ unless nothing that it is made of has changed. Says whether it built.
pub fn build() -> Result<bool> {
    let root = run::root();
    let dist = root.join("dist");
    let fingerprint = files::fingerprint(&root, &inputs(&root)?)?;
    if fs::read_to_string(dist.join(STAMP)).is_ok_and(|stamp| stamp == fingerprint) {
        println!("dist/ is up to date");
        return Ok(false);
    }
    tools::for_build()?;
    {
        let _step = Step::new("Compiling the portal and the worker to wasm (2 to 4 minutes from scratch)");
        run::run(command("cargo").args(["fetch", "--locked"]))?;
        run::run(command("trunk").args(["build", "--release", "--offline"]).env("RUST_LIB_BACKTRACE", "0"))?;
    }
    let _step = Step::new("Finishing dist/: minify, name by content, compress");
    finish(&dist)?;
    files::write(&dist.join(STAMP), fingerprint)?;
    Ok(true)
}

fn inputs(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for input in INPUTS {
        found.extend(files::walk(&root.join(input))?);
    }
    found.retain(|file| !NOT_INPUTS.iter().any(|not| file.starts_with(root.join(not))));
    Ok(found)
}

/// From Trunk's plain names to names that follow the content, with the page telling the boot script what to load.
fn finish(dist: &Path) -> Result<()> {
    let html = page::without_comments(&files::read_text(&dist.join("index.html"))?);
    let html = one_stylesheet(dist, &html)?;
    scorm::finish(dist)?;
    let html = portal(dist, &html)?;
    worker(dist)?;
    embed::finish(dist)?;
    lenders(dist)?;
    lessons(dist)?;
    files::write(&dist.join("index.html"), page::without_comments(&html))?;
    compress::folder(dist)
}

/// All stylesheets in the page's order, as one minified file.
fn one_stylesheet(dist: &Path, html: &str) -> Result<String> {
    let sheets: Vec<_> =
        page::tags(html, "link").into_iter().filter(|tag| tag.attribute("rel") == Some("stylesheet")).collect();
    let mut all = String::new();
    for sheet in &sheets {
        let href = sheet.attribute("href").unwrap_or_default().trim_start_matches('/');
        all.push_str(&files::read_text(&dist.join(href))?);
        all.push('\n');
        files::remove(&dist.join(href))?;
    }
    let source = dist.join("app.css");
    files::write(&source, all)?;
    esbuild(&source, &["--minify"])?;
    let name = named_by_content(dist, "app.css", "app", "css")?;
    let places: Vec<_> = sheets.iter().map(|tag| (tag.start, tag.end)).collect();
    Ok(page::replace(html, &places, &format!("<link rel=\"stylesheet\" href=\"/{name}\">")))
}

/// Glue and wasm of Today, of all rooms, of the ways out and of the lessons, and the boot script that loads one of them.
fn portal(dist: &Path, html: &str) -> Result<String> {
    let front = app(dist, "portal")?;
    let rooms = app(dist, "rooms")?;
    let help = app(dist, "help")?;
    let learn = app(dist, "learn")?;
    let _ = fs::remove_dir_all(dist.join("snippets"));
    esbuild(&dist.join("boot.js"), &["--minify", "--target=es2020"])?;
    let boot_name = named_by_content(dist, "boot.js", "boot", "js")?;

    let links = page::tags(html, "link");
    let left: Vec<_> =
        links.iter().filter(|tag| tag.attribute("data-trunk").is_some()).map(|tag| (tag.start, tag.end)).collect();
    let html = page::replace(html, &left, "");
    let scripts = page::tags(&html, "script");
    let boot = scripts
        .iter()
        .find(|tag| tag.attribute("src").is_some_and(|src| src.ends_with("boot.js")))
        .ok_or("index.html names no boot.js")?;
    let written = format!("<script src=\"/{boot_name}\"{front}{rooms}{help}{learn}>");
    let html = page::replace(&html, &[(boot.start, boot.end)], &written);
    if page::tags(&html, "script").iter().any(|tag| tag.attribute("src").is_none()) {
        return Err("index.html holds an inline script; the content security policy would refuse it".to_owned());
    }
    Ok(html)
}

/// Finishes one app and gives the attributes that tell the boot script what it is made of.
fn app(dist: &Path, name: &str) -> Result<String> {
    let (glue_from, wasm_from) = (format!("{name}.js"), format!("{name}_bg.wasm"));
    guard(&dist.join(&glue_from))?;
    esbuild(&dist.join(&glue_from), &["--bundle", "--format=esm", "--minify", "--target=es2022"])?;
    let glue_integrity = files::integrity(&files::read(&dist.join(&glue_from))?);
    let wasm_integrity = files::integrity(&files::read(&dist.join(&wasm_from))?);
    let glue = named_by_content(dist, &glue_from, name, "js")?;
    let wasm = named_by_content(dist, &wasm_from, name, "wasm")?;
    Ok(format!(
        " data-{name}-js=\"/{glue}\" data-{name}-js-integrity=\"{glue_integrity}\" data-{name}-wasm=\"/{wasm}\" \
         data-{name}-wasm-integrity=\"{wasm_integrity}\""
    ))
}

/// What Trunk gives to wasm-opt for a program, read off the page, so that the two cannot drift apart: the level, then the
/// features.
pub fn wasm_opt_options(bin: &str) -> Result<Vec<String>> {
    let html = files::read_text(&run::root().join("index.html"))?;
    let tags = page::tags(&html, "link");
    let program = tags.iter().find(|tag| tag.attribute("data-bin") == Some(bin));
    let level = program.and_then(|tag| tag.attribute("data-wasm-opt"));
    let rest = program.and_then(|tag| tag.attribute("data-wasm-opt-params"));
    let (Some(level), Some(rest)) = (level, rest) else {
        return Err(format!("index.html does not say how {bin} goes through wasm-opt"));
    };
    Ok(std::iter::once(format!("-O{level}")).chain(rest.split(' ').map(str::to_owned)).collect())
}

/// Lets the boot script hold the module's exports, so that it can put an end to every later call after a panic.
/// (wasm-bindgen's own `--force-enable-abort-handler` needs exception instructions that phones of 2024 do not have.)
pub fn guard(glue: &Path) -> Result<()> {
    const TAKEN: &str = "wasm = instance.exports;";
    let text = files::read_text(glue)?;
    if text.matches(TAKEN).count() != 1 {
        return Err(format!("{} does not hold `{TAKEN}` once: wasm-bindgen writes something new", glue.display()));
    }
    let guarded = "wasm = globalThis.duewiseGuard?.(instance.exports) ?? instance.exports;";
    files::write(glue, text.replace(TAKEN, guarded))
}

/// The worker is started by a file of a fixed name, which points at files named by content.
fn worker(dist: &Path) -> Result<()> {
    esbuild(&dist.join("worker.js"), &["--minify", "--target=es2022"])?;
    let glue = named_by_content(dist, "worker.js", "worker", "js")?;
    let wasm = named_by_content(dist, "worker_bg.wasm", "worker", "wasm")?;
    files::write(
        &dist.join("worker_loader.js"),
        format!("importScripts(\"/{glue}\");wasm_bindgen({{module_or_path:\"/{wasm}\"}});\n"),
    )
}

/// The list of lenders, as the portal and the desk read it. Its name stays, so that it can be changed on a server.
fn lenders(dist: &Path) -> Result<()> {
    let text = files::read_text(&run::root().join("lenders.toml"))?;
    let list: toml::Table = text.parse().map_err(|error| format!("lenders.toml: {error}"))?;
    let json = serde_json::to_string(&list).map_err(|error| format!("lenders.toml: {error}"))?;
    files::write(&dist.join("lenders.json"), json)
}

/// The bodies of the lessons, the glossary and the plans: each is loaded when somebody opens it.
fn lessons(dist: &Path) -> Result<()> {
    let folder = dist.join("content");
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let all = content::read(&run::root().join("content"))?;
    let mut files = all.lessons.iter().flat_map(|lesson| &lesson.files).chain(&all.glossary).chain(&all.plans);
    files.try_for_each(|file| files::write(&folder.join(&file.name), &file.text))
}

/// Renames `from` to `STEM-HASH.EXTENSION` and gives that name.
fn named_by_content(dist: &Path, from: &str, stem: &str, extension: &str) -> Result<String> {
    let bytes = files::read(&dist.join(from))?;
    let name = format!("{stem}-{}.{extension}", files::short_hash(&bytes));
    fs::rename(dist.join(from), dist.join(&name)).map_err(|error| format!("{from}: {error}"))?;
    Ok(name)
}

/// Rewrites one file in place.
pub fn esbuild(file: &Path, options: &[&str]) -> Result<()> {
    let mut command = command("esbuild");
    command.arg(file).args(options).args(["--log-level=warning", "--legal-comments=none", "--allow-overwrite"]);
    command.arg(format!("--outfile={}", file.display()));
    run::run(&mut command)
}
