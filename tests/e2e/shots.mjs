// A sheet of screenshots: every screen × state, at 390 and 1280 pixels, light and dark, in both languages.
// `cargo xtask shots` writes tests/e2e/out/shots/index.html. An argument keeps the states whose name contains it.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DESKTOP, launch, PHONE } from "./harness/browser.mjs";
import { startDesk } from "./harness/desk.mjs";
import { SEED } from "./harness/seed.mjs";
import { OUT, Stage } from "./harness/stage.mjs";
import { show, STATES } from "./pages/states.mjs";

const folder = join(OUT, "shots");
mkdirSync(folder, { recursive: true });
const desk = await startDesk();
const browser = await launch();
const cells = [];
let failed = 0;
for (const [width, viewport] of [["390", PHONE], ["1280", DESKTOP]]) {
  for (const theme of ["light", "dark"]) {
    for (const language of ["zh-CN", "en"]) {
      for (const [state, { fill, screens }] of Object.entries(STATES).filter(([name]) => name.includes(process.argv[2] ?? ""))) {
        const stage = new Stage(browser, desk.origin, { file: "shots", title: state }, SEED);
        const page = await stage.open("/", { language, theme, dark: theme === "dark", viewport });
        try {
          await fill(page, desk.origin);
          for (const screen of screens) {
            await show(page, desk.origin, screen);
            const name = `${screen}-${state.replace(" ", "-")}-${width}-${theme}-${language}.png`;
            const modal = await page.locator("dialog[open], #fail-panel:visible").count();
            await page.screenshot({ path: join(folder, name), fullPage: !modal, animations: "disabled" });
            cells.push({ screen, state, width, theme, language, name });
          }
        } catch (error) {
          failed += 1;
          console.log(`  FAIL ${state}, ${width} px, ${theme}, ${language}: ${error.message.split("\n")[0]}`);
        }
        await stage.close();
      }
    }
  }
}
await browser.close();
desk.stop();

const groups = Map.groupBy ? Map.groupBy(cells, (cell) => `${cell.screen}, ${cell.state}`) : cells.reduce((all, cell) => {
  const key = `${cell.screen}, ${cell.state}`;
  return all.set(key, [...(all.get(key) ?? []), cell]);
}, new Map());
const figure = (cell) => `<figure><a href="${cell.name}"><img loading="lazy" src="${cell.name}" width="${cell.width === "390" ? 195 : 420}" alt=""></a><figcaption>${cell.width} ${cell.theme} ${cell.language}</figcaption></figure>`;
const section = ([name, all]) => `<h2>${name}</h2><div>${all.map(figure).join("")}</div>`;
const style = "body{font:14px system-ui;margin:24px}div{display:flex;flex-wrap:wrap;gap:16px;align-items:start}figure{margin:0}img{border:1px solid #ccc}";
writeFileSync(join(folder, "index.html"), `<!doctype html><meta charset="utf-8"><title>Duewise, every screen</title><style>${style}</style>${[...groups].map(section).join("")}`);
console.log(`${cells.length} screenshots, ${failed} states failed: ${join(folder, "index.html")}`);
process.exit(failed ? 1 : 0);
