// Starts the lesson or worksheet: fetches what lies beside this file, by addresses relative to it, and stops for good when
// something breaks. It asks no other place for anything.
(() => {
  "use strict";
  const root = document.documentElement;
  const here = document.currentScript.src;
  const near = (name) => new URL(name, here).href;
  root.lang = /^zh/i.test(navigator.language || "zh") ? "zh-CN" : "en";

  const fail = (reason) => {
    root.dataset.app = "failed";
    for (const text of document.querySelectorAll("[data-reason]")) text.hidden = text.dataset.reason !== reason;
    document.querySelector("#shell").hidden = true;
    document.querySelector("[data-panel]").hidden = false;
  };

  // The module's exports pass through here, so that halting can cut them off. What is on screen stays readable.
  let live = {};
  window.duewiseGuard = (exports) => (live = { ...exports });
  const broke = (error) => error instanceof WebAssembly.RuntimeError;
  const halt = () => {
    for (const name in live) if (typeof live[name] === "function") live[name] = () => { throw new Error("Module terminated"); };
    document.querySelector("#app").inert = true;
    fail("halted");
  };
  addEventListener("error", (event) => { if (broke(event.error)) halt(); });
  addEventListener("unhandledrejection", (event) => { if (broke(event.reason)) halt(); });
  addEventListener("duewise:panic", halt);

  // Read as bytes and text: not every platform sends wasm as `application/wasm`.
  const fetched = async (name, kind) => {
    const answer = await fetch(near(name));
    if (!answer.ok) throw new TypeError(`${name}: ${answer.status}`);
    return answer[kind]();
  };
  const start = async () => {
    if (location.protocol === "file:") return fail("file");
    try {
      const [glue, wasm, content] = await Promise.all([
        import(near("packed.js")), fetched("packed_bg.wasm", "arrayBuffer"), fetched("content.json", "text"),
      ]);
      window.duewisePacked = { content };
      await glue.default({ module_or_path: wasm });
      if (root.dataset.app === "loading") fail("load");
    } catch (error) {
      if (broke(error)) halt();
      else if (error instanceof WebAssembly.CompileError && /unsafe-eval|security policy|embedder/i.test(error.message)) fail("blocked");
      else fail("load");
    }
  };
  if (typeof WebAssembly === "object") start();
  else fail("blocked");
})();
