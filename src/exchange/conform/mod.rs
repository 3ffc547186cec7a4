//! Conformance: published cases against the engine's own public functions.
//!
//! Reads the `*.json` files of a folder, each an array of cases, and judges every case by the figures it expects.
//! Nothing here computes: a case is turned into a contract, dates or claims, the engine does the work, and the results
//! are compared. A case whose shape or setting is not supported is a skip with its reason, never a pass.

mod allocation;
mod apr;
mod card;
mod day_count;
mod delinquency;
mod late;
mod multi_debt;
mod rates;
mod replay;
mod report;
mod rules;
mod rules_procedure;
mod schedule;
mod tables;
mod tvm;
mod value;
mod xirr;

use std::path::Path;

use serde_json::Value;

pub use report::{FileReport, Report};
use value::{Checks, text};

/// What a run is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Move every expectation beyond its tolerance: every case that is not skipped must then fail.
    pub perturb: bool,
    /// Only these files, by name without extension.
    pub only: Vec<String>,
    /// A skip counts as a failure.
    pub no_skips: bool,
}

/// How a case came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every expectation held.
    Pass,
    /// The first expectation that did not hold.
    Fail {
        /// What the case expects.
        expected: String,
        /// What came out.
        got: String,
    },
    /// The case asks for something that is not here.
    Skip(String),
}

/// Why a case could not be judged.
#[derive(Debug)]
enum Fault {
    /// Its shape or setting is not supported.
    Unsupported(String),
    /// The engine refused its inputs.
    Refused(crate::engine::EngineError),
}

impl From<crate::engine::EngineError> for Fault {
    fn from(error: crate::engine::EngineError) -> Self {
        Self::Refused(error)
    }
}

/// Runs every case of every file of a folder.
///
/// # Errors
/// A message when the folder cannot be read or a file is not an array of cases.
pub fn run(folder: &Path, options: &Options) -> Result<Report, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut report = Report::default();
    for path in paths {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if !options.only.is_empty() && !options.only.contains(&name) {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let cases: Vec<Value> =
            serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut file = FileReport::new(name);
        for case in &cases {
            file.enter(text(case, "id").unwrap_or("?").to_owned(), judge(case, options.perturb));
        }
        report.files.push(file);
    }
    Ok(report)
}

/// Judges one case.
#[must_use]
pub fn judge(case: &Value, perturb: bool) -> Outcome {
    let mut checks = Checks::new(case, perturb);
    let result = match text(case, "topic") {
        Some("day_count") => day_count::check(case, &mut checks),
        Some("schedule") => schedule::check(case, &mut checks),
        Some("instalment" | "overpayment_schedule" | "moratorium") => tables::check(case, &mut checks),
        Some("late_fee_penalty" | "penalty") => late::check(case, &mut checks),
        Some("allocation") => allocation::check(case, &mut checks),
        Some("credit_card_payoff") => card::check_payoff(case, &mut checks),
        Some("credit_card_minimum") => card::check_minimum(case, &mut checks),
        Some("delinquency") => delinquency::check(case, &mut checks),
        Some("rate_change" | "interest_pause" | "reschedule") => replay::check(case, &mut checks),
        Some("emi_event_table") => replay::check_steps(case, &mut checks),
        Some("tvm") => tvm::check(case, &mut checks),
        Some("xirr") => xirr::check(case, &mut checks),
        Some("apr") => apr::check(case, &mut checks),
        Some("multi_debt_payoff") => multi_debt::check_payoff(case, &mut checks),
        Some("pro_rata_split") => multi_debt::check_split(case, &mut checks),
        Some(topic) => match rules_procedure::check(topic, case, &mut checks) {
            Some(judged) => judged,
            // Other cases of law are told by whose it is; their topics are sentences.
            None if case.get("jurisdiction").is_some() => rules::check(case, topic, &mut checks),
            None => Err(Fault::Unsupported(format!("topic {topic} has no counterpart in the engine"))),
        },
        None => Err(Fault::Unsupported("the case names no topic".to_owned())),
    };
    match result {
        Ok(()) => checks.outcome(),
        Err(Fault::Unsupported(reason)) => Outcome::Skip(reason),
        Err(Fault::Refused(error)) => {
            Outcome::Fail { expected: "a result".to_owned(), got: format!("the engine refused: {error}") }
        }
    }
}
