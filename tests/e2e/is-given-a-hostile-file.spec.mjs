// A huge or hostile file is refused within five seconds; the app stays usable and what is saved does not change.
import assert from "node:assert/strict";
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { journey } from "./harness/runner.mjs";
import { go, OUT } from "./harness/stage.mjs";
import { addDebt, debt, LOAN, savedState } from "./pages/app.mjs";

const MEGABYTE = 1024 * 1024;
const FINERACT_START = '{"id":1,"accountNo":"1","currency":{"code":"CNY","decimalPlaces":2},"principal":';

const FILES = {
  "of 200 MB": (path) => {
    const file = openSync(path, "w");
    writeSync(file, "{");
    ftruncateSync(file, 200 * MEGABYTE);
    closeSync(file);
  },
  "100,000 levels deep": (path) => writeFileSync(path, "[".repeat(100_000) + "]".repeat(100_000)),
  "100,000 objects deep": (path) => writeFileSync(path, '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000)),
  "with the number 1e400": (path) => writeFileSync(path, `${FINERACT_START}1e400}`),
  "with a key twice": (path) => writeFileSync(path, '{"app":"duewise","app":"duewise","version":1,"version":1,"debts":[],"debts":[]}'),
  "of a million rows": (path) => writeFileSync(path, `{"repaymentSchedule":{"periods":[${'{"period":1},'.repeat(1_000_000)}{}]}}`),
  "of a million rows within the size limit": (path) => writeFileSync(path, `{"version":1,"debts":[${"{},".repeat(1_000_000)}{}]}`),
  "that is empty": (path) => writeFileSync(path, ""),
  "that is cut short": (path) => writeFileSync(path, `${FINERACT_START}10000,"repaymentSchedule":{"periods":[{`),
  "that is no text": (path) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x00, 0x01, 0x80])),
  "that is HTML": (path) => writeFileSync(path, "<!doctype html><img src=x onerror=window.__xss=1>"),
  "of another program": (path) => writeFileSync(path, '{"name":"package","version":"1.0.0"}'),
  "of a newer version": (path) => writeFileSync(path, '{"app":"duewise","version":999,"debts":[]}'),
};

for (const [what, write] of Object.entries(FILES)) {
  journey(`a file ${what} is refused within 5 s, and nothing saved changes`, async (stage) => {
    const page = await stage.open("/");
    await addDebt(page, stage.origin, "loan", LOAN);
    await page.waitForTimeout(300);
    const before = await savedState(page);
    mkdirSync(OUT, { recursive: true });
    const path = join(OUT, `hostile-${process.pid}.json`);
    write(path);
    try {
      await go(page, `${stage.origin}/debts/import`);
      const begun = Date.now();
      await page.locator("#f-file").setInputFiles(path);
      await page.locator('#main [role="alert"]:visible, #main [data-error]:visible, #main [data-error-summary]:visible').first().waitFor({ timeout: 5000 });
      const took = Date.now() - begun;
      assert.ok(took <= 5000, `${took} ms`);
      stage.note(`${took} ms`);
      assert.equal(await page.locator("[data-import-report]").count(), 0, "there is nothing to accept");
      assert.equal(await page.evaluate(() => window.__xss), undefined);
    } finally {
      rmSync(path, { force: true });
    }
    // Still usable, in the same page.
    await page.locator('a[href="/"]:visible').first().click();
    await debt(page, LOAN.creditor).waitFor();
    assert.equal(await savedState(page), before);
  });
}
