// Copies of the functions of the platform that the element needs, taken when this file is evaluated: a page that replaces
// one of them later, or puts something into Object.prototype, does not change what the element does. Where there is no
// document (a server that renders the page) they are absent, and nothing calls them.

const world = globalThis as unknown as Record<string, any>;
const { bind, call } = Function.prototype;
const { create, freeze, getOwnPropertyDescriptor, keys } = Object;
const has = Object.prototype.hasOwnProperty;

/** The function as one that takes its `this` as the first argument. */
const free = (taken: unknown): any => bind.call(call as any, taken);
const member = (kind: string, name: string, part: "value" | "get" | "set"): any => {
  const found = world[kind] && getOwnPropertyDescriptor(world[kind].prototype, name);
  return found && found[part] && free(found[part]);
};
const method = (kind: string, name: string): any => member(kind, name, "value");
const getter = (kind: string, name: string): any => member(kind, name, "get");
/** A function of the window, bound to it. */
const global = (name: string): any => typeof world[name] === "function" ? bind.call(world[name], world as any) : undefined;

export { create, freeze, keys };
export const hasOwn: (of: object, name: string) => boolean = free(has);

/** The members without a prototype: dictionaries that the platform reads would otherwise inherit from Object.prototype. */
export function bare<T extends object>(members: T): T {
  const made = create(null);
  const names = keys(members);
  for (let at = 0; at < names.length; at += 1) made[names[at] as string] = (members as any)[names[at] as string];
  return made;
}

export const addEventListener: (on: EventTarget, name: string, listener: (event: any) => void) => void = method("EventTarget", "addEventListener");
export const dispatchEvent: (on: EventTarget, event: Event) => boolean = method("EventTarget", "dispatchEvent");
export const createElement: (of: Document, name: string) => HTMLElement = method("Document", "createElement");
export const currentScript: (of: Document) => HTMLScriptElement | null = getter("Document", "currentScript");
export const appendChild: (to: Node, child: Node) => Node = method("Node", "appendChild");
export const setText: (of: Node, text: string) => void = member("Node", "textContent", "set");
export const getRootNode: (of: Node) => Node = method("Node", "getRootNode");
export const isConnected: (node: Node) => boolean = getter("Node", "isConnected");
export const remove: (element: Element) => void = method("Element", "remove");
export const attachShadow: (to: Element, how: ShadowRootInit) => ShadowRoot = method("Element", "attachShadow");
export const closest: (to: Element, selector: string) => Element | null = method("Element", "closest");
export const getAttribute: (of: Element, name: string) => string | null = method("Element", "getAttribute");
export const setAttribute: (of: Element, name: string, value: string) => void = method("Element", "setAttribute");
export const removeAttribute: (of: Element, name: string) => void = method("Element", "removeAttribute");
export const focusOn: (element: HTMLElement, how?: FocusOptions) => void = method("HTMLElement", "focus");
export const attachInternals: ((of: HTMLElement) => ElementInternals) | undefined = method("HTMLElement", "attachInternals");
export const styleOf: (of: HTMLElement) => CSSStyleDeclaration = getter("HTMLElement", "style");
export const setProperty: (on: CSSStyleDeclaration, name: string, value: string) => void = method("CSSStyleDeclaration", "setProperty");
export const contentWindow: (of: HTMLIFrameElement) => Window | null = getter("HTMLIFrameElement", "contentWindow");
export const firstPort: (of: MessageChannel) => MessagePort = getter("MessageChannel", "port1");
export const secondPort: (of: MessageChannel) => MessagePort = getter("MessageChannel", "port2");
export const send: (to: MessagePort, message: unknown) => void = method("MessagePort", "postMessage");
export const startPort: (port: MessagePort) => void = method("MessagePort", "start");
export const closePort: (port: MessagePort) => void = method("MessagePort", "close");
export const dataOf: (event: MessageEvent) => unknown = getter("MessageEvent", "data");
export const observe: (by: IntersectionObserver, what: Element) => void = method("IntersectionObserver", "observe");
export const unobserve: (by: IntersectionObserver) => void = method("IntersectionObserver", "disconnect");
export const isNear: (entry: IntersectionObserverEntry) => boolean = getter("IntersectionObserverEntry", "isIntersecting");
export const matches: (pattern: RegExp, text: string) => boolean = free(RegExp.prototype.test);
export const fill: (array: Uint8Array) => Uint8Array = world.crypto && bind.call(world.crypto.getRandomValues, world.crypto);
export const later: (wait: () => void, milliseconds: number) => number = global("setTimeout");
export const never: (timer: number | undefined) => void = global("clearTimeout");
export const soon: (run: () => void) => void = global("queueMicrotask");
export const { CustomEvent, IntersectionObserver, MessageChannel, CSSStyleSheet, URL, customElements, document, navigator } =
  world as typeof globalThis;
export const get: <K extends WeakKey, V>(from: WeakMap<K, V>, key: K) => V | undefined = free(WeakMap.prototype.get);
export const put: <K extends WeakKey, V>(into: WeakMap<K, V>, key: K, value: V) => void = free(WeakMap.prototype.set);

/** Whether the browser has all without which no frame can be talked to. */
export const isEnough = (): boolean => {
  const needed: unknown[] = [attachShadow, MessageChannel, soon, contentWindow, fill, CustomEvent];
  for (let at = 0; at < needed.length; at += 1) if (!needed[at]) return false;
  return true;
};
