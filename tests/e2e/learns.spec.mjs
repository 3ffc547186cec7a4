// A reader learns: a lesson with its figure, picture and questions, the glossary, what was missed, the record for print.
import assert from "node:assert/strict";
import { DESKTOP } from "./harness/browser.mjs";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, addDebt, LOAN, screen } from "./pages/app.mjs";
import { answerCheck, lessonIds, openLesson } from "./pages/learn.mjs";

const digits = (text) => text.replace(/[,\s]/g, "");

for (const [language, options] of [["zh-CN", {}], ["en", { viewport: DESKTOP, theme: "dark", dark: true }]]) {
  journey(`reads a lesson, moves its figure, answers, and finds it done afterwards (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/learn", { language, ...options });
    const asked = [];
    page.on("request", (request) => { if (request.url().includes("/content/")) asked.push(new URL(request.url()).pathname); });
    assert.ok((await lessonIds(page)).length >= 16);
    assert.deepEqual(asked, [], "no body of a lesson is loaded with the list");
    await page.locator('[data-lesson="what-a-loan-costs"] a').click();
    await screen(page, "lesson").waitFor();
    await page.locator("[data-figure]").waitFor();
    assert.equal(asked.filter((path) => path.includes(`lesson-what-a-loan-costs.${language}-`)).length, 1, asked.join(" "));

    // 9,800 arrive, 12 times 930 and a fee of 10 are paid.
    const said = () => page.locator("[data-figure]").innerText().then(digits);
    assert.match(await said(), /11280/);
    assert.match(await said(), /1480/);
    const before = await said();
    await page.locator("#f-fee").fill("0");
    assert.match(await said(), /11160/);
    assert.notEqual(await said(), before);
    // By keyboard on the slider, too: one step is ten yuan.
    await page.locator("#f-payment-slider").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(digits(await page.locator("#f-payment").inputValue()), "940");
    await page.locator("#f-payment").fill("5");
    await page.locator("#f-payment-error").waitFor();
    assert.match(digits(await page.locator("#f-payment-error").innerText()), /920.*1100/);
    assert.equal(await page.locator("#f-payment").inputValue(), "5", "what was typed stays");
    await action(page, "reset-figure").click();
    assert.match(await said(), /11280/);

    const table = page.locator('[data-twin="lesson"]');
    await page.locator(".c-picture summary").click();
    assert.ok((await table.locator("tbody tr").count()) >= 2);

    await page.locator(".c-lesson__mark a").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "source-1");
    assert.equal(await page.locator("#sources").evaluate((sources) => sources.open), true);

    await answerCheck(page, 0, false);
    assert.equal(await page.locator('[data-check="0"] .c-quiz__why').getAttribute("data-tone"), "late");
    for (const check of [0, 1, 2]) await answerCheck(page, check, true);
    await page.locator('[data-right="3"]').waitFor();
    assert.equal(await page.locator('[data-check="0"] .c-quiz__why').getAttribute("data-tone"), "good");
    await go(page, `${stage.origin}/learn`);
    await page.locator('[data-lesson="what-a-loan-costs"] .c-tag[data-tone="good"]').waitFor();
    await page.locator('[data-done="1"]').waitFor();
    await openLesson(page, stage.origin, "what-a-loan-costs");
    await action(page, "do-now").click();
    await screen(page, "debt-new").waitFor();
  });

  journey(`every lesson loads, computes, and leads on (${language})`, { timeout: 300 }, async (stage) => {
    const page = await stage.open("/learn", { language });
    for (const id of await lessonIds(page)) {
      await openLesson(page, stage.origin, id);
      const text = await page.locator("#main").innerText();
      assert.doesNotMatch(text, /[{}]|\[[a-z]+\.|undefined|NaN/, id);
      assert.doesNotMatch((await page.locator(".c-lesson__value").allInnerTexts()).join(" "), /…/, id);
      assert.equal(await page.locator("[data-check]").count(), 3, id);
      assert.equal(await page.locator(".c-picture svg, .c-timeline li").count() > 0, true, `${id}: a picture`);
      assert.ok((await page.locator(".c-lesson__sources li").count()) > 0, `${id}: sources`);
      assert.ok((await page.locator(".c-term").count()) > 0, `${id}: terms`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${id}: ${wide} px too wide`);
      const way = await action(page, "do-now").getAttribute("href");
      assert.match(way, /^\/[a-z/]+$/, id);
    }
    // Each way leads to a screen, not to nowhere.
    for (const way of ["/budget", "/check", "/contacts", "/debts", "/debts/new", "/help", "/insolvency", "/requests", "/simulate"]) {
      await go(page, stage.origin + way);
      assert.equal(await page.locator('[data-screen="not-found"]').count(), 0, way);
    }
  });
}

journey("a lesson takes the figures of a saved debt, and gives the example back", async (stage) => {
  const page = await stage.page({ language: "zh-CN" });
  await addDebt(page, stage.origin, "loan", LOAN);
  await openLesson(page, stage.origin, "how-instalments-work");
  const example = await page.locator("#f-principal").inputValue();
  await action(page, "own-numbers").click();
  assert.notEqual(await page.locator("#f-principal").inputValue(), example);
  assert.doesNotMatch(await page.locator("[data-figure]").innerText(), /…/);
  await action(page, "reset-figure").click();
  assert.equal(await page.locator("#f-principal").inputValue(), example);
});

