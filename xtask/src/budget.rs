//! Size budgets on what a first visit to Today downloads, as brotli makes it.

use crate::counts::Counts;
use crate::run::Result;
use crate::{compress, embed, files, scorm};
use std::path::Path;

const FIRST_LOAD: u64 = 180 * 1024;
/// Today of someone who has saved debts loads all rooms the first time. That is far above the 180 KB it should keep to
/// (docs/performance.md says why); this keeps it from growing unseen.
const ALL_ROOMS: u64 = 880 * 1024;
/// The ways out (budget, options, requests) are a binary of their own; what holds for `rooms` holds for it.
const WAYS_OUT: u64 = 880 * 1024;
/// Learn and Teach, without the bodies of the lessons.
const LESSONS: u64 = 800 * 1024;
const CSS: u64 = 14 * 1024;
/// All that a page with the widget loads from us, but the loader.
const FRAME: u64 = 90 * 1024;
/// The loader, which the host page waits for in a way.
const LOADER: u64 = 4 * 1024;
const BOOT: u64 = 6 * 1024;
/// What computes in a package for learning platforms: there it is loaded by every learner of a class.
const PACKED: u64 = 400 * 1024;

/// Prints a table and counts the budgets kept and broken.
pub fn check(dist: &Path) -> Result<Counts> {
    let mut total = 0;
    let mut counts = Counts::default();
    for (stem, extension, limit) in [
        ("index", "html", None),
        ("app", "css", Some(CSS)),
        ("boot", "js", Some(BOOT)),
        ("portal", "js", None),
        ("portal", "wasm", None),
    ] {
        let size = size_of(dist, stem, extension)?;
        total += size;
        counts += line(&format!("{stem}.{extension}"), size, limit);
    }
    counts += line("first load of Today, nothing saved", total, Some(FIRST_LOAD));
    let page = size_of(dist, "index", "html")? + size_of(dist, "app", "css")? + size_of(dist, "boot", "js")?;
    let rooms = size_of(dist, "rooms", "js")? + size_of(dist, "rooms", "wasm")?;
    counts += line("first load of any screen with all rooms", page + rooms, Some(ALL_ROOMS));
    let help = size_of(dist, "help", "js")? + size_of(dist, "help", "wasm")?;
    counts += line("first load of any screen of the ways out", page + help, Some(WAYS_OUT));
    let learn = size_of(dist, "learn", "js")? + size_of(dist, "learn", "wasm")?;
    counts += line("first load of any screen of the lessons and the class", page + learn, Some(LESSONS));
    counts += widget(&dist.join(format!("embed/v{}", embed::version()?)))?;
    let packed = dist.join(scorm::FOLDER);
    let packed = size_of(&packed, "packed", "js")? + size_of(&packed, "packed_bg", "wasm")?;
    counts += line("a package for learning platforms: glue and wasm", packed, Some(PACKED));
    line("worker.wasm (only when a file is imported or exported)", size_of(dist, "worker", "wasm")?, None);
    Ok(counts)
}

/// The widget's frame with all its files, and the loader.
fn widget(folder: &Path) -> Result<Counts> {
    let mut frame = 0;
    for (stem, extension) in
        [("frame", "html"), ("frame", "js"), ("frame", "css"), ("widget", "js"), ("widget", "wasm")]
    {
        let size = size_of(folder, stem, extension)?;
        line(&format!("embed: {stem}.{extension}"), size, None);
        frame += size;
    }
    let mut counts = line("the widget's frame in all", frame, Some(FRAME));
    counts += line("the widget's loader", size_of(folder, "duewise", "js")?, Some(LOADER));
    Ok(counts)
}

fn line(name: &str, size: u64, limit: Option<u64>) -> Counts {
    let kib = size as f64 / 1024.0;
    match limit {
        None => {
            println!("   {kib:8.1} KB  {name}");
            Counts::default()
        }
        Some(limit) => {
            let kept = size <= limit;
            println!("   {kib:8.1} KB  {name} (at most {} KB): {}", limit / 1024, if kept { "kept" } else { "BROKEN" });
            Counts::of(kept)
        }
    }
}

fn size_of(dist: &Path, stem: &str, extension: &str) -> Result<u64> {
    let is_it = |file: &Path| {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_suffix(extension)
            .and_then(|rest| rest.strip_suffix('.'))
            .is_some_and(|rest| rest == stem || rest.strip_prefix(stem).is_some_and(|tail| tail.starts_with('-')))
    };
    let file = files::walk(dist)?
        .into_iter()
        .find(|file| is_it(file))
        .ok_or_else(|| format!("dist/ has no {stem}*.{extension}"))?;
    let packed = compress::beside(&file, "br");
    std::fs::metadata(&packed).map(|meta| meta.len()).map_err(|error| format!("{}: {error}", packed.display()))
}
