// The engine against JavaScript's decimal libraries, in one Chromium run on the release wasm. Run by `cargo xtask bench`.
//
// The page comes from a server of its own that isolates it, so that its clock is as fine as browsers allow.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../../tests/e2e/harness/browser.mjs";

const folder = process.env.DUEWISE_BENCH;
if (!folder) throw new Error("run this by `cargo xtask bench`: it names the folder of the compiled bench");
const KINDS = { html: "text/html", js: "text/javascript", wasm: "application/wasm" };
const PAGE = `<!doctype html><title>bench</title><script type="module">
import init from "/bench.js"; import "/page.js"; await init(); globalThis.ready = true;</script>`;

const server = createServer(async (request, answer) => {
  const name = request.url === "/" ? "index.html" : request.url.slice(1);
  const body = name === "index.html" ? PAGE : await readFile(join(folder, name)).catch(() => null);
  const headers = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
  answer.writeHead(body === null ? 404 : 200, { ...headers, "Content-Type": KINDS[name.split(".").pop()] ?? "text/plain" });
  answer.end(body ?? "");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const browser = await launch();
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(`page: ${error.message}`));
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForFunction(() => globalThis.ready);
console.log(`Chromium ${browser.version()}`);

const found = await page.evaluate(() => globalThis.bench.compare());
console.log(`compared first: ${found.rows} rows and ${found.points} points of each contestant with ours, to the cent`);
for (const each of found.differences) console.log(`  DIFFERENT ${each.library}, ${each.task}: line ${each.at}: ours ${each.ours}, theirs ${each.theirs}`);
const wrong = found.differences.some((each) => !each.library.startsWith("f64"));

const micro = (ms) => (ms * 1000).toFixed(ms < 0.01 ? 2 : 1).padStart(11);
const verdicts = [];
const verdict = (name, figure, unit, reached) => verdicts.push(`  ${reached ? "reached" : "MISSED "}  ${name}: ${figure}${unit}`);
for (const [task, title] of [["schedule", "360 rows, equal instalments, to the cent"], ["curve", "three years of a late charge"]]) {
  const list = await page.evaluate((name) => globalThis.bench.contest(name), task);
  const [ours, ...others] = list;
  console.log(`\n${title} (microseconds a call)\n  ${"".padEnd(22)}${["median", "p10", "p90", "times ours"].map((text) => text.padStart(11)).join("")}`);
  for (const each of list) {
    console.log(`  ${each.name.padEnd(22)}${micro(each.median)}${micro(each.low)}${micro(each.high)}${(each.median / ours.median).toFixed(2).padStart(11)}`);
  }
  const exact = others.filter((each) => !each.name.startsWith("f64")).map((each) => each.median);
  const ratio = Math.min(...exact) / ours.median;
  verdict(`${title}, times the fastest exact library (at least 10)`, ratio.toFixed(1), "", ratio >= 10);
}
const alone = await page.evaluate(() => globalThis.bench.alone());
console.log("\nour own (microseconds a call)");
for (const each of alone) console.log(`  ${each.name.padEnd(26)}${micro(each.median)}${micro(each.low)}${micro(each.high)}`);
const growth = alone[1].median / alone[0].median;
verdict("ten times the horizon costs (at most 1.2 times)", growth.toFixed(2), "", growth <= 1.2);
verdict("100 debts of 360 rows replayed (at most 50 ms)", alone[2].median.toFixed(1), " ms", alone[2].median <= 50);
console.log(`\n${verdicts.join("\n")}`);
await browser.close();
server.close();
if (wrong) throw new Error("a contestant's result differs from ours: the times mean nothing");
