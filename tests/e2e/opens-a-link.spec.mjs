// A shared scenario is recomputed by whoever opens it; a bad link says so and offers the empty simulator; saved data is
// not touched.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, amounts, fill, LOAN, savedState, screen } from "./pages/app.mjs";

async function shared(page, origin) {
  await go(page, `${origin}/simulate`);
  await fill(page, { principal: "5000", days: "30" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await action(page, "copy-link").click();
  await page.waitForFunction(() => location.hash.startsWith("#s="));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/simulate#s=[A-Za-z0-9_-]+$/);
  return link;
}

journey("a link opens to the same figures in another browser, and says that they match", async (stage) => {
  const author = await stage.open("/");
  const link = await shared(author, stage.origin);
  assert.ok(link.length < 4096);
  const reader = await stage.page({ language: "en" });
  const requests = [];
  reader.on("request", (request) => requests.push(request.url()));
  await go(reader, link);
  await reader.locator('[data-link-verdict="matches"]').waitFor();
  assert.deepEqual((await amounts(reader.locator("[data-finding]"))).sort(), (await amounts(author.locator("[data-finding]"))).sort());
  assert.ok(requests.every((url) => !url.includes("s=")), "the scenario stays in the fragment");
});

journey("bad links: each says so, offers the empty simulator, and changes nothing that is saved", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LOAN);
  const good = (await shared(page, stage.origin)).split("#s=")[1];
  await page.waitForTimeout(300);
  const before = await savedState(page);
  const flipped = (at) => good.slice(0, at) + (good[at] === "A" ? "B" : "A") + good.slice(at + 1);
  const bad = {
    empty: "", "not base64": "%%%", "one letter": "A", text: "hello-world", "cut short": good.slice(0, -5), "too long": good + "A".repeat(5000),
    huge: "A".repeat(70_000), "newer version": `_w${good.slice(2)}`, "first letter": flipped(1), middle: flipped(Math.floor(good.length / 2)),
    last: flipped(good.length - 2), padded: `${good}==`, markup: "<img src=x onerror=window.__xss=1>", zeros: "A".repeat(good.length),
  };
  for (let index = 0; index < 12; index += 1) bad[`flip ${index}`] = flipped(stage.random.between(0, good.length - 1));
  for (const [what, text] of Object.entries(bad)) {
    await page.goto("about:blank");
    await go(page, `${stage.origin}/simulate#s=${text}`);
    await page.locator('[data-link-verdict="bad"]').waitFor({ timeout: 4000 }).catch(() => { throw new Error(`${what}: not said to be bad`); });
    assert.equal(await page.locator("#f-principal").count(), 1, `${what}: the simulator is there`);
    assert.equal(await page.evaluate(() => window.__xss), undefined, what);
  }
  assert.equal(await savedState(page), before);
  stage.note(`${Object.keys(bad).length} bad links`);
});

journey("an address that leads nowhere says so and leads back", async (stage) => {
  const page = await stage.open("/no-such-screen");
  await screen(page, "not-found").waitFor();
  await page.locator('#main a[href="/"]').click();
  await screen(page, "today").waitFor();
  await go(page, `${stage.origin}/debts/no-such-debt`);
  assert.match(await page.locator("#main").innerText(), /没有这一页/);
  await page.locator('#main a[href="/debts"]').click();
  await screen(page, "debts").waitFor();
});
