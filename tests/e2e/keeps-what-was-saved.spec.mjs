// The browser is killed (SIGKILL to all its processes) at seeded points, many of them with a write under way. Whatever the
// page had said was saved is there when it is opened again, nothing is half there, and nobody is asked to restore.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { Killable } from "./harness/killable.mjs";
import { go } from "./harness/stage.mjs";
import { addDebt, debt, LOAN, saves, savedRevision, startDebt } from "./pages/app.mjs";

const POINTS = 24;
const IN_FLIGHT = 12;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** The names on the list of debts. */
async function names(page, origin) {
  await go(page, `${origin}/debts`);
  assert.equal(await page.locator('#main[data-screen="restore"]').count(), 0, "nobody is asked to restore");
  return page.locator("article[data-debt]").evaluateAll((all) => all.map((each) => /第\d+次(先|后)/.exec(each.textContent)?.[0]).filter(Boolean));
}

journey(`is killed at ${POINTS} points, at least ${IN_FLIGHT} of them while writing: nothing acknowledged is lost`, { timeout: 900 }, async (stage) => {
  stage.expect(/crashed/);
  const browser = new Killable();
  const acknowledged = new Set();
  const tried = new Set();
  let inFlight = 0;
  let points = 0;
  let survived = 0;
  try {
    let page = await browser.open(stage.watch);
    while (points < POINTS || inFlight < IN_FLIGHT) {
      assert.ok(points < 3 * POINTS, `only ${inFlight} of ${points} kills met a write under way`);
      const number = points + 1;
      const [first, second] = [`第${number}次先`, `第${number}次后`];
      // At least one write is acknowledged before each kill.
      await addDebt(page, stage.origin, "loan", { ...LOAN, creditor: first });
      acknowledged.add(first);
      // Then one more, and the kill: right when its transaction starts, or a little later, or before.
      await startDebt(page, stage.origin, "loan", { ...LOAN, creditor: second });
      tried.add(second);
      const revision = await savedRevision(page);
      const delay = stage.random.between(0, 6);
      const started = new Promise((done) => { browser.onStart = done; });
      page.locator('[data-action="save-debt"]').click({ noWaitAfter: true }).catch(() => {});
      await Promise.race([started, pause(stage.random.between(5, 400))]);
      await pause(number % 3 === 0 ? delay : 0);
      // What the page itself has said by now counts as acknowledged; asking takes time, so only every fourth does.
      const said = number % 4 === 0 ? await Promise.race([savedRevision(page).catch(() => revision), pause(100).then(() => revision)]) : revision;
      const met = browser.kill();
      if (said > revision) acknowledged.add(second);
      inFlight += met ? 1 : 0;
      points += 1;
      await browser.context.close().catch(() => {});

      page = await browser.open(stage.watch);
      const found = await names(page, stage.origin);
      const lost = [...acknowledged].filter((name) => !found.includes(name));
      assert.deepEqual(lost, [], `after kill ${points} (seed ${stage.seed}) these were acknowledged and are gone`);
      assert.equal(new Set(found).size, found.length, "nothing is there twice");
      for (const name of found) assert.ok(acknowledged.has(name) || tried.has(name), `${name} was never entered`);
      for (const name of found) acknowledged.add(name);
      survived += 1;
      // Every debt that is there is whole: its page can be computed.
      if (number % 6 === 0) {
        const id = await debt(page, found.at(-1)).getAttribute("data-debt");
        await go(page, `${stage.origin}/debts/${id}`);
        assert.ok((await page.locator("#main .c-amount").count()) > 3);
      }
    }
  } finally {
    await browser.close();
  }
  stage.note(`survived ${survived}/${points} kills, ${inFlight} while writing, ${acknowledged.size} debts kept, seed ${stage.seed}`);
});

journey("closes the browser and finds everything there, the language and the theme too", async (stage) => {
  const browser = new Killable();
  try {
    let page = await browser.open(stage.watch);
    await addDebt(page, stage.origin, "loan", LOAN);
    await go(page, `${stage.origin}/settings`);
    await page.locator('[data-action="lang-en"]').click();
    await page.locator('[data-action="theme-dark"]').click();
    await browser.context.close();
    page = await browser.open(stage.watch);
    await go(page, `${stage.origin}/`);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    await debt(page, LOAN.creditor).waitFor();
  } finally {
    await browser.close();
  }
});

journey("“saved” is said only once it is: while a write hangs, nothing says so", async (stage) => {
  const page = await stage.page();
  await page.addInitScript(() => {
    const add = EventTarget.prototype.addEventListener;
    const set = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete").set;
    const held = (listener) => function (event) { setTimeout(() => listener.call(this, event), this.mode === "readwrite" && window.__hold ? 1500 : 0); };
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      const waits = this instanceof IDBTransaction && type === "complete" && typeof listener === "function";
      return add.call(this, type, waits ? held(listener) : listener, options);
    };
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set(listener) { set.call(this, listener && held(listener)); } });
  });
  await startDebt(page, stage.origin, "loan", LOAN);
  await page.evaluate(() => { window.__hold = true; });
  const before = await savedRevision(page);
  await saves(page, async () => {
    await page.locator('[data-action="save-debt"]').click();
    await pause(700);
    assert.equal(await savedRevision(page), before, "not yet acknowledged");
    assert.doesNotMatch(await page.locator("[data-status-line]").innerText().catch(() => ""), /已保存|Saved/);
  });
});
