// One line on somebody else's page shows the simulator; the page sees heights and names of fields, and never a figure.
import assert from "node:assert/strict";
import { around, frameOf, line, seen, waits, withHosts, WORDS } from "./harness/embeds.mjs";
import { journey } from "./harness/runner.mjs";

const SECRET = "73911.37";

/** A watched page of the other origin with this content. */
async function visit(stage, hosts, content, options = {}) {
  const page = await stage.page({ clock: "runs", ...options });
  await page.goto(hosts.page("/", around(content), options.headers));
  return page;
}

/** The height that the host gives, the height of what is in the frame, and whether anything scrolls. */
async function heights(page, selector) {
  const frame = await page.locator(selector).locator("iframe").elementHandle();
  const inside = await frame.contentFrame();
  const scrolls = () => document.scrollingElement.scrollHeight > innerHeight || document.scrollingElement.scrollWidth > innerWidth;
  return { given: (await frame.boundingBox()).height, scrolls: await inside.evaluate(scrolls) };
}

/** It takes the frame a moment to say that it grew. */
async function settles(page, selector) {
  const end = Date.now() + 8000;
  for (;;) {
    const found = await heights(page, selector);
    if (!found.scrolls && found.given > 40) return found;
    if (Date.now() > end) throw new Error(`${selector} scrolls: ${JSON.stringify(found)}`);
    await page.waitForTimeout(50);
  }
}

journey("one line shows the simulator, as high as it is, in place of the page's own words", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, line(stage.origin));
    const frame = await frameOf(page);
    await waits(async () => /^5,?000(\.00)?$/.test(await frame.locator("#f-principal").inputValue()), "the amount of the attribute");
    assert.equal(await page.locator("#words").isVisible(), false);
    const { given } = await settles(page, "duewise-simulator");
    const width = await page.locator("duewise-simulator").evaluate((host) => host.getBoundingClientRect().width);
    assert.ok(width <= 390 && given < 20000, `${width} × ${given}`);
    const iframe = page.locator("duewise-simulator").locator("iframe");
    assert.equal(await iframe.getAttribute("title"), "Late-fee simulator · Duewise");
    assert.equal(await iframe.getAttribute("sandbox"), "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    assert.equal(await iframe.getAttribute("referrerpolicy"), "no-referrer");
    assert.equal(await iframe.getAttribute("allow"), "");
    assert.equal(await page.locator("duewise-simulator").evaluate((host) => host.getAttribute("style")), null);
    const states = await page.evaluate(() => ["ready", "loading"].map((state) => document.querySelector("duewise-simulator").matches(`:state(${state})`)));
    assert.deepEqual(states, [true, false]);
    await page.locator("duewise-simulator").evaluate((host) => host.setAttribute("lang", "zh-CN"));
    await page.waitForFunction(() => document.querySelector("duewise-simulator").shadowRoot.querySelector("iframe").title === "逾期费试算 · 明账 Duewise");
    await frame.locator('html[lang="zh-CN"]').waitFor({ state: "attached" });
  }));

journey("the page hears of fields, heights and readiness; none of it holds a figure", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, line(stage.origin, 'id="it" lang="en" mode="ask"'));
    const frame = await frameOf(page);
    await frame.locator("#f-principal").fill(SECRET);
    await page.waitForFunction(() => seen.some(([name]) => name === "duewise-change"));
    const version = await page.locator("#it").evaluate((host) => host.version);
    assert.match(version, /^\d+\.\d+\.\d+$/);
    const [[, ready, target]] = await seen(page, "duewise-ready");
    assert.deepEqual(Object.keys(ready).sort(), ["protocol", "version"]);
    assert.deepEqual([ready.protocol, target], [1, "it"]);
    assert.deepEqual((await seen(page, "duewise-change"))[0].slice(1), [{ field: "principal" }, "it"]);
    assert.ok((await seen(page, "duewise-resize")).every(([, { height }]) => Number.isInteger(height)));
    assert.deepEqual(await seen(page, "message"), [], "no message to the window: the frame answers through its port only");
    const all = JSON.stringify(await seen(page));
    assert.ok(!/73.?911|37\b/.test(all), all);
    const readable = await page.locator("#it").evaluate((host) => {
      const names = new Set();
      for (let at = host; at && at !== HTMLElement.prototype; at = Object.getPrototypeOf(at)) Object.getOwnPropertyNames(at).forEach((name) => names.add(name));
      return JSON.stringify([...names].map((name) => String(host[name])));
    });
    assert.ok(!readable.includes("911"), readable);
  }));

