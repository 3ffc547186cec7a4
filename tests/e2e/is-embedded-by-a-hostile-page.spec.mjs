// The widget on pages that mean harm. Each journey is one trick, and ends with the same proof: the page saw no figure, fields and
// figures are as the borrower left them, nothing went to another origin, and the widget still answers.
import assert from "node:assert/strict";
import { startDesk } from "./harness/desk.mjs";
import { startHosts } from "./harness/hosts.mjs";
import { journey } from "./harness/runner.mjs";
import { CONNECT, conform, FRAME, frameOf, page, rawPage, Scene, TYPED } from "./pages/embedded.mjs";

const SIZE = { width: 420, height: 900 };
let open = null;

/** Two sites of other origins than the desk's. One has a name of its own as well, so that the browser keeps its storage apart. */
async function sites() {
  open ??= Promise.all([startHosts({ name: "localhost" }), startHosts()]);
  const [host, other] = await open;
  return { host, other };
}

/** A page with the widget and the sum typed into it. */
async function victim(stage, html, where = "host") {
  const { other, ...all } = await sites();
  const site = where === "host" ? all.host : other;
  const url = site.page("/page", html(stage.origin, other.origin));
  const scene = await Scene.open(stage.browser, url, { desk: stage.origin, origins: [other.origin], options: { viewport: SIZE } });
  await scene.type();
  return scene;
}

/** Tricks that one page load can take, one after another. A trick that succeeds spoils the page; the next opens a new one. */
function tricks(where, html, list) {
  let scene = null;
  for (const [title, act] of list) {
    journey(title, async (stage) => {
      scene ??= await victim(stage, html, where);
      const mine = scene;
      scene = null;
      try {
        await act(mine, stage);
        await mine.prove();
        if (title !== list.at(-1)[0]) scene = mine;
      } finally {
        if (scene !== mine) await mine.close();
      }
    });
  }
}

const element = (body) => `{ const element = document.querySelector("duewise-simulator"), frame = element.shadowRoot.querySelector("iframe"), inside = frame.contentWindow; ${body} }`;
/** Runs statements in the host page, with `element`, `frame` and `inside` at hand. */
const inHost = (scene, body) => scene.page.evaluate(element(body));

/** Values for the colours, the radius and the font that are CSS, or no CSS at all. */
const HOSTILE = ["url(https://evil.example/x)", "#fff;background:url(https://evil.example/x)", "red}body{display:none", "expression(alert(1))", "-1", "#fffff"];

// ---- A page with our loader ---------------------------------------------------------------------------------------------

