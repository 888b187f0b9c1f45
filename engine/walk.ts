import type { Faults } from "./faults.ts";
import { Random } from "./random.ts";
import type { Command, NodeId } from "./types.ts";
import type { Pending, World } from "./world.ts";

/** What clients ask for during a walk. Without `node`, a random running node is asked. */
export interface PlannedCommand {
  readonly atMs: number;
  /** True where `atMs` counts from the healing: what progress is judged by. */
  readonly isAfterHealing?: boolean;
  readonly node?: NodeId;
  readonly command: Command;
}

export interface WalkOptions {
  readonly seed: number;
  /** Trouble ends after this many steps, at the latest. */
  readonly stepsMax: number;
  /** Trouble ends after this much virtual time, at the latest. */
  readonly forMs?: number;
  readonly commands?: readonly PlannedCommand[];
  /** After the trouble, heal everything and run fairly for this long. 0 does without. */
  readonly settleMs?: number;
}

/** A crash inside a handler strikes after at most this many of its effects. */
const EFFECTS_BEFORE_TEAR_MAX = 3;

/**
 * The seeded random walk: things happen in order of virtual time, as in a real network, with the
 * world's faults thrown in; then, if asked, everything heals and runs fairly, so that progress can
 * be judged. The same world options and walk options give the same run, in every home.
 */
export function walk(world: World, options: WalkOptions): void {
  new Walk(world, options).run();
  world.finish();
}

class Walk {
  readonly #world: World;
  readonly #options: WalkOptions;
  readonly #random: Random;
  readonly #faults: Faults;
  /** Chance of any fault in one step. Drawing once for all of them keeps calm steps cheap. */
  readonly #faultChance: number;

  constructor(world: World, options: WalkOptions) {
    this.#world = world;
    this.#options = options;
    this.#random = new Random(options.seed, "walk");
    this.#faults = world.faults;
    const { crashRate, partitionRate, pauseRate, clockJumpRate } = world.faults;
    this.#faultChance = (crashRate + partitionRate + pauseRate + clockJumpRate) / 1_000;
    for (const planned of options.commands ?? []) {
      if (!planned.isAfterHealing) this.#plan(planned);
    }
  }

  run(): void {
    const world = this.#world;
    const { stepsMax, forMs = Infinity, settleMs = 0 } = this.#options;
    while (!world.isOver && world.step < stepsMax) {
      if (this.#random.chance(this.#faultChance)) this.#strike();
      const next = world.queue.peek();
      if (next === undefined || next.atMs > forMs) break;
      world.queue.pop();
      if (next.isGone) continue;
      world.advanceTo(next.atMs);
      this.#happen(next);
    }
    if (settleMs > 0 && !world.isOver) this.#settle(settleMs);
  }

  /** Settles, with the clients' remaining commands as actions of their own in between. */
  #settle(settleMs: number): void {
    const world = this.#world;
    const untilMs = world.nowMs + settleMs;
    for (const planned of this.#options.commands ?? []) {
      // The world counts from now, and the healing is now.
      if (planned.isAfterHealing) this.#plan(planned);
    }
    const commands = world.queue.items
      .filter((item) => item.kind === "command" && !item.isGone && item.atMs <= untilMs)
      .sort((one, other) => one.atMs - other.atMs || one.order - other.order);
    for (const pending of commands) {
      if (world.isOver) return;
      pending.isGone = true;
      world.settle(Math.max(0, pending.atMs - world.nowMs));
      const node = pending.node < 0
        ? this.#random.between(0, world.nodes.length - 1)
        : pending.node;
      if (!world.isOver) world.command(node, pending.payload as Command);
    }
    if (!world.isOver) world.settle(untilMs - world.nowMs);
  }

