//! `cargo xtask`: one way to build, serve, test and look at Duewise. It installs what is missing and nothing else.

mod bench;
mod browser;
mod budget;
mod compress;
mod content;
mod counts;
mod embed;
mod files;
mod mutants;
mod page;
mod run;
mod scorm;
mod serve;
mod site;
mod suites;
mod tools;

use std::process::ExitCode;

const HELP: &str = "cargo xtask COMMAND

  serve [--port N]   build what changed, start the desk and print the address (default port 8420)
  test               everything CI checks; the last line is the totals
  build              the release portal in dist/, compressed ahead of time
  e2e [filter]       browser journeys only (those whose file or title contains the filter)
  shots              a sheet of screenshots: tests/e2e/out/shots/index.html
  bench [which]      `engine`: the engine against JavaScript's decimal libraries, in one Chromium run;
                     `slider`: slider input to painted chart, at 4x CPU throttling; neither named: both
  mutants [--part engine|law] [--seed N] [--count N] [--only PATH] [--vectors PATH] [--again]
                     mutation testing of the engine, or of the law (docs/mutation.md); hours, and it goes on where it stopped
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: &[String]) -> run::Result<()> {
    let rest = args.get(1..).unwrap_or_default();
    match args.first().map(String::as_str) {
        Some("serve") => serve::serve(rest),
        Some("test") => suites::test(),
        Some("build") => site::build().map(drop),
        Some("e2e") => browser::e2e(rest.first().map(String::as_str)),
        Some("shots") => browser::shots(),
        Some("bench") => bench::bench(rest.first().map(String::as_str)),
        Some("mutants") => mutants::mutants(rest),
        None | Some("help" | "--help" | "-h") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("no command `{other}`\n\n{HELP}")),
    }
}
