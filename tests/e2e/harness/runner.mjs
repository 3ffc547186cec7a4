// A small runner: a journey is a title and an async function. It prints what ran and never stops at a failure.
import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

const journeys = [];
let file = "";

/** Declares a journey. `options.timeout` in seconds (default 60); with `options.apart` it waits for none of its file. */
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

/** The journeys by file, those apart each by itself, the ones that may take longest first: what lanes take from. */
export function byFile(wanted) {
  const files = new Map();
  for (const each of wanted) {
    const key = each.apart ? `${each.file}: ${each.title}` : each.file;
    files.set(key, [...(files.get(key) ?? []), each]);
  }
  const longest = (list) => list.reduce((sum, each) => sum + each.timeout, 0);
  return [...files.values()].sort((one, other) => longest(other) - longest(one));
}

/** Takes file after file from the queue and runs its journeys with what `open` gives each; returns the failures. `patience`
    stretches the time that a journey may take, where it does not have the machine for itself. */
export async function run(queue, open, patience = 1) {
  const failures = [];
  for (let list = queue.shift(); list; list = queue.shift()) {
    const lines = [`\n${list[0].file}`];
    for (const each of list) failures.push(...(await one(each, open, patience, lines)));
    // A file's lines stay together, whatever runs beside it.
    console.log(lines.join("\n"));
  }
  return failures;
}

async function one(each, open, patience, lines) {
  const begun = Date.now();
  let error = null;
  let stage = null;
  try {
    stage = await open(each);
    await within(each.timeout * patience, each.body(stage));
    await stage.check();
  } catch (caught) {
    error = caught;
  }
  const trouble = await stage?.close(error).catch((caught) => caught);
  error ??= trouble instanceof Error ? trouble : null;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  lines.push(`  ${error ? "FAIL" : "ok"}  ${each.title} (${seconds} s)${stage?.notes.length ? `: ${stage.notes.join("; ")}` : ""}`);
  if (!error) return [];
  lines.push(indent(String(error.stack ?? error)));
  return [`${each.file}: ${each.title}: ${String(error.message ?? error).split("\n")[0]}`];
}

function within(seconds, promise) {
  let timer;
  const late = new Promise((_, failed) => {
    timer = setTimeout(() => failed(new Error(`not done after ${seconds} s`)), seconds * 1000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const indent = (text) => text.split("\n").slice(0, 14).map((line) => `        ${line}`).join("\n");
