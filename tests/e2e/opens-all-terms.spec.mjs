// A loan whose price hides in a fee, and one of which a part never arrived: all terms of the form, in both languages.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { debtId, fill, hasAmount, saves, startDebt } from "./pages/app.mjs";

async function loan(stage, language, fields, terms) {
  const page = await stage.open("/", { language });
  await startDebt(page, stage.origin, "loan", fields);
  await page.locator("details", { has: page.locator("#f-fee_share") }).locator("summary").click();
  await fill(page, terms);
  await saves(page, () => page.locator('[data-action="save-debt"]').click());
  const id = await debtId(page, stage.origin, fields.creditor);
  await go(page, `${stage.origin}/debts/${id}`);
  return { page, id };
}

const BASE = { principal: "12000", rate: "0", count: "12", first_due: "2026-12-01", paid_count: "0" };

for (const language of ["zh-CN", "en"]) {
  journey(`a fee of 0.6 % a month is 72.00 each time and 13.03 % a year (${language})`, async (stage) => {
    const { page, id } = await loan(stage, language, { ...BASE, creditor: "手续费分期" }, { fee_share: "0.6%" });
    // 12,000 / 12 = 1,000.00 and 12,000 · 0.6 % = 72.00: 1,072.00 a month.
    for (const figure of ["1072.00", "1000.00", "72.00"]) await hasAmount(page, figure);
    assert.match(await page.locator("#main").innerText(), /13\.0/);
    await go(page, `${stage.origin}/debts/${id}/edit`);
    assert.equal(await page.locator("#f-fee_share").inputValue(), "0.6%", "the terms are there when it is edited");
  });

  journey(`what was held back at the payout is a cost (${language})`, async (stage) => {
    const { page } = await loan(stage, language, { ...BASE, creditor: "砍头息" }, { withheld: "1200" });
    // 10,800 arrived, 12,000 go back: 1,200.00 of cost.
    await hasAmount(page, "1200.00", "held back");
    await hasAmount(page, "10800.00", "received");
  });
}

journey("more held back than was lent is refused with the amount, and nothing typed is lost", async (stage) => {
  const page = await stage.open("/");
  await startDebt(page, stage.origin, "loan", { ...BASE, creditor: "扣得太多" });
  await page.locator("details", { has: page.locator("#f-fee_share") }).locator("summary").click();
  await fill(page, { withheld: "13000", balloon: "2000" });
  await page.locator('[data-action="save-debt"]').click();
  assert.match(await page.locator("#f-withheld-error").innerText(), /12,000/);
  assert.equal(await page.locator("#f-balloon").inputValue(), "2000");
});

for (const language of ["zh-CN", "en"]) {
  journey(`a rate that follows LPR changes as it was published, and says up to when it is known (${language})`, async (stage) => {
    const fields = { principal: "120000", rate: "4.65%", count: "60", first_due: "2024-08-10", paid_count: "27", creditor: "浮动利率" };
    const terms = { follows: "lpr_one_year", repricing: "anniversary", days_off: "following" };
    const { page, id } = await loan(stage, language, fields, terms);
    // LPR 3.45 % + 1.2 points: 2,245.36 a month; LPR 3.00 % from July 2025: 2,225.48.
    await hasAmount(page, "2245.36");
    await hasAmount(page, "2225.48");
    assert.match(await page.locator("#main").innerText(), language === "en" ? /LPR is known through/ : /LPR 已知到/);
    await go(page, `${stage.origin}/debts/${id}/edit`);
    assert.equal(await page.locator("#f-follows").inputValue(), "lpr_one_year");
    assert.equal(await page.locator("#f-days_off").inputValue(), "following");
  });

  journey(`principal paid early makes the loan shorter (${language})`, async (stage) => {
    const { page } = await loan(stage, language, { ...BASE, rate: "12%", principal: "10000", creditor: "提前还本" }, {});
    await hasAmount(page, "888.49");
    const rows = () => page.locator("#main tbody tr").count();
    const before = await rows();
    await page.locator('[data-action="record-payment"]').first().click();
    const date = await page.locator("#f-date").inputValue();
    await fill(page, { amount: "5000", date, purpose: "shorter" });
    await saves(page, () => page.locator('[data-action="save-payment"]').click());
    await hasAmount(page, "5000.00");
    assert.ok((await rows()) !== before, "the schedule changed");
  });
}
