// A lender or a teacher sets up the simulator on /embed, looks at it, and takes the text to a page of their own.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { around, frameOf, seen, waits, withHosts } from "./harness/embeds.mjs";
import { DESKTOP } from "./harness/browser.mjs";
import { journey } from "./harness/runner.mjs";
import { go } from "./harness/stage.mjs";
import { action, fill, screen } from "./pages/app.mjs";

const CANARY = "73,911.37";
const WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const code = (page, name = "snippet") => page.locator(`[data-code="${name}"]`).innerText();
const error = (page, name) => page.locator(`#f-${name}-error`);
const digits = (text) => text.replace(/[,\s]/g, "");

/** What stands in a field of the simulator. */
const inside = async (frame, name) => digits(await frame.locator(`#f-${name}`).inputValue());

async function open(stage, options = {}) {
  const page = await stage.open("/embed", { language: "en", ...options });
  await screen(page, "embed").waitFor();
  // On a phone the preview stands below the knobs, and nothing of it is fetched before the reader comes near.
  await page.locator("duewise-simulator").scrollIntoViewIfNeeded();
  return page;
}

for (const [language, options] of [["zh-CN", {}], ["en", { viewport: DESKTOP, theme: "dark", dark: true }]]) {
  journey(`the preview and the line follow the knobs, and a bad value is named (${language})`, { timeout: 120 }, async (stage) => {
    const page = await open(stage, { language, ...options });
    const frame = await frameOf(page);
    await waits(async () => (await inside(frame, "principal")) === "5000", "the first sum in the preview");
    await fill(page, { principal: language === "en" ? "12,000" : "1.2万", policy: "daily", rate: "0.04%", days: "45", lang: "en" });
    await waits(async () => (await inside(frame, "principal")) === "12000" && (await inside(frame, "days")) === "45", "the typed sum in the preview");
    assert.equal(await frame.locator("#f-policy").inputValue(), "daily");
    assert.match(await code(page), /<script async src="[^"]+\/embed\/v1\/duewise\.js"><\/script> <duewise-simulator principal="12000" rate="0\.04%" policy="daily" days="45" lang="en"><a href=/);

    await fill(page, { days: "4000", accent: "#ffdd00", theme: "light", radius: "99", principal: "-5" });
    for (const [name, told] of [["days", /3,650/], ["accent", /4\.5/], ["radius", /24/], ["principal", /./]]) {
      await error(page, name).waitFor();
      assert.match(await error(page, name).innerText(), told);
      assert.equal(await page.locator(`#f-${name}`).getAttribute("aria-invalid"), "true", name);
    }
    assert.match(await code(page), /principal="12000"[^>]*days="45"/, "the last values that worked stay");
    assert.doesNotMatch(await code(page), /ffdd00|radius/);
    assert.equal(await inside(frame, "principal"), "12000");

    await fill(page, { days: "45", accent: "#00529b", radius: "4", principal: "12000" });
    await error(page, "accent").waitFor({ state: "detached" });
    assert.match(await code(page), /accent="#00529b" radius="4"/);
    for (const width of ["sidebar", "wide", "phone"]) {
      await action(page, `width-${width}`).click();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${width}: the page is ${wide} px wider than the screen`);
    }
    assert.equal(await page.locator(".c-embed__place iframe").evaluate((frame) => frame.clientWidth <= 390), true);
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    assert.deepEqual(violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join("; ")}`), []);
    await page.reload();
    await screen(page, "embed").waitFor();
    assert.match(await code(page), /accent="#00529b"/, "what was typed survives a reload");
  });
}