journey("attributes and properties are the same; a value that is too long is dropped and named", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, line(stage.origin, 'lang="en" principal="100"'));
    const frame = await frameOf(page);
    const host = page.locator("duewise-simulator");
    await host.evaluate((element) => { element.principal = 2500; });
    assert.equal(await host.getAttribute("principal"), "2500");
    await page.waitForFunction(() => document.querySelector("duewise-simulator").principal === "2500");
    await frame.locator("#f-principal").and(frame.locator("input")).waitFor();
    await waits(async () => /^2,?500(\.00)?$/.test(await frame.locator("#f-principal").inputValue()), "the property reaches the frame");
    await host.evaluate((element) => element.setAttribute("rate", "9".repeat(65)));
    await page.waitForFunction(() => seen.some(([name, detail]) => name === "duewise-error" && detail.code === "setting" && detail.setting === "rate"));
    await host.evaluate((element) => { element.rate = null; });
    assert.equal(await host.getAttribute("rate"), null);
    assert.equal(await host.evaluate((element) => element.rate), "");
  }));

journey("properties that were set before the script came are kept", (stage) =>
  withHosts(stage, async (hosts) => {
    const early = "<script>Object.assign(document.querySelector('duewise-simulator'), { principal: '777', days: 12 });</script>";
    const late = line(stage.origin, 'lang="en"').split("\n");
    const page = await visit(stage, hosts, `${late[1]}${early}${late[0]}`);
    const frame = await frameOf(page);
    await waits(async () => /^777(\.00)?$/.test(await frame.locator("#f-principal").inputValue()), "the amount");
    assert.deepEqual(await page.locator("duewise-simulator").evaluate((host) => [host.getAttribute("days"), Object.hasOwn(host, "days")]), ["12", false]);
  }));

journey("a page may move the focus into it, put it back, and load it again", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, `<button id="before">before</button>${line(stage.origin)}`);
    const frame = await frameOf(page);
    await page.locator("duewise-simulator").evaluate((host) => host.focus());
    await waits(() => frame.locator("#f-principal").evaluate((field) => field === document.activeElement), "the first field has the focus");
    await frame.locator("#f-principal").fill(SECRET);
    await page.locator("duewise-simulator").evaluate((host) => host.reload());
    await waits(async () => (await seen(page, "duewise-ready")).length === 2, "it is ready again");
    await waits(async () => (await frame.locator("#f-principal").inputValue()).replace(",", "") === SECRET, "what was typed is there after a reload");
    await page.locator("duewise-simulator").evaluate((host) => host.reset());
    await waits(async () => /^5,?000(\.00)?$/.test(await frame.locator("#f-principal").inputValue()), "a reset puts back what the page set");
  }));

