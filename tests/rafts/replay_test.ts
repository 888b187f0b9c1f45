import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { RaftNode } from "@/islands/figures/kit/raft_node.ts";
import { bareGuest } from "@/engine/bare_guest.ts";
import { PROFILES } from "@/engine/faults.ts";
import { Recorder } from "@/engine/recorder.ts";
import { createWorld, recordWalk, replayScenario, walkScenario } from "@/engine/run_scenario.ts";
import { playStory } from "@/engine/story.ts";
import { planPct } from "@/engine/plan_pct.ts";
import { planSearch } from "@/engine/plan_search.ts";
import type { Plan, Scenario, Trial } from "@/engine/suite.ts";
import type { Moment, Monitor, Observation, TraceEvent } from "@/engine/types.ts";

type Profile = keyof typeof PROFILES;

const profile = fc.constantFrom(...Object.keys(PROFILES) as Profile[]);

function raft(name: Profile, nodes = 3, stepsMax = 300): Scenario {
  return {
    nodes: Array.from({ length: nodes }, (_, index) => `n${index + 1}`),
    spawn: (context) => new RaftNode(context) as never,
    faults: PROFILES[name],
    stepsMax,
    settleMs: 500,
    commands: (random) =>
      Array.from({ length: 5 }, (_, index) => ({
        atMs: random.between(0, 2_000),
        command: { id: `c${index}`, client: "c", body: index as never },
      })),
  };
}

function trial(): Trial {
  const stats = { schedules: 0, events: 0, states: 0 };
  return { guest: bareGuest(() => ({ RaftNode })), seed: 1, slug: "raft", stats };
}

Deno.test("replay() of a walk's schedule is the walk, byte for byte", () => {
  fc.assert(
    fc.property(profile, fc.nat(), (name, seed) => {
      const scenario = raft(name);
      const { schedule, trace } = recordWalk({ trial: trial(), scenario, seed, monitors: [] });

      const again = replayScenario({ trial: trial(), scenario, seed, schedule });

      equal(JSON.stringify(again.events), JSON.stringify(trace.events));
    }),
    { numRuns: 40 },
  );
});

Deno.test("walk() with the same seed is the same, recorded or not, and another with another", () => {
  fc.assert(
    fc.property(profile, fc.nat(), (name, seed) => {
      const options = { trial: trial(), scenario: raft(name), seed, monitors: [] };

      const one = recordWalk(options).trace;
      const other = recordWalk(options).trace;
      const unrecorded = walkScenario(options);

      deepEqual(other, one);
      equal(unrecorded.step, one.events.length);
      notEqual(
        JSON.stringify(recordWalk({ ...options, seed: seed + 1 }).trace.events),
        JSON.stringify(one.events),
      );
    }),
    { numRuns: 20 },
  );
});

Deno.test("replay() of a schedule with holes never throws, and does no more than it says", () => {
  fc.assert(
    fc.property(profile, fc.nat(), fc.infiniteStream(fc.boolean()), (name, seed, keeps) => {
      const scenario = raft(name, 3, 120);
      const { schedule } = recordWalk({ trial: trial(), scenario, seed, monitors: [] });
      const some = schedule.filter(() => keeps.next().value);

      const replayed = replayScenario({ trial: trial(), scenario, seed, schedule: some });

      ok(replayed.schedule.length <= some.length);
    }),
    { numRuns: 40 },
  );
});

Deno.test("every fault profile brings about each of its faults", () => {
  const kindsOf = (name: Profile): Set<TraceEvent["kind"] | "torn"> => {
    const kinds = new Set<TraceEvent["kind"] | "torn">();
    for (let seed = 0; seed < 20; seed++) {
      const { trace } = recordWalk({ trial: trial(), scenario: raft(name), seed, monitors: [] });
      for (const { kind, torn } of trace.events) kinds.add(kind).add(torn ? "torn" : kind);
    }
    return kinds;
  };
  const expected: Record<Profile, (TraceEvent["kind"] | "torn")[]> = {
    calm: [],
    lossy: ["drop", "duplicate"],
    split: ["cut", "heal", "drop", "duplicate"],
    crashes: ["crash", "restart", "torn", "duplicate"],
    chaos: ["crash", "restart", "torn", "cut", "heal", "pause", "resume", "skew", "drop"],
  };

  for (const [name, wanted] of Object.entries(expected)) {
    const kinds = kindsOf(name as Profile);
    for (const kind of wanted) ok(kinds.has(kind), `${name} never brought about ${kind}`);
    // Dropping is also what happens to a message for a node that is down.
    if (name === "calm") ok(!kinds.has("drop") && !kinds.has("crash") && !kinds.has("cut"));
  }
});

