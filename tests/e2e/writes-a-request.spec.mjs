// From an option to a letter and a document: one question a page, nothing lost on the way, checked once more, sent or handed
// out. The document that leaves is recomputed by `duewise verify`.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { journey } from "./harness/runner.mjs";
import { Lender, LENDER } from "./harness/receiver.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, debtId, fill, LATE_LOAN, PRIVATE, saves, screen } from "./pages/app.mjs";
import { answerAll } from "./pages/check.mjs";
import { at, downloaded, household, keepRecord, keptRecords, makeRelief, next, paper, requestWith, verified } from "./pages/request.mjs";

const WORDS = {
  "zh-CN": { advice: /不是法律意见/, other: "en", asked: /申请/, card: /完整卡号/, missing: /请选一个接收方/ },
  en: { advice: /not legal advice/i, other: "zh-CN", asked: /request/i, card: /whole card number/, missing: /Choose who gets it/ },
};

async function lateLoan(stage, options) {
  const page = await stage.open("/", options);
  await addDebt(page, stage.origin, "loan", LATE_LOAN);
  return { page, debt: await debtId(page, stage.origin, LATE_LOAN.creditor) };
}

for (const language of ["zh-CN", "en"]) {
  const words = WORDS[language];

  journey(`an option becomes a letter and a document that verifies (${language})`, { timeout: 120 }, async (stage) => {
    const { page, debt } = await lateLoan(stage, { language });
    await go(page, requestWith(stage.origin, debt, { more: 6 }));
    await at(page, "what");
    assert.equal(await page.locator("[data-place]").getAttribute("data-place"), "1 / 5");
    assert.equal(new URL(page.url()).hash, "#step=what", "the levers do not stay in the address");
    // Of twelve payments two are overdue and ten still to come: sixteen with six more.
    assert.match(await page.locator('[data-fact="payments"]').innerText(), /16/);
    await next(page, "why");
    await fill(page, { reason: "illness", note: "住院两周，下个月回去上班。" });
    await next(page, "statement");
    const proof = Buffer.from("出院小结");
    await page.locator("#f-evidence").setInputFiles({ name: "出院小结.txt", mimeType: "text/plain", buffer: proof });
    const hash = createHash("sha256").update(proof).digest("hex");
    await page.locator(`[data-sha256="${hash}"]`).waitFor();
    await next(page, "who");
    await fill(page, { name: "张三", contact: "4111 1111 1111 1111" });
    assert.match(await page.locator("[data-warning]").innerText(), words.card);
    await fill(page, { contact: "13800138000" });
    await page.locator("[data-warning]").waitFor({ state: "detached" });
    await next(page, "whom");
    await action(page, "next-step").click();
    assert.match(await page.locator("[data-error-summary]").innerText(), words.missing);
    await page.locator('[data-lender="self"] input').check();
    await next(page, "check");
    const shown = await paper(page, language);
    assert.match(shown, words.asked);
    assert.match(shown, words.advice);
    assert.ok(shown.includes("张三") && shown.includes("住院两周，下个月回去上班。") && shown.includes(hash.slice(0, 8)), shown);
    await saves(page, () => action(page, "make-request").click());
    await page.locator("[data-done]").waitFor();
    await paper(page, language);
    const json = await downloaded(page, "letter-json");
    assert.match(verified(json.text), /agree/);
    const [record] = await keptRecords(page, "request");
    assert.equal(record.held.request.document, json.text, "what is kept is what leaves, byte for byte");
    await page.waitForFunction(() => document.querySelector("[data-done]"));
    const text = await downloaded(page, "letter-text");
    assert.match(text.text, words.advice);
    const html = await downloaded(page, "letter-html");
    assert.ok(html.text.startsWith("<!doctype html>") && !html.text.includes("<script"), html.name);
    await action(page, words.other === "en" ? "letter-en" : "letter-zh").click();
    assert.match(await paper(page, words.other), WORDS[words.other].advice);
    // It is marked as handed out, once.
    const [after] = await keptRecords(page, "request");
    assert.equal(after.held.request.exported_on, "2026-11-23");
  });

  journey(`a charge above the rule is disputed with its rule and its working (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/", { language });
    await addDebt(page, stage.origin, "private", { ...PRIVATE, start: "2021-01-10", due: "2022-01-10", rate: "36" });
    const debt = await debtId(page, stage.origin, PRIVATE.creditor);
    await go(page, `${stage.origin}/debts/${debt}/check`);
    await answerAll(page, { jurisdiction: "CN", lender: "private", signed: "2021-01-10", filed: "no", deducted: "none", product: "loan", loss: "unknown", rate_agreed: "unknown" });
    await action(page, "write-dispute").click();
    await at(page, "what");
    const charge = page.locator("[data-charge]").first();
    await charge.waitFor();
    assert.match(await charge.innerText(), /法释〔2020〕17号/);
    await next(page, "who");
    await next(page, "whom");
    await page.locator('[data-lender="self"] input').check();
    await next(page, "check");
    assert.match(await paper(page, language), /法释〔2020〕17号/);
    await saves(page, () => action(page, "make-request").click());
    await paper(page, language);
    verified((await downloaded(page, "letter-json")).text);
  });
}

for (const [kind, figure] of [["payoff_quote", "payoff"], ["breakdown", "open"], ["mediation", "open"]]) {
  journey(`a ${kind} shows its figure, and its document verifies`, { timeout: 90 }, async (stage) => {
    const { page, debt } = await lateLoan(stage, { language: "en" });
    await go(page, `${stage.origin}/debts/${debt}/request`);
    await page.locator(`[data-answer="${kind}"]`).click();
    await at(page, "what");
    const minor = Number(await page.locator(`[data-fact="${figure}"]`).getAttribute("data-minor"));
    assert.ok(minor > 0);
    for (const step of kind === "mediation" ? ["why", "statement", "who", "whom"] : ["who", "whom"]) await next(page, step);
    await page.locator('[data-lender="self"] input').check();
    await next(page, "check");
    const shown = (await paper(page, "en")).replaceAll(",", "");
    assert.ok(shown.includes((minor / 100).toFixed(2)), `${minor} is in the letter: ${shown}`);
    await saves(page, () => action(page, "make-request").click());
    await paper(page, "en");
    verified((await downloaded(page, "letter-json")).text);
  });
}

journey("back, a reload and another language lose nothing", { timeout: 90 }, async (stage) => {
  const { page, debt } = await lateLoan(stage);
  await go(page, requestWith(stage.origin, debt, { more: 3 }));
  await at(page, "what");
  await next(page, "why");
  await fill(page, { reason: "family", since: "2026-09-01", note: "照顾老人" });
  await next(page, "statement");
  await page.goBack();
  await at(page, "why");
  assert.equal(await page.locator("#f-note").inputValue(), "照顾老人");
  await page.reload();
  await at(page, "why");
  assert.deepEqual([await page.locator("#f-reason").inputValue(), await page.locator("#f-since").inputValue()], ["family", "2026-09-01"]);
  await next(page, "statement");
  await next(page, "who");
  await fill(page, { name: "李四" });
  await action(page, "previous-step").click();
  await at(page, "statement");
  await next(page, "who");
  assert.equal(await page.locator("#f-name").inputValue(), "李四");
  await go(page, `${stage.origin}/settings`);
  await page.locator('[data-action="lang-en"], [data-lang="en"], #f-language').first().waitFor();
  await page.evaluate(() => localStorage.setItem("duewise-lang", "en"));
  await go(page, `${stage.origin}/debts/${debt}/request#step=who`);
  await at(page, "who");
  assert.equal(await page.locator("#f-name").inputValue(), "李四");
  // An answer is changed from the last page and leads back to it.
  await next(page, "whom");
  await page.locator('[data-lender="self"] input').check();
  await next(page, "check");
  await page.locator('[data-key="who"] button').click();
  await at(page, "who");
  await fill(page, { name: "王五" });
  await next(page, "check");
  assert.match(await page.locator('[data-key="who"]').innerText(), /王五/);
});

