//! Installs what is missing, says what it installs and about how long that takes, and is silent about the rest.

use crate::run::{self, Result, Step, command};
use std::fs;
use std::process::Command;

const TRUNK: &str = "0.21.14";

/// What a build of the portal needs.
pub fn for_build() -> Result<()> {
    wasm_target()?;
    wasm_bindgen()?;
    trunk()?;
    npm()
}

/// What the browser tests need besides a build.
pub fn for_browser() -> Result<()> {
    npm()?;
    chromium().map(drop)
}

fn wasm_target() -> Result<()> {
    let libs = run::read(command("rustc").args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]));
    if libs.is_ok_and(|path| std::path::Path::new(path.trim()).is_dir()) {
        return Ok(());
    }
    let _step = Step::new("Installing the wasm32-unknown-unknown target (under a minute)");
    run::run(command("rustup").args(["target", "add", "wasm32-unknown-unknown"]))
}

fn trunk() -> Result<()> {
    if version_of("trunk", "--version").is_some_and(|found| found == TRUNK) {
        return Ok(());
    }
    let _step = Step::new(format!("Installing trunk {TRUNK} from source (about 5 minutes on two cores)"));
    run::run(quick_install(command("cargo").args(["install", "trunk", "--locked", "--version", TRUNK])))
}

/// The CLI's version must equal the library's to the digit, or the glue does not load.
fn wasm_bindgen() -> Result<()> {
    let wanted = locked_version("wasm-bindgen")?;
    let found = |program| version_of(program, "--version").is_some_and(|version| version == wanted);
    if found("wasm-bindgen") && found("wasm-bindgen-test-runner") {
        return Ok(());
    }
    let _step = Step::new(format!("Installing wasm-bindgen-cli {wanted} from source (about 5 minutes on two cores)"));
    // Its own lock file asks for a version that not every registry copy holds, so it is resolved afresh.
    run::run(quick_install(command("cargo").args(["install", "wasm-bindgen-cli", "--force", "--version", &wanted])))
}

/// These tools run for seconds a day: a quick compile beats a quick program.
fn quick_install(command: &mut Command) -> &mut Command {
    command
        .env_remove("CARGO_TARGET_DIR")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
}

fn npm() -> Result<()> {
    let node = version_of("node", "--version")
        .ok_or("Node 20 or newer is needed (https://nodejs.org), then run this again")?;
    let major = node.split('.').next().and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    if major < 20 {
        return Err(format!("Node 20 or newer is needed; this is Node {node}"));
    }
    let root = run::root();
    let lock =
        fs::read_to_string(root.join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = root.join("node_modules/.duewise-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let _step = Step::new("Installing the npm tools of package-lock.json (about 10 seconds)");
    run::run(command("npm").args(["ci", "--no-fund", "--no-audit"]))?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// The path of a Chromium, with its driver and a Chinese font beside it.
pub fn chromium() -> Result<String> {
    let mut missing = Vec::new();
    if find_chromium().is_none() {
        missing.push("chromium");
    }
    if which("chromedriver").is_none() {
        missing.push("chromium-driver");
    }
    let fonts = run::read(command("fc-list").arg(":lang=zh"));
    if fonts.map_or(true, |list| list.trim().is_empty()) {
        missing.push("fonts-noto-cjk");
    }
    if !missing.is_empty() {
        apt(&missing)?;
    }
    find_chromium().ok_or_else(|| "no chromium on PATH; set CHROMIUM to its path".to_owned())
}

fn find_chromium() -> Option<String> {
    let named = std::env::var("CHROMIUM").ok().filter(|path| std::path::Path::new(path).is_file());
    named.or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(|name| which(name)))
}

fn apt(packages: &[&str]) -> Result<()> {
    let _step = Step::new(format!("Installing {} by apt-get (about a minute)", packages.join(", ")));
    let root_user = run::read(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let apt_get = |arguments: &[&str]| {
        let mut full = if root_user { vec!["apt-get"] } else { vec!["sudo", "-n", "apt-get"] };
        full.extend_from_slice(arguments);
        let (program, rest) = (full[0], &full[1..]);
        run::run(command(program).env("DEBIAN_FRONTEND", "noninteractive").args(rest))
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend_from_slice(packages);
    apt_get(&["update"])
        .and_then(|()| apt_get(&install))
        .map_err(|error| format!("{error}\ninstall these by hand and run this again: {}", packages.join(" ")))
}

/// The full path of a program, as the shell would find it.
pub fn which(program: &str) -> Option<String> {
    let path = run::path_with_tools();
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
        .map(|file| file.display().to_string())
}

/// The version a program prints: the first word that starts with a digit (or with `v` and a digit).
fn version_of(program: &str, flag: &str) -> Option<String> {
    let text = run::read(command(program).arg(flag)).ok()?;
    text.split_whitespace()
        .map(|word| word.trim_start_matches('v'))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

fn locked_version(package: &str) -> Result<String> {
    let lock = fs::read_to_string(run::root().join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    let name = format!("name = \"{package}\"\nversion = \"");
    let start = lock.find(&name).ok_or_else(|| format!("Cargo.lock has no {package}"))? + name.len();
    lock[start..].split('"').next().map(str::to_owned).ok_or_else(|| "Cargo.lock is cut short".to_owned())
}
