// "May they charge me this?": one plain question at a time, then the branch of the rule, the sum and the citation, in both
// languages; an unknown lender is "cannot tell" with the question that would settle it; a saved debt brings its figures.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debtId, fill, PRIVATE, saves } from "./pages/app.mjs";
import { answerAll, give, outcome, PRIVATE_LOAN, settled } from "./pages/check.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Each case: what is answered, the rule that must come out, its sum in minor units, and how it is cited. */
const CASES = {
  // source: 10,000 at 24 % for 446 days and at 4 × 3.85 % for 202, over 365: 3,784.88; 36 % is 6,391.23.
  "a private loan of June 2019 at 36 %, filed in March 2021": {
    answers: PRIVATE_LOAN, rule: "cn.private.cap.2021", sum: 260_635, cite: /法释〔2020〕17号/,
    branch: { "zh-CN": /2020年8月20日/, en: /20 August 2020/ },
  },
  // source: interest on fees may not be charged at all; the whole of it is above.
  "a bank card bill with interest on fees": {
    answers: { jurisdiction: "CN", lender: "bank", product: "credit_card", signed: "2020-05-01", what: "on_fees", on_fees: "12.34", charged_on: "2026-10-05" },
    rule: "cn.card.fees.2017", sum: 1_234, cite: /银发〔2016〕111号/,
    branch: { "zh-CN": /看收费的日子/, en: /day of the charge/ },
  },
  // source: 10,000 for 200 days: 1,643.84 at 30 %, 1,315.07 at 24 %.
  "a small-loan company at 30 %, signed in February 2026": {
    answers: { jurisdiction: "CN", lender: "small_loan", product: "loan", signed: "2026-02-01", what: "interest", principal: "10000", deducted: "none", rate: "30%", until: "2026-08-20" },
    rule: "cn.small_loan.cost.2026", sum: 32_877, cite: /综合融资成本/,
    branch: { "zh-CN": /2026年2月1日/, en: /1 February 2026/ },
    secondary: true,
  },
  // source: 100 for 30 days at 0.8 % a day is 24, and 15 for default; 30 and 20 were charged.
  "a payday loan in the United Kingdom": {
    answers: { jurisdiction: "UK", product: "payday", signed: "2026-03-01", principal: "100", days_out: "30", interest: "30", default_fees: "20" },
    rule: "uk.hcstc.price.2015", sum: 1_100, cite: /CONC 5A/,
    branch: { "zh-CN": /2026年3月1日/, en: /1 March 2026/ },
  },
  // source: the first tier since 2022 is 30.
  "a late fee of 45 on a card in the United States": {
    answers: { jurisdiction: "US", product: "credit_card", what: "fee", fee_amount: "45", fee_on: "2026-07-02", minimum: "60", earlier: "none" },
    rule: "us.card.late_fee.2022", sum: 1_500, cite: /1026\.52/,
    branch: { "zh-CN": /2026年7月2日/, en: /2 July 2026/ },
  },
  // source: a higher rate for default is not allowed for loans since April 2024; the 400 of it are above.
  "penal interest in India": {
    answers: { jurisdiction: "IN", product: "loan", signed: "2024-05-01", what: "late", late_charged: "400", charged_on: "today", penalty_form: "rate_add_on", capitalised: "no" },
    rule: "in.penal.2024", sum: 40_000, cite: /RBI\/2023-24\/53/,
    branch: { "zh-CN": /2024年5月1日/, en: /1 May 2024/ },
  },
};

