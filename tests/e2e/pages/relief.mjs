// The ways out: the short budget, the options, the situation.
import { go, ready } from "../harness/stage.mjs";
import { action, fill, saves, screen } from "./app.mjs";

/** Goes from Today's card to the options of its debt. */
export async function cannotPay(page) {
  await action(page, "cannot-pay").click();
  await screen(page, "options").waitFor();
  await ready(page);
}

/** The budget of the short form, where the options ask for one. */
export async function shortBudget(page, income, essentials) {
  await fill(page, { income, essentials });
  await saves(page, () => action(page, "save-budget").click());
}

/** The smallest request, once the worker has found it. */
export async function smallest(page) {
  const panel = page.locator("[data-smallest]");
  await panel.waitFor({ timeout: 30000 });
  await settled(page);
  const parts = await panel.locator("[data-part]").evaluateAll((all) => all.map((each) => ({
    name: each.dataset.part, value: Number(each.dataset.value), proof: each.querySelector("[data-proof]").textContent.trim(),
  })));
  return { state: await panel.getAttribute("data-smallest"), headline: await panel.locator("[data-headline]").innerText(), parts };
}

/** Waits until no answer is on its way. */
export async function settled(page) {
  await page.locator(".c-check__wait:not([data-busy])").first().waitFor({ state: "attached", timeout: 30000 });
}

/** A budget on its own screen. */
export async function budget(page, origin, fields) {
  await go(page, `${origin}/budget`);
  await fill(page, fields);
  await saves(page, () => action(page, "save-budget").click());
}

/** The name of the situation on the help screen. */
export async function situation(page, origin) {
  await go(page, `${origin}/help`);
  const named = page.locator("[data-situation]");
  await named.waitFor({ timeout: 30000 });
  await settled(page);
  return named.getAttribute("data-situation");
}

/** The figure of an option, in minor units. */
export async function figure(page, option, name) {
  return Number(await page.locator(`[data-option="${option}"] [data-sum="${name}"]`).getAttribute("data-minor"));
}

/** The levers that an address hands over. */
export function proposal(address) {
  const text = new URL(address).hash.replace("#proposal=", "").replaceAll("-", "+").replaceAll("_", "/");
  return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
}
