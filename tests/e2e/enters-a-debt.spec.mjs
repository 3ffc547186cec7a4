// Six inputs at most give a useful answer. The figures are worked out here, not by the app.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { addDebt, CARD, debt, hasAmount, LATE_LOAN, LOAN, PAY_LATER, PRIVATE, startDebt } from "./pages/app.mjs";

async function entered(stage, preset, fields) {
  const page = await stage.open("/");
  await startDebt(page, stage.origin, preset, {});
  const inputs = await page.locator("form input:visible, form select:visible, form textarea:visible").count();
  assert.ok(inputs >= 3 && inputs <= 6, `${inputs} inputs`);
  await addDebt(page, stage.origin, preset, fields);
  await go(page, `${stage.origin}/`);
  const card = debt(page, fields.creditor);
  await card.waitFor();
  return card;
}

journey("a loan: 10,000 at 12 % a year over 12 months is 888.49 a month, as the published tables say", async (stage) => {
  // 10000 · 0.01 / (1 − 1.01⁻¹²) = 888.4878… → 888.49; of it interest 10000 · 0.01 = 100.00, principal 788.49.
  const card = await entered(stage, "loan", LOAN);
  for (const figure of ["888.49", "100.00", "788.49"]) await hasAmount(card, figure);
  // From 23 November to 1 December: 8 days.
  assert.match(await card.innerText(), /(?<!\d)8 天/);
});

journey("a loan two instalments behind: both are due, and the days are counted from the older one", async (stage) => {
  // Due on 2026-10-01 and 2026-11-01, nothing paid: interest 100.00 + 92.12, principal 788.49 + 796.37 = 1,584.86.
  // From 1 October to 23 November: 30 days of October after the 1st, and 23 → 53 days.
  const card = await entered(stage, "loan", LATE_LOAN);
  assert.equal(await card.getAttribute("data-status"), "late");
  await hasAmount(card, "1584.86", "principal");
  assert.match(await card.innerText(), /53 天/);
});

journey("a card bill: what is left of the bill, and what is left of the minimum", async (stage) => {
  // Bill 5,000, 100 of it paid: 4,900.00 to pay all. Minimum 500, 100 of it paid: 400.00 keeps it from being late.
  // From 23 November to 5 December: 12 days.
  const card = await entered(stage, "card", CARD);
  await hasAmount(card, "400.00", "rest of the minimum");
  await hasAmount(card, "4900.00", "rest of the bill");
  assert.match(await card.innerText(), /12 天/);
});

journey("a pay-later plan: a third of the price and the fee of one instalment each time", async (stage) => {
  // 1,200.00 in 3 parts of 400.00; 12.00 of fee with each: 412.00.
  const card = await entered(stage, "paylater", PAY_LATER);
  for (const figure of ["412.00", "400.00", "12.00"]) await hasAmount(card, figure);
});

journey("money from a person, without interest: the sum, on the day", async (stage) => {
  // 10 December is 17 days after 23 November.
  const card = await entered(stage, "private", PRIVATE);
  await hasAmount(card, "20000.00");
  assert.match(await card.innerText(), /17 天/);
});
