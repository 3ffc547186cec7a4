//! Laws that hold for every contract, checked on random ones.
//!
//! Ten thousand cases each, of one seed, so that a change is judged by what it changed. `DUEWISE_SEED` takes another
//! number, or `random`, which looks where nobody has looked yet; the seed is printed. Inputs that ever failed are kept in
//! `tests/it/laws/regressions.txt` and run first. `DUEWISE_CASES` lowers the number of cases (mutation testing
//! does); it never raises it, and the number that ran is printed.

mod allocation;
pub(crate) mod arbitrary;
mod cost;
#[cfg(feature = "files")]
mod csv;
mod dates;
mod lateness;
mod multi_debt;
mod overdue;
mod procedure;
mod relief;
mod replay;
mod schedule;
mod shapes;
mod steps;
mod swift;
mod working;

use std::io::Write;

use proptest::test_runner::{Config, FileFailurePersistence, RngSeed, TestRunner};

/// Cases per law.
const CASES: u32 = 10_000;

/// What the cases of a law grow from, if nothing else is asked for.
const SEED: u64 = 20_261_124;

/// Runs a law over random inputs.
pub(crate) fn law<S: proptest::strategy::Strategy>(
    name: &str,
    strategy: S,
    holds: impl Fn(S::Value) -> Result<(), proptest::test_runner::TestCaseError>,
) {
    law_of(CASES, name, strategy, holds);
}

/// [`law()`] with its own number of cases.
pub(crate) fn law_of<S: proptest::strategy::Strategy>(
    cases: u32,
    name: &str,
    strategy: S,
    holds: impl Fn(S::Value) -> Result<(), proptest::test_runner::TestCaseError>,
) {
    let fewer = std::env::var("DUEWISE_CASES").ok().and_then(|text| text.parse::<u32>().ok());
    let cases = fewer.map_or(cases, |fewer| fewer.clamp(1, cases));
    let seed = match std::env::var("DUEWISE_SEED").as_deref() {
        Ok("random") => {
            let clock = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            clock.map_or(SEED, |since| since.as_nanos() as u64)
        }
        given => given.ok().and_then(|text| text.parse().ok()).unwrap_or(SEED),
    };
    // Straight to stderr: the harness swallows what print macros write.
    _ = writeln!(std::io::stderr(), "law {name}: seed {seed}, {cases} cases");
    let config = Config {
        cases,
        max_global_rejects: cases.saturating_mul(4),
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/it/laws/regressions.txt"))),
        source_file: Some(file!()),
        ..Config::default()
    };
    let result = TestRunner::new(config).run(&strategy, holds);
    if let Err(failure) = result {
        panic!("law {name} broken (seed {seed}): {failure}");
    }
}
