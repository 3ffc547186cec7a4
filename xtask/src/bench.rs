//! `bench`: the engine's own wasm, compiled by the portal's profile, against JavaScript's decimal libraries in one page.

use crate::run::{self, Result, Step, command};
use crate::{browser, site, tools};
use std::path::PathBuf;

/// `cargo xtask bench [engine|slider]`.
pub fn bench(which: Option<&str>) -> Result<()> {
    match which {
        None => engine().and_then(|()| browser::slider()),
        Some("engine") => engine(),
        Some("slider") => browser::slider(),
        Some(other) => Err(format!("no bench `{other}`: there are `engine` and `slider`")),
    }
}

fn engine() -> Result<()> {
    tools::for_build()?;
    tools::for_browser()?;
    let folder = compile()?;
    let mut node = command("node");
    node.arg("benches/browser/run.mjs").env("DUEWISE_BENCH", folder).env("CHROMIUM", tools::chromium()?);
    let _step = Step::new("The engine against decimal libraries, in one Chromium run");
    run::run(&mut node)
}

/// The wasm with its glue and the page's script, beside what Cargo builds; dist/ is not touched.
fn compile() -> Result<PathBuf> {
    let _step = Step::new("Compiling the engine for the bench by the portal's profile (about a minute)");
    let target = run::target_dir()?;
    let folder = target.join("bench");
    let triple = "wasm32-unknown-unknown";
    let mut cargo = command("cargo");
    cargo.args(["build", "--locked", "--profile", "wasm", "--target", triple, "--features", "bench", "--bin", "bench"]);
    run::run(&mut cargo)?;
    let compiled = target.join(triple).join("wasm/bench.wasm");
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(&folder).arg(compiled);
    run::run(&mut bindgen)?;
    let wasm = folder.join("bench_bg.wasm");
    let mut optimise = command("wasm-opt");
    optimise.args(site::wasm_opt_options("portal")?).arg(&wasm).arg("-o").arg(&wasm);
    run::run(&mut optimise)?;
    let mut bundle = command("esbuild");
    bundle.args(["benches/browser/page.mjs", "--bundle", "--format=esm", "--target=es2022", "--log-level=warning"]);
    bundle.arg(format!("--outfile={}", folder.join("page.js").display()));
    run::run(&mut bundle)?;
    Ok(folder)
}
