// What looks like 0.6 % a month is 13.03 % a year: while it is entered, and on the page of the debt. The rate is worked
// out here, not by the app.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { debtId, hasAmount, LOAN, saves, startDebt } from "./pages/app.mjs";
import { openEvery, strayAmounts } from "./pages/working.mjs";

const FEES = { creditor: "分期商城", total: "12000", count: "12", first_due: "2026-12-15", fee: "72", paid_count: "0" };

/** Twelve times the monthly rate at which twelve payments are worth what was received, in per cent to two places. */
function yearly(received, payment) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 100; step += 1) {
    const rate = (low + high) / 2;
    const worth = Array.from({ length: 12 }, (_, month) => payment / (1 + rate) ** (month + 1)).reduce((a, b) => a + b);
    if (worth > received) low = rate;
    else high = rate;
  }
  return (low * 1200).toFixed(2);
}

const SAYS = {
  "zh-CN": { headline: "看起来每月 0.6%，实际年化 13.03%。", compounded: "13.84%" },
  en: { headline: "It looks like 0.6% a month; in truth it costs 13.03% a year.", compounded: "13.84%" },
};

for (const language of ["zh-CN", "en"]) {
  journey(`sees a fee of 0.6 % a month as 13.03 % a year, while entering it and afterwards (${language})`, async (stage) => {
    const page = await stage.open("/", { language });
    await startDebt(page, stage.origin, "paylater", FEES);
    const panel = page.locator("[data-true-cost]");
    // 12,000 in twelve parts of 1,000 with 72 each.
    assert.equal(yearly(12000, 1072), "13.03");
    const check = async (where) => {
      await panel.waitFor();
      assert.equal(await panel.getAttribute("data-rate"), yearly(12000, 1072), where);
      await panel.locator("details > summary").click();
      const text = await panel.innerText();
      for (const words of Object.values(SAYS[language])) assert.ok(text.includes(words), `${where}: ${words} is not in ${text}`);
      for (const amount of ["12000", "12864", "864"]) await hasAmount(panel, amount, where);
      assert.deepEqual(await strayAmounts(page), [], where);
    };
    await check("while entering");
    await saves(page, () => page.locator('[data-action="save-debt"]').click());
    const id = await debtId(page, stage.origin, FEES.creditor);
    await go(page, `${stage.origin}/debts/${id}`);
    await check("on the page of the debt");
    const { wrong } = await openEvery(page);
    assert.deepEqual(wrong, []);
  });
}

journey("sees the yearly rate of the contract as it is, and the panel follows what is typed", async (stage) => {
  const page = await stage.open("/");
  await startDebt(page, stage.origin, "loan", LOAN);
  const panel = page.locator("[data-true-cost]");
  // 888.49 a month, the last one 888.47: 12 % and some thousandths.
  assert.equal(await panel.getAttribute("data-rate"), "12");
  await page.locator("#f-rate").fill("24");
  await page.waitForFunction(() => document.querySelector("[data-true-cost]")?.dataset.rate === "24");
  await page.locator("#f-rate").fill("0");
  await panel.waitFor({ state: "detached" });
});
