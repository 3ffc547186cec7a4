// Slider input to painted chart on the release build, at 4x CPU throttling. Goal: p95 at most 16 ms.
//
// Measured inside the page: from the input event's dispatch to the first task after the frame in which the chart had
// changed (requestAnimationFrame, then a message). Style, layout and paint of that frame are included; waiting for the
// frame to begin is reported apart, because a display gives a frame only every 16.7 ms whatever the page does.
import { launch } from "./harness/browser.mjs";
import { startDesk } from "./harness/desk.mjs";
import { SEED } from "./harness/seed.mjs";
import { Stage } from "./harness/stage.mjs";

const GOAL = 16;
const desk = await startDesk();
const browser = await launch();
const stage = new Stage(browser, desk.origin, { file: "bench", title: "slider" }, SEED);
const page = await stage.open("/simulate");
const session = await page.context().newCDPSession(page);

const measure = () => page.evaluate(async () => {
  const slider = document.querySelector("#f-days-slider");
  const chart = document.querySelector('[data-chart="growth"]');
  const { min, max } = slider;
  const samples = [];
  const after = () => new Promise((done) => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); });
  const frame = () => new Promise(requestAnimationFrame);
  for (let index = 0; index < 260; index += 1) {
    await frame();
    await after();
    const low = Number(min || 0);
    slider.value = String(low + ((index * 37) % (Number(max || 100) - low + 1)));
    let changed = false;
    const observer = new MutationObserver(() => { changed = true; });
    observer.observe(chart, { subtree: true, childList: true, attributes: true, characterData: true });
    const begun = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    const handled = performance.now();
    await Promise.resolve();
    await frame();
    const framed = performance.now();
    await after();
    const painted = performance.now();
    changed ||= observer.takeRecords().length > 0;
    observer.disconnect();
    if (index >= 20) samples.push({ changed, script: handled - begun, waited: framed - handled, render: painted - framed, all: painted - begun });
  }
  return samples;
});

const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
const row = (name, values) => console.log(`  ${name.padEnd(34)}${[0.5, 0.95, 0.99].map((share) => at(values, share).toFixed(2).padStart(9)).join("")}`);
let verdict = "";
for (const rate of [1, 4]) {
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const samples = await measure();
  const unchanged = samples.filter((each) => !each.changed).length;
  console.log(`\n${rate}x CPU throttling, ${samples.length} inputs, ${unchanged} without a change of the chart   (ms)`);
  console.log(`  ${"".padEnd(34)}${["p50", "p95", "p99"].map((name) => name.padStart(9)).join("")}`);
  row("handler, to the DOM changed", samples.map((each) => each.script));
  row("waiting for the next frame", samples.map((each) => each.waited));
  row("style, layout, paint", samples.map((each) => each.render));
  const work = samples.map((each) => each.script + each.render);
  row("input to painted, without waiting", work);
  row("input to painted, waiting included", samples.map((each) => each.all));
  const p95 = at(work, 0.95);
  verdict = `slider input to painted chart, p95 at ${rate}x: ${p95.toFixed(2)} ms, goal ${GOAL} ms: ${p95 <= GOAL ? "reached" : "missed"}`;
}
await stage.close();
await browser.close();
desk.stop();
console.log(`\n${verdict}`);
