//! How many tests ran: read from what each runner prints.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    /// One check, kept or broken.
    pub fn of(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The sum of every `test result: ok. 3 passed; 0 failed; …` (Cargo's and wasm-bindgen's).
pub fn cargo(output: &str) -> Counts {
    let mut counts = Counts::default();
    for line in output.lines().filter(|line| line.trim_start().starts_with("test result:")) {
        counts += Counts { passed: before(line, " passed"), failed: before(line, " failed") };
    }
    counts
}

/// The last line that reads `… N passed, M failed …` (the journeys and `duewise conform`).
pub fn summary(output: &str) -> Option<Counts> {
    let line = output.lines().rev().find(|line| line.contains(" passed") && line.contains(" failed"))?;
    Some(Counts { passed: before(line, " passed"), failed: before(line, " failed") })
}

/// How many the last such line says were skipped.
pub fn skipped(output: &str) -> u64 {
    output.lines().rev().find(|line| line.contains(" skipped")).map_or(0, |line| before(line, " skipped"))
}

/// A runner that failed without naming a failed test (it did not compile, it crashed) has failed once.
pub fn honest(succeeded: bool, mut counts: Counts) -> Counts {
    if !succeeded && counts.failed == 0 {
        counts.failed = 1;
    }
    counts
}

/// The number just before a word.
fn before(line: &str, word: &str) -> u64 {
    line.find(word)
        .and_then(|at| line[..at].rsplit(|end: char| !end.is_ascii_digit()).next())
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Counts, cargo, summary};

    #[test]
    fn cargo_results_are_summed() {
        let output = "test result: ok. 12 passed; 0 failed; 1 ignored\nnoise\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(cargo(output), Counts { passed: 15, failed: 2 });
    }

    #[test]
    fn the_last_summary_counts() {
        assert_eq!(summary("a 1 passed, 0 failed\ne2e: 20 passed, 3 failed\n"), Some(Counts { passed: 20, failed: 3 }));
        assert_eq!(summary("nothing ran"), None);
        assert_eq!(super::skipped("40 passed, 0 failed, 3 skipped\n"), 3);
    }
}
