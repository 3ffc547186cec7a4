// The whole way on a phone: a late debt and two numbers, the least that has to be asked for, a letter, sent to a real desk on a
// real file and recomputed there, a counter-offer beside it, an agreement, and the plan that takes the contract's place.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { Lender, LENDER } from "./harness/receiver.mjs";
import { PHONE } from "./harness/browser.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, amounts, debtId, LATE_LOAN, saves, screen } from "./pages/app.mjs";
import { stands } from "./pages/outbox.mjs";
import { cannotPay, figure, settled, shortBudget, smallest } from "./pages/relief.mjs";
import { at, keptRecords, paper, verified } from "./pages/request.mjs";

/** Counts presses and fields that are filled. */
async function counting(page) {
  await page.addInitScript(() => {
    const one = () => sessionStorage.setItem("taps", String(Number(sessionStorage.getItem("taps") ?? 0) + 1));
    document.addEventListener("click", (event) => { if (event.isTrusted && event.target.closest("a, button, summary, label, input[type=radio], input[type=checkbox]")) one(); }, true);
    document.addEventListener("change", (event) => { if (event.target.matches("input:not([type=radio]):not([type=checkbox]), select, textarea")) one(); }, true);
  });
  return {
    reset: () => page.evaluate(() => sessionStorage.setItem("taps", "0")),
    read: () => page.evaluate(() => Number(sessionStorage.getItem("taps"))),
  };
}

for (const language of ["zh-CN", "en"]) {
  journey(`from a late debt to an agreed plan (${language})`, { timeout: 240 }, async (stage) => {
    const lender = await Lender.open();
    try {
      stage.watch.allow(lender.address, lender.origin);
      const name = language === "en" ? LENDER.name_en : LENDER.name_zh;
      const page = await stage.page({ language, viewport: PHONE, timeout: 20000 });
      const taps = await counting(page);
      await addDebt(page, lender.origin, "loan", { ...LATE_LOAN, creditor: name });
      const debt = await debtId(page, lender.origin, name);
      await go(page, `${lender.origin}/`);
      await taps.reset();

      await cannotPay(page);
      await shortBudget(page, "5000", "4300");
      const found = await smallest(page);
      assert.equal(found.state, "request", found.headline);
      await action(page, "ask-for-this").click();
      await at(page, "what");
      await action(page, "straight-to-check").click();
      await at(page, "check");
      const letter = await paper(page, language);
      assert.ok(letter.includes(name), letter);
      await action(page, "send-request").click();
      await action(page, "confirm-send").click();
      await page.locator("[data-done]").waitFor();
      const count = await taps.read();
      assert.ok(count >= 6 && count <= 25, `${count} taps and inputs`);
      stage.note(`${count} taps and inputs from Today to sent: ${found.headline}`);

      const [record] = await keptRecords(page, "request");
      await go(page, `${lender.origin}/requests/${record.id}`);
      await stands(page, record.id, "received", 40000);
      const [own] = await lender.until((all) => all.length === 1);
      assert.equal(own.body, record.held.request.document, "byte for byte");
      assert.equal(own.effects, 1);
      const { recomputed } = own.verification;
      assert.deepEqual(recomputed?.differ, [], `the desk recomputes every figure and agrees: ${JSON.stringify(own.verification)}`);
      assert.ok(recomputed.agree > 20, `${recomputed.agree} figures`);
      verified(own.body);

      // The lender offers less; the offer stands beside the request.
      const sent = JSON.parse(own.body).offer.proposal;
      await lender.answer(own.id, { countered: { counter: { proposal: { ...sent, more: sent.more + 2 } } } });
      await action(page, "ask-state").click().catch(() => {});
      await stands(page, record.id, "countered", 40000);
      await action(page, "compare").click();
      await screen(page, "options").waitFor();
      await settled(page);
      const theirs = await figure(page, "counter", "count");
      // Twelve were agreed, two are late: ten are still to come.
      assert.equal(theirs, 10 + sent.more + 2, "their number of payments");

      // It agrees all the same; the plan takes the place of the contract.
      await lender.answer(own.id, "agreed");
      await go(page, `${lender.origin}/requests/${record.id}`);
      await action(page, "ask-state").click().catch(() => {});
      await stands(page, record.id, "agreed", 40000);
      await saves(page, () => action(page, "adopt").click());
      await go(page, `${lender.origin}/debts/${debt}/plan`);
      const rows = JSON.parse(own.body).offer.arrangement.rows;
      await page.locator(`[data-progress="0/${rows.length}"]`).waitFor({ timeout: 30000 });
      // Today asks for nothing any more that the plan does not.
      await go(page, `${lender.origin}/`);
      const first = Object.values(rows[0].amounts).reduce((sum, part) => sum + part.minor, 0);
      await page.locator("article[data-debt]").first().waitFor();
      assert.notEqual(await page.locator("article[data-debt]").first().getAttribute("data-status"), "late");
      assert.ok((await amounts(page.locator("#main"))).includes(first), `the first payment of the plan, ${first}, is on Today`);
    } finally {
      lender.close();
    }
  });
}
