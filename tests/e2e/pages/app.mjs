// What a person sees and does, by the names that the markup promises. No spec spells a selector that is not theirs alone.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { go } from "../harness/stage.mjs";

export const FINERACT = fileURLToPath(new URL("../../data/fineract/late-with-penalty.json", import.meta.url));

/** Yuan to minor units: "888.49" is 88849. Text in, so that nothing is rounded on the way. */
export function minor(text) {
  const [whole, part = ""] = text.replace(/[,¥\s]/g, "").split(".");
  return Number(whole + part.padEnd(2, "0"));
}

/** The minor units of every amount in this part of the page. */
export function amounts(scope) {
  return scope.locator(".c-amount").evaluateAll((all) => all.map((each) => Number(each.dataset.amount)));
}

export async function hasAmount(scope, text, words = "") {
  const found = await amounts(scope);
  assert.ok(found.includes(minor(text)), `${words} ${text} is not among ${found.map((each) => each / 100).join(" ")}`);
}

/** The number of acknowledged writes so far. */
export function savedRevision(page) {
  return page.evaluate(() => Number(document.documentElement.dataset.savedRev ?? 0));
}

/** Does something and waits until the write that it causes is acknowledged. */
export async function saves(page, act) {
  const before = await savedRevision(page);
  await act();
  await page.waitForFunction((known) => Number(document.documentElement.dataset.savedRev ?? 0) > known, before);
}

export const screen = (page, name) => page.locator(`#main[data-screen="${name}"]`);
export const action = (page, name) => page.locator(`[data-action="${name}"]:visible`).first();
export const debt = (page, words) => page.locator("article[data-debt]", words ? { hasText: words } : {}).first();

/** Fills fields by their names; what a select offers is chosen by value. */
export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`#f-${name}`);
    if (await field.evaluate((each) => each.tagName === "SELECT")) await field.selectOption(value);
    else await field.fill(value);
  }
}

/** A new debt by the short form, up to the moment before it is saved. */
export async function startDebt(page, origin, preset, fields) {
  await go(page, `${origin}/debts/new`);
  await page.locator(`[data-preset="${preset}"]`).first().click();
  await page.locator('[data-action="save-debt"]').waitFor();
  await fill(page, fields);
}

export async function addDebt(page, origin, preset, fields) {
  await startDebt(page, origin, preset, fields);
  await saves(page, () => page.locator('[data-action="save-debt"]').click());
}

/** Brings a file in up to the report. */
export async function readFile(page, origin, file) {
  await go(page, `${origin}/debts/import`);
  await page.locator("#f-file").setInputFiles(file);
  await page.locator("[data-import-report]").waitFor();
}

export async function importFile(page, origin, file) {
  await readFile(page, origin, file);
  await saves(page, () => page.locator('[data-action="save-import"]').click());
}

/** The debts that most journeys begin with: one of each kind, one of them late. Returns nothing; look at the screen. */
export async function typicalDebts(page, origin) {
  await addDebt(page, origin, "loan", LOAN);
  await addDebt(page, origin, "card", CARD);
  await addDebt(page, origin, "paylater", PAY_LATER);
  await importFile(page, origin, FINERACT);
}

export const LOAN = { creditor: "安心消费金融", principal: "10000", rate: "12", count: "12", first_due: "2026-12-01", paid_count: "0" };
export const LATE_LOAN = { creditor: "迟到的分期", principal: "10000", rate: "12", count: "12", first_due: "2026-10-01", paid_count: "0" };
export const CARD = { creditor: "城市银行信用卡", balance: "5000", minimum: "500", due: "2026-12-05", paid: "100", rate: "0.05" };
export const PAY_LATER = { creditor: "先买后付", total: "1200", count: "3", first_due: "2026-12-01", fee: "12", paid_count: "0" };
export const PRIVATE = { creditor: "表哥", principal: "20000", start: "2026-01-10", due: "2026-12-10", rate: "0", paid: "0" };

/** The id of the debt whose card shows these words, read from the list. */
export async function debtId(page, origin, words) {
  await go(page, `${origin}/debts`);
  return debt(page, words).getAttribute("data-debt");
}

/** Everything in the app's databases, as one text that is equal when they are. */
export function savedState(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const all = {};
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of [...database.objectStoreNames].sort()) {
        const open = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([done(open.getAllKeys()), done(open.getAll())]);
        all[`${name} ${database.version} ${store}`] = keys.map((key, index) => [key, values[index]]);
      }
      database.close();
    }
    const bytes = (_, value) => (value instanceof ArrayBuffer ? [...new Uint8Array(value)] : ArrayBuffer.isView(value) ? [...value] : value);
    return JSON.stringify(Object.entries(all).sort(), bytes);
  });
}
