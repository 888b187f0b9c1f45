// hidden: truthlab-hidden-7f3a
import { copyData } from "@/engine/copy_data.ts";
import { PROFILES } from "@/engine/faults.ts";
import { FAR_NAMES } from "@/engine/far_names.ts";
import { callGuest, type Guest, GuestThrew } from "@/engine/guest.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planScript } from "@/engine/plan_script.ts";
import { planSearch } from "@/engine/plan_search.ts";
import { planWalks } from "@/engine/plan_walks.ts";
import type { Random } from "@/engine/random.ts";
import type { Check, Plan, Scenario, Suite, Trial } from "@/engine/suite.ts";
import type { Data, Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import type { PlannedCommand } from "@/engine/walk.ts";
import {
  type Clock,
  ClockNode,
  type Noted,
  type Order,
  type Program,
} from "@/exercises/lamport-clock/clock_node.ts";
import { EXPORTS } from "@/exercises/lamport-clock/examples.ts";
import {
  type ClockEvent,
  isMessage,
  isOneNode,
  type Judge,
  judgeCondition,
  judgeDistinct,
  orderMonitor,
  quote,
  tell,
  violation,
} from "@/exercises/lamport-clock/order_monitor.ts";

const spawn: Scenario["spawn"] = (context, program) => new ClockNode(context, program);

function scenario(nodes: readonly NodeId[], count: number): Scenario {
  return {
    nodes,
    spawn,
    faults: { ...PROFILES.lossy, duplication: 0.1 },
    commands: (random) => orders(random, nodes, count),
    stepsMax: 4 * count,
  };
}

function orders(random: Random, nodes: readonly NodeId[], count: number): PlannedCommand[] {
  return Array.from({ length: count }, (_, index) => {
    const node = random.pick(nodes);
    const others = random.shuffle(nodes.filter((other) => other !== node));
    const to = others.slice(0, random.between(1, Math.min(3, others.length)));
    const body: Order = random.chance(0.3) ? { op: "work" } : { op: "send", to };
    const command = { id: `c${index + 1}`, client: "user", body: body as never };
    return { atMs: random.between(0, 80), node, command };
  });
}

// ---- Stories ----------------------------------------------------------------------------------

const three = { ...scenario(["n1", "n2", "n3"], 8), faults: {} };

/** Names of which none may be taken for another: same digits, same lengths, same first letters. */
const NAMES = ["n1", "n2", "n12", "n21", "n10", "n100", "n3", "n30"];

const STORIES: readonly Plan[] = [
  planScript(
    "events of one node",
    three,
    `
    command n2 {"op":"work"}
    command n2 {"op":"send","to":["n1"]}
    command n2 {"op":"work"}
    command n2 {"op":"send","to":["n1"]}
    command n2 {"op":"send","to":["n3"]}
    `,
  ),
  planScript(
    "a message down the alphabet",
    three,
    `
    command n3 {"op":"send","to":["n1"]}
    deliver n3>n1
    command n1 {"op":"work"}
    `,
  ),
  planScript(
    "question and answer",
    three,
    `
    command n2 {"op":"work"}
    command n2 {"op":"send","to":["n1"]}
    deliver n2>n1
    command n1 {"op":"send","to":["n2"]}
    deliver n1>n2
    command n2 {"op":"send","to":["n1"]}
    deliver n2>n1
    `,
  ),
  planScript(
    "a receiver that is one behind, level, and one ahead",
    three,
    `
    command n3 {"op":"send","to":["n1"]}
    command n1 {"op":"work"}
    deliver n3>n1
    command n1 {"op":"work"}
    command n2 {"op":"send","to":["n1"]}
    deliver n2>n1
    command n3 {"op":"work"}
    command n3 {"op":"work"}
    command n3 {"op":"send","to":["n1"]}
    deliver n3>n1
    `,
  ),
  planScript(
    "the same message twice",
    three,
    `
    command n2 {"op":"send","to":["n1"]}
    duplicate n2>n1
    deliver n2>n1
    command n1 {"op":"work"}
    deliver n2>n1
    `,
  ),
  // Three processes that write to each other crosswise: p is n1, q is n2, r is n3.
  planScript(
    "three processes, after Lamport's figure 1",
    three,
    `
    command n1 {"op":"send","to":["n2"]}
    command n2 {"op":"send","to":["n1"]}
    deliver n1>n2
    deliver n2>n1
    command n2 {"op":"work"}
    command n3 {"op":"work"}
    command n2 {"op":"send","to":["n3"]}
    command n1 {"op":"work"}
    command n2 {"op":"send","to":["n1"]}
    command n3 {"op":"send","to":["n2"]}
    deliver n2>n1
    deliver n3>n2
    deliver n2>n3
    command n2 {"op":"work"}
    command n3 {"op":"work"}
    `,
  ),
  planScript(
    "eleven events, and then a message",
    three,
    Array(11).fill(`command n2 {"op":"work"}`).join("\n") +
      `\ncommand n2 {"op":"send","to":["n1"]}\ndeliver n2>n1\n`,
  ),
  planScript(
    "many names, all at once",
    { ...three, nodes: NAMES },
    NAMES.map((name) => `command ${name} {"op":"work"}`).join("\n"),
  ),
  // The second event of n1 is not the first of the node whose number is so much larger.
  ...FAR_NAMES.map((names, index) =>
    planScript(
      `nodes with numbers of many sizes, ${index + 1}`,
      { ...three, nodes: names },
      [names[0], ...names].map((name) => `command ${name} {"op":"work"}`).join("\n"),
    )
  ),
];

/** One event is enough, for who goes on from there. */
const ONE_EVENT = planScript("one event", three, `command n2 {"op":"work"}`);

// ---- Chance, and all there is -----------------------------------------------------------------

/** In every order in which they can happen. */
const ALL: readonly PlannedCommand[] = [
  { node: "n3", body: { op: "send", to: ["n1"] } },
  { node: "n1", body: { op: "work" } },
  { node: "n1", body: { op: "send", to: ["n2", "n3"] } },
  { node: "n2", body: { op: "send", to: ["n1", "n3"] } },
].map(({ node, body }, index) => ({
  atMs: 0,
  node,
  command: { id: `c${index + 1}`, client: "user", body: body as never },
}));

const PLANS: readonly Plan[] = [
  ...STORIES,
  planWalks("few nodes", scenario(["n1", "n2", "n3"], 8), 50),
  planWalks("two busy nodes", scenario(["n1", "n2"], 30), 20),
  planWalks("many names", scenario(NAMES, 24), 20),
  planPct("by priority", scenario(["n1", "n2", "n3"], 10), { runs: 50, depth: 3 }),
];

const SEARCH = planSearch("every order", three, {
  bounds: { timeouts: 0 },
  boundsInWords: "one local event and three sendings to five receivers, in every order",
  commands: ALL,
  statesMax: 20_000,
});

// ---- Judges -----------------------------------------------------------------------------------

const judgeAnswers: Judge = (event, earlier, program) => {
  for (const one of [...earlier, event]) {
    const answer = program.compare(one.stamp, event.stamp);
    if (typeof answer === "number" && !Number.isNaN(answer)) continue;
    const message = `compare of ${tell(one)} and ${tell(event)} gives ${quote(answer)}, which is ` +
      `no number to sort by.`;
    return violation(message, [one, event]);
  }
};

const judgeItself: Judge = (event, _, program) => {
  // A copy, as it would come back from another node.
  const answer = program.compare(event.stamp, copyData(event.stamp));
  if (answer === 0) return;
  const message = `The stamp of ${tell(event)}, compared with a copy of itself, gives ` +
    `${quote(answer)} and not 0.`;
  return violation(message, [event]);
};

const judgeAntisymmetry: Judge = (event, earlier, program) => {
  for (const one of earlier) {
    const there = program.compare(one.stamp, event.stamp);
    const back = program.compare(event.stamp, one.stamp);
    if (sign(there) === 2 || sign(there) + sign(back) === 0) continue;
    const message = `compare says ${quote(there)} of ${tell(one)} and ${tell(event)}, and ` +
      `${quote(back)} the other way round.`;
    return violation(message, [one, event]);
  }
};

/** Triples grow with the cube: of long histories, the first and the last events are looked at. */
const TRIPLES_MAX = 8;

const judgeTransitivity: Judge = (event, earlier, program) => {
  const some = earlier.length <= TRIPLES_MAX
    ? earlier
    : [...earlier.slice(0, TRIPLES_MAX / 2), ...earlier.slice(-TRIPLES_MAX / 2)];
  const order = (one: ClockEvent, other: ClockEvent) =>
    sign(program.compare(one.stamp, other.stamp));
  for (const one of some) {
    const last = order(event, one);
    for (const other of some) {
      if (last === 0 || order(one, other) !== last || order(other, event) !== last) continue;
      const circle = [event, one, other];
      if (last > 0) circle.reverse();
      const names = circle.map(tell).join(" comes before ");
      return violation(`${names}, which comes before the first again.`, circle);
    }
  }
};

/** -1, 0 or 1; 2 for what is no number to sort by, which is another check's affair. */
function sign(answer: unknown): number {
  return typeof answer === "number" && !Number.isNaN(answer) ? Math.sign(answer) : 2;
}

/** What a check has to say of a whole history, with a guest to try things with. */
type EndJudge = (events: readonly ClockEvent[], guest: Guest) => Violation | undefined;

/** Collects the events of a run, and has them judged when it is over. */
class EndMonitor implements Monitor {
  readonly events: ClockEvent[] = [];
  readonly collect: Monitor;

  constructor(readonly trial: Trial, readonly judge: EndJudge) {
    this.collect = orderMonitor((event) => {
      this.events.push(event);
      return undefined;
    })(trial);
  }

  observe(moment: Moment, observation: Observation): Violation | undefined {
    return this.collect.observe(moment, observation);
  }

  finish(): Violation | undefined {
    return this.judge(this.events, this.trial.guest);
  }
}

const atTheEnd = (judge: EndJudge): Check["monitor"] => (trial) => new EndMonitor(trial, judge);

/**
 * Gives the run's events to clocks that all live in one program, as in a real one, and sees whether
 * they get into each other's way.
 */
const judgeApart: EndJudge = (events, guest) => {
  const program = guest.instantiate() as unknown as Program;
  return callGuest(guest, () => compareApart(events, program));
};

function compareApart(events: readonly ClockEvent[], program: Program): Violation | undefined {
  const names = [...new Set(events.map(({ node }) => node))];
  const clocks = new Map(names.map((node) => [node, new program.LamportClock(node)]));
  const stamped: ClockEvent[] = [];
  for (const event of events) {
    const sending = stamped.find((one) => one.event === event.received);
    const stamp = copyData(stampOf(clocks.get(event.node)!, event, sending));
    for (const one of stamped) {
      const alone = program.compare(events[one.index].stamp, event.stamp);
      const together = program.compare(one.stamp, stamp);
      if (sign(alone) === sign(together)) continue;
      const message = `compare says ${quote(alone)} of ${tell(one)} and ${tell(event)}, and with ` +
        `the clocks of ${names.join(" and ")} in one program it says ${quote(together)}.`;
      return violation(message, [one, event]);
    }
    stamped.push({ ...event, stamp });
  }
}

function stampOf(clock: Clock, { what }: Noted, sending: ClockEvent | undefined): Data {
  if (sending !== undefined) return clock.receive(copyData(sending.stamp));
  return what === "work" ? clock.tick() : clock.send();
}

/** Pairs grow with the square: of long histories, the first and the last events are looked at. */
const PAIRS_OF_MAX = 12;

/**
 * Asks of all pairs twice, with copies of the stamps and in programs that were not asked before: in
 * the order of the events, and then from behind and the other way round. A compare that remembers
 * what it was asked could else put first what is named first, and need no clock at all.
 */
const judgeMemory: EndJudge = (events, guest) => {
  const half = PAIRS_OF_MAX / 2;
  const some = events.length <= PAIRS_OF_MAX
    ? events
    : [...events.slice(0, half), ...events.slice(-half)];
  const pairs = some.flatMap((other, count) => some.slice(0, count).map((one) => [one, other]));
  const turned = pairs.map(([one, other]) => [other, one]);
  const forwards = askAfresh(pairs, guest);
  const backwards = askAfresh(turned.reverse(), guest).reverse();
  // What is no number to sort by is another check's affair.
  const index = pairs.findIndex((_, place) => {
    const signs = [sign(forwards[place]), sign(backwards[place])];
    return !signs.includes(2) && signs[0] + signs[1] !== 0;
  });
  if (index === -1) return;
  const [one, other] = pairs[index];
  const message = `compare says ${quote(forwards[index])} of ${tell(one)} and ${tell(other)} ` +
    `when it is asked about them first, and ${quote(backwards[index])} the other way round when ` +
    `it is asked about all pairs from behind.`;
  return violation(message, [one, other]);
};

function askAfresh(pairs: readonly (readonly ClockEvent[])[], guest: Guest): unknown[] {
  const program = guest.instantiate() as unknown as Program;
  return callGuest(
    guest,
    () => pairs.map(([one, other]) => program.compare(copyData(one.stamp), copyData(other.stamp))),
  );
}

/** More than two or three digits hold, and than a byte or ten bits. */
const LIFE = 1_100;

/** Lets a clock tick on after an event, far longer than any run. */
const judgeLife: EndJudge = ([first], guest) => {
  if (first === undefined) return;
  const program = guest.instantiate() as unknown as Program;
  const clock = callGuest(guest, () => new program.LamportClock(first.node));
  let latest = callGuest(guest, () => copyData(clock.receive(copyData(first.stamp))));
  for (let count = 1; count <= LIFE; count++) {
    const told = `A clock that receives the stamp of ${tell(first)} and then ticks ${count} times`;
    try {
      // Fuel is for one call, and this is a long life.
      const next = callGuest(guest, () => copyData(clock.tick()));
      const claims: readonly [Data, string][] = [
        [latest, "its last two stamps"],
        [first.stamp, "the first stamp and its last"],
      ];
      for (const [earlier, names] of claims) {
        const answer = callGuest(guest, () => program.compare(earlier, next));
        if (typeof answer === "number" && answer < 0) continue;
        return notNegative(`${told}: of ${names} compare says ${quote(answer)}`, first);
      }
      latest = next;
    } catch (error) {
      if (!(error instanceof GuestThrew)) throw error;
      return violation(`${told}: it threw ${error.message}.`, [first]);
    }
  }
  return callGuest(guest, () => wakeUp(first, latest, program));
};

/** A node that was asleep is not held back by its age. */
function wakeUp(first: ClockEvent, last: Data, program: Program): Violation | undefined {
  const receipt = copyData(new program.LamportClock("n9").receive(copyData(last)));
  const answer = program.compare(last, receipt);
  if (typeof answer === "number" && answer < 0) return;
  const message = `A clock receives the stamp of ${tell(first)} and then ticks ${LIFE} times. Of ` +
    `its last stamp and the receipt of that at n9, where nothing had happened before, compare ` +
    `says ${quote(answer)}`;
  return notNegative(message, first);
}

function notNegative(message: string, first: ClockEvent): Violation {
  return violation(`${message}, which is not negative.`, [first]);
}

/** Objects to the first note that a stamp did not stay as it was. */
class ChangedMonitor implements Monitor {
  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "note" || observation.label !== "changed") return;
    const { of, before, after } = observation.data as Record<string, string>;
    return {
      message: `${node} held the stamp of ${of}, and at step ${step} it changed, from ${before} ` +
        `to ${after}.`,
      steps: [step],
    };
  }
}

