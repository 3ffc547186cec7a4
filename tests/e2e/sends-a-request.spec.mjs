// Requests leave this device and reach a lender's desk: a real receiver over a real SQLite file, which fails on command.
// However the way is broken, the lender has each request once.
import assert from "node:assert/strict";
import { Lender, LENDER } from "./harness/receiver.mjs";
import { journey } from "./harness/runner.mjs";
import { Killable } from "./harness/killable.mjs";
import { go } from "./harness/stage.mjs";
import { action, screen } from "./pages/app.mjs";
import { queueRequest, stands } from "./pages/outbox.mjs";

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
/** What the browser says on the console when a desk fails, as it must here. */
const FAILS = [/Failed to load resource/, /net::ERR/, /CORS/];

/** A journey with a lender of its own. */
function sending(title, options, body) {
  if (typeof options === "function") [options, body] = [{}, options];
  journey(title, { timeout: 120, ...options }, async (stage) => {
    const lender = await Lender.open(options.lender);
    stage.watch.allow(lender.origin, lender.address);
    stage.expect(...FAILS);
    try {
      await body(stage, lender);
    } finally {
      lender.close();
    }
  });
}

/** A page of the app on the lender's site, whose clock runs. */
async function opened(stage, lender, path = "/requests", options = {}) {
  const page = await stage.page({ ...options, clock: "runs" });
  await go(page, lender.origin + path);
  return page;
}

async function once(lender, key) {
  const requests = await lender.until((all) => all.some((each) => each.key === key));
  const own = requests.filter((each) => each.key === key);
  assert.equal(own.length, 1, "the desk has it once");
  assert.equal(own[0].effects, 1, "with one effect");
  return own[0];
}

sending("a request is sent, confirmed, and shown as received in the list and on its page", async (stage, lender) => {
  const page = await opened(stage, lender);
  const { id, key, body } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "received");
  const own = await once(lender, key);
  assert.equal(own.body, body, "byte for byte");
  assert.match(await page.locator('[data-step="received"]').innerText(), new RegExp(own.id));
  assert.match(await page.locator("#main").innerText(), /测试出借人/);
  await go(page, `${lender.origin}/requests`);
  await stands(page, id, "received");
  assert.equal((await lender.seen()), 1, "one attempt was enough");
});

sending("with no network it waits; it goes out when the network is back, also after the page was loaded again", async (stage, lender) => {
  const page = await opened(stage, lender);
  await page.context().setOffline(true);
  // Nothing tells the open page of it: the next load finds it, and by then there is a network.
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id, show: false });
  await pause(1500);
  assert.equal(await lender.seen(), 0);
  await page.context().setOffline(false);
  await go(page, `${lender.origin}/requests/${id}`);
  await stands(page, id, "received");
  await once(lender, key);
});

sending("the network fails under the open page and comes back: the state says so and the request arrives", async (stage, lender) => {
  await lender.stopReceiver();
  const page = await opened(stage, lender);
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "waiting");
  await page.locator("[data-trouble]").waitFor();
  await page.context().setOffline(true);
  await lender.startReceiver();
  await pause(6000);
  assert.equal(await lender.seen(), 0, "nothing is sent without a network");
  await page.context().setOffline(false);
  await stands(page, id, "received", 30000);
  await once(lender, key);
});

for (const [words, stored] of [["between commit and arrival", false], ["between the desk's commit and its answer", true]]) {
  sending(`the browser is killed ${words}: the desk has the request once`, { timeout: 180 }, async (stage, lender) => {
    stage.expect(/crashed/);
    const browser = new Killable();
    try {
      let page = await browser.open(stage.watch, { clock: "runs" });
      await go(page, `${lender.origin}/requests`);
      await lender.plan({ stall: { ms: 8000, stored } });
      const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
      await lender.until((all, seen) => seen === 1 && all.length === (stored ? 1 : 0));
      browser.kill();
      await browser.context.close().catch(() => {});
      page = await browser.open(stage.watch, { clock: "runs" });
      await go(page, `${lender.origin}/requests/${id}`);
      await stands(page, id, "received", 40000);
      await pause(stored ? 0 : 9000);
      await once(lender, key);
      assert.ok((await lender.seen()) >= 2, "it was sent again");
    } finally {
      await browser.close();
    }
  });
}

