// Starts the widget inside its frame, speaks protocol 1 with the page around it, and stops for good when something breaks.
// The page around it is a stranger: it may set what the borrower may change anyway, and is told heights and names of
// fields, never a figure. docs/lenders.md describes the protocol.
(() => {
  "use strict";
  const PROTOCOL = 1;
  const MOST_SETTINGS = 20, MOST_CHARACTERS = 64, MOST_A_SECOND = 50;
  const root = document.documentElement;
  const given = document.currentScript.dataset;
  const version = given.version;
  const instance = /^#i=([\w-]{8,64})$/.exec(location.hash)?.[1];
  const KEPT = `duewise-embed-${instance}`;
  root.lang = /^zh/i.test(navigator.language || "zh") ? "zh-CN" : "en";

  // ── The page around ───────────────────────────────────────────────────────────────────────────────────────────
  let port = null, running = false, halted = false, waiting = [];
  let second = 0, count = 0, told = 0;
  const tell = (message) => { if (port && !halted) port.postMessage(message); };
  const refuse = (code, setting) => tell(setting ? { type: "error", code, setting } : { type: "error", code });

  const apply = (settings) => {
    for (const name of Object.keys(settings).slice(0, MOST_SETTINGS)) {
      const text = settings[name];
      if (!/^[a-z]{1,16}$/.test(name)) continue;
      if (typeof text !== "string" || text.length > MOST_CHARACTERS || name === "reset" || name === "scheme") refuse("setting", name);
      else frame.take(name, text);
    }
  };
  const hear = (message) => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) [second, count] = [now, 0];
    if (++count > MOST_A_SECOND || halted || typeof message !== "object" || message === null) return;
    if (!running) { if (waiting.length < MOST_SETTINGS) waiting.push(message); return; }
    const { type, settings } = message;
    if (type === "configure" && typeof settings === "object" && settings !== null) apply(settings);
    else if (type === "reset") frame.take("reset", "");
    else if (type === "focus") document.querySelector("#f-principal")?.focus();
  };
  // The first page that really is the one around this frame, and no other afterwards.
  addEventListener("message", (event) => {
    const around = location.ancestorOrigins?.[0];
    const message = event.data;
    if (port || parent === window || !event.isTrusted || event.source !== parent || event.ports.length !== 1) return;
    if (!/^https?:\/\//.test(event.origin) || (around !== undefined && around !== event.origin)) return;
    if (typeof message !== "object" || message === null || message.duewise !== 1 || message.type !== "connect") return;
    port = event.ports[0];
    if (!Array.isArray(message.protocols) || !message.protocols.includes(PROTOCOL)) {
      port.postMessage({ type: "error", code: "version", protocols: [PROTOCOL] });
      port = { postMessage() {} }; // it is not spoken with again; the widget stays usable
      root.dataset.unfit = "";
      return;
    }
    port.onmessage = (event) => hear(event.data);
    // What came with the connection is heard before the greeting.
    if (running) setTimeout(greet);
  });
  // What was set in the meantime comes first, then the height, so that the frame is shown once, as it stays.
  const greet = () => {
    for (const message of waiting.splice(0)) hear(message);
    told = 0;
    measure();
    tell({ type: "ready", protocol: PROTOCOL, version });
  };

  // ── Height ────────────────────────────────────────────────────────────────────────────────────────────────────
  const measure = () => {
    const height = Math.min(20000, Math.ceil(document.body.getBoundingClientRect().height));
    if (height === told || !height) return;
    told = height;
    tell({ type: "resize", height });
  };
  const watch = () => new ResizeObserver(measure).observe(document.body);

  // ── What the widget asks of this script: functions of texts ───────────────────────────────────────────────────
  const store = (act) => { try { return instance ? act(sessionStorage) : null; } catch { return null; } };
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  let painted = "";
  const WAYS = { request: "/debts/new", open: "/simulate" };
  const find = (id) => document.getElementById(id);
  const frame = window.duewiseFrame = {
    take() {}, // the widget puts its own here
    say(type, field) {
      if (type === "ready") {
        running = true;
        root.dataset.app = "ready";
        watch();
        if (port) greet();
      } else tell(type === "change" ? { type, field } : { type });
    },
    refuse,
    load: () => store((kept) => kept.getItem(KEPT)) ?? "",
    save(text) { store((kept) => (text ? kept.setItem(KEPT, text) : kept.removeItem(KEPT))); },
    value: (id) => find(id)?.value ?? "",
    put(id, text) { const place = find(id); if (place && place.textContent !== text) place.textContent = text; },
    // A field that already holds the text is left alone: its cursor stays.
    type(id, text) { const field = find(id); if (field && field.value !== text) field.value = text; },
    mark(place, value) { const [id, name] = place.split(" "); const part = find(id); if (part?.getAttribute(name) !== value) part?.setAttribute(name, value); },
    unmark(place) { const [id, name] = place.split(" "); find(id)?.removeAttribute(name); },
    // Both ways open the portal at top level; the fields travel in the fragment, past the page around.
    aim(way, fields) { const link = find(way); if (link) link.href = WAYS[way] + (fields && `#w=${fields}`); },
    language: () => root.lang,
    speak(tag, title) { root.lang = tag; document.title = `${title} · 明账 Duewise`; },
    theme(name) { root.dataset.theme = name || "auto"; },
    scheme: () => (dark.matches ? "dark" : "light"),
    undress() { painted = ""; sheet.replaceSync(""); },
    // On screen only: paper has the light palette.
    paint(name, value) { painted += `${name}:${value};`; sheet.replaceSync(`@media screen{:root:root{${painted}}}`); },
  };
  dark.addEventListener("change", () => frame.take("scheme", ""));

  // ── Start and stop ────────────────────────────────────────────────────────────────────────────────────────────
  let live = {};
  window.duewiseGuard = (exports) => (live = { ...exports });
  const halt = () => {
    if (halted) return;
    refuse("stopped");
    halted = true;
    for (const name in live) if (typeof live[name] === "function") live[name] = () => { throw new Error("Module terminated"); };
    root.dataset.app = "halted";
    for (const part of document.body.children) part.inert = !("panel" in part.dataset);
    const panel = document.querySelector("[data-panel]");
    if (panel) panel.hidden = false;
  };
  addEventListener("error", (event) => { if (event.error instanceof WebAssembly.RuntimeError) halt(); });
  addEventListener("unhandledrejection", (event) => { if (event.reason instanceof WebAssembly.RuntimeError) halt(); });
  addEventListener("duewise:panic", halt);
  const start = async () => {
    const near = (name) => new URL(name, document.baseURI).href;
    const [glue, answer] = await Promise.all([
      import(near(given.js)),
      fetch(near(given.wasm), { integrity: given.wasmIntegrity, credentials: "omit" }),
    ]);
    await glue.default({ module_or_path: answer });
  };
  addEventListener("DOMContentLoaded", () => { start().catch(halt); }, { once: true });
})();
