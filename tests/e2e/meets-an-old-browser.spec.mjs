// What a browser lacks is done without, or the page's own words stay and an event says so.
import assert from "node:assert/strict";
import { around, frameOf, line, seen, settings, standIn, until, waits, withHosts } from "./harness/embeds.mjs";
import { journey } from "./harness/runner.mjs";

/** A page whose browser lacks this, as far as its scripts can tell. */
async function visit(stage, hosts, lacks, attributes) {
  await standIn(stage, hosts);
  const page = await stage.page({ clock: "runs" });
  await page.goto(hosts.page("/", around(`<script>${lacks}</script>${line(hosts.origin, attributes)}`)));
  return page;
}

const NICETIES = `
delete window.IntersectionObserver;
delete window.ElementInternals;
delete HTMLElement.prototype.attachInternals;
delete CSSStyleSheet.prototype.replaceSync;
delete Element.prototype.moveBefore;`;

journey("without style sheets for shadow roots, states and observers it works all the same", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, NICETIES, 'principal="8" lang="en"');
    const frame = await frameOf(page);
    await waits(async () => (await frame.locator("#f-principal").inputValue()) === "8", "it is configured");
    assert.equal(await page.locator("#words").isVisible(), false);
    assert.equal(await page.locator("duewise-simulator").locator("div").getAttribute("class"), "ready");
    const { width } = await page.locator("duewise-simulator").locator("iframe").boundingBox();
    assert.ok(width > 300 && width <= 390, String(width));
  }));

for (const [what, lacks] of Object.entries({
  "shadow roots": "delete Element.prototype.attachShadow;",
  "message channels": "delete window.MessageChannel;",
  "microtasks": "delete window.queueMicrotask;",
})) {
  journey(`without ${what} the page's own words stay, and the event says "unsupported"`, (stage) =>
    withHosts(stage, async (hosts) => {
      const page = await visit(stage, hosts, lacks);
      await until(page, "duewise-simulator", "failed");
      assert.deepEqual(await seen(page), [["duewise-error", { code: "unsupported" }, ""]]);
      assert.equal(await page.locator("#words").isVisible(), true);
      await page.locator("duewise-simulator").evaluate((host) => { host.reset(); host.reload(); host.focus(); host.principal = "1"; host.remove(); });
    }));
}

journey("without custom elements the page's own words stay, and nothing is thrown", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, "delete window.customElements;");
    await page.waitForLoadState("load");
    assert.equal(await page.locator("#words").isVisible(), true);
  }));

journey("a page that moves a slider all the time is paced, and the last value arrives", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, "", 'principal="0" lang="en"');
    const frame = await frameOf(page);
    await page.evaluate(async () => {
      const host = document.querySelector("duewise-simulator");
      for (let value = 1; value <= 300; value += 1) {
        host.principal = value;
        await new Promise((done) => setTimeout(done, 2));
      }
    });
    await waits(async () => (await settings(frame)).principal === "300", "the last value");
    const heard = (await frame.locator("html").getAttribute("data-heard")).split(" ").length;
    assert.ok(heard > 3 && heard < 100, `${heard} messages`);
    await page.locator("duewise-simulator").evaluate((host) => { host.principal = undefined; host.theme = "dark"; });
    await waits(async () => (await settings(frame)).theme === "dark", "another setting");
    assert.deepEqual(await settings(frame), { principal: "", lang: "en", theme: "dark" }, "what is taken back is empty");
  }));

journey("the focus that was asked for too early goes into it later, unless it is elsewhere by then", (stage) =>
  withHosts(stage, async (hosts) => {
    await standIn(stage, hosts, { delay: 600 });
    const page = await stage.page({ clock: "runs" });
    const inside = () => page.locator("duewise-simulator").locator("iframe").contentFrame().locator("#f-principal").evaluate((field) => document.hasFocus() && field === document.activeElement);
    for (const [elsewhere, expected] of [[false, true], [true, false]]) {
      await page.goto(hosts.page("/", around(`<input id="other">${line(hosts.origin)}`)));
      await until(page, "duewise-simulator", "loading");
      await page.locator("duewise-simulator").evaluate((host) => host.focus());
      if (elsewhere) await page.locator("#other").focus();
      await until(page, "duewise-simulator", "ready");
      await page.waitForTimeout(100);
      assert.equal(await inside(), expected);
    }
  }));

journey("a move that keeps the frame alive does not load it again", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, "", 'lang="en"');
    await frameOf(page);
    const can = await page.evaluate(() => {
      document.body.append(Object.assign(document.createElement("section"), { id: "other" }));
      document.querySelector("#other").moveBefore?.(document.querySelector("duewise-simulator"), null);
      return "moveBefore" in Element.prototype;
    });
    if (!can) stage.note("this browser cannot move so");
    await page.waitForTimeout(300);
    assert.equal((await seen(page, "duewise-ready")).length, 1);
    await until(page, "duewise-simulator", "ready");
  }));