tricks("other", (desk) => page({ desk }), [
  ["reads the frame's document, address, name and storage: all are refused", async (scene) => {
    const got = await scene.page.evaluate(`(() => { const frame = document.querySelector("duewise-simulator").shadowRoot.querySelector("iframe"), inside = frame.contentWindow;
      const ways = { document: () => inside.document, contentDocument: () => { if (frame.contentDocument) return 1; throw 0; }, href: () => inside.location.href, hash: () => inside.location.hash, name: () => inside.name, history: () => inside.history.length,
        storage: () => inside.sessionStorage.length, local: () => inside.localStorage.length, eval: () => inside.eval("1"), frameElement: () => inside.frameElement, fetch: () => inside.fetch, performance: () => inside.performance, find: () => inside.find("1"), origin: () => inside.origin };
      return Object.keys(ways).filter((name) => { try { ways[name](); return true; } catch { return false; } }); })()`);
    assert.deepEqual(got, []);
  }],
  ["selects, copies and searches the whole page: what is in the frame is not part of it", async (scene) => {
    const found = await scene.page.evaluate(() => {
      getSelection().selectAllChildren(document.documentElement);
      const words = [String(getSelection()), ...["73,911", "73911", "73911.37"].map((text) => window.find(text, false, false, true, false, true, false))];
      getSelection().removeAllRanges();
      return words;
    });
    assert.deepEqual(found.slice(1), [false, false, false]);
    await scene.unseen(found[0]);
  }],
  ["listens to every key while the borrower types: no key of the frame arrives", async (scene) => {
    await scene.frame.locator("#f-principal").focus();
    await scene.page.keyboard.press("Control+A");
    await scene.page.keyboard.type(TYPED.principal);
    await scene.frame.locator("#f-principal").blur();
    assert.equal(await scene.page.evaluate(() => /^(keydown|keypress|input|beforeinput) /m.test(window.everything())), false);
  }],
  ["posts forged settings and commands straight to the frame", (scene) => inHost(scene, `
    for (const data of [{ type: "configure", settings: { principal: "1", days: "1", theme: "dark" } }, { duewise: 1, type: "configure", settings: { principal: "1" } }, { type: "reset" }, { type: "focus" }, "reset", null, 7, [], { type: "ready" }, { duewise: 1 }])
      inside.postMessage(data, "*");`)],
  ["asks the frame to read, submit, export and evaluate, with a port for the answer: silence", async (scene) => {
    await inHost(scene, `window.answers = [];
      for (const type of ["read", "get", "submit", "request", "send", "export", "state", "eval", "navigate", "__proto__", "constructor"]) {
        const channel = new MessageChannel();
        channel.port1.onmessage = (event) => { answers.push(event.data); keep("answer", event.data); };
        inside.postMessage({ duewise: 1, type, code: "document.body.innerText" }, "*", [channel.port2]);
        channel.port1.postMessage({ type });
      }`);
    await scene.settle();
    assert.deepEqual(await scene.page.evaluate(() => window.answers), []);
  }],
  ["connects a second time with a port of its own: nobody answers there", async (scene) => {
    await inHost(scene, `window.answers = [];
      for (let time = 0; time < 3; time += 1) {
        const channel = new MessageChannel();
        channel.port1.onmessage = (event) => { answers.push(event.data); keep("answer", event.data); };
        inside.postMessage(${JSON.stringify(CONNECT)}, "*", [channel.port2]);
        channel.port1.postMessage({ type: "configure", settings: { principal: "1", days: "2" } });
        channel.port1.postMessage({ type: "reset" });
      }`);
    await scene.settle();
    assert.deepEqual(await scene.page.evaluate(() => window.answers), []);
  }],
  ["makes up events: messages, loads, focus and changes that no browser sent", async (scene, stage) => {
    await inHost(scene, `
      const origin = ${JSON.stringify(stage.origin)};
      for (const target of [window, document, element, frame]) for (const type of ["ready", "resize", "error", "change", "request"]) {
        target.dispatchEvent(new MessageEvent("message", { data: { type, protocol: 1, version: "9", height: 19999, code: "stopped", field: "principal" }, origin, source: inside, ports: [new MessageChannel().port1] }));
      }
      for (const type of ["load", "error", "input", "change", "focus", "blur", "pagehide", "beforeunload", "visibilitychange"]) for (const target of [window, element, frame]) target.dispatchEvent(new Event(type, { bubbles: true }));`);
    await scene.settle();
    assert.equal(await scene.page.evaluate(() => document.querySelector("duewise-simulator").state), "ready");
    assert.notEqual(await scene.page.evaluate(() => document.querySelector("duewise-simulator").shadowRoot.querySelector("iframe").getBoundingClientRect().height), 19999);
  }],
  ["posts 10,000 messages in a second: the widget goes on answering", async (scene, stage) => {
    const took = await inHost(scene, `const began = performance.now();
      for (let number = 0; number < 10000; number += 1) inside.postMessage({ type: "configure", settings: { principal: String(number), days: "1" } }, "*");
      performance.now() - began;`);
    const began = Date.now();
    await scene.read();
    const answered = Date.now() - began;
    stage.note(`posted in ${Math.round(took)} ms, answered after ${answered} ms`);
    assert.ok(answered < 5000, `the frame answered after ${answered} ms`);
  }],
  ["posts a cyclic object, a deep one, one of all types and 5 MB of text", (scene) => inHost(scene, `
    const cyclic = { type: "configure" }; cyclic.settings = cyclic; cyclic.self = [cyclic];
    let deep = {}; for (let depth = 0; depth < 500; depth += 1) deep = { deep };
    const all = { type: "configure", settings: { principal: new Date(NaN), days: new Map([[1, 2]]), rate: new Uint8Array(9), due: /x/, fee: 10n, lang: new Set(["en"]), theme: new Blob(["x"]), mode: NaN, product: undefined } };
    for (const data of [cyclic, deep, all, "x".repeat(5e6), { type: "configure", settings: { principal: "9".repeat(5e6) } }]) inside.postMessage(data, "*");`)],
  ["gives a setting of a million characters: it is dropped and named", async (scene) => {
    await inHost(scene, `element.setAttribute("principal", "9".repeat(1e6)); element.setAttribute("lender", "x".repeat(1e6));`);
    await scene.wasTold("duewise-error", { code: "setting", setting: "principal" });
    assert.ok((await scene.events()).every(([, detail]) => JSON.stringify(detail ?? {}).length < 200), "what is told stays short");
    await inHost(scene, `element.setAttribute("principal", "5000"); element.removeAttribute("lender");`);
  }],
  ["gives values past every bound for fields that the borrower filled in: they stay", async (scene) => {
    for (const [name, value] of [["days", "1000000000"], ["principal", "1e308"], ["due", "262142-12-31"], ["rate", "-1"], ["rate", "Infinity"], ["days", "NaN"], ["principal", "0x10"], ["due", "2026-02-30"]]) {
      await inHost(scene, `element.setAttribute(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
      await scene.settle();
    }
    await inHost(scene, `for (const name of ["days", "rate", "due"]) element.removeAttribute(name); element.setAttribute("principal", "5000");`);
  }],
  ["gives theme tokens that carry CSS: refused, named, and nothing is fetched", async (scene) => {
    for (const value of HOSTILE) {
      await inHost(scene, `for (const name of ["accent", "surface", "radius", "font", "theme"]) element.setAttribute(name, ${JSON.stringify(value)});`);
      await scene.settle();
    }
    for (const setting of ["accent", "surface", "radius", "font"]) await scene.wasTold("duewise-error", { setting });
    const page = await scene.frame.evaluate(() => [document.documentElement.outerHTML, getComputedStyle(document.body).display, getComputedStyle(document.body).backgroundImage]);
    assert.ok(!/evil\.example|expression\(/.test(page[0]), "no such text reaches the frame's page");
    assert.notEqual(page[1], "none");
    assert.ok(!page[2].includes("url("));
    await inHost(scene, `for (const name of ["accent", "surface", "radius", "font", "theme"]) element.removeAttribute(name);`);
  }],
  ["gives colours that would hide the text: refused for their contrast, and all stays legible", async (scene) => {
    for (const [surface, accent] of [["#ffffff", "#ffffff"], ["#000000", "#000000"], ["#777777", "#777777"], ["#ffff00", "#ffffff"]]) {
      await inHost(scene, `element.setAttribute("surface", "${surface}"); element.setAttribute("accent", "${accent}");`);
      await scene.settle();
      const poor = await scene.frame.evaluate(poorContrast);
      assert.deepEqual(poor, [], `with ${surface} and ${accent}`);
    }
    await scene.wasTold("duewise-error", { code: "contrast" });
    await inHost(scene, `for (const name of ["accent", "surface"]) element.removeAttribute(name);`);
  }],
  ["gives settings that carry script and markup: they are text at most", async (scene) => {
    let dialogs = 0;
    scene.page.on("dialog", (dialog) => { dialogs += 1; dialog.dismiss(); });
    for (const value of ["javascript:alert(1)", "\"><img src=x onerror=alert(1)>", "<script>alert(1)</script>", "data:text/html,<b>x</b>", "${alert(1)}", "\u202e73,911", "\u0000"]) {
      await inHost(scene, `for (const name of ["lender", "product", "jurisdiction", "currency", "policy", "mode", "fee", "grace"]) element.setAttribute(name, ${JSON.stringify(value)});`);
      await scene.settle();
    }
    const made = await scene.frame.evaluate(() => [...document.querySelectorAll("a, img, iframe, form, script")].filter((each) => /^(javascript|data):|evil|alert/.test(each.getAttribute("href") ?? each.getAttribute("src") ?? each.getAttribute("action") ?? "") || each.matches("img[onerror], iframe")).length);
    assert.deepEqual([made, dialogs], [0, 0]);
    await inHost(scene, `for (const name of ["lender", "product", "jurisdiction", "currency", "policy", "fee", "grace"]) element.removeAttribute(name); element.setAttribute("mode", "ask");`);
  }],
  ["hides the widget under its own button and clicks the hand-over: what opens is our page, where nothing was sent", async (scene) => {
    const link = scene.frame.locator('[data-action="request"]');
    await link.scrollIntoViewIfNeeded();
    await inHost(scene, `element.style.opacity = "0"; const cover = document.createElement("button"); cover.id = "cover"; cover.textContent = "win a prize"; cover.style.cssText = "position:fixed;inset:0;pointer-events:none;z-index:9"; document.body.append(cover);`);
    const box = await link.boundingBox();
    const opened = scene.context.waitForEvent("page");
    await scene.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const popup = await opened;
    const sent = [];
    popup.on("request", (request) => { if (request.method() !== "GET") sent.push(request.url()); });
    await popup.waitForLoadState("load");
    assert.equal(new URL(popup.url()).origin, scene.desk, "our own page, at top level");
    assert.deepEqual([await popup.evaluate(() => window.opener), await popup.evaluate(() => window.top === window), sent], [null, true, []]);
    await popup.close();
    await scene.wasTold("duewise-request", {});
    await inHost(scene, `document.getElementById("cover").remove(); element.style.opacity = "";`);
  }],
  ["takes the sandbox, title and referrer policy off the frame and gives it a name", async (scene) => {
    await inHost(scene, `for (const name of ["sandbox", "title", "referrerpolicy", "allow", "loading"]) frame.removeAttribute(name); frame.name = "73"; frame.setAttribute("allow", "camera *; microphone *; payment *"); window.name = "host";`);
  }],
  ["gives the frame's address another fragment: it is the same widget", (scene) => inHost(scene, `frame.src = frame.src.replace(/#.*/, "#i=AAAAAAAAAAAAAAAA&principal=1"); frame.src = frame.src.replace(/#.*/, "#principal=1&submit=1");`)],
  ["leads the frame to a page of its own and looks for what was left behind: nothing, and the widget comes back as it was", async (scene) => {
    const { other } = await sites();
    const empty = other.page("/empty", "<!doctype html><title>empty</title>");
    const left = await scene.page.evaluate(`(async () => { const frame = document.querySelector("duewise-simulator").shadowRoot.querySelector("iframe");
      await new Promise((done) => { frame.addEventListener("load", done, { once: true }); frame.contentWindow.location.replace(${JSON.stringify(empty)}); });
      const there = frame.contentWindow;
      return JSON.stringify([there.name, there.document.referrer, { ...there.sessionStorage }, { ...there.localStorage }, there.history.state, there.document.cookie, there.performance.getEntries()]); })()`);
    await scene.unseen(left);
    await scene.page.evaluate(() => document.querySelector("duewise-simulator").reload());
    await scene.attach();
    await scene.adds((extra) => extra === scene.before.extra);
  }],
]);

/** Text of the frame that falls short of 4.5:1 against the first opaque background behind it. Runs in the frame. */
function poorContrast() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = ([red, green, blue]) => [red, green, blue].map((each) => each / 255).map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)).reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const colour = read(getComputedStyle(each).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  return [...document.querySelectorAll("label, input, select, a, button, p, td, th, h1, h2, [data-finding]")].filter((each) => each.checkVisibility() && each.textContent.trim() + (each.value ?? "") && !each.disabled).map((each) => {
    const [one, two] = [luminance(read(getComputedStyle(each).color)), luminance(behind(each))];
    return [each.tagName, each.id, (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05)];
  }).filter(([, , ratio]) => ratio < 4.5);
}

// ---- A page that frames us by itself, and has not connected ----------------------------------------------------------------

/** A frame that tries to connect to the widget from where it stands, and tells its top page what it heard. */
const intruder = (target) => `<!doctype html><title>intruder</title><script>
addEventListener("message", (event) => { if (event.data !== "go") return;
  const channel = new MessageChannel();
  channel.port1.onmessage = (answer) => top.postMessage({ heard: answer.data }, "*");
  ${target}.postMessage(${JSON.stringify(CONNECT)}, "*", [channel.port2]);
  channel.port1.postMessage({ type: "configure", settings: { principal: "1" } });
  top.postMessage("gone", "*");
});</script>`;

/** Adds a frame, lets it try, and says what it heard. */
async function intrude(scene, url, sandbox) {
  const heard = await scene.page.evaluate(async ([address, rights]) => {
    const frame = document.createElement("iframe");
    if (rights) frame.setAttribute("sandbox", rights);
    const loaded = new Promise((done) => frame.addEventListener("load", done));
    frame.src = address;
    document.body.append(frame);
    await loaded;
    const list = [];
    const listen = (event) => { if (event.data?.heard) list.push(event.data.heard); };
    addEventListener("message", listen);
    const gone = new Promise((done) => addEventListener("message", (event) => { if (event.data === "gone") done(); }));
    // Every frame below it is told, too.
    frame.contentWindow.postMessage("go", "*");
    if (frame.contentWindow.length) frame.contentWindow[0].postMessage("go", "*");
    await gone;
    await new Promise((done) => setTimeout(done, 150));
    removeEventListener("message", listen);
    frame.remove();
    return list;
  }, [url, sandbox]);
  assert.deepEqual(heard, [], "no answer");
}

tricks("host", (desk) => rawPage({ desk }), [
  ["lets a frame beside the widget connect in its place", async (scene) => {
    const { other } = await sites();
    await intrude(scene, other.page("/beside", intruder("parent.frames[0]")));
  }],
  ["lets a frame inside a frame connect in its place", async (scene) => {
    const { host, other } = await sites();
    const inner = other.page("/inner", intruder("top.frames[0]"));
    await intrude(scene, host.page("/outer", `<!doctype html><title>outer</title><iframe src="${inner}"></iframe>`));
  }],
  ["lets a sandboxed frame of no origin connect in its place", async (scene) => {
    const { other } = await sites();
    await intrude(scene, other.page("/no-origin", intruder("parent.frames[0]")), "allow-scripts");
  }],
  ["connects with no port, with two, with a word for a port, or to a wrong origin: silence", async (scene) => {
    await scene.page.evaluate((data) => {
      const inside = document.getElementById("raw").contentWindow;
      const heard = () => {
        const channel = new MessageChannel();
        channel.port1.onmessage = (event) => { said.push(event.data); };
        return channel.port2;
      };
      inside.postMessage(data, "*");
      inside.postMessage(data, "*", [heard(), heard()]);
      inside.postMessage({ ...data, port: "port" }, "*");
      for (const wrong of [{ ...data, duewise: 2 }, { ...data, duewise: "1" }, { ...data, type: "CONNECT" }, { ...data, type: ["connect"] }, { type: "connect" }, [data], JSON.stringify(data)]) inside.postMessage(wrong, "*", [heard()]);
      for (const origin of ["https://evil.example", location.origin]) inside.postMessage(data, origin, [heard()]);
    }, CONNECT);
    await scene.settle();
    assert.deepEqual(await scene.page.evaluate(() => window.said), []);
    // Each of the last two says in the console that the origin is not the frame's.
    scene.watch.expect(/target origin provided .* does not match/);
  }],
  ["connects by itself: it is told that the frame is ready and how high it is, and nothing else", async (scene) => {
    await scene.page.evaluate(() => window.connect());
    await scene.page.waitForFunction(() => window.said.some((each) => each.type === "ready"));
    await scene.settle();
    conform(await scene.page.evaluate(() => window.said));
  }],
  ["asks through the port to read and to submit: the frame knows no such thing", async (scene) => {
    await scene.page.evaluate(() => {
      for (const type of ["read", "get", "submit", "send", "state", "values", "export", "open", "__proto__", "toString", "", null, 7]) port.postMessage({ type });
      for (const data of [null, undefined, 0, "read", [], [["type", "read"]], new Map([["type", "read"]]), { type: "configure" }, { type: "configure", settings: null }, { type: "configure", settings: [] }, { type: "configure", settings: "principal" }]) port.postMessage(data);
    });
    await scene.settle();
    conform(await scene.page.evaluate(() => window.said));
  }],
  ["sends settings through the port that are no text, unknown, too many or called __proto__", async (scene) => {
    await scene.page.evaluate(() => {
      const proto = JSON.parse('{"type":"configure","settings":{"__proto__":"1","constructor":"1","principal":{"toString":"x"}}}');
      const many = Object.fromEntries(Array.from({ length: 5000 }, (_, number) => [`setting-${number}`, "1"]));
      for (const settings of [proto.settings, many, { principal: 1e308 }, { principal: ["1"] }, { principal: null }, { days: true }, { unknown: "1" }, { ["x".repeat(1e5)]: "1" }, { principal: "1e308", days: "1000000000", due: "262142-12-31" }]) port.postMessage({ type: "configure", settings });
    });
    await scene.settle();
    conform(await scene.page.evaluate(() => window.said));
  }],
  ["sends cyclic objects and 5 MB of text through the port", async (scene) => {
    await new Promise((done) => setTimeout(done, 1000));
    await scene.page.evaluate(() => {
      const cyclic = { type: "configure" };
      cyclic.settings = { principal: cyclic, cyclic };
      for (const data of [cyclic, "x".repeat(5e6), { type: "configure", settings: { principal: "9".repeat(5e6) } }, { type: "x".repeat(5e6) }, { type: "configure", settings: { lang: "x".repeat(65) } }]) port.postMessage(data);
    });
    await scene.settle();
    conform(await scene.page.evaluate(() => window.said));
  }],
  ["floods the port with 10,000 settings in a second: most are dropped, the widget answers, and soon listens again", async (scene) => {
    const began = Date.now();
    await scene.page.evaluate(() => {
      window.said.length = 0;
      for (let number = 0; number < 10000; number += 1) port.postMessage({ type: "configure", settings: { theme: number % 2 ? "dark" : "light", nonsense: "1", principal: String(number) } });
    });
    await scene.settle();
    assert.deepEqual(await scene.read(), scene.before);
    assert.ok(Date.now() - began < 5000, `it answered after ${Date.now() - began} ms`);
    const said = await scene.page.evaluate(() => window.said);
    conform(said);
    assert.ok(said.length <= 300, `${said.length} messages came back`);
    await new Promise((done) => setTimeout(done, 1100));
    await scene.page.evaluate(() => port.postMessage({ type: "configure", settings: { theme: "light" } }));
  }],
]);

// ---- Pages that changed the platform before our loader came ------------------------------------------------------------------

let undisturbed = null;
// One browser window for all of them, each a page load of its own.
let shared = null;

/** A page whose first script is hostile. The sum typed there gives the same figures as on a page of good will. */
function prepared(title, head) {
  journey(title, async (stage) => {
    const good = (undisturbed ??= await figures(stage, () => ""));
    const bad = await figures(stage, head);
    assert.deepEqual(bad, good, "the figures are those of an undisturbed page");
  });
}

async function figures(stage, head) {
  const { host, other } = await sites();
  const url = host.page("/prepared", page({ desk: stage.origin, head: `<script>${head(stage.origin, other.origin)}</script>` }));
  const scene = shared ?? (await Scene.open(stage.browser, url, { desk: stage.origin, origins: [other.origin], options: { viewport: SIZE }, ready: false }));
  shared = null;
  try {
    if (scene.before) await scene.page.goto(url);
    await scene.attach();
    await scene.type();
    await scene.prove();
    shared = scene;
    return scene.before;
  } finally {
    if (!shared) await scene.close();
  }
}

const wrap = (owner, ...names) => names.map((name) => `{ const was = ${owner}.${name}; ${owner}.${name} = function (...all) { keep(${JSON.stringify(name)}, all); const got = was.apply(this, all); keep("got", got); return got; }; }`).join("\n");
/** A class in a wrapping that a loader cannot tell from the class: what it makes and what its callback is given are kept. */
const wrapClass = (name) => `window.${name} = new Proxy(window.${name}, { construct(made, [first, ...rest], wanted) {
  const spied = typeof first === "function" ? function (...got) { keep(${JSON.stringify(name)}, got); return first.apply(this, got); } : first;
  const instance = Reflect.construct(made, first === undefined ? [] : [spied, ...rest], wanted);
  keep(${JSON.stringify(name)}, [instance.port1 === undefined]);
  for (const port of [instance.port1, instance.port2]) if (port) EventTarget.prototype.addEventListener.call(port, "message", (event) => keep("overheard", event.data));
  return instance;
} });`;

prepared("pollutes the prototypes of objects, arrays and text", () => `
  for (const [name, value] of Object.entries({ type: "reset", settings: { principal: "1" }, principal: "1", height: 99999, protocol: 7, duewise: 1, code: "stopped", lang: "en-evil", base: "https://evil.example/", src: "https://evil.example/", origin: "https://evil.example", 0: "evil" }))
    Object.defineProperty(Object.prototype, name, { configurable: true, writable: true, enumerable: true, value });
  Array.prototype.evil = "evil"; String.prototype.evil = "evil";`);
prepared("wraps customElements.define and attachShadow and keeps all that passes", () => `${wrap("customElements", "define")}\n${wrap("Element.prototype", "attachShadow", "setAttribute", "append", "appendChild", "dispatchEvent")}`);
prepared("wraps MessageChannel and both ways of a port and keeps every message", () => `${wrapClass("MessageChannel")}\n${wrap("MessagePort.prototype", "postMessage", "addEventListener", "start")}
  { const was = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage"); Object.defineProperty(MessagePort.prototype, "onmessage", { ...was, set(listener) { was.set.call(this, listener && function (event) { keep("onmessage", event.data); return listener.call(this, event); }); } }); }`);
prepared("wraps postMessage, fetch, XMLHttpRequest and sendBeacon", () => `${wrap("window", "postMessage", "fetch", "open")}\n${wrap("XMLHttpRequest.prototype", "open", "send")}\n${wrap("navigator", "sendBeacon")}`);
prepared("wraps addEventListener everywhere and keeps every event", () => `{ const was = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (name, listener, ...more) { const spied = typeof listener === "function" ? function (event) { keep(name, [event.data, event.detail, event.origin]); return listener.call(this, event); } : listener; return was.call(this, name, spied, ...more); }; }`);
prepared("wraps ResizeObserver and IntersectionObserver and keeps what they report", () => `${wrapClass("ResizeObserver")}\n${wrapClass("IntersectionObserver")}`);
prepared("wraps JSON, Object, Reflect, Promise and the timers", () => `${wrap("JSON", "parse")}\n${wrap("Object", "create", "assign", "keys", "entries", "freeze")}\n${wrap("Reflect", "ownKeys", "apply", "get")}
  { const was = Promise.prototype.then; Promise.prototype.then = function (...all) { return was.call(this, (got) => { keep("then", got); return all[0] ? all[0](got) : got; }, all[1]); }; }
  ${wrap("window", "queueMicrotask")}`);
prepared("wraps the making of elements and the frame's own properties", () => `${wrap("document", "createElement", "querySelector")}
  { const was = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow"); Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { ...was, get() { const got = was.get.call(this); keep("contentWindow", typeof got); return got; } }); }`);

journey("comes back to a page of good will: nothing that the others did stayed behind", async (stage) => {
  assert.deepEqual(await figures(stage, () => ""), undisturbed ?? (await figures(stage, () => "")));
  await shared.close();
});

// ---- Pages that must not frame it ---------------------------------------------------------------------------------------------

/** True when no frame of the desk on this page ever runs. */
async function neverRuns(page, desk) {
  await page.waitForLoadState("load");
  await page.waitForTimeout(700);
  for (const frame of page.frames()) {
    const runs = frame.url().startsWith(`${desk}/`) && (await frame.evaluate(() => document.documentElement.dataset.app === "ready").catch(() => false));
    assert.equal(runs, false, `${frame.url()} runs`);
  }
}

journey("is no host of the operator's list: the browser refuses the frame, and the fallback stays", async (stage) => {
  const { host } = await sites();
  const strict = await startDesk("--embed-hosts", "https://lender.example");
  try {
    const url = host.page("/unlisted", page({ desk: strict.origin }));
    const scene = await Scene.open(stage.browser, url, { desk: strict.origin, ready: false });
    await neverRuns(scene.page, strict.origin);
    assert.ok(await scene.page.getByText("fallback").isVisible());
    scene.watch.expect(/frame-ancestors|Refused to frame|ERR_BLOCKED_BY_RESPONSE/i);
    scene.watch.check();
    await scene.close();
  } finally {
    strict.stop();
  }
});

journey("frames a page that frames the widget: every page of the chain must be on the list", async (stage) => {
  const { host, other } = await sites();
  const strict = await startDesk("--embed-hosts", host.origin);
  try {
    const listed = host.page("/listed", page({ desk: strict.origin }));
    const scene = await Scene.open(stage.browser, listed, { desk: strict.origin });
    await scene.close();
    const around = other.page("/around", `<!doctype html><title>around</title><iframe width="400" height="900" src="${listed}"></iframe>`);
    const outer = await Scene.open(stage.browser, around, { desk: strict.origin, origins: [host.origin], ready: false });
    await neverRuns(outer.page, strict.origin);
    await outer.close();
  } finally {
    strict.stop();
  }
});

journey("stands in a sandbox and has no origin: it is not answered", async (stage) => {
  const { host, other } = await sites();
  const inner = host.page("/null", rawPage({ desk: stage.origin }));
  const around = other.page("/sandbox", `<!doctype html><title>sandbox</title><iframe width="400" height="900" sandbox="allow-scripts" src="${inner}"></iframe>`);
  const scene = await Scene.open(stage.browser, around, { desk: stage.origin, origins: [host.origin], ready: false });
  const middle = scene.page.frames().find((each) => each.url() === inner);
  await middle.evaluate(() => window.connect());
  await scene.page.waitForTimeout(700);
  assert.deepEqual(await middle.evaluate(() => window.said.filter((each) => each.type === "ready")), []);
  await scene.close();
});

journey("opens the frame in a window of its own and connects to it: it is not answered", async (stage) => {
  const { host } = await sites();
  const scene = await Scene.open(stage.browser, host.page("/opener", "<!doctype html><title>opener</title>"), { desk: stage.origin, ready: false });
  const opened = scene.context.waitForEvent("page");
  await scene.page.evaluate((address) => { window.other = window.open(address, "w"); }, `${stage.origin}${FRAME}#i=abcdefghijklmnop`);
  const popup = await opened;
  await frameOf(popup, stage.origin);
  await popup.locator("#f-principal").fill(TYPED.principal);
  const heard = await scene.page.evaluate(async (data) => {
    const channel = new MessageChannel();
    const list = [];
    channel.port1.onmessage = (event) => list.push(event.data);
    window.other.postMessage(data, "*", [channel.port2]);
    channel.port1.postMessage({ type: "configure", settings: { principal: "1" } });
    await new Promise((done) => setTimeout(done, 300));
    return list;
  }, CONNECT);
  assert.deepEqual([heard, await popup.locator("#f-principal").inputValue()], [[], TYPED.principal]);
  await scene.close();
});

journey("prefills values that cannot be: each is refused by name, and the fields hold what they would hold without", async (stage) => {
  const { host } = await sites();
  const read = async (attributes) => {
    const scene = await Scene.open(stage.browser, host.page("/prefill", page({ desk: stage.origin, attributes })), { desk: stage.origin });
    await scene.settle();
    const [fields, told] = [(await scene.read()).fields, await scene.events()];
    scene.watch.check();
    await scene.close();
    return { fields, refused: told.filter(([name]) => name === "duewise-error").map(([, detail]) => detail.setting) };
  };
  const plain = await read('lang="zh-CN"');
  const bad = { principal: "1e308", days: "1000000000", due: "262142-12-31", rate: "-5%", grace: "366000", currency: "DOGE" };
  const tried = await read(`lang="zh-CN" ${Object.entries(bad).map(([name, value]) => `${name}="${value}"`).join(" ")}`);
  assert.deepEqual(tried.fields, plain.fields);
  for (const name of Object.keys(bad)) assert.ok(tried.refused.includes(name), `${name} is named: ${tried.refused}`);
  await (await sites()).host.stop();
  await (await sites()).other.stop();
});