  #plan(planned: PlannedCommand): void {
    const node = planned.node === undefined ? -1 : this.#world.indexOf(planned.node);
    this.#world.plan("command", node, planned.atMs, planned.command);
  }

  #happen(pending: Pending): void {
    switch (pending.kind) {
      case "message":
        return this.#message(pending);
      case "timer":
        if (this.#world.states[pending.node].isPaused) this.#postpone(pending);
        else this.#torn(pending.node, (torn) => this.#world.fire(pending, torn));
        return;
      case "command":
        return this.#command(pending);
      case "restart":
        if (!this.#world.isRunning(pending.node)) this.#world.restart(pending.node);
        return;
      case "resume":
        if (this.#world.states[pending.node].isPaused) this.#world.resume(pending.node);
        return;
      case "heal": {
        const { from, to } = pending.payload as { from: number[]; to: number[] };
        return this.#world.heal(from, to);
      }
    }
  }

  #message(message: Pending): void {
    const world = this.#world;
    const link = world.faultsOn(message.from, message.node);
    if (world.isCut(message.from, message.node)) {
      if (this.#random.chance(this.#faults.held)) this.#postpone(message);
      else world.drop(message);
    } else if (!world.isRunning(message.node) || this.#random.chance(link.loss)) {
      world.drop(message);
    } else if (world.states[message.node].isPaused) this.#postpone(message);
    else {
      if (this.#random.chance(link.duplication)) world.duplicate(message);
      this.#torn(message.node, (torn) => world.deliver(message, torn));
    }
  }

  #command(pending: Pending): void {
    const world = this.#world;
    let node = pending.node;
    if (node < 0) {
      const running = world.nodes.map((_, index) => index).filter((index) => this.#canAct(index));
      if (running.length === 0) return this.#postpone(pending);
      node = this.#random.pick(running);
    }
    if (!this.#canAct(node)) return this.#postpone(pending);
    this.#torn(node, (torn) => world.command(node, pending.payload as Command, torn));
  }

  #canAct(node: number): boolean {
    return this.#world.isRunning(node) && !this.#world.states[node].isPaused;
  }

  /** Puts something back into the queue, for a little later. */
  #postpone(pending: Pending): void {
    pending.atMs = this.#world.nowMs + this.#random.between(5, 50);
    this.#world.queue.push(pending);
  }

  /** Lets a handler run, and now and then crashes its node between two of the effects. */
  #torn(node: number, handle: (torn?: number) => void): void {
    const { crashRate, torn } = this.#faults;
    if (!this.#random.chance((crashRate * torn) / 1_000) || this.#isEnoughDown()) return handle();
    handle(this.#random.between(0, EFFECTS_BEFORE_TEAR_MAX));
    this.#planRestart(node);
  }

  #planRestart(node: number): void {
    this.#world.plan("restart", node, this.#random.between(...this.#faults.downMs));
  }

  #strike(): void {
    const { crashRate, partitionRate, pauseRate, clockJumpRate } = this.#faults;
    const total = crashRate + partitionRate + pauseRate + clockJumpRate;
    let point = this.#random.unit() * total;
    if ((point -= crashRate) < 0) this.#crash();
    else if ((point -= partitionRate) < 0) this.#partition();
    else if ((point -= pauseRate) < 0) this.#pause();
    else this.#jump();
  }

  #crash(): void {
    const node = this.#pickRunning();
    if (node === undefined || this.#isEnoughDown()) return;
    this.#world.crash(node, this.#random.chance(this.#faults.powerFailure));
    this.#planRestart(node);
  }

  #pause(): void {
    const node = this.#pickRunning();
    if (node === undefined) return;
    this.#world.pause(node);
    this.#world.plan("resume", node, this.#random.between(...this.#faults.pauseMs));
  }

  #jump(): void {
    const node = this.#pickRunning();
    if (node === undefined) return;
    this.#world.skew(node, this.#random.between(...this.#faults.clockJumpMs));
  }

  #partition(): void {
    const world = this.#world;
    const random = this.#random;
    const shuffled = random.shuffle(world.nodes.map((_, index) => index));
    if (shuffled.length < 2) return;
    const isPartial = random.chance(this.#faults.partial);
    const size = isPartial ? 1 : random.between(1, shuffled.length - 1);
    const one = shuffled.slice(0, size);
    const other = isPartial ? [shuffled[1]] : shuffled.slice(size);
    const inMs = random.between(...this.#faults.partitionMs);
    world.cut(one, other);
    world.plan("heal", 0, inMs, { from: one, to: other });
    if (random.chance(this.#faults.oneWay)) return;
    world.cut(other, one);
    world.plan("heal", 0, inMs, { from: other, to: one });
  }

  #pickRunning(): number | undefined {
    const running = this.#world.nodes.map((_, index) => index).filter((index) =>
      this.#canAct(index)
    );
    return running.length === 0 ? undefined : this.#random.pick(running);
  }

  #isEnoughDown(): boolean {
    const down = this.#world.states.filter((state) => !state.process.isRunning).length;
    return down >= this.#faults.downMax;
  }
}
