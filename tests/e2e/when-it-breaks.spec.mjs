// A panic in Rust ends the app: what is on screen stays, nothing reacts, nothing is saved, and a panel says so.
import assert from "node:assert/strict";
import { ready } from "./harness/stage.mjs";
import { journey } from "./harness/runner.mjs";

const PANIC = [/unreachable/i, /panicked/i, /Module terminated/i, /no element for you/];

/** Makes Rust panic for real: Leptos relies on the document giving it elements. */
async function breakIt(page) {
  await page.evaluate(() => {
    const refuse = () => { throw new Error("no element for you"); };
    Document.prototype.createElement = refuse;
    Document.prototype.createElementNS = refuse;
    Document.prototype.importNode = refuse;
    Node.prototype.cloneNode = ((original) => function (deep) {
      if (this instanceof DocumentFragment || this instanceof HTMLTemplateElement) refuse();
      return original.call(this, deep);
    })(Node.prototype.cloneNode);
  });
  // Any change of screen makes new elements.
  await page.evaluate(() => {
    history.pushState(null, "", location.pathname === "/settings" ? "/debts" : "/settings");
    dispatchEvent(new PopStateEvent("popstate"));
  });
}

journey("a panic halts the app: the screen stays, nothing reacts, the panel takes focus", async (stage) => {
  stage.expect(...PANIC);
  const page = await stage.open("/debts");
  await breakIt(page);
  const panel = page.locator('#fail-panel[data-failed="halted"]');
  await panel.waitFor({ state: "visible" });
  assert.equal(await page.locator("html").getAttribute("data-app"), "halted");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "fail-panel");
  assert.equal(await page.locator("#app").evaluate((app) => app.inert), true);
  const before = await page.locator("#app").innerHTML();
  await page.evaluate(() => document.querySelectorAll("#app button, #app input, #app select").forEach((each) => each.click()));
  await page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
  assert.equal(await page.locator("#app").innerHTML(), before, "nothing reacted");
});

journey("after a panic, reloading starts it again; a second panic within a minute is the safe mode", async (stage) => {
  stage.expect(...PANIC);
  const page = await stage.open("/debts");
  await breakIt(page);
  await page.locator('#fail-panel [data-action="reload"]').click();
  await page.waitForSelector('html[data-app="ready"]', { state: "attached" });
  assert.equal(await page.evaluate(() => sessionStorage.getItem("duewise-safe-mode")), null);
  await breakIt(page);
  await page.locator('#fail-panel [data-reason="safe"]').waitFor({ state: "visible" });
  assert.equal(await page.evaluate(() => sessionStorage.getItem("duewise-safe-mode")), "1");
  await page.locator('#fail-panel [data-action="reload"]').click();
  await ready(page);
});
