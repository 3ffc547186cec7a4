// Writes custom-elements.json, which editors and catalogues read. The settings are the source's own list, so that none is missing.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const WORDS = {
  principal: ["the amount owed, such as 5,000 or 5000.00"],
  rate: ["such as 0.05% a day, or 18% a year for the policy uplift"],
  fee: ["an amount, for the policies flat and per_period"],
  policy: ["how lateness is charged", "'daily' | 'uplift' | 'card' | 'flat' | 'per_period'"],
  due: ["the day on which it is due, YYYY-MM-DD"],
  days: ["days late, 0 to 3650"],
  grace: ["days of grace, 0 to 365"],
  currency: ["an ISO 4217 code"],
  jurisdiction: ["whose law applies, such as CN, UK, US"],
  lender: ["the kind of lender, such as bank or money_lender"],
  product: ["the kind of debt, such as loan or credit_card"],
  lang: ["the language; otherwise that of the page around it", "'zh-CN' | 'en'"],
  mode: ["ask adds a link to ask for relief, which opens Duewise in a new tab", "'simulate' | 'ask'"],
  theme: ["light, dark, or as the borrower's device has it", "'auto' | 'light' | 'dark'"],
  accent: ["the colour of actions, #rgb or #rrggbb; refused where it would be hard to read"],
  surface: ["the colour behind the text, #rgb or #rrggbb; refused where it would be hard to read"],
  radius: ["how round corners are, 0 to 24 pixels"],
  font: ["the kind of letters", "'system' | 'serif'"],
};
const EVENTS = {
  "duewise-ready": ["it can be used", "CustomEvent<{ version: string; protocol: number }>"],
  "duewise-resize": ["its height changed; the element follows by itself", "CustomEvent<{ height: number }>"],
  "duewise-change": ["a field was changed; its name, not what is in it", "CustomEvent<{ field: string }>"],
  "duewise-request": ["the borrower went on to ask for relief", "CustomEvent<{}>"],
  "duewise-error": ["something went wrong or was refused", "CustomEvent<{ code: string; setting?: string }>"],
};
const METHODS = {
  focus: "moves the focus to the first field",
  reset: "puts the fields back to what the page set",
  reload: "loads the frame again; what was typed stays",
};

export function writeManifest(settings) {
  const unknown = settings.filter((name) => !WORDS[name]).concat(Object.keys(WORDS).filter((name) => !settings.includes(name)));
  if (unknown.length) throw new Error(`the manifest and the source disagree about: ${unknown.join(", ")}`);
  const text = (type = "string") => ({ text: type });
  const declaration = {
    kind: "class",
    customElement: true,
    name: "DuewiseSimulator",
    tagName: "duewise-simulator",
    superclass: { name: "HTMLElement" },
    description: "The late-fee simulator in a frame of its own: the page never sees a figure.",
    attributes: settings.map((name) => ({ name, description: WORDS[name][0], type: text(WORDS[name][1]), fieldName: name })),
    members: [
      ...settings.map((name) => ({ kind: "field", name, description: WORDS[name][0], type: text(), attribute: name, reflects: true })),
      { kind: "field", name: "state", description: "what is shown", type: text("'idle' | 'loading' | 'ready' | 'failed'"), readonly: true },
      { kind: "field", name: "version", description: "the version of this package", type: text(), readonly: true },
      ...Object.entries(METHODS).map(([name, description]) => ({ kind: "method", name, description })),
    ],
    events: Object.entries(EVENTS).map(([name, [description, type]]) => ({ name, description, type: text(type) })),
    slots: [{ name: "", description: "the page's own words: shown until the simulator is there, and if it cannot come" }],
    cssStates: ["idle", "loading", "ready", "failed"].map((name) => ({ name })),
  };
  const manifest = {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: "dist/index.js",
        declarations: [declaration],
        exports: [{ kind: "custom-element-definition", name: "duewise-simulator", declaration: { name: "DuewiseSimulator", module: "dist/index.js" } }],
      },
    ],
  };
  writeFileSync(fileURLToPath(new URL("custom-elements.json", import.meta.url)), `${JSON.stringify(manifest, null, 2)}\n`);
}
