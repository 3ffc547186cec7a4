// A second rule of lateness beside the first: both costs on the day, which one costs more, a few days in a table, a second
// line in the chart; the fold opens by keyboard. What was typed for it stays, and a link says that it carries the first only.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, amounts, fill } from "./pages/app.mjs";
import { openEvery, strayAmounts } from "./pages/working.mjs";

const SAID = {
  "zh-CN": [/第 30 天：甲 ¥75\.00，乙 ¥50\.00，甲多收 ¥25\.00。/, /第 20 天：甲 ¥50\.00，乙 ¥50\.00，一样多。/],
  en: [/Day 30: rule A ¥75\.00, rule B ¥50\.00\. Rule A charges ¥25\.00 more\./, /Day 20: rule A ¥50\.00, rule B ¥50\.00\. They charge the same\./],
};

/** The words of an element, with what only layout puts between them taken away. */
const words = async (place) => (await place.innerText()).replace(/\s+/g, " ").replace(/ (?=[，。.,])/g, "");

for (const language of ["zh-CN", "en"]) {
  journey(`compares 0.05 % a day with a flat 50 on 5,000 (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/", { language });
    await go(page, `${stage.origin}/simulate`);
    await fill(page, { principal: "5000", rate: "0.05%", days: "30" });
    const fold = page.locator("[data-against] details");
    const finding = page.locator("[data-against-finding]");
    const row = (day) => page.locator(`[data-twin="against"] tr[data-day="${day}"]`);
    const told = (text) => page.waitForFunction((wanted) => document.querySelector("[data-against] output[role=status]").textContent.includes(wanted), text);
    assert.equal(await fold.getAttribute("open"), null, "closed at first");
    assert.equal(await page.locator('path[data-line="second"]').count(), 0);

    // By keyboard: the fold opens.
    await fold.locator("summary").focus();
    await page.keyboard.press("Enter");
    assert.equal(await finding.count(), 0, "nothing is compared before a rule is chosen");
    await fill(page, { second_policy: "flat", second_late_fee: "50" });
    await finding.waitFor();

    // source: 5,000 × 0.0005 = 2.50 a day; the flat fee is 50.00 from the first day late.
    assert.deepEqual(await amounts(finding), [7_500, 5_000, 2_500]);
    assert.match(await words(finding), SAID[language][0]);
    for (const [day, cents] of [["7", [1_750, 5_000, 3_250]], ["30", [7_500, 5_000, 2_500]], ["60", [15_000, 5_000, 10_000]], ["90", [22_500, 5_000, 17_500]]]) {
      assert.deepEqual(await amounts(row(day)), cents, `day ${day}`);
    }
    assert.equal(await row("30").getAttribute("aria-current"), "true");
    await told("25.00");

    // The line has its own name in the drawing and in the key; neither leans on colour.
    await page.locator('path[data-line="second"]').waitFor({ state: "attached" });
    assert.ok((await page.locator('text[data-line="second"]').textContent()).length > 0);
    assert.equal(await page.locator('.c-key__item[data-component="second"]').count(), 1);

    // A day that is not among the usual ones stands in its place; equal costs are said to be equal.
    await fill(page, { days: "20" });
    await row("20").waitFor();
    assert.match(await words(finding), SAID[language][1]);
    assert.deepEqual(await page.locator('[data-twin="against"] tr[data-day]').evaluateAll((all) => all.map((each) => each.dataset.day)), ["7", "20", "30", "60", "90"]);

    await told("20");
    const { wrong } = await openEvery(page);
    assert.deepEqual(wrong.concat(await strayAmounts(page)), []);
  });

  journey(`a second rule keeps what was typed, names its errors and stays out of the link (${language})`, async (stage) => {
    const page = await stage.open("/", { language });
    await go(page, `${stage.origin}/simulate`);
    await fill(page, { principal: "5000", days: "30" });
    await page.locator("[data-against] summary").click();
    assert.equal(await page.locator("[data-first-only]").count(), 0);
    await fill(page, { second_policy: "daily", second_rate: "x" });
    await page.locator("#f-second_rate-error").waitFor();
    assert.equal(await page.locator("#f-rate-error").count(), 0, "the first rule is right");
    await fill(page, { second_rate: "0.1%", second_grace_days: "10" });
    // source: 0.1 % of 5,000 is 5.00 a day, for the 20 days after 10 of grace.
    assert.deepEqual(await amounts(page.locator("[data-against-finding]")), [7_500, 10_000, 2_500]);
    await fill(page, { second_policy: "flat" });
    await fill(page, { second_policy: "daily" });
    assert.equal(await page.locator("#f-second_rate").inputValue(), "0.1%");

    await page.locator("[data-first-only]").waitFor();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await action(page, "copy-link").click();
    await page.waitForFunction(() => location.hash.startsWith("#s="));
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.reload();
    await page.locator("[data-against-finding]").waitFor();
    assert.equal(await page.locator("#f-second_rate").inputValue(), "0.1%", "the one who made the link has lost nothing");
    const reader = await stage.page({ language });
    await go(reader, link);
    await reader.locator('[data-link-verdict="matches"]').waitFor();
    assert.equal(await reader.locator("[data-against-finding]").count(), 0, "the reader is given the first rule only");
  });
}

journey("what is typed in the simulator can be taken back and brought again", async (stage) => {
  const page = await stage.open("/simulate");
  const typed = () => page.locator("#f-principal").inputValue();
  const first = await typed();
  await fill(page, { principal: "8000" });
  await page.waitForTimeout(900);
  await fill(page, { principal: "9000" });
  await page.locator('[data-action="step-back"]').click();
  assert.equal(await typed(), "8000");
  await page.locator('[data-action="step-back"]').click();
  assert.equal(await typed(), first);
  await page.locator('[data-action="step-forward"]').click();
  assert.equal(await typed(), "8000");
  // What came back is kept for the next visit.
  await page.reload();
  await page.locator("[data-finding] .c-amount").first().waitFor();
  assert.equal(await typed(), "8000");
});
