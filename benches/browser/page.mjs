// Inside the page: first every result is held against ours to the cent, then rounds in which each contestant has its turn.
import * as bignumber from "./contestants/bignumber.mjs";
import * as decimal from "./contestants/decimal.mjs";
import * as big from "./contestants/big.mjs";
import * as double from "./contestants/double.mjs";
import { CURVE, SCHEDULE } from "./plan.mjs";

const LIBRARIES = [bignumber, decimal, big, double];
/** How long one turn of a contestant lasts at least, in milliseconds: far above what the clock can tell apart. */
const TURN = 8;
const ROUNDS = 41;
let sink = 0;

const ours = {
  schedule: ({ principal, rate, count }) => globalThis.duewise.schedule(principal, rate, count),
  curve: (p) => globalThis.duewise.curve(p.amount, p.daily, p.grace, p.cap, p.first, p.each, p.every, p.horizon),
};

/** Every figure of both tasks, as whole cents, or what differs. */
export function compare() {
  const { duewise } = globalThis;
  const rows = duewise.scheduleRows(SCHEDULE.principal, SCHEDULE.rate, SCHEDULE.count).split("\n");
  const points = duewise.curvePoints(...Object.values(CURVE)).split("\n");
  const found = { rows: rows.length, points: points.length, differences: [] };
  for (const library of LIBRARIES) {
    const { minor } = library;
    const theirs = {
      schedule: library.schedule(SCHEDULE).map((row) => `${minor(row.interest)} ${minor(row.principal)} ${minor(row.balance)}`),
      curve: library.curve(CURVE).map((point) => `${point.days} ${minor(point.total)}`),
    };
    for (const [task, mine] of [["schedule", rows], ["curve", points]]) {
      const other = theirs[task];
      const at = mine.findIndex((line, index) => line !== other[index]);
      if (at >= 0 || mine.length !== other.length) {
        found.differences.push({ library: library.name, task, at, ours: mine[at], theirs: other[at], lines: other.length });
      }
    }
  }
  return found;
}

function turn(work, times) {
  const begun = performance.now();
  for (let index = 0; index < times; index += 1) sink += work() ? 1 : 0;
  return (performance.now() - begun) / times;
}

/** Warms up, finds how many repetitions fill a turn, then takes interleaved turns. Times per call in milliseconds. */
function race(works) {
  const entries = Object.entries(works);
  const times = entries.map(([, work]) => {
    // Doubling until it fills a turn warms up as well; the last one again, now that the code is compiled.
    let count = 1;
    while (turn(work, count) * count < TURN) count *= 2;
    for (let again = 0; again < 20; again += 1) turn(work, count);
    return Math.max(1, Math.ceil((count * TURN) / Math.max(turn(work, count) * count, TURN / 16)));
  });
  const samples = entries.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    // Nobody always runs behind the same neighbour.
    for (let place = 0; place < entries.length; place += 1) {
      const index = (place + round) % entries.length;
      samples[index].push(turn(entries[index][1], times[index]));
    }
  }
  const at = (values, share) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)];
  return entries.map(([name], index) => ({
    name, median: at(samples[index], 0.5), low: at(samples[index], 0.1), high: at(samples[index], 0.9), times: times[index],
  }));
}

export function contest(task) {
  const plan = task === "schedule" ? SCHEDULE : CURVE;
  const works = { Duewise: () => ours[task](plan) };
  for (const library of LIBRARIES) works[library.name] = () => library[task](plan);
  return race(works);
}

/** Our own figures: ten times the horizon, a portfolio, and what a call across the border costs by itself. */
export function alone() {
  const { duewise } = globalThis;
  return race({
    "three-year curve": () => ours.curve(CURVE),
    "thirty-year curve": () => ours.curve({ ...CURVE, horizon: CURVE.horizon * 10 }),
    "100 debts of 360 rows": () => duewise.portfolio(100, 360),
    "a call that does nothing": () => duewise.portfolio(0, 0) === 0,
  });
}

globalThis.bench = { compare, contest, alone, sink: () => sink };
