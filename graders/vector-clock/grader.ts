// hidden: truthlab-hidden-7f3a
import { copyData } from "@/engine/copy_data.ts";
import { FAR_NAMES } from "@/engine/far_names.ts";
import { PROFILES } from "@/engine/faults.ts";
import { callGuest, type Guest, GuestThrew } from "@/engine/guest.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Random } from "@/engine/random.ts";
import type { Check, Plan, Scenario, Suite, Trial } from "@/engine/suite.ts";
import type { Data, Moment, Monitor, Observation, Violation } from "@/engine/types.ts";
import type { PlannedCommand } from "@/engine/walk.ts";
import { EXPORTS } from "@/exercises/vector-clock/examples.ts";
import {
  type HistoryEvent,
  historyMonitor,
  type Judge,
  pairMonitor,
  pairs,
  quote,
  tell,
  truth,
  violation,
} from "@/exercises/vector-clock/history.ts";
import { type Order, print, type Program, Replica } from "@/exercises/vector-clock/replica.ts";

const spawn: Scenario["spawn"] = (context, program) => new Replica(context, program);

// ---- Histories --------------------------------------------------------------------------------

/** Small: every pair, every triple. */
const few: Scenario = {
  nodes: ["n1", "n2", "n3"],
  spawn,
  faults: { ...PROFILES.lossy, duplication: 0.15 },
  commands: (random) => orders(random, ["n1", "n2", "n3"], 6),
  stepsMax: 40,
};

/** Names of which none may be taken for another: same digits, same beginnings, same ends. */
const NAMES = ["n1", "n2", "n12", "n21", "n10", "n3", "n30"];

/** Many replicas, most of which never hear of each other. */
const many: Scenario = {
  nodes: NAMES,
  spawn,
  faults: { ...PROFILES.lossy, duplication: 0.1 },
  commands: (random) => orders(random, NAMES, 14),
  stepsMax: 60,
};

/** Two replicas that write a lot: counts of two digits and more. */
const busy: Scenario = {
  nodes: ["n1", "n2"],
  spawn,
  faults: PROFILES.lossy,
  commands: (random) => orders(random, ["n1", "n2"], 26),
  stepsMax: 60,
};

function orders(random: Random, nodes: readonly string[], count: number): PlannedCommand[] {
  return Array.from({ length: count }, (_, index) => {
    const node = random.pick(nodes);
    const others = random.shuffle(nodes.filter((other) => other !== node));
    const op = random.pick(["post", "comment", "like", "forward"] as const);
    const to = others.slice(0, random.between(0, Math.min(2, others.length)));
    const body = { op, to } satisfies Order;
    return {
      atMs: random.between(0, 60),
      node,
      command: { id: `c${index + 1}`, client: "reader", body: body as never },
    };
  });
}

const strangers = planScript(
  "strangers who never met",
  { ...few, nodes: ["n1", "n2", "n3"], faults: {} },
  `
  command n1 {"op":"post","to":["n2"]}
  command n3 {"op":"post","to":["n2"]}
  deliver n3>n2
  command n2 {"op":"comment","to":["n1"]}
  deliver n2>n1
  deliver n1>n2
  command n1 {"op":"like","to":[]}
  command n3 {"op":"like","to":[]}
  `,
);

const longAlone = planScript(
  "twelve posts of one replica",
  { ...busy, faults: {} },
  Array(12).fill(`command n1 {"op":"post","to":["n2"]}`).join("\n") + "\ndeliver n1>n2 all",
);

// Three processes that write to each other crosswise, as in the figures of Fidge (1988) and Mattern.
const crosswise = planScript(
  "three replicas that write crosswise",
  { ...few, faults: {} },
  `
  command n1 {"op":"post","to":["n2"]}
  command n2 {"op":"post","to":["n1","n3"]}
  command n3 {"op":"like","to":["n2"]}
  deliver n1>n2
  deliver n3>n2
  command n2 {"op":"comment","to":["n1"]}
  deliver n2>n3
  command n3 {"op":"forward","to":["n1"]}
  deliver n2>n1
  deliver n3>n1
  deliver n2>n1
  command n1 {"op":"like","to":[]}
  `,
);

/** Without the largest ones: a clock may be a product of primes, one for each name. */
const FAR_ENOUGH = FAR_NAMES[0].slice(0, 5);

