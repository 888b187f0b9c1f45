import { digest } from "@/engine/encode.ts";
import { stateMachineSafety } from "@/engine/monitors/state_machine_safety.ts";
import { playStory } from "@/engine/story.ts";
import type { Command, Context, Data, NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { messagesUnderWay, programOf } from "../kit/moves.ts";
import { startRun } from "../kit/play_run.ts";
import { hostRaft } from "../kit/raft_host.ts";
import type { RaftNode } from "../kit/raft_node.ts";
import type { Attempt, Pattern, Trouble } from "./pattern.ts";

const SERVERS: readonly NodeId[] = ["n1", "n2", "n3"];
const AMOUNT = 30;
/** The bit that is turned over on the way: 30 becomes 62. */
const BIT = 32;

interface Sealed {
  readonly sum: number;
  readonly message: Data;
}

/** A Raft that sends a checksum with everything, and may or may not look at it. */
class SealedNode {
  applied: readonly Data[] = [];
  dropped = 0;
  private readonly raft: RaftNode;

  constructor(context: Context, private readonly checks: boolean) {
    const { raft } = hostRaft(context, {
      servers: SERVERS,
      onApply: (_index, entry) => this.applied = [...this.applied, entry],
      seal: (message) => ({ sum: digest(message), message } satisfies Sealed),
    });
    this.raft = raft;
  }

  onStart(): void {
    this.raft.onStart();
  }

  onTimer(name: string): void {
    this.raft.onTimer(name);
  }

  onCommand(command: Command): void {
    this.raft.onCommand(command);
  }

  onMessage(from: NodeId, { sum, message }: Sealed): void {
    if (this.checks && sum !== digest(message)) this.dropped++;
    else this.raft.onMessage(from, message as never);
  }
}

export const BIT_FLIP: Pattern = {
  title: "“Our nodes do not lie”",
  story: `n1 leads three nodes, and a client pays ${AMOUNT}. Every node carries the payment out.`,
  event: { text: "Turn one bit over on the way to n3" },
  play: (trouble) => [false, true].map((checks) => pay(checks, trouble)),
  tell: ({ isOn }, [plain, checked]) =>
    isOn
      ? `Without a checksum: ${plain.result}. With it, n3 notices, and Raft's own repetition does the rest: ${checked.result}. Three nodes were enough. If the nodes' owners did not trust each other, four would be needed, and another protocol.`
      : "All nodes carry out the same. Now turn over a single bit in what is sent to n3.",
};

function pay(checks: boolean, { isOn }: Trouble): Attempt {
  const { world } = startRun({
    nodes: SERVERS,
    spawn: (context) => new SealedNode(context, checks) as never,
    seed: 1,
    monitors: () => [stateMachineSafety()],
  });
  playStory(world, "timeout n1 election\nexchange n1 n2 n3\n");
  playStory(world, `command n1 ${AMOUNT}`);
  if (isOn) turnBit(world);
  playStory(world, "exchange n1 n2 n3\ntimeout n1 heartbeat\nexchange n1 n2 n3");
  playStory(world, "timeout n1 heartbeat\nexchange n1 n2 n3");
  const nodes = SERVERS.map((id) => programOf<SealedNode>(world, id)!);
  const amounts = nodes.map(({ applied }) => applied.at(-1));
  const dropped = nodes.reduce((sum, node) => sum + node.dropped, 0);
  const isGood = world.violations[0] === undefined && amounts.every((each) => each === AMOUNT);
  return {
    name: checks ? "With a checksum" : "No check",
    kind: checks ? "repair" : "mistake",
    steps: [
      `n1 sends "pay ${AMOUNT}" to n2 and n3`,
      ...(isOn ? [`on the way to n3 it becomes "pay ${AMOUNT ^ BIT}"`] : []),
      ...(dropped > 0 ? ["n3 finds a wrong sum and drops it", "n1 sends it again"] : []),
    ],
    result: isGood
      ? `all three paid ${AMOUNT}`
      : `n1 paid ${amounts[0]}, n2 ${amounts[1]}, n3 ${amounts[2]}`,
    isGood,
    price: checks ? "one number in every message" : "nothing",
  };
}

/** What no disk, cable or memory is free of: the entry arrives, with one bit turned over. */
function turnBit(world: World): void {
  const { message } = messagesUnderWay(world).find(({ node, payload }) =>
    node === world.indexOf("n3") && ((payload as Sealed).message as Append).entries?.length > 0
  )!.payload as { message: Append };
  const [entry] = message.entries;
  entry.command = (entry.command as number) ^ BIT;
}

interface Append {
  readonly entries: { command: unknown }[];
}
