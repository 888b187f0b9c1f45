import type { Guest } from "./guest.ts";
import { Recorder } from "./recorder.ts";
import { canReceive, findMessage, perform } from "./replay.ts";
import type { Action, Command, Effect, NodeId } from "./types.ts";
import type { Pending, World } from "./world.ts";

/**
 * An action of the schedule that is being shrunk. It keeps its number while others are taken out,
 * and knows its message by where it came from rather than by what it says: the `rank`th message
 * that the action numbered `entry` sent on that link. So a delivery still means the same when the
 * terms, times or counters in the message have changed.
 */
export interface Entry {
  readonly number: number;
  readonly action: Action;
  readonly source?: Source;
}

interface Source {
  /** The sending action, `AT_START` for what was sent when the nodes first started. */
  readonly entry: number;
  readonly link: string;
  readonly rank: number;
}

const AT_START = -1;

/**
 * Writes down who sent which message and the schedule, and not even that if it is brief: most replays
 * are thrown away.
 */
class SourceRecorder extends Recorder {
  entry = AT_START;
  readonly #isBrief: boolean;
  readonly #sources = new Map<Pending, Source>();
  readonly #sent = new Map<string, Pending[]>();

  constructor(guest: Guest, isBrief: boolean) {
    super(guest, { eventsMax: 0 });
    this.#isBrief = isBrief;
  }

  find({ entry, link, rank }: Source): Pending | undefined {
    return this.#sent.get(`${entry} ${link}`)?.[rank];
  }

  sourceOf(message: Pending): Source | undefined {
    return this.#sources.get(message);
  }

  register(world: World, message: Pending): void {
    const link = `${world.nodes[message.from]}>${world.nodes[message.node]}`;
    const key = `${this.entry} ${link}`;
    const sent = this.#sent.get(key);
    this.#sources.set(message, { entry: this.entry, link, rank: sent?.length ?? 0 });
    if (sent === undefined) this.#sent.set(key, [message]);
    else sent.push(message);
  }

  override effect(world: World, effect: Effect, sent: Pending | undefined): void {
    if (sent !== undefined) this.register(world, sent);
    if (!this.#isBrief) super.effect(world, effect, sent);
  }

  override cause(world: World, step: number): void {
    if (!this.#isBrief) super.cause(world, step);
  }

  override deliver(world: World, message: Pending, torn: number | undefined): void {
    if (!this.#isBrief) super.deliver(world, message, torn);
  }

  override drop(world: World, message: Pending): void {
    if (!this.#isBrief) super.drop(world, message);
  }

  override duplicate(world: World, message: Pending): void {
    if (!this.#isBrief) super.duplicate(world, message);
  }

  override fire(world: World, timer: Pending, torn: number | undefined): void {
    if (!this.#isBrief) super.fire(world, timer, torn);
  }

  override command(world: World, node: number, command: Command, torn: number | undefined): void {
    if (!this.#isBrief) super.command(world, node, command, torn);
  }

  override crash(world: World, node: number, losesUnsynced: boolean): void {
    if (!this.#isBrief) super.crash(world, node, losesUnsynced);
  }

  override change(world: World, kind: "restart" | "pause" | "resume", node: number): void {
    if (!this.#isBrief) super.change(world, kind, node);
  }

  override links(
    world: World,
    kind: "cut" | "heal",
    from: readonly number[],
    to: readonly number[],
  ): void {
    if (!this.#isBrief) super.links(world, kind, from, to);
  }

  override skew(world: World, node: number, byMs: number): void {
    if (!this.#isBrief) super.skew(world, node, byMs);
  }

  override settle(world: World, forMs: number): void {
    if (!this.#isBrief) super.settle(world, forMs);
  }

  override threw(message: string): void {
    if (!this.#isBrief) super.threw(message);
  }

  override after(world: World, node: number): void {
    if (!this.#isBrief) super.after(world, node);
  }
}

/** A world that is to perform entries. It must have been made with `recorder`. */
export interface ShrinkReplay {
  readonly recorder: Recorder;
  /** Performs what can happen, until the world is over. Returns the entries that did happen. */
  perform(world: World, entries: readonly Entry[]): Entry[];
}

/** A replay of entries: brief, or with a schedule in its recorder. */
export function createShrinkReplay(guest: Guest, isBrief: boolean): ShrinkReplay {
  const recorder = new SourceRecorder(guest, isBrief);
  return {
    recorder,
    perform(world, entries) {
      const performed: Entry[] = [];
      for (const entry of entries) {
        if (world.isOver) break;
        recorder.entry = entry.number;
        const done = performEntry(world, recorder, entry);
        if (done !== undefined) performed.push(done);
      }
      world.finish();
      return performed;
    },
  };
}

function performEntry(world: World, recorder: SourceRecorder, entry: Entry): Entry | undefined {
  const { action } = entry;
  if (!("message" in action)) return perform(world, action) ? entry : undefined;
  const message = entry.source === undefined
    ? findMessage(world, action.message)
    : recorder.find(entry.source);
  if (message === undefined || message.isGone) return undefined;
  if (action.kind === "deliver" && !canReceive(world, message)) return undefined;
  world.advanceTo(action.atMs);
  if (action.kind === "deliver") world.deliver(message, action.torn);
  else if (action.kind === "drop") world.drop(message);
  else recorder.register(world, duplicate(world, message));
  return entry.source === undefined ? { ...entry, source: recorder.sourceOf(message) } : entry;
}

/** Doubles a message and returns the copy, which is the newest in the queue. */
function duplicate(world: World, message: Pending): Pending {
  world.duplicate(message);
  return world.queue.items.reduce((newest, item) => item.order > newest.order ? item : newest);
}

/** True when the action happens at the node, or has it at one end. */
export function concerns(action: Action, node: NodeId): boolean {
  if ("message" in action) return action.message.from === node || action.message.to === node;
  if ("node" in action) return action.node === node;
  return "from" in action && (action.from.includes(node) || action.to.includes(node));
}
