// bignumber.js as its users write it: numbers become objects once, the factor is computed once, nothing passes text.
import BigNumber from "bignumber.js";
import { payments, sampled } from "../plan.mjs";

// Twenty places are the library's own default; without a bound, a power keeps thousands of digits.
const Exact = BigNumber.clone({ DECIMAL_PLACES: 20, POW_PRECISION: 30, ROUNDING_MODE: BigNumber.ROUND_HALF_UP });
const HALF = new Exact("0.005");

export const name = "bignumber.js";

export function schedule({ principal, rate, count }) {
  let balance = new Exact(principal).shiftedBy(-2);
  const factor = new Exact(rate).shiftedBy(-6).div(12);
  const growth = factor.plus(1).pow(count);
  const instalment = balance.times(factor).times(growth).div(growth.minus(1)).dp(2);
  const rows = [];
  for (let number = 1; number <= count; number += 1) {
    const interest = balance.times(factor).dp(2);
    const part = number === count ? balance : instalment.minus(interest);
    balance = balance.minus(part);
    rows.push({ number, interest, principal: part, balance });
  }
  return rows;
}

export function curve(plan) {
  const amount = new Exact(plan.amount).shiftedBy(-2);
  const daily = new Exact(plan.daily).shiftedBy(-6);
  const cap = amount.times(plan.cap).shiftedBy(-2).dp(2);
  const each = new Exact(plan.each).shiftedBy(-2);
  // Stretches without a payment: what was counted before each, and what a day of it adds.
  const stretches = [];
  const changes = [];
  let stretch = { from: plan.grace, counted: new Exact(0), perDay: amount.times(daily), open: amount, paid: new Exact(0) };
  const ends = [...payments(plan).filter((day) => day <= plan.horizon), plan.horizon];
  for (const [index, end] of ends.entries()) {
    stretches.push(stretch);
    const counted = stretch.counted.plus(stretch.perDay.times(end - stretch.from));
    const reached = (sum) => Math.max(1, sum.minus(HALF).minus(stretch.counted).div(stretch.perDay).dp(0, BigNumber.ROUND_CEIL).toNumber());
    if (index === 0) changes.push(stretch.from + reached(new Exact("0.01")));
    if (stretch.counted.dp(2).lt(cap) && counted.dp(2).gte(cap)) changes.push(stretch.from + reached(cap));
    if (index === ends.length - 1) break;
    const charged = BigNumber.min(counted.dp(2), cap);
    const open = stretch.open.minus(each).plus(charged.minus(stretch.paid));
    stretch = { from: end, counted, perDay: open.times(daily), open, paid: charged };
  }
  let at = 0;
  return sampled(plan, changes).map((days) => {
    while (at + 1 < stretches.length && stretches[at + 1].from <= days) at += 1;
    const { from, counted, perDay, open, paid } = stretches[at];
    const charged = days > from ? BigNumber.min(counted.plus(perDay.times(days - from)).dp(2), cap) : paid;
    return { days, total: open.plus(charged.minus(paid)) };
  });
}

export const minor = (value) => value.shiftedBy(2).toNumber();
