// A learning platform: it unpacks a package below an odd path, opens its page in a frame with the API of SCORM 1.2 (that of
// `scorm-again`) in the window above, and keeps what the API commits from one launch to the next.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startHosts } from "./hosts.mjs";

const API = fileURLToPath(new URL("../../../node_modules/scorm-again/dist/scorm12.min.js", import.meta.url));
const STUB = fileURLToPath(new URL("../hosts/packed-stub.js", import.meta.url));
/** The smallest wasm there is. */
const EMPTY_WASM = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
/** Where the package lies: a path with a space, as somebody's course may have. */
export const PLACE = "/lms/course%207/";

/** A platform for one journey; it stops when the journey ends. `files` is a map of names to bytes. */
export async function withPlatform(stage, files, body, options = {}) {
  const hosts = await startHosts();
  stage.watch.allow(hosts.origin);
  try {
    return await body(new Platform(stage, hosts, files, options));
  } finally {
    await hosts.stop();
  }
}

/** The shell as the built site hands it out, each file held against its checksum in `files.json`. */
export async function shellOf(stage) {
  const asked = async (name) => {
    const answer = await fetch(`${stage.origin}/scorm/v1/${name}`);
    assert.equal(answer.status, 200, name);
    return Buffer.from(await answer.arrayBuffer());
  };
  const { files } = JSON.parse(await asked("files.json"));
  const found = new Map();
  for (const { name, bytes, sha256 } of files) {
    const content = await asked(name);
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", content)).toString("hex");
    assert.deepEqual([content.length, digest], [bytes, sha256], name);
    found.set(name, content);
  }
  return found;
}

/** The shell with a small program in JavaScript in place of ours: four questions, each answered right or wrong. */
export async function withStub(stage, more = {}) {
  const files = await shellOf(stage);
  files.set("packed.js", readFileSync(STUB)).set("packed_bg.wasm", EMPTY_WASM);
  files.set("content.json", JSON.stringify({ version: 1, lang: "zh-CN", kind: "sheet", title: "工作纸", seed: "STUB", variant: 1 }));
  for (const [name, content] of Object.entries(more)) {
    if (content === null) files.delete(name);
    else files.set(name, content);
  }
  return files;
}

class Platform {
  constructor(stage, hosts, files, { mastery = "", mode = "normal", headers = {}, api = "scorm-again" }) {
    Object.assign(this, { stage, hosts, mastery, mode, api });
    /** Everything that was committed, in order; the last is what counts. */
    this.commits = [];
    for (const [name, content] of files) hosts.page(PLACE + encodeURI(name), content, headers);
    hosts.page("/lms/scorm12.js", readFileSync(API));
    hosts.page("/lms/commit.json", async (request) => {
      let text = "";
      for await (const part of request) text += part;
      this.commits.push(JSON.parse(text).cmi);
      return { body: '{"result":"true","errorCode":0}' };
    });
  }

  get page() {
    return this.hosts.origin + PLACE + "index.html";
  }

  /** What is kept of the last launch. */
  get kept() {
    return this.commits.at(-1);
  }

  /** Opens the package as a learner does. `around` may change the page that the platform shows. */
  async launch(around = (html) => html) {
    const page = await this.stage.page({ clock: "runs" });
    await page.goto(this.hosts.page("/lms/play", around(this.player())));
    return { page, frame: page.frameLocator("#sco") };
  }

  player() {
    const { core = {}, suspend_data = "" } = this.kept ?? {};
    const start = {
      core: { lesson_status: core.lesson_status ?? "", lesson_mode: this.mode, credit: this.mode === "normal" ? "credit" : "no-credit", score: { raw: core.score?.raw ?? "" } },
      student_data: { mastery_score: String(this.mastery) },
      suspend_data,
    };
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Course 7</title><link rel="icon" href="data:,">
<script src="/lms/scorm12.js"></script><script>
window.platform = new Scorm12API({ autocommit: false, lmsCommitUrl: "/lms/commit.json", logLevel: 5 });
platform.loadFromJSON(${JSON.stringify(start)});
// What is committed holds the time of all sessions only.
platform.on("LMSSetValue.cmi.core.session_time", (element, value) => { window.sessionTime = value; });
${this.api === "scorm-again" ? "window.API = platform;" : this.api}
</script></head><body><h1>Course 7</h1><iframe id="sco" title="SCO" width="380" height="700" src="${PLACE}index.html"></iframe></body></html>`;
  }
}

/** Leaves the package: the platform shows something else in its frame. */
export async function leave(page) {
  await page.evaluate(() => new Promise((done) => {
    const frame = document.querySelector("#sco");
    frame.addEventListener("load", done, { once: true });
    frame.src = "about:blank";
  }));
}
