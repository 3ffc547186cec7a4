// The credit record, the legal road and the purposes of a payment, for a loan that is 53 days late; in both languages.
//
// Worked by hand. Days late 31 to 60 are code 2. A record is kept five years from the end of the spell: paid on
// 23 November 2026, until 23 November 2031. Court fee (诉讼费用交纳办法 art. 13): 50 up to 10,000, then 2.5 %; half in
// mediation. Doubled interest (法释〔2014〕8号): 0.0175 % a day. The claim is read off the page, the rest follows from it.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debtId, fill, LATE_LOAN } from "./pages/app.mjs";

const yuan = (number) => number.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const round = (number) => Math.round((number + 1e-9) * 100) / 100;

async function open(stage, language) {
  const page = await stage.open("/", { language });
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  const id = await debtId(page, stage.origin, LATE_LOAN.creditor);
  await go(page, `${stage.origin}/debts/${id}`);
  await action(page, "prospects").click();
  await page.locator("[data-road]").waitFor();
  return page;
}

for (const language of ["zh-CN", "en"]) {
  journey(`sees what the record shows, what each stage costs, and until when (${language})`, async (stage) => {
    const page = await open(stage, language);
    await page.locator("details", { has: page.locator("[data-facts]") }).locator("summary").first().click();
    await fill(page, { lender: "bank", amount: "500", perform_by: "2026-12-31", unpaid_days: "100", place: "shenzhen" });
    await action(page, "work-out").click();
    await page.locator("[data-adviser]").waitFor();
    const record = await page.locator("[data-record]").innerText();
    assert.match(record, language === "en" ? /23 November 2031/ : /2031年11月23日/, "five years from the end");
    assert.match(record, /2/, "code 2");
    const road = page.locator("[data-road]");
    const claim = Number(/[\d,]+\.\d\d/.exec(await road.locator(".c-section__note").first().innerText())[0].replaceAll(",", ""));
    assert.ok(claim > 10_000, `${claim}`);
    const fee = round(50 + (claim - 10_000) * 0.025);
    const suit = await road.locator('[data-stage="suit"]').innerText();
    assert.ok(suit.includes(yuan(fee)), `${yuan(fee)} is not in ${suit}`);
    const mediation = await road.locator('[data-stage="mediation"]').innerText();
    assert.ok(mediation.includes(yuan(round(fee / 2))), `${yuan(round(fee / 2))} is not in ${mediation}`);
    const whole = await road.innerText();
    assert.ok(whole.includes(yuan(round(claim * 0.000175 * 100))), "doubled interest of 100 days");
    assert.match(await road.locator('[data-stage="insolvency"]').innerText(), /200,000/, "Shenzhen leaves 200,000");
    // Every stage says what it rests on, with its source.
    assert.ok((await road.locator("[data-rule]").count()) >= 6);
    const outcomes = page.locator("[data-outcome]");
    assert.ok((await outcomes.count()) > 1);
    assert.equal(await outcomes.first().getAttribute("data-best"), "true");
    const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
    assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0]?.target}`), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px wider than the screen`);
  });
}

journey("what cannot be read is said at its field, and nothing typed is lost", async (stage) => {
  const page = await open(stage, "zh-CN");
  await page.locator("details", { has: page.locator("[data-facts]") }).locator("summary").first().click();
  await fill(page, { amount: "many", unpaid_days: "-1" });
  await action(page, "work-out").click();
  await page.locator("#f-amount-error").waitFor();
  await page.locator("#f-unpaid_days-error").waitFor();
  assert.equal(await page.locator("#f-amount").inputValue(), "many");
});
