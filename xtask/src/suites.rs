//! `test`: every suite runs, whatever failed before it; a suite that ran nothing has failed; the last line is the totals.

use crate::counts::{self, Counts};
use crate::run::{self, Result, Step, command};
use crate::{browser, budget, serve, site, tools};
use std::time::Instant;

const CONFORM: &str = "allocation,apr,card,day_count,late,multi_debt,replay_delinquency,replay_interest_pause,\
    replay_rate_change,replay_reschedule,schedule_fineract,schedule_other,tvm,xirr";
/// Files of which some cases ask for what no loan does here: a payment for the last instalment before the others.
const MOSTLY: [&str; 1] = ["replay_emi_events"];
/// How many in a hundred cases of such a file must pass.
const LEAST: u64 = 90;
const VECTORS: &str = "../shared/vectors";

/// What each suite said, in order.
#[derive(Default)]
struct Report {
    lines: Vec<(String, Counts, Option<String>)>,
    skipped: Vec<String>,
}

impl Report {
    fn suite(&mut self, name: &str, body: impl FnOnce() -> Result<Counts>) {
        let outcome = {
            let _step = Step::new(name);
            body()
        };
        let (counts, problem) = match outcome {
            Ok(counts) if counts.failed > 0 => (counts, Some(format!("{} failed", counts.failed))),
            Ok(counts) if counts.passed == 0 => (Counts { passed: 0, failed: 1 }, Some("ran no tests".to_owned())),
            Ok(counts) => (counts, None),
            Err(error) => (Counts { passed: 0, failed: 1 }, Some(error)),
        };
        println!("-- {name}: {} passed, {} failed", counts.passed, counts.failed);
        self.lines.push((name.to_owned(), counts, problem));
    }

    fn skip(&mut self, line: &str) {
        println!("\n== {line}");
        self.skipped.push(line.to_owned());
    }

    fn finish(self, start: Instant) -> Result<()> {
        println!("\n== Report ({:.0} s)", start.elapsed().as_secs_f32());
        let mut total = Counts::default();
        for (name, counts, _) in &self.lines {
            println!("   {:5} passed {:3} failed  {name}", counts.passed, counts.failed);
            total += *counts;
        }
        for line in &self.skipped {
            println!("   {line}");
        }
        let problems: Vec<_> =
            self.lines.iter().filter_map(|(name, _, problem)| problem.as_ref().map(|text| (name, text))).collect();
        for (name, problem) in &problems {
            println!("FAILED {name}: {problem}");
        }
        println!("TOTAL: {} passed, {} failed in {} suites", total.passed, total.failed, self.lines.len());
        if problems.is_empty() {
            Ok(())
        } else {
            Err(format!("{} of {} suites failed", problems.len(), self.lines.len()))
        }
    }
}

pub fn test() -> Result<()> {
    let start = Instant::now();
    tools::for_build()?;
    tools::for_browser()?;
    // The site's wasm is compiled by one thread most of the time; the other suites have the other core meanwhile.
    let site = std::thread::spawn(site::build);
    let mut report = Report::default();
    report.suite("format", || one(command("cargo").args(["fmt", "--all", "--check"])));
    report.suite("clippy", clippy);
    report.suite("xtask's own tests", || cargo_test(&["--package", "xtask"]));
    report.suite("unit tests", || {
        let mut counts = cargo_test(&["--features", "cli,desk", "--lib", "--bins"])?;
        counts += cargo_test(&["--features", "cli,desk", "--doc"])?;
        Ok(counts)
    });
    report.suite("integration tests", || cargo_test(&["--features", "cli,desk", "--test", "it"]));
    report.suite("tests in wasm", wasm_tests);
    report.suite("release build", || {
        site.join().map_err(|_| "the build panicked".to_owned())??;
        Ok(Counts::of(true))
    });
    report.suite("size budgets", || budget::check(&run::root().join("dist")));
    report.suite("browser journeys", || browser::journeys(None));
    if run::root().join(VECTORS).is_dir() {
        report.suite("published cases", || conform(false));
        report.suite("published cases, every expectation moved", || conform(true));
        for file in MOSTLY {
            report.suite(&format!("published cases of {file}"), || mostly(file));
        }
    } else {
        report.skip(&format!("published cases: not run, {VECTORS} does not exist here"));
    }
    report.finish(start)
}

