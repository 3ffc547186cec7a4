//! Child processes and step headers. Every command is shown before it runs and timed after.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

pub type Result<T> = std::result::Result<T, String>;

/// The project's folder: the parent of xtask's.
pub fn root() -> PathBuf {
    let here =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// A header and a clock: prints how long the step took when it is dropped.
pub struct Step {
    name: String,
    start: Instant,
}

impl Step {
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        println!("\n== {name}");
        Self { name, start: Instant::now() }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        println!("-- {} took {:.1} s", self.name, self.start.elapsed().as_secs_f32());
    }
}

/// A command in the project's folder, with Cargo's and npm's tools first on PATH.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root()).env("PATH", path_with_tools());
    command
}

/// PATH with the project's npm tools first, then Cargo's own folder.
pub fn path_with_tools() -> OsString {
    let mut folders = vec![root().join("node_modules/.bin")];
    if let Some(cargo_home) = cargo_home() {
        folders.push(cargo_home.join("bin"));
    }
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
}

/// Runs to the end; anything but success is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    println!("   $ {shown}");
    let status = command.status().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` ended with {status}")) }
}

/// The standard output of a command that is expected to succeed.
pub fn read(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output = command.stderr(Stdio::null()).output().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("`{shown}` ended with {}", output.status))
    }
}

/// Runs, showing the output as it comes and keeping it. Says whether it succeeded.
pub fn tee(command: &mut Command) -> Result<(bool, String)> {
    let shown = show(command);
    println!("   $ {shown}");
    let mut child =
        command.stdout(Stdio::piped()).spawn().map_err(|error| format!("cannot start `{shown}`: {error}"))?;
    let mut kept = String::new();
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).split(b'\n') {
            let line = line.map_err(|error| format!("cannot read from `{shown}`: {error}"))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            kept.push_str(&line);
            kept.push('\n');
        }
    }
    let _ = std::io::stdout().flush();
    let status = child.wait().map_err(|error| format!("cannot wait for `{shown}`: {error}"))?;
    Ok((status.success(), kept))
}

fn show(command: &Command) -> String {
    let mut shown = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

/// Where Cargo puts what it builds: `./target` unless CARGO_TARGET_DIR or a config says otherwise.
pub fn target_dir() -> Result<PathBuf> {
    let metadata = read(command("cargo").args(["metadata", "--no-deps", "--offline", "--format-version", "1"]))?;
    let key = "\"target_directory\":\"";
    let start = metadata.find(key).ok_or("cargo metadata names no target directory")? + key.len();
    let rest = &metadata[start..];
    let end = rest.find('"').ok_or("cargo metadata is cut short")?;
    Ok(PathBuf::from(rest[..end].replace("\\\\", "\\")))
}
