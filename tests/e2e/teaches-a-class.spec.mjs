// A teacher: a scenario on the wall, thirty sheets with their keys, results that come back as links, plans, a package.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import { DESKTOP } from "./harness/browser.mjs";
import { leave, withPlatform } from "./harness/lms.mjs";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, screen } from "./pages/app.mjs";
import { answerCheck, forged, makeClass, table } from "./pages/learn.mjs";

const plain = (text) => text.replace(/[¥￥,\s]/g, "").replace(/[（(].*/, "");

/** What a button saves, as text. */
async function saved(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), action(page, name).click()]);
  return readFileSync(await file.path());
}

/** The column of the right answers, whatever its heading is called. */
const ANSWER = { "zh-CN": "答案", en: "Answer" };

for (const language of ["zh-CN", "en"]) {
  journey(`thirty sheets with keys in under a minute; screen, paper and table agree (${language})`, { timeout: 240 }, async (stage) => {
    const page = await stage.open("/teach", { language, viewport: DESKTOP });
    await action(page, "to-class").click();
    await screen(page, "class").waitFor();
    const begun = Date.now();
    await makeClass(page, stage.origin, "class 7".replace(" ", "-"), 30);
    await action(page, "show-keys").click();
    await page.locator("[data-key]").nth(29).waitFor();
    const rows = table((await saved(page, "class-csv")).toString("utf8"));
    const seconds = (Date.now() - begun) / 1000;
    stage.note(`30 sheets, 30 keys and the table in ${seconds.toFixed(1)} s`);
    assert.ok(seconds < 60, `${seconds} s`);
    assert.equal(rows.length, 30 * 8);

    // Key and table: the same answers.
    const keys = await page.locator("[data-key]").evaluateAll((all) => all.map((each) => [...each.querySelectorAll("[data-answer]")].map((answer) => answer.textContent)));
    const answers = rows.map((row) => Object.entries(row).find(([name]) => name === ANSWER[language])?.[1]);
    let amounts = 0;
    keys.flat().forEach((shown, place) => {
      if (/^\d+\.\d\d$/.test(answers[place])) {
        amounts += 1;
        assert.equal(plain(shown), answers[place], `row ${place}`);
      } else if (/^[A-D]$/.test(answers[place])) assert.equal(shown.trim(), answers[place], `row ${place}`);
    });
    assert.ok(amounts > 60, `${amounts} amounts`);

    // Paper and screen: sheet 12 says the same in print and to the student.
    await action(page, "show-sheets").click();
    const paper = await page.locator('[data-sheet="CLASS-7-12"] dl').allInnerTexts();
    const student = await stage.open("/worksheet#CLASS-7-12", { language });
    await student.locator("[data-task]").first().waitFor();
    assert.deepEqual(await student.locator("[data-task] dl").allInnerTexts(), paper);

    // On paper: a sheet begins on a page of its own, and the key is not among them.
    const pdf = await page.pdf({ format: "A4" });
    const pages = (pdf.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length;
    stage.note(`${pages} pages of sheets`);
    assert.ok(pages >= 30 && pages <= 90, `${pages} pages`);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("[data-key]").count(), 0);
    assert.equal(await page.locator("#f-seed").isVisible(), false);
  });
}

journey("the same code is the same sheet in both languages, and another number another one", { timeout: 90 }, async (stage) => {
  const sheets = [];
  for (const [language, code] of [["zh-CN", "GREEN-3"], ["en", "green-3"], ["en", "GREEN-4"]]) {
    const page = await stage.open(`/worksheet#${code}`, { language });
    await page.locator("[data-task]").first().waitFor();
    const given = await page.locator("[data-task] dd").allInnerTexts();
    sheets.push(given.map((text) => (text.match(/\d[\d,]*\.\d\d/g) ?? []).join(" ")).filter(Boolean));
  }
  assert.deepEqual(sheets[0], sheets[1]);
  assert.notDeepEqual(sheets[1], sheets[2]);
});