// ---- Checks -----------------------------------------------------------------------------------

const check = (name: string, promise: string, judge: Judge, weight = 1): Check => ({
  name,
  promise,
  weight,
  monitor: orderMonitor(judge),
  plans: PLANS,
});

/** The same, and proved for all there is within the search's bounds. */
const proved = (...of: Parameters<typeof check>): Check => ({
  ...check(...of),
  plans: [...PLANS, SEARCH],
});

export const suite: Suite = {
  slug: "lamport-clock",
  exports: EXPORTS,
  // What a learner should look at first stands first.
  checks: [
    check("answers", "compare gives a number, negative, zero or positive.", judgeAnswers),
    proved(
      "one-node",
      "What happens at one node is stamped in the order in which it happens.",
      judgeCondition(isOneNode),
      2,
    ),
    proved(
      "one-message",
      "A message is sent before it is received.",
      judgeCondition(isMessage),
      2,
    ),
    proved(
      "clock-condition",
      "If one event happened before another, its stamp is the smaller one.",
      judgeCondition(() => true),
      3,
    ),
    {
      name: "runs-on",
      promise: "A clock goes on for more than a thousand events.",
      monitor: atTheEnd(judgeLife),
      plans: [ONE_EVENT],
    },
    proved("no-ties", "Of any two different events, one comes first.", judgeDistinct, 3),
    check("same-is-same", "A stamp is level with itself.", judgeItself),
    check("antisymmetric", "Turned round, a comparison changes its sign.", judgeAntisymmetry),
    check("transitive", "There are no circles in the order of stamps.", judgeTransitivity),
    {
      name: "remembers-nothing",
      promise: "compare looks at its two stamps alone, and not at what it was asked before.",
      weight: 3,
      monitor: atTheEnd(judgeMemory),
      plans: PLANS,
    },
    {
      name: "stamps-kept",
      promise: "A stamp that was handed out or lent stays as it is.",
      monitor: () => new ChangedMonitor(),
      plans: PLANS,
    },
    {
      name: "clocks-apart",
      promise: "Several clocks live side by side in one program and share nothing.",
      monitor: atTheEnd(judgeApart),
      plans: PLANS,
    },
  ],
};
