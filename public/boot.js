// Boots Duewise and stops it for good when it breaks. Plain JavaScript, so that it still works when nothing else does.
// It needs nothing from the app but `data-app="ready"` on <html>, and tells it nothing but `duewise-safe-mode`.
(() => {
  "use strict";
  const root = document.documentElement;
  const given = document.currentScript.dataset;
  const find = (selector) => document.querySelector(selector);

  // Storage may be refused altogether (private windows, policies): then it reads as empty.
  const read = (kind, key) => { try { return window[kind].getItem(key); } catch { return null; } };
  const write = (kind, key, value) => { try { window[kind].setItem(key, value); return true; } catch { return false; } };
  const drop = (kind, key) => { try { window[kind].removeItem(key); } catch { /* nothing was kept */ } };

  // Language and theme before the first paint.
  const language = read("localStorage", "duewise-lang") || navigator.language || "zh";
  root.lang = /^zh/i.test(language) ? "zh-CN" : "en";
  const theme = read("localStorage", "duewise-theme");
  root.dataset.theme = theme === "light" || theme === "dark" ? theme : "auto";
  root.dataset.app = "loading";

  // Where nothing was ever saved, Today is a small app of its own. It holds no storage and no forms: a press on one of
  // its buttons is noted, everything is loaded, and the same button is pressed there.
  const PRESS = "duewise-press";
  const press = read("sessionStorage", PRESS);
  drop("sessionStorage", PRESS);
  const isNew = async () => {
    if (location.pathname !== "/" || press || read("localStorage", "duewise-sentinel")) return false;
    const known = await indexedDB.databases?.().catch(() => null);
    return known != null && !known.some(({ name }) => name.startsWith("duewise"));
  };
  // The screens of the ways out are an app of their own too; the pattern says what `Route::is_help` says.
  const HELP = /^\/(help|budget|budget\/order|insolvency|requests|requests\/[\w-]+|contacts|embed|debts\/[\w-]+\/(options|request|plan))\/?$/;
  // So are the lessons and the class; the pattern says what `Route::is_learn` says.
  const LEARN = /^\/(learn|learn\/[\w-]+|glossary|review|certificate|worksheet|teach|teach\/class|teach\/marks|teach\/present|teach\/plans)\/?$/;
  const handOver = (event) => {
    const button = event.target.closest?.("#app button");
    if (!button) return;
    event.stopImmediatePropagation();
    // A button is known by its action, an amount by its place among the amounts.
    const place = [...document.querySelectorAll("#app .c-amount")].indexOf(button);
    // Where nothing may be noted the press is lost, but not the way: the list of debts offers the same.
    if (write("sessionStorage", PRESS, button.dataset.action ?? String(place))) location.reload();
    else location.assign("/debts");
  };
  const pressAgain = () => {
    const button = find(`#app [data-action="${press}"]`) ?? document.querySelectorAll("#app .c-amount")[press];
    button?.focus();
    button?.click();
  };

  let ready = false;
  let halted = false;

  const whenParsed = (act) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
    else act();
  };

  // The panel is in the page already; it only has to say which of its reasons holds.
  const fail = (reason) => whenParsed(() => {
    const panel = find("#fail-panel");
    for (const text of panel.querySelectorAll("[data-reason]")) text.hidden = text.dataset.reason !== reason;
    panel.querySelector('[data-reason="safe"]').hidden = !read("sessionStorage", "duewise-safe-mode");
    panel.dataset.failed = reason;
    panel.hidden = false;
    find("#shell")?.setAttribute("hidden", "");
    panel.focus();
  });
  const forgive = () => whenParsed(() => { find("#fail-panel").hidden = true; });

  // Files that do not fit together: forget what was cached and load once more, once.
  const again = async (reason) => {
    const tried = read("sessionStorage", "duewise-boot-retry");
    if (tried || navigator.onLine === false || !write("sessionStorage", "duewise-boot-retry", "1")) return fail(reason);
    try { for (const name of await caches.keys()) await caches.delete(name); } catch { /* no caches here */ }
    location.reload();
  };

  // The module's exports pass through here, so that halting can cut them off.
  let live = {};
  window.duewiseGuard = (exports) => (live = { ...exports });
  const terminated = () => { throw new Error("Module terminated"); };

  // Fail-stop. What is on screen stays readable, but a copy without listeners takes its place: nothing reacts any more.
  const halt = () => {
    if (halted) return;
    halted = true;
    for (const name in live) if (typeof live[name] === "function") live[name] = terminated;
    root.dataset.app = "halted";
    dispatchEvent(new Event("duewise:halted")); // what is being sent is given up, and another tab may send
    const app = find("#app");
    if (app) {
      const still = app.cloneNode(true);
      const fields = "input,select,textarea";
      const typed = app.querySelectorAll(fields);
      still.querySelectorAll(fields).forEach((field, index) => { if (field.type !== "file") field.value = typed[index].value; });
      still.inert = true;
      app.replaceWith(still);
    }
    const last = Number(read("sessionStorage", "duewise-halted-at")) || 0;
    write("sessionStorage", "duewise-halted-at", String(Date.now()));
    if (Date.now() - last < 60000) write("sessionStorage", "duewise-safe-mode", "1");
    fail("halted");
  };
  const broke = (error) => error instanceof WebAssembly.RuntimeError || /module terminated/i.test(error?.message ?? "");
  addEventListener("error", (event) => { if (broke(event.error)) halt(); });
  addEventListener("unhandledrejection", (event) => { if (broke(event.reason)) halt(); });
  addEventListener("duewise:panic", halt);

  // Everything saved, as one file: no part of the app is needed for it.
  const asPromise = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const dump = async (name) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction.abort(); // there was none, and looking must not make one
    const database = await asPromise(opening);
    const stores = {};
    for (const store of database.objectStoreNames) {
      const open = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([asPromise(open.getAllKeys()), asPromise(open.getAll())]);
      stores[store] = keys.map((key, index) => ({ key, value: values[index] }));
    }
    const version = database.version;
    database.close();
    return { version, stores };
  };
  const download = async () => {
    const saved = { app: "duewise", kind: "rescue", at: new Date().toISOString(), databases: {}, settings: {} };
    const known = await indexedDB.databases?.().catch(() => null) ?? [{ name: "duewise" }];
    for (const { name } of known) {
      if (name.startsWith("duewise")) saved.databases[name] = await dump(name).catch((error) => ({ error: String(error) }));
    }
    try { for (const key of Object.keys(localStorage)) saved.settings[key] = localStorage.getItem(key); } catch { /* refused */ }
    const bytes = (_, value) => ArrayBuffer.isView(value) ? Array.from(value) : value;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(saved, bytes, 1)], { type: "application/json" }));
    link.download = `duewise-rescue-${saved.at.slice(0, 10)}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const started = () => {
    if (ready || root.dataset.app !== "ready") return;
    ready = true;
    drop("sessionStorage", "duewise-boot-retry");
    whenParsed(() => { find("#shell")?.remove(); });
    forgive();
    if (press) setTimeout(pressAgain);
  };
  new MutationObserver(started).observe(root, { attributes: true, attributeFilter: ["data-app"] });

  // An import names no integrity; a preload does, and what it refuses is not run.
  const genuine = (href, integrity) => new Promise((done, refused) => {
    const onerror = () => refused(new TypeError(`refused: ${href}`));
    const link = Object.assign(document.createElement("link"), { rel: "modulepreload", href, integrity, onload: done, onerror });
    if (!link.relList.supports("modulepreload")) return done();
    document.head.append(link);
  });

  const load = async () => {
    if (!(window.WebAssembly?.instantiateStreaming && window.BigInt && window.structuredClone && window.indexedDB)) {
      return fail("unsupported");
    }
    // Slow is not broken: after ten seconds say that it is still coming, and go on waiting.
    const slow = setTimeout(() => whenParsed(() => { find("#boot-slow")?.removeAttribute("hidden"); }), 10000);
    try {
      const name = HELP.test(location.pathname) ? "help" : LEARN.test(location.pathname) ? "learn" : await isNew() ? "portal" : "rooms";
      const app = (part) => given[name + part];
      if (name === "portal") {
        document.addEventListener("click", handOver, true);
        // Something was saved in another tab: this one is no first visit any more.
        addEventListener("storage", (event) => { if (event.key === "duewise-sentinel") location.reload(); });
      }
      const wasm = fetch(app("Wasm"), {
        integrity: app("WasmIntegrity"),
        cache: read("sessionStorage", "duewise-boot-retry") ? "reload" : "default",
      }).then((answer) => {
        if (!answer.ok) throw new TypeError(`wasm: ${answer.status}`);
        return answer;
      });
      wasm.catch(() => {}); // handled below, also when the import fails first
      await genuine(app("Js"), app("JsIntegrity"));
      const glue = await import(app("Js"));
      await glue.default({ module_or_path: wasm });
      setTimeout(() => { if (!ready && !halted) fail("start"); }, 10000);
    } catch (error) {
      if (broke(error)) halt();
      else if (error instanceof WebAssembly.CompileError && /unsafe-eval|security policy|embedder/i.test(error.message)) fail("blocked");
      else if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError || error instanceof TypeError) await again("load");
      else fail("start");
    } finally {
      clearTimeout(slow);
    }
  };

  whenParsed(() => {
    find("#fail-panel").addEventListener("click", (event) => {
      const action = event.target.closest("[data-action]")?.dataset.action;
      if (action === "reload") { drop("sessionStorage", "duewise-boot-retry"); location.reload(); }
      if (action === "download-data") download();
    });
  });
  // The app mounts into #app, so the page is parsed first; the files are on their way meanwhile.
  whenParsed(load);
})();
