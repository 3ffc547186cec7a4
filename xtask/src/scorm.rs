//! dist/scorm/v1/: the shell of a package for learning platforms, and `files.json`, from which the teacher's page knows what
//! to fetch and to pack. The names are plain: inside a package nothing is kept from one release to the next.

use crate::run::{self, Result};
use crate::{files, page, site};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// Where the shell lies in dist/.
pub const FOLDER: &str = "scorm/v1";

/// What a package holds of ours, in the order in which it is packed.
const FILES: [&str; 6] = ["index.html", "scorm.js", "start.js", "app.css", "packed.js", "packed_bg.wasm"];

/// What is laid around a lesson there, on top of the portal's own stylesheet.
const SHEET: &str = "style/packed.css";

/// From what Trunk left in dist/ and in dist/scorm/ to the folder. The portal's stylesheet is one file by now; the snippets
/// that glue may import are still there.
pub fn finish(dist: &Path) -> Result<()> {
    let (source, folder) = (dist.join("scorm"), dist.join(FOLDER));
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    site::guard(&dist.join("packed.js"))?;
    site::esbuild(&dist.join("packed.js"), &["--bundle", "--format=esm", "--minify", "--target=es2022"])?;
    for name in ["packed.js", "packed_bg.wasm"] {
        moved(&dist.join(name), &folder.join(name))?;
    }
    // Whoever runs a platform looks into these two before letting them in, so they stay as they were written.
    for name in ["scorm.js", "start.js"] {
        moved(&source.join(name), &folder.join(name))?;
    }
    let html = page::without_comments(&files::read_text(&source.join("index.html"))?);
    stays_inside("index.html", &html)?;
    files::write(&folder.join("index.html"), html)?;
    files::remove(&source.join("index.html"))?;
    let css = stylesheet(dist, &folder)?;
    stays_inside("app.css", &css)?;
    files::write(&folder.join("files.json"), listing(&folder)?.to_string())
}

fn moved(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| format!("{}: {error}", from.display()))
}

/// The portal's stylesheet with what stands around a lesson, as one file.
fn stylesheet(dist: &Path, folder: &Path) -> Result<String> {
    let is_it = |file: &Path| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        file.parent() == Some(dist) && name.starts_with("app-") && name.ends_with(".css")
    };
    let portal = files::walk(dist)?.into_iter().find(|file| is_it(file)).ok_or("dist/ has no app-*.css")?;
    let target = folder.join("app.css");
    files::write(&target, files::read_text(&portal)? + &files::read_text(&run::root().join(SHEET))?)?;
    site::esbuild(&target, &["--minify"])?;
    files::read_text(&target)
}

/// A package runs below any path and asks no other place for anything: no address from the root, none of another origin,
/// no letters or pictures that are loaded.
fn stays_inside(name: &str, text: &str) -> Result<()> {
    let refused = ["src=\"/", "href=\"/", "://", "@import", "@font-face", "url("];
    match refused.iter().find(|refused| text.contains(**refused)) {
        Some(found) => Err(format!("{name} of a package holds `{found}`: it would look for something outside")),
        None => Ok(()),
    }
}

/// Each file with its size and checksum.
fn listing(folder: &Path) -> Result<Value> {
    let mut listed = Vec::with_capacity(FILES.len());
    for name in FILES {
        let bytes = files::read(&folder.join(name))?;
        listed.push(json!({ "name": name, "bytes": bytes.len(), "sha256": files::sha256(&bytes) }));
    }
    Ok(json!({ "version": 1, "files": listed }))
}

#[cfg(test)]
mod tests {
    use super::stays_inside;
    use crate::run::root;
    use crate::site::wasm_opt_options;
    use crate::{files, page};

    #[test]
    fn the_package_is_optimised_as_the_portal() {
        assert_eq!(wasm_opt_options("packed").unwrap(), wasm_opt_options("portal").unwrap());
    }

    #[test]
    fn an_address_that_leads_outside_is_refused() {
        for text in [
            "<script src=\"/boot.js\">",
            "<a href=\"https://duewise.example\">",
            "a{background:url(x.png)}",
            "@import 'x'",
            "@font-face{}",
        ] {
            assert!(stays_inside("x", text).is_err(), "{text}");
        }
        assert_eq!(stays_inside("x", "<script src=\"scorm.js\" defer></script>"), Ok(()));
    }

    #[test]
    fn the_page_runs_no_inline_script_and_looks_for_nothing_outside() {
        let html = page::without_comments(&files::read_text(&root().join("public/scorm/index.html")).unwrap());
        assert_eq!(stays_inside("index.html", &html), Ok(()));
        let scripts = page::tags(&html, "script");
        assert_eq!(scripts.len(), 2);
        assert!(scripts.iter().all(|script| script.attribute("src").is_some()));
        let tags = html.split('<').map(|rest| rest.split('>').next().unwrap_or_default());
        let inline: Vec<_> = tags.filter(|tag| tag.contains(" style=") || tag.contains(" on")).collect();
        assert!(inline.is_empty(), "{inline:?}");
        for script in ["scorm.js", "start.js"] {
            let text = files::read_text(&root().join("public/scorm").join(script)).unwrap();
            assert!(!text.contains("://") && !text.contains("eval("), "{script}");
        }
    }
}
