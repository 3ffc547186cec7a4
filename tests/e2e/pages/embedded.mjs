// The widget on somebody else's page: opens one, types a sum into the frame that is found nowhere else, and proves what the page
// saw of it.
import assert from "node:assert/strict";
import { contextOptions, Watch } from "../harness/browser.mjs";
import { spy } from "./spy.mjs";

/** What the borrower types: digits that nothing else on a page has. */
export const TYPED = { principal: "73,911.37", due: "2026-03-15", rate: "0.05%", days: "37" };
export const LOADER = "/embed/v1/duewise.js";
export const FRAME = "/embed/v1/frame.html";
export const CONNECT = { duewise: 1, type: "connect", protocols: [1], loader: "1.0.0" };
/** What a frame may say to a page, and with which keys. */
const SAYS = {
  ready: ["protocol", "type", "version"], resize: ["height", "type"], change: ["field", "type"], request: ["type"],
  error: ["code", "setting", "type"],
};

/** The one line of the documentation, between what the page puts around it. */
export function page({ desk, attributes = 'principal="5000" lang="zh-CN" mode="ask"', head = "", body = "", last = "" }) {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>A page of another origin</title>
<script>(${spy})()</script>${head}</head><body>${body}
<script async src="${desk}${LOADER}"></script>
<duewise-simulator ${attributes}><a href="${desk}/simulate">fallback</a></duewise-simulator>
${last}</body></html>`;
}

/** A page that frames the widget by itself, without our loader; `window.port` is its end of the channel once it called connect(). */
export function rawPage({ desk, body = "" }) {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page with a loader of its own</title><script>(${spy})()</script></head><body>
<iframe id="raw" title="raw" width="380" height="700" src="${desk}${FRAME}#i=abcdefghijklmnop"></iframe>
<script>
window.said = [];
window.connect = (data = ${JSON.stringify(CONNECT)}) => {
  const channel = new MessageChannel();
  window.port = channel.port1;
  channel.port1.onmessage = (event) => { said.push(event.data); keep("port", event.data); };
  document.getElementById("raw").contentWindow.postMessage(data, ${JSON.stringify(desk)}, [channel.port2]);
};
</script>${body}</body></html>`;
}

export class Scene {
  /** Goes to a page with the widget and waits for the frame. `origins` are those that it may load from. */
  static async open(browser, url, { desk, origins = [], options = {}, ready = true }) {
    const scene = new Scene();
    scene.desk = desk;
    scene.context = await browser.newContext(contextOptions(options));
    scene.page = await scene.context.newPage();
    scene.page.setDefaultTimeout(10000);
    scene.watch = new Watch(new URL(url).origin);
    scene.watch.allow(desk, ...origins);
    scene.watch.page(scene.page);
    await scene.page.goto(url);
    if (ready) await scene.attach();
    return scene;
  }

  /** The frame, when it runs; and with our element on the page, when the element says so too. */
  async attach() {
    this.frame = await frameOf(this.page, this.desk);
    await this.page.waitForFunction(() => (document.querySelector("duewise-simulator")?.state ?? "ready") === "ready");
  }

  /** Types the sum; from now on it is known what the page must not see. */
  async type() {
    await this.write(TYPED);
    // Chosen by the borrower, too, so that the page cannot choose another.
    const policy = this.frame.locator("#f-policy");
    await policy.selectOption(await policy.inputValue());
    await this.frame.waitForFunction(() => /\d/.test(document.querySelector("[data-extra]")?.textContent ?? ""));
    await this.settle();
    this.before = await this.read();
    this.secrets = [TYPED.principal, this.before.extra, this.before.total].map((text) => text.replace(/\D/g, "")).filter((digits) => digits.length >= 5);
    assert.ok(this.secrets.length >= 2, `too few figures to look for: ${JSON.stringify(this.before)}`);
  }

