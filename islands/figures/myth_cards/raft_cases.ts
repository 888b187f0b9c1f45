import type { World } from "@/engine/world.ts";
import { type Case, play } from "../claims/case.ts";
import { RAFT } from "../claims/clusters.ts";
import { ELECTED, firstLeader, leadersOf } from "../claims/raft_leaders.ts";
import { readMoves } from "../kit/moves.ts";
import { playRun } from "../kit/play_run.ts";
import { raftState } from "../kit/raft_state.ts";
import { PRESETS } from "../raft_cluster/presets.ts";
import { setupOf } from "../raft_cluster/setups.ts";

/** The newest value that a node knows to be committed. */
function committedAt(world: World, id: string): string {
  const { log, commitIndex } = raftState(world, id)!;
  return String(log[commitIndex - 1]?.command ?? "nothing");
}

export const runWholeRead = () => runRead("The network is whole", false);
export const runCutRead = () => runRead("The leader is cut off", true);

function runRead(name: string, isCut: boolean): Case {
  const { leader, others } = firstLeader();
  const before = `${ELECTED}command ${leader} "old"\nrun 200ms\n`;
  const cut = isCut ? `partition ${leader} | ${others.join(" ")}\nrun 1000ms\n` : "";
  const [writer] = leadersOf(play(RAFT, before + cut));
  const world = play(RAFT, `${before}${cut}command ${writer} "new"\nrun 200ms`);
  const read = committedAt(world, leader);
  const newest = committedAt(world, leadersOf(world)[0]);
  return {
    name,
    lines: [
      `${leader} leads, and “old” is committed.`,
      ...(isCut ? [`${leader} is cut off. The others elect ${writer}.`] : []),
      `A client writes “new” through ${writer}. Committed there: “${newest}”.`,
      `A client reads at ${leader}, which believes that it leads: “${read}”.`,
    ],
    holds: read === newest,
  };
}

/** The leader that wrote the entry counts its copies, and then it dies. */
export function runOwnTerm(): Case {
  const { leader, others } = firstLeader();
  const story = `${ELECTED}cut ${leader} > ${others[1]}\ncommand ${leader} "x"\nrun 60ms\n`;
  const holders = holdersOf(play(RAFT, story), "x");
  const world = play(RAFT, `${story}crash ${leader}\nheal\nrun 2000ms`);
  const [next] = leadersOf(world);
  const kept = raftState(world, next)!.log.some(({ command }) => command === "x");
  return {
    name: "Counted in its own term",
    lines: [
      `${leader} leads, writes “x”, and ${holders.join(" and ")} of 3 machines hold it.`,
      `${leader} crashes, and ${next} is elected.`,
      `${next}'s log ${kept ? "holds" : "does not hold"} “x”.`,
    ],
    holds: kept,
  };
}

/** Figure 8 of the Raft paper, move by move: an entry of an earlier term on three of five. */
export function runFigure8(): Case {
  const { initial, story } = PRESETS["figure-8"];
  const [, opening] = initial.split("~");
  const worldAfter = (steps: number) => {
    const moves = [opening, ...story.slice(0, steps).map(({ moves }) => moves)].join(".");
    return playRun(setupOf("5"), readMoves(moves)!).world;
  };
  const stored = worldAfter(2);
  const { command, term } = raftState(stored, "n1")!.log[0];
  const end = worldAfter(story.length);
  const left = holdersOf(end, command);
  return {
    name: "Figure 8 of the Raft paper",
    lines: [
      `n1 leads term ${raftState(stored, "n1")!.term}, and copies an entry of term ${term}: ${
        holdersOf(stored, command).join(", ")
      } hold it, of 5.`,
      `n1 crashes, and n5, with an entry of a newer term, is elected for term ${
        raftState(end, "n5")!.term
      }.`,
      `n5 replaces the others' logs. Of the machines that are up, ${
        left.length === 0 ? "none" : left.join(", ")
      } holds the entry.`,
    ],
    holds: left.length > 0,
  };
}

/** The nodes that are up and hold a command in their log. */
function holdersOf(world: World, wanted: unknown): string[] {
  return world.nodes.filter((id) =>
    raftState(world, id)?.log.some(({ command }) => command === wanted)
  );
}
