// For bundlers: importing this defines nothing and touches nothing, on a server either.
import { defineOnce, simulator, TAG, type Simulator, type SimulatorClass, type SimulatorEvents } from "./element.js";
import { get, put } from "./platform.js";
import type { Code, Setting } from "./protocol.js";
import type { State } from "./frame.js";

export { PROTOCOL, SETTINGS, VERSION } from "./protocol.js";
export type { Code, Setting, SimulatorEvents, State };

export interface Options {
  /** The folder that holds frame.html: "https://…/embed/v1/" to follow the fixes, "https://…/embed/v1.0.0/" to stay. */
  base?: string | URL;
}

const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const bases = new WeakMap<object, string>();
let common: string | undefined;

/** The folder's address with a slash at its end; an error says what is wrong with it. */
function folder(text: string | URL): string {
  const wanted = `a folder such as "https://duewise.example/embed/v1/" is wanted, not ${JSON.stringify(String(text))}`;
  let url: URL;
  try {
    url = new URL(text, typeof document === "undefined" ? undefined : document.baseURI);
  } catch {
    throw new TypeError(`base: ${wanted}`);
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOCAL.test(url.hostname))) throw new TypeError(`base: https or localhost; ${wanted}`);
  if (url.username || url.password || url.search || url.hash) throw new TypeError(`base: an address and nothing more; ${wanted}`);
  return url.href.replace(/\/*$/, "/");
}

function baseOf(host: HTMLElement): string | undefined {
  const named = host.getAttribute("base");
  try {
    return named === null ? get(bases, host.constructor) ?? common : folder(named);
  } catch {
    return undefined;
  }
}

/** Where the frame is, for every element that does not say it itself. Throws a TypeError if no frame can be there. */
export function setBase(base: string | URL): void {
  common = folder(base);
}

/** The element's class. It is defined under no name until `define` is called. */
export type DuewiseSimulator = Simulator;
export const DuewiseSimulator: SimulatorClass = simulator(baseOf);

/** Defines the element under a name, and returns its class; what is already defined under that name stays. */
export function define(tag: string = TAG, options: Options = {}): CustomElementConstructor {
  class Named extends (DuewiseSimulator as unknown as CustomElementConstructor) {}
  if (options.base !== undefined) put(bases, Named, folder(options.base));
  return defineOnce(tag, Named as unknown as SimulatorClass);
}

declare global {
  interface HTMLElementTagNameMap {
    "duewise-simulator": Simulator;
  }
  interface HTMLElementEventMap extends SimulatorEvents {}
}
