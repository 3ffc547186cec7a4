// Two tabs; storage wiped, damaged or newer than the app behind our back; storage refused altogether.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go, ready } from "./harness/stage.mjs";
import { action, addDebt, debt, hasAmount, LOAN, PAY_LATER, savedState, saves, screen } from "./pages/app.mjs";

journey("an edit in one tab shows in the other", async (stage) => {
  const context = await stage.context();
  const one = await stage.open("/", { context });
  const two = await stage.open("/", { context });
  await addDebt(one, stage.origin, "loan", LOAN);
  await debt(two, LOAN.creditor).waitFor({ timeout: 5000 });
  await go(one, `${stage.origin}/debts/${await debt(two, LOAN.creditor).getAttribute("data-debt")}`);
  await saves(one, async () => {
    await action(one, "record-payment").click();
    await one.locator("#f-amount").fill("888.49");
    await one.locator("#f-date").fill("2026-11-20");
    await one.locator('[data-action="save-payment"]').click();
  });
  await two.waitForFunction(() => ![...document.querySelectorAll("article[data-debt] .c-amount")].some((each) => each.dataset.amount === "10000"), undefined, { timeout: 5000 });
});

journey("the same debt edited in two tabs: the later save does not silently undo the earlier", async (stage) => {
  const context = await stage.context();
  const one = await stage.open("/", { context });
  await addDebt(one, stage.origin, "loan", LOAN);
  await go(one, `${stage.origin}/debts`);
  const path = `/debts/${await debt(one).getAttribute("data-debt")}/edit`;
  await go(one, stage.origin + path);
  const two = await stage.open(path, { context });
  await one.locator("#f-principal").fill("20000");
  await saves(one, () => one.locator('[data-action="save-debt"]').click());
  await two.locator("#f-creditor").fill("改了名字");
  await two.locator('[data-action="save-debt"]').click();
  await two.waitForTimeout(1000);
  await go(one, `${stage.origin}/`);
  // 20,000 at 1 % a month over 12 months: 20000 · 0.01 / (1 − 1.01⁻¹²) = 1776.9757… → 1,776.98.
  await hasAmount(debt(one), "1776.98", "the first edit");
});

async function wipe(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin: new URL(page.url()).origin, storageTypes: "indexeddb" });
}

journey("storage wiped behind us: it says so and offers to restore, it does not welcome a new user", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LOAN);
  await addDebt(page, stage.origin, "paylater", PAY_LATER);
  await page.waitForTimeout(500);
  await wipe(page);
  await go(page, `${stage.origin}/`);
  await screen(page, "restore").waitFor();
  await page.reload();
  await ready(page);
  await screen(page, "restore").waitFor();
});

journey("the database deleted, its copy left: restoring brings everything back", async (stage) => {
  const page = await stage.open("/");
  // A browser that shows a picture alone asks for a favicon by itself.
  stage.expect(/favicon\.ico/);
  await addDebt(page, stage.origin, "loan", LOAN);
  await go(page, `${stage.origin}/debts`);
  await page.waitForTimeout(800);
  // From a page of the same origin where the app does not run.
  await page.goto(`${stage.origin}/icon.svg`);
  await page.evaluate(() => new Promise((done, failed) => {
    const request = indexedDB.deleteDatabase("duewise");
    request.onsuccess = done;
    request.onerror = failed;
  }));
  await go(page, `${stage.origin}/`);
  await screen(page, "restore").waitFor();
  await saves(page, () => page.locator('[data-action="restore"]').first().click());
  await go(page, `${stage.origin}/`);
  await debt(page, LOAN.creditor).waitFor();
  await hasAmount(debt(page, LOAN.creditor), "888.49");
});

journey("a database of a newer version is never overwritten, and said to be newer", async (stage) => {
  const page = await stage.page();
  stage.expect(/favicon\.ico/);
  await page.goto(`${stage.origin}/icon.svg`);
  await page.evaluate(() => new Promise((done, failed) => {
    const request = indexedDB.open("duewise", 900);
    request.onupgradeneeded = () => request.result.createObjectStore("future").put({ from: "2031" }, 1);
    request.onsuccess = () => { request.result.close(); done(); };
    request.onerror = failed;
  }));
  const before = await savedState(page);
  await page.goto(`${stage.origin}/`);
  await page.waitForFunction(() => document.querySelector("#main")?.textContent.length > 20);
  await page.waitForTimeout(500);
  const text = await page.locator("body").innerText();
  assert.match(text, /新版本|更新的版本|较新|newer/, "it says what is the matter");
  await page.goto(`${stage.origin}/icon.svg`);
  const after = await savedState(page);
  assert.ok(after.includes(JSON.parse(before).find(([name]) => name.startsWith("duewise 900"))[0]), "still version 900");
  assert.ok(after.includes('{"from":"2031"}'), "and still whole");
});

journey("records that cannot be read are set aside, counted and kept; the others are usable", async (stage) => {
  const page = await stage.open("/");
  stage.expect(/favicon\.ico/);
  await addDebt(page, stage.origin, "loan", LOAN);
  await page.goto(`${stage.origin}/icon.svg`);
  const hostile = [null, 7, "text", [], {}, { id: 5 }, { id: "x", inputs: null }, { id: "y", kind: "hologram", rev: -1 }, { id: "z", nested: { deep: [1, [2, [3]]] } }];
  const put = await page.evaluate(async (shapes) => {
    const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const database = await done(indexedDB.open("duewise"));
    const store = [...database.objectStoreNames].find((name) => /debt/.test(name));
    const open = database.transaction(store, "readwrite").objectStore(store);
    let count = 0;
    for (const [index, shape] of shapes.entries()) {
      try {
        if (open.keyPath) open.put({ ...(typeof shape === "object" ? shape : { shape }), [open.keyPath]: `hostile-${index}` });
        else open.put(shape, `hostile-${index}`);
        count += 1;
      } catch { /* this store takes no such value */ }
    }
    await new Promise((ok) => { open.transaction.oncomplete = ok; });
    database.close();
    return count;
  }, hostile);
  assert.ok(put >= 5);
  await go(page, `${stage.origin}/`);
  await debt(page, LOAN.creditor).waitFor();
  await hasAmount(debt(page, LOAN.creditor), "888.49");
  assert.ok((await savedState(page)).includes("hostile-0"), "nothing unreadable was deleted");
});

journey("storage refused altogether: the app computes and says that nothing is kept", async (stage) => {
  const page = await stage.page();
  await page.addInitScript(() => {
    indexedDB.open = () => { throw new DOMException("refused", "SecurityError"); };
    indexedDB.databases = () => Promise.reject(new DOMException("refused", "SecurityError"));
  });
  stage.expect(/refused|SecurityError/);
  await go(page, `${stage.origin}/simulate`);
  assert.ok((await page.locator("#main .c-amount").count()) > 0);
  await go(page, `${stage.origin}/`);
  assert.match(await page.locator("body").innerText(), /不让保存|不能保存|没有保存|无法保存|cannot (be )?(saved|kept|save)|does not allow/i);
});

journey("erase all leaves nothing behind", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LOAN);
  await go(page, `${stage.origin}/settings`);
  await action(page, "erase-all").click();
  await page.locator('[data-action="confirm-erase"]').click();
  await page.waitForTimeout(1000);
  await go(page, `${stage.origin}/`);
  assert.equal(await screen(page, "restore").count(), 0, "what was erased on purpose is not missed");
  assert.equal(await debt(page, LOAN.creditor).count(), 0);
  assert.ok(!(await savedState(page)).includes(LOAN.creditor));
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  assert.ok(!kept.includes(LOAN.creditor), kept);
});