journey("a lesson that does not arrive says so and comes when it is asked for again", async (stage) => {
  stage.expect(/Failed to load resource/, /ERR_FAILED/);
  const page = await stage.open("/learn", { language: "en" });
  await page.route("**/content/lesson-*", (route) => route.abort());
  await page.locator('[data-lesson="insolvency"] a').click();
  await action(page, "load-again").waitFor();
  await page.unroute("**/content/lesson-*");
  await action(page, "load-again").click();
  await page.locator("[data-figure]").waitFor();
});

journey("the glossary is searched in either language, and a link leads to its term", { timeout: 90 }, async (stage) => {
  const page = await stage.open("/glossary", { language: "en" });
  const count = () => page.locator("[data-count]").getAttribute("data-count").then(Number);
  await page.locator("[data-term]").first().waitFor();
  assert.ok((await count()) >= 80);
  const ids = await page.locator("[data-term]").evaluateAll((all) => all.map((each) => each.dataset.term));
  assert.equal(new Set(ids).size, ids.length);
  for (const [wanted, found] of [["罚息", "penalty-interest"], ["PENALTY INT", "penalty-interest"], ["本金", "principal"]]) {
    await page.locator("#f-search").fill(wanted);
    await page.locator(`[data-term="${found}"]`).waitFor();
    assert.ok((await count()) < ids.length, wanted);
  }
  await page.locator("#f-search").fill("zzzz");
  assert.equal(await count(), 0);
  await page.locator("#f-search").fill("");
  await page.locator("#f-group").selectOption("court");
  assert.ok((await count()) > 3 && (await count()) < ids.length);
  await page.locator('[data-term="principal"], [data-term]').first().locator("a.c-term").first().click();
  await page.waitForFunction(() => document.activeElement.id.startsWith("term-"));
  await go(page, `${stage.origin}/glossary#apr`);
  await page.waitForFunction(() => document.activeElement.id === "term-apr");
});

journey("every screen names the words that stand on it, and each leads to the glossary", { timeout: 120 }, async (stage) => {
  const page = await stage.page({ language: "zh-CN" });
  await addDebt(page, stage.origin, "loan", LOAN);
  let full = 0;
  for (const path of ["/", "/simulate", "/debts", "/check", "/budget", "/help", "/insolvency", "/requests", "/contacts", "/settings", "/learn", "/teach"]) {
    await go(page, stage.origin + path);
    await action(page, "words-here").click();
    await page.locator(".c-words dt, .c-words [data-none]").first().waitFor();
    const standing = await page.locator("#main").innerText();
    if (await page.locator(".c-words dt").count()) full += 1;
    for (const word of await page.locator(".c-words dt").allInnerTexts()) {
      assert.ok(word.length >= 2, `${path}: ${word}`);
    }
    assert.ok(standing.length > 20, path);
  }
  assert.ok(full >= 9, `${full} screens with words`);
  await go(page, `${stage.origin}/simulate`);
  await action(page, "words-here").click();
  await page.locator(".c-words dt a").first().click();
  await screen(page, "glossary").waitFor();
  await page.waitForFunction(() => document.activeElement.id.startsWith("term-"));
});

journey("a first visitor asks for the words of the page, and gets them", async (stage) => {
  const page = await stage.open("/", { language: "en" });
  await action(page, "words-here").click();
  await page.locator(".c-words dt").first().waitFor();
});

journey("a question that was missed comes back the next day, and later after a right answer", { timeout: 120 }, async (stage) => {
  const context = await stage.context();
  const day = async (today) => {
    const page = await stage.page({ context, language: "en", today });
    await go(page, `${stage.origin}/review`);
    return page;
  };
  const first = await stage.page({ context, language: "en", today: "2026-03-02" });
  await openLesson(first, stage.origin, "late-fees-and-caps");
  await answerCheck(first, 1, false);
  const same = await day("2026-03-02");
  await same.locator(".c-empty").waitFor();
  assert.match(await same.locator(".c-empty").innerText(), /3 March 2026|March 3, 2026|2026-03-03/);
  const next = await day("2026-03-03");
  await next.locator('[data-check="1"]').waitFor();
  await answerCheck(next, 1, true);
  await action(next, "next-question").click();
  await next.locator(".c-empty").waitFor();
  assert.match(await next.locator(".c-empty").innerText(), /6 March 2026|March 6, 2026|2026-03-06/);
  const later = await day("2026-03-06");
  await later.locator('[data-check="1"]').waitFor();
});

journey("the record of learning is printed with a name that is kept nowhere", { timeout: 90 }, async (stage) => {
  const page = await stage.open("/certificate", { language: "zh-CN" });
  await page.locator(".c-empty").waitFor();
  await openLesson(page, stage.origin, "insolvency");
  for (const check of [0, 1, 2]) await answerCheck(page, check, true);
  await page.locator('[data-right="3"]').waitFor();
  await go(page, `${stage.origin}/certificate`);
  await page.locator("#f-name").fill("林小满");
  assert.match(await page.locator(".c-certificate").innerText(), /林小满/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#f-name").isVisible(), false);
  assert.equal(await page.locator(".c-certificate").isVisible(), true);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.doesNotMatch(kept, /林小满/);
  await page.emulateMedia({ media: "screen" });
  // What was learned goes with everything else that is erased.
  assert.match(kept, /insolvency/);
  await go(page, `${stage.origin}/settings`);
  await action(page, "erase-all").click();
  await action(page, "confirm-erase").click();
  await page.waitForFunction(() => !localStorage.getItem("duewise-learn"));
});
