//! Runs the tests against one mutant, the fast ones first; the first that fails has caught it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::build::Programs;
use super::tree::Tree;
use crate::files;
use crate::run::{self, Result};

const UNIT: &str = "unit tests";
const INTEGRATION: &str = "integration tests";
const LAWS: &str = "laws";

/// Random cases per law: enough to see most wrong rules, few enough for seconds.
const CASES: &str = "100";
/// The laws run on the same cases for every mutant.
const SEED: &str = "20261123";
/// How many times its limit a suite may take by the clock: something else may be running beside it.
const PATIENCE: u32 = 5;
const REGRESSIONS: &str = "tests/it/laws/regressions.txt";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Caught,
    TimedOut,
    Survived,
}

impl Outcome {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Caught => "caught",
            Self::TimedOut => "timed out",
            Self::Survived => "survived",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        [Self::Caught, Self::TimedOut, Self::Survived].into_iter().find(|outcome| outcome.name() == name)
    }
}

/// Tests that are run together. A mutant is only shown to those that ask for it: to the others it makes no difference.
struct Suite {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    limit: Duration,
    parts: Vec<Part>,
}

/// One test by its name, or all that a program does, and the mutants that it asks for.
struct Part {
    test: Option<String>,
    reached: BTreeSet<usize>,
}

/// The suites with their time limits.
pub struct Judge {
    root: PathBuf,
    output: PathBuf,
    regressions: Vec<u8>,
    suites: Vec<Suite>,
}

impl Judge {
    /// Runs every suite without a mutant: it must pass, and its time sets the limits. Then runs each test alone to see
    /// which mutants it asks for.
    pub fn new(tree: &Tree, programs: Programs, vectors: Option<&PathBuf>, part: &super::part::Part) -> Result<Self> {
        let _step = run::Step::new("The tests without a mutant");
        let suite = |name, program: &PathBuf, arguments| Suite {
            name,
            program: program.clone(),
            arguments,
            limit: Duration::from_secs(600),
            parts: Vec::new(),
        };
        let mut suites = vec![suite(UNIT, &programs.unit, Vec::new())];
        suites.push(suite(INTEGRATION, &programs.it, Vec::new()));
        if let Some(vectors) = vectors {
            let mut arguments = vec!["conform".to_owned(), vectors.display().to_string()];
            if !part.cases.is_empty() {
                arguments.extend(["--only".to_owned(), part.cases.join(",")]);
            }
            suites.push(suite("published cases", &programs.duewise, arguments));
        }
        suites.push(suite(LAWS, &programs.it, Vec::new()));
        let regressions = fs::read(tree.root.join(REGRESSIONS)).unwrap_or_default();
        let output = tree.root.with_file_name("output.txt");
        let mut judge = Self { root: tree.root.clone(), output, regressions, suites };
        let mut tests = judge.tests(&programs.it)?;
        tests.retain(|test| part.tests.is_empty() || part.tests.iter().any(|start| test.starts_with(start)));
        let unit = judge.tests(&programs.unit)?;
        for index in 0..judge.suites.len() {
            let name = judge.suites[index].name;
            // The rules of the house read sources and say nothing about what they compute.
            let own = |test: &&String| match name {
                INTEGRATION => !test.starts_with("laws::") && !test.starts_with("architecture"),
                LAWS => test.starts_with("laws::"),
                _ => true,
            };
            let tests: &[String] = match name {
                UNIT => &unit,
                INTEGRATION | LAWS => &tests,
                _ => &[],
            };
            let named: Vec<Option<String>> = tests.iter().filter(own).cloned().map(Some).collect();
            let named = if named.is_empty() { vec![None] } else { named };
            let start = Instant::now();
            let (outcome, by) = judge.run(index, 0, &named)?;
            let took = start.elapsed();
            if outcome != Outcome::Survived {
                return Err(format!("{name} fail without a mutant: {by}"));
            }
            let limit = Duration::from_secs(10).max(took * 6);
            println!("   {name:20} {:.1} s, at most {:.0} s", took.as_secs_f32(), limit.as_secs_f32());
            let parts = named.into_iter().map(|test| {
                let reached = judge.reached(index, test.as_ref())?;
                Ok(Part { test, reached })
            });
            let parts = parts.collect::<Result<Vec<_>>>()?;
            (judge.suites[index].parts, judge.suites[index].limit) = (parts, limit);
        }
        Ok(judge)
    }

