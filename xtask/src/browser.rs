//! What runs in a real browser: journeys, screenshots, the slider's bench.

use crate::counts::{self, Counts};
use crate::run::{self, Result, Step, command};
use crate::{serve, site, tools};
use std::process::Command;

/// `cargo xtask e2e [filter]`.
pub fn e2e(filter: Option<&str>) -> Result<()> {
    let counts = journeys(filter)?;
    if counts.failed == 0 {
        Ok(())
    } else {
        Err(format!("{} of {} journeys failed", counts.failed, counts.passed + counts.failed))
    }
}

/// Runs the journeys and reads their totals.
pub fn journeys(filter: Option<&str>) -> Result<Counts> {
    let mut node = prepared("tests/e2e/run.mjs")?;
    node.args(filter);
    let _step = Step::new("Browser journeys");
    let (succeeded, output) = run::tee(&mut node)?;
    let counts = counts::summary(&output).ok_or("the journeys printed no totals")?;
    Ok(counts::honest(succeeded, counts))
}

pub fn shots() -> Result<()> {
    let mut node = prepared("tests/e2e/shots.mjs")?;
    let _step = Step::new("Screenshots");
    run::run(&mut node)
}

/// Slider input to painted chart.
pub fn slider() -> Result<()> {
    let mut node = prepared("tests/e2e/bench.mjs")?;
    let _step = Step::new("Slider input to painted chart");
    run::run(&mut node)
}

/// Node with this script, once the site, the desk and a browser are there.
fn prepared(script: &str) -> Result<Command> {
    site::build()?;
    tools::for_browser()?;
    let desks = serve::desks(serve::Built::ForTests)?;
    let mut node = command("node");
    node.arg(script)
        .env("DUEWISE_DESK", desks.desk)
        .env("DUEWISE_RECEIVER", desks.receiver)
        .env("DUEWISE_CLI", desks.duewise)
        .env("DUEWISE_DIST", run::root().join("dist"))
        .env("CHROMIUM", tools::chromium()?);
    Ok(node)
}