journey("several on a page do not get in each other's way", (stage) =>
  withHosts(stage, async (hosts) => {
    const [script] = line(stage.origin).split("\n");
    const many = [1, 2, 3].map((each) => `<duewise-simulator id="n${each}" lang="en" principal="${each}000">${WORDS}</duewise-simulator>`);
    const page = await visit(stage, hosts, script + script + many.join(""), { viewport: { width: 1280, height: 3000 } });
    for (const each of [1, 2, 3]) {
      const frame = await frameOf(page, `#n${each}`);
      await waits(async () => new RegExp(`^${each},?000`).test(await frame.locator("#f-principal").inputValue()), `the amount of the ${each}.`);
      await settles(page, `#n${each}`);
    }
    await (await frameOf(page, "#n2")).locator("#f-principal").fill("4321");
    await waits(async () => (await seen(page, "duewise-change")).length > 0, "the change is heard");
    assert.deepEqual([...new Set((await seen(page, "duewise-change")).map(([, , id]) => id))], ["n2"]);
    assert.match(await (await frameOf(page, "#n1")).locator("#f-principal").inputValue(), /^1,?000/);
    const ids = await page.locator("iframe").evaluateAll((frames) => frames.map((frame) => new URL(frame.src).hash));
    assert.equal(new Set(ids).size, 3);
    assert.ok(ids.every((id) => /^#i=[\w-]{16}$/.test(id)), ids.join());
  }));

journey("what was typed survives a move in the page, and being taken out and put back", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, `${line(stage.origin)}<section id="other"></section>`);
    const frame = await frameOf(page);
    await frame.locator("#f-principal").fill(SECRET);
    const readies = async (count) => waits(async () => (await seen(page, "duewise-ready")).length === count, `ready for the ${count}. time`);
    const kept = () => waits(async () => (await frame.locator("#f-principal").inputValue()).replace(",", "") === SECRET, "what was typed is there");
    await page.evaluate(() => document.querySelector("#other").append(document.querySelector("duewise-simulator")));
    assert.equal(await page.locator("#words").isVisible(), false, "no jump to the page's own words while it moves");
    await readies(2);
    await kept();
    await page.evaluate(() => { window.it = document.querySelector("duewise-simulator"); it.remove(); });
    await page.waitForFunction(() => window.it.state === "idle");
    assert.equal(await page.evaluate(() => window.it.shadowRoot.querySelector("iframe")), null);
    await page.evaluate(() => document.querySelector("main").prepend(window.it));
    await readies(3);
    await kept();
    await page.locator("duewise-simulator").evaluate((host) => { host.setAttribute("days", "9"); });
    await settles(page, "duewise-simulator");
  }));

journey("nothing is fetched until it comes near the screen", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await stage.page({ clock: "runs" });
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(hosts.page("/", around(`<div id="tall"></div>${line(stage.origin)}<script>document.querySelector("#tall").style.height = "5000px"</script>`)));
    await page.waitForFunction(() => customElements.get("duewise-simulator"));
    await page.waitForTimeout(400);
    assert.equal(await page.locator("duewise-simulator").evaluate((host) => host.state), "idle");
    assert.deepEqual(asked.filter((path) => path.startsWith("/embed/")), ["/embed/v1/duewise.js"]);
    assert.equal(await page.locator("#words").isVisible(), true, "the page's own words stand there meanwhile");
    await page.locator("duewise-simulator").scrollIntoViewIfNeeded();
    await frameOf(page);
    assert.ok(asked.includes("/embed/v1/frame.html"));
  }));

journey("what stands below it moves once at most while it comes", (stage) =>
  withHosts(stage, async (hosts) => {
    const watch = `<script>
window.moves = [];
new PerformanceObserver((list) => list.getEntries().forEach((each) => moves.push(each.value))).observe({ type: "layout-shift", buffered: true });
</script>`;
    // The script that is there early; one that comes late makes room when it comes.
    const page = await visit(stage, hosts, `${watch}${line(stage.origin).replace(" async", "")}<h2>Our opening hours</h2><p>From nine to five.</p>`, { viewport: { width: 390, height: 2400 } });
    await frameOf(page);
    await settles(page, "duewise-simulator");
    await page.waitForTimeout(500);
    const moves = await page.evaluate(() => moves);
    assert.ok(moves.length <= 1, `it moved ${moves.length} times: ${moves.join(" ")}`);
  }));

journey("it prints, with nothing hidden", (stage) =>
  withHosts(stage, async (hosts) => {
    const page = await visit(stage, hosts, line(stage.origin));
    await frameOf(page);
    await settles(page, "duewise-simulator");
    await page.emulateMedia({ media: "print" });
    const box = await page.locator("duewise-simulator").locator("iframe").boundingBox();
    assert.ok(box.height > 40 && box.width > 200, JSON.stringify(box));
    assert.equal(await page.locator("duewise-simulator").locator("iframe").isVisible(), true);
  }));