/** The order of causes is the order of steps, and nothing is caused by what never happened. */
Deno.test("a trace's causes come before their effects", () => {
  const { trace } = recordWalk({ trial: trial(), scenario: raft("chaos"), seed: 7, monitors: [] });

  trace.events.forEach((event, index) => {
    equal(event.step, index + 1);
    for (const cause of event.causes) ok(cause >= 1 && cause < event.step);
  });
});

// ---- Pinned: a changed hash means that learners' stored replays broke --------------------------

async function hashOf(value: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const STORY = `
  timeout n1
  deliver all
  command n1 {"op":"put"}
  partition n1 | n2 n3
  run 500ms
  crash n1
  heal
  restart n1
  settle 1000ms
`;

Deno.test("pinned traces of three seeds per scheduler", async () => {
  const walks = await Promise.all([1, 2, 3].map(async (seed) => {
    const { trace } = recordWalk({
      trial: trial(),
      scenario: raft("chaos", 5),
      seed,
      monitors: [],
    });
    return await hashOf(trace);
  }));
  const stories = await Promise.all([1, 2, 3].map(async (seed) => {
    const one = trial();
    const recorder = new Recorder(one.guest);
    const options = { trial: one, scenario: raft("lossy"), seed, monitors: [], recorder };
    const world = createWorld(options);
    playStory(world, STORY);
    return await hashOf(recorder.trace("raft", seed, world));
  }));

  const byPriority = await Promise.all([1, 2, 3].map((seed) => hashOfSurvey(seed, pctOf())));
  const searches = await Promise.all([1, 2, 3].map((seed) => hashOfSurvey(seed, searchOf())));

  deepEqual({ walks, stories, byPriority, searches }, PINNED);
});

/** The trace of what a plan finds, and what it says of its work. */
async function hashOfSurvey(seed: number, plan: Plan): Promise<string> {
  const one = { ...trial(), seed };
  const { found: [run], coverage } = plan.survey(one, [() => new SecondLeader()]);
  ok(run, `seed ${seed}: ${coverage}`);
  const { events } = replayScenario({ trial: one, scenario: plan.scenario, ...run });
  return await hashOf([coverage, events]);
}

const pctOf = () =>
  planPct("pct", raft("calm"), {
    runs: 200,
    depth: 3,
    faults: { crashes: 1, drops: 1, duplicates: 1 },
  });

const searchOf = () =>
  planSearch("search", raft("calm"), {
    bounds: { timeouts: 2, crashes: 1 },
    boundsInWords: "two timeouts, one crash",
    statesMax: 50_000,
    from: "timeout n1",
  });

/** Objects when a second node leads, which every Raft must bear: it makes runs long enough. */
class SecondLeader implements Monitor {
  leaders: string[] = [];

  observe({ node, step }: Moment, observation: Observation) {
    if (observation.kind !== "send") return;
    const { type } = observation.message as { type: string };
    if (type === "AppendEntries" && !this.leaders.includes(node)) this.leaders.push(node);
    if (this.leaders.length === 2) return { message: "a second leader", steps: [step] };
  }
}

const PINNED = {
  walks: ["fbd05c6cea1ef55c", "9aa862b5cc4693cb", "32ff3498420d0c56"],
  byPriority: ["729f1278081c1121", "2d38959a2b65190c", "552c717c76a8244a"],
  searches: ["db00bb4bc396b276", "1b36293a4f1dbf1e", "f2f617cdfb089d3e"],
  stories: ["4c179cbf0088d211", "55519631ba935a86", "06a9fd5958955cc4"],
};