sending("the browser is killed while nothing could be sent yet: it is sent by the next start, from any screen", { timeout: 180 }, async (stage, lender) => {
  stage.expect(/crashed/);
  await lender.stopReceiver();
  const browser = new Killable();
  try {
    let page = await browser.open(stage.watch, { clock: "runs" });
    await go(page, `${lender.origin}/requests`);
    const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
    await stands(page, id, "waiting");
    browser.kill();
    await browser.context.close().catch(() => {});
    await lender.startReceiver();
    page = await browser.open(stage.watch, { clock: "runs" });
    await go(page, `${lender.origin}/settings`);
    await once(lender, key);
    await go(page, `${lender.origin}/requests/${id}`);
    await stands(page, id, "received");
  } finally {
    await browser.close();
  }
});

sending("two tabs: one sends, both show it as received", async (stage, lender) => {
  const context = await stage.context();
  const one = await opened(stage, lender, "/requests", { context });
  await lender.plan({ stall: { ms: 2000, stored: true } });
  const { id, key } = await queueRequest(one, lender.origin, stage.random, { lender: LENDER.id });
  const two = await opened(stage, lender, `/requests/${id}`, { context });
  await Promise.all([stands(one, id, "received"), stands(two, id, "received")]);
  await once(lender, key);
  assert.equal(await lender.seen(), 1, "one attempt in all");
});

sending("the tab that sends is closed under way: the other one takes over", async (stage, lender) => {
  const context = await stage.context();
  const one = await opened(stage, lender, "/requests", { context });
  await lender.plan({ stall: { ms: 8000, stored: true } });
  const { id, key } = await queueRequest(one, lender.origin, stage.random, { lender: LENDER.id });
  const two = await opened(stage, lender, `/requests/${id}`, { context });
  await lender.until((all, seen) => seen === 1);
  await one.close();
  await stands(two, id, "received", 40000);
  await once(lender, key);
});

const RETRIED = [
  ["500", { status: { status: 500 } }],
  ["503 with Retry-After", { status: { status: 503, retry_after: 1 } }],
  ["502 after it was stored", { status: { status: 502, stored: true } }],
  ["429 with Retry-After", { status: { status: 429, retry_after: 2 } }],
  ["408", { status: { status: 408 } }],
  ["409", { status: { status: 409 } }],
  ["a hotel's sign-in page with 200", "portal"],
  ["a line that breaks before anything is stored", "reset_before"],
  ["a line that breaks after it is stored", "reset_after"],
  ["an answer without end", "huge_body"],
];

sending("every failure that passes is tried again with the same key, and the desk has the request once", { timeout: 300 }, async (stage, lender) => {
  const page = await opened(stage, lender);
  for (const [index, [words, fault]] of RETRIED.entries()) {
    const before = await lender.seen();
    await lender.plan(fault);
    const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id, id: `request-${index}` });
    await stands(page, id, "received").catch((error) => { throw new Error(`${words}: ${error.message}`); });
    await once(lender, key);
    assert.equal((await lender.seen()) - before, 2, `${words}: one failure, one success`);
  }
  stage.note(`${RETRIED.length} failures survived`);
});

sending("an answer that comes byte by byte is given up after a quarter of a minute and asked for again", { timeout: 120 }, async (stage, lender) => {
  const page = await opened(stage, lender);
  await lender.plan({ slow_body: { ms: 200 } });
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "sending");
  const begun = Date.now();
  await stands(page, id, "received", 60000);
  assert.ok(Date.now() - begun < 45000);
  await once(lender, key);
});

sending("what the desk refuses is not sent again, and the page says why; a key that was used is replaced on request", async (stage, lender) => {
  const page = await opened(stage, lender);
  for (const [status, words] of [[413, /太长/], [403, /403/], [400, /400/]]) {
    await lender.plan({ status: { status } });
    const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id, id: `request-${status}` });
    await stands(page, id, "rejected");
    assert.match(await page.locator("#main").innerText(), words);
    const seen = await lender.seen();
    await pause(2500);
    assert.equal(await lender.seen(), seen, `${status} is not sent again`);
    assert.ok(!(await lender.requests()).some((each) => each.key === key));
  }
  await lender.plan({ status: { status: 422 } });
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "rejected");
  await action(page, "new-number").click();
  await stands(page, id, "received");
  const [own] = await lender.requests();
  assert.notEqual(own.key, key);
});

