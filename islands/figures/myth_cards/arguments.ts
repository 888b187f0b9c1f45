import type { Case } from "../claims/case.ts";
import { ordersOf } from "../kit/orders_of.ts";

/** All pairs of majorities of groups of 3 to 7 machines. */
export function runOverlaps(): Case {
  const groups = [3, 4, 5, 6, 7].map((size) => ({ size, ...countPairs(size) }));
  return {
    name: "All of them, counted",
    lines: groups.map(({ size, pairs, apart }) =>
      `${size} machines: ${pairs} pairs of majorities, ${apart} of them without a common machine.`
    ),
    holds: groups.every(({ apart }) => apart === 0),
  };
}

/** Sets of machines are numbers with a bit for each machine. */
function countPairs(size: number): { pairs: number; apart: number } {
  const majorities: number[] = [];
  for (let set = 0; set < 2 ** size; set++) {
    if (set.toString(2).replaceAll("0", "").length * 2 > size) majorities.push(set);
  }
  let apart = 0;
  let pairs = 0;
  for (const [index, one] of majorities.entries()) {
    for (const other of majorities.slice(index + 1)) {
      pairs++;
      if ((one & other) === 0) apart++;
    }
  }
  return { pairs, apart };
}

type Counts = readonly number[];

const merge = (one: Counts, other: Counts): Counts =>
  one.map((count, index) => Math.max(count, other[index]));

/** What three copies have counted, and told: the first has told twice. */
const TOLD: readonly Counts[] = [[1, 0, 0], [3, 0, 0], [0, 2, 0], [0, 0, 4]];

/** Every order in which the messages can arrive, each once and each twice. */
export function runMerges(): Case {
  const orders = ordersOf(TOLD);
  const ends = new Set(
    orders.flatMap((order) => [order, order.flatMap((told) => [told, told])])
      .map((arriving) => arriving.reduce(merge).join(" + ")),
  );
  return {
    name: "Every order, tried",
    lines: [
      `Three copies have counted, and ${TOLD.length} messages tell of it.`,
      `They arrive in each of ${orders.length} orders, and once more with each of them doubled.`,
      `Results that come of it: ${ends.size}, namely ${[...ends].join("; ")}.`,
    ],
    holds: ends.size === 1,
  };
}
