// Protocol 1 between the page's element and our frame: what may be said, and the check of what was heard. No message holds
// a figure of the borrower's.
import { hasOwn, keys, matches } from "./platform.js";

declare const PACKAGE_VERSION: string;

/** The version of this package. */
export const VERSION: string = PACKAGE_VERSION;
/** The protocol that it speaks. */
export const PROTOCOL = 1;
/** Longer values are dropped and reported. */
export const LONGEST = 64;
/** No frame is higher than this, in CSS pixels. */
const HIGHEST = 20000;

/** The settings: attributes and properties of the element, members of a `configure`. */
export const SETTINGS = [
  "principal", "rate", "fee", "policy", "due", "days", "grace", "currency", "jurisdiction", "lender", "product", "lang", "mode",
  "theme", "accent", "surface", "radius", "font",
] as const;
export type Setting = (typeof SETTINGS)[number];

/** What can go wrong; see the README. A later frame may name further codes. */
export type Code = "blocked" | "version" | "setting" | "contrast" | "stopped" | "unsupported" | (string & {});

export interface Connect {
  duewise: 1;
  type: "connect";
  protocols: number[];
  loader: string;
}

export type ToFrame = { type: "configure"; settings: Partial<Record<Setting, string>> } | { type: "focus" } | { type: "reset" };

export type FromFrame =
  | { type: "ready"; protocol: number; version: string }
  | { type: "resize"; height: number }
  | { type: "change"; field: string }
  | { type: "request" }
  | { type: "error"; code: Code; setting?: string };

/** Names are lower-case letters and underscores, so that no figure can pass for one. */
const NAME = /^[a-z_]{1,64}$/;
const RELEASE = /^\d{1,4}(\.\d{1,4}){2}(-[a-z]{1,16})?$/;

const isName = (value: unknown): value is string => typeof value === "string" && matches(NAME, value);
const isRelease = (value: unknown): value is string => typeof value === "string" && matches(RELEASE, value);
const isWhole = (value: unknown, most: number): value is number =>
  typeof value === "number" && value >= 0 && value <= most && value % 1 === 0;

/** The message, if it is one of the protocol's with exactly its members; anything else is ignored. */
export function read(data: unknown): FromFrame | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const own = (name: string): unknown => (hasOwn(data, name) ? (data as Record<string, unknown>)[name] : undefined);
  const members = keys(data).length;
  const type = own("type");
  const protocol = own("protocol");
  const version = own("version");
  const height = own("height");
  const field = own("field");
  const code = own("code");
  const setting = own("setting");
  if (type === "ready" && members === 3 && isWhole(protocol, HIGHEST) && isRelease(version)) return { type, protocol, version };
  if (type === "resize" && members === 2 && isWhole(height, HIGHEST)) return { type, height };
  if (type === "change" && members === 2 && isName(field)) return { type, field };
  if (type === "request" && members === 1) return { type };
  if (type === "error" && isName(code)) {
    if (members === 2) return { type, code };
    if (members === 3 && isName(setting)) return { type, code, setting };
    // A frame that does not understand us also says what it would understand.
    if (members === 3 && code === "version" && hasOwn(data, "protocols")) return { type, code };
  }
  return undefined;
}
