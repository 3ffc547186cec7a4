// Ten simulators on one page, and one in each kind of page that is shown in docs/samples: their heights, what they cost the page,
// and how they are used on a phone, in a narrow column, in the dark, on paper, by keyboard and by screen reader.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import axe from "axe-core";
import { PHONE } from "./harness/browser.mjs";
import { startCounting } from "./harness/counting.mjs";
import { startHosts } from "./harness/hosts.mjs";
import { journey } from "./harness/runner.mjs";
import { frameOf, LOADER, Scene } from "./pages/embedded.mjs";

const TEN = 10;
const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const SAMPLES = fileURLToPath(new URL("../../docs/samples/", import.meta.url));
const PLACEHOLDER = "https://duewise.example";

/** A site of another origin; it ends with the journey. */
async function withHosts(body) {
  const hosts = await startHosts({ name: "localhost" });
  try {
    return await body(hosts);
  } finally {
    await hosts.stop();
  }
}

/** A sample of the documentation, at the address of the desk under test. */
function sample(hosts, name, desk) {
  hosts.page("/page.css", readFileSync(`${SAMPLES}page.css`, "utf8"));
  return hosts.page(`/${name}`, readFileSync(SAMPLES + name, "utf8").replaceAll(PLACEHOLDER, desk));
}

/** One simulator between two links. */
const single = (desk, attributes = "", around = "", lang = "zh-CN") => `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>One</title><style>body{margin:0} :root{color-scheme:light dark} ${around}</style></head>
<body><main><h1>One</h1><p><a id="before" href="#before">before</a></p><div id="column"><script async src="${desk}${LOADER}"></script><duewise-simulator principal="5000" ${attributes}>fallback</duewise-simulator></div><p><a id="after" href="#after">after</a></p></main></body></html>`;

