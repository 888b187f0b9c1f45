import { type Case, play } from "../claims/case.ts";
import type { BankNode } from "../claims/bank_node.ts";
import { type CopyNode, PATIENCE_MS } from "../claims/copy_node.ts";
import { BANK, COPIES, RAFT } from "../claims/clusters.ts";
import { ELECTED, firstLeader, leadersOf } from "../claims/raft_leaders.ts";
import { programOf } from "../kit/moves.ts";
import { raftState } from "../kit/raft_state.ts";
import type { World } from "@/engine/world.ts";

/** A claim to bet on, and its runs. */
export interface Claim {
  /** Two letters, for what is kept: never given to another claim. */
  readonly key: string;
  readonly text: string;
  /** On an ordinary day, and with a fault. */
  readonly run: (hasFault: boolean) => Case;
  /** Why it came out as it did with the fault. */
  readonly because: string;
}

const copyAt = (world: World, id: string) => programOf<CopyNode>(world, id);
const nameOf = (hasFault: boolean) => hasFault ? "With a fault" : "On an ordinary day";

export const CLAIMS: readonly Claim[] = [
  {
    key: "ev",
    text: "A write that was confirmed is in every copy.",
    run: runEverywhere,
    because:
      "The confirmation protects what the machine had waited for, and it had waited for itself alone.",
  },
  {
    key: "sa",
    text: "Two clients who read at the same moment read the same.",
    run: runSameMoment,
    because: "A write reaches the copies one after the other, and a reader can come in between.",
  },
  {
    key: "de",
    text: "A machine that has said nothing for a second is dead.",
    run: runSilence,
    because: "Silence looks the same whether a machine is dead, slow, paused or cut off.",
  },
  {
    key: "no",
    text: "If no answer came, the write did not happen.",
    run: runNoAnswer,
    because: "What was lost was the answer. The client sees the same as if the request were lost.",
  },
  {
    key: "on",
    text: "At any moment at most one machine believes that it leads.",
    run: runOneLeader,
    because:
      "Nobody can tell the old leader that it was replaced while it is cut off. Their terms differ, and that is what saves the data.",
  },
  {
    key: "cu",
    text: "A leader that waits for a majority confirms nothing while it is cut off.",
    run: runCutLeader,
    because: "It waits for an answer before it promises anything, and no answer can come.",
  },
  {
    key: "ma",
    text: "What a majority holds before it is confirmed survives the loss of any one machine.",
    run: runMajority,
    because:
      "Any majority that elects the next leader has a member that holds the write, and only somebody who holds it can win.",
  },
];

/** Whether the claim held with the fault as well. */
export function isBorneOut(claim: Claim): boolean {
  return claim.run(true).holds;
}

function runEverywhere(hasFault: boolean): Case {
  const loss = `drop n1>n2 all\ncrash n1\nrun ${2 * PATIENCE_MS}ms`;
  const world = play(COPIES, `run 50ms\ncommand n1 "new"\n${hasFault ? loss : "run 50ms"}`);
  const { isLeader, written } = copyAt(world, "n2")!;
  return {
    name: nameOf(hasFault),
    lines: [
      "A client writes “new” at n1, and n1 confirms it.",
      hasFault
        ? "n1's disk dies before the copy has heard of it."
        : "50 ms later the copy has heard of it.",
      ...(isLeader ? [`n2 hears no leader for a second, and leads.`] : []),
      `A client reads at n2: “${written.value}”.`,
    ],
    holds: written.value === "new",
  };
}

function runSameMoment(hasFault: boolean): Case {
  const world = play(COPIES, `run 50ms\ncommand n1 "new"\n${hasFault ? "" : "run 50ms"}`);
  const [one, other] = ["n1", "n2"].map((id) => copyAt(world, id)!.written.value);
  return {
    name: nameOf(hasFault),
    lines: [
      "A client writes “new” at n1.",
      hasFault ? "The message to n2 is slow: it is still under way." : "The message reaches n2.",
      `Two clients read at once: “${one}” at n1, “${other}” at n2.`,
    ],
    holds: one === other,
  };
}

