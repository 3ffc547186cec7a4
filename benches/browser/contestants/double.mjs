// Doubles with whole cents: not exact (a tie can fall either way), so it is the limit and not a contestant.
import { payments, sampled } from "../plan.mjs";

export const name = "f64, whole cents";

export function schedule({ principal, rate, count }) {
  let balance = principal;
  const factor = rate / 12_000_000;
  const growth = (1 + factor) ** count;
  const instalment = Math.round((balance * factor * growth) / (growth - 1));
  const rows = [];
  for (let number = 1; number <= count; number += 1) {
    const interest = Math.round(balance * factor);
    const part = number === count ? balance : instalment - interest;
    balance -= part;
    rows.push({ number, interest, principal: part, balance });
  }
  return rows;
}

export function curve(plan) {
  const { amount, each } = plan;
  const daily = plan.daily / 1_000_000;
  const cap = Math.round((amount * plan.cap) / 100);
  const stretches = [];
  const changes = [];
  let stretch = { from: plan.grace, counted: 0, perDay: amount * daily, open: amount, paid: 0 };
  const ends = [...payments(plan).filter((day) => day <= plan.horizon), plan.horizon];
  for (const [index, end] of ends.entries()) {
    stretches.push(stretch);
    const { from, counted: before, perDay, open, paid } = stretch;
    const counted = before + perDay * (end - from);
    const reached = (sum) => Math.max(1, Math.ceil((sum - 0.5 - before) / perDay));
    if (index === 0) changes.push(from + reached(1));
    if (Math.round(before) < cap && Math.round(counted) >= cap) changes.push(from + reached(cap));
    if (index === ends.length - 1) break;
    const charged = Math.min(Math.round(counted), cap);
    const left = open - each + (charged - paid);
    stretch = { from: end, counted, perDay: left * daily, open: left, paid: charged };
  }
  let at = 0;
  return sampled(plan, changes).map((days) => {
    while (at + 1 < stretches.length && stretches[at + 1].from <= days) at += 1;
    const { from, counted, perDay, open, paid } = stretches[at];
    const charged = days > from ? Math.min(Math.round(counted + perDay * (days - from)), cap) : paid;
    return { days, total: open + charged - paid };
  });
}

export const minor = (value) => value;
