// Every screen in every state that a person can meet it in. Used by the accessibility journey and by the screenshots.
import { go } from "../harness/stage.mjs";
import { action, addDebt, CARD, debtId, FINERACT, importFile, LATE_LOAN, LOAN, PAY_LATER, PRIVATE, readFile, saves, startDebt, typicalDebts } from "./app.mjs";
import { answerAll, give, PRIVATE_LOAN, settled } from "./check.mjs";
import { at, household, keepRecord, makeRelief, next, paper, requestWith } from "./request.mjs";
import { answerCheck, makeClass, openLesson } from "./learn.mjs";
import { budget, settled as told } from "./relief.mjs";

const LONG = "某某省某某市某某区非常非常长的名字消费金融股份有限责任公司第二营业部个人信贷中心在线借款平台";
const LONGEST = `${LONG} Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft`.slice(0, 110);

/** Each state fills a fresh browser and names the screens to look at. */
export const STATES = {
  empty: { fill: async () => {}, screens: ["today", "debts", "debt-new", "import", "simulate", "check", "settings", "not-found", "help", "budget", "order", "insolvency"] },
  checked: {
    fill: async (page, origin) => {
      await go(page, `${origin}/check`);
      await answerAll(page, PRIVATE_LOAN);
    },
    screens: ["check", "check-error"],
  },
  example: {
    fill: async (page, origin) => {
      await go(page, `${origin}/`);
      await page.locator('[data-action="use-example"]').first().click();
      await page.locator("article[data-debt]").first().waitFor();
    },
    screens: ["today", "debts", "debt"],
  },
  typical: {
    fill: typicalDebts,
    screens: ["today", "debts", "debt-new", "debt-edit", "debt", "debt-check", "import", "simulate", "settings", "working", "payment", "erase"],
  },
  late: {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", LATE_LOAN);
      await importFile(page, origin, FINERACT);
    },
    screens: ["today", "debts", "debt", "report", "reconcile", "reconciled"],
  },
  paid: {
    fill: (page, origin) => addDebt(page, origin, "loan", { ...LOAN, first_due: "2025-11-01", paid_count: "12" }),
    screens: ["today", "debts", "debt"],
  },
  many: {
    fill: async (page, origin) => {
      for (let index = 0; index < 4; index += 1) {
        await addDebt(page, origin, "loan", { ...LOAN, first_due: `2026-${10 + (index % 3)}-0${index + 1}`, principal: String(1000 + 777 * index) });
        await addDebt(page, origin, "card", { ...CARD, due: `2026-12-${10 + index}` });
      }
      await addDebt(page, origin, "private", PRIVATE);
    },
    screens: ["today", "debts"],
  },
  "long words": {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", { ...LATE_LOAN, creditor: LONG, principal: "99999999.99" });
      await addDebt(page, origin, "paylater", { ...PAY_LATER, creditor: LONGEST, total: "123456789.01" });
    },
    screens: ["today", "debts", "debt", "debt-edit"],
  },
  asking: {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", LATE_LOAN);
      await addDebt(page, origin, "card", CARD);
      await keepRecord(page, household(5000, 4200, 100));
    },
    screens: ["request-kind", "request-what", "request-statement", "request-who", "request-whom", "request-check", "plan", "contacts", "contact-form"],
  },
  asked: {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", LATE_LOAN);
      await makeRelief(page, origin, await debtId(page, origin, LATE_LOAN.creditor), { more: 6 });
    },
    screens: ["request-done", "contacts-log"],
  },
  relief: {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", LATE_LOAN);
      await addDebt(page, origin, "card", { ...CARD, due: "2026-11-05" });
      await budget(page, origin, { income: "6000", essentials: "4300", cash: "500" });
    },
    screens: ["today", "help", "budget", "options", "options-open", "order", "insolvency"],
  },
  "relief, no budget": {
    fill: (page, origin) => addDebt(page, origin, "loan", LATE_LOAN),
    screens: ["options", "help", "budget-error"],
  },
  "relief, nothing works": {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", LATE_LOAN);
      await budget(page, origin, { income: "4000", essentials: "4100" });
    },
    screens: ["options", "help", "budget"],
  },
  learning: {
    fill: async (page, origin) => {
      await openLesson(page, origin, "insolvency");
      for (const place of [0, 1, 2]) {
        await answerCheck(page, place, false);
        await answerCheck(page, place, true);
      }
    },
    screens: ["learn", "lesson-what-a-loan-costs", "lesson-how-instalments-work", "lesson-your-credit-record", "lesson-talking-to-a-lender", "lesson-a-budget-and-a-safe-limit", "glossary", "review", "certificate"],
  },
  teaching: {
    fill: (page, origin) => makeClass(page, origin, "CLASS7", 2),
    screens: ["teach", "class", "class-keys", "worksheet", "marked", "marks", "present", "plans"],
  },
  error: { fill: async () => {}, screens: ["form-error", "simulate-error", "link-error", "import-error"] },
  restore: {
    fill: async (page, origin) => {
      await addDebt(page, origin, "loan", LOAN);
      await page.waitForTimeout(500);
      await page.goto(`${origin}/icon.svg`);
      await page.evaluate(() => new Promise((done) => { const request = indexedDB.deleteDatabase("duewise"); request.onsuccess = request.onerror = done; }));
    },
    screens: ["restore"],
  },
  halted: {
    fill: async (page, origin) => { await go(page, `${origin}/simulate`); },
    screens: ["fail-panel"],
  },
};

