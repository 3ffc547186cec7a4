// A device on which an earlier release kept debts: the database grows two stores, and nothing of it is lost.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debt, hasAmount, LOAN, savedState, screen } from "./pages/app.mjs";

/** A database as the first release made it, of the rows of this one; `open` leaves a tab's connection open on it. */
async function asVersionOne(page, origin) {
  await addDebt(page, origin, "loan", LOAN);
  await page.waitForTimeout(600);
  await page.goto(`${origin}/icon.svg`);
  await page.evaluate(async () => {
    const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const now = await done(indexedDB.open("duewise"));
    const kept = {};
    for (const name of ["debts", "meta"]) {
      const store = now.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
      kept[name] = keys.map((key, index) => [key, values[index]]);
    }
    now.close();
    await done(indexedDB.deleteDatabase("duewise"));
    const opening = indexedDB.open("duewise", 1);
    opening.onupgradeneeded = () => {
      for (const name of ["debts", "meta", "quarantine"]) opening.result.createObjectStore(name);
      for (const [name, rows] of Object.entries(kept)) {
        for (const [key, value] of rows) opening.transaction.objectStore(name).put(value, key);
      }
    };
    (await done(opening)).close();
    const sentinel = JSON.parse(localStorage.getItem("duewise-sentinel"));
    delete sentinel.records;
    localStorage.setItem("duewise-sentinel", JSON.stringify({ ...sentinel, schema: 1 }));
  });
}

journey("opens a database of the first release: debts are there, requests can be kept, nobody is asked to restore", async (stage) => {
  const page = await stage.page();
  stage.expect(/favicon\.ico/);
  await asVersionOne(page, stage.origin);
  assert.match(await savedState(page), /"duewise 1 debts"/);
  await go(page, `${stage.origin}/`);
  await debt(page, LOAN.creditor).waitFor();
  await hasAmount(debt(page, LOAN.creditor), "888.49");
  assert.equal(await screen(page, "restore").count(), 0);
  const state = await savedState(page);
  assert.match(state, /"duewise 2 records"/);
  assert.match(state, /"duewise 2 outbox"/);
  assert.match(state, new RegExp(LOAN.creditor));
});

journey("an old tab that holds the old database open gives way, and says that it is out of date", async (stage) => {
  const context = await stage.context();
  const page = await stage.page({ context });
  stage.expect(/favicon\.ico/);
  await asVersionOne(page, stage.origin);
  // The old page: it closes its connection when it is told of a newer version, as every release does.
  await page.evaluate(async () => {
    const opening = indexedDB.open("duewise", 1);
    const database = await new Promise((ok, no) => { opening.onsuccess = () => ok(opening.result); opening.onerror = () => no(opening.error); });
    database.onversionchange = () => { database.close(); window.__gaveWay = true; };
  });
  const fresh = await stage.open("/", { context });
  await debt(fresh, LOAN.creditor).waitFor();
  assert.equal(await page.evaluate(() => window.__gaveWay), true);
});

journey("erases everything: no request and no record is left", async (stage) => {
  const page = await stage.open("/requests");
  await page.evaluate(async () => {
    const opening = indexedDB.open("duewise");
    const database = await new Promise((ok, no) => { opening.onsuccess = () => ok(opening.result); opening.onerror = () => no(opening.error); });
    const request = { debt: "a", kind: "breakdown", made_on: "2026-11-23", document: '{"secret":"哑铃"}' };
    const tx = database.transaction("records", "readwrite");
    tx.objectStore("records").put(JSON.stringify({ version: 1, record: { id: "r", rev: 1, held: { request } } }), "r");
    await new Promise((ok) => { tx.oncomplete = ok; });
    database.close();
  });
  await go(page, `${stage.origin}/requests`);
  await page.locator('[data-request="r"][data-state="draft"]').waitFor();
  await go(page, `${stage.origin}/settings`);
  await action(page, "erase-all").click();
  await page.locator('[data-action="confirm-erase"]').click();
  await page.waitForTimeout(1000);
  assert.ok(!(await savedState(page)).includes("哑铃"));
  await go(page, `${stage.origin}/requests`);
  assert.equal(await page.locator("[data-request]").count(), 0);
});
