// Calls, messages and visits: one tap for a call that just ended, the form for the rest, what the rules say, letters, and what
// is kept as evidence.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debtId, fill, LATE_LOAN, saves, screen } from "./pages/app.mjs";
import { keptRecords, paper } from "./pages/request.mjs";

async function note(page, fields, said = []) {
  await action(page, "add-contact").click();
  await page.locator("[data-contact-form]").waitFor();
  await fill(page, fields);
  for (const name of said) await page.locator(`[data-said="${name}"] input`).check();
  await saves(page, () => action(page, "save-contact").click());
  await page.locator("[data-contact-form]").waitFor({ state: "detached" });
}

const settled = (page) => page.waitForFunction(() => !document.querySelector("[data-conduct] [data-busy]") && document.querySelector("[data-conduct] .c-findings"));

journey("a call that just ended is noted by one tap, changed, deleted and brought back", async (stage) => {
  const page = await stage.open("/contacts");
  await screen(page, "contacts").waitFor();
  await saves(page, () => action(page, "call-just-now").click());
  const row = page.locator("[data-contact]");
  assert.match(await row.innerText(), /12:00/);
  await action(page, "edit-contact").click();
  await fill(page, { who: "agency", name: "某某催收公司", note: "问我什么时候能还" });
  await saves(page, () => action(page, "save-contact").click());
  assert.match(await row.innerText(), /某某催收公司[\s\S]*问我什么时候能还/);
  await page.reload();
  assert.match(await row.innerText(), /某某催收公司/);
  await saves(page, () => action(page, "delete-contact").click());
  await row.waitFor({ state: "detached" });
  await saves(page, () => action(page, "undo").click());
  await row.waitFor();
  assert.equal((await keptRecords(page, "contact")).length, 1);
});

for (const language of ["zh-CN", "en"]) {
  journey(`four calls a day and one at night are held against the rules, and become letters (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "loan", LATE_LOAN);
    const debt = await debtId(page, stage.origin, LATE_LOAN.creditor);
    await go(page, `${stage.origin}/contacts`);
    for (const time of ["09:05", "11:00", "15:30", "18:00"]) await note(page, { at: `2026-11-20T${time}`, who: "agency", debt });
    await settled(page);
    const four = page.locator('[data-rule="cn.contact.calls.2025"], [data-conduct] article').first();
    await four.waitFor();
    await note(page, { at: "2026-11-21T23:10", who: "agency", reached: "family", debt }, ["told"]);
    await settled(page);
    await page.waitForFunction(() => document.querySelectorAll("[data-conduct] article").length >= 3);
    const all = await page.locator("[data-conduct]").innerText();
    assert.match(all, /23:10/);
    assert.match(all, language === "en" ? /not legal advice/i : /不是法律意见/);
    await page.evaluate(() => { for (const fold of document.querySelectorAll("[data-conduct] details")) fold.open = true; });
    assert.match(await page.locator("[data-conduct]").innerText(), /45251/);
    for (const [letter, words] of [
      ["validation", language === "en" ? /who/i : /身份|债权/],
      ["third", language === "en" ? /other/i : /其他人|他人/],
      ["stop", language === "en" ? /writing|letter/i : /书面/],
      ["complaint", /45251/],
    ]) {
      await fill(page, { letter, letter_to: "某某催收公司", letter_name: "张三" });
      await action(page, "write-letter").click();
      const shown = await paper(page, language);
      assert.match(shown, words);
      assert.ok(shown.includes("张三"), letter);
    }
  });
}

journey("a time that cannot be, a request for a code, and another day's list", { timeout: 90 }, async (stage) => {
  const page = await stage.open("/contacts");
  await action(page, "add-contact").click();
  await fill(page, { at: "2026-11-24T09:00" });
  await action(page, "save-contact").click();
  assert.match(await page.locator("[data-error-summary]").innerText(), /2026年11月23日/);
  // What was typed is still there after a reload.
  await fill(page, { note: "让我报验证码" });
  await page.reload();
  await page.locator("[data-contact-form]").waitFor();
  assert.equal(await page.locator("#f-note").inputValue(), "让我报验证码");
  await fill(page, { at: "2026-11-22T09:00" });
  await page.locator('[data-said="secrets"] input').check();
  await saves(page, () => action(page, "save-contact").click());
  await settled(page);
  assert.match(await page.locator("[data-conduct]").innerText(), /96110/);
  await note(page, { at: "2026-11-20T10:00", way: "visit" });
  assert.deepEqual(await page.locator("[data-day]").evaluateAll((all) => all.map((each) => each.dataset.day)), ["2026-11-22", "2026-11-20"]);
});
