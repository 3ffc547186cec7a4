// What a curious page does from its first line on. The function is written into the page as text; it must not use anything
// outside itself.

export function spy() {
  const [stringify, ownKeys, prototypeOf] = [JSON.stringify, Reflect.ownKeys, Object.getPrototypeOf];
  const seen = [];
  // Messages that came straight from a frame of ours, and what the element told by its events.
  window.fromFrames = [];
  window.told = [];

  function plain(value) {
    const met = new Set();
    try {
      return stringify(value, (_, each) => {
        if (typeof each !== "object" || each === null) return typeof each === "bigint" ? String(each) : each;
        if (met.has(each)) return "again";
        met.add(each);
        return each;
      }) ?? String(value);
    } catch {
      return "unreadable";
    }
  }

  window.keep = (what, value) => {
    if (seen.length < 20000) seen.push(`${what} ${plain(value).slice(0, 2000)}`);
  };

  const frames = () => [...document.querySelectorAll("duewise-simulator")].map((each) => each.shadowRoot?.querySelector("iframe")).concat([...document.querySelectorAll("#raw")]);

  addEventListener("message", (event) => {
    window.keep("message", [event.origin, event.data]);
    if (event.isTrusted && frames().some((frame) => frame && event.source === frame.contentWindow)) window.fromFrames.push(plain(event.data).slice(0, 200));
  }, true);
  for (const name of ["ready", "resize", "change", "request", "error"]) {
    addEventListener(`duewise-${name}`, (event) => {
      window.told.push([`duewise-${name}`, event.detail]);
      const reachable = {};
      for (let each = event; each; each = prototypeOf(each)) for (const key of ownKeys(each)) {
        try { if (typeof event[key] !== "function" && typeof event[key] !== "object") reachable[String(key)] = event[key]; } catch { /* not for us */ }
      }
      window.keep(`duewise-${name}`, [event.detail, reachable]);
    }, true);
  }
  for (const name of ["keydown", "keyup", "keypress", "beforeinput", "input", "paste", "copy", "selectionchange", "storage", "hashchange", "popstate", "error"]) {
    addEventListener(name, (event) => window.keep(name, [event.key, event.data, event.target?.value, event.newValue, event.message]), true);
  }

  /** Every property that can be read from a value, two steps deep. */
  function walk(root, out) {
    const met = new Set();
    const visit = (value, depth) => {
      if (value === null || (typeof value !== "object" && typeof value !== "function")) { out.push(String(value)); return; }
      if (met.has(value) || depth > 2 || (depth > 0 && (value instanceof Node || value === window))) return;
      met.add(value);
      for (let each = value; each && each !== Object.prototype && each !== Function.prototype; each = prototypeOf(each)) {
        for (const name of ownKeys(each)) {
          let got;
          try { got = value[name]; } catch { continue; }
          out.push(String(name));
          visit(got, depth + 1);
        }
      }
    };
    try { visit(root, 0); } catch { /* a window of another origin */ }
  }

  window.everything = () => {
    const out = [];
    for (const element of document.querySelectorAll("duewise-simulator")) {
      walk(element, out);
      if (element.shadowRoot) { walk(element.shadowRoot, out); out.push(element.shadowRoot.innerHTML); }
    }
    const foreign = (inside) => { try { return !inside.document; } catch { return true; } };
    for (const frame of frames()) if (frame) walk(frame, out);
    for (let index = 0; index < window.length; index += 1) if (foreign(window[index])) walk(window[index], out);
    out.push(document.documentElement.outerHTML, document.body.innerText, document.cookie, window.name, plain(history.state), location.href);
    out.push(plain(performance.getEntries()), plain({ ...localStorage }), plain({ ...sessionStorage }), String(getSelection()));
    return seen.concat(out).join("\n");
  };
}
