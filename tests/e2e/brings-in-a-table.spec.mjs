// CSV files of three shapes become debts, payments and a schedule; what the file leaves open is asked; a long file says
// how far it is and can be cancelled; what goes out comes back to the same figures.
//
// Worked by hand. 10,000.00 at 12 % over 12 months is 888.49 a month. The late loan has fallen due on 1 October and
// 1 November 2026; the payments of the GBK file pay the first whole and 500.00 of the second, of which 92.12 is interest:
//   796.37 − (500.00 − 92.12) = 388.49 of principal is open; 12 % raised by half on it for 22 days is
//   388.49 · 0.18 / 365 · 22 = 4.21; together 392.70.
// The schedule of the tab file: 1,030.30 on 15 December 2026, 1,030.20 on 15 January and 15 February 2027.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { journey } from "./harness/runner.mjs";
import { DATA, go } from "./harness/stage.mjs";
import { addDebt, amounts, debt, debtId, hasAmount, LATE_LOAN, LOAN, savedState, saves, screen } from "./pages/app.mjs";

const DEBTS = join(DATA, "csv/debts-utf8-bom.csv");
const PAYMENTS = join(DATA, "csv/payments-gbk.csv");
const SCHEDULE = join(DATA, "csv/schedule-tab.tsv");
const AMBIGUOUS = { name: "payments.csv", mimeType: "text/csv", buffer: Buffer.from("Date,Amount\n04/10/2026,500.00\n05/11/2026,20\n") };

const format = (page) => page.locator('[data-csv="format"]');
const report = (page) => page.locator("[data-import-report]");

/** Chooses a file and waits for the proposal of how it is read. */
async function chooseTable(page, origin, file) {
  await go(page, `${origin}/debts/import`);
  await page.locator("#f-file").setInputFiles(file);
  await format(page).waitFor();
}

async function next(page) {
  await page.locator('[data-action="csv-next"]').click();
  await report(page).waitFor();
}

const save = (page) => saves(page, () => page.locator('[data-action="save-import"]').click());
const chosen = (page, name) => page.locator(`#f-${name}`).inputValue();

/** Chooses an answer and waits until the file is read like that. */
async function choose(page, name, value) {
  await page.locator(`#f-${name}`).selectOption(value);
  await page.waitForFunction(([id, wanted]) => {
    const field = document.querySelector(id);
    return field?.value === wanted && !document.querySelector('[data-csv="format"]')?.getAttribute("aria-busy") && !field.closest("[data-open]");
  }, [`#f-${name}`, value]);
}

async function sound(page, where) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
  assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes[0]?.target}`), [], where);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 0, `${where}: the page is ${wide} px wider than the screen`);
}

for (const language of ["zh-CN", "en"]) {
  journey(`three shapes of CSV come in and show the right figures (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/", { language });
    await chooseTable(page, stage.origin, DEBTS);
    assert.deepEqual([await chosen(page, "shape"), await chosen(page, "encoding"), await chosen(page, "delimiter")], ["debts", "UTF-8", "comma"]);
    await sound(page, "format of debts");
    await next(page);
    assert.equal(await page.locator('[data-row="found"]').count(), 3);
    assert.equal(await page.locator('[data-row="refused"]').count(), 1);
    await sound(page, "found debts");
    await save(page);
    await go(page, `${stage.origin}/debts`);
    assert.equal(await page.locator("article[data-debt]").count(), 3);
    await hasAmount(page.locator("#main"), "5000.00", "the card's bill");

    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    await chooseTable(page, stage.origin, PAYMENTS);
    assert.equal(await chosen(page, "encoding"), "GBK / GB 18030");
    assert.equal(await chosen(page, "target"), "", "there are several debts, so it is asked");
    const late = await page.locator("#f-target option", { hasText: LATE_LOAN.creditor }).getAttribute("value");
    await choose(page, "target", late);
    await next(page);
    assert.equal(await page.locator('[data-row="found"]').count(), 2);
    assert.equal(await page.locator('[data-row="refused"]').count(), 2);
    await save(page);
    await screen(page, "debt").waitFor();
    await hasAmount(page.locator("#main"), "392.70", "due");
    await hasAmount(page.locator("#main"), "388.49", "principal");

    await chooseTable(page, stage.origin, SCHEDULE);
    assert.deepEqual([await chosen(page, "delimiter"), await chosen(page, "decimal"), await chosen(page, "dates"), await chosen(page, "currency")], ["tab", ",", "dmy", "EUR"]);
    await next(page);
    await sound(page, "found schedule");
    await page.locator("#f-creditor").fill("Beispielbank");
    await save(page);
    await screen(page, "debt").waitFor();
    for (const figure of ["1030.30", "1030.20", "3090.70"]) await hasAmount(page.locator("#main"), figure);
  });
}