/** One post each, in a chain, and then one more of everybody that nobody hears of. */
const farNames = planScript(
  "replicas with numbers of many sizes",
  { ...few, nodes: FAR_ENOUGH, faults: {} },
  [
    ...FAR_ENOUGH.slice(0, -1).map((node, place) =>
      `command ${node} {"op":"post","to":["${FAR_ENOUGH[place + 1]}"]}\n` +
      `deliver ${node}>${FAR_ENOUGH[place + 1]}`
    ),
    ...FAR_ENOUGH.map((node) => `command ${node} {"op":"like","to":[]}`),
  ].join("\n"),
);

/** The eleventh event of n1 is not the first of n11. */
const namesRunTogether = planScript(
  "eleven likes of n1, and one of n11",
  { ...few, nodes: ["n1", "n11"], faults: {} },
  Array(11).fill(`command n1 {"op":"like","to":[]}`).join("\n") +
    `\ncommand n11 {"op":"like","to":[]}`,
);

/** Nobody has heard of anybody: all are strangers, and at their first event. */
const allAtOnce = planScript(
  "replicas with numbers of many sizes, all at once",
  { ...few, nodes: FAR_ENOUGH, faults: {} },
  FAR_ENOUGH.map((node) => `command ${node} {"op":"like","to":[]}`).join("\n"),
);

/** One event is enough, for who goes on from there. */
const oneEvent = planScript(
  "one event",
  { ...few, faults: {} },
  `command n2 {"op":"post","to":[]}`,
);

const PLANS: readonly Plan[] = [
  strangers,
  crosswise,
  longAlone,
  farNames,
  namesRunTogether,
  allAtOnce,
  planWalks("few replicas", few, 40),
  planWalks("many replicas", many, 20),
  planWalks("busy replicas", busy, 10),
  planPct("by priority", { ...few, faults: {} }, { runs: 20, depth: 3 }),
];

const written: readonly { node: string; body: Order }[] = [
  { node: "n1", body: { op: "post", to: ["n2", "n3"] } },
  { node: "n2", body: { op: "comment", to: ["n1"] } },
  { node: "n3", body: { op: "like", to: ["n2"] } },
];

/** In every order in which they can be written and arrive. */
const SEARCH = planSearch("every order", { ...few, faults: {} }, {
  bounds: { timeouts: 0 },
  boundsInWords: "three writings, the first to both others, in every order",
  commands: written.map(({ node, body }, index) => ({
    atMs: 0,
    node,
    command: { id: `c${index + 1}`, client: "reader", body: body as never },
  })),
  statesMax: 20_000,
});

// ---- Judges -----------------------------------------------------------------------------------

/**
 * Pairs grow with the square and triples with the cube, and looking for changes is slow: of long
 * histories these judges see a part. What happened before what is asked of all pairs.
 */
const PAIRS_MAX = 16;
const TRIPLES_MAX = 6;
const CHANGES_MAX = 6;

/** The first events of a history, where clocks are short, and its last, where they are long. */
function sample(history: readonly HistoryEvent[], count: number): readonly HistoryEvent[] {
  if (history.length <= count) return history;
  return [...history.slice(0, count / 2), ...history.slice(-count / 2)];
}

const ANSWERS = ["before", "after", "equal", "concurrent"];

const judgeAnswers: Judge = (history, program) => {
  for (const [one, other] of pairs(sample(history, PAIRS_MAX))) {
    const answer = program.compare(one.clock, other.clock);
    if (typeof answer === "string" && ANSWERS.includes(answer)) continue;
    const message = `compare of ${tell(one)} and ${tell(other)} gives ${quote(answer)}, ` +
      `which is none of "before", "after", "equal", "concurrent".`;
    return violation(message, [one, other]);
  }
};

const judgeItself: Judge = (history, program) => {
  for (const event of history) {
    // A copy, as it would come back from another replica.
    const answer = program.compare(event.clock, copyData(event.clock));
    if (answer === "equal") continue;
    const message = `The clock of ${tell(event)}, compared with a copy of itself, gives ` +
      `${quote(answer)}.`;
    return violation(message, [event]);
  }
  const [first] = history;
  if (first === undefined) return;
  const answer = program.compare(program.create(), program.create());
  if (answer === "equal") return;
  const message = `Before ${tell(first)}, ${first.node} had seen nothing, and compare says ` +
    `${quote(answer)} of the clocks of two such replicas.`;
  return violation(message, [first]);
};

const OPPOSITE: Readonly<Record<string, string>> = {
  before: "after",
  after: "before",
  equal: "equal",
  concurrent: "concurrent",
};

