// Answering the questions of the check screen, by the names that the markup promises.
import assert from "node:assert/strict";

/** Waits until no answer is on its way and a question or a verdict stands there; says which question, or "". */
export async function settled(page, before = null) {
  await page.waitForFunction((known) => {
    if (document.querySelector(".c-check__wait[data-busy]")) return false;
    const question = document.querySelector("[data-question]");
    if (question) return question.dataset.question !== known || Boolean(question.querySelector(".c-field__error"));
    return Boolean(document.querySelector("[data-verdict]"));
  }, before);
  const question = page.locator("[data-question]");
  return (await question.count()) ? question.getAttribute("data-question") : "";
}

/** Gives one answer: presses the choice of that name, or types it and goes on. */
export async function give(page, answer) {
  const option = page.locator(`.c-option[data-answer="${answer}"]`);
  if (await option.count()) return option.click();
  await page.locator("#f-answer").fill(answer);
  return page.locator('[data-action="check-next"]').click();
}

/** Answers whatever is asked until the verdict. Returns the questions in the order of asking. */
export async function answerAll(page, answers) {
  const asked = [];
  for (let key = await settled(page); key; key = await settled(page, key)) {
    assert.ok(key in answers, `${key} is asked and has no answer; asked so far: ${asked.join(", ")}`);
    assert.ok(!asked.includes(key), `${key} is asked twice: ${await page.locator(".c-question").innerText()}`);
    asked.push(key);
    await give(page, answers[key]);
  }
  return asked;
}

/** What came out: the verdict, the sum in minor units, and the finding of a rule. */
export async function outcome(page, rule) {
  const verdict = page.locator("[data-verdict]");
  const sum = verdict.locator("[data-sum]");
  const finding = page.locator(`[data-rule="${rule}"]`);
  return {
    verdict: await verdict.getAttribute("data-verdict"),
    sum: (await sum.count()) ? Number(await sum.getAttribute("data-minor")) : null,
    finding,
    outcome: (await finding.count()) ? await finding.getAttribute("data-outcome") : null,
  };
}

export const PRIVATE_LOAN = {
  jurisdiction: "CN", lender: "private", product: "loan", signed: "2019-06-01", filed: "2021-03-10", what: "interest",
  principal: "10000", deducted: "none", rate: "36%", until: "2021-03-10",
};
