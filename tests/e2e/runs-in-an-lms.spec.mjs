// A package in a learning platform: it finds the API of SCORM 1.2, reports, goes on where the learner left, and works as well
// where there is no platform. The runtime is `scorm-again`; the first journeys use a small program in place of ours, so that what
// they say is said of the shell.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { waits } from "./harness/embeds.mjs";
import { startHosts } from "./harness/hosts.mjs";
import { leave, PLACE, shellOf, withPlatform, withStub } from "./harness/lms.mjs";
import { journey } from "./harness/runner.mjs";

const note = (place, name) => place.locator(`[data-note="${name}"]`);
const reason = (place, name) => place.locator(`[data-reason="${name}"]`);
const text = (place, selector) => place.locator(selector).innerText();

/** Presses these buttons of the small program, one after another. */
async function answers(place, ...marks) {
  for (const mark of marks) await place.locator(`#${mark}`).click();
}

/** No note of the shell is to be seen. */
async function quiet(place) {
  await place.locator('html[data-app="ready"]').waitFor({ state: "attached" });
  assert.equal(await place.locator("[data-note]:visible, [data-reason]:visible").count(), 0);
}

journey("reports completion and score, and keeps what is needed to go on", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const first = await platform.launch();
    await quiet(first.frame);
    assert.equal(await text(first.frame, "#available"), "true");
    await waits(() => platform.kept?.core.lesson_status === "incomplete", "begun");
    await answers(first.frame, "right", "wrong");
    assert.equal(await text(first.frame, "#taken"), "true");
    assert.deepEqual([platform.kept.core.lesson_status, platform.kept.core.score.raw, platform.kept.core.exit], ["incomplete", "", "suspend"]);
    assert.match(platform.kept.suspend_data, /^[\x20-\x7e]{1,4096}$/, "ASCII only");
    await leave(first.page);
    assert.equal(await first.page.evaluate(() => platform.isTerminated()), true, "finished once the learner left");
    assert.equal(await first.page.evaluate(() => platform.lmsGetLastError()), "0", "and only once");

    const second = await platform.launch();
    await quiet(second.frame);
    assert.equal(await text(second.frame, "#answers"), "对错", "it goes on where the learner left");
    await answers(second.frame, "right", "right");
    const { core } = platform.kept;
    assert.deepEqual([core.lesson_status, Number(core.score.raw), Number(core.score.min), Number(core.score.max), core.exit], ["completed", 75, 0, 100, ""]);
    assert.match(await second.page.evaluate(() => window.sessionTime), /^0000:00:\d\d$/);
    await leave(second.page);

    const third = await platform.launch();
    await quiet(third.frame);
    await leave(third.page);
    assert.deepEqual([platform.kept.core.lesson_status, Number(platform.kept.core.score.raw)], ["completed", 75], "looking in takes nothing away");
  }));

for (const [status, marks] of [["passed", ["right", "right", "right", "wrong"]], ["failed", ["right", "wrong", "wrong", "right"]]]) {
  journey(`with a mark to pass, ${marks.filter((mark) => mark === "right").length} of 4 is ${status}`, async (stage) =>
    withPlatform(stage, await withStub(stage), async (platform) => {
      const { page, frame } = await platform.launch();
      await answers(frame, ...marks.slice(0, 3));
      assert.equal(platform.kept.core.lesson_status, "incomplete", "half of it is not judged");
      await answers(frame, marks[3]);
      assert.equal(platform.kept.core.lesson_status, status);
      await leave(page);
      assert.equal(platform.kept.core.lesson_status, status);
    }, { mastery: 60 }));
}

journey("leaving half done is not failing, also where there is a mark to pass", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const { page, frame } = await platform.launch();
    await answers(frame, "wrong");
    await leave(page);
    assert.deepEqual([platform.kept.core.lesson_status, platform.kept.core.score.raw], ["incomplete", ""]);
  }, { mastery: 60 }));