const PATHS = { today: "/", debts: "/debts", "debt-new": "/debts/new", import: "/debts/import", simulate: "/simulate", check: "/check", settings: "/settings", "not-found": "/nowhere", restore: "/" };
const LESSONS = { learn: "/learn", glossary: "/glossary", review: "/review", certificate: "/certificate", teach: "/teach", marks: "/teach/marks", plans: "/teach/plans", worksheet: "/worksheet#CLASS7-1", present: "/teach/present#LF-01" };
/** What shows that a screen of the lessons or the class is there, where it is loaded after the app is. */
const THERE = { glossary: "[data-term]", plans: "[data-plan]", worksheet: "[data-task]", present: "#stage" };
const WAYS = { help: "/help", budget: "/budget", order: "/budget/order", insolvency: "/insolvency", contacts: "/contacts", requests: "/requests" };

/** A page of the flow, reached as a person reaches it. */
async function showRequest(page, origin, step, first) {
  if (step === "done") {
    await page.locator("[data-done]").waitFor();
    return paper(page, await page.locator("html").getAttribute("lang"));
  }
  const debt = await first();
  if (step === "kind") {
    await go(page, `${origin}/debts/${debt}/request`);
    return page.locator('[data-step="kind"]').waitFor();
  }
  await go(page, requestWith(origin, debt, { more: 6 }));
  for (const [now, after] of [["what", "why"], ["why", "statement"], ["statement", "who"], ["who", "whom"], ["whom", "check"]]) {
    await at(page, now);
    if (now === step) return undefined;
    if (now === "whom") await page.locator('[data-lender="self"] input').check();
    await next(page, after);
  }
  return paper(page, await page.locator("html").getAttribute("lang"));
}

