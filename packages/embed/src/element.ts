// The custom element: attributes, properties and methods; `frame.ts` does the work.
import { customElements, CustomEvent, dispatchEvent, bare, freeze, get, getAttribute, hasOwn, isEnough, put, removeAttribute, setAttribute } from "./platform.js";
import { SETTINGS, VERSION, type Code, type Setting } from "./protocol.js";
import { frameOf, type Frame, type State } from "./frame.js";

export const TAG = "duewise-simulator";

/** `<duewise-simulator>`: every setting is an attribute and a property of the same name; a property is text or "". */
export interface Simulator extends HTMLElement, Record<Exclude<Setting, "lang">, string> {
  /** What is shown: nothing yet, the page's own words while it loads, the frame, or the page's own words again. */
  readonly state: State;
  /** The version of this package. */
  readonly version: string;
  /** Moves the focus to the first field, or to the place where it will be. */
  focus(options?: FocusOptions): void;
  /** Puts the fields back to what the page set. */
  reset(): void;
  /** Loads the frame again; what was typed stays. */
  reload(): void;
}

export interface SimulatorEvents {
  "duewise-ready": CustomEvent<{ readonly version: string; readonly protocol: number }>;
  "duewise-resize": CustomEvent<{ readonly height: number }>;
  "duewise-change": CustomEvent<{ readonly field: string }>;
  "duewise-request": CustomEvent<Record<string, never>>;
  "duewise-error": CustomEvent<{ readonly code: Code; readonly setting?: string }>;
}

export type SimulatorClass = { new (): Simulator; readonly prototype: Simulator };

/** On a server there are no elements to extend, and nothing is ever made. */
const Base = (typeof HTMLElement === "undefined" ? class {} : HTMLElement) as typeof HTMLElement;

const TEXTS = SETTINGS.filter((name) => name !== "lang");
const frames = new WeakMap<object, Frame>();

/** The class of elements whose frame lies in the folder that `baseOf` names. */
export function simulator(baseOf: (host: HTMLElement) => string | undefined): SimulatorClass {
  class SimulatorElement extends Base {
    static get observedAttributes(): readonly string[] {
      return SETTINGS;
    }

    constructor() {
      super();
      try {
        if (isEnough()) put(frames, this, frameOf(this, baseOf));
      } catch {
        // The page's own words stay; `connectedCallback` says so.
      }
    }

    get state(): State {
      return get(frames, this)?.state() ?? "failed";
    }

    get version(): string {
      return VERSION;
    }

    connectedCallback(): void {
      // What was set before the element was defined hides the property; it is set anew.
      for (let at = 0; at < TEXTS.length; at += 1) {
        const name = TEXTS[at] as string;
        const own = this as unknown as Record<string, unknown>;
        if (!hasOwn(own, name)) continue;
        const value = own[name];
        delete own[name];
        own[name] = value;
      }
      const frame = get(frames, this);
      if (frame) frame.connected();
      else if (dispatchEvent && CustomEvent) {
        const detail = freeze({ code: "unsupported" });
        dispatchEvent(this, new CustomEvent("duewise-error", bare({ bubbles: true, composed: true, detail })));
      }
    }

    /** A move that keeps the frame alive (`moveBefore`): nothing to do. */
    connectedMoveCallback(): void {}

    disconnectedCallback(): void {
      get(frames, this)?.disconnected();
    }

    attributeChangedCallback(): void {
      get(frames, this)?.changed();
    }

    override focus(options?: FocusOptions): void {
      const frame = get(frames, this);
      if (frame) frame.focus(options);
      else super.focus(options);
    }

    reset(): void {
      get(frames, this)?.reset();
    }

    reload(): void {
      get(frames, this)?.reload();
    }
  }
  for (const name of TEXTS) {
    const descriptor: PropertyDescriptor & ThisType<HTMLElement> = {
      configurable: true,
      enumerable: true,
      get() {
        return getAttribute(this, name) ?? "";
      },
      set(value: unknown) {
        if (value === null || value === undefined || value === false) removeAttribute(this, name);
        else setAttribute(this, name, String(value));
      },
    };
    Object.defineProperty(SimulatorElement.prototype, name, bare(descriptor));
  }
  return SimulatorElement as unknown as SimulatorClass;
}

/** Defines the element under this name, unless a page or another copy of this package did. */
export function defineOnce(tag: string, made: SimulatorClass): CustomElementConstructor {
  const found = customElements.get(tag);
  if (!found) customElements.define(tag, made);
  return found ?? made;
}
