// A small runner: a journey is a title and an async function. It prints what ran and never stops at a failure.
import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const journeys = [];
let file = "";

/** Declares a journey. `options.timeout` in seconds (default 60). */
export function journey(title, options, body) {
  if (typeof options === "function") [options, body] = [{}, options];
  journeys.push({ file, title, timeout: 60, ...options, body });
}

/** Loads every spec below the folder; a filter matches the file or the title. */
export async function load(folder, filter = "") {
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".spec.mjs")).sort()) {
    file = name.replace(".spec.mjs", "");
    await import(pathToFileURL(join(folder, name)).href);
  }
  const wanted = filter.toLowerCase();
  return journeys.filter((each) => `${each.file}: ${each.title}`.toLowerCase().includes(wanted));
}

/** Runs them one after another with what `open` gives each; returns the failures. */
export async function run(wanted, open) {
  const failures = [];
  let current = "";
  for (const each of wanted) {
    if (each.file !== current) console.log(`\n${(current = each.file)}`);
    const begun = Date.now();
    let error = null;
    let stage = null;
    try {
      stage = await open(each);
      await within(each.timeout, each.body(stage));
      await stage.check();
    } catch (caught) {
      error = caught;
    }
    const trouble = await stage?.close(error).catch((caught) => caught);
    error ??= trouble instanceof Error ? trouble : null;
    const seconds = ((Date.now() - begun) / 1000).toFixed(1);
    console.log(`  ${error ? "FAIL" : "ok"}  ${each.title} (${seconds} s)${stage?.notes.length ? `: ${stage.notes.join("; ")}` : ""}`);
    if (error) {
      console.log(indent(String(error.stack ?? error)));
      failures.push(`${each.file}: ${each.title}: ${String(error.message ?? error).split("\n")[0]}`);
    }
  }
  return failures;
}

function within(seconds, promise) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`not done after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const indent = (text) => text.split("\n").slice(0, 14).map((line) => `        ${line}`).join("\n");
