// From the simulator on somebody else's page to the portal: what was typed comes along, past the page that it stood on.
import assert from "node:assert/strict";
import { around, frameOf, line, seen, withHosts } from "./harness/embeds.mjs";
import { journey } from "./harness/runner.mjs";
import { saves, screen } from "./pages/app.mjs";

/** A page with the simulator in which this was typed. */
async function typed(stage, hosts, attributes = 'lang="zh-CN" mode="ask" lender="consumer_finance"') {
  const page = await stage.page({ clock: "runs" });
  await page.goto(hosts.page("/", around(line(stage.origin, attributes), "zh-CN")));
  const frame = await frameOf(page);
  for (const [field, text] of [["principal", "73,911.37"], ["due", "2026-03-15"], ["rate", "0.06%"], ["days", "37"]]) {
    await frame.locator(`#f-${field}`).fill(text);
  }
  return { page, frame };
}

/** Follows a link of the frame; it opens a tab of its own. */
async function follows(stage, page, frame, name) {
  const [tab] = await Promise.all([page.context().waitForEvent("page"), frame.locator(`[data-action="${name}"]`).click()]);
  stage.watch.page(tab);
  await tab.waitForFunction(() => document.documentElement.dataset.app === "ready");
  return tab;
}

journey("\"go on\" opens the portal's simulator with the same figures", (stage) =>
  withHosts(stage, async (hosts) => {
    const { page, frame } = await typed(stage, hosts);
    const [extra, total] = [await frame.locator("[data-extra]").innerText(), await frame.locator("[data-total]").innerText()];
    // 73,911.37 × 0.06% × 37 days.
    assert.deepEqual([extra, total], ["¥1,640.83", "¥75,552.20"]);
    const tab = await follows(stage, page, frame, "open");
    const main = screen(tab, "simulate");
    await main.locator("#f-principal").waitFor();
    assert.equal(await main.locator("#f-principal").inputValue(), "73,911.37");
    const said = await main.locator(".c-finding__said").innerText();
    assert.ok(said.includes("1,640.83") && said.includes("75,552.20"), said);
    assert.equal(await tab.evaluate(() => window.opener), null);
  }));

journey("\"cannot pay\" opens the form of a debt: choose the kind, and what was typed stands in it; the page hears only that it was followed", (stage) =>
  withHosts(stage, async (hosts) => {
    const { page, frame } = await typed(stage, hosts);
    const tab = await follows(stage, page, frame, "request");
    const main = screen(tab, "debt-new");
    await main.locator("[data-handed]").waitFor();
    await main.locator('[data-preset="loan"]').click();
    for (const [field, text] of [["principal", "73,911.37"], ["first_due", "2026-03-15"], ["count", "1"]]) {
      assert.equal(await main.locator(`#f-${field}`).inputValue(), text, field);
    }
    await main.locator("#f-rate").fill("0");
    await main.locator("#f-creditor").fill("某消费金融");
    await saves(tab, () => main.locator('[data-action="save-debt"]').click());
    assert.deepEqual(await seen(page, "duewise-request"), [["duewise-request", {}, ""]]);
    assert.ok(!JSON.stringify(await seen(page)).includes("911"));
  }));

journey("what an address claims is read like anything typed: what no field takes is left out, and what was typed before stays", async (stage) => {
  const page = await stage.open("/simulate#w=principal=%3Cimg%20src%3Dx%3E&policy=javascript:alert(1)&days=1e9&rate=0.1%25");
  const main = screen(page, "simulate");
  await main.locator("#f-rate").waitFor();
  assert.equal(await main.locator("#f-principal").inputValue(), "5,000");
  assert.equal(await main.locator("#f-rate").inputValue(), "0.1%");
  assert.equal(await main.locator("#f-days").inputValue(), "30");
});