    /// The names of a program's tests.
    fn tests(&self, program: &PathBuf) -> Result<Vec<String>> {
        let mut list = Command::new(program);
        list.args(["--list", "--format", "terse"]).current_dir(&self.root);
        let output = list.output().map_err(|error| format!("{}: {error}", program.display()))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.lines().filter_map(|line| line.strip_suffix(": test")).map(str::to_owned).collect())
    }

    /// The mutants that a test asks for.
    fn reached(&self, suite: usize, test: Option<&String>) -> Result<BTreeSet<usize>> {
        let notes = self.root.with_file_name("reached.txt");
        files::write(&notes, "")?;
        let suite = &self.suites[suite];
        let mut command = self.command(suite, &[test.cloned()]);
        let output = command.env("DUEWISE_REACHED", &notes).output();
        output.map_err(|error| format!("cannot start the {}: {error}", suite.name))?;
        Ok(files::read_text(&notes)?.lines().filter_map(|line| line.parse().ok()).collect())
    }

    /// What becomes of a mutant, and by which suite and test.
    pub fn judge(&self, mutant: usize) -> Result<(Outcome, String)> {
        for (index, suite) in self.suites.iter().enumerate() {
            let parts = suite.parts.iter().filter(|part| part.reached.contains(&mutant));
            let tests: Vec<Option<String>> = parts.map(|part| part.test.clone()).collect();
            if tests.is_empty() {
                continue;
            }
            let (outcome, by) = self.run(index, mutant, &tests)?;
            if outcome != Outcome::Survived {
                return Ok((outcome, by));
            }
        }
        Ok((Outcome::Survived, String::new()))
    }

    fn command(&self, suite: &Suite, tests: &[Option<String>]) -> Command {
        let mut command = limited(&suite.program, suite.limit);
        command.args(&suite.arguments);
        if tests.iter().any(Option::is_some) {
            command.arg("--exact").args(tests.iter().flatten());
        }
        command
            .current_dir(&self.root)
            .env("DUEWISE_CASES", CASES)
            .env("DUEWISE_SEED", SEED)
            .env("PROPTEST_MAX_SHRINK_ITERS", "0")
            .env("RUST_BACKTRACE", "0");
        command
    }

    fn run(&self, suite: usize, mutant: usize, tests: &[Option<String>]) -> Result<(Outcome, String)> {
        let suite = &self.suites[suite];
        let file = File::create(&self.output).map_err(|error| format!("{}: {error}", self.output.display()))?;
        let mut command = self.command(suite, tests);
        command.env("DUEWISE_MUTANT", mutant.to_string()).stdin(Stdio::null()).stdout(file).stderr(Stdio::null());
        let start = Instant::now();
        let mut child = command.spawn().map_err(|error| format!("cannot start the {}: {error}", suite.name))?;
        let status = loop {
            if let Some(status) = child.try_wait().map_err(|error| format!("{}: {error}", suite.name))? {
                break Some(status);
            }
            if start.elapsed() > suite.limit * PATIENCE {
                end(&mut child);
                break None;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        // A law that a mutant broke leaves its case behind; the next mutant must not profit from it.
        super::tree::put(&self.root.join(REGRESSIONS), &self.regressions)?;
        Ok(match status {
            Some(status) if status.success() => (Outcome::Survived, String::new()),
            Some(status) if used_up(status) => (Outcome::TimedOut, suite.name.to_owned()),
            Some(_) => (Outcome::Caught, format!("{}: {}", suite.name, self.failed())),
            None => (Outcome::TimedOut, suite.name.to_owned()),
        })
    }

    /// The first failed test of the last run.
    fn failed(&self) -> String {
        let text = fs::read(&self.output).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let failed = text.lines().find_map(|line| {
            line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED")).or(line.strip_prefix("FAIL "))
        });
        failed.map_or_else(|| "ended early".to_owned(), |line| line.chars().take(80).collect())
    }
}

/// A mutant that never ends may also fill the memory: where there is a shell, it gets four gigabytes. The time that
/// counts is the processor's, which other work on the machine does not lengthen.
fn limited(program: &PathBuf, limit: Duration) -> Command {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let limits = format!("ulimit -v 4194304 2>/dev/null; ulimit -S -t {} 2>/dev/null", limit.as_secs());
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{limits}; exec \"$0\" \"$@\"")]).arg(program).process_group(0);
        command
    }
    #[cfg(not(unix))]
    {
        _ = limit;
        Command::new(program)
    }
}

/// Whether a suite was ended because its time was used up.
fn used_up(status: std::process::ExitStatus) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        const SIGXCPU: i32 = 24;
        status.signal() == Some(SIGXCPU)
    }
    #[cfg(not(unix))]
    {
        _ = status;
        false
    }
}

/// Ends a suite and what it started: the command line's tests start programs of their own.
fn end(child: &mut std::process::Child) {
    #[cfg(unix)]
    {
        let group = format!("-{}", child.id());
        _ = Command::new("kill").args(["-KILL", "--", &group]).status();
    }
    _ = child.kill();
    _ = child.wait();
}
