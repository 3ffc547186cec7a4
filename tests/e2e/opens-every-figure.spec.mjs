// Every amount on Today, on a debt's page and in the simulator opens to a working that ends in that amount.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { addDebt, LATE_LOAN, PRIVATE, typicalDebts } from "./pages/app.mjs";
import { openEvery, strayAmounts } from "./pages/working.mjs";

for (const language of ["zh-CN", "en"]) {
  journey(`opens every amount on Today, each debt and the simulator (${language})`, { timeout: 240 }, async (stage) => {
    const page = await stage.open("/", { language });
    const visited = {};
    const wrong = [];
    const visit = async (name, path) => {
      if (path) await go(page, stage.origin + path);
      const { count, wrong: found } = await openEvery(page);
      visited[name] = (visited[name] ?? 0) + count;
      wrong.push(...found.map((each) => `${name}: ${each}`));
      wrong.push(...(await strayAmounts(page)).map((each) => `${name}: an amount outside the component: ${each}`));
    };
    // A first visit holds no working: a press loads all rooms and opens it there. So each amount is visited anew.
    const first = await page.locator("#main .c-amount").count();
    for (let place = 0; place < first; place += 1) {
      await go(page, `${stage.origin}/`);
      const amount = page.locator("#main .c-amount").nth(place);
      const wanted = await amount.getAttribute("data-amount");
      await amount.click();
      const last = page.locator("dialog[data-working][open] [data-step]").last();
      await last.waitFor();
      const opened = await last.getAttribute("data-result");
      if (opened !== wanted) wrong.push(`Today, first visit: ${wanted}: the last step says ${opened}`);
      visited["Today, first visit"] = place + 1;
      await page.keyboard.press("Escape");
    }
    wrong.push(...(await strayAmounts(page)).map((each) => `Today, first visit: an amount outside the component: ${each}`));
    await typicalDebts(page, stage.origin);
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    await addDebt(page, stage.origin, "private", PRIVATE);
    await visit("Today", "/");
    await go(page, `${stage.origin}/debts`);
    const ids = await page.locator("article[data-debt]").evaluateAll((all) => all.map((each) => each.dataset.debt));
    assert.ok(ids.length >= 6, `${ids.length} debts`);
    for (const id of ids) await visit("debts", `/debts/${id}`);
    await visit("Simulate", "/simulate");
    await page.locator("#f-whatif_amount").fill("1000");
    await page.locator("#f-whatif_day").fill("10");
    await visit("Simulate, with a payment");

    const all = Object.values(visited).reduce((sum, each) => sum + each, 0);
    stage.note(`${all} amounts: ${Object.entries(visited).map(([name, count]) => `${name} ${count}`).join(", ")}`);
    for (const [name, count] of Object.entries(visited)) assert.ok(count > 0, `${name} shows no amount`);
    assert.deepEqual(wrong.slice(0, 12), [], `${wrong.length} wrong`);
  });
}

journey("the working closes by Escape too, and focus returns to the amount", async (stage) => {
  const page = await stage.open("/simulate");
  const amount = page.locator("#main .c-amount").first();
  await amount.focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog[data-working][open]").waitFor();
  await page.keyboard.press("Escape");
  await page.locator("dialog[data-working][open]").waitFor({ state: "detached" });
  assert.equal(await amount.evaluate((each) => document.activeElement === each), true);
});
