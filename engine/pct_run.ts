import type { Random } from "./random.ts";
import type { PlannedCommand } from "./walk.ts";
import type { Pending, World } from "./world.ts";

/** A node's timers wait for this many deliveries for each node before they fire again. */
export const DELIVERIES_PER_TIMER = 2;

/** How often what goes wrong, in each run: every time to a node or on a link that is drawn. */
export interface PctFaults {
  /** A node crashes, with or without what it had not synced, and restarts. */
  readonly crashes?: number;
  /** A link loses a message. */
  readonly drops?: number;
  /** A link doubles a message. */
  readonly duplicates?: number;
}

/** In how many ways the faults of a run can be drawn. */
export function countDraws(nodes: number, faults: PctFaults): number {
  const { crashes = 0, drops = 0, duplicates = 0 } = faults;
  return (2 * nodes) ** crashes * (nodes * (nodes - 1)) ** (drops + duplicates);
}

export interface PctRunOptions {
  readonly random: Random;
  readonly depth: number;
  readonly faults: PctFaults;
  /** Change points are drawn from the steps 1 to this. */
  readonly changesWithin: number;
  readonly stepsMax: number;
  readonly settleMs: number;
  readonly commands: readonly PlannedCommand[];
}

/** Events that keep their order among themselves. */
interface Chain {
  readonly kind: "link" | "timers" | "commands" | "crash" | "drop" | "duplicate";
  /** Higher goes first. */
  priority: number;
  /** Messages of a link, oldest first; `next` is the first that waits. */
  readonly messages: Pending[];
  next: number;
  /** For timers and crashes, the node; for what befalls a link, its place. */
  readonly node: number;
  /** Timers may fire when so many deliveries have been made. */
  firesFrom: number;
  /** What is left of a fault: a crash and a restart, or one loss. */
  eventsLeft: number;
  readonly losesUnsynced: boolean;
  hasMoved: boolean;
}

/** One run by priorities: see `planPct`. */
export class PctRun {
  readonly world: World;
  /** Steps that chains have made: k, when the run is over. */
  steps = 0;
  readonly #options: PctRunOptions;
  readonly #chains: Chain[] = [];
  readonly #links: (Chain | undefined)[] = [];
  readonly #commands: readonly PlannedCommand[];
  /** By step: the priority that its chain falls to, below all others. */
  readonly #changePoints = new Map<number, number>();
  #deliveries = 0;
  #waiting = 0;
  #commandsDone = 0;

  constructor(world: World, options: PctRunOptions) {
    this.world = world;
    this.#options = options;
    const { random, depth, changesWithin, commands } = options;
    for (let point = 1; point < depth; point++) {
      // Which of them is lowest must not depend on which comes first.
      this.#changePoints.set(random.between(1, Math.max(1, changesWithin)), -point);
    }
    this.#commands = commands.filter(({ isAfterHealing }) => !isAfterHealing)
      .toSorted((one, other) => one.atMs - other.atMs);
    world.nodes.forEach((_, node) => this.#addChain("timers", node));
    if (this.#commands.length > 0) this.#addChain("commands", -1);
    this.#addFaults();
  }

  #addFaults(): void {
    const { random, faults: { crashes = 0, drops = 0, duplicates = 0 } } = this.#options;
    const last = this.world.nodes.length - 1;
    for (let crash = 0; crash < crashes; crash++) {
      const node = random.between(0, last);
      this.#addChain("crash", node, { eventsLeft: 2, losesUnsynced: random.chance(0.5) });
    }
    for (let fault = 0; last > 0 && fault < drops + duplicates; fault++) {
      const from = random.between(0, last);
      const to = (from + random.between(1, last)) % (last + 1);
      const kind = fault < drops ? "drop" : "duplicate";
      this.#addChain(kind, from * (last + 1) + to, { eventsLeft: 1 });
    }
  }

  /** n: the chains that had anything to do. */
  get chains(): number {
    return this.#chains.filter((chain) => chain.hasMoved).length;
  }

  play(): void {
    const { world } = this;
    const { stepsMax, settleMs } = this.#options;
    this.#collect();
    while (!world.isOver && world.step < stepsMax) {
      const chain = this.#highest(false) ?? this.#highest(true);
      if (chain === undefined) break;
      this.#move(chain);
      this.steps++;
      chain.hasMoved = true;
      chain.priority = this.#changePoints.get(this.steps) ?? chain.priority;
      this.#collect();
    }
    this.#giveBack();
    if (settleMs > 0 && !world.isOver) this.#settle(settleMs);
    world.finish();
  }

  /** Puts what was sent since the last step into its chain. Timers are found at their node. */
  #collect(): void {
    const { world } = this;
    for (let item = world.queue.pop(); item !== undefined; item = world.queue.pop()) {
      if (item.isGone || item.kind !== "message") continue;
      const place = item.from * world.nodes.length + item.node;
      const chain = this.#links[place] ??= this.#addChain("link", -1);
      // The queue is in order of arrival, and a link keeps the order of sending.
      let index = chain.messages.push(item) - 1;
      for (; index > chain.next && chain.messages[index - 1].order > item.order; index--) {
        chain.messages[index] = chain.messages[index - 1];
      }
      chain.messages[index] = item;
      this.#waiting++;
    }
  }

