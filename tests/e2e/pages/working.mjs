// The working behind an amount: opened, read, closed; and the search for amounts shown without one.

/** Opens every visible amount of the page in turn. Returns how many, and what was wrong. */
export function openEvery(page) {
  return page.evaluate(async () => {
    for (const fold of document.querySelectorAll("#main details:not([open]) > summary")) fold.click();
    await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))); });
    const wait = async (holds, what) => {
      const end = performance.now() + 3000;
      while (!holds()) {
        if (performance.now() > end) throw new Error(what);
        await new Promise((done) => { setTimeout(done, 4); });
      }
    };
    const dialog = () => document.querySelector("dialog[data-working]");
    const wrong = [];
    const all = [...document.querySelectorAll("#main .c-amount, header .c-amount")].filter((each) => each.checkVisibility());
    for (const amount of all) {
      const wanted = amount.dataset.amount;
      const name = `${amount.textContent.trim()} (${wanted})`;
      try {
        amount.focus();
        amount.click();
        await wait(() => dialog()?.open && dialog().querySelector("[data-step]"), "the working did not open");
        const steps = [...dialog().querySelectorAll("[data-step]")];
        const last = (steps.at(-1).querySelector("[data-result]") ?? steps.at(-1)).dataset.result;
        if (last !== wanted) wrong.push(`${name}: the last step says ${last}`);
        const shown = amount.textContent.replace(/[^\d.]/g, "");
        const minor = (Math.abs(Number(wanted)) / 100).toFixed(2);
        if (shown !== minor && `${shown}.00` !== minor) wrong.push(`${name}: shown as ${shown}`);
        if (!steps.at(-1).textContent.replace(/,/g, "").includes(minor.replace(/\.00$/, ""))) wrong.push(`${name}: the last step does not show it`);
        dialog().querySelector('[data-action="close-working"]').click();
        await wait(() => !dialog()?.open, "the working did not close");
        await wait(() => document.activeElement === amount || !amount.isConnected, "focus did not return");
      } catch (error) {
        wrong.push(`${name}: ${error.message}`);
        dialog()?.close?.();
      }
    }
    return { count: all.length, wrong };
  });
}

/**
 * Text that looks like money and stands outside the component, the working and the fields. What only a screen reader is
 * told (the day that is read on a chart) may name a figure that stands in the component on the same page.
 */
export function strayAmounts(page) {
  return page.evaluate(() => {
    const looks = /[¥￥]\s*[\d,]|\d,\d{3}|\d\.\d\d(?![\d%‰])/;
    const allowed = ".c-amount, dialog[data-working], input, select, textarea, option, label, .c-field, noscript, script, style, [hidden]";
    const found = [];
    const shown = new Set([...document.querySelectorAll(".c-amount")].map((each) => (Math.abs(Number(each.dataset.amount)) / 100).toFixed(2)));
    const said = (text) => (text.match(/\d[\d,]*\.\d\d(?!\d)/g) ?? []).every((each) => shown.has(each.replace(/,/g, "")));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!looks.test(node.data) || parent.closest(allowed) || !parent.checkVisibility()) continue;
      if (parent.closest("output.u-hidden") && said(node.data)) continue;
      found.push(`${node.data.trim()} in ${parent.tagName.toLowerCase()}.${parent.getAttribute("class") ?? ""}`);
    }
    return found;
  });
}
