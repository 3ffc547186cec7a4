// Browser journeys: `cargo xtask e2e [filter]`. The last line is the totals.
import { fileURLToPath } from "node:url";
import { launch } from "./harness/browser.mjs";
import { startDesk } from "./harness/desk.mjs";
import { byFile, load, run } from "./harness/runner.mjs";
import { SEED } from "./harness/seed.mjs";
import { Stage } from "./harness/stage.mjs";

const wanted = await load(fileURLToPath(new URL(".", import.meta.url)), process.argv[2]);
console.log(`seed ${SEED} (DUEWISE_SEED=… repeats a run)`);
const queue = byFile(wanted);
// Journeys wait for the page half of the time, so two run beside each other, each with a desk and a browser of its own.
const lanes = Math.min(queue.length, Number(process.env.DUEWISE_LANES ?? 2)) || 1;
const lane = async () => {
  const desk = await startDesk();
  const browser = await launch();
  try {
    return await run(queue, async (each) => new Stage(browser, desk.origin, each, SEED, lanes), lanes);
  } finally {
    await browser.close();
    desk.stop();
  }
};
const failures = (await Promise.all(Array.from({ length: lanes }, lane))).flat();
if (failures.length) console.log(`\nFailed:\n${failures.map((line) => `  ${line}`).join("\n")}`);
console.log(`e2e: ${wanted.length - failures.length} passed, ${failures.length} failed`);
process.exit(failures.length || !wanted.length ? 1 : 0);
