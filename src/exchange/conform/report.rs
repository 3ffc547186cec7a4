//! The tally of a conformance run.

use core::fmt::Write;

use super::Outcome;

/// How many failures of one file are printed unless all are asked for.
const SHOWN: usize = 20;

/// The outcomes of one file.
#[derive(Debug, Default)]
pub struct FileReport {
    name: String,
    outcomes: Vec<(String, Outcome)>,
}

/// The outcomes of a run.
#[derive(Debug, Default)]
pub struct Report {
    /// File by file, in order of name.
    pub files: Vec<FileReport>,
}

impl FileReport {
    pub(super) fn new(name: String) -> Self {
        Self { name, outcomes: Vec::new() }
    }

    pub(super) fn enter(&mut self, id: String, outcome: Outcome) {
        self.outcomes.push((id, outcome));
    }

    fn count(&self, which: impl Fn(&Outcome) -> bool) -> usize {
        self.outcomes.iter().filter(|(_, outcome)| which(outcome)).count()
    }

    fn write(&self, out: &mut String, verbose: bool) {
        let passed = self.count(|outcome| *outcome == Outcome::Pass);
        _ = writeln!(out, "{} {passed}/{}", self.name, self.outcomes.len());
        let mut shown = 0_usize;
        for (id, outcome) in &self.outcomes {
            match outcome {
                Outcome::Fail { expected, got } if verbose || shown < SHOWN => {
                    shown = shown.saturating_add(1);
                    _ = writeln!(out, "FAIL {id}: expected {expected} got {got}");
                }
                Outcome::Skip(reason) => _ = writeln!(out, "SKIP {id}: {reason}"),
                Outcome::Pass | Outcome::Fail { .. } => {}
            }
        }
    }
}

impl Report {
    fn count(&self, which: impl Fn(&Outcome) -> bool) -> usize {
        self.files.iter().map(|file| file.count(&which)).sum()
    }

    /// How many cases passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.count(|outcome| *outcome == Outcome::Pass)
    }

    /// How many cases failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Fail { .. }))
    }

    /// How many cases were skipped.
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Skip(_)))
    }

    /// Whether the run is green: nothing failed, something ran, and nothing was skipped if that is asked for.
    #[must_use]
    pub fn is_green(&self, no_skips: bool) -> bool {
        self.failed() == 0 && self.passed() > 0 && !(no_skips && self.skipped() > 0)
    }

    /// The report as text: a line per file, failures and skips, the totals last.
    #[must_use]
    pub fn text(&self, verbose: bool) -> String {
        let mut out = String::new();
        for file in &self.files {
            file.write(&mut out, verbose);
        }
        _ = writeln!(out, "{} passed, {} failed, {} skipped", self.passed(), self.failed(), self.skipped());
        out
    }
}