/** Brings a screen up; `id` is the debt for the pages of one debt. */
export async function show(page, origin, name) {
  const first = async () => {
    await go(page, `${origin}/debts`);
    const late = page.locator('article[data-debt][data-status="late"]');
    return ((await late.count()) ? late : page.locator("article[data-debt]")).first().getAttribute("data-debt");
  };
  if (name.startsWith("lesson-")) return openLesson(page, origin, name.slice("lesson-".length));
  if (LESSONS[name]) {
    await go(page, origin + LESSONS[name]);
    if (THERE[name]) await page.locator(THERE[name]).first().waitFor();
    return undefined;
  }
  if (name === "class" || name === "class-keys") {
    await makeClass(page, origin, "CLASS7", 2);
    if (name === "class-keys") await action(page, "show-keys").click();
    return undefined;
  }
  if (name === "marked") {
    await go(page, `${origin}/worksheet#CLASS7-2`);
    await page.locator("#f-answer-1").fill("1");
    await action(page, "hand-in").click();
    return page.locator("[data-score]").waitFor();
  }
  if (name.startsWith("request-")) return showRequest(page, origin, name.slice("request-".length), first);
  if (name === "plan") {
    await go(page, `${origin}/debts/${await first()}/plan`);
    return page.locator("[data-early]").first().waitFor();
  }
  if (name === "contact-form") {
    await go(page, `${origin}/contacts`);
    await action(page, "add-contact").click();
    return page.locator("[data-contact-form]").waitFor();
  }
  if (name === "contacts-log") {
    await go(page, `${origin}/contacts`);
    for (let call = 0; call < 4; call += 1) await saves(page, () => action(page, "call-just-now").click());
    await page.locator("[data-conduct] article").first().waitFor();
    await action(page, "write-letter").click();
    return paper(page, await page.locator("html").getAttribute("lang"));
  }
  if (name === "check") {
    await go(page, `${origin}/check`);
    return settled(page);
  }
  if (name === "check-error") {
    await page.locator('[data-key="rate"] button').click();
    await settled(page);
    await give(page, "abc");
    return page.locator("#f-answer-error").waitFor();
  }
  if (name === "debt-check") {
    await go(page, `${origin}/debts/${await first()}/check`);
    return settled(page);
  }
  if (WAYS[name]) {
    await go(page, origin + WAYS[name]);
    if (await page.locator(".c-check__wait").count()) await told(page);
    return;
  }
  if (name === "budget-error") {
    await go(page, `${origin}/budget`);
    await page.locator("#f-income").fill("abc");
    await page.locator('[data-action="save-budget"]').click();
    return page.locator("[data-error-summary]").waitFor();
  }
  if (name === "options" || name === "options-open") {
    await go(page, `${origin}/debts/${await first()}/options`);
    await page.locator("[data-option]").first().waitFor({ timeout: 30000 });
    await told(page);
    if (name === "options-open") await page.locator("details").evaluateAll((all) => all.forEach((each) => { each.open = true; }));
    return;
  }
  if (PATHS[name]) return go(page, origin + PATHS[name]);
  if (name === "debt") return go(page, `${origin}/debts/${await first()}`);
  if (name === "debt-edit") return go(page, `${origin}/debts/${await first()}/edit`);
  if (name === "reconcile") return go(page, `${origin}/debts/${await first()}/reconcile`);
  if (name === "reconciled") {
    // A penalty that no way of counting gives: the nearest, its rows opened, and the question.
    await go(page, `${origin}/debts/${await first()}/reconcile`);
    await page.locator("#f-amount").fill("1234.56");
    await page.locator('[data-action="search"]').click();
    await page.locator("[data-verdict]").waitFor({ timeout: 30000 });
    return page.locator("[data-way] summary").first().click();
  }
  if (name === "working") {
    await go(page, `${origin}/`);
    await page.locator("#main .c-amount").first().click();
    return page.locator("dialog[data-working][open] [data-step]").first().waitFor();
  }
  if (name === "payment") {
    await go(page, `${origin}/debts/${await first()}`);
    await page.locator('[data-action="record-payment"]').first().click();
    return page.locator('[data-dialog="payment"]').waitFor();
  }
  if (name === "erase") {
    await go(page, `${origin}/settings`);
    await page.locator('[data-action="erase-all"]').first().click();
    return page.locator('[data-action="confirm-erase"]').waitFor();
  }
  if (name === "report") return readFile(page, origin, FINERACT);
  if (name === "form-error") {
    await startDebt(page, origin, "loan", { principal: "1.234", rate: "abc", count: "0" });
    await page.locator('[data-action="save-debt"]').click();
    return page.locator("[data-error-summary]").waitFor();
  }
  if (name === "simulate-error") {
    await go(page, `${origin}/simulate`);
    await page.locator("#f-principal").fill("abc");
    await page.locator("#f-principal").press("Tab");
    return page.locator("#f-principal-error").waitFor();
  }
  if (name === "link-error") {
    await go(page, `${origin}/simulate#s=AAAA`);
    return page.locator('[data-link-verdict="bad"]').waitFor();
  }
  if (name === "import-error") {
    await go(page, `${origin}/debts/import`);
    await page.locator("#f-file").setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("[1") });
    return page.locator('#main [role="alert"]:visible').first().waitFor();
  }
  if (name === "fail-panel") {
    await page.evaluate(() => dispatchEvent(new Event("duewise:panic")));
    return page.locator("#fail-panel").waitFor();
  }
  throw new Error(`no screen ${name}`);
}