journey("the lines that were copied work on a page of another origin, floating and pinned", { timeout: 120 }, async (stage) => {
  const page = await open(stage);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await fill(page, { principal: "7,000", due: "2026-10-01", days: "60", policy: "flat", fee: "25", lang: "en", mode: "ask" });
  const lines = [];
  for (const form of ["floating", "pinned"]) {
    await action(page, `form-${form}`).click();
    await waits(async () => /integrity/.test(await code(page)) === (form === "pinned"), `the ${form} line`);
    await action(page, "copy-snippet").click();
    await waits(async () => (await page.evaluate(() => navigator.clipboard.readText())) === (await code(page)), "the line in the clipboard");
    lines.push(await code(page));
  }
  const [, address, integrity] = /src="([^"]+)" integrity="([^"]+)" crossorigin="anonymous"/.exec(lines[1]);
  assert.match(address, /\/embed\/v\d+\.\d+\.\d+\/duewise\.js$/);
  const script = Buffer.from(await (await fetch(address)).arrayBuffer());
  assert.equal(integrity, `sha384-${createHash("sha384").update(script).digest("base64")}`);
  await action(page, "copy-policy").click();
  const policy = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(policy, `script-src ${stage.origin};\nframe-src ${stage.origin};`);

  await withHosts(stage, async (hosts) => {
    for (const [index, line] of lines.entries()) {
      // The page's own script has a hash of its own place in the policy: here it may run inline.
      const rules = policy.replace("script-src", "script-src 'unsafe-inline'").replaceAll("\n", " ");
      const url = hosts.page(`/lender-${index}`, around(line), { "content-security-policy": `default-src 'none'; img-src data:; ${rules}` });
      const host = await stage.page();
      await host.goto(url);
      const frame = await frameOf(host);
      await waits(async () => (await inside(frame, "principal")) === "7000" && (await inside(frame, "days")) === "60", "the sum on the lender's page");
      assert.equal(await frame.locator("#f-policy").inputValue(), "flat");
      await frame.locator('[data-action="request"]').first().waitFor();
      assert.ok((await seen(host, "duewise-ready")).length > 0);
      await host.close();
    }
  });
});

journey("npm and React have their text, and an empty page has none of what was typed", async (stage) => {
  const page = await open(stage);
  await fill(page, { principal: "5000", rate: "每天万分之五" });
  await action(page, "form-npm").click();
  assert.match(await code(page), /npm install @duewise\/embed[\s\S]*setBase\("http[^"]+\/embed\/v1\/"\);[\s\S]*<duewise-simulator principal="5000" rate="每天万分之五">/);
  await action(page, "form-react").click();
  assert.match(await code(page), /import type \{\} from "@duewise\/embed\/react"[\s\S]*onduewise-change=\{/);
  await action(page, "clear-settings").click();
  await action(page, "form-floating").click();
  await waits(async () => /<duewise-simulator><a/.test(await code(page)), "a line without settings");
});

journey("the log fills with every event, holds no figure, and can be emptied", async (stage) => {
  const page = await open(stage);
  const frame = await frameOf(page);
  await frame.locator("#f-principal").fill(CANARY);
  await page.locator('[data-event="duewise-change"]').first().waitFor();
  const log = page.locator("[data-log]");
  await page.locator('[data-event="duewise-ready"]').first().waitFor();
  await page.locator('[data-event="duewise-resize"]').first().waitFor();
  const details = await page.locator("[data-event] [data-detail]").allInnerTexts();
  assert.ok(details.some((text) => text.includes('"field":"principal"')), details.join(" "));
  assert.ok(details.every((text) => !digits(text).includes("73911") && !/amount|total|value/.test(text)), details.join(" "));
  assert.doesNotMatch(digits(await log.innerText()), /73911/);
  assert.equal(await log.locator("[aria-live]").getAttribute("aria-live"), "off");
  await action(page, "clear-log").click();
  await waits(async () => (await page.locator("[data-event]").count()) === 0, "an empty log");
});

journey("settings lead here, and everything is reached by keyboard", async (stage) => {
  const page = await stage.open("/settings", { language: "en" });
  await action(page, "to-embed").click();
  await screen(page, "embed").waitFor();
  await go(page, `${stage.origin}/embed`);
  await page.locator("#f-accent").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.type), "color");
  assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /Accent colour/);
  await page.locator('[data-action="form-react"]').focus();
  await page.keyboard.press("Enter");
  await waits(async () => /setBase/.test(await code(page)), "the text for React");
});
