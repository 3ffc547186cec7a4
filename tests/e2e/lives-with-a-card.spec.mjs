// A card over its cycles: what a bank's own illustration prints, in the built product, in both languages.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debtId, fill, hasAmount, saves, startDebt } from "./pages/app.mjs";

// Statement day 5, due on 23 April, one purchase of 1,000 posted on 30 March, 0.05 % a day.
const BILL = { creditor: "示例银行信用卡", balance: "1000", minimum: "100", due: "2026-04-23", paid: "0", rate: "0.05" };

const RULES = { statement_day: "5", transactions: "2026-03-30 1000", card_billed: "simple" };

async function card(stage, language, rules = RULES, today = "2026-06-10") {
  const page = await stage.open("/", { language, today });
  await startDebt(page, stage.origin, "card", BILL);
  await page.locator("details", { has: page.locator("#f-statement_day") }).locator("summary").click();
  await fill(page, rules);
  await saves(page, () => page.locator('[data-action="save-debt"]').click());
  const id = await debtId(page, stage.origin, BILL.creditor);
  await go(page, `${stage.origin}/debts/${id}`);
  return page;
}

async function pay(page, amount, date) {
  await action(page, "record-payment").click();
  await fill(page, { amount, date });
  await saves(page, () => action(page, "save-payment").click());
}

for (const language of ["zh-CN", "en"]) {
  journey(`the first bill after the minimum costs 17.40, as the bank prints it (${language})`, async (stage) => {
    const page = await card(stage, language);
    await pay(page, "100", "2026-04-23");
    // 1,000 · 24 days + 900 · 12 days at 0.05 %: 12.00 + 5.40; the next on 900, then 900 less what is paid on 23 May.
    const bills = page.locator("tr[data-bill]");
    assert.equal(await bills.count(), 3, "bills of 5 April, 5 May and 5 June");
    await hasAmount(bills.nth(1), "17.40", "interest");
    // The working shows the two stretches of days.
    await bills.nth(1).locator('.c-amount[data-amount="1740"]').click();
    const working = page.locator("dialog[open]");
    await working.waitFor();
    const text = await working.innerText();
    for (const days of [/24/, /12/]) assert.match(text, days);
  });

  journey(`the payment that clears a card in twelve months is the one that takes twelve (${language})`, async (stage) => {
    const page = await card(stage, language);
    await fill(page, { "payoff-months": "12" });
    const answers = page.locator("[data-payoff]");
    const payment = Number(await answers.last().locator(".c-amount").first().getAttribute("data-amount"));
    await fill(page, { "payoff-fixed": (payment / 100).toFixed(2) });
    await page.waitForFunction(() => document.querySelectorAll("[data-payoff]").length === 3);
    assert.match(await answers.nth(1).innerText(), /12/);
    await fill(page, { "payoff-fixed": ((payment - 1) / 100).toFixed(2) });
    await page.waitForFunction(() => /13/.test(document.querySelectorAll("[data-payoff]")[1].innerText));
  });
}

journey("by the unpaid-part method what was paid in time bears nothing", async (stage) => {
  const page = await card(stage, "zh-CN", { ...RULES, card_method: "unpaid_part" });
  await pay(page, "100", "2026-04-23");
  // 900 · 36 days at 0.05 %.
  await hasAmount(page.locator("tr[data-bill]").nth(1), "16.20", "interest");
});

journey("cash bears interest from its day, and instalments come whole with each bill", async (stage) => {
  const page = await card(stage, "zh-CN");
  await pay(page, "1000", "2026-04-23");
  await action(page, "record-use").click();
  await fill(page, { use_kind: "cash", amount: "1000", date: "2026-04-10" });
  await saves(page, () => action(page, "save-use").click());
  // 25 days until the bill of 5 May, paid or not: 12.50.
  await hasAmount(page.locator("tr[data-bill]").nth(1), "12.50", "interest of the cash");
  await action(page, "record-use").click();
  await fill(page, { use_kind: "instalments", amount: "600", date: "2026-05-06" });
  await fill(page, { count: "6", fee_share: "0.6%" });
  await saves(page, () => action(page, "save-use").click());
  // 600 / 6 = 100 and 600 · 0.6 % = 3.60 in the least payment of 5 June.
  await page.locator("tr[data-bill]").first().locator(".c-amount").last().click();
  const working = page.locator("dialog[open]");
  await working.waitFor();
  assert.match(await working.innerText(), /103\.60/);
});

journey("a statement day that no month has is named with the days that work, and nothing is lost", async (stage) => {
  const page = await stage.open("/");
  await startDebt(page, stage.origin, "card", BILL);
  await page.locator("details", { has: page.locator("#f-statement_day") }).locator("summary").click();
  await fill(page, { statement_day: "32", transactions: "2026-03-30 2000" });
  await page.locator('[data-action="save-debt"]').click();
  assert.match(await page.locator("#f-statement_day-error").innerText(), /31/);
  await page.locator("#f-transactions-error").waitFor();
  assert.equal(await page.locator("#f-transactions").inputValue(), "2026-03-30 2000");
  await fill(page, { statement_day: "5", transactions: "2026-03-30 1000" });
  await saves(page, () => page.locator('[data-action="save-debt"]').click());
  // The rules are there again when the debt is edited.
  const id = await debtId(page, stage.origin, BILL.creditor);
  await go(page, `${stage.origin}/debts/${id}/edit`);
  assert.equal(await page.locator("#f-statement_day").inputValue(), "5");
});

journey("a payment is for what the payer named", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", {
    creditor: "指定还款", principal: "10000", rate: "12", count: "12", first_due: "2026-10-01", paid_count: "0",
  });
  const id = await debtId(page, stage.origin, "指定还款");
  await go(page, `${stage.origin}/debts/${id}`);
  await action(page, "record-payment").click();
  await fill(page, { amount: "888.49", date: "2026-11-23", purpose: "2" });
  await saves(page, () => action(page, "save-payment").click());
  const rows = page.locator("tr[data-state]");
  assert.equal(await rows.nth(0).getAttribute("data-state"), "late", "the first instalment stays open");
});
