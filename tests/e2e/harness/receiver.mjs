// A lender on this machine: the release receiver over a real SQLite file, and a desk for the site whose list names it.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const LENDER = { id: "test-lender", name_zh: "测试出借人", name_en: "Test lender", example: true };

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once("error", failed).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function started(child, pattern) {
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`ended with ${code}`)));
    createInterface({ input: child.stdout }).once("line", (line) => {
      const found = pattern.exec(line);
      child.removeAllListeners("exit");
      if (found) done(found);
      else failed(new Error(`it said: ${line}`));
    });
  });
}

const spawned = (program, args) => spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });

export class Lender {
  /** Starts both. `options.perSecond` and `options.burst` set the receiver's pace. */
  static async open(options = {}) {
    const { DUEWISE_DESK: desk, DUEWISE_RECEIVER: receiver, DUEWISE_DIST: dist } = process.env;
    if (!desk || !receiver || !dist) throw new Error("run this by `cargo xtask e2e`: it names the desks and dist/");
    const lender = new Lender();
    lender.folder = mkdtempSync(join(tmpdir(), "duewise-lender-"));
    lender.site = await freePort();
    lender.options = { receiver, ...options };
    await lender.startReceiver();
    const list = join(lender.folder, "lenders.json");
    writeFileSync(list, JSON.stringify({ version: 1, lender: [{ ...LENDER, origin: lender.address, ...options.entry }] }));
    const args = ["--dist", dist, "--port", String(lender.site), "--lenders", list, "--allow-loopback"];
    lender.desk = spawned(desk, args);
    [lender.origin] = await started(lender.desk, /http:\/\/[^\s/]+/);
    return lender;
  }

  /** The receiver over the same file, at the same addresses as before. */
  async startReceiver() {
    const { receiver, burst, perSecond } = this.options;
    const args = ["--database", join(this.folder, "requests.sqlite"), "--origin", `http://127.0.0.1:${this.site}`];
    if (this.address) args.push("--port", new URL(this.address).port, "--control", new URL(this.control).port);
    if (burst) args.push("--burst", String(burst), "--per-second", String(perSecond ?? 1));
    this.receiver = spawned(receiver, args);
    const found = await started(this.receiver, /requests (\S+) control (\S+)/);
    [, this.address, this.control] = found;
  }

  async stopReceiver() {
    const ended = new Promise((done) => this.receiver.once("exit", done));
    this.receiver.kill("SIGKILL");
    await ended;
  }

  /** The next requests fail like this; see src/desk/requests/faults.rs. */
  async plan(...faults) {
    await this.tell("/faults", faults);
  }

  async tell(path, value) {
    const answer = await fetch(this.control + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(value) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  }

  async ask(path) {
    return (await fetch(this.control + path)).json();
  }

  requests() {
    return this.ask("/requests");
  }

  seen() {
    return this.ask("/seen");
  }

  /** What the lender answers to a request, by its number. */
  answer(id, status) {
    return this.tell(`/answer/${id}`, status);
  }

  /** Waits until it is so, or throws what it was last. */
  async until(is, seconds = 20) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const [requests, seen] = [await this.requests(), await this.seen()];
      if (is(requests, seen)) return requests;
      if (Date.now() > end) throw new Error(`the desk has ${JSON.stringify(requests)}, seen ${seen}`);
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  close() {
    this.desk?.kill("SIGTERM");
    this.receiver?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