  async write(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.frame.locator(`#f-${name}`);
      await field.fill(value);
      await field.blur();
    }
  }

  /** Every field, and every word and figure of the result. */
  async read() {
    return this.frame.evaluate(() => {
      const text = (selector) => document.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
      const fields = [...document.querySelectorAll("input, select, textarea")].map((each) => [each.id, each.type === "checkbox" ? each.checked : each.value]);
      return {
        fields: Object.fromEntries(fields), finding: text("[data-finding]"), extra: text("[data-extra]"), total: text("[data-total]"),
        legal: text("[data-legal]"), table: text("[data-table]"), app: document.documentElement.dataset.app,
      };
    });
  }

  /** Until what was posted has arrived: a message to the frame and one back are behind it. */
  async settle() {
    await this.frame.evaluate(() => new Promise((done) => setTimeout(done, 60)));
    await this.page.evaluate(() => new Promise((done) => setTimeout(done, 60)));
  }

  /** Nothing changed, the page saw nothing, nothing went wrong, and the widget still answers. */
  async prove() {
    await this.settle();
    assert.deepEqual(await this.read(), this.before, "the fields and figures are as they were");
    await this.unseen();
    await this.write({ days: "38" });
    await this.adds((extra) => extra !== this.before.extra);
    await this.write({ days: TYPED.days });
    await this.adds((extra) => extra === this.before.extra);
    this.watch.check();
  }

  /** Until the sum that lateness adds is so. */
  async adds(isSo) {
    const end = Date.now() + 5000;
    for (;;) {
      const { extra } = await this.read();
      if (isSo(extra)) return;
      if (Date.now() > end) throw new Error(`lateness still adds ${extra}; it was ${this.before.extra}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }

  /** Everything that the page was told or can reach, searched for the digits with and without separators. */
  async unseen(more = "") {
    const { text, direct } = await this.page.evaluate(() => ({ text: window.everything(), direct: window.fromFrames }));
    assert.ok(text.length > 2000, "the page looked around");
    for (const digits of this.secrets) {
      const found = new RegExp([...digits].join("[,.\\s\\u00a0\\u202f]?")).exec(text + more);
      assert.equal(found && (text + more).slice(Math.max(found.index - 80, 0), found.index + 40), null, "the page sees a figure");
    }
    assert.deepEqual(direct, [], "the frame says nothing but through its port");
  }

  /** What the page was told by events of the element: [name, detail]. */
  events() {
    return this.page.evaluate(() => window.told);
  }

  /** Whether an event of this name and with these details was seen. */
  async wasTold(name, detail) {
    const expression = ([kind, wanted]) => window.told.some(([each, given]) => each === kind && Object.entries(wanted).every(([key, value]) => given?.[key] === value));
    await this.page.waitForFunction(expression, [name, detail], { timeout: 3000 }).catch(async () => {
      throw new Error(`no ${name} with ${JSON.stringify(detail)} among ${JSON.stringify((await this.events()).slice(-8))}`);
    });
  }

  close() {
    return this.context.close().catch(() => {});
  }
}

/** Our frame on this page, when it runs. */
export async function frameOf(page, desk, index = 0) {
  const end = Date.now() + 12000;
  for (;;) {
    const frame = page.frames().filter((each) => each.url().startsWith(`${desk}/embed/`))[index];
    if (frame) {
      await frame.waitForSelector('html[data-app="ready"]', { state: "attached" });
      return frame;
    }
    if (Date.now() > end) throw new Error(`no frame of ${desk} among ${page.frames().map((each) => each.url()).join(" ")}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/** Every message of the frame is one of the protocol, with exactly its keys and short values. */
export function conform(said) {
  for (const message of said) {
    const keys = Object.keys(message).sort();
    const allowed = SAYS[message.type];
    assert.ok(allowed && keys.every((key) => allowed.includes(key)), `not of the protocol: ${JSON.stringify(message).slice(0, 200)}`);
    for (const key of keys) {
      const value = message[key];
      const short = typeof value === "string" ? value.length <= 64 : Number.isInteger(value) && value >= 0 && value <= 20000;
      assert.ok(short, `${message.type}.${key} is ${JSON.stringify(value).slice(0, 80)}`);
    }
  }
}
