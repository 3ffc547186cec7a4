// axe (WCAG 2.0 to 2.2, A and AA) on every screen in every state, light and dark, both languages, and at 200 %.
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";
import { journey } from "./harness/runner.mjs";
import { show, STATES } from "./pages/states.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const LOOKS = {
  "zh, light": { language: "zh-CN", theme: "light" },
  "en, dark": { language: "en", theme: "dark", dark: true },
  // 200 % on a screen of 780 pixels leaves 390 of them.
  "zh, dark, 200 %": { language: "zh-CN", theme: "dark", dark: true, scale: 2 },
  "en, light, 1280 px": { language: "en", theme: "light", viewport: { width: 1280, height: 900 } },
};
let visited = 0;

for (const [state, { fill, screens }] of Object.entries(STATES)) {
  journey(`axe finds nothing: ${state}`, { timeout: 900, apart: true }, async (stage) => {
    const wrong = [];
    let here = 0;
    // The halted app ends its own calls; a browser that shows a picture alone asks for a favicon by itself.
    if (state === "halted") stage.expect(/Module terminated/);
    if (state === "restore") stage.expect(/favicon\.ico/);
    for (const [look, options] of Object.entries(LOOKS)) {
      const page = await stage.open("/", options);
      await fill(page, stage.origin);
      for (const name of screens) {
        await show(page, stage.origin, name);
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        here += 1;
        for (const each of violations) {
          const nodes = each.nodes.slice(0, 2).map((node) => `${node.target.join(" ")} — ${node.any[0]?.message ?? node.all[0]?.message ?? node.none[0]?.message ?? ""}`);
          wrong.push(`${name} (${look}): ${each.id}: ${nodes.join("; ")}`);
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) wrong.push(`${name} (${look}): the page is ${wide} px wider than the screen`);
      }
      await page.context().close();
    }
    visited += here;
    stage.note(`${here} screens × states visited, ${visited} so far`);
    assert.deepEqual(wrong.slice(0, 15), [], `${wrong.length} found`);
  });
}
