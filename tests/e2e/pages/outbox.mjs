// A request on its way: how it is put into the storage without the screens that write it, and what its page shows.
import { createHash } from "node:crypto";
import { go } from "../harness/stage.mjs";

const LIFETIME = 400 * 86_400_000;

/** The frozen document of a plain question, unlike any other by its note. */
export function document(note) {
  return JSON.stringify({ kind: "breakdown", note });
}

/** A key: a random UUID of version 4. */
export function newKey(random) {
  const hex = Array.from({ length: 32 }, () => Math.floor(random.next() * 16).toString(16));
  hex[12] = "4";
  hex[16] = "89ab"[Math.floor(random.next() * 4)];
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A record and its row as the app writes them. */
export function queued({ id, key, lender, body, debt = "a-debt", wall = 1_795_000_000_000 }) {
  const request = { debt, kind: "breakdown", made_on: "2026-11-23", document: body, lender, key };
  const sha256 = createHash("sha256").update(body).digest("hex");
  const row = {
    key, lender, body, sha256, queued: { wall, passed: 0 }, lifetime: LIFETIME, attempts: 0,
    state: { queued: { not_before: 0 } }, withdrawal: "none", trouble: null, patience: 0,
  };
  return {
    record: { version: 1, record: { id, rev: 1, held: { request } } },
    row: { version: 1, row },
  };
}

/** Puts both into the database in one transaction, behind the app's back. */
export async function put(page, id, key, made) {
  await page.evaluate(async ([id, key, record, row]) => {
    const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const database = await done(indexedDB.open("duewise"));
    const tx = database.transaction(["records", "outbox"], "readwrite", { durability: "strict" });
    tx.objectStore("records").put(record, id);
    tx.objectStore("outbox").put(row, key);
    await new Promise((ok, no) => { tx.oncomplete = ok; tx.onabort = () => no(tx.error); });
    database.close();
  }, [id, key, JSON.stringify(made.record), JSON.stringify(made.row)]);
}

/** A request that waits to be sent, on the page of that request. The page is loaded again, so that the app finds it. */
export async function queueRequest(page, origin, random, options) {
  const key = newKey(random);
  const id = options.id ?? "request-1";
  const body = options.body ?? document(key);
  const wall = await page.evaluate(() => Date.now()).catch(() => Date.now());
  await put(page, id, key, queued({ id, key, lender: options.lender, body, wall }));
  if (options.show !== false) await go(page, `${origin}/requests/${id}`);
  return { id, key, body };
}

/** Waits until the page says that the request stands so. */
export function stands(page, id, state, timeout = 25000) {
  return page.locator(`[data-request="${id}"][data-state="${state}"]`).first().waitFor({ timeout });
}
