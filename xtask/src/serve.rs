//! `serve`: build what changed, then become the desk.

use crate::run::{self, Result, Step, command};
use crate::site;
use std::path::PathBuf;

const PORT: u16 = 8420;

pub fn serve(arguments: &[String]) -> Result<()> {
    let port = port(arguments)?;
    site::build()?;
    let desk = desk()?;
    let mut command = command(&desk.display().to_string());
    command.arg("--dist").arg(run::root().join("dist")).arg("--port").arg(port.to_string());
    become_it(&mut command)
}

/// The desk, built for release.
pub fn desk() -> Result<PathBuf> {
    let _step = Step::new("Building the desk (about a minute from scratch)");
    run::run(command("cargo").args(["build", "--release", "--locked", "--features", "desk", "--bin", "desk"]))?;
    Ok(run::target_dir()?.join("release/desk"))
}

fn port(arguments: &[String]) -> Result<u16> {
    match arguments {
        [] => Ok(PORT),
        [flag, number] if flag == "--port" => number.parse().map_err(|_| format!("`{number}` is no port: 1 to 65535")),
        _ => Err("serve takes --port N and nothing else".to_owned()),
    }
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
