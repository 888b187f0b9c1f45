import { playStory } from "@/engine/story.ts";
import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { startRun } from "../kit/play_run.ts";
import type { Attempt, Pattern, Trouble } from "./pattern.ts";
import { LEASE_MS, StoreNode, type Way, WAYS } from "./store_node.ts";

const NAMES: Readonly<Record<Way, Pick<Attempt, "name" | "kind">>> = {
  log: { name: "Through the log", kind: "mistake" },
  own: { name: "The leader's own state", kind: "usual repair" },
  index: { name: "ReadIndex", kind: "repair" },
  lease: { name: "Lease", kind: "repair" },
};

const SLICE_MS = 10;
const PATIENCE_MS = 300;

export const READS: Pattern = {
  title: "Every read goes through the log",
  story: "n1 leads, and x is 1. Somebody sets x to 2; right after that, a client asks n1 for x.",
  event: { text: "Cut n1 off first" },
  slider: { label: "n1's clock runs slow by", max: 60, step: 5, unit: "%" },
  play: (trouble) => WAYS.map((way) => playRead(way, trouble)),
  tell: tellReads,
};

function playRead(way: Way, trouble: Trouble): Attempt {
  const run = startRun({
    nodes: ["n1", "n2", "n3"],
    spawn: (context) => new StoreNode(context, way) as never,
    seed: 6,
    faults: { delayMs: [1, 3] },
  });
  const { world, events } = run;
  const clock = slowClock(world, trouble.amount / 100);
  playStory(world, "timeout n1 election\nrun 20ms\ncommand n1 1\nrun 100ms");
  // All have just heard of the leader: its lease is as long as it can be.
  playStory(world, "timeout n1 heartbeat\nrun 5ms");
  const cutMs = world.nowMs;
  if (trouble.isOn) playStory(world, "partition n1 | n2 n3");
  clock(() => leadersOf(world).some((id) => !trouble.isOn || id !== "n1"));
  const writer = leadersOf(world).find((id) => !trouble.isOn || id !== "n1")!;
  playStory(world, `command ${writer} 2`);
  clock(() => storeOf(world, writer).x === 2);
  const readMs = world.nowMs;
  const before = events.length;
  playStory(world, `command n1 "read"`);
  clock(() => storeOf(world, "n1").answer !== undefined);
  const during = events.slice(before);
  const effects = during.flatMap((event) => event.effects);
  const { answer } = storeOf(world, "n1");
  return {
    ...NAMES[way],
    steps: [
      ...(trouble.isOn ? ["n1 is cut off, and goes on calling itself leader"] : []),
      `${trouble.isOn ? `+${readMs - cutMs} ms: ` : ""}${writer} commits x = 2`,
      "the client asks n1 for x",
    ],
    result: answer === undefined
      ? "no answer: n1 cannot make sure that it leads"
      : `x is ${answer.x}${answer.x === 2 ? "" : ", an old value"}`,
    isGood: answer === undefined || answer.x === 2,
    price: answer === undefined ? "the client has to ask somebody else" : costOf({
      waitMs: world.nowMs - readMs,
      saves: effects.filter(({ kind }) => kind === "save").length,
    }),
  };
}

function costOf({ waitMs, saves }: { waitMs: number; saves: number }): string {
  if (waitMs === 0) return "nothing: no message, no disk";
  return saves === 0 ? "a round trip, no disk" : `a round trip, and ${saves} disks write`;
}

const storeOf = (world: World, id: NodeId) => programOf<StoreNode>(world, id)!;

const leadersOf = (world: World) =>
  world.nodes.filter((id) => storeOf(world, id).state.role === "leader");

/** Lets time pass until something holds, while n1's clock loses a share of it. */
function slowClock(world: World, share: number): (until: () => boolean) => void {
  let lostMs = 0;
  let passedMs = 0;
  return (until) => {
    const endMs = world.nowMs + PATIENCE_MS;
    while (!until() && world.nowMs < endMs) {
      playStory(world, `run ${SLICE_MS}ms`);
      passedMs += SLICE_MS;
      const byMs = Math.floor(passedMs * share) - lostMs;
      lostMs += byMs;
      if (byMs > 0) playStory(world, `skew n1 -${byMs}ms`);
    }
  };
}

function tellReads({ isOn, amount }: Trouble, attempts: readonly Attempt[]): string {
  if (!isOn) {
    return "All four give the new value, and the first one pays with a write to the disks for a read. Cut n1 off first, and look again.";
  }
  const wrong = attempts.filter(({ isGood }) => !isGood).map(({ name }) => name);
  return wrong.includes("Lease")
    ? `n1's clock lost ${amount} %: its lease of ${LEASE_MS} ms was still running for n1 when the others had elected a new leader. Only asking is safe now.`
    : `"${
      wrong.join('" and "')
    }" answers with the old value, though a newer write is finished. ReadIndex and the lease say nothing rather than something old. Now let n1's clock run slow.`;
}