async function nothingBroken(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  assert.deepEqual(violations.map((each) => `${where}: ${each.id}: ${each.nodes[0].target.join(" ")}`), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${where}: the page is ${wide} px wider than the screen`);
}

for (const language of ["zh-CN", "en"]) {
  for (const [name, { answers, rule, sum, cite, branch, secondary }] of Object.entries(CASES)) {
    journey(`${name} (${language})`, { timeout: 120 }, async (stage) => {
      const page = await stage.open("/check", { language });
      await settled(page);
      await nothingBroken(page, "the first question");
      const asked = await answerAll(page, answers);
      stage.note(`${asked.length} questions`);
      const came = await outcome(page, rule);
      assert.deepEqual([came.verdict, came.outcome, came.sum], ["above", "above", sum], await page.locator("#main").innerText());
      assert.equal(Number(await came.finding.locator('[data-sum="excess"]').getAttribute("data-minor")), sum);
      assert.match(await came.finding.locator('[data-part="cite"]').innerText(), cite);
      await page.evaluate(() => { for (const fold of document.querySelectorAll("#main details")) fold.open = true; });
      const told = await came.finding.innerText();
      assert.match(told, branch[language]);
      if (secondary) assert.match(told, language === "en" ? /read in a secondary source/ : /读自二手资料/);
      assert.match(await page.locator("[data-limits]").innerText(), language === "en" ? /not legal advice/i : /不是法律意见/);
      await nothingBroken(page, "the result");
    });
  }

  journey(`a lender that nobody knows: cannot tell, and the question that would settle it (${language})`, async (stage) => {
    const page = await stage.open("/check", { language });
    assert.equal(await settled(page), "jurisdiction");
    await give(page, "CN");
    assert.equal(await settled(page, "jurisdiction"), "lender");
    await give(page, "unknown");
    for (let key = await settled(page, "lender"); key; key = await settled(page, key)) await action(page, "check-stop").click();
    const came = await outcome(page, "none");
    assert.deepEqual([came.verdict, came.sum], ["cannot", null], "never a number");
    const settle = page.locator('[data-settles="lender"] button');
    assert.match(await settle.getAttribute("aria-label"), language === "en" ? /Who lent/ : /谁借给你/);
    await nothingBroken(page, "cannot tell");
    await settle.click();
    assert.equal(await settled(page), "lender");
  });
}

journey("an answer can be changed, survives a reload and a change of language, and is thrown away by starting over", async (stage) => {
  const page = await stage.open("/check", { language: "zh-CN" });
  await answerAll(page, PRIVATE_LOAN);
  await go(page, `${stage.origin}/settings`);
  await action(page, "lang-en").click();
  await page.waitForFunction(() => document.documentElement.lang === "en");
  await go(page, `${stage.origin}/check`);
  await settled(page);
  assert.equal((await outcome(page, "cn.private.cap.2021")).sum, 260_635);
  assert.match(await page.locator("[data-verdict]").innerText(), /can be objected to/);
  await page.reload();
  await settled(page);
  assert.equal((await outcome(page, "cn.private.cap.2021")).sum, 260_635);
  await page.locator('[data-key="rate"] button').click();
  assert.equal(await settled(page), "rate");
  await give(page, "nonsense");
  await page.locator("#f-answer-error").waitFor();
  assert.equal(await page.locator("#f-answer").inputValue(), "nonsense");
  await give(page, "10%");
  assert.equal(await settled(page, "rate"), "");
  assert.notEqual((await outcome(page, "")).verdict, "above");
  await action(page, "start-over").click();
  assert.equal(await settled(page), "jurisdiction");
});

journey("prints the finding in dark ink, with its derivation open, also from the dark theme", async (stage) => {
  const page = await stage.open("/check", { language: "zh-CN", theme: "dark", dark: true });
  await answerAll(page, PRIVATE_LOAN);
  await page.emulateMedia({ media: "print" });
  const pale = await page.locator(".c-verdict, .c-finding").evaluateAll((parts) => {
    const light = (colour) => { const [r, g, b] = colour.match(/[\d.]+/g).map(Number); return 0.299 * r + 0.587 * g + 0.114 * b; };
    const all = parts.flatMap((part) => [part, ...part.querySelectorAll("*")]).filter((each) => each.checkVisibility() && each.innerText?.trim());
    return all.map((each) => [each.className, light(getComputedStyle(each).color)]).filter(([, how]) => how > 140);
  });
  assert.deepEqual(pale, []);
  assert.ok(await page.getByText("4 ×").first().isVisible(), "how it was worked out is on the paper");
  assert.equal(await page.locator(".c-nav").isVisible(), false);
});

journey("asks with the keyboard alone", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/check", { language: "en" });
  for (let key = await settled(page); key; key = await settled(page, key)) {
    // The focus follows in the frame after the question.
    if (key !== "jurisdiction") await page.waitForFunction(() => document.activeElement.id === "check-question");
    const wanted = PRIVATE_LOAN[key];
    const isOption = (await page.locator(`.c-option[data-answer="${wanted}"]`).count()) > 0;
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(([answer, option]) => document.activeElement.matches(option ? `.c-option[data-answer="${answer}"]` : "#f-answer"), [wanted, isOption])) break;
    }
    if (!isOption) await page.keyboard.type(wanted);
    await page.keyboard.press("Enter");
  }
  assert.equal((await outcome(page, "cn.private.cap.2021")).sum, 260_635);
  await page.waitForFunction(() => document.activeElement.id === "check-result");
});

journey("a saved debt brings its figures, and what was answered stays with it", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/", { language: "zh-CN" });
  await addDebt(page, stage.origin, "private", { ...PRIVATE, start: "2025-01-10", due: "2026-10-10", rate: "20" });
  const id = await debtId(page, stage.origin, PRIVATE.creditor);
  await go(page, `${stage.origin}/debts/${id}`);
  await action(page, "check-debt").click();
  await page.locator('#main[data-screen="debt-check"]').waitFor();
  await settled(page);
  assert.match(await page.locator('[data-key="lender"]').innerText(), /个人/);
  assert.match(await page.locator('[data-key="signed"]').innerText(), /2025年1月10日/);
  await page.locator('[data-key="signed"] button').click();
  assert.equal(await settled(page), "signed");
  await saves(page, () => give(page, "2025-01-20"));
  await page.evaluate((key) => localStorage.removeItem(key), `duewise-draft:check-${id}`);
  await page.reload();
  await settled(page);
  assert.match(await page.locator('[data-key="signed"]').innerText(), /2025年1月20日/);
  await nothingBroken(page, "a saved debt");
});

journey("the simulator says since when late charges are above the legal cap, and draws it", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/simulate", { language: "zh-CN" });
  await fill(page, { principal: "5000", rate: "0.1%", days: "30" });
  await page.locator("[data-cap] summary").click();
  for (const [key, answer] of Object.entries({ jurisdiction: "CN", lender: "small_loan", signed: "2026-02-01" })) {
    await page.locator(`[data-cap] [data-question="${key}"]`).waitFor();
    await give(page, answer);
  }
  // source: 36.5 % a year against 24 %: above from the first day.
  await page.locator('[data-cap-from="1"]').waitFor();
  await page.locator('path[data-line="cap"]').waitFor({ state: "attached" });
  assert.match(await page.locator("[data-cap]").innerText(), /第 1 天/);
  await fill(page, { rate: "0.05%" });
  await page.locator('[data-cap-from=""]').waitFor();
  await nothingBroken(page, "the simulator with its cap");
});
