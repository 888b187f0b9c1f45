import type { Run } from "../kit/play_run.ts";
import { decisionsOf, delivered, nodeOf, NODES, roundOf } from "./game.ts";
import type { Way } from "./voting_node.ts";

const STUCK: Readonly<Record<Way, string>> = {
  fixed: "",
  coin: " You could not foresee the coins; no order of messages helps against all of them.",
  limit: " Everybody waits until all have been heard, and then any order gives the same count.",
};

/** Whether the reader, who is the scheduler, has kept the vote open, and how. */
export function tellGame(run: Run, way: Way): string {
  const { world } = run;
  const count = delivered(run);
  const after = `after ${count} ${count === 1 ? "delivery" : "deliveries"}`;
  const decisions = decisionsOf(world);
  if (decisions.length > 0) {
    const [{ id, decided }] = decisions;
    const why = way === "fixed"
      ? " Two nodes had seen the same majority, and it heard of both."
      : STUCK[way];
    return `You lose: ${id} has decided "${decided}" ${after}.${why}`;
  }
  const opinions = NODES.map((_, node) => nodeOf(world, node).opinion);
  const last = lastStory(run);
  const kept = roundOf(world) - 1;
  if (new Set(opinions).size === 1) {
    return `${last} Now all think "${opinions[0]}", and whatever you do, that will be decided.`;
  }
  if (count === 0) return `${last} Who first hears another opinion than its own sees no majority.`;
  if (kept === 0) return `${last} Nobody has decided ${after}.`;
  return `${last} You have kept the vote open for ${kept} ${kept === 1 ? "round" : "rounds"}, ` +
    `${count} deliveries.` +
    (way === "fixed" ? " What worked once works again: nothing has changed." : "");
}

function lastStory({ world, events }: Run): string {
  const last = events.findLast(({ kind }) => kind === "deliver");
  const node = last === undefined ? -1 : NODES.indexOf(last.node as "n1");
  return node < 0 ? "Choose which message arrives first." : nodeOf(world, node).story;
}
