// The lessons and the class, as a reader and a teacher use them.
import { go } from "../harness/stage.mjs";

/** The ids of the lessons in their order; the list is open. */
export async function lessonIds(page) {
  await page.locator("[data-lesson]").first().waitFor();
  return page.locator("[data-lesson]").evaluateAll((all) => all.map((each) => each.dataset.lesson));
}

/** Opens a lesson and waits for its figure. */
export async function openLesson(page, origin, id) {
  await go(page, `${origin}/learn/${id}`);
  await page.locator("[data-figure]").waitFor();
}

/** Chooses the right answer of a question, or the first that is not. */
export async function answerCheck(page, place, right) {
  const options = page.locator(`[data-check="${place}"] input${right ? "[data-right]" : ":not([data-right])"}`);
  await options.first().check();
}

/** Makes the sheets of a class and waits for the paper. */
export async function makeClass(page, origin, seed, count) {
  await go(page, `${origin}/teach/class`);
  await page.locator("#f-seed").fill(seed);
  await page.locator("#f-count").fill(String(count));
  await page.locator('[data-action="make-class"]').click();
  await page.locator(`[data-made="${count}"]`).waitFor();
  await page.locator("[data-sheet]").nth(count - 1).waitFor();
}

/** The rows of a table as the house writes it, each by the names of the heading. */
export function table(text) {
  const rows = [];
  let row = [""];
  let quoted = false;
  for (const letter of text.replace(/^\ufeff/, "")) {
    if (quoted && letter === '"') quoted = "closing";
    else if (quoted === "closing" && letter === '"') { row[row.length - 1] += '"'; quoted = true; continue; }
    else if (quoted === true) row[row.length - 1] += letter;
    else if (letter === '"' && row[row.length - 1] === "") quoted = true;
    else if (letter === ",") { row.push(""); quoted = false; }
    else if (letter === "\n") { rows.push(row); row = [""]; quoted = false; }
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  const [head, ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(head.map((name, place) => [name, cells[place]])));
}

/** A result's link with another score claimed in it: the last number before the check bytes. */
export async function forged(fragment, claimed) {
  const bytes = Buffer.from(fragment.slice(fragment.indexOf("r=") + 2), "base64url");
  const body = Buffer.from(bytes.subarray(0, -4));
  body[body.length - 1] = claimed;
  const check = Buffer.from(await crypto.subtle.digest("SHA-256", body)).subarray(0, 4);
  return `r=${Buffer.concat([body, check]).toString("base64url")}`;
}