const judgeAntisymmetry: Judge = (history, program) => {
  for (const [one, other] of pairs(sample(history, PAIRS_MAX))) {
    const there = program.compare(one.clock, other.clock);
    const back = program.compare(other.clock, one.clock);
    if (back === OPPOSITE[String(there)]) continue;
    const message = `compare says ${quote(there)} of ${tell(one)} and ${tell(other)}, and ` +
      `${quote(back)} the other way round.`;
    return violation(message, [one, other]);
  }
};

const judgeTransitivity: Judge = (history, program) => {
  const events = sample(history, TRIPLES_MAX);
  for (const one of events) {
    for (const other of events) {
      if (program.compare(one.clock, other.clock) !== "before") continue;
      for (const third of events) {
        if (program.compare(other.clock, third.clock) !== "before") continue;
        const answer = program.compare(one.clock, third.clock);
        if (answer === "before") continue;
        const message = `${tell(one)} is before ${tell(other)}, which is before ${tell(third)}, ` +
          `and yet compare says ${quote(answer)} of the first and the last.`;
        return violation(message, [one, other, third]);
      }
    }
  }
};

const judgeOwnStep: Judge = (history, program) => {
  const latest = new Map<string, HistoryEvent>();
  for (const event of history) {
    const previous = latest.get(event.node);
    latest.set(event.node, event);
    const clock = previous?.clock ?? program.create();
    const isSame = print(clock) === print(event.clock) ||
      program.compare(clock, event.clock) === "equal";
    if (!isSame) continue;
    const message = previous === undefined
      ? `${tell(event)} has the clock of a replica that has seen nothing.`
      : `${tell(previous)} and ${tell(event)} are two events of ${event.node}, and they have ` +
        `the same clock.`;
    return violation(message, previous === undefined ? [event] : [previous, event]);
  }
};

/** A merged clock covers just the events that one of its sides covers. */
const judgeMergeCovers: Judge = (history, program) => {
  for (const [one, other] of pairs(sample(history, PAIRS_MAX))) {
    const merged = program.merge(one.clock, other.clock);
    for (const event of [one, other]) {
      const answer = program.compare(event.clock, merged);
      if (answer === "before" || answer === "equal") continue;
      const message = `The merge of ${tell(one)} and ${tell(other)} should know ${tell(event)}, ` +
        `and compare says that the event is ${quote(answer)} to it.`;
      return violation(message, [one, other]);
    }
  }
};

const judgeMergeAddsNothing: Judge = (history, program) => {
  const events = sample(history, TRIPLES_MAX);
  for (const [one, other] of pairs(events)) {
    const merged = program.merge(one.clock, other.clock);
    for (const event of events) {
      const isKnown = ["before", "equal"].includes(truth(event, one)) ||
        ["before", "equal"].includes(truth(event, other));
      const answer = program.compare(event.clock, merged);
      if (isKnown || (answer !== "before" && answer !== "equal")) continue;
      const message = `Neither ${tell(one)} nor ${tell(other)} knew of ${tell(event)}, and yet ` +
        `their merge does: compare says ${quote(answer)}.`;
      return violation(message, [one, other, event]);
    }
  }
};

const judgeCommutativity: Judge = (history, program) => {
  for (const [one, other] of pairs(sample(history, PAIRS_MAX))) {
    const there = program.merge(one.clock, other.clock);
    const back = program.merge(other.clock, one.clock);
    const answer = program.compare(there, back);
    if (answer === "equal") continue;
    const message =
      `Merging ${tell(one)} with ${tell(other)}, and the other way round, gives two ` +
      `clocks of which compare says ${quote(answer)}.`;
    return violation(message, [one, other]);
  }
};

const judgeAssociativity: Judge = (history, program) => {
  const events = sample(history, TRIPLES_MAX);
  const merge = (one: Data, other: Data) => program.merge(one, other);
  for (const [one, other] of pairs(events)) {
    for (const third of events) {
      const left = merge(merge(one.clock, other.clock), third.clock);
      const right = merge(one.clock, merge(other.clock, third.clock));
      const answer = program.compare(left, right);
      if (answer === "equal") continue;
      const message = `Merging ${tell(one)}, ${tell(other)} and ${tell(third)} depends on which ` +
        `two are merged first: compare says ${quote(answer)}.`;
      return violation(message, [one, other, third]);
    }
  }
};

const judgeIdempotence: Judge = (history, program) => {
  for (const event of history) {
    const merged = program.merge(event.clock, copyData(event.clock));
    const answer = program.compare(event.clock, merged);
    if (answer === "equal") continue;
    const message = `The clock of ${tell(event)}, merged with a copy of itself, became another ` +
      `clock: compare says ${quote(answer)}.`;
    return violation(message, [event]);
  }
};

