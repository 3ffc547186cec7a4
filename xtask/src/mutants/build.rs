//! Builds the mutated copy once: first drops the mutants that do not compile, then makes the test programs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::tree::{self, Tree};
use super::weave::{File, Woven};
use crate::run::{Result, Step, command};

/// The programs that judge a mutant.
pub struct Programs {
    pub unit: PathBuf,
    pub it: PathBuf,
    pub duewise: PathBuf,
}

/// Weaves, checks and drops until the library compiles. Gives the mutants that had to be dropped.
pub fn weave(tree: &Tree, files: &[File]) -> Result<BTreeSet<usize>> {
    let _step = Step::new("Weaving the mutants");
    let mut dropped = BTreeSet::new();
    for _ in 0..40 {
        let mut woven = BTreeMap::new();
        for file in files {
            let text = file.weave(&dropped);
            tree::put(&tree.root.join(&file.name), text.text.as_bytes())?;
            woven.insert(file.name.as_str(), text);
        }
        let (succeeded, messages) = cargo(tree, &["check", "--lib"])?;
        if succeeded {
            return Ok(dropped);
        }
        let before = dropped.len();
        let mut elsewhere = Vec::new();
        for message in messages.iter().filter(|message| message["message"]["level"] == "error") {
            let found = guilty(&message["message"], &woven);
            if found.is_empty() {
                elsewhere.push(message["message"]["rendered"].as_str().unwrap_or_default().to_owned());
            }
            dropped.extend(found);
        }
        println!("   {} do not compile", dropped.len());
        if dropped.len() == before {
            return Err(format!("the woven part does not compile:\n{}", elsewhere.join("\n")));
        }
    }
    Err("the woven part still does not compile after forty rounds".to_owned())
}

/// The mutants around the spans of an error; the primary span decides when it lies in one.
fn guilty(message: &Value, woven: &BTreeMap<&str, Woven>) -> Vec<usize> {
    let spans = message["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mutants = |primary: bool| {
        spans.iter().filter(move |span| span["is_primary"] == primary).find_map(|span| {
            let file = woven.get(span["file_name"].as_str()?)?;
            let byte = usize::try_from(span["byte_start"].as_u64()?).ok()?;
            file.at(byte).map(<[usize]>::to_vec)
        })
    };
    mutants(true).or_else(|| mutants(false)).unwrap_or_default()
}

/// Builds the test programs and finds them.
pub fn programs(tree: &Tree) -> Result<Programs> {
    let _step = Step::new("Building the tests with all mutants (minutes the first time)");
    let (succeeded, messages) = cargo(tree, &["test", "--no-run", "--lib", "--test", "it"])?;
    if !succeeded {
        let errors = messages.iter().filter_map(|message| message["message"]["rendered"].as_str());
        return Err(format!("the tests do not compile:\n{}", errors.collect::<Vec<_>>().join("\n")));
    }
    let program = |kind: &str, name: &str, test: bool| {
        let found = messages.iter().rev().find(|message| {
            message["target"]["kind"][0] == kind
                && message["target"]["name"] == name
                && message["profile"]["test"] == test
                && message["executable"].is_string()
        });
        let path = found.and_then(|message| message["executable"].as_str());
        path.map(PathBuf::from).ok_or_else(|| format!("cargo named no {kind} `{name}`"))
    };
    Ok(Programs {
        unit: program("rlib", "duewise", true).or_else(|_| program("lib", "duewise", true))?,
        it: program("test", "it", true)?,
        duewise: program("bin", "duewise", false)?,
    })
}

/// Runs cargo in the copy, with its own target folder; gives its messages.
fn cargo(tree: &Tree, arguments: &[&str]) -> Result<(bool, Vec<Value>)> {
    let mut cargo: Command = command("cargo");
    cargo
        .args(arguments)
        .args(["--offline", "--features", "cli", "--message-format", "json"])
        .current_dir(&tree.root)
        .env("CARGO_TARGET_DIR", tree::folder()?.join("target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env("CARGO_PROFILE_TEST_DEBUG", "false")
        .env_remove("CARGO_MANIFEST_DIR")
        .stderr(Stdio::null());
    let output = cargo.output().map_err(|error| format!("cannot start cargo: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    Ok((output.status.success(), messages))
}
