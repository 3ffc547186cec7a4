// The rest of a day with the app: the example, a payment and its undo, another date, files that leave.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, amounts, debt, fill, hasAmount, importFile, LATE_LOAN, LOAN, minor, saves, screen, typicalDebts } from "./pages/app.mjs";

journey("a first visit lands on something useful: an example that can be thrown away", async (stage) => {
  const page = await stage.open("/");
  await screen(page, "today").waitFor();
  await page.locator('[data-action="use-example"]').first().click();
  await debt(page).waitFor();
  assert.ok((await amounts(page.locator("#main"))).length > 2);
  await page.locator('[data-action="discard-example"]').first().click();
  await page.locator("article[data-debt]").first().waitFor({ state: "detached" });
});

journey("a payment changes what is due; undo brings it back", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  await go(page, `${stage.origin}/`);
  const due = async () => Math.max(...(await amounts(debt(page))));
  const before = await due();
  await saves(page, async () => {
    await action(page, "record-payment").click();
    await fill(page, { amount: "500", date: "2026-11-23" });
    await page.locator('[data-action="save-payment"]').click();
  });
  assert.equal(await due(), before - minor("500.00"), "500.00 less is due");
  await saves(page, () => action(page, "undo").click());
  assert.equal(await due(), before);
});

journey("another day shows what it will be then, and says that it is not today", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LOAN);
  await page.clock.setFixedTime(new Date("2026-12-06T12:00:00+08:00"));
  await go(page, `${stage.origin}/`);
  assert.equal(await debt(page).getAttribute("data-status"), "late");
  assert.match(await debt(page).innerText(), /(?<!\d)5 天/);
});

journey("everything is exported as JSON and comes back whole in another browser", async (stage) => {
  const page = await stage.open("/");
  await typicalDebts(page, stage.origin);
  await go(page, `${stage.origin}/`);
  const before = (await amounts(page.locator("#main"))).sort();
  await go(page, `${stage.origin}/settings`);
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, "export-json").click()]);
  const path = await download.path();
  JSON.parse(readFileSync(path, "utf8"));
  const other = await stage.open("/", { today: "2026-11-23" });
  await importFile(other, stage.origin, { name: "duewise.json", mimeType: "application/json", buffer: readFileSync(path) });
  await go(other, `${stage.origin}/`);
  assert.deepEqual((await amounts(other.locator("#main"))).sort(), before);
});

journey("the due dates leave as a calendar, each with a reminder before its day", async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LOAN);
  await go(page, `${stage.origin}/settings`);
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, "export-ics").click()]);
  const text = readFileSync(await download.path(), "utf8");
  assert.match(text, /^BEGIN:VCALENDAR\r\n/);
  const unfolded = text.replace(/\r\n[ \t]/g, "");
  const events = unfolded.match(/BEGIN:VEVENT/g)?.length ?? 0;
  assert.equal(events, 12, "one event for each instalment");
  assert.equal(unfolded.match(/BEGIN:VALARM/g)?.length, 2 * events, "and two alarms for each event: three days and one day before");
  assert.match(unfolded, /DTSTART(;VALUE=DATE)?:20261201/);
  assert.match(unfolded, /TRIGGER[^:]*:-P/);
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} octets: ${line}`);
});

journey("the simulator's sum is the hand's: 5,000 at 0.05 % a day for 30 days is 75.00", async (stage) => {
  // 5000 · 0.0005 · 30 = 75.00, so 5,075.00 in all.
  const page = await stage.open("/simulate");
  await fill(page, { principal: "5000", due: "2026-03-15", days: "30" });
  await page.locator("[data-finding] .c-amount").first().waitFor();
  await hasAmount(page.locator("[data-finding]"), "75.00");
  await hasAmount(page.locator("[data-finding]"), "5075.00");
  await page.locator("#main details summary").evaluateAll((all) => all.forEach((each) => each.click()));
  await page.locator('[data-twin="growth"] tbody tr').first().waitFor();
  const rows = await page.locator('[data-twin="growth"] tbody tr').count();
  assert.ok(rows >= 2, "the chart has a table twin");
});
