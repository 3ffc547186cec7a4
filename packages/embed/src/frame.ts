// What an element does with its frame: starts it when it comes near the screen, talks to it, follows its height, and shows
// the page's own words whenever the frame is not there. All that it remembers are variables of one function, out of reach
// of the page's scripts and of Object.prototype.
import {
  addEventListener, appendChild, attachInternals, attachShadow, bare, closePort, closest, contentWindow, create, createElement,
  CSSStyleSheet, CustomEvent, dataOf, dispatchEvent, document, fill, focusOn, freeze, getAttribute, getRootNode,
  IntersectionObserver, isConnected, isNear, later, matches, MessageChannel, navigator, never, observe, firstPort, secondPort, remove,
  removeAttribute, send, setAttribute, setProperty, setText, soon, startPort, styleOf, unobserve, URL,
} from "./platform.js";
import { LONGEST, PROTOCOL, read, SETTINGS, VERSION, type Code, type Connect, type ToFrame } from "./protocol.js";
import { LINK, TITLE, type Language } from "./words.js";

export type State = "idle" | "loading" | "ready" | "failed";

/** The frame's height until it says how high it is: what is below moves once at most. */
const FIRST_HEIGHT = 320;
/** How long a frame may take to load, and then to answer. */
const LOAD = 30000;
const ANSWER = 15000;
/** A frame drops what exceeds 50 messages a second; a slider on the page must not make it lose the last one. */
const PACE = 40;
/** How near the screen it starts. */
const NEAR = "300px";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox";

const STYLE =
  ":host{display:block;position:relative;min-width:0;max-width:100%}:host([hidden]){display:none}" +
  `div{position:relative;overflow:hidden;min-height:${FIRST_HEIGHT}px}.ready,.failed,.stopped{min-height:0}.ready,.stopped{overflow:visible}`;

let sheet: CSSStyleSheet | undefined;

/** Without adopted style sheets nothing is styled: a <style> would need the page's policy to allow it. */
function dress(shadow: ShadowRoot): void {
  try {
    if (!sheet) (sheet = new CSSStyleSheet()).replaceSync(STYLE);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    // The frame carries its own measures.
  }
}

/** Sixteen random characters: under them the frame finds again what was typed. */
function identity(): string {
  const bytes = fill(new Uint8Array(16));
  let text = "";
  for (let at = 0; at < 16; at += 1) text += LETTERS[(bytes[at] as number) & 63];
  return text;
}

export interface Frame {
  state(): State;
  connected(): void;
  disconnected(): void;
  changed(): void;
  focus(how?: FocusOptions): void;
  reset(): void;
  reload(): void;
}