journey("the same file twice: what is here already is told and not chosen", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  await chooseTable(page, stage.origin, PAYMENTS);
  await next(page);
  await save(page);
  const before = await savedState(page);
  await chooseTable(page, stage.origin, PAYMENTS);
  await next(page);
  assert.equal(await page.locator('[data-row="found"][data-here]').count(), 2);
  assert.equal(await page.locator('[data-row="found"] input:checked').count(), 0);
  await page.locator('[data-action="save-import"]').click();
  await page.waitForTimeout(500);
  assert.equal(await savedState(page), before, "nothing was chosen, so nothing was saved");
  // One of them after all.
  await page.locator('[data-row="found"] input').first().check();
  await save(page);
  await screen(page, "debt").waitFor();
  assert.notEqual(await savedState(page), before);
});

journey("an order of dates that the file leaves open is asked, and the preview follows", async (stage) => {
  const page = await stage.open("/", { language: "en" });
  await addDebt(page, stage.origin, "loan", { ...LATE_LOAN, first_due: "2026-05-01" });
  await chooseTable(page, stage.origin, AMBIGUOUS);
  assert.equal(await chosen(page, "dates"), "");
  await page.locator('[data-action="csv-next"]').click();
  await page.locator("[data-error-summary]").waitFor();
  assert.equal(await report(page).count(), 0, "nothing goes on before it is answered");
  await page.locator("[data-error-summary] a").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "f-dates");
  await choose(page, "dates", "dmy");
  assert.equal(await page.evaluate(() => document.activeElement.id), "f-dates", "the focus stays");
  assert.match(await page.locator('[data-row="preview"]').first().innerText(), /4 October 2026/);
  await choose(page, "dates", "mdy");
  assert.match(await page.locator('[data-row="preview"]').first().innerText(), /10 April 2026/);
  await choose(page, "dates", "dmy");
  await next(page);
  assert.match(await page.locator('[data-row="found"]').first().innerText(), /4 October 2026/);
});

journey("a file of 20,000 rows says how far it is, is cancelled, and then comes in whole", { timeout: 180 }, async (stage) => {
  const page = await stage.open("/", { timeout: 60000 });
  await addDebt(page, stage.origin, "loan", { ...LOAN, principal: "20000000", rate: "1", count: "600", first_due: "2020-01-01" });
  const rows = Array.from({ length: 20000 }, (_, row) => `${2020 + (row % 6)}-${String((row % 12) + 1).padStart(2, "0")}-${String((row % 28) + 1).padStart(2, "0")},${(row % 90) + 1}.${String(row % 100).padStart(2, "0")}`);
  const paid = rows.reduce((sum, row) => sum + Math.round(Number(row.split(",")[1]) * 100), 0);
  const file = { name: "payments.csv", mimeType: "text/csv", buffer: Buffer.from(`日期,金额\n${rows.join("\n")}\n`) };
  const before = await savedState(page);
  await chooseTable(page, stage.origin, file);
  // The cancel button is pressed as soon as the bar has moved.
  const seen = page.evaluate(() => new Promise((done) => {
    const texts = [];
    const observer = new MutationObserver(() => {
      const bar = document.querySelector("#main progress");
      if (!bar || !bar.value) return;
      texts.push(`${bar.value}/${bar.max} ${document.querySelector('#main [aria-live="polite"]').textContent}`);
      if (texts.length < 2) return;
      observer.disconnect();
      document.querySelector('[data-action="cancel-import"]').click();
      done(texts);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
  }));
  await page.locator('[data-action="csv-next"]').click();
  const texts = await seen;
  assert.match(texts[0], /^500\/20001 .*500 \/ 20,001/);
  await page.locator("#f-file").waitFor();
  assert.equal(await report(page).count(), 0);
  assert.equal(await savedState(page), before, "nothing was saved");
  await page.locator("#f-file").setInputFiles(file);
  await format(page).waitFor();
  const begun = Date.now();
  await next(page);
  stage.note(`read in ${Date.now() - begun} ms`);
  const saving = Date.now();
  await save(page);
  await page.locator("#main dl").waitFor();
  stage.note(`saved and shown in ${Date.now() - saving} ms`);
  const held = await amounts(page.locator("#main dl"));
  assert.ok(held.includes(paid), `${paid} was paid; the figures are ${held}`);
});

journey("the debts go out as CSV and come back to the same figures elsewhere", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  await chooseTable(page, stage.origin, PAYMENTS);
  await next(page);
  await save(page);
  await chooseTable(page, stage.origin, DEBTS);
  await next(page);
  await save(page);
  await go(page, `${stage.origin}/debts`);
  const download = page.waitForEvent("download");
  await page.locator('[data-action="export-csv"]').click();
  const path = await (await download).path();
  const text = readFileSync(path, "utf8");
  assert.ok(text.startsWith("\ufeff出借方,"), text.slice(0, 40));
  assert.ok(text.includes("392.70"));
  const figures = async (where) => {
    await go(where, `${stage.origin}/`);
    await debt(where, LATE_LOAN.creditor).waitFor();
    return (await amounts(where.locator("#main"))).sort((one, other) => one - other);
  };
  const here = await figures(page);
  const other = await stage.open("/", { language: "en" });
  await chooseTable(other, stage.origin, { name: "duewise.csv", mimeType: "text/csv", buffer: readFileSync(path) });
  await next(other);
  assert.equal(await other.locator('[data-row="refused"]').count(), 0);
  await save(other);
  const there = await figures(other);
  // The sums that are asked for; sentences about growth from here on start anew from the day of the export.
  for (const sum of [39270, 38849, 421]) assert.ok(here.includes(sum) && there.includes(sum), `${sum}: ${here} and ${there}`);
});

journey("a schedule, a ledger and a curve go out as CSV", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  const id = await debtId(page, stage.origin);
  await go(page, `${stage.origin}/debts/${id}`);
  for (const [place, words] of [[0, "888.49"], [1, "2026-10-01"]]) {
    const download = page.waitForEvent("download");
    await page.locator('[data-action="export-csv"]').nth(place).click();
    assert.ok(readFileSync(await (await download).path(), "utf8").includes(words));
  }
  await go(page, `${stage.origin}/simulate`);
  await page.locator(".c-sim__twin summary").click();
  const download = page.waitForEvent("download");
  await page.locator('.c-sim__twin [data-action="export-csv"]').click();
  assert.match(readFileSync(await (await download).path(), "utf8"), /^\ufeff[^\n]+\r\n0,\d{4}-\d\d-\d\d,/);
});

