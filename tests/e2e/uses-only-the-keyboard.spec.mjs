// Every journey with the keyboard alone: Tab, Enter, Space, arrows, Escape. Focus is always on something visible.
import assert from "node:assert/strict";
import { journey } from "./harness/runner.mjs";
import { debt, hasAmount, LOAN, minor, savedRevision } from "./pages/app.mjs";

/** Tabs until the focus is on it. Fails if the focus is lost, hidden, or never gets there. */
async function tabTo(page, selector, key = "Tab") {
  for (let presses = 0; presses < 150; presses += 1) {
    const state = await page.evaluate((wanted) => {
      const focused = document.activeElement;
      if (!focused || focused === document.body) return "none";
      const box = focused.getBoundingClientRect();
      const middle = document.elementFromPoint(box.x + box.width / 2, Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1));
      const covered = middle && focused !== middle && !focused.contains(middle) && !middle.contains(focused) && !(focused.labels && [...focused.labels].some((label) => label.contains(middle)));
      const outline = getComputedStyle(focused);
      const marked = outline.outlineStyle !== "none" || outline.boxShadow !== "none";
      if (focused.matches(wanted)) return covered ? `covered by ${middle.tagName}.${middle.className}` : marked ? "there" : "unmarked";
      return "on the way";
    }, selector);
    if (state === "there") return;
    if (state.startsWith("covered") || state === "unmarked") throw new Error(`${selector} has the focus, but it is ${state}`);
    await page.keyboard.press(key);
  }
  throw new Error(`${selector} cannot be reached by ${key}`);
}

async function press(page, selector, key = "Enter") {
  await tabTo(page, selector);
  await page.keyboard.press(key);
}

async function type(page, name, text) {
  await tabTo(page, `#f-${name}`);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

async function acknowledged(page, before) {
  await page.waitForFunction((known) => Number(document.documentElement.dataset.savedRev ?? 0) > known, before);
}

async function enterLoan(page) {
  await press(page, 'a[href="/debts"]');
  await page.locator('#main[data-screen="debts"]').waitFor();
  await press(page, '[data-action="add-debt"]');
  await page.locator('#main[data-screen="debt-new"]').waitFor();
  await press(page, '[data-preset="loan"]');
  for (const [name, text] of Object.entries(LOAN)) await type(page, name, text);
  const before = await savedRevision(page);
  await press(page, '[data-action="save-debt"]');
  await acknowledged(page, before);
}

journey("the first Tab offers to skip to the content", async (stage) => {
  const page = await stage.open("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#main");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => document.activeElement?.closest("#main") || document.activeElement?.id === "main"));
});

journey("enters a loan, opens a figure, records a payment, undoes it, deletes the debt — by keyboard", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/");
  await enterLoan(page);
  await press(page, 'a[href="/"]');
  await page.locator('#main[data-screen="today"]').waitFor();
  await debt(page, LOAN.creditor).waitFor();

  await press(page, "#main .c-amount");
  await page.locator("dialog[data-working][open]").waitFor();
  await page.keyboard.press("Escape");
  assert.ok(await page.evaluate(() => document.activeElement.matches(".c-amount")), "focus returned to the amount");

  await press(page, '[data-action="record-payment"]');
  await page.locator('[data-dialog="payment"]').waitFor();
  await type(page, "amount", "888.49");
  await type(page, "date", "2026-11-23");
  let before = await savedRevision(page);
  await press(page, '[data-action="save-payment"]');
  await acknowledged(page, before);

  before = await savedRevision(page);
  await press(page, '[data-action="undo"]');
  await acknowledged(page, before);
  await hasAmount(debt(page, LOAN.creditor), "888.49");

  await press(page, 'a[href="/debts"]');
  await page.locator('#main[data-screen="debts"]').waitFor();
  await press(page, 'article[data-debt] a[href^="/debts/"]');
  await page.locator('#main[data-screen="debt"]').waitFor();
  before = await savedRevision(page);
  await press(page, '[data-action="delete-debt"]');
  const asked = page.locator('dialog[open] [data-action="confirm-delete"]');
  if (await asked.isVisible().catch(() => false)) await press(page, '[data-action="confirm-delete"]');
  await acknowledged(page, before);
});

journey("simulates: fields, slider, what-if, chart and share — by keyboard", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/");
  await press(page, 'a[href="/simulate"]');
  await page.locator('#main[data-screen="simulate"]').waitFor();
  await type(page, "principal", "5000");
  await type(page, "days", "30");
  await tabTo(page, "#f-days-slider");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("#f-days").inputValue(), "31");
  await tabTo(page, '[tabindex="0"]:has([data-chart="growth"])');
  await page.keyboard.press("ArrowRight");
  await type(page, "whatif_amount", "1000");
  await type(page, "whatif_day", "10");
  await press(page, '[data-action="copy-link"]');
  await page.waitForFunction(() => /^#s=[\w-]+$/.test(location.hash));
  assert.ok((await page.locator("[data-finding] .c-amount").first().getAttribute("data-amount")) > minor("0"));
});

journey("a form with mistakes: focus goes to the summary, and from there to the field", async (stage) => {
  const page = await stage.open("/debts/new");
  await press(page, '[data-preset="loan"]');
  await type(page, "principal", "abc");
  await press(page, '[data-action="save-debt"]');
  await page.waitForFunction(() => document.activeElement?.closest("[data-error-summary]"));
  await press(page, "[data-error-summary] a");
  assert.ok((await page.evaluate(() => document.activeElement.id)).startsWith("f-"));
});

journey("changes language, theme and date, and erases all — by keyboard", { timeout: 120 }, async (stage) => {
  const page = await stage.open("/");
  await enterLoan(page);
  await press(page, 'a[href="/settings"]');
  await page.locator('#main[data-screen="settings"]').waitFor();
  await press(page, '[data-action="lang-en"]', "Space");
  await page.locator('html[lang="en"]').waitFor();
  await press(page, '[data-action="theme-dark"]', "Space");
  await page.locator('html[data-theme="dark"]').waitFor();
  await press(page, '[data-action="erase-all"]');
  await press(page, '[data-action="confirm-erase"]');
  await page.waitForTimeout(800);
  assert.equal(await page.locator("article[data-debt]").count(), 0);
});

journey("imports a file — by keyboard up to the browser's own file dialog", async (stage) => {
  const page = await stage.open("/debts/import");
  const chooser = page.waitForEvent("filechooser");
  await press(page, '#f-file, [data-action="choose-file"]');
  await chooser;
});