/** Calls every function with clocks of the history and sees whether one of them changed. */
const judgeArguments: Judge = (history, program) => {
  for (const [one, other] of pairs(sample(history, CHANGES_MAX))) {
    const calls: readonly [string, () => unknown][] = [
      ["compare", () => program.compare(one.clock, other.clock)],
      ["merge", () => program.merge(one.clock, other.clock)],
      ["increment", () => program.increment(one.clock, other.node)],
    ];
    for (const [name, call] of calls) {
      const before = [print(one.clock), print(other.clock)];
      call();
      if (before[0] === print(one.clock) && before[1] === print(other.clock)) continue;
      const message = `${name} changed a clock that it was only lent: that of ${tell(one)} or ` +
        `${tell(other)}.`;
      return violation(message, [one, other]);
    }
  }
};

/**
 * Sees whether clocks of different replicas hang together behind the scenes: whether a result
 * changes, or comes out differently, after other clocks were worked on. Handing the same unchanged
 * object out twice is no fault: nobody can tell.
 */
const judgeSharing: Judge = (history, program) => {
  for (const [one, other] of pairs(sample(history, CHANGES_MAX))) {
    const calls: readonly [string, () => Data][] = [
      ["create", () => program.create()],
      ["increment", () => program.increment(one.clock, one.node)],
      ["merge", () => program.merge(one.clock, other.clock)],
    ];
    for (const [name, call] of calls) {
      const result = call();
      const before = print(result);
      program.increment(program.create(), other.node);
      program.increment(program.merge(other.clock, one.clock), other.node);
      const about = name === "create" ? "" : ` for ${tell(one)}`;
      const between = `work on the clock of ${tell(other)}`;
      if (print(result) !== before) {
        return violation(`What ${name} returned${about} was changed by ${between}.`, [one, other]);
      }
      const answer = program.compare(result, call());
      if (answer === "equal") continue;
      const message = `${name} gives another clock${about} after ${between}: compare says ` +
        `${quote(answer)}.`;
      return violation(message, [one, other]);
    }
  }
};

/** More than two or three digits hold, and than a byte or ten bits. */
const LIFE = 1_100;

/** Judges what may come after an event, beyond what any run has time for. */
type Outlook = (first: HistoryEvent, guest: Guest) => Violation | undefined;

class OutlookMonitor implements Monitor {
  readonly guest: Guest;
  readonly collect: Monitor;
  first: HistoryEvent | undefined;

  constructor(trial: Trial, readonly judge: Outlook) {
    this.guest = trial.guest;
    this.collect = historyMonitor((history) => {
      this.first = history[0];
      return undefined;
    })(trial);
  }

  observe(moment: Moment, observation: Observation): Violation | undefined {
    return this.collect.observe(moment, observation);
  }

  finish(): Violation | undefined {
    this.collect.finish?.();
    return this.first && this.judge(this.first, this.guest);
  }
}

/** Lets a replica go on after an event, far longer than any run. */
const judgeLife: Outlook = (first, guest) => {
  const program = guest.instantiate() as unknown as Program;
  let clock = first.clock;
  for (let count = 1; count <= LIFE; count++) {
    const told = `After ${tell(first)} and ${count} more events at ${first.node}`;
    try {
      // Fuel is for one call, and this is a long life.
      const next = callGuest(guest, () => copyData(program.increment(clock, first.node)));
      const answer = callGuest(guest, () => program.compare(clock, next));
      clock = next;
      if (answer === "before") continue;
      const message = `${told}, compare says ${quote(answer)} of the last two, and not "before".`;
      return violation(message, [first]);
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      return violation(`${told}, the program threw ${error.message}.`, [first]);
    }
  }
  return callGuest(guest, () => lookBack(first, clock, program));
};

/** The last event comes after the first, and a replica that was asleep learns of all in between. */
function lookBack(first: HistoryEvent, last: Data, program: Program): Violation | undefined {
  const asleep = program.increment(program.create(), "n9");
  const merged = program.merge(asleep, last);
  const claims: readonly [earlier: Data, later: Data, names: string][] = [
    [first.clock, last, "the first and the last one"],
    [last, merged, "the last one and its merge with the first clock of n9, which slept meanwhile"],
    [
      asleep,
      merged,
      "the first clock of n9, which slept meanwhile, and its merge with the last one",
    ],
  ];
  for (const [earlier, later, names] of claims) {
    const answer = program.compare(earlier, later);
    if (answer === "before") continue;
    const message = `After ${tell(first)} and ${LIFE} more events at ${first.node}, compare says ` +
      `${quote(answer)} of ${names}, and not "before".`;
    return violation(message, [first]);
  }
}