function runSilence(hasFault: boolean): Case {
  const world = play(
    COPIES,
    `run 250ms\n${hasFault ? "pause n1" : "crash n1"}\nrun ${PATIENCE_MS + 200}ms`,
  );
  const hasTakenOver = copyAt(world, "n2")!.isLeader;
  const isUp = world.isRunning(0);
  if (isUp) world.resume(0);
  return {
    name: nameOf(hasFault),
    lines: [
      hasFault ? "n1 pauses to clean up its memory." : "n1 crashes.",
      `n2 hears nothing for a second${hasTakenOver ? ", and takes over" : ""}.`,
      isUp
        ? `n1 goes on where it was${copyAt(world, "n1")!.isLeader ? ", as leader" : ""}.`
        : "n1 is down, and stays so.",
    ],
    holds: !isUp,
  };
}

function runNoAnswer(hasFault: boolean): Case {
  const cut = hasFault ? "cut bank > client" : "cut client > bank";
  const world = play(BANK, `${cut}\ncommand client {"amount":10}\nrun 500ms`);
  const { booked } = programOf<BankNode>(world, "bank")!;
  const { seen } = programOf<BankNode>(world, "client")!;
  return {
    name: hasFault ? "The answer is lost" : "The request is lost",
    lines: [
      `A client sends a payment of 10 and waits for 500 ms. It ${seen.join(", and ")}${
        seen.length === 1 ? ", and was told nothing" : ""
      }.`,
      `The bank's books say ${booked}.`,
    ],
    holds: booked === 0,
  };
}

function runOneLeader(hasFault: boolean): Case {
  const { leader, others } = firstLeader();
  const cut = hasFault ? `partition ${leader} | ${others.join(" ")}\n` : "";
  const world = play(RAFT, `${ELECTED}${cut}run 1000ms`);
  const leaders = leadersOf(world);
  return {
    name: nameOf(hasFault),
    lines: [
      `Three machines run Raft, and ${leader} leads.`,
      hasFault ? `${leader} is cut off from the others for 1,000 ms.` : "1,000 ms pass.",
      `Who says “I lead”: ${
        leaders.map((id) => `${id}, in term ${raftState(world, id)!.term}`).join("; ")
      }.`,
    ],
    holds: leaders.length <= 1,
  };
}

function runCutLeader(hasFault: boolean): Case {
  const { leader, others } = firstLeader();
  const cut = hasFault ? `partition ${leader} | ${others.join(" ")}\n` : "";
  const world = play(RAFT, `${ELECTED}${cut}command ${leader} "new"\nrun 1000ms`);
  const { log, commitIndex } = raftState(world, leader)!;
  return {
    name: nameOf(hasFault),
    lines: [
      `Three machines run Raft, and ${leader} leads.`,
      hasFault ? `${leader} is cut off, and a client writes to it.` : "A client writes to it.",
      `1,000 ms later ${leader} has ${log.length} entry in its log and has confirmed ${commitIndex}.`,
    ],
    holds: commitIndex === (hasFault ? 0 : 1),
  };
}

function runMajority(hasFault: boolean): Case {
  const { leader, others } = firstLeader();
  const confirm = `${ELECTED}cut ${leader} > ${others[1]}\ncommand ${leader} "new"\nrun 60ms\n`;
  const confirmed = raftState(play(RAFT, confirm), leader)!.commitIndex;
  const loss = hasFault ? `crash ${leader}\n` : "";
  const world = play(RAFT, `${confirm}${loss}heal\nrun 2000ms`);
  const [newest] = leadersOf(world);
  const kept = raftState(world, newest)!.log.some(({ command }) => command === "new");
  return {
    name: nameOf(hasFault),
    lines: [
      `${leader} leads and reaches ${
        others[0]
      } alone: two of three hold the write, and ${leader} has confirmed ${confirmed}.`,
      hasFault ? `${leader} dies.` : "Nothing else happens.",
      `${newest} leads, and its log ${kept ? "holds" : "does not hold"} the write.`,
    ],
    holds: confirmed === 1 && kept,
  };
}
