// The script and the frame are of different versions, or one of them does not come: the page keeps its own words, and an event
// says why. Stand-ins speak the protocol for frames that do not exist yet.
import assert from "node:assert/strict";
import { around, frameOf, line, seen, settings, standIn, until, waits, withHosts } from "./harness/embeds.mjs";
import { journey } from "./harness/runner.mjs";

/** A page whose time moves only when the journey says so. */
async function visit(stage, url) {
  const page = await stage.page({ clock: "runs" });
  await page.clock.install();
  await page.goto(url);
  return page;
}

/** The page's own words stand there, no frame does, and the event names this cause. */
async function keepsItsWords(page, code) {
  await until(page, "duewise-simulator", "failed");
  assert.equal(await page.locator("#words").isVisible(), true);
  assert.equal(await page.locator("duewise-simulator").locator("iframe").isVisible(), false);
  assert.deepEqual((await seen(page, "duewise-error")).map(([, detail]) => detail), [{ code }]);
  assert.equal(await page.locator("duewise-simulator").evaluate((host) => host.matches(":state(failed)")), true);
}

/** A frame of ours in a page that talks to it as a later script would; `answers` are what came back through the port. */
function talksTo(origin, hello) {
  return around(`<iframe id="it" src="${origin}/embed/v1/frame.html#i=abcdefghijklmnop" width="390" height="900"></iframe>
<script>
window.answers = [];
document.querySelector("#it").addEventListener("load", (event) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => answers.push(data);
  event.target.contentWindow.postMessage(${JSON.stringify({ duewise: 1, type: "connect", ...hello })}, ${JSON.stringify(origin)}, [port2]);
  window.port = port1;
});
</script>`);
}

journey("the script does not come: the page's own words stay, and nothing breaks", (stage) =>
  withHosts(stage, async (hosts) => {
    stage.expect(/404/);
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
    assert.equal(await page.locator("#words").isVisible(), true);
    assert.equal(await page.evaluate(() => customElements.get("duewise-simulator")), undefined);
  }));

for (const [what, prepare] of Object.entries({
  "is missing": (hosts) => hosts.page("/embed/v1/frame.html", () => ({ status: 404, body: "nothing here" })),
  "may not be framed": (hosts) => hosts.page("/embed/v1/frame.html", "<p>no", { "x-frame-options": "DENY" }),
  "never answers": (hosts) => hosts.page("/embed/v1/frame.html", "<!doctype html><title>dumb</title>"),
})) {
  journey(`the frame ${what}: after a while the page's own words are all there is, and the event says "blocked"`, (stage) =>
    withHosts(stage, async (hosts) => {
      stage.expect(/404/, /X-Frame-Options/i, /target origin provided/, /chrome-error/);
      await standIn(stage, hosts);
      prepare(hosts);
      const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
      await until(page, "duewise-simulator", "loading");
      assert.equal(await page.locator("#words").isVisible(), true, "they stand there from the beginning");
      await page.locator("duewise-simulator").locator("iframe").waitFor({ state: "attached" });
      let seconds = 0;
      for (; seconds < 40 && !(await seen(page, "duewise-error")).length; seconds += 1) await page.clock.runFor(1000);
      assert.ok(seconds >= 14 && seconds <= 31, `after ${seconds} s`);
      await keepsItsWords(page, "blocked");
      assert.ok((await page.locator("duewise-simulator").boundingBox()).height < 200, "no empty space is left");
    }));
}

journey("the frame never finishes loading: after half a minute it counts as blocked", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts);
    hosts.page("/embed/v1/frame.html", () => new Promise(() => {}));
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
    await until(page, "duewise-simulator", "loading");
    await page.clock.runFor(31000);
    await keepsItsWords(page, "blocked");
  }));

journey("a page without words of its own has at least a link", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts, { protocols: 2 });
    const content = line(hosts.origin).replace(/<p id="words">.*?<\/p>/, "");
    const page = await visit(stage, hosts.page("/", around(content)));
    await until(page, "duewise-simulator", "failed");
    const link = page.locator("duewise-simulator").getByRole("link", { name: "Open the late-fee simulator on the Duewise site" });
    assert.equal(await link.getAttribute("href"), `${hosts.origin}/simulate`);
    assert.equal(await link.isVisible(), true);
  }));

journey("a frame that answers late is shown after all, and loading again recovers too", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts, { delay: 20000 });
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
    await page.locator("duewise-simulator").locator("iframe").contentFrame().locator("html[data-settings]").waitFor({ state: "attached" });
    await page.clock.runFor(16000);
    await keepsItsWords(page, "blocked");
    await page.clock.runFor(6000);
    await until(page, "duewise-simulator", "ready");
    assert.equal(await page.locator("#words").isVisible(), false);
    await page.locator("duewise-simulator").evaluate((host) => host.reload());
    assert.equal(await page.locator("duewise-simulator").evaluate((host) => host.state), "loading");
    await waits(async () => {
      await page.clock.runFor(1000);
      return page.locator("duewise-simulator").evaluate((host) => host.state === "ready");
    }, "ready again");
  }));

