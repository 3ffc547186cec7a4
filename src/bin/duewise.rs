//! The command line: replay a case file, recompute a request, or hold the engine against published cases.
#![allow(clippy::print_stdout)]

use std::io::{Read as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};
use duewise::case::receipt::MAX_REQUEST_BYTES;
use duewise::case::request::{self, Request, Verification};
use duewise::exchange::conform::{self, Options};
use duewise::present::Lang;

/// Duewise 明账 on the command line.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read a Case and write the account of every debt as JSON.
    Replay {
        /// The case file.
        file: PathBuf,
        /// The day to look at; today (UTC) if it is not given.
        #[arg(long)]
        as_of: Option<NaiveDate>,
    },
    /// Recompute every figure of a request. Exit status: 0 all agree, 1 something differs, 2 it cannot be read.
    Verify {
        /// The request, as it was received.
        file: PathBuf,
        /// Write the result as JSON.
        #[arg(long)]
        json: bool,
        /// List what agrees, too.
        #[arg(long)]
        verbose: bool,
    },
    /// Write the letter of a request.
    Letter {
        /// The request.
        file: PathBuf,
        /// The language; that of the request if it is not given.
        #[arg(long)]
        lang: Option<String>,
        /// As an HTML file instead of plain text.
        #[arg(long)]
        html: bool,
    },
    /// Hold the engine against the published cases of a folder.
    Conform {
        /// The folder with `*.json` files.
        folder: PathBuf,
        /// Move every expectation beyond its tolerance; then everything must fail.
        #[arg(long)]
        perturb: bool,
        /// Print every failure, not only the first twenty of a file.
        #[arg(long)]
        verbose: bool,
        /// Only these files, by name without extension.
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// Count a skip as a failure.
        #[arg(long)]
        no_skips: bool,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Replay { file, as_of } => replay(&file, as_of),
        Command::Verify { file, json, verbose } => verify(&file, json, verbose),
        Command::Letter { file, lang, html } => letter(&file, lang, html),
        Command::Conform { folder, perturb, verbose, only, no_skips } => {
            let options = Options { perturb, only, no_skips };
            conform::run(&folder, &options).map(|report| (report.text(verbose), report.is_green(no_skips)))
        }
    };
    match result {
        Ok((text, green)) => {
            // A closed pipe is the reader's choice, not a failure.
            _ = std::io::stdout().write_all(text.as_bytes());
            if green { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(message) => {
            _ = writeln!(std::io::stderr(), "duewise: {message}");
            ExitCode::from(2)
        }
    }
}

fn replay(file: &std::path::Path, as_of: Option<NaiveDate>) -> Result<(String, bool), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let case =
        duewise::exchange::duewise_json::import(&text).map_err(|error| format!("{}: {error:?}", file.display()))?;
    let as_of = as_of.or_else(today).ok_or("the clock shows no date; give --as-of")?;
    let mut accounts = Vec::with_capacity(case.debts.len());
    let mut green = true;
    for debt in &case.debts {
        let entry = match debt.replay(as_of) {
            Ok(account) => serde_json::json!({ "id": debt.id, "creditor": debt.creditor, "account": account }),
            Err(error) => {
                green = false;
                serde_json::json!({ "id": debt.id, "creditor": debt.creditor, "error": error.to_string() })
            }
        };
        accounts.push(entry);
    }
    let document = serde_json::json!({ "as_of": as_of, "debts": accounts });
    let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
    Ok((format!("{text}\n"), green))
}

/// Reads a request as a stranger's.
fn read_request(file: &std::path::Path) -> Result<Request, String> {
    let refused = |error: String| format!("{}: {error}", file.display());
    // One byte more than fits is enough to see that it is too long.
    let most = u64::try_from(MAX_REQUEST_BYTES).map_err(|error| error.to_string())?.saturating_add(1);
    let mut bytes = Vec::new();
    let opened = std::fs::File::open(file).map_err(|error| refused(error.to_string()))?;
    opened.take(most).read_to_end(&mut bytes).map_err(|error| refused(error.to_string()))?;
    let text = core::str::from_utf8(&bytes).map_err(|_| refused("not text in UTF-8".to_owned()))?;
    Request::parse(text).map_err(|error| refused(error.to_string()))
}

fn letter(file: &std::path::Path, lang: Option<String>, html: bool) -> Result<(String, bool), String> {
    let request = read_request(file)?;
    let lang = Lang::from_tag(lang.as_ref().unwrap_or(&request.lang));
    let letter = duewise::present::letter::letter(&request, lang);
    Ok((if html { letter.html() } else { letter.text() }, true))
}

fn verify(file: &std::path::Path, json: bool, verbose: bool) -> Result<(String, bool), String> {
    let request = read_request(file)?;
    let mut found = request::verify(&request);
    let green = found.all_agree();
    if !verbose {
        found.agreeing.clear();
    }
    if json {
        let text = serde_json::to_string_pretty(&found).map_err(|error| error.to_string())?;
        return Ok((format!("{text}\n"), green));
    }
    Ok((told(&found), green))
}

/// A verification as lines: what agrees if it was asked for, what differs and why, what is not known, the count.
fn told(found: &Verification) -> String {
    let mut lines: Vec<String> =
        found.agreeing.iter().map(|figure| format!("agrees   {} = {}", figure.place, figure.stated)).collect();
    for figure in &found.differ {
        let why = figure.why.as_deref().unwrap_or_default();
        lines
            .push(format!("differs  {}: stated {}, computed {} ({why})", figure.place, figure.stated, figure.computed));
    }
    lines.extend(found.unknown.iter().map(|what| format!("unknown  {what}")));
    let (agree, differ, unknown) = (found.agree, found.differ.len(), found.unknown.len());
    lines.push(format!(
        "{agree} agree, {differ} differ, {unknown} unknown; recomputed by version {} with the rules of {}",
        found.engine, found.rules
    ));
    lines.join("\n") + "\n"
}

/// Today as a civil date of UTC.
fn today() -> Option<NaiveDate> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
    let days = i64::try_from(since.as_secs() / 86_400).ok()?;
    NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_signed(chrono::TimeDelta::days(days))
}