journey("a review changes nothing, and says so", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    platform.commits.push({ core: { lesson_status: "passed", score: { raw: "100" } }, suspend_data: '{"answers":["%u5bf9","%u5bf9","%u5bf9","%u5bf9"]}' });
    const { page, frame } = await platform.launch();
    await note(frame, "watching").waitFor();
    assert.equal(await text(frame, "#answers"), "对对对对");
    await answers(frame, "wrong");
    assert.deepEqual([await text(frame, "#available"), await text(frame, "#taken")], ["false", "false"]);
    await leave(page);
    assert.equal(await page.evaluate(() => platform.cmi.core.score.raw), "100");
    assert.equal(await page.evaluate(() => platform.cmi.core.lesson_status), "passed");
  }, { mode: "review" }));

journey("without a platform everything works, survives a reload, and says that nothing was reported", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const page = await stage.page({ clock: "runs" });
    await page.goto(platform.page);
    await note(page, "alone").waitFor();
    await answers(page, "right", "wrong");
    assert.deepEqual([await text(page, "#available"), await text(page, "#taken")], ["false", "false"]);
    await page.reload();
    await note(page, "alone").waitFor();
    assert.equal(await text(page, "#answers"), "对错");
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-CN");
    const asked = platform.hosts.asked.filter((path) => !path.startsWith(PLACE));
    assert.deepEqual(asked, [], "it asks for nothing outside its folder");
  }));

journey("the API is found above a frame of another origin, and in the window that opened this one", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const other = await startHosts({ name: "localhost" });
    stage.watch.allow(other.origin);
    try {
      const between = other.page("/between", `<!doctype html><meta charset="utf-8"><title>x</title><link rel="icon" href="data:,"><iframe name="sco" width="380" height="700" src="${platform.page}"></iframe>`);
      const above = await platform.launch((html) => html.replace(`src="${PLACE}index.html"`, `src="${between}"`));
      const inner = above.frame.frameLocator("iframe");
      await quiet(inner);
      assert.equal(await text(inner, "#available"), "true");

      const lonely = await stage.page({ clock: "runs" });
      await lonely.goto(between);
      await note(lonely.frameLocator("iframe"), "alone").waitFor();

      const opener = await platform.launch((html) => html.replace(/<iframe.*<\/iframe>/, '<iframe name="API" srcdoc="not one"></iframe>'));
      const opened = opener.page.waitForEvent("popup");
      await opener.page.evaluate((address) => { window.open(address); }, platform.page);
      const popup = stage.watch.page(await opened);
      await quiet(popup);
      assert.equal(await text(popup, "#available"), "true");
    } finally {
      await other.stop();
    }
  }));

journey("twelve windows up is too far, and ten are not", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    for (const [levels, found] of [[10, "true"], [12, "false"]]) {
      for (let level = 1; level < levels; level += 1) {
        const inside = level === 1 ? `${PLACE}index.html` : `/lms/level-${level - 1}`;
        platform.hosts.page(`/lms/level-${level}`, `<!doctype html><meta charset="utf-8"><title>x</title><iframe name="deeper" src="${inside}"></iframe>`);
      }
      const { page } = await platform.launch((html) => html.replace(`${PLACE}index.html`, `/lms/level-${levels - 1}`));
      const deepest = () => page.frames().find((frame) => frame.url() === platform.page);
      await waits(() => deepest()?.locator("#available").count(), `${levels} levels`);
      assert.equal(await text(deepest(), "#available"), found, `${levels} levels`);
    }
  }));

