// What a journey is given: pages on the desk under test, a clock, a seed, notes for the report.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { contextOptions, TODAY, Watch } from "./browser.mjs";
import { seeded } from "./seed.mjs";

export const OUT = fileURLToPath(new URL("../out/", import.meta.url));
export const DATA = fileURLToPath(new URL("../../data/", import.meta.url));

export class Stage {
  constructor(browser, origin, each, seed, patience = 1) {
    Object.assign(this, { browser, origin, each, seed, patience, notes: [], contexts: [], pages: [] });
    this.random = seeded(`${seed}/${each.file}/${each.title}`);
    this.watch = new Watch(origin);
  }

  /** A sentence for the report line. */
  note(text) {
    this.notes.push(text);
  }

  /** A browser context of its own storage. */
  async context(options = {}) {
    const context = await this.browser.newContext(contextOptions(options));
    this.contexts.push(context);
    return context;
  }

  /** A watched page whose day is `options.today`. Pages of one `context` share their storage. */
  async page(options = {}) {
    const context = options.context ?? (await this.context(options));
    const page = this.watch.page(await context.newPage());
    this.pages.push(page);
    page.setDefaultTimeout((options.timeout ?? 10000) * this.patience);
    // What waits and tries again needs time that passes.
    if (options.clock !== "runs") await page.clock.setFixedTime(new Date(`${options.today ?? TODAY}T12:00:00+08:00`));
    if (options.language || options.theme) {
      const kept = { "duewise-lang": options.language, "duewise-theme": options.theme };
      await page.addInitScript((entries) => {
        for (const [key, value] of Object.entries(entries)) if (value && !localStorage.getItem(key)) localStorage.setItem(key, value);
      }, kept);
    }
    return page;
  }

  /** A page at this path, with the app ready. */
  async open(path = "/", options = {}) {
    const page = await this.page(options);
    await go(page, this.origin + path);
    return page;
  }

  /** Errors with these patterns are what the journey is about. */
  expect(...patterns) {
    this.watch.expect(...patterns);
  }

  async check() {
    this.watch.check();
  }

  async close(error) {
    if (error) {
      mkdirSync(join(OUT, "failed"), { recursive: true });
      const name = `${this.each.file}-${this.each.title}`.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
      for (const [index, page] of this.pages.entries()) {
        await page.screenshot({ path: join(OUT, "failed", `${name}-${index}.png`), timeout: 5000 }).catch(() => {});
      }
      this.note(`seed ${this.seed}`);
    }
    for (const context of this.contexts) await context.close().catch(() => {});
  }
}

/** Goes there and waits until the app says that it is ready. */
export async function go(page, url) {
  await page.goto(url);
  await ready(page);
}

export async function ready(page) {
  await page.waitForSelector('html[data-app="ready"]', { state: "attached" });
}