  /** Puts what still waits into the world's queue again, for a settling to find. */
  #giveBack(): void {
    const { queue, states } = this.world;
    for (const chain of this.#chains) {
      for (const message of chain.messages.slice(chain.next)) queue.push(message);
    }
    for (const { timers } of states) {
      for (const timer of timers.values()) queue.push(timer);
    }
  }

  #addChain(
    kind: Chain["kind"],
    node: number,
    { eventsLeft = 0, losesUnsynced = false } = {},
  ): Chain {
    // A fresh random number for each gives every order of the chains the same probability.
    const priority = 1 + this.#options.random.unit();
    const chain: Chain = {
      kind,
      priority,
      messages: [],
      next: 0,
      node,
      firesFrom: 0,
      eventsLeft,
      losesUnsynced,
      hasMoved: false,
    };
    this.#chains.push(chain);
    return chain;
  }

  /** The chain to move; timers that must wait only when nothing else can. */
  #highest(isPatienceOver: boolean): Chain | undefined {
    let highest: Chain | undefined;
    for (const chain of this.#chains) {
      if (highest !== undefined && chain.priority <= highest.priority) continue;
      if (this.#canMove(chain, isPatienceOver)) highest = chain;
    }
    return highest;
  }

  #canMove(chain: Chain, isPatienceOver: boolean): boolean {
    if (chain.kind === "link") return chain.next < chain.messages.length;
    if (chain.kind === "crash") return this.#canCrash(chain);
    if (chain.kind === "drop" || chain.kind === "duplicate") {
      const link = this.#links[chain.node];
      return chain.eventsLeft > 0 && link !== undefined && link.next < link.messages.length;
    }
    if (chain.kind === "commands") {
      const next = this.#commands[this.#commandsDone];
      return next !== undefined && (isPatienceOver || next.atMs <= this.world.nowMs);
    }
    const isDue = isPatienceOver || this.#waiting === 0 || this.#deliveries >= chain.firesFrom;
    return isDue && this.world.states[chain.node].timers.size > 0;
  }

  /** First it crashes, then it restarts; another chain may have done either already. */
  #canCrash({ node, eventsLeft }: Chain): boolean {
    return eventsLeft > 0 && this.world.isRunning(node) === (eventsLeft === 2);
  }

  #move(chain: Chain): void {
    if (chain.eventsLeft > 0) this.#goWrong(chain);
    else if (chain.kind === "link") this.#deliver(chain);
    else if (chain.kind === "timers") this.#fire(chain);
    else this.#command();
  }

  #goWrong(chain: Chain): void {
    const { world } = this;
    const isFirst = chain.eventsLeft-- === 2;
    if (chain.kind === "crash") {
      if (isFirst) world.crash(chain.node, chain.losesUnsynced);
      else world.restart(chain.node);
      return;
    }
    const link = this.#links[chain.node]!;
    if (chain.kind === "duplicate") world.duplicate(link.messages[link.next]);
    else world.drop(this.#takeOldest(link));
  }

  #takeOldest(chain: Chain): Pending {
    const message = chain.messages[chain.next++];
    if (chain.next > 64 && chain.next * 2 > chain.messages.length) {
      chain.messages.splice(0, chain.next);
      chain.next = 0;
    }
    this.#waiting--;
    return message;
  }

  #deliver(chain: Chain): void {
    const { world } = this;
    const message = this.#takeOldest(chain);
    this.#deliveries++;
    world.advanceTo(message.atMs);
    if (world.isRunning(message.node)) world.deliver(message);
    else world.drop(message);
  }

  #fire(chain: Chain): void {
    const { world } = this;
    let next: Pending | undefined;
    for (const timer of world.states[chain.node].timers.values()) {
      const isSooner = next === undefined || timer.atMs < next.atMs ||
        (timer.atMs === next.atMs && timer.order < next.order);
      if (isSooner) next = timer;
    }
    chain.firesFrom = this.#deliveries + DELIVERIES_PER_TIMER * world.nodes.length;
    world.advanceTo(next!.atMs);
    world.fire(next!);
  }

  #command(): void {
    const { node, command, atMs } = this.#commands[this.#commandsDone++];
    this.world.advanceTo(atMs);
    this.world.command(this.#pickNode(node), command);
  }

  #pickNode(id: string | undefined): number {
    return id === undefined
      ? this.#options.random.between(0, this.world.nodes.length - 1)
      : this.world.indexOf(id);
  }

  /** Settles, with the commands that come after the healing in between. */
  #settle(settleMs: number): void {
    const { world } = this;
    const startMs = world.nowMs;
    const late = this.#options.commands.filter(({ isAfterHealing }) => isAfterHealing)
      .toSorted((one, other) => one.atMs - other.atMs);
    for (const { node, command, atMs } of late) {
      if (world.isOver || atMs > settleMs) break;
      world.settle(Math.max(0, startMs + atMs - world.nowMs));
      if (!world.isOver) world.command(this.#pickNode(node), command);
    }
    if (!world.isOver) world.settle(startMs + settleMs - world.nowMs);
  }
}