fn one(command: &mut std::process::Command) -> Result<Counts> {
    run::run(command).map(|()| Counts::of(true))
}

fn clippy() -> Result<Counts> {
    let deny = ["--locked", "--quiet", "--", "-D", "warnings"];
    let mut counts = Counts::default();
    for arguments in [
        &["clippy", "--all-targets", "--features", "cli,desk"][..],
        &["clippy", "--target", "wasm32-unknown-unknown", "--features", "apps,worker", "--bins", "--lib"],
        &["clippy", "--package", "xtask", "--all-targets"],
    ] {
        counts += Counts::of(run::run(command("cargo").args(arguments).args(deny)).is_ok());
    }
    Ok(counts)
}

fn cargo_test(arguments: &[&str]) -> Result<Counts> {
    let (succeeded, output) = run::tee(command("cargo").args(["test", "--locked", "--no-fail-fast"]).args(arguments))?;
    Ok(counts::honest(succeeded, counts::cargo(&output)))
}

fn wasm_tests() -> Result<Counts> {
    let driver = tools::which("chromedriver").ok_or("no chromedriver on PATH")?;
    let mut test = command("cargo");
    test.args(["test", "--locked", "--target", "wasm32-unknown-unknown", "--features", "ui", "--test", "web"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    let (succeeded, output) = run::tee(&mut test)?;
    Ok(counts::honest(succeeded, counts::cargo(&output)))
}

/// The published cases of a file: none fails, at most a tenth is skipped, and with every expectation moved each fails.
fn mostly(file: &str) -> Result<Counts> {
    let program = serve::desks(serve::Built::ForTests)?.duewise;
    let judged = |more: &[&str]| {
        run::tee(command(&program.display().to_string()).args(["conform", "--only", file]).args(more).arg(VECTORS))
    };
    let (succeeded, output) = judged(&[])?;
    let seen = counts::summary(&output).ok_or("conform printed no totals")?;
    let all = seen.passed + seen.failed + counts::skipped(&output);
    if seen.passed * 100 < all * LEAST {
        return Err(format!("{} of {all} cases of {file} pass; at least {LEAST} % must", seen.passed));
    }
    let (moved_succeeded, output) = judged(&["--perturb"])?;
    let moved = counts::summary(&output).ok_or("conform --perturb printed no totals")?;
    if moved_succeeded || moved.failed != seen.passed {
        return Err(format!("{} of {} cases of {file} fail when their figures are moved", moved.failed, seen.passed));
    }
    Ok(counts::honest(succeeded, seen))
}

/// The published cases of these files, none skipped. With every expectation moved, each must fail.
fn conform(perturbed: bool) -> Result<Counts> {
    let program = serve::desks(serve::Built::ForTests)?.duewise;
    let mut command = command(&program.display().to_string());
    command.args(["conform", "--only", CONFORM, "--no-skips"]);
    if perturbed {
        command.arg("--perturb");
    }
    let (succeeded, output) = run::tee(command.arg(VECTORS))?;
    let seen = counts::summary(output.lines().next_back().unwrap_or_default()).ok_or("conform printed no totals")?;
    if !perturbed {
        return Ok(counts::honest(succeeded, seen));
    }
    // Turned round: a case that still passes has not been looked at.
    if succeeded {
        return Err("conform --perturb succeeded; it must fail".to_owned());
    }
    Ok(Counts { passed: seen.failed, failed: seen.passed })
}