journey("what a household holds is told unless it is left out", { timeout: 90 }, async (stage) => {
  const { page, debt } = await lateLoan(stage, { language: "en" });
  await keepRecord(page, household(5000, 4200, 300));
  await go(page, requestWith(stage.origin, debt, { more: 6 }));
  await at(page, "what");
  await next(page, "why");
  await next(page, "statement");
  assert.match(await page.locator('[data-part="income"]').innerText(), /¥5,000\.00/);
  await page.locator('[data-part="cash"] input').uncheck();
  await next(page, "who");
  await next(page, "whom");
  await page.locator('[data-lender="self"] input').check();
  await next(page, "check");
  const shown = await paper(page, "en");
  assert.ok(shown.includes("¥5,000.00") && shown.includes("¥4,200.00"), shown);
  await saves(page, () => action(page, "make-request").click());
  await paper(page, "en");
  const told = JSON.parse((await downloaded(page, "letter-json")).text).statement;
  assert.equal(told.cash.minor, 0);
});

journey("with a lender on the list, four taps send it, and the lender has it", { timeout: 120 }, async (stage) => {
  const lender = await Lender.open();
  try {
    stage.watch.allow(lender.address, lender.origin);
    const page = await stage.page();
    await addDebt(page, lender.origin, "loan", { ...LATE_LOAN, creditor: LENDER.name_zh });
    const debt = await debtId(page, lender.origin, LENDER.name_zh);
    await go(page, requestWith(lender.origin, debt, { more: 6 }));
    await at(page, "what");
    await page.evaluate(() => {
      window.taps = 0;
      addEventListener("click", (event) => { if (event.isTrusted) window.taps += 1; }, true);
    });
    await action(page, "straight-to-check").click();
    await at(page, "check");
    await paper(page, "zh-CN");
    await action(page, "send-request").click();
    assert.match(await page.locator("[data-send-to]").innerText(), new RegExp(new URL(lender.address).host));
    await action(page, "confirm-send").click();
    await page.locator("[data-done]").waitFor();
    const taps = await page.evaluate(() => window.taps);
    assert.ok(taps <= 8, `${taps} taps`);
    stage.note(`${taps} taps`);
    const [request] = await lender.until((requests) => requests.length === 1);
    const [record] = await keptRecords(page, "request");
    assert.ok(record.held.request.key && record.held.request.lender === LENDER.id);
    verified(record.held.request.document);
    assert.ok(request);
  } finally {
    lender.close();
  }
});