/** What a later frame may say besides, or a broken one: nothing of it is the protocol's. */
const NOT_OURS = [
  null, 5, "ready", [], {}, [{ type: "request" }], { type: "celebrate", rows: 3 }, { type: "request", amount: 5 }, { type: ["request"] },
  { type: "resize", height: 1e9 }, { type: "resize", height: -1 }, { type: "resize", height: 1.5 }, { type: "resize", height: "70" },
  { type: "resize", height: 70, width: 70 }, { type: "resize" }, { type: "ready", protocol: 1, version: "1.0.0", sum: 5 },
  { type: "ready", protocol: 1, version: "73911.37" }, { type: "change", field: "73911.37" }, { type: "change", field: "sum", value: 1 },
  { type: "change", field: "a".repeat(65) }, { type: "change", field: "" }, { type: "error", code: "E 73911" }, { type: "error", code: "setting", setting: "5" },
  { type: "error", code: "stopped", protocols: [1] }, { type: "configure", settings: {} },
];

journey("this script and a later frame that still speaks its protocol work together", (stage) =>
  withHosts(stage, async (hosts) => {
    const more = [...NOT_OURS, { type: "error", code: "sunspots" }];
    await standIn(stage, hosts, { protocols: "1 2", version: "1.9.0", more: JSON.stringify(more) });
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin, 'id="it" principal="12" lang="en" theme="dark" colour="red"'))));
    const frame = await frameOf(page);
    assert.deepEqual((await seen(page, "duewise-ready"))[0][1], { version: "1.9.0", protocol: 1 });
    assert.deepEqual(await settings(frame), { lang: "en", principal: "12", theme: "dark" }, "only settings that it knows");
    await waits(async () => (await seen(page, "duewise-error")).length > 0, "a code that it does not know is passed on");
    assert.deepEqual((await seen(page)).filter(([name]) => !/ready|resize/.test(name)), [["duewise-error", { code: "sunspots" }, "it"]]);
    assert.ok((await page.locator("#it").locator("iframe").boundingBox()).height < 1000, "a height beyond all measure is ignored");
  }));

journey("this script and a frame that does not speak its protocol say so, and the page keeps its own words", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts, { protocols: "2 3", version: "3.0.0" });
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
    await keepsItsWords(page, "version");
  }));

journey("this script and a frame that claims another protocol than was offered do not go on", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts, { more: "[]" });
    const frame = await (await fetch(`${hosts.origin}/embed/v1/mock-frame.js`)).text();
    hosts.page("/embed/v1/mock-frame.js", frame.replace("ready\", protocol,", "ready\", protocol: 2,"));
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
    await keepsItsWords(page, "version");
  }));

journey("a frame that halts says so; what is on screen stays", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts, { more: JSON.stringify([{ type: "error", code: "stopped" }]) });
    const page = await visit(stage, hosts.page("/", around(line(hosts.origin))));
    await until(page, "duewise-simulator", "failed");
    assert.deepEqual((await seen(page, "duewise-error")).map(([, detail]) => detail), [{ code: "stopped" }]);
    assert.equal(await page.locator("duewise-simulator").locator("iframe").isVisible(), true);
  }));

journey("a later script that still offers this protocol finds the frame ready", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await stage.page({ clock: "runs" });
    await page.goto(hosts.page("/", talksTo(stage.origin, { protocols: [1, 2], loader: "1.9.0" })));
    await page.waitForFunction(() => answers.some(({ type }) => type === "ready"));
    const { protocol, version } = await page.evaluate(() => answers.find(({ type }) => type === "ready"));
    assert.equal(protocol, 1);
    assert.match(version, /^1\.\d+\.\d+$/);
    await page.evaluate(() => port.postMessage({ type: "configure", settings: { principal: "432", lang: "en", sparkle: "much" } }));
    await page.evaluate(() => port.postMessage({ type: "dance" }));
    const frame = page.locator("#it").contentFrame();
    await waits(async () => /^432(\.00)?$/.test(await frame.locator("#f-principal").inputValue()), "it is configured");
  }));

journey("a later script that speaks other protocols only is told so, and the frame works by itself", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await stage.page({ clock: "runs" });
    await page.goto(hosts.page("/", talksTo(stage.origin, { protocols: [7], loader: "7.0.0" })));
    await page.waitForFunction(() => answers.length > 0);
    assert.deepEqual(await page.evaluate(() => answers.find(({ type }) => type === "error")), { type: "error", code: "version", protocols: [1] });
    assert.equal(await page.evaluate(() => answers.some(({ type }) => type === "ready")), false);
    const frame = page.locator("#it").contentFrame();
    await frame.locator("html[data-app=ready]").waitFor({ state: "attached" });
    assert.match(await frame.locator("body").innerText(), /version|版本/);
    await frame.locator("#f-principal").fill("90");
    assert.equal(await frame.locator("#f-principal").inputValue(), "90");
  }));

journey("two scripts on one page, pinned and not: the first one stands", (stage) =>
  withHosts(stage, async (hosts) => {
    const [floating, element] = line(stage.origin).split("\n");
    const [pinned] = line(stage.origin, "", "v1.0.0").split("\n");
    const page = await stage.page({ clock: "runs" });
    const content = `<form name="currentScript"><input name="src" value="https://elsewhere.example/"></form>${pinned}${floating}${element}`.replaceAll(" async", "");
    await page.goto(hosts.page("/", around(content)));
    await frameOf(page);
    const src = await page.locator("duewise-simulator").locator("iframe").getAttribute("src");
    assert.ok(src.startsWith(`${stage.origin}/embed/v1.0.0/frame.html#`), src);
  }));
