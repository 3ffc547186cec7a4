// Browser journeys: `cargo xtask e2e [filter]`. The last line is the totals.
import { fileURLToPath } from "node:url";
import { launch } from "./harness/browser.mjs";
import { startDesk } from "./harness/desk.mjs";
import { load, run } from "./harness/runner.mjs";
import { SEED } from "./harness/seed.mjs";
import { Stage } from "./harness/stage.mjs";

const wanted = await load(fileURLToPath(new URL(".", import.meta.url)), process.argv[2]);
console.log(`seed ${SEED} (DUEWISE_SEED=… repeats a run)`);
const desk = await startDesk();
const browser = await launch();
let failures;
try {
  failures = await run(wanted, async (each) => new Stage(browser, desk.origin, each, SEED));
} finally {
  await browser.close();
  desk.stop();
}
if (failures.length) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join("\n")}`);
console.log(`e2e: ${wanted.length - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length || !wanted.length ? 1 : 0);
