//! dist/embed/: what other pages load. `v1/` floats and `v1.2.3/` never changes; both hold the loader, the frame and its
//! files, and `sri.json` with the integrity of each. The npm package is built beside it.

use crate::run::{self, Result, command};
use crate::{files, page, site};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

/// The stylesheets of the frame, in the order of the cascade.
const SHEETS: [&str; 2] = ["style/tokens.css", "style/widget.css"];

/// The package that holds the loader. Its version is the version of everything here.
const PACKAGE: &str = "packages/embed";

/// The version of the loader and the frame: `1.2.3`.
pub fn version() -> Result<String> {
    let text = files::read_text(&run::root().join(PACKAGE).join("package.json"))?;
    let package: Value = serde_json::from_str(&text).map_err(|error| format!("{PACKAGE}/package.json: {error}"))?;
    let version = package.get("version").and_then(Value::as_str).unwrap_or_default();
    if version.split('.').count() == 3 && version.split('.').all(|part| part.parse::<u32>().is_ok()) {
        Ok(version.to_owned())
    } else {
        Err(format!("{PACKAGE}/package.json: `{version}` is no version of three numbers"))
    }
}

/// From what Trunk left in dist/ and in dist/embed/ to the two folders.
pub fn finish(dist: &Path) -> Result<()> {
    let version = version()?;
    let major = version.split('.').next().unwrap_or_default();
    let source = dist.join("embed");
    let folder = source.join(format!("v{major}"));
    let pinned = source.join(format!("v{version}"));
    for made in [&folder, &pinned] {
        fs::create_dir_all(made).map_err(|error| format!("{}: {error}", made.display()))?;
    }
    run::run(command("node").arg(format!("{PACKAGE}/build.mjs")).arg(&folder))?;
    frame(dist, &source, &folder, &version)?;
    let mut hashes = Map::new();
    for file in files::walk(&folder)? {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        hashes.insert(name, Value::String(files::integrity(&files::read(&file)?)));
    }
    files::write(&folder.join("sri.json"), json!({ "version": version, "files": hashes }).to_string())?;
    for file in files::walk(&folder)? {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, pinned.join(name)).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

/// The frame's page with its script, glue, wasm and stylesheet, each named by its content; the page names them with their
/// integrity, so that a pinned page loads pinned files.
fn frame(dist: &Path, source: &Path, folder: &Path, version: &str) -> Result<()> {
    site::guard(&dist.join("widget.js"))?;
    shake(dist)?;
    site::esbuild(&dist.join("widget.js"), &["--bundle", "--format=esm", "--minify", "--target=es2022"])?;
    site::esbuild(&source.join("frame.js"), &["--minify", "--target=es2020"])?;
    let mut css = String::new();
    for sheet in SHEETS {
        css.push_str(&files::read_text(&run::root().join(sheet))?);
    }
    files::write(&source.join("frame.css"), css)?;
    site::esbuild(&source.join("frame.css"), &["--minify"])?;
    let moved = |from: &Path, stem: &str, extension: &str| -> Result<(String, String)> {
        let bytes = files::read(from)?;
        let name = format!("{stem}-{}.{extension}", files::short_hash(&bytes));
        fs::rename(from, folder.join(&name)).map_err(|error| format!("{}: {error}", from.display()))?;
        Ok((name, files::integrity(&bytes)))
    };
    let (glue, glue_integrity) = moved(&dist.join("widget.js"), "widget", "js")?;
    let (wasm, wasm_integrity) = moved(&dist.join("widget_bg.wasm"), "widget", "wasm")?;
    let (script, script_integrity) = moved(&source.join("frame.js"), "frame", "js")?;
    let (sheet, sheet_integrity) = moved(&source.join("frame.css"), "frame", "css")?;
    let html = page::without_comments(&files::read_text(&source.join("frame.html"))?);
    let html = once(
        &html,
        "<link rel=\"stylesheet\" href=\"frame.css\">",
        // The glue is an ES module: its integrity is checked where it is preloaded.
        &format!(
            "<link rel=\"modulepreload\" href=\"{glue}\" integrity=\"{glue_integrity}\">\n\
             <link rel=\"stylesheet\" href=\"{sheet}\" integrity=\"{sheet_integrity}\">"
        ),
    )?;
    let html = once(
        &html,
        "<script src=\"frame.js\">",
        &format!(
            "<script src=\"{script}\" integrity=\"{script_integrity}\" data-version=\"{version}\" data-js=\"{glue}\" \
             data-wasm=\"{wasm}\" data-wasm-integrity=\"{wasm_integrity}\">"
        ),
    )?;
    files::write(&folder.join("frame.html"), html)?;
    files::remove(&source.join("frame.html"))
}

/// Takes out what the widget never calls: a dependency of Leptos exports three classes for streams, and what is exported
/// cannot fall away by itself. First the classes in the glue, then every export that the glue no longer names.
fn shake(dist: &Path) -> Result<()> {
    let (glue, wasm) = (dist.join("widget.js"), dist.join("widget_bg.wasm"));
    let text = without_streams(&files::read_text(&glue)?);
    let names: std::collections::BTreeSet<&str> = text
        .split("wasm.")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default())
        .collect();
    let roots: Vec<Value> =
        names.iter().map(|name| json!({ "name": format!("glue-{name}"), "export": name, "root": true })).collect();
    let graph = dist.join("widget.graph.json");
    files::write(&graph, Value::Array(roots).to_string())?;
    files::write(&glue, &text)?;
    let options = site::wasm_opt_options("widget")?;
    let features = options.iter().skip(1);
    let mut live = command("wasm-metadce");
    live.args(features)
        .arg(&wasm)
        .arg("--graph-file")
        .arg(&graph)
        .arg("-o")
        .arg(&wasm)
        .stdout(std::process::Stdio::null());
    run::run(&mut live)?;
    run::run(command("wasm-opt").args(&options).arg(&wasm).arg("-o").arg(&wasm))?;
    files::remove(&graph)
}

