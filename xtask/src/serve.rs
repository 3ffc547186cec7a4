//! `serve`: build what changed, start an example lender's desk beside the site, then become the site's desk.

use crate::run::{self, Result, Step, command};
use crate::{files, site};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const PORT: u16 = 8420;

pub fn serve(arguments: &[String]) -> Result<()> {
    let port = port(arguments)?;
    site::build()?;
    let desks = desks(Built::Release)?;
    let lender = lender(&desks.receiver, port)?;
    println!("An example lender's desk is at {}; what it has: {}/requests", lender.origin, lender.control);
    let mut command = command(&desks.desk.display().to_string());
    command.arg("--dist").arg(run::root().join("dist")).arg("--port").arg(port.to_string());
    command.arg("--lenders").arg(list(&lender.origin)?).arg("--allow-loopback");
    become_it(&mut command)
}

/// How the native programs are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Built {
    /// As they are deployed.
    Release,
    /// As the integration tests have built them already: a second, slower compile would tell nothing more.
    ForTests,
}

/// The native programs.
pub struct Desks {
    /// Hands out the site.
    pub desk: PathBuf,
    /// Takes requests.
    pub receiver: PathBuf,
    /// The command line, by which a request is recomputed.
    pub duewise: PathBuf,
}

/// Builds them.
pub fn desks(built: Built) -> Result<Desks> {
    let _step = Step::new("Building the desks (about a minute from scratch)");
    let (build, folder): (&[&str], _) = match built {
        Built::Release => {
            (&["build", "--release", "--bin", "desk", "--bin", "receiver", "--bin", "duewise"], "release")
        }
        Built::ForTests => (&["test", "--no-run", "--test", "it"], "debug"),
    };
    run::run(command("cargo").args(build).args(["--locked", "--features", "cli,desk"]))?;
    let folder = run::target_dir()?.join(folder);
    let [desk, receiver, duewise] = ["desk", "receiver", "duewise"].map(|name| folder.join(name));
    Ok(Desks { desk, receiver, duewise })
}

/// The example lender's desk: it takes requests, and is looked at and told answers through its control.
struct Lender {
    origin: String,
    control: String,
}

/// Starts it over a file that stays, for pages of this port. It ends when this process, which becomes the desk, ends.
#[allow(clippy::zombie_processes)] // It outlives this function on purpose, and ends with the desk that this process becomes.
fn lender(receiver: &Path, port: u16) -> Result<Lender> {
    let folder = run::target_dir()?.join("serve");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut child = command(&receiver.display().to_string())
        .arg("--database")
        .arg(folder.join("requests.sqlite"))
        .args(["--origin", &format!("http://127.0.0.1:{port}"), "--origin", &format!("http://localhost:{port}")])
        .arg("--with-parent")
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start the example lender's desk: {error}"))?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        BufReader::new(out).read_line(&mut line).map_err(|error| format!("the lender's desk says nothing: {error}"))?;
    }
    let mut words = line.split_whitespace().filter(|word| word.starts_with("http://"));
    match (words.next(), words.next()) {
        (Some(origin), Some(control)) => Ok(Lender { origin: origin.to_owned(), control: control.to_owned() }),
        _ => Err(format!("the lender's desk said: {line}")),
    }
}

/// The built list of lenders with the example lender on this machine. The list in dist/ stays as it is deployed.
fn list(origin: &str) -> Result<PathBuf> {
    let built = run::root().join("dist/lenders.json");
    let mut list: Value = match files::read_text(&built) {
        Ok(text) => serde_json::from_str(&text).map_err(|error| format!("{}: {error}", built.display()))?,
        Err(_) => json!({ "version": 1 }),
    };
    let here = json!({
        "id": "example-here",
        "name_zh": "示例出借人（本机演示）",
        "name_en": "Example lender (this machine)",
        "origin": origin,
        "example": true,
    });
    match list.get_mut("lender").and_then(Value::as_array_mut) {
        Some(lenders) => lenders.insert(0, here),
        None => list["lender"] = json!([here]),
    }
    let file = run::target_dir()?.join("serve/lenders.json");
    files::write(&file, list.to_string())?;
    Ok(file)
}

fn port(arguments: &[String]) -> Result<u16> {
    match arguments {
        [] => Ok(PORT),
        [flag, number] if flag == "--port" => match number.parse() {
            // The lender's desk has to know which pages may send, so a free port is chosen here.
            Ok(0) => free_port(),
            Ok(port) => Ok(port),
            Err(_) => Err(format!("`{number}` is no port: 0 to 65535")),
        },
        _ => Err("serve takes --port N and nothing else".to_owned()),
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}

/// The desk takes this process's place, so that Ctrl-C and signals reach it.
#[cfg(unix)]
fn become_it(command: &mut std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(format!("cannot start the desk: {}", command.exec()))
}

#[cfg(not(unix))]
fn become_it(command: &mut std::process::Command) -> Result<()> {
    run::run(command)
}