sending("taken back before it is sent, it never arrives", async (stage, lender) => {
  const page = await opened(stage, lender, "/requests");
  const other = await opened(stage, lender, "/requests", { context: page.context() });
  await page.context().setOffline(true);
  const { id, key } = await queueRequest(other, lender.origin, stage.random, { lender: LENDER.id, show: false });
  // Another tab's message makes the open page read again; it goes to the request without loading anything.
  await other.evaluate(() => { const line = new BroadcastChannel("duewise"); line.postMessage("saved"); line.close(); });
  await page.locator(`[data-request="${id}"] [data-action="open-request"]`).click();
  await stands(page, id, "queued");
  await action(page, "cancel-request").click();
  await stands(page, id, "cancelled");
  await page.context().setOffline(false);
  await pause(5000);
  assert.equal(await lender.seen(), 0);
  assert.ok(!(await lender.requests()).some((each) => each.key === key));
});

sending("what was received is withdrawn only after a second question, and the lender confirms it", async (stage, lender) => {
  const page = await opened(stage, lender);
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "received");
  await action(page, "withdraw").click();
  await action(page, "keep-request").click();
  await action(page, "withdraw").click();
  await action(page, "confirm-withdraw").click();
  await stands(page, id, "withdrawn");
  assert.equal((await once(lender, key)).status, "withdrawn");
});

sending("the lender's answers show on the open page, one after another, and never backwards", async (stage, lender) => {
  const page = await opened(stage, lender);
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "received");
  const own = await once(lender, key);
  await lender.answer(own.id, { countered: { counter: { "<img src=x onerror=alert(1)>": 1 } } });
  await action(page, "ask-state").click();
  await stands(page, id, "countered");
  await page.locator("[data-counter]").waitFor();
  await lender.answer(own.id, "refused");
  await action(page, "ask-state").click();
  await stands(page, id, "refused");
  await action(page, "ask-smaller").waitFor();
  await page.reload();
  await stands(page, id, "refused");
});

sending("a clock that jumps back for years and ahead for a day neither stops nor doubles a request", async (stage, lender) => {
  const page = await stage.page({ clock: "runs" });
  await page.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + Number(localStorage.getItem("test-offset") ?? 0);
  });
  await go(page, `${lender.origin}/requests`);
  await lender.plan({ status: { status: 503 } }, { status: { status: 503 } });
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await lender.until((all, seen) => seen >= 1);
  await page.evaluate(() => localStorage.setItem("test-offset", String(-10 * 365 * 86_400_000)));
  await lender.until((all, seen) => seen >= 2, 30);
  await page.evaluate(() => localStorage.setItem("test-offset", String(86_400_000)));
  await stands(page, id, "received", 40000);
  await once(lender, key);
});

sending("after the app has stopped, nothing is sent; after a reload it is", async (stage, lender) => {
  stage.expect(/terminated/);
  await lender.plan({ stall: { ms: 3000, stored: false } }, "reset_before");
  const page = await opened(stage, lender);
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await lender.until((all, seen) => seen === 1);
  await page.evaluate(() => dispatchEvent(new Event("duewise:panic")));
  await pause(6000);
  assert.equal(await lender.seen(), 1, "the app has stopped");
  await go(page, `${lender.origin}/requests/${id}`);
  await stands(page, id, "received", 30000);
  await once(lender, key);
});

sending("a lender that sets a pace is heeded: all requests arrive", { timeout: 180, lender: { burst: 3, perSecond: 1 } }, async (stage, lender) => {
  const page = await opened(stage, lender);
  const keys = [];
  for (let number = 0; number < 6; number += 1) {
    const { key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id, id: `request-${number}`, show: false });
    keys.push(key);
  }
  await go(page, `${lender.origin}/requests`);
  const all = await lender.until((requests) => requests.length === keys.length, 90);
  assert.deepEqual(all.map((each) => each.key).sort(), [...keys].sort());
  assert.ok(all.every((each) => each.effects === 1));
  await screen(page, "requests").waitFor();
});

sending("a lender that is not in the list is written to by nobody", async (stage, lender) => {
  const page = await opened(stage, lender);
  const { id } = await queueRequest(page, lender.origin, stage.random, { lender: "somebody-else" });
  await stands(page, id, "rejected");
  assert.equal(await lender.seen(), 0);
});

sending("a network's sign-in page in place of our own list of lenders stops no request", async (stage, lender) => {
  const page = await opened(stage, lender);
  await page.route("**/lenders.json", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<title>Sign in</title>" }));
  const { id, key } = await queueRequest(page, lender.origin, stage.random, { lender: LENDER.id });
  await stands(page, id, "queued");
  await pause(1500);
  assert.equal(await lender.seen(), 0);
  await page.unroute("**/lenders.json");
  await action(page, "try-now").click();
  await stands(page, id, "received");
  await once(lender, key);
});