/** `baseOf` names the folder that holds frame.html, with a slash at its end. */
export function frameOf(host: HTMLElement, baseOf: (host: HTMLElement) => string | undefined): Frame {
  const shadow = attachShadow(host, bare({ mode: "open", delegatesFocus: true }));
  const box = createElement(document, "div");
  const slot = createElement(document, "slot");
  const link = createElement(document, "a");
  const instance = identity();
  let internals: ElementInternals | undefined;
  let state: State = "idle";
  let frame: HTMLIFrameElement | undefined;
  let port: MessagePort | undefined;
  let origin = "";
  let height = FIRST_HEIGHT;
  let timer: number | undefined;
  let watcher: IntersectionObserver | undefined;
  // The borrower sees the frame, not the page's own words; it stays so while a frame loads again.
  let isShown = false;
  // The focus goes into the frame as soon as it is there, unless it went elsewhere in the meantime.
  let wantsFocus: { before: Element | null } | undefined;
  let isQueued = false;
  let isPaused = false;
  let sent: Record<string, string> = create(null);
  const refused: Record<string, string> = create(null);

  try {
    internals = attachInternals?.(host);
  } catch {
    // The page took them; the state is still a property and a class.
  }
  dress(shadow);
  setAttribute(link, "target", "_blank");
  setAttribute(link, "rel", "noopener noreferrer");
  appendChild(slot, link);
  appendChild(box, slot);
  appendChild(shadow, box);

  function emit(name: string, detail: object): void {
    dispatchEvent(host, new CustomEvent(`duewise-${name}`, bare({ bubbles: true, composed: true, detail: freeze(detail) })));
  }

  function style(name: string, value: string): void {
    if (frame) setProperty(styleOf(frame), name, value);
  }

  function show(): void {
    if (isShown) setAttribute(slot, "hidden", "");
    else removeAttribute(slot, "hidden");
    // Out of sight it keeps a box, or the browser would not load it; hidden, nothing in it takes the focus.
    style("position", isShown ? "static" : "absolute");
    style("visibility", isShown ? "inherit" : "hidden");
    style("height", `${height}px`);
  }

  function enter(next: State): void {
    try {
      internals?.states.delete(state);
      internals?.states.add(next);
    } catch {
      // An older browser wants other names for states.
    }
    state = next;
    setAttribute(box, "class", isShown && next !== "ready" ? "stopped" : next);
    show();
  }

  function language(): Language {
    let found: string | null = null;
    try {
      for (let at: Element | undefined = host; at && !found; at = (getRootNode(at) as ShadowRoot).host) {
        const named = closest(at, "[lang]");
        found = named && getAttribute(named, "lang");
      }
    } catch {
      // The root of a tree that is not in the page may have a "host" of another kind.
    }
    return matches(/^zh/i, found || navigator.language || "") ? "zh-CN" : "en";
  }

  function say(message: ToFrame): void {
    if (port) send(port, message);
  }

  function hangUp(): void {
    if (port) closePort(port);
    port = undefined;
    sent = create(null);
  }

  function fail(code: Code, setting?: string): void {
    never(timer);
    if (code !== "stopped") isShown = false;
    enter("failed");
    emit("error", setting ? { code, setting } : { code });
  }

  function wait(milliseconds: number): void {
    never(timer);
    timer = later(() => fail("blocked"), milliseconds);
  }

  /** What the page set and the frame does not know yet; an empty value takes back what was said before. */
  function configure(): void {
    const settings: Record<string, string> = create(null);
    let isNew = false;
    for (let at = 0; at < SETTINGS.length; at += 1) {
      const name = SETTINGS[at] as string;
      const value = name === "lang" ? language() : getAttribute(host, name);
      const isLong = value !== null && value.length > LONGEST;
      const wanted = value === null || isLong ? "" : value;
      if (wanted !== (sent[name] ?? "")) {
        settings[name] = sent[name] = wanted;
        isNew = true;
      }
      if (isLong && refused[name] !== value) {
        refused[name] = value;
        emit("error", { code: "setting", setting: name });
      }
    }
    if (isNew) say({ type: "configure", settings });
  }

  function name(): void {
    const words = language();
    if (frame) setAttribute(frame, "title", TITLE[words]);
    setText(link, LINK[words]);
  }

  function changed(): void {
    if (isQueued) return;
    isQueued = true;
    const tell = () => {
      isQueued = false;
      name();
      if (!port) return;
      configure();
      isPaused = true;
      later(() => (isPaused = false), PACE);
    };
    if (isPaused) later(tell, PACE);
    else soon(tell);
  }

  function hear(event: MessageEvent): void {
    const message = read(dataOf(event));
    if (!message) return;
    if (message.type === "resize" && message.height !== height) {
      height = message.height;
      style("height", `${height}px`);
      emit("resize", { height });
    } else if (message.type === "error") {
      const { code, setting } = message;
      if (code === "version" || code === "stopped" || code === "unsupported") fail(code);
      else emit("error", setting ? { code, setting } : { code });
    } else if (message.type === "ready" && message.protocol !== PROTOCOL) {
      fail("version");
    } else if (message.type === "ready" && state !== "ready") {
      never(timer);
      isShown = true;
      enter("ready");
      emit("ready", { version: message.version, protocol: message.protocol });
      if (wantsFocus && wantsFocus.before === document.activeElement) focus();
    } else if (state === "ready" && message.type === "change") {
      emit("change", { field: message.field });
    } else if (state === "ready" && message.type === "request") {
      emit("request", {});
    }
  }

  /** The frame loaded, for the first time or again: it is given a port of its own, and the settings through it. */
  function connect(event: Event): void {
    const target = frame && contentWindow(frame);
    // A page can pretend that the frame loaded; the frame takes no second port.
    if (!target || !event.isTrusted) return;
    hangUp();
    enter("loading");
    wait(ANSWER);
    const channel = new MessageChannel();
    const ours = firstPort(channel);
    addEventListener(ours, "message", hear);
    startPort(ours);
    port = ours;
    const message: Connect = { duewise: 1, type: "connect", protocols: [PROTOCOL], loader: VERSION };
    target.postMessage(message, origin, [secondPort(channel)]);
    configure();
  }

  function start(): void {
    unwatch();
    const base = baseOf(host);
    if (!base) return fail("setting", "base");
    origin = new URL(base).origin;
    frame = createElement(document, "iframe") as HTMLIFrameElement;
    addEventListener(frame, "load", connect);
    setAttribute(frame, "sandbox", SANDBOX);
    setAttribute(frame, "allow", "");
    setAttribute(frame, "referrerpolicy", "no-referrer");
    setAttribute(frame, "loading", "lazy");
    setAttribute(frame, "src", `${base}frame.html#i=${instance}`);
    setAttribute(link, "href", new URL("../../simulate", base).href);
    style("display", "block");
    style("width", "100%");
    style("border", "0");
    name();
    enter("loading");
    wait(LOAD);
    appendChild(box, frame);
  }

  function unwatch(): void {
    if (watcher) unobserve(watcher);
    watcher = undefined;
  }

  function watch(): void {
    try {
      const near = (entries: IntersectionObserverEntry[]) => {
        for (let at = 0; at < entries.length; at += 1) if (!frame && watcher && isNear(entries[at]!)) start();
      };
      const margins: IntersectionObserverInit = { rootMargin: NEAR };
      // Lists that scroll have a margin of their own; older browsers do not know it.
      watcher = new IntersectionObserver(near, bare({ ...margins, scrollMargin: NEAR }));
      observe(watcher, host);
    } catch {
      start();
    }
  }

  function drop(): void {
    hangUp();
    never(timer);
    if (frame) remove(frame);
    frame = undefined;
  }

  function focus(how?: FocusOptions): void {
    if (state !== "ready") {
      focusOn(host, how);
      wantsFocus = { before: document.activeElement };
      return;
    }
    wantsFocus = undefined;
    focusOn(frame!, how);
    say({ type: "focus" });
  }

  name();
  return {
    state: () => state,
    connected() {
      if (!frame) return watch();
      // It was moved: the browser loads the frame anew, and `connect` follows.
      hangUp();
      enter("loading");
      // Wherever it is now, it was near once: it is in the browser's cache, and the time that it may take is running.
      setAttribute(frame, "loading", "eager");
      wait(LOAD);
    },
    disconnected() {
      // A move takes it out and puts it back at once.
      soon(() => {
        if (isConnected(host)) return;
        unwatch();
        drop();
        isShown = false;
        enter("idle");
      });
    },
    changed,
    focus,
    reset() {
      say({ type: "reset" });
      sent = create(null);
      if (port) configure();
    },
    reload() {
      if (!isConnected(host)) return;
      drop();
      start();
    },
  };
}