journey("a student hands in, and the teacher's page marks the link without a network and names a claim that differs", { timeout: 180 }, async (stage) => {
  const teacher = await stage.page({ language: "en", viewport: DESKTOP });
  await makeClass(teacher, stage.origin, "SPRING", 2);
  const rows = table((await saved(teacher, "class-csv")).toString("utf8")).slice(8);
  const student = await stage.open("/worksheet", { language: "en" });
  await student.locator("#f-code").fill("nonsense");
  await action(student, "open-sheet").click();
  await student.locator("#f-code-error").waitFor();
  await student.locator("#f-code").fill("spring-1");
  await action(student, "open-sheet").click();
  await student.locator("[data-task]").first().waitFor();
  await student.locator("#f-variant").fill("2");
  await action(student, "take-variant").click();
  await student.locator('[data-code="SPRING-2"]').waitFor();
  for (const [place, row] of rows.entries()) {
    const name = `answer-${place + 1}`;
    if (place === 7) continue; // one stays blank
    if (/^[A-D]$/.test(row.Answer)) await student.locator(`input[name="${name}"][value="${row.Answer}"]`).check();
    else await student.locator(`#f-${name}`).fill(place === 0 ? `${row.Answer} ` : row.Answer);
  }
  await student.reload();
  await student.locator("[data-task]").first().waitFor();
  await action(student, "hand-in").click();
  await student.locator('[data-score="16"][data-of="20"]').waitFor();
  assert.equal(await student.locator('[data-task][data-mark="right"]').count(), 7, "what was typed survived the reload");
  await student.locator("#f-nickname").fill("<b>小林</b>");
  const link = await student.locator("[data-link]").getAttribute("href");
  assert.match(link, /\/teach\/marks#r=[\w-]+$/);
  await student.locator(".c-share summary").click();
  assert.ok((await student.locator(".c-qr path").getAttribute("d")).length > 500, "the link as a QR code");

  await go(teacher, `${stage.origin}/teach/marks`);
  await teacher.locator("#f-links").waitFor();
  await teacher.context().setOffline(true);
  const lie = await forged(link, 20);
  await teacher.locator("#f-links").fill([link, `${stage.origin}/teach/marks#${lie}`, "https://example.org/#r=AAAA", "what is this"].join("\n"));
  await teacher.locator('[data-result="agrees"]').waitFor();
  assert.match(await teacher.locator('[data-result="agrees"]').innerText(), /<b>小林<\/b>[\s\S]*SPRING-2[\s\S]*16\/20/);
  assert.match(await teacher.locator('[data-result="differs"]').innerText(), /20[\s\S]*16/);
  await teacher.locator('[data-differing="1"]').waitFor();
  assert.ok((await teacher.locator('[data-result="unread"]').count()) >= 2);
  assert.match(await teacher.locator("#main").innerText(), /does not prove who answered/);
  const marks = table((await saved(teacher, "marks-csv")).toString("utf8"));
  assert.deepEqual(marks.map((row) => row.Points), ["16", "16"]);
  await teacher.context().setOffline(false);

  // The link itself opens the page with the result in it.
  const opened = await stage.open(new URL(link).pathname + new URL(link).hash, { language: "zh-CN" });
  await opened.locator('[data-result="agrees"]').waitFor();
});

for (const [language, viewport] of [["zh-CN", { width: 1920, height: 1080 }], ["en", { width: 390, height: 844 }]]) {
  journey(`a scenario by its code, large, step by step, by keyboard (${language}, ${viewport.width} px)`, { timeout: 90 }, async (stage) => {
    const page = await stage.open("/teach", { language, viewport });
    assert.ok((await page.locator("[data-preset]").count()) >= 10);
    await page.locator("#f-preset").fill("nix");
    await action(page, "open-preset").click();
    await page.locator("#f-preset-error").waitFor();
    await page.locator("#f-preset").fill("lf01");
    await action(page, "open-preset").click();
    await page.locator("#stage").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "stage");
    const at = () => page.locator("#stage").getAttribute("data-slide").then(Number);
    const seen = [];
    let steps = 0;
    for (let turn = 0; turn < 40; turn += 1) {
      const slide = await page.locator(".c-stage__slide").innerText();
      const lines = await page.locator(".c-stage__step").count();
      if (lines) steps = Math.max(steps, lines);
      seen.push(slide);
      const size = await page.locator(".c-stage__title, .c-stage__step, .c-stage__answer").first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
      if (viewport.width === 1920) assert.ok(size >= 40 && size <= 110, `${size} px`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `slide ${turn}: ${wide} px too wide`);
      const before = await at();
      await page.keyboard.press("ArrowRight");
      if ((await at()) === before) break;
    }
    assert.ok(seen.length >= 4 && steps >= 2, `${seen.length} slides, ${steps} lines at most`);
    assert.equal(new Set(seen).size, seen.length, "each turn shows something new");
    await page.keyboard.press("Home");
    assert.equal(await at(), 0);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await at(), seen.length - 2);
    assert.equal(await page.locator(".c-nav").isVisible(), false, "nothing around the stage");
    await page.keyboard.press("Escape");
    await screen(page, "teach").waitFor();
  });
}