/** Whatever a page may put into the prototype of all objects: names that the platform or the script itself could read. */
const POLLUTION = `
for (const name of ["root", "threshold", "rootMargin", "scrollMargin", "bubbles", "composed", "cancelable", "detail", "mode", "delegatesFocus",
  "slotAssignment", "type", "code", "setting", "field", "height", "version", "protocol", "principal", "rate", "base", "host", "get", "set",
  "value", "writable", "preventScroll", "state", "frame", "port", "__lang"]) {
  Object.defineProperty(Object.prototype, name, { __proto__: null, configurable: true, get() { return "polluted"; }, set() {} });
}`;

/** Everything that the element uses breaks, once it is defined. */
const SABOTAGE = `
const refuse = () => { throw new Error("sabotage"); };
for (const [kind, names] of Object.entries({
  EventTarget: ["addEventListener", "dispatchEvent"], Document: ["createElement", "currentScript"], Node: ["appendChild", "getRootNode", "isConnected", "textContent"],
  Element: ["setAttribute", "getAttribute", "removeAttribute", "closest", "remove", "attachShadow"], HTMLElement: ["focus", "style", "attachInternals"],
  HTMLIFrameElement: ["contentWindow", "src"], CSSStyleDeclaration: ["setProperty"], MessagePort: ["postMessage", "start", "close"],
  MessageChannel: ["port1", "port2"], MessageEvent: ["data"], IntersectionObserver: ["observe", "disconnect"], IntersectionObserverEntry: ["isIntersecting"],
  WeakMap: ["get", "set", "has"], RegExp: ["test"], Window: ["postMessage"], Crypto: ["getRandomValues"], CustomElementRegistry: ["define", "get"],
})) for (const name of names) {
  const found = window[kind] && Object.getOwnPropertyDescriptor(window[kind].prototype, name);
  if (found) Object.defineProperty(window[kind].prototype, name, found.get ? { configurable: true, get: refuse, set: refuse } : { configurable: true, value: refuse });
}
for (const name of ["create", "keys", "freeze", "getOwnPropertyDescriptor", "assign"]) Object[name] = refuse;
for (const name of ["MessageChannel", "CustomEvent", "IntersectionObserver", "CSSStyleSheet", "URL", "setTimeout", "clearTimeout", "queueMicrotask"]) window[name] = refuse;
Function.prototype.call = Function.prototype.bind = Function.prototype.apply = Object.prototype.hasOwnProperty = refuse;`;

// What these pages do to the platform breaks the driver's own scripts in them, too: they tell by their title what they heard.
const TELLS = `
window.told = [];
for (const name of ["ready", "change", "error"]) addEventListener("duewise-" + name, ({ detail }) => {
  told[told.length] = name + "(" + Object.getOwnPropertyNames(detail) + ")";
  document.title = told.join(" ");
});`;

async function isUnharmed(stage, hosts, content) {
  const page = await stage.page({ clock: "runs" });
  await page.goto(hosts.page("/", `<!doctype html><html lang="en"><link rel="icon" href="data:,"><body>${content}`));
  await waits(() => page.frames().length > 1, "there is a frame");
  const frame = page.frames()[1];
  await waits(async () => /^64(\.00)?$/.test(await frame.inputValue("#f-principal")), "it is configured");
  await frame.fill("#f-principal", "65");
  await waits(async () => /change/.test(await page.title()), "the page hears of the change");
  assert.deepEqual([...new Set((await page.title()).split(" "))], ["ready(version,protocol)", "change(field)"]);
  assert.equal(await page.locator("#words").isVisible(), false);
}

journey("a page that pollutes the prototype of all objects does not change it", (stage) =>
  withHosts(stage, (hosts) => isUnharmed(stage, hosts, `<script>${TELLS}${POLLUTION}</script>${line(stage.origin, 'lang="en" principal="64"')}`)));

journey("a page that breaks the platform after the script came does not break it", (stage) =>
  withHosts(stage, async (hosts) => {
    const [script, element] = line(stage.origin, 'lang="en" principal="64"').split("\n");
    await isUnharmed(stage, hosts, `${script.replace(" async", "")}<template id="later">${element}</template><script>${TELLS}
const made = document.importNode(document.querySelector("#later").content, true);
${SABOTAGE}
document.body.append(made);
</script>`);
  }));
