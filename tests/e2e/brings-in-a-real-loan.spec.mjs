// A loan that Apache Fineract describes, with late instalments and a penalty, becomes figures on Today.
//
// Worked by hand, without the app. 10,000.00 lent on 2026-03-15 at 12 % a year for 12 months in equal instalments; a month
// is 1 % of the balance (30/360), interest rounded to the cent, half to even:
//   instalment = 10000 · 0.01 / (1 − 1.01⁻¹²) = 888.4878… → 888.49        (the figure of every published table)
//    k  due         interest  principal  balance
//    1  2026-04-15   100.00     788.49   9211.51
//    2  2026-05-15    92.12     796.37   8415.14
//    3  2026-06-15    84.15     804.34   7610.80
//    4  2026-07-15    76.11     812.38   6798.42
//    5  2026-08-15    67.98     820.51   5977.91
//    6  2026-09-15    59.78     828.71   5149.20
//    7  2026-10-15    51.49     837.00   4312.20
//    8  2026-11-15    43.12     845.37   3466.83
//    9  2026-12-15    34.67     853.82   2613.01 …
// Instalments 1 to 4 were paid on their day. On 2026-08-20 came 500.00: interest first, 67.98, then 432.02 of principal, so
// 820.51 − 432.02 = 388.49 of instalment 5 is open. A penalty of 50.00 was charged on 2026-09-20.
// Due on 2026-11-23:
//   principal 388.49 + 828.71 + 837.00 + 845.37 = 2,899.57
//   interest            59.78 +  51.49 +  43.12 =   154.39
//   penalty                                          50.00
//   together                                      3,103.96
// Late since 2026-08-15: 16 days of August, 30, 31, 23 → 100 days.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { debt, debtId, FINERACT, hasAmount, importFile, readFile, saves, screen } from "./pages/app.mjs";

for (const language of ["zh-CN", "en"]) {
  journey(`imports a Fineract loan that is late and sees what is due (${language})`, async (stage) => {
    const page = await stage.open("/", { language });
    await importFile(page, stage.origin, FINERACT);
    await go(page, `${stage.origin}/`);
    const card = debt(page);
    assert.equal(await card.getAttribute("data-status"), "late");
    for (const [figure, words] of [["3103.96", "due in all"], ["2899.57", "principal"], ["154.39", "interest"], ["50.00", "penalty"]]) {
      await hasAmount(card, figure, words);
    }
    assert.match(await card.innerText(), language === "en" ? /\b100 days/ : /100 天/);

    await go(page, `${stage.origin}/debts/${await debtId(page, stage.origin)}`);
    await screen(page, "debt").waitFor();
    for (const figure of ["888.49", "67.98", "432.02", "388.49", "853.82"]) await hasAmount(page.locator("#main"), figure);
  });
}

journey("every figure of the import's own schedule and summary is compared with ours", async (stage) => {
  const page = await stage.open("/");
  await readFile(page, stage.origin, FINERACT);
  const report = page.locator("[data-import-report]");
  const rows = await report.locator("[data-compare]").evaluateAll((all) => all.map((each) => `${each.dataset.equal} ${each.textContent.trim()}`));
  const unequal = rows.filter((row) => !row.startsWith("true"));
  // 12 rows of at least principal, interest and balance, and the summary.
  assert.ok(rows.length >= 40, `only ${rows.length} figures were compared`);
  assert.deepEqual(unequal, [], "this loan follows from its terms: every figure is equal");
  stage.note(`${rows.length} figures compared`);
  await saves(page, () => page.locator('[data-action="save-import"]').click());
});

journey("a figure of the lender that does not follow from its terms is shown, with why", async (stage) => {
  const { readFileSync } = await import("node:fs");
  const loan = JSON.parse(readFileSync(FINERACT, "utf8"));
  loan.summary.interestOverdue = 254.39;
  loan.summary.totalOverdue = 3203.96;
  const page = await stage.open("/");
  await readFile(page, stage.origin, { name: "loan.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(loan)) });
  const different = page.locator('[data-import-report] [data-compare][data-equal="false"]');
  assert.ok((await different.count()) >= 2);
  await hasAmount(page.locator("[data-import-report]"), "254.39");
  await hasAmount(page.locator("[data-import-report]"), "154.39");
});

journey("an import that is cancelled leaves nothing behind", async (stage) => {
  const page = await stage.open("/");
  await readFile(page, stage.origin, FINERACT);
  await page.locator('[data-action="cancel-import"]').click();
  await go(page, `${stage.origin}/debts`);
  assert.equal(await page.locator("article[data-debt]").count(), 0);
});