journey("a task of a sheet is projected, and the answer comes last", async (stage) => {
  const page = await stage.open("/teach/present#SPRING-2/3", { language: "en", viewport: DESKTOP });
  await page.locator("#stage").waitFor();
  assert.equal(await page.locator("[data-answer]").count(), 0);
  await page.keyboard.press("End");
  await page.locator("[data-answer]").waitFor();
});

journey("a scenario opens in the simulator, and the link agrees with itself", { timeout: 90 }, async (stage) => {
  const page = await stage.open("/teach", { language: "zh-CN" });
  const links = await page.locator('[data-action="to-simulator"]').evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  assert.ok(links.length >= 4, `${links.length} scenarios`);
  for (const link of links) {
    await go(page, stage.origin + link);
    await page.locator('[data-link-verdict="matches"]').waitFor();
    await go(page, `${stage.origin}/teach`);
  }
});

journey("plans and the alignment are there in both languages, and lead to lessons and scenarios", async (stage) => {
  for (const language of ["zh-CN", "en"]) {
    const page = await stage.open("/teach/plans", { language, viewport: DESKTOP });
    await page.locator("[data-plan]").first().waitFor();
    assert.ok((await page.locator("[data-plan]").count()) >= 8);
    assert.ok((await page.locator("[data-alignment] tbody tr").count()) >= 18);
    for (const link of await page.locator('[data-plan] a[href*="#"]').evaluateAll((all) => [...new Set(all.map((each) => each.getAttribute("href")))])) {
      await go(page, stage.origin + link);
      await page.locator("#stage").waitFor();
    }
  }
});

for (const [language, lesson] of [["zh-CN", "the-minimum-payment"], ["en", "late-fees-and-caps"]]) {
  journey(`a lesson as a package runs in a platform and reports completion and score (${language})`, { timeout: 120 }, async (stage) => {
    const page = await stage.open("/teach", { language });
    await page.locator("#f-scorm-lesson").selectOption(lesson);
    const files = new Map(Object.entries(unzipSync(await saved(page, "scorm"))).map(([name, bytes]) => [name, Buffer.from(bytes)]));
    assert.ok(files.has("imsmanifest.xml") && files.has("content.json") && files.has("packed_bg.wasm"), [...files.keys()].join(" "));
    await withPlatform(stage, files, async (platform) => {
      const first = await platform.launch();
      await first.frame.locator("[data-figure]").waitFor();
      await answerCheck(first.frame, 0, false);
      await answerCheck(first.frame, 1, true);
      await leave(first.page);
      assert.equal(platform.kept.core.lesson_status, "incomplete");
      const second = await platform.launch();
      await second.frame.locator("[data-figure]").waitFor();
      await answerCheck(second.frame, 2, true);
      await leave(second.page);
      assert.equal(platform.kept.core.lesson_status, "passed");
      assert.equal(Number(platform.kept.core.score.raw), 66.67);
    }, { mastery: 60 });
  });
}

journey("a worksheet as a package keeps the answers, and reports the points", { timeout: 120 }, async (stage) => {
  const page = await stage.page({ language: "en" });
  await makeClass(page, stage.origin, "PACK", 1);
  const rows = table((await saved(page, "class-csv")).toString("utf8"));
  await go(page, `${stage.origin}/teach`);
  await action(page, "scorm").click();
  await page.locator("#f-scorm-code-error").waitFor();
  await page.locator("#f-scorm-code").fill("PACK-1");
  const files = new Map(Object.entries(unzipSync(await saved(page, "scorm"))).map(([name, bytes]) => [name, Buffer.from(bytes)]));
  const give = async (frame, from, to) => {
    for (const [place, row] of rows.entries()) {
      if (place < from || place >= to) continue;
      const name = `answer-${place + 1}`;
      if (/^[A-D]$/.test(row.Answer)) await frame.locator(`input[name="${name}"][value="${row.Answer}"]`).check();
      else await frame.locator(`#f-${name}`).fill(row.Answer);
    }
  };
  await withPlatform(stage, files, async (platform) => {
    const first = await platform.launch();
    await first.frame.locator("[data-task]").first().waitFor();
    await give(first.frame, 0, 4);
    await leave(first.page);
    const second = await platform.launch();
    await second.frame.locator("[data-task]").first().waitFor();
    await give(second.frame, 4, 8);
    await second.frame.locator('[data-action="hand-in"]').click();
    await second.frame.locator('[data-score="20"]').waitFor();
    await leave(second.page);
    assert.deepEqual([platform.kept.core.lesson_status, Number(platform.kept.core.score.raw)], ["completed", 100]);
  });
});