/** More replicas than a clock of limited size holds: Riak, for one, pruned at 20, and at 50. */
const CROWD = 60;

/** Merges the first clocks of many replicas into one, which must then know all of them. */
const judgeCrowd: Outlook = (first, guest) => {
  const program = guest.instantiate() as unknown as Program;
  const told = `${tell(first)} is merged with the first clock of each of ${CROWD} others`;
  const met: Met[] = [];
  let all = first.clock;
  try {
    for (let count = 1; count <= CROWD; count++) {
      const name = `n${10 + count}`;
      const clock = callGuest(guest, () => copyData(program.increment(program.create(), name)));
      all = callGuest(guest, () => copyData(program.merge(all, clock)));
      met.push({ name, clock });
    }
    const lost = callGuest(guest, () => findLost(met, all, program));
    if (lost === undefined) return undefined;
    const message = `${told}. Of that of ${lost.name} and what comes out compare says ` +
      `${quote(lost.answer)}, and not "before".`;
    return violation(message, [first]);
  } catch (error) {
    if (!(error instanceof GuestThrew)) throw error;
    return violation(`${told}, and the program threw ${error.message}.`, [first]);
  }
};

/** Another replica, and its first clock. */
interface Met {
  readonly name: string;
  readonly clock: Data;
}

/** The first clock that is not before the merge of all. */
function findLost(
  met: readonly Met[],
  all: Data,
  program: Program,
): { readonly name: string; readonly answer: unknown } | undefined {
  for (const { name, clock } of met) {
    const answer = program.compare(clock, all);
    if (answer !== "before") return { name, answer };
  }
}

/** Objects to the first note that a function changed a clock which it was lent. */
class ChangedMonitor implements Monitor {
  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "note" || observation.label !== "changed") return;
    const { function: name, before, after } = observation.data as Record<string, string>;
    return {
      message: `At ${moment.node}, step ${moment.step}, ${name} changed the clock that it was ` +
        `given: from ${before} to ${after}.`,
      steps: [moment.step],
    };
  }
}

// ---- Checks -----------------------------------------------------------------------------------

const check = (name: string, promise: string, judge: Judge, weight = 1): Check => ({
  name,
  promise,
  weight,
  monitor: historyMonitor(judge),
  plans: PLANS,
});

export const suite: Suite = {
  slug: "vector-clock",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    check("answers", "compare gives one of its four answers.", judgeAnswers),
    check("own-step", "Every event moves its replica's clock.", judgeOwnStep),
    check("irreflexive", "An event is equal to itself, not before or after itself.", judgeItself),
    {
      name: "happens-before",
      promise: "compare says before exactly when the first event could have influenced the second.",
      weight: 3,
      monitor: pairMonitor(["before", "after"]),
      plans: [...PLANS, SEARCH],
    },
    {
      name: "concurrent",
      promise: "Two events of which neither could know of the other are concurrent.",
      weight: 3,
      monitor: pairMonitor(["concurrent"]),
      plans: [...PLANS, SEARCH],
    },
    {
      name: "runs-on",
      promise: "A clock goes on for more than a thousand events.",
      monitor: (trial) => new OutlookMonitor(trial, judgeLife),
      plans: [oneEvent],
    },
    {
      name: "knows-everybody",
      promise: "A clock knows of any number of replicas.",
      monitor: (trial) => new OutlookMonitor(trial, judgeCrowd),
      plans: [oneEvent],
    },
    check(
      "antisymmetric",
      "Turned round, before becomes after, and equal and concurrent stay.",
      judgeAntisymmetry,
    ),
    check(
      "transitive",
      "What comes before an event comes before all that follows it.",
      judgeTransitivity,
    ),
    check("merge-covers", "A merged clock knows what either side knew.", judgeMergeCovers),
    check("merge-adds-nothing", "A merged clock knows nothing else.", judgeMergeAddsNothing),
    check("merge-commutative", "Merging is commutative.", judgeCommutativity),
    check("merge-associative", "Merging is associative.", judgeAssociativity),
    check("merge-idempotent", "Merging is idempotent.", judgeIdempotence),
    {
      name: "arguments-untouched",
      promise: "No function changes a clock that it is given.",
      monitor: () => new ChangedMonitor(),
      plans: PLANS,
    },
    check("arguments-kept", "No function changes a clock of the past.", judgeArguments),
    check(
      "nothing-shared",
      "Replicas share nothing: what a function returns depends on its arguments alone.",
      judgeSharing,
    ),
  ],
};
