// Every field: what is understood, what is refused, and that a refusal names the field and says what would work.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { addDebt, CARD, debt, fill, hasAmount, LOAN, PAY_LATER, PRIVATE, startDebt } from "./pages/app.mjs";
import { go } from "./harness/stage.mjs";

const FORMS = { loan: LOAN, card: CARD, paylater: PAY_LATER, private: PRIVATE };
const MONEY = ["abc", "-5", "1.234", "1.2.3", "1,23", "1e5", "0x10", "十", "99999999999999999", "5 元 6", "∞", "１．２３４"];
const COUNT = ["0", "-1", "1.5", "601", "99999999999999999999", "abc"];
const RATE = ["-1", "abc", "1.2.3", "1000000", "NaN"];
const DATE = ["03/04/2026", "2026-02-30", "31/13", "someday", "0000-00-00", "2026-13-01", "9999-12-31"];

const BAD = {
  principal: ["", "0", ...MONEY], balance: ["", ...MONEY], total: ["", "0", ...MONEY], minimum: MONEY, paid: MONEY, fee: MONEY,
  rate: RATE, count: ["", ...COUNT], paid_count: ["-1", "1.5", "999", "abc"], first_due: ["", ...DATE], due: ["", ...DATE], start: DATE,
};

/** Refused: said beside the field and in the summary, which has the focus and leads to the field; the input stays. */
async function refused(page, name, typed, words) {
  const where = `${name} = “${typed}”`;
  const summary = page.locator("[data-error-summary]");
  await summary.waitFor({ state: "visible", timeout: 3000 }).catch(() => { throw new Error(`${where} was not refused`); });
  const error = page.locator(`#f-${name}-error[data-error]`);
  assert.ok(await error.isVisible(), `${where}: nothing beside the field`);
  const text = (await error.innerText()).trim();
  assert.ok(text.length >= 4, `${where}: “${text}”`);
  assert.doesNotMatch(text, /非法|无效|invalid/i, `${where}: “${text}”`);
  assert.match(text, words, `${where}: “${text}” in the wrong language`);
  assert.equal(await page.locator(`#f-${name}`).inputValue(), typed, `${where}: what was typed stays`);
  assert.equal(await page.locator(`#f-${name}`).getAttribute("aria-invalid"), "true", where);
  assert.ok((await page.locator(`#f-${name}`).getAttribute("aria-describedby"))?.includes(`f-${name}-error`), where);
  assert.ok(await summary.evaluate((each) => each.contains(document.activeElement)), `${where}: the summary has no focus`);
  const label = (await page.locator(`label[for="f-${name}"]`).innerText()).replace(/[（(].*|可不填|optional/gs, "").trim();
  const listed = await summary.innerText();
  assert.ok(listed.includes(text) || listed.includes(label), `${where}: the summary names it: “${listed}”`);
  return text;
}

for (const [language, words] of [["zh-CN", /\p{Script=Han}/u], ["en", /^[^\p{Script=Han}]*$/u]]) {
  journey(`every field refuses what it cannot understand, in words (${language})`, { timeout: 300 }, async (stage) => {
    const page = await stage.open("/", { language });
    let count = 0;
    for (const [preset, fields] of Object.entries(FORMS)) {
      await startDebt(page, stage.origin, preset, fields);
      for (const name of Object.keys(fields)) {
        for (const typed of BAD[name] ?? []) {
          // A date picker of the browser takes no nonsense in the first place.
          if ((await page.locator(`#f-${name}`).getAttribute("type")) === "date") continue;
          const optional = typed === "" && /可不填|optional/i.test(await page.locator(`label[for="f-${name}"]`).innerText());
          if (optional) continue;
          await fill(page, { [name]: typed });
          await page.locator('[data-action="save-debt"]').click();
          await refused(page, name, typed, words);
          count += 1;
        }
        await fill(page, { [name]: fields[name] });
      }
    }
    stage.note(`${count} refusals`);
    assert.ok(count > 60, `only ${count}`);
  });
}

journey("an ambiguous amount and an ambiguous date are refused with their two readings", async (stage) => {
  for (const [language, readings] of [["zh-CN", [/1,?234(?!\.\d)/, /1\.234|1\.23/]], ["en", [/1,?234(?!\.\d)/, /1\.234|1\.23/]]]) {
    const page = await stage.open("/", { language });
    await startDebt(page, stage.origin, "loan", { ...LOAN, principal: "1.234", first_due: "03/04/2026" });
    await page.locator('[data-action="save-debt"]').click();
    const amount = await page.locator("#f-principal-error").innerText();
    for (const reading of readings) assert.match(amount, reading);
    if ((await page.locator("#f-first_due").getAttribute("type")) !== "date") {
      const date = await page.locator("#f-first_due-error").innerText();
      assert.match(date, language === "en" ? /3 April|April 3|3 Apr|Apr 3|2026-04-03/ : /4月3日|4 月 3 日|2026-04-03/);
      assert.match(date, language === "en" ? /4 March|March 4|4 Mar|Mar 4|2026-03-04/ : /3月4日|3 月 4 日|2026-03-04/);
    }
  }
});

const UNDERSTOOD = ["１００００", "¥10,000", "￥10,000.00", " 10 000 ", "1万", "１万", "10,000.00元", "1.0万"];
for (const language of ["zh-CN", "en"]) {
  journey(`full-width digits, ¥, commas, spaces and 万 are understood (${language})`, { timeout: 120 }, async (stage) => {
    for (const typed of UNDERSTOOD) {
      const page = await stage.open("/", { language });
      await addDebt(page, stage.origin, "loan", { ...LOAN, principal: typed }).catch((error) => { throw new Error(`“${typed}”: ${error.message}`); });
      await go(page, `${stage.origin}/`);
      await hasAmount(debt(page, LOAN.creditor), "888.49", `“${typed}”:`);
      await page.context().close();
    }
  });
}

journey("the simulator refuses in the same way, and keeps showing the last figures", async (stage) => {
  const page = await stage.open("/simulate");
  for (const [name, typed] of [["principal", "abc"], ["principal", "1.234"], ["days", "-1"], ["days", "99999999"], ["rate", "x"]]) {
    const field = page.locator(`#f-${name}`);
    const before = await field.inputValue();
    await field.fill(typed);
    await field.press("Tab");
    const error = page.locator(`#f-${name}-error[data-error]`);
    await error.waitFor({ state: "visible", timeout: 3000 }).catch(() => { throw new Error(`${name} = “${typed}” was not refused`); });
    assert.equal(await field.inputValue(), typed);
    await field.fill(before);
    await field.press("Tab");
    await error.waitFor({ state: "hidden" });
  }
});

journey("a summary's link leads to its field", async (stage) => {
  const page = await stage.open("/");
  await startDebt(page, stage.origin, "loan", { ...LOAN, count: "" });
  await page.locator('[data-action="save-debt"]').click();
  await page.locator("[data-error-summary] a").first().click();
  assert.equal(await page.evaluate(() => document.activeElement.id), "f-count");
});