const many = (desk) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ten</title><script async src="${desk}${LOADER}"></script></head>
<body><h1>Ten</h1>${Array.from({ length: TEN }, (_, number) => `<section><h2>${number + 1}</h2><duewise-simulator principal="${(number + 1) * 1000}" policy="${number % 2 ? "flat" : "daily"}" lang="${number % 3 ? "zh-CN" : "en"}">fallback</duewise-simulator></section>`).join("")}</body></html>`;

/** The frame is exactly as high as what is in it, and nothing in it scrolls. */
async function fits(page, desk, index = 0) {
  const frame = await frameOf(page, desk, index);
  const owner = await frame.frameElement();
  let last = "";
  for (let tries = 0; tries < 40; tries += 1) {
    const box = await owner.evaluate((each) => ({ height: each.clientHeight, width: each.clientWidth }));
    const inside = await frame.evaluate(() => {
      const root = document.documentElement;
      const content = Math.max(...[...document.body.children].map((each) => each.getBoundingClientRect().bottom));
      const scrolls = [...document.querySelectorAll("*")].filter((each) => each.scrollHeight > each.clientHeight + 1 && each.clientHeight > 0 && /auto|scroll/.test(getComputedStyle(each).overflowY)).map((each) => each.className || each.tagName);
      return { height: root.scrollHeight, wide: root.scrollWidth - root.clientWidth, bar: innerWidth - root.clientWidth, content, scrolls };
    });
    last = JSON.stringify({ box, inside });
    const exact = box.height === inside.height && box.height >= 200 && inside.content > box.height - 80;
    if (exact && inside.wide <= 0 && inside.bar === 0 && inside.scrolls.length === 0) return { frame, ...box };
    await page.waitForTimeout(100);
  }
  throw new Error(`frame ${index} does not fit: ${last}`);
}

const ready = (page) => page.waitForFunction(() => [...document.querySelectorAll("duewise-simulator")].every((each) => each.state === "ready"), null, { timeout: 15000 });

async function opened(stage, hosts, html, options = {}) {
  const scene = await Scene.open(stage.browser, hosts.page("/single", html), { desk: stage.origin, options });
  await ready(scene.page);
  return scene;
}

journey("ten on a page: each is as high as its content, the page paints before any of our files, and the wasm comes once", { timeout: 90 }, async (stage) => {
  await withHosts(async (hosts) => {
    const counting = await startCounting(stage.origin, { delay: 700 });
    const scene = await Scene.open(stage.browser, hosts.page("/ten", many(counting.origin)), { desk: counting.origin, ready: false, options: { viewport: PHONE } });
    const { page } = scene;
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    const painted = await page.evaluate(() => performance.timeOrigin + performance.getEntriesByName("first-contentful-paint")[0].startTime);
    await page.waitForTimeout(1500);
    const early = new Set(counting.passed.filter((each) => each.path.includes("/frame.html")).map((each) => each.path)).size;
    const begun = page.frames().length - 1;
    assert.ok(begun < TEN, `${begun} frames began before anybody scrolled to them (${early})`);

    const elements = page.locator("duewise-simulator");
    for (let index = 0; index < TEN; index += 1) {
      await elements.nth(index).scrollIntoViewIfNeeded();
      await page.waitForFunction((at) => document.querySelectorAll("duewise-simulator")[at].state === "ready", index, { timeout: 20000 });
    }
    await ready(page);
    const heights = [];
    for (let index = 0; index < TEN; index += 1) heights.push((await fits(page, counting.origin, index)).height);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, "the page is no wider than the phone");

    const first = Math.min(...counting.passed.map((each) => each.at));
    assert.ok(painted < first, `the page painted ${Math.round(first - painted)} ms before our first answer`);
    const ours = counting.passed.filter((each) => each.path.startsWith("/embed/"));
    assert.equal(ours.length, counting.passed.length, "nothing outside the widget's folder is asked for");
    const wasm = ours.filter((each) => each.path.endsWith(".wasm") && each.bytes > 0);
    const total = ours.reduce((sum, each) => sum + each.bytes, 0);
    assert.equal(wasm.length, 1, `the wasm came ${wasm.length} times`);
    assert.ok(total <= wasm[0].bytes + 60 * 1024, `${total} bytes in all, ${wasm[0].bytes} of them the wasm`);
    stage.note(`${total} bytes over the wire, ${wasm[0].bytes} of them the wasm; heights ${Math.min(...heights)} to ${Math.max(...heights)}; painted ${Math.round(first - painted)} ms before our first answer`);
    scene.watch.check();
    await scene.close();
    counting.stop();
  });
});

journey("a page whose policy adds only our origin shows the simulator from the one line, with no violation", async (stage) => {
  await withHosts(async (hosts) => {
    const url = sample(hosts, "strict-csp.html", stage.origin);
    const policy = `default-src 'none'; script-src ${stage.origin}; frame-src ${stage.origin}; style-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox`;
    assert.match(readFileSync(`${SAMPLES}strict-csp.html`, "utf8"), new RegExp(`script-src ${PLACEHOLDER}; frame-src ${PLACEHOLDER}; style-src 'self'`));
    hosts.page("/strict-csp.html", readFileSync(`${SAMPLES}strict-csp.html`, "utf8").replaceAll(PLACEHOLDER, stage.origin), { "content-security-policy": policy });
    const scene = await Scene.open(stage.browser, "about:blank", { desk: stage.origin, origins: [hosts.origin], ready: false });
    await scene.context.addInitScript(() => {
      window.violations = [];
      addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
    });
    await scene.page.goto(url);
    await ready(scene.page);
    const { frame } = await fits(scene.page, stage.origin);
    await frame.locator("#f-principal").fill("4,321");
    assert.match(await frame.locator("[data-total]").textContent(), /4,?3\d\d/);
    for (const each of scene.page.frames()) assert.deepEqual(await each.evaluate(() => window.violations), [], each.url());
    scene.watch.check();
    await scene.close();
  });
});

journey("a page that is isolated from other origins and pins a release by its hash shows it; with a wrong hash it keeps its own words", async (stage) => {
  await withHosts(async (hosts) => {
    const folder = `${stage.origin}/embed/v1.0.0/`;
    const { version, files } = await (await fetch(`${folder}sri.json`)).json();
    assert.equal(version, "1.0.0");
    const pinned = (hash) => `<!doctype html><html lang="en"><title>Pinned</title><script async src="${folder}duewise.js" integrity="${hash}" crossorigin="anonymous"></script><duewise-simulator principal="5000">our own words</duewise-simulator></html>`;
    const isolated = { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" };
    const scene = await Scene.open(stage.browser, hosts.page("/pinned", pinned(files["duewise.js"]), isolated), { desk: stage.origin });
    assert.ok(await scene.page.evaluate(() => window.crossOriginIsolated));
    assert.ok(scene.frame.url().startsWith(folder), "a pinned loader opens the pinned frame");
    await fits(scene.page, stage.origin);
    scene.watch.check();
    scene.watch.expect(/integrity/);
    await scene.page.goto(hosts.page("/wrong", pinned(`sha384-${"A".repeat(64)}`), isolated));
    await scene.page.waitForLoadState("load");
    assert.ok(await scene.page.getByText("our own words").isVisible());
    scene.watch.check();
    await scene.close();
  });
});

for (const [name, widths, words] of [["plain.html", [390], "a plain page on a phone"], ["narrow.html", [1000], "a column of 280 pixels"], ["course.html", [390, 1024], "an old course platform with resets for everything, on a phone and on a desk"]]) {
  journey(`the sample page: ${words}`, async (stage) => {
    await withHosts(async (hosts) => {
      const scene = await Scene.open(stage.browser, sample(hosts, name, stage.origin), { desk: stage.origin, options: { viewport: { width: widths[0], height: 900 } } });
      for (const width of widths) {
        await scene.page.setViewportSize({ width, height: 900 });
        await scene.page.locator("duewise-simulator").scrollIntoViewIfNeeded();
        const box = await fits(scene.page, stage.origin);
        if (name === "narrow.html") assert.equal(box.width, 280);
        assert.ok(await box.frame.locator("[data-finding]").isVisible());
        const small = await box.frame.evaluate(() => [...document.querySelectorAll("input:not([type=range]), select")].filter((each) => parseFloat(getComputedStyle(each).fontSize) < 16).map((each) => each.id));
        assert.deepEqual(small, [], "a phone zooms into smaller fields");
        await box.frame.locator("#f-principal").fill("123456.78");
        await fits(scene.page, stage.origin);
      }
      scene.watch.check();
      await scene.close();
    });
  });
}

const LOOKS = {
  "zh, light, 390 px": [{ viewport: PHONE }, 'lang="zh-CN" mode="ask"', ""],
  "en, dark, 280 px": [{ viewport: { width: 400, height: 900 }, dark: true }, 'lang="en" mode="ask" theme="dark"', "#column{width:280px} body{background:#111;color:#eee} a{color:#8cf}"],
  "zh, the reader's dark, 1280 px": [{ viewport: { width: 1280, height: 900 }, dark: true }, 'lang="zh-CN" theme="auto"', "body{background:#111;color:#eee} a{color:#8cf}"],
  "en, a lender's colours": [{ viewport: PHONE }, 'lang="en" mode="ask" accent="#7a0050" surface="#fff8f0" radius="0" font="serif"', ""],
};
journey("axe finds nothing in it, in every look", { timeout: 90 }, async (stage) => {
  await withHosts(async (hosts) => {
    const wrong = [];
    for (const [look, [options, attributes, around]] of Object.entries(LOOKS)) {
      const scene = await opened(stage, hosts, single(stage.origin, attributes, around, attributes.includes('"en"') ? "en" : "zh-CN"), options);
      await fits(scene.page, stage.origin);
      if (options.dark) assert.ok((await scene.frame.evaluate(darkness)) > 0.7, `${look} is dark`);
      await scene.frame.evaluate(axe.source);
      const { violations, passes } = await scene.frame.evaluate((tags) => window.axe.run(document, { runOnly: tags }), TAGS);
      assert.ok(passes.length > 10, `${look}: axe looked at the frame`);
      // The page around it, too: the frame's name is the page's affair.
      if (!wrong.length && look === Object.keys(LOOKS)[0]) violations.push(...(await new AxeBuilder({ page: scene.page }).withTags(TAGS).analyze()).violations);
      for (const each of violations) wrong.push(`${look}: ${each.id}: ${each.nodes.slice(0, 2).map((node) => `${node.target.join(" ")} — ${node.any[0]?.message ?? node.all[0]?.message ?? ""}`).join("; ")}`);
      scene.watch.check();
      await scene.close();
    }
    assert.deepEqual(wrong, []);
  });
});

/** How dark the ground behind the result is, 0 to 1; where all is transparent the page shows through. Runs in the frame. */
function darkness() {
  for (let each = document.querySelector("[data-finding]"); each; each = each.parentElement) {
    const parts = getComputedStyle(each).backgroundColor.match(/[\d.]+/g).map(Number);
    if (parts.length < 4 || parts[3] > 0) return 1 - (parts[0] + parts[1] + parts[2]) / 3 / 255;
  }
  return 0;
}

journey("on paper: nothing is cut off, dark pages print on white, and what can only be pressed is left out", async (stage) => {
  await withHosts(async (hosts) => {
    const scene = await opened(stage, hosts, single(stage.origin, 'lang="zh-CN" mode="ask" theme="dark"'), { viewport: { width: 760, height: 900 }, dark: true });
    await scene.page.emulateMedia({ media: "print" });
    await scene.frame.waitForFunction(() => matchMedia("print").matches);
    await fits(scene.page, stage.origin);
    assert.ok((await scene.frame.evaluate(darkness)) < 0.1, "white paper");
    for (const part of ["[data-finding]", "[data-legal]", "[data-table]", "#f-principal"]) assert.ok(await scene.frame.locator(part).isVisible(), `${part} is printed`);
    const pdf = await scene.page.pdf({ format: "A4", printBackground: true });
    const pages = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
    assert.ok(pdf.length > 10_000 && pages >= 1 && pages <= 4, `${pages} pages of ${pdf.length} bytes`);
    stage.note(`${pages} pages`);
    scene.watch.check();
    await scene.close();
  });
});

/** Where the focus is: an id of the page, or of the frame. A field of several parts has one id. */
async function focused(scene) {
  const outside = await scene.page.evaluate(() => (document.activeElement?.matches("duewise-simulator") ? "frame" : document.activeElement?.id ?? ""));
  if (outside !== "frame") return outside;
  return scene.frame.evaluate(() => {
    const each = document.activeElement;
    const box = each.getBoundingClientRect();
    const look = getComputedStyle(each);
    const name = each.id || each.dataset.action || (each.closest("[data-chart]") || each.querySelector("[data-chart]") ? "chart" : each.tagName);
    // Of a date, the browser marks the part that has the focus: day, month, year, calendar.
    const marked = look.outlineStyle !== "none" || look.boxShadow !== "none" || each === document.body || each.type === "date";
    return `in ${name}${box.width && box.height ? "" : " (not visible)"}${marked ? "" : " (not marked)"}`;
  });
}

journey("by keyboard: Tab goes from the page through every field and link and out again, and back", async (stage) => {
  await withHosts(async (hosts) => {
    const scene = await opened(stage, hosts, single(stage.origin, 'lang="zh-CN" mode="ask"'), { viewport: { width: 600, height: 900 } });
    await scene.page.locator("#before").focus();
    const walk = async (key, end) => {
      const stops = [];
      for (let presses = 0; presses < 80; presses += 1) {
        await scene.page.keyboard.press(key);
        // The focus goes from one process to another: it is there a moment later.
        await scene.page.waitForTimeout(50);
        const stop = await focused(scene);
        if (stop === end) return stops;
        if (stops.at(-1) !== stop) stops.push(stop);
      }
      throw new Error(`${key} never reached ${end}: ${stops.join(", ")}`);
    };
    const there = await walk("Tab", "after");
    assert.deepEqual(there.filter((stop) => /not (visible|marked)/.test(stop)), []);
    const expected = await scene.frame.evaluate(() => [...document.querySelectorAll("input, select, a[href], button, summary")].filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0 && each.id).map((each) => `in ${each.id}`));
    assert.deepEqual(there.filter((stop) => expected.includes(stop)), expected, "every field, in the order in which it is read");
    for (const name of ["in open", "in request"]) assert.ok(there.includes(name), `${name} among ${there.join(", ")}`);
    const back = await walk("Shift+Tab", "before");
    assert.deepEqual(back.filter((stop) => expected.includes(stop)), [...expected].reverse());

    await scene.page.evaluate(() => document.querySelector("duewise-simulator").focus());
    await scene.frame.waitForFunction(() => document.activeElement?.id === "f-principal");
    await scene.page.keyboard.press("Control+A");
    await scene.page.keyboard.type("8888");
    assert.equal((await scene.frame.locator("#f-principal").inputValue()).replace(/\D/g, ""), "8888", "focus() goes to the first field");
    scene.watch.check();
    await scene.close();
  });
});

journey("read aloud: title, fields, result, legal line, chart, table, links — in this order", async (stage) => {
  await withHosts(async (hosts) => {
    const scene = await opened(stage, hosts, single(stage.origin, 'lang="en" mode="ask"', "", "en"), { locale: "en-GB", viewport: PHONE });
    const owner = await scene.frame.frameElement();
    assert.equal(await owner.getAttribute("title"), "Late-fee simulator · Duewise");
    assert.equal(await scene.frame.evaluate(() => document.documentElement.lang), "en");
    assert.ok(await scene.frame.title(), "the frame's page has a title");
    const order = await scene.frame.evaluate(() => {
      const parts = ["h1, h2, [role=heading]", "#f-principal", "[data-finding]", "[data-legal]", "[data-chart]", "[data-table]", '[data-action="request"]'];
      const nodes = parts.map((selector) => document.querySelector(selector));
      const missing = parts.filter((_, index) => !nodes[index]);
      const wrong = parts.filter((_, index) => index > 0 && nodes[index] && nodes[index - 1] && !(nodes[index - 1].compareDocumentPosition(nodes[index]) & Node.DOCUMENT_POSITION_FOLLOWING));
      return { missing, wrong, status: document.querySelector("[data-finding]")?.closest("[role=status], [aria-live]") !== null };
    });
    assert.deepEqual(order, { missing: [], wrong: [], status: true });
    // What assistive technology is given, not what the markup holds; with everything unfolded.
    await scene.frame.evaluate(() => { for (const each of document.querySelectorAll("details")) each.open = true; });
    const spoken = await scene.frame.locator("body").ariaSnapshot();
    const at = ["heading", "textbox", "status", "img", "table", "link"].map((role) => [role, spoken.search(new RegExp(`^\\s*- ${role}\\b`, "m"))]);
    assert.deepEqual(at.filter(([, place]) => place < 0), [], spoken);
    const last = ["status", "img", "table"].map((role) => spoken.search(new RegExp(`^\\s*- ${role}\\b`, "m")));
    assert.deepEqual(last, [...last].sort((one, two) => one - two), spoken);
    assert.ok(!/- (textbox|combobox|spinbutton|link|button)\s*(:|$)/m.test(spoken), `every control has a name:\n${spoken}`);
    const before = await scene.frame.locator("[data-finding]").textContent();
    await scene.frame.locator("#f-principal").fill("9,000");
    await scene.frame.waitForFunction((text) => document.querySelector("[data-finding]").textContent !== text, before);
    scene.watch.check();
    await scene.close();
  });
});
