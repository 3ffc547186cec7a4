// "I cannot pay this": from a late debt and two numbers to the least that has to be asked for, with its proof; the options side by
// side, changed and changed back; the four kinds of late customer, each with its name and its path. In both languages.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { journey } from "./harness/runner.mjs";
import { go, ready } from "./harness/stage.mjs";
import { PHONE } from "./harness/browser.mjs";
import { action, addDebt, CARD, debtId, fill, LATE_LOAN, PRIVATE, saves, screen } from "./pages/app.mjs";
import { budget, cannotPay, figure, proposal, settled, shortBudget, situation, smallest } from "./pages/relief.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

async function nothingBroken(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  assert.deepEqual(violations.map((each) => `${where}: ${each.id}: ${each.nodes[0].target.join(" ")}`), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${where}: the page is ${wide} px wider than the screen`);
}

/** Counts what a person does: presses, and fields that are typed into. */
async function counting(page) {
  await page.addInitScript(() => {
    const count = (name) => sessionStorage.setItem("taps", String(Number(sessionStorage.getItem("taps") ?? 0) + (name ? 1 : 0)));
    document.addEventListener("click", (event) => count(event.detail > 0 && event.target.closest("a, button, summary, select")), true);
    document.addEventListener("change", (event) => count(event.target.closest("input, select")), true);
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem("taps") ?? 0));
}

for (const language of ["zh-CN", "en"]) {
  journey(`${language}: a temporary difficulty becomes the least that has to be asked for, in at most 12 taps`, async (stage) => {
    const page = await stage.page({ language, viewport: PHONE });
    const taps = await counting(page);
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    await go(page, `${stage.origin}/`);
    await page.evaluate(() => sessionStorage.setItem("taps", "0"));
    await cannotPay(page);
    await shortBudget(page, "5000", "4300");
    const found = await smallest(page);
    assert.equal(found.state, "request");
    assert.ok(found.parts.length > 0, "something is asked for");
    for (const part of found.parts) {
      assert.ok(part.value > 0 && /\d/.test(part.proof), `${part.name} has a proof: ${part.proof}`);
    }
    await nothingBroken(page, "options");
    await action(page, "ask-for-this").click();
    await page.waitForURL(/\/request#proposal=/);
    const levers = proposal(page.url());
    const part = (name) => found.parts.find((each) => each.name === name)?.value ?? 0;
    assert.deepEqual([levers.more, levers.grace_days], [part("more"), part("grace")]);
    const count = await taps();
    assert.ok(count > 3 && count <= 12, `${count} taps`);
    stage.note(`${count} taps and inputs from Today to the request: ${found.headline}`);
  });

  journey(`${language}: one unit less of the smallest request does not fit`, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    const id = await debtId(page, stage.origin, "");
    await budget(page, stage.origin, { income: "5000", essentials: "4300" });
    await go(page, `${stage.origin}/debts/${id}/options`);
    const found = await smallest(page);
    const grace = found.parts.find((each) => each.name === "grace")?.value ?? 0;
    assert.ok(grace > 1, `the case asks for grace: ${JSON.stringify(found.parts)}`);
    // The same lever by hand, one day less: the card says by itself that a month is short.
    const card = page.locator('[data-option="grace"]');
    await card.locator("summary").first().click();
    await page.locator("#f-grace-days").fill(String(grace));
    await page.locator("#f-grace-days").press("Tab");
    await card.locator('[data-fits="true"]').waitFor();
    await page.locator("#f-grace-days").fill(String(grace - 1));
    await page.locator("#f-grace-days").press("Tab");
    await card.locator('[data-fits="false"]').waitFor();
    // The change is taken back and made again.
    await action(page, "undo-change").click();
    await card.locator('[data-fits="true"]').waitFor();
    assert.equal(await page.locator("#f-grace-days").inputValue(), String(grace));
    await action(page, "redo-change").click();
    await card.locator('[data-fits="false"]').waitFor();
    await page.locator("#f-grace-days").fill("soon");
    await page.locator("#f-grace-days").press("Tab");
    await page.locator("#f-grace-days-error").waitFor();
    await nothingBroken(page, "options with an error");
  });

  journey(`${language}: doing nothing is always there, and a version is kept to compare`, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "card", { ...CARD, due: "2026-11-05" });
    const id = await debtId(page, stage.origin, "");
    await go(page, `${stage.origin}/debts/${id}/options`);
    await page.locator('[data-option="nothing"]').waitFor({ timeout: 30000 });
    assert.ok((await figure(page, "nothing", "cost_90")) > (await figure(page, "nothing", "cost_30")), "waiting costs more and more");
    assert.ok((await page.locator("[data-option]").count()) >= 10, "the options stand side by side");
    await page.locator("#f-instalments-count").evaluate((each) => { each.closest("details").open = true; });
    await page.locator("#f-instalments-count").fill("60");
    await page.locator("#f-instalments-count").press("Tab");
    await settled(page);
    await saves(page, () => page.locator('[data-option="instalments"] [data-action="keep-sketch"]').click());
    const sketch = page.locator('[data-option^="sketch-"]');
    await sketch.waitFor();
    assert.equal(await sketch.locator('[data-sum="count"]').getAttribute("data-minor"), "60");
    await saves(page, () => sketch.locator('[data-action="drop-sketch"]').click());
    await sketch.waitFor({ state: "detached" });
  });

  journey(`${language}: somebody who could pay but will not accept the debt finds what it costs and what can be checked`, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    await budget(page, stage.origin, { income: "12000", essentials: "4000" });
    await go(page, `${stage.origin}/help`);
    await saves(page, () => fill(page, { reason: "unwilling" }));
    assert.equal(await situation(page, stage.origin), "able");
    const steps = await page.locator("[data-step]").evaluateAll((all) => all.map((each) => each.dataset.step));
    assert.deepEqual(steps.slice(0, 3), ["debt", "check", "prospects"]);
    await nothingBroken(page, "help");
    await page.locator('[data-step="check"] a').click();
    await screen(page, "debt-check").waitFor();
  });

  journey(`${language}: somebody with too much debt is told so and finds free help and an offer to each lender`, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    await addDebt(page, stage.origin, "private", { ...PRIVATE, due: "2026-10-10" });
    await budget(page, stage.origin, { income: "4100", essentials: "4000", cash: "30000" });
    await go(page, `${stage.origin}/help`);
    await saves(page, () => fill(page, { lasting: "years" }));
    const name = await situation(page, stage.origin);
    assert.ok(["lasting", "able"].includes(name), name);
    await budget(page, stage.origin, { income: "4100", essentials: "4050", cash: "0" });
    assert.equal(await situation(page, stage.origin), "insolvent");
    assert.match(await page.locator("[data-triage]").innerText(), /12348/);
    await page.locator('[data-step="order"] a').click();
    await screen(page, "order").waitFor();
    await page.locator("[data-offers] tbody tr").first().waitFor({ timeout: 30000 });
    const offers = await page.locator("[data-offers] tbody tr").evaluateAll((all) => all.map((each) => Number(each.dataset.minor)));
    // 50 a month are free from the first month on; nothing of it is lost.
    assert.equal(offers.reduce((sum, each) => sum + each, 0), 5000);
    await nothingBroken(page, "order");
  });

  journey(`${language}: when nothing is enough, a distribution stands against a plan, with the rules of the place`, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "private", { ...PRIVATE, due: "2026-10-10" });
    await addDebt(page, stage.origin, "private", { ...PRIVATE, creditor: "朋友", principal: "10000", due: "2026-10-10" });
    await budget(page, stage.origin, { income: "4100", essentials: "4000" });
    assert.equal(await situation(page, stage.origin), "insolvent");
    await page.locator('[data-step="insolvency"] a').click();
    await screen(page, "insolvency").waitFor();
    await fill(page, { possession: "电动车", possession_value: "3000" });
    await saves(page, () => action(page, "add-possession").click());
    // 20,000 and 10,000 are owed: 3,000 are 2,000 and 1,000; 100 a month over 36 months are 2,400 and 1,200.
    await page.locator('[data-claim][data-minor="200000"][data-plan-minor="240000"]').waitFor({ timeout: 30000 });
    await page.locator('[data-claim][data-minor="100000"][data-plan-minor="120000"]').waitFor();
    await fill(page, { place: "shenzhen" });
    await page.locator('[data-stage="insolvency"] [data-rule]').first().waitFor({ state: "attached", timeout: 30000 });
    await nothingBroken(page, "insolvency");
  });

  journey(`${language}: a budget names the months that fail and keeps what was typed`, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", { ...LATE_LOAN, first_due: "2026-12-01" });
    await go(page, `${stage.origin}/budget`);
    await fill(page, { income: "五千块左右", essentials: "4500" });
    await action(page, "save-budget").click();
    await page.locator("[data-error-summary]").waitFor();
    await nothingBroken(page, "budget with an error");
    await page.reload();
    await ready(page);
    assert.equal(await page.locator("#f-income").inputValue(), "五千块左右");
    await fill(page, { income: "5000" });
    // 500 a month against 888.49: not enough from December on, after the 500 of November.
    await page.locator("[data-warning]").waitFor();
    assert.equal(await page.locator("[data-affordable]").getAttribute("data-affordable"), "50000");
    assert.equal(await page.locator("[data-month]").count(), 12);
    await saves(page, () => action(page, "save-budget").click());
    await page.reload();
    await ready(page);
    assert.equal(await page.locator("#f-income").inputValue(), "5,000.00");
  });
}

journey("the way to a request needs no mouse, and an order is made by keyboard", async (stage) => {
  const page = await stage.open("/", {});
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  await addDebt(page, stage.origin, "private", PRIVATE);
  await go(page, `${stage.origin}/`);
  await action(page, "cannot-pay").focus();
  await page.keyboard.press("Enter");
  await screen(page, "options").waitFor();
  await ready(page);
  await page.locator("#f-income").focus();
  await page.keyboard.type("5000");
  for (let press = 0; press < 8 && (await page.evaluate(() => document.activeElement.id)) !== "f-essentials"; press += 1) await page.keyboard.press("Tab");
  await page.keyboard.type("3000");
  await page.keyboard.press("Enter");
  await page.locator("[data-smallest]").waitFor({ timeout: 30000 });
  await page.waitForFunction(() => document.activeElement.id === "smallest-title");
  await go(page, `${stage.origin}/budget/order`);
  await page.locator("[data-own-order] li").nth(1).waitFor({ timeout: 30000 });
  const ids = () => page.locator("[data-own-order] li").evaluateAll((all) => all.map((each) => each.dataset.debt));
  const [first, second] = await ids();
  await saves(page, async () => {
    await page.locator(`[id="up-${second}"]`).focus();
    await page.keyboard.press("Enter");
  });
  await page.waitForFunction((id) => document.activeElement.id === `up-${id}`, second);
  assert.deepEqual(await ids(), [second, first]);
});