const HOSTILE = {
  "with an open quotation mark": "Date,Amount\n2026-01-01,\"12\n2026-01-02,13\n",
  "with a field of a megabyte": `Date,Amount\n${"x".repeat(1024 * 1024)},1\n`,
  "with a thousand columns": `${"a,".repeat(1000)}\n`,
  "of 60,000 rows": "a,b\n".repeat(60000),
  "with NUL bytes": "Date,Amount\n2026-01-01,\0\0\n",
  "that is a web page": "<!doctype html><img src=x onerror=window.__xss=1>",
  "that is JSON": '{"version":1,"debts":[]}',
  "that is empty": "",
  "of 11 MB": "1,2\n".repeat(2.8 * 1024 * 1024),
};

for (const [what, text] of Object.entries(HOSTILE)) {
  journey(`a CSV file ${what} is refused within 5 s`, async (stage) => {
    const page = await stage.open("/debts/import");
    const before = await savedState(page);
    const begun = Date.now();
    await page.locator("#f-file").setInputFiles({ name: "hostile.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
    await page.locator("[data-error-summary]:visible").waitFor({ timeout: 5000 });
    stage.note(`${Date.now() - begun} ms`);
    assert.equal(await page.locator('[data-csv="format"], [data-import-report]').count(), 0);
    assert.equal(await page.evaluate(() => window.__xss), undefined);
    assert.equal(await savedState(page), before);
  });
}

journey("markup and formulas in cells are plain text", async (stage) => {
  const page = await stage.open("/", { language: "en" });
  const text = "Lender,Principal,Rate,Instalments,First due date\n\"<img src=x onerror=window.__xss=1>=1+1\",1000,12%,3,2026-12-01\n";
  await chooseTable(page, stage.origin, { name: "x.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await next(page);
  await save(page);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.__xss), undefined);
  assert.match(await page.locator("h1").innerText(), /<img src=x/);
});

journey("a table is brought in by keyboard alone", async (stage) => {
  const page = await stage.open("/", { language: "en" });
  await addDebt(page, stage.origin, "loan", { ...LATE_LOAN, first_due: "2026-05-01" });
  await chooseTable(page, stage.origin, AMBIGUOUS);
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${selector} cannot be reached`);
  };
  await tabTo("#f-dates");
  await page.keyboard.type("day");
  await page.waitForFunction(() => document.querySelector("#f-dates")?.value === "dmy" && !document.querySelector("#f-dates").closest("[data-open]"));
  await tabTo('[data-action="csv-next"]');
  await page.keyboard.press("Enter");
  await report(page).waitFor();
  await tabTo('[data-row="found"] input');
  await page.keyboard.press("Space");
  assert.equal(await page.locator('[data-row="found"] input:checked').count(), 1);
  await page.keyboard.press("Space");
  await tabTo('[data-action="save-import"]');
  await saves(page, () => page.keyboard.press("Enter"));
  await screen(page, "debt").waitFor();
});
