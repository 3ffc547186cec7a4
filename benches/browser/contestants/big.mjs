// big.js as its users write it: numbers become objects once, the factor is computed once, nothing passes text.
import Big from "big.js";
import { payments, sampled } from "../plan.mjs";

// Twenty places and half up are the library's own defaults.
const HALF = new Big("0.005");
const UP = Big.roundUp;

export const name = "big.js";

/** The library's own power keeps every digit, thousands here; whoever raises to 360 squares and rounds. */
function power(base, exponent) {
  let result = new Big(1);
  for (let square = base, rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result = result.times(square).round(24);
    if (rest > 1) square = square.times(square).round(24);
  }
  return result;
}

export function schedule({ principal, rate, count }) {
  let balance = new Big(principal).div(100);
  const factor = new Big(rate).div(12_000_000);
  const growth = power(factor.plus(1), count);
  const instalment = balance.times(factor).times(growth).div(growth.minus(1)).round(2);
  const rows = [];
  for (let number = 1; number <= count; number += 1) {
    const interest = balance.times(factor).round(2);
    const part = number === count ? balance : instalment.minus(interest);
    balance = balance.minus(part);
    rows.push({ number, interest, principal: part, balance });
  }
  return rows;
}

const least = (a, b) => (a.lt(b) ? a : b);

export function curve(plan) {
  const amount = new Big(plan.amount).div(100);
  const daily = new Big(plan.daily).div(1_000_000);
  const cap = amount.times(plan.cap).div(100).round(2);
  const each = new Big(plan.each).div(100);
  // Stretches without a payment: what was counted before each, and what a day of it adds.
  const stretches = [];
  const changes = [];
  let stretch = { from: plan.grace, counted: new Big(0), perDay: amount.times(daily), open: amount, paid: new Big(0) };
  const ends = [...payments(plan).filter((day) => day <= plan.horizon), plan.horizon];
  for (const [index, end] of ends.entries()) {
    stretches.push(stretch);
    const counted = stretch.counted.plus(stretch.perDay.times(end - stretch.from));
    const reached = (sum) => Math.max(1, sum.minus(HALF).minus(stretch.counted).div(stretch.perDay).round(0, UP).toNumber());
    if (index === 0) changes.push(stretch.from + reached(new Big("0.01")));
    if (stretch.counted.round(2).lt(cap) && counted.round(2).gte(cap)) changes.push(stretch.from + reached(cap));
    if (index === ends.length - 1) break;
    const charged = least(counted.round(2), cap);
    const open = stretch.open.minus(each).plus(charged.minus(stretch.paid));
    stretch = { from: end, counted, perDay: open.times(daily), open, paid: charged };
  }
  let at = 0;
  return sampled(plan, changes).map((days) => {
    while (at + 1 < stretches.length && stretches[at + 1].from <= days) at += 1;
    const { from, counted, perDay, open, paid } = stretches[at];
    const charged = days > from ? least(counted.plus(perDay.times(days - from)).round(2), cap) : paid;
    return { days, total: open.plus(charged.minus(paid)) };
  });
}

export const minor = (value) => value.times(100).toNumber();
