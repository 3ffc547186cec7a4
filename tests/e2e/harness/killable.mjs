// A browser of its own with a profile on disk, which can be killed like a phone that runs out of battery.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { ARGUMENTS, contextOptions, executablePath, TODAY } from "./browser.mjs";

export class Killable {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), "duewise-profile-"));
    this.started = 0;
    this.ended = 0;
  }

  /** Opens the profile; counts the read-write transactions that start and end, as the page reports them. */
  async open(watch, options = {}) {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath, args: ARGUMENTS, chromiumSandbox: false, ...contextOptions(),
    });
    this.started = this.ended = 0;
    await this.context.exposeBinding("__writeStarted", () => { this.started += 1; this.onStart?.(); });
    await this.context.exposeBinding("__writeEnded", () => { this.ended += 1; });
    await this.context.addInitScript(() => {
      const open = IDBDatabase.prototype.transaction;
      IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const transaction = open.call(this, stores, mode, options);
        if (mode === "readwrite") {
          window.__writeStarted();
          for (const end of ["complete", "abort", "error"]) transaction.addEventListener(end, () => window.__writeEnded(), { once: true });
        }
        return transaction;
      };
    });
    this.page = watch.page(this.context.pages()[0] ?? (await this.context.newPage()));
    this.page.setDefaultTimeout(15000);
    if (options.clock !== "runs") await this.page.clock.setFixedTime(new Date(`${TODAY}T12:00:00+08:00`));
    return this.page;
  }

  /** SIGKILL to every process of this profile. Returns whether a write had started and not been reported as ended. */
  kill() {
    const inFlight = this.started > this.ended;
    const list = execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" });
    for (const line of list.split("\n").filter((each) => each.includes(this.folder))) {
      try { process.kill(Number(line.trim().split(/\s+/)[0]), "SIGKILL"); } catch { /* already gone */ }
    }
    for (const name of ["SingletonLock", "SingletonSocket", "SingletonCookie"]) rmSync(join(this.folder, name), { force: true });
    return inFlight;
  }

  async close() {
    await this.context?.close().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
