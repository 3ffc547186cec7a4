// decimal.js as its users write it: numbers become objects once, the factor is computed once, nothing passes text.
import Decimal from "decimal.js";
import { payments, sampled } from "../plan.mjs";

// Twenty significant digits are the library's own default.
const Exact = Decimal.clone({ precision: 20, rounding: Decimal.ROUND_HALF_UP });
const HALF = new Exact("0.005");

export const name = "decimal.js";

export function schedule({ principal, rate, count }) {
  let balance = new Exact(principal).div(100);
  const factor = new Exact(rate).div(12_000_000);
  const growth = factor.plus(1).pow(count);
  const instalment = balance.times(factor).times(growth).div(growth.minus(1)).toDecimalPlaces(2);
  const rows = [];
  for (let number = 1; number <= count; number += 1) {
    const interest = balance.times(factor).toDecimalPlaces(2);
    const part = number === count ? balance : instalment.minus(interest);
    balance = balance.minus(part);
    rows.push({ number, interest, principal: part, balance });
  }
  return rows;
}

export function curve(plan) {
  const amount = new Exact(plan.amount).div(100);
  const daily = new Exact(plan.daily).div(1_000_000);
  const cap = amount.times(plan.cap).div(100).toDecimalPlaces(2);
  const each = new Exact(plan.each).div(100);
  // Stretches without a payment: what was counted before each, and what a day of it adds.
  const stretches = [];
  const changes = [];
  let stretch = { from: plan.grace, counted: new Exact(0), perDay: amount.times(daily), open: amount, paid: new Exact(0) };
  const ends = [...payments(plan).filter((day) => day <= plan.horizon), plan.horizon];
  for (const [index, end] of ends.entries()) {
    stretches.push(stretch);
    const counted = stretch.counted.plus(stretch.perDay.times(end - stretch.from));
    const reached = (sum) => Math.max(1, sum.minus(HALF).minus(stretch.counted).div(stretch.perDay).ceil().toNumber());
    if (index === 0) changes.push(stretch.from + reached(new Exact("0.01")));
    if (stretch.counted.toDecimalPlaces(2).lt(cap) && counted.toDecimalPlaces(2).gte(cap)) changes.push(stretch.from + reached(cap));
    if (index === ends.length - 1) break;
    const charged = Decimal.min(counted.toDecimalPlaces(2), cap);
    const open = stretch.open.minus(each).plus(charged.minus(stretch.paid));
    stretch = { from: end, counted, perDay: open.times(daily), open, paid: charged };
  }
  let at = 0;
  return sampled(plan, changes).map((days) => {
    while (at + 1 < stretches.length && stretches[at + 1].from <= days) at += 1;
    const { from, counted, perDay, open, paid } = stretches[at];
    const charged = days > from ? Decimal.min(counted.plus(perDay.times(days - from)).toDecimalPlaces(2), cap) : paid;
    return { days, total: open.plus(charged.minus(paid)) };
  });
}

export const minor = (value) => value.times(100).toNumber();
