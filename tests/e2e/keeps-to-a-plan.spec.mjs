// An agreed plan: how far it is, what comes next, what missing a payment does, reminders, and a month that falls short, seen
// before it comes.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debtId, fill, LATE_LOAN, LOAN, saves, screen } from "./pages/app.mjs";
import { household, keepRecord, keptRecords, makeRelief } from "./pages/request.mjs";

const told = (page) => page.waitForFunction(() => !document.querySelector("[data-busy]") && document.querySelector("[data-early]"));

journey("a plan shows how far it is, and a payment moves it", { timeout: 90 }, async (stage) => {
  const page = await stage.open("/");
  await addDebt(page, stage.origin, "loan", LOAN);
  const debt = await debtId(page, stage.origin, LOAN.creditor);
  await go(page, `${stage.origin}/debts/${debt}/plan`);
  await told(page);
  assert.equal(await page.locator("[data-progress]").getAttribute("data-progress"), "0/12");
  // source: 10,000 at 12 % in 12 payments is 888.49 a month.
  assert.match(await page.locator("[data-next]").innerText(), /2026年12月1日还 ¥888\.49/);
  await saves(page, async () => {
    await action(page, "record-payment").click();
    await fill(page, { amount: "888.49", date: "2026-11-23" });
    await page.locator('[data-action="save-payment"]').click();
  });
  await page.locator('[data-progress="1/12"]').waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), action(page, "export-ics").click()]);
  assert.match(download.suggestedFilename(), /\.ics$/);
});

for (const language of ["zh-CN", "en"]) {
  journey(`an agreed plan says what missing a payment does (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    const debt = await debtId(page, stage.origin, LATE_LOAN.creditor);
    await makeRelief(page, stage.origin, debt, { more: 6 });
    const [record] = await keptRecords(page, "request");
    Object.assign(record.held.request, { status: "agreed", status_on: "2026-11-23", adopted_on: "2026-11-23" });
    await keepRecord(page, record);
    await go(page, `${stage.origin}/debts/${debt}/plan`);
    await told(page);
    assert.equal(await page.locator("[data-agreed]").getAttribute("data-agreed"), "true");
    const missed = await page.locator("[data-missed]").innerText();
    assert.match(missed, language === "en" ? /One missed[\s\S]*2 in a row missed/ : /漏还 1 次[\s\S]*连续漏还 2 次/);
    assert.match(missed, language === "en" ? /Ask them/ : /向对方问清楚/);
    await page.locator("[data-missed] [data-action=\"ask-again\"]").click();
    await screen(page, "options").waitFor();
  });

  journey(`a month that falls short is said on Today and on the plan (${language})`, { timeout: 90 }, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", LOAN);
    const debt = await debtId(page, stage.origin, LOAN.creditor);
    // source: 888.49 a month from December on, 800 left a month, 100 at hand: December 100 + 800 − 888.49 = 11.51; January is
    // short of 88.49 − 11.51 = 76.98.
    await keepRecord(page, household(5000, 4200, 100));
    await go(page, `${stage.origin}/`);
    await page.locator('[data-early="2027-01"]').waitFor();
    assert.equal(await page.locator('[data-early="2027-01"]').getAttribute("data-minor"), "7698");
    assert.match(await page.locator('[data-early="2027-01"]').innerText(), language === "en" ? /January 2027/ : /2027年1月/);
    await go(page, `${stage.origin}/debts/${debt}/plan`);
    await page.locator('[data-early="2027-01"]').waitFor();
    await keepRecord(page, household(5000, 4000, 100));
    await go(page, `${stage.origin}/debts/${debt}/plan`);
    await told(page);
    assert.equal(await page.locator("[data-early]").getAttribute("data-early"), "");
    await go(page, `${stage.origin}/`);
    await page.locator("article[data-debt]").waitFor();
    assert.equal(await page.locator("[data-early]").count(), 0);
  });
}

journey("reminders are asked for only by a press, and a refusal is said plainly", { timeout: 60 }, async (stage) => {
  const page = await stage.open("/");
  await page.addInitScript(() => {
    window.asked = 0;
    window.shown = [];
    class Fake {
      static permission = "default";
      static async requestPermission() {
        window.asked += 1;
        Fake.permission = localStorage.getItem("test-permission") ?? "denied";
        return Fake.permission;
      }
      constructor(title) { window.shown.push(title); }
    }
    window.Notification = Fake;
  });
  await addDebt(page, stage.origin, "loan", { ...LOAN, first_due: "2026-11-25" });
  const debt = await debtId(page, stage.origin, LOAN.creditor);
  await go(page, `${stage.origin}/debts/${debt}/plan`);
  await told(page);
  assert.equal(await page.evaluate(() => window.asked), 0);
  await action(page, "remind-on").click();
  await page.waitForFunction(() => window.asked === 1);
  assert.equal(await page.locator("[data-remind]").getAttribute("data-remind"), "off");
  assert.match(await page.locator("[data-remind]").innerText(), /没有允许/);
  await page.evaluate(() => localStorage.setItem("test-permission", "granted"));
  await go(page, `${stage.origin}/debts/${debt}/plan`);
  await told(page);
  await action(page, "remind-on").click();
  await page.locator('[data-remind="on"]').waitFor();
  assert.equal((await page.evaluate(() => window.shown)).length, 1, "what it will look like");
});