journey("only the paper prints", { timeout: 90 }, async (stage) => {
  const { page, debt } = await lateLoan(stage);
  await makeRelief(page, stage.origin, debt, { more: 6 });
  await paper(page, "zh-CN");
  await page.emulateMedia({ media: "print" });
  for (const selector of [".c-header", ".c-nav", ".c-page__title", "[data-done]", ".c-letter .c-actions"]) {
    assert.equal(await page.locator(`${selector}:visible`).count(), 0, `${selector} does not print`);
  }
  assert.ok(await page.locator("[data-paper]").isVisible());
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 5000 && pdf.subarray(0, 5).toString() === "%PDF-");
});

journey("by keyboard alone, from an option to the last page", { timeout: 90 }, async (stage) => {
  const { page, debt } = await lateLoan(stage, { language: "en" });
  await go(page, requestWith(stage.origin, debt, { more: 6 }));
  await at(page, "what");
  const press = async (name) => {
    await action(page, name).focus();
    await page.keyboard.press("Enter");
  };
  for (const step of ["why", "statement", "who", "whom"]) {
    await press("next-step");
    await at(page, step);
    await page.waitForFunction(() => document.activeElement?.id === "step-title");
  }
  await page.locator('[data-lender="self"] input').focus();
  await page.keyboard.press("Space");
  await press("next-step");
  await at(page, "check");
  await paper(page, "en");
  await saves(page, () => press("make-request"));
  await screen(page, "request-new").locator("[data-done]").waitFor();
});