journey("a platform that refuses or throws is named, and the result can be sent again", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const { frame, page } = await platform.launch();
    await answers(frame, "right", "right", "right");
    await quiet(frame);
    await answers(frame, "right");
    await note(frame, "lost").waitFor();
    assert.equal(await text(frame, "#taken"), "false");
    assert.equal(await text(frame, "#answers"), "对对对对", "nothing is lost on the page");
    await page.evaluate(() => { window.broken = false; });
    await frame.locator('[data-action="report-again"]').click();
    await note(frame, "lost").waitFor({ state: "hidden" });
    assert.deepEqual([platform.kept.core.lesson_status, Number(platform.kept.core.score.raw)], ["completed", 100]);
  }, { api: `window.broken = true;
    window.API = Object.fromEntries(["LMSInitialize", "LMSGetValue", "LMSCommit", "LMSFinish", "LMSGetLastError"].map((name) => [name, (...given) => platform[name](...given)]));
    API.LMSSetValue = (element, value) => { if (window.broken && element === "cmi.core.score.raw") throw new Error("no"); return platform.LMSSetValue(element, value) === "true"; };` }));

journey("what a platform cannot keep is named before the learner leaves", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const { frame } = await platform.launch();
    await answers(frame, "right");
    const kept = platform.kept.suspend_data;
    await frame.locator("html").evaluate(() => { window.more = "长".repeat(700); });
    await answers(frame, "right");
    await note(frame, "unkept").waitFor();
    assert.equal(platform.kept.suspend_data, kept, "what was kept before stays");
    await answers(frame, "right", "right");
    await quiet(frame);
    assert.equal(platform.kept.core.lesson_status, "completed");
  }));

journey("when the program stops, the page says so, and what was reported stays", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const { frame, page } = await platform.launch();
    await answers(frame, "right");
    await frame.locator("#break").click();
    await reason(frame, "halted").waitFor();
    assert.equal(await frame.locator("#app").evaluate((app) => app.inert), true);
    await leave(page);
    assert.equal(await page.evaluate(() => platform.isTerminated()), true);
    assert.equal(platform.kept.core.lesson_status, "incomplete");
  }));

journey("a missing file, a policy without wasm, and a file opened from the disk each have their sentence", async (stage) => {
  stage.expect(/404/, /Content Security Policy/i, /off-origin request: file:/);
  await withPlatform(stage, await withStub(stage, { "packed_bg.wasm": null }), async (platform) => {
    const { frame } = await platform.launch();
    await reason(frame, "load").waitFor();
  });
  const strict = { "content-security-policy": "script-src 'self'" };
  await withPlatform(stage, await withStub(stage), async (platform) => {
    const { frame } = await platform.launch();
    await reason(frame, "blocked").waitFor();
  }, { headers: strict });
  const folder = mkdtempSync(join(tmpdir(), "duewise-package-"));
  try {
    for (const [name, content] of await withStub(stage)) writeFileSync(join(folder, name), content);
    const page = await stage.page({ clock: "runs" });
    await page.goto(pathToFileURL(join(folder, "index.html")).href);
    await reason(page, "file").waitFor();
    assert.equal(await note(page, "alone").isVisible(), false, "nothing says that all works");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

journey("where scripts do not run, the page says what is needed, in both languages", async (stage) =>
  withPlatform(stage, await withStub(stage), async (platform) => {
    const page = await stage.page({ javaScript: false, clock: "runs" });
    await page.goto(platform.page);
    const said = await text(page, "noscript");
    assert.ok(/JavaScript 才能算账/.test(said) && /needs JavaScript to do the sums/.test(said), said);
  }));

journey("our own program starts inside the platform and shows what the package holds", async (stage) => {
  const files = await shellOf(stage);
  files.set("content.json", JSON.stringify({ version: 1, lang: "en", kind: "sheet", title: "Worksheet CLASS7-12", seed: "CLASS7", variant: 12 }));
  await withPlatform(stage, files, async (platform) => {
    const { frame } = await platform.launch();
    await quiet(frame);
    assert.equal(await text(frame, "h1"), "Worksheet CLASS7-12");
    assert.equal(await frame.locator("html").getAttribute("lang"), "en");
  });
});
