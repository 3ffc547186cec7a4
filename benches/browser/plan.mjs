// What every contestant computes, and the plain integers (days) that none of them needs a library for.

export const SCHEDULE = { principal: 123_456_789, rate: 49_000, count: 360 }; // minor units, millionths a year, rows
/** One overdue sum: interest by the day after grace, at most a share of it in all, three payments. */
export const CURVE = { amount: 1_000_000, daily: 500, grace: 3, cap: 24, first: 100, each: 123_456, every: 150, horizon: 1095 };
const SAMPLES = 40;

/** Days of the payments. */
export function payments(plan) {
  return [0, 1, 2].map((index) => plan.first + index * plan.every);
}

/**
 * The days that the screen samples: evenly, and each day on which the shape changes with the day before it.
 * `changes` are the days that a contestant found: the first day that costs something and the day that reaches the cap.
 */
export function sampled(plan, changes) {
  const { horizon, grace } = plan;
  const days = [0, horizon];
  for (let step = 1; step < SAMPLES; step += 1) days.push(Math.floor((horizon * step) / SAMPLES));
  for (const day of [0, grace, ...changes, ...payments(plan)]) {
    if (day <= horizon) days.push(day, Math.max(day - 1, 0));
  }
  days.sort((a, b) => a - b);
  return days.filter((day, index) => index === 0 || day !== days[index - 1]);
}
