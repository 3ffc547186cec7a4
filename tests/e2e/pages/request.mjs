// Writing requests, reading letters, and what is kept beside debts, by the names that the markup promises.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { action, saves, screen } from "./app.mjs";
import { go } from "../harness/stage.mjs";

/** The address at which an option hands its levers over. */
export function requestWith(origin, debt, proposal) {
  return `${origin}/debts/${debt}/request#proposal=${Buffer.from(JSON.stringify(proposal)).toString("base64url")}`;
}

/** Waits until a page of the flow is open and the worker has said what it makes of the answers. */
export async function at(page, step) {
  await page.locator(`[data-step="${step}"]`).waitFor();
  await page.waitForFunction(() => !document.querySelector(".c-flow__wait[data-busy]"));
}

export async function next(page, step) {
  await action(page, "next-step").click();
  await at(page, step);
}

/** The letter once it is written in a language. */
export async function paper(page, language) {
  const letter = page.locator(`[data-letter="${language}"][data-ready]`);
  await letter.locator("[data-paper]").waitFor();
  await page.waitForFunction((tag) => document.querySelector("[data-paper]")?.lang === tag, language);
  return letter.locator("[data-paper]").innerText();
}

/** What a button saves, as text. */
export async function downloaded(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, name).click()]);
  const parts = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return { name: download.suggestedFilename(), text: Buffer.concat(parts).toString("utf8") };
}

/** The request is recomputed by the program that a lender would run; every figure must agree. */
export function verified(document) {
  const program = process.env.DUEWISE_CLI;
  assert.ok(program, "run this by `cargo xtask e2e`: it names the command line");
  const file = join(mkdtempSync(join(tmpdir(), "duewise-request-")), "request.json");
  writeFileSync(file, document);
  return execFileSync(program, ["verify", file], { encoding: "utf8" });
}

/** Keeps a record as the app does, and shows the page that is open anew. */
export async function keepRecord(page, record) {
  await page.evaluate(async (kept) => {
    const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const database = await done(indexedDB.open("duewise"));
    const records = database.transaction("records", "readwrite").objectStore("records");
    await done(records.put(JSON.stringify({ version: 1, record: kept }), kept.id));
    database.close();
  }, record);
}

/** The records of one kind, as they are kept. */
export function keptRecords(page, kind) {
  return page.evaluate(async (wanted) => {
    const done = (request) => new Promise((ok, no) => { request.onsuccess = () => ok(request.result); request.onerror = () => no(request.error); });
    const database = await done(indexedDB.open("duewise"));
    const rows = await done(database.transaction("records").objectStore("records").getAll());
    database.close();
    return rows.map((row) => JSON.parse(row).record).filter((record) => wanted in record.held);
  }, kind);
}

const cny = (yuan) => ({ minor: yuan * 100, currency: "CNY" });

/** A household of wages and food, each month from December 2026 on. */
export function household(income, essentials, cash) {
  const line = (purpose, amount, from) => ({ purpose, flow: { amount: cny(amount), every: "month", from } });
  return {
    id: "household", rev: 1,
    held: { household: { currency: "CNY", lines: [line("wages", income, "2026-12-05"), line("food", essentials, "2026-12-01")], cash: cny(cash) } },
  };
}

/** A request for another schedule, handed over by the borrower; ends on the page that says so. */
export async function makeRelief(page, origin, debt, proposal) {
  await go(page, requestWith(origin, debt, proposal));
  await screen(page, "request-new").waitFor();
  for (const [now, after] of [["what", "why"], ["why", "statement"], ["statement", "who"], ["who", "whom"]]) {
    await at(page, now);
    await next(page, after);
  }
  await page.locator('[data-lender="self"] input').check();
  await next(page, "check");
  await saves(page, () => action(page, "make-request").click());
  await page.locator("[data-done]").waitFor();
}
