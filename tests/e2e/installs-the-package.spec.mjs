// The npm package as somebody else would have it: packed, installed into a fresh project, type-checked, built, clicked through.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { promisify } from "node:util";
import { frameOf, waits, withHosts } from "./harness/embeds.mjs";
import { journey } from "./harness/runner.mjs";

const PACKAGE = fileURLToPath(new URL("../../packages/embed/", import.meta.url));
const PROJECT = fileURLToPath(new URL("./hosts/react/", import.meta.url));
const QUIET = ["--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"];
const SECRET = "73911.37";
const runs = promisify(execFile);

/** Runs a program; a failure says what it printed. */
async function run(folder, program, args, environment = {}) {
  try {
    const { stdout } = await runs(program, args, { cwd: folder, env: { ...process.env, ...environment }, maxBuffer: 1 << 24 });
    return stdout;
  } catch (error) {
    throw Object.assign(new Error(`${program} ${args.join(" ")}: ${error.stdout}\n${error.stderr}`), { stdout: error.stdout });
  }
}

let built;
/** Builds the package as it stands, once for all journeys of this run. */
const build = () => (built ??= withFolder((folder) => run(PACKAGE, process.execPath, ["build.mjs", folder])));

/** Gives `body` a folder that is gone afterwards. */
async function withFolder(body) {
  const folder = mkdtempSync(join(tmpdir(), "duewise-package-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Packs it; returns the tarball's path. */
async function pack(folder) {
  await build();
  const [{ filename, files }] = JSON.parse(await run(PACKAGE, "npm", ["pack", "--json", "--loglevel=error", "--pack-destination", folder]));
  const names = files.map(({ path }) => path);
  for (const needed of ["README.md", "LICENSE-MIT", "custom-elements.json", "dist/index.js", "dist/pure.js", "dist/index.d.ts", "dist/react.d.ts"]) {
    assert.ok(names.includes(needed), `${needed} is missing: ${names.join(" ")}`);
  }
  assert.ok(names.every((name) => !/src\/|\.mjs$|tsconfig/.test(name)), names.join(" "));
  return join(folder, filename);
}

/** The page's types check; in the sheet of mistakes the marked lines are refused, and no others. */
async function checksTypes(folder) {
  const file = join(folder, "src/wrong.tsx");
  renameSync(`${file}.txt`, file);
  const marked = readFileSync(file, "utf8").split("\n").flatMap((line, at) => (line.endsWith("// WRONG") ? [at + 1] : []));
  const said = await run(folder, process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit", "--pretty", "false"])
    .then(() => "", ({ stdout }) => stdout);
  const errors = said.split("\n").filter((line) => /error TS/.test(line));
  const refused = errors.map((line) => Number(/^src\/wrong\.tsx\((\d+),\d+\): error/.exec(line)?.[1] ?? NaN));
  assert.ok(marked.length > 0);
  assert.deepEqual([...new Set(refused)], marked, said);
  rmSync(file);
}

journey("the package installs into a Vite and React project, its types check, and the page works", { timeout: 240 }, (stage) =>
  withFolder((folder) => withHosts(stage, async (hosts) => {
    const project = join(folder, "project");
    cpSync(PROJECT, project, { recursive: true, filter: (path) => !path.slice(PROJECT.length).includes("node_modules") });
    const [tarball] = await Promise.all([pack(folder), run(project, "npm", ["ci", ...QUIET])]);
    await run(project, "npm", ["install", "--no-save", ...QUIET, tarball]);
    await checksTypes(project);
    await run(project, process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "error"], { VITE_EMBED_BASE: `${stage.origin}/embed/v1/` });
    hosts.folder("/", join(project, "dist"));
    await clicksThrough(stage, hosts);
  })));

async function clicksThrough(stage, hosts) {
  const page = await stage.page({ clock: "runs" });
  await page.goto(`${hosts.origin}/index.html`);
  const frame = await frameOf(page);
  const amount = async () => Number((await frame.locator("#f-principal").inputValue()).replace(/,/g, ""));
  const notes = () => page.locator("#seen").innerText();
  await page.locator("#state").filter({ hasText: "ready" }).waitFor();
  await waits(async () => (await amount()) === 1200, "a number as a property");
  await page.locator("#double").click();
  await waits(async () => (await amount()) === 2400, "a new property reaches the frame");
  await frame.locator("#f-principal").fill(SECRET);
  await waits(async () => (await notes()).includes('change {"field":"principal"}'), "React hears of the change");
  await page.locator("#double").click();
  await page.locator("#dark").click();
  await page.waitForTimeout(200);
  assert.equal(await amount(), Number(SECRET), "what was typed stays");
  await page.locator("#again").click();
  await waits(async () => (await notes()).split("ready 1.").length === 3, "the method of the element loads it again");
  await waits(async () => (await amount()) === Number(SECRET), "what was typed stays");
  const all = await page.locator("body").innerText();
  assert.ok(!/911/.test(all) && !/error/.test(all), all);
}

journey("the package can be imported where there is no browser, and then does nothing", (stage) =>
  withFolder(async (folder) => {
    await build();
    const script = `
      const before = Object.getOwnPropertyNames(globalThis).length;
      const pure = await import(${JSON.stringify(pathToFileURL(join(PACKAGE, "dist/pure.js")).href)});
      const index = await import(${JSON.stringify(pathToFileURL(join(PACKAGE, "dist/index.js")).href)});
      const refused = [];
      for (const base of ["http://lender.example/embed/v1/", "javascript:alert(1)", "https://a:b@lender.example/", "https://lender.example/?x", "", "data:,x"]) {
        try { index.setBase(base); refused.push("taken: " + base); } catch (error) { refused.push(error.name); }
      }
      for (const base of ["https://lender.example/embed/v1", "http://localhost:8420/embed/v1/", "http://127.0.0.1/x/"]) index.setBase(base);
      console.log(JSON.stringify([Object.getOwnPropertyNames(globalThis).length - before, pure.VERSION, index.define === pure.define, [...new Set(refused)]]));`;
    const said = JSON.parse(await run(folder, process.execPath, ["--input-type=module", "--eval", script]));
    const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
    assert.deepEqual(said, [0, version, true, ["TypeError"]]);
    stage.note(`version ${version}`);
  }));

journey("in a browser, the pure entry defines nothing until it is asked, under any name, with its own folder", (stage) =>
  withHosts(stage, async (hosts) => {
    await build();
    hosts.folder("/dist/", join(PACKAGE, "dist"));
    hosts.page("/", '<!doctype html><html lang="en"><link rel="icon" href="data:,"><body><script type="module" src="/page.js"></script><a-simulator principal="31">words</a-simulator><b-simulator base="https:/">words</b-simulator>');
    hosts.page("/page.js", `
      window.errors = [];
      addEventListener("duewise-error", ({ detail, target }) => errors.push([target.localName, detail]));
      const { define, DuewiseSimulator } = await import("/dist/pure.js");
      window.before = [customElements.get("duewise-simulator"), customElements.get("a-simulator")].map(String);
      const made = define("a-simulator", { base: ${JSON.stringify(`${stage.origin}/embed/v1/`)} });
      define("b-simulator");
      window.after = [define("a-simulator") === made, document.querySelector("a-simulator") instanceof DuewiseSimulator];`);
    const page = await stage.page({ clock: "runs" });
    await page.goto(`${hosts.origin}/`);
    const frame = await frameOf(page, "a-simulator");
    await waits(async () => /^31(\.00)?$/.test(await frame.locator("#f-principal").inputValue()), "it is configured");
    assert.deepEqual(await page.evaluate(() => [window.before, window.after]), [["undefined", "undefined"], [true, true]]);
    assert.deepEqual(await page.evaluate(() => window.errors), [["b-simulator", { code: "setting", setting: "base" }]]);
  }));
