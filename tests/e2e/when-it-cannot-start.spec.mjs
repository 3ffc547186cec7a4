// A file is missing, cut short or changed; the browser is too old; the site forbids wasm; JavaScript is off.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { journey } from "./harness/runner.mjs";

const LOAD_NOISE = [/Failed to load resource/, /integrity/i, /digest/i];

async function panelSays(page, reason) {
  const panel = page.locator(`#fail-panel[data-failed="${reason}"]`);
  await panel.waitFor({ state: "visible", timeout: 20000 });
  assert.equal(await panel.getAttribute("role"), "alertdialog");
  const text = await panel.innerText();
  assert.match(text, /重新加载/);
  assert.doesNotMatch(text, /Reload/, "one language at a time");
  return panel;
}

for (const [what, answer] of [
  ["is missing", (route) => route.fulfill({ status: 404, body: "Not found" })],
  ["is cut short", async (route) => {
    const whole = await (await route.fetch()).body();
    await route.fulfill({ status: 200, contentType: "application/wasm", body: whole.subarray(0, whole.length / 2) });
  }],
  ["is the page instead (a host's fallback)", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html>" })],
]) {
  journey(`the wasm ${what}: it tries once more, then says so`, async (stage) => {
    stage.expect(...LOAD_NOISE);
    const page = await stage.page();
    let asked = 0;
    await page.route(/(portal|rooms)-.*\.wasm$/, (route) => { asked += 1; return answer(route); });
    await page.goto(stage.origin);
    await panelSays(page, "load");
    assert.equal(asked, 2, "once, and once more");
  });
}

journey("the wasm is broken only the first time: the second load is silent", async (stage) => {
  stage.expect(...LOAD_NOISE);
  const page = await stage.page();
  let asked = 0;
  await page.route(/(portal|rooms)-.*\.wasm$/, (route) => (asked++ ? route.continue() : route.fulfill({ status: 404, body: "" })));
  await page.goto(stage.origin);
  await page.waitForSelector('html[data-app="ready"]', { state: "attached", timeout: 20000 });
  assert.equal(await page.locator("#fail-panel").isVisible(), false);
});

journey("the script was changed on the way: it is not run", async (stage) => {
  stage.expect(...LOAD_NOISE, /Failed to fetch dynamically imported module/);
  const page = await stage.page();
  await page.route(/(portal|rooms)-.*\.js$/, async (route) => {
    const whole = await (await route.fetch()).text();
    await route.fulfill({ status: 200, contentType: "text/javascript", body: `${whole};globalThis.tampered=1` });
  });
  await page.goto(stage.origin);
  await panelSays(page, "load");
  assert.equal(await page.evaluate(() => globalThis.tampered), undefined);
});

journey("the wasm was changed on the way: it is not run", async (stage) => {
  stage.expect(...LOAD_NOISE);
  const page = await stage.page();
  await page.route(/(portal|rooms)-.*\.wasm$/, async (route) => {
    const whole = await (await route.fetch()).body();
    await route.fulfill({ status: 200, contentType: "application/wasm", body: Buffer.concat([whole, Buffer.from([0, 2, 1, 65])]) });
  });
  await page.goto(stage.origin);
  await panelSays(page, "load");
});

journey("a browser without WebAssembly is told so", async (stage) => {
  const page = await stage.page();
  await page.addInitScript(() => { delete globalThis.WebAssembly.instantiateStreaming; });
  await page.goto(stage.origin);
  await panelSays(page, "unsupported");
});

journey("a site that forbids wasm is told apart from a broken file", async (stage) => {
  stage.expect(/Content Security Policy/, /Failed to load resource/);
  const page = await stage.page();
  await page.route(`${stage.origin}/`, async (route) => {
    const answer = await route.fetch();
    const headers = answer.headers();
    headers["content-security-policy"] = headers["content-security-policy"].replace(" 'wasm-unsafe-eval'", "");
    await route.fulfill({ response: answer, headers });
  });
  await page.goto(`${stage.origin}/`);
  await panelSays(page, "blocked");
});

journey("slow is not broken: it says that it is still loading, and then starts", async (stage) => {
  const page = await stage.page();
  await page.route(/(portal|rooms)-.*\.wasm$/, async (route) => {
    await new Promise((done) => setTimeout(done, 12000));
    await route.continue();
  });
  await page.goto(stage.origin);
  await page.locator("#boot-slow").waitFor({ state: "visible", timeout: 12000 });
  assert.equal(await page.locator("#fail-panel").isVisible(), false);
  await page.waitForSelector('html[data-app="ready"]', { state: "attached", timeout: 10000 });
  assert.equal(await page.locator("#fail-panel").isVisible(), false);
});

journey("something is painted before the wasm arrives, in the person's language", async (stage) => {
  for (const [locale, words] of [["zh-CN", "晚了多花多少"], ["en-US", "what lateness will cost"]]) {
    const page = await stage.page({ locale });
    let let_go;
    const held = new Promise((done) => { let_go = done; });
    await page.route(/(portal|rooms)-.*\.wasm$/, async (route) => { await held; await route.continue().catch(() => {}); });
    await page.goto(stage.origin);
    assert.match(await page.locator("#shell").innerText(), new RegExp(words));
    assert.equal(await page.locator("html").getAttribute("lang"), locale === "zh-CN" ? "zh-CN" : "en");
    let_go();
    await page.waitForSelector('html[data-app="ready"]', { state: "attached" });
    assert.equal(await page.locator("#shell").count(), 0);
  }
});

journey("without JavaScript the page still helps, in both languages", async (stage) => {
  const page = await stage.page({ javaScript: false });
  await page.goto(stage.origin);
  const text = await page.locator("body").innerText();
  for (const words of ["请在浏览器设置里允许本站运行 JavaScript", "allow JavaScript", "应还明细", "breakdown of what is due"]) {
    assert.ok(text.includes(words), words);
  }
});

journey("what was saved can be downloaded although nothing starts", async (stage) => {
  stage.expect(...LOAD_NOISE);
  const context = await stage.context();
  const page = await stage.page({ context });
  await page.goto(stage.origin);
  await page.waitForSelector('html[data-app="ready"]', { state: "attached" });
  await page.evaluate(() => localStorage.setItem("duewise-rescue-test", "kept"));
  const names = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name, version }) => `${name} ${version}`).sort().join());
  await page.route(/(portal|rooms)-.*\.wasm$/, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(`${stage.origin}/debts`);
  const panel = await panelSays(page, "load");
  const before = await names();
  const [download] = await Promise.all([page.waitForEvent("download"), panel.locator('[data-action="download-data"]').click()]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(saved.app, "duewise");
  assert.equal(saved.settings["duewise-rescue-test"], "kept");
  assert.equal(await names(), before, "looking made no database");
});
