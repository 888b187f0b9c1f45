import type { Command, Context } from "@/engine/types.ts";
import type { Pending, World } from "@/engine/world.ts";
import { makeMove, messagesUnderWay, programOf } from "./moves.ts";
import { startRun } from "./play_run.ts";

/** A kind of data that every replica changes for itself, and that replicas merge when they meet. */
export interface MergeType<State> {
  readonly initial: State;
  /** What a reader can do to a replica, by the letters that stand for it in the address. */
  readonly changes: Readonly<Record<string, Change<State>>>;
  /** States must come out the same, to the letter, when they mean the same. */
  readonly merge: (mine: State, theirs: State) => State;
  readonly show: (state: State) => string;
}

/** @param count how many changes this replica has made, this one included. */
export type Change<State> = (state: State, replica: Replica, count: number) => State;

export const REPLICAS = ["A", "B", "C"] as const;
export type Replica = typeof REPLICAS[number];

export interface Copy<State> {
  readonly state: State;
  /** The changes that are in it, by name. No merge looks at them: they tell who has heard what. */
  readonly heard: readonly string[];
}

export interface Letter<State> extends Copy<State> {
  readonly from: Replica;
  readonly to: Replica;
  /** `12n3`: the third on the way from the first replica to the second. */
  readonly name: string;
}

export interface Meeting<State> {
  readonly copies: Readonly<Record<Replica, Copy<State>>>;
  readonly underWay: readonly Letter<State>[];
  /** Each change: the state before it and after it. */
  readonly steps: readonly (readonly [State, State])[];
  /** All changes that were made. */
  readonly made: readonly string[];
  /** What the last act did, where it did anything. */
  readonly last?: Done<State>;
}

export interface Done<State> {
  readonly act: "change" | "send" | "deliver" | "twice" | "lose" | "rest";
  /** What was changed, as in `MergeType.changes`. */
  readonly change?: string;
  readonly replica: Replica;
  readonly from?: Replica;
  readonly before: State;
  readonly after: State;
}

/** More acts would be a tangle; a link then never carries more messages than this. */
export const REPLICA_ACTS_MAX = 90;

/** A replica that tells both others its whole state whenever it has changed it. */
class ReplicaNode<State> {
  copy: Copy<State>;
  steps: (readonly [State, State])[] = [];

  constructor(private readonly context: Context, private readonly type: MergeType<State>) {
    this.copy = { state: type.initial, heard: [] };
  }

  onCommand({ body }: Command): void {
    const change = this.type.changes[body as string];
    if (change !== undefined) this.change(change);
    for (const peer of this.context.peers) this.context.send(peer, this.copy);
  }

  onMessage(_from: string, { state, heard }: Copy<State>): void {
    this.copy = {
      state: this.type.merge(this.copy.state, state),
      heard: [...new Set([...this.copy.heard, ...heard])].sort(),
    };
  }

  private change(change: Change<State>): void {
    const count = this.steps.length + 1;
    const after = change(this.copy.state, this.context.id as Replica, count);
    this.steps.push([this.copy.state, after]);
    this.copy = { state: after, heard: [...this.copy.heard, `${this.context.id}${count}`].sort() };
  }
}

/** All that a reader can do: change a replica, send again, deliver, deliver twice, lose. */
export function actsOf(type: MergeType<never>): string[] {
  const acts = ["rest"];
  for (const from of [1, 2, 3]) {
    for (const change of ["send", ...Object.keys(type.changes)]) acts.push(`${change}${from}`);
    for (const to of [1, 2, 3].filter((each) => each !== from)) {
      for (let ordinal = 1; ordinal <= REPLICA_ACTS_MAX; ordinal++) {
        for (const kind of ["d", "k", "l"]) acts.push(`${kind}${from}${to}n${ordinal}`);
      }
    }
  }
  return acts;
}

/** Plays what the reader did, in a world of three replicas. */
export function playReplicas<State>(
  type: MergeType<State>,
  acts: readonly string[],
): Meeting<State> {
  const { world } = startRun({
    nodes: REPLICAS,
    spawn: (context) => new ReplicaNode(context, type) as never,
    seed: 1,
  });
  const nodes = REPLICAS.map((id) => programOf<ReplicaNode<State>>(world, id)!);
  let last: Done<State> | undefined;
  for (const act of acts) last = play(world, act, nodes);
  const [A, B, C] = nodes.map(({ copy }) => copy);
  return {
    copies: { A, B, C },
    underWay: inOrder(world).map((message) => ({
      ...message.payload as Copy<State>,
      from: REPLICAS[message.from],
      to: REPLICAS[message.node],
      name: nameOf(message),
    })),
    steps: nodes.flatMap(({ steps }) => steps),
    made: nodes.flatMap(({ steps }, node) =>
      steps.map((_, index) => `${REPLICAS[node]}${index + 1}`)
    ),
    last,
  };
}

const nameOf = ({ from, node, ordinal }: Pending) => `${from + 1}${node + 1}n${ordinal}`;

/** The messages under way in the order in which they were sent. */
const inOrder = (world: World) =>
  messagesUnderWay(world).sort((one, other) => one.order - other.order);

function play<State>(
  world: World,
  act: string,
  nodes: readonly ReplicaNode<State>[],
): Done<State> | undefined {
  if (act === "rest") return deliverRest(world, nodes);
  const [, kind, , name] = /^([a-z]+)((\d\dn\d+)|\d)$/.exec(act)!;
  const message = inOrder(world).find((each) => nameOf(each) === name);
  if (name !== undefined && message === undefined) return undefined;
  const node = message?.node ?? Number(act.at(-1)) - 1;
  const before = nodes[node].copy.state;
  if (message !== undefined) settle(world, message, kind);
  else {
    const id = `c${world.step + 1}`;
    world.command(node, { id, client: "reader", body: kind as never });
  }
  return {
    act: message !== undefined
      ? LETTERS[kind as keyof typeof LETTERS]
      : kind === "send"
      ? kind
      : "change",
    change: kind,
    replica: REPLICAS[node],
    from: message === undefined ? undefined : REPLICAS[message.from],
    before,
    after: nodes[node].copy.state,
  };
}

const LETTERS = { d: "deliver", k: "twice", l: "lose" } as const;

/** Delivers a message, delivers it and leaves a copy of it under way, or loses it. */
function settle(world: World, message: Pending, kind: string): void {
  const { from, node: to, ordinal } = message;
  if (kind === "k") world.duplicate(message);
  makeMove(world, { kind: kind === "l" ? "drop" : "deliver", from, to, ordinal });
}

function deliverRest<State>(
  world: World,
  nodes: readonly ReplicaNode<State>[],
): Done<State> | undefined {
  const messages = inOrder(world);
  for (const message of messages) settle(world, message, "d");
  const { state } = nodes[0].copy;
  return messages.length === 0
    ? undefined
    : { act: "rest", replica: "A", before: state, after: state };
}

/** Whether every replica has heard of every change, through whomever. */
export function haveHeardAll({ copies, made }: Meeting<unknown>): boolean {
  return REPLICAS.every((each) => copies[each].heard.length === made.length);
}
