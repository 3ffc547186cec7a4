// A page of somebody else's with the simulator on it, and stand-ins for frames of other versions.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startHosts } from "./hosts.mjs";

const HOSTS = fileURLToPath(new URL("../hosts/", import.meta.url));
/** Every event of the element. */
export const EVENTS = ["ready", "resize", "change", "request", "error"].map((name) => `duewise-${name}`);
/** The page's own words, which stay when anything fails. */
export const WORDS = "Ask the office what a late payment costs.";

/** The line that a lender puts on a page. */
export function line(origin, attributes = 'principal="5000" lang="en"', release = "v1") {
  return `<script async src="${origin}/embed/${release}/duewise.js"></script>\n<duewise-simulator ${attributes}><p id="words">${WORDS}</p></duewise-simulator>`;
}

/** A page around it that writes down what its scripts can see: every event with its detail, and every message. */
export function around(content, language = "en") {
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>A lender</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><script>
window.seen = [];
for (const name of ${JSON.stringify(EVENTS)}) addEventListener(name, (event) => seen.push([name, event.detail, event.target.id]));
addEventListener("message", (event) => seen.push(["message", event.data, event.origin]));
</script></head><body><h1>Our loans</h1><main>${content}</main></body></html>`;
}

/** Other sites for one journey; they stop when it ends. */
export async function withHosts(stage, body) {
  const hosts = await startHosts();
  stage.watch.allow(hosts.origin);
  try {
    return await body(hosts);
  } finally {
    await hosts.stop();
  }
}

/** A site with the real script and a frame that only speaks the protocol; `behaviour` is what its `data-` attributes say. */
export async function standIn(stage, hosts, behaviour = {}, headers = {}) {
  const script = await fetch(`${stage.origin}/embed/v1/duewise.js`);
  if (!script.ok) throw new Error(`/embed/v1/duewise.js: ${script.status}`);
  hosts.page("/embed/v1/duewise.js", await script.text());
  hosts.page("/embed/v1/mock-frame.js", readFileSync(`${HOSTS}mock-frame.js`));
  let page = readFileSync(`${HOSTS}mock-frame.html`, "utf8");
  for (const [name, value] of Object.entries(behaviour)) {
    page = page.replace(new RegExp(`data-${name}="[^"]*"`), `data-${name}="${String(value).replaceAll('"', "&quot;")}"`);
  }
  hosts.page("/embed/v1/frame.html", page, headers);
}

/** The frame of the element, once it answers. */
export async function frameOf(page, selector = "duewise-simulator") {
  await until(page, selector, "ready");
  return page.locator(selector).locator("iframe").contentFrame();
}

/** Waits until the element is in this state. */
export async function until(page, selector, state) {
  await page.waitForFunction(([which, wanted]) => document.querySelector(which)?.state === wanted, [selector, state], { polling: 50 });
}

/** What the page's scripts saw so far: `[name, detail, id]`. */
export function seen(page, name) {
  return page.evaluate((wanted) => seen.filter(([each]) => !wanted || each === wanted), name);
}

/** What this frame heard of its settings, the last of each; stand-ins only. */
export async function settings(frame) {
  return JSON.parse(await frame.locator("html").getAttribute("data-settings"));
}

/** Waits until it is so. */
export async function waits(is, what) {
  const end = Date.now() + 8000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
