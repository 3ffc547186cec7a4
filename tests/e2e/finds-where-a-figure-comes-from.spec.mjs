// The lender shows a figure that the contract does not give: which way of counting gives it, which comes nearest, and
// what to ask. Worked by hand.
//
// 10,000.00 at 12 %, paid out on 1 October 2026, first instalment on 1 November: 31 days.
//   10,000 · 0.12 · 31 / 365 = 101.92, as it was entered; over 360 it is 103.33 (103.34 rounded up), over 360 with months
//   of 30 days 100.00. Nothing comes nearer to 103.36 than 103.34.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { debtId, fill, hasAmount, LATE_LOAN, savedState, saves, screen, startDebt } from "./pages/app.mjs";

const verdict = (page) => page.locator("[data-verdict]");
const way = (page) => page.locator("[data-way]");

/** A loan by days over 365, opened at the question where a figure comes from. */
async function asked(stage, fields, options = {}) {
  const page = await stage.open("/", { timeout: 30000, ...options });
  await startDebt(page, stage.origin, "loan", { ...LATE_LOAN, first_due: "2026-11-01", ...fields });
  await page.locator("details", { has: page.locator("#f-fee_share") }).locator("summary").click();
  await fill(page, { year_days: "by_days" });
  await saves(page, () => page.locator('[data-action="save-debt"]').click());
  const id = await debtId(page, stage.origin, LATE_LOAN.creditor);
  await go(page, `${stage.origin}/debts/${id}`);
  await page.locator('[data-action="reconcile"]').click();
  await screen(page, "reconcile").waitFor();
  return page;
}

async function search(page, fields) {
  for (const [name, value] of Object.entries(fields)) await fill(page, { [name]: value });
  await page.locator('[data-action="search"]').click();
}

async function sound(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0]?.target}`), [], where);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${where}: the page is ${wide} px wider than the screen`);
}

for (const language of ["zh-CN", "en"]) {
  journey(`interest over 360 days where 365 were entered is found, and opens to its rows (${language})`, { timeout: 120 }, async (stage) => {
    const page = await asked(stage, {}, { language });
    const before = await savedState(page);
    await sound(page, "the question");
    await search(page, { figure: "interest", instalment: "1", date: "2026-11-01", amount: "103.33" });
    await verdict(page).waitFor();
    assert.equal(await verdict(page).getAttribute("data-verdict"), "other");
    const first = way(page).first();
    const text = await first.innerText();
    assert.match(text, /360/);
    assert.match(text, /365/, "how it was entered stands beside it");
    assert.match(await page.locator("[data-question]").innerText(), /103\.33.*360/s);
    await first.locator("summary").click();
    await first.locator(".c-amount").first().waitFor();
    await hasAmount(first, "103.33", "the rows under that convention");
    await sound(page, "what was found");
    assert.equal(await savedState(page), before, "nothing was saved");
  });

  journey(`a figure that nothing gives: the nearest, the difference, the question (${language})`, { timeout: 120 }, async (stage) => {
    const page = await asked(stage, {}, { language });
    await search(page, { figure: "interest", instalment: "1", date: "2026-11-01", amount: "103.36" });
    await verdict(page).waitFor();
    assert.equal(await verdict(page).getAttribute("data-verdict"), "none");
    assert.equal(await way(page).count(), 1);
    assert.match(await way(page).first().innerText(), /103\.34.*0\.02/s);
    assert.ok((await page.locator("[data-question]").innerText()).length > 60);
    await sound(page, "none gives it");
    await page.locator('[data-action="search-again"]').click();
    assert.equal(await page.locator("#f-amount").inputValue(), "103.36", "what was typed stays");
  });
}

journey("the contract's own figure is said to be its own", { timeout: 120 }, async (stage) => {
  const page = await asked(stage, {});
  await search(page, { figure: "interest", instalment: "1", date: "2026-11-01", amount: "101.92" });
  await verdict(page).waitFor();
  assert.equal(await verdict(page).getAttribute("data-verdict"), "agreed");
});

journey("a long search says how far it is and is cancelled; by keyboard", { timeout: 120 }, async (stage) => {
  const page = await asked(stage, { principal: "20000000", rate: "1", count: "600", first_due: "2020-01-01" });
  const before = await savedState(page);
  const seen = page.evaluate(() => new Promise((done) => {
    const observer = new MutationObserver(() => {
      const bar = document.querySelector("#main progress");
      if (!bar || !bar.value) return;
      observer.disconnect();
      const text = document.querySelector('#main [aria-live="polite"]').textContent;
      document.querySelector('[data-action="cancel-search"]').click();
      done(`${bar.value}/${bar.max} ${text}`);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  }));
  await page.locator("#f-amount").fill("1234.56");
  await page.locator("#f-amount").press("Enter");
  assert.match(await seen, /^\d+\/\d{4,} .*\d/);
  await page.locator("#f-amount").waitFor();
  assert.equal(await verdict(page).count(), 0);
  assert.equal(await page.locator("#f-amount").inputValue(), "1234.56");
  assert.equal(await savedState(page), before);
  const begun = Date.now();
  await page.locator('[data-action="search"]').click();
  await verdict(page).waitFor();
  stage.note(`600 rows: searched in ${Date.now() - begun} ms, ${(await page.locator("[data-verdict] > .c-section > .c-section__note").last().innerText())}`);
});

journey("what cannot be read is said at its field", async (stage) => {
  const page = await asked(stage, {});
  await search(page, { amount: "many", date: "2026-11-01" });
  await page.locator("[data-error-summary]").waitFor();
  assert.ok(await page.locator("#f-amount-error").isVisible());
});