/// The glue without the classes whose names begin with `IntoUnderlying`, their registries and what is set on them.
fn without_streams(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut inside = None;
    for line in glue.lines() {
        if let Some(end) = inside {
            if line.ends_with(end) && !line.starts_with(' ') || end == ";" && line.ends_with(end) {
                inside = None;
            }
            continue;
        }
        if line.starts_with("export class IntoUnderlying") {
            inside = Some("}");
        } else if line.starts_with("const IntoUnderlying") {
            inside = (!line.ends_with(';')).then_some(";");
        } else if !line.starts_with("if (Symbol.dispose) IntoUnderlying") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// Replaces a text that must stand there once.
fn once(html: &str, from: &str, to: &str) -> Result<String> {
    if html.matches(from).count() == 1 {
        Ok(html.replace(from, to))
    } else {
        Err(format!("public/embed/frame.html does not hold `{from}` once"))
    }
}

#[cfg(test)]
mod tests {
    use super::without_streams;
    use crate::site::wasm_opt_options;

    #[test]
    fn the_widget_is_optimised_as_the_page_says() {
        let options = wasm_opt_options("widget").unwrap();
        assert_eq!(options.first().map(String::as_str), Some("-Oz"));
        assert!(
            options.len() == 7 && options.iter().skip(1).all(|option| option.starts_with("--enable-")),
            "{options:?}"
        );
        assert_eq!(options, wasm_opt_options("portal").unwrap());
    }

    #[test]
    fn only_the_classes_of_streams_fall_out_of_the_glue() {
        let glue = "export class IntoUnderlyingSink {\n    free() {\n    }\n}\nif (Symbol.dispose) IntoUnderlyingSink.x = 1;\n\
                    const IntoUnderlyingSinkFinalization = (a)\n    ? { register: () => {} }\n    : new B(p => wasm.free(p));\n\
                    export class Other {\n}\nfunction f() {\n}\n";
        assert_eq!(without_streams(glue), "export class Other {\n}\nfunction f() {\n}\n");
    }
}
