import { perform } from "./replay.ts";
import type { Command, NodeId } from "./types.ts";
import type { Pending, World } from "./world.ts";

/** A `run` line performs at most this many steps, however little time passes in them. */
export const RUN_STEPS_MAX = 20_000;

/** Nodes that exchange messages deliver at most this many: some never stop. */
export const EXCHANGED_MAX = 300;

/** The same for a `deliver all` line. */
export const DELIVERED_MAX = 2_000;

/** A node that is urged fires its timers this often, at most. */
export const URGES_MAX = 200;

/**
 * A scenario that reads as a story, one event a line; `#` starts a comment:
 *
 *     run 500ms                    what is due happens, in order of time, within the cuts
 *     timeout n1                   n1's next timer fires (`timeout n1 election`: that one)
 *     deliver n1>n2                the oldest message on the link arrives (`deliver n1>n2 all`)
 *     drop n1>n2, duplicate n1>n2  the same for losing and doubling (`drop n1>n2 all`)
 *     deliver all                  all that is under way arrives, and all that this brings about
 *     urge n1 > n2                 n1's timers fire in turn until it sends n2 something
 *     exchange n1 n2               what is under way among these arrives, and what this brings about
 *     partition n1 | n2 n3         cuts both ways between the groups
 *     cut n1 > n2 n3               cuts one way only
 *     heal                         mends all links (`heal n1 > n2`: that way only)
 *     crash n1, restart n1         `power off n1` also loses what was written and not synced
 *     pause n1, resume n1
 *     skew n1 +500ms               n1's clock jumps
 *     command n1 {"op":"put"}      a client's command, as JSON
 *     settle 2000ms                heals everything, restarts everyone, runs fairly
 */
export type Story = string;

/**
 * Plays a story on a world. Lines that cannot happen (no such message, a node that is down) are an
 * error unless they end in `?`, so that a story never silently tells less than it says.
 *
 * @throws SyntaxError for a line that is not understood, StoryError for one that cannot happen.
 */
export function playStory(world: World, story: Story): void {
  for (const line of parseStory(story)) {
    if (world.isOver) return;
    if (!playLine(world, line) && !line.isOptional) {
      throw new StoryError(
        `Line ${line.number}: "${line.text}" cannot happen at step ${world.step}`,
      );
    }
  }
}

/** A line of a story asked for something that cannot happen. */
export class StoryError extends Error {
  override name = "StoryError";
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly verb: string;
  readonly rest: string;
  readonly isOptional: boolean;
}

const VERBS: Readonly<Record<string, (world: World, rest: string) => boolean>> = {
  run: (world, rest) => runFor(world, readMs(rest)),
  settle: (world, rest) => {
    world.settle(readMs(rest));
    return true;
  },
  timeout: playTimeout,
  deliver: (world, rest) => rest === "all" ? deliverAll(world) : playLink(world, "deliver", rest),
  drop: (world, rest) => playLink(world, "drop", rest),
  duplicate: (world, rest) => playLink(world, "duplicate", rest),
  urge: playUrge,
  exchange: playExchange,
  partition: playPartition,
  cut: (world, rest) => playLinks(world, "cut", rest),
  heal: (world, rest) => rest === "" ? healAll(world) : playLinks(world, "heal", rest),
  crash: (world, rest) => playNode(world, "crash", rest),
  power: (world, rest) => playPowerOff(world, rest),
  restart: (world, rest) => playNode(world, "restart", rest),
  pause: (world, rest) => playNode(world, "pause", rest),
  resume: (world, rest) => playNode(world, "resume", rest),
  skew: playSkew,
  command: playCommand,
};

/** The lines of a story that say something. @throws SyntaxError naming line and verb. */
export function parseStory(story: Story): Line[] {
  const lines: Line[] = [];
  story.split("\n").forEach((raw, index) => {
    const text = raw.replace(/(^|\s)#.*$/, "").trim();
    if (text === "") return;
    const isOptional = text.endsWith("?");
    const [verb, ...words] = text.replace(/\?$/, "").trim().split(/\s+/);
    if (!Object.hasOwn(VERBS, verb)) {
      throw new SyntaxError(
        `Line ${index + 1}: no story has the verb "${verb}": expected ${
          Object.keys(VERBS).join(", ")
        }`,
      );
    }
    lines.push({ number: index + 1, text, verb, rest: words.join(" "), isOptional });
  });
  return lines;
}

function playLine(world: World, line: Line): boolean {
  try {
    return VERBS[line.verb](world, line.rest);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`Line ${line.number}: ${error.message}`);
  }
}

// ---- Verbs ------------------------------------------------------------------------------------

/** What is due happens in order of time, with no healing: cut links lose, nodes that are down miss, and
 * those that stand still come to it later. */
function runFor(world: World, forMs: number): boolean {
  const untilMs = world.nowMs + forMs;
  const stepsMax = world.step + RUN_STEPS_MAX;
  const waiting: Pending[] = [];
  for (let next = live(world); next !== undefined && !world.isOver; next = live(world)) {
    if (next.atMs > untilMs || world.step >= stepsMax) break;
    world.queue.pop();
    if (world.states[next.node]?.isPaused) {
      // A node that stands still misses nothing: it comes to it when it goes on.
      waiting.push(next);
      continue;
    }
    world.advanceTo(next.atMs);
    if (next.kind === "message") arrive(world, next);
    else if (next.kind === "timer") world.fire(next);
  }
  for (const item of waiting) world.queue.push(item);
  world.advanceTo(untilMs);
  return true;
}

function live(world: World): Pending | undefined {
  while (world.queue.peek()?.isGone) world.queue.pop();
  return world.queue.peek();
}

function arrive(world: World, message: Pending): void {
  const { node, from } = message;
  if (world.isCut(from, node) || !world.isRunning(node)) {
    world.drop(message);
  } else world.deliver(message);
}

function playTimeout(world: World, rest: string): boolean {
  const [id, name] = rest.split(" ");
  return fireNext(world, readNode(world, id), name);
}

function fireNext(world: World, node: number, name?: string): boolean {
  const timers = [...world.states[node].timers.values()].sort((one, other) =>
    one.atMs - other.atMs
  );
  const timer = name === undefined ? timers[0] : timers.find((each) => each.name === name);
  if (timer === undefined) return false;
  const id = world.nodes[node];
  return perform(world, { kind: "fire", node: id, timer: timer.name, atMs: timer.atMs });
}

/** Programs have one timer or many, or poll: what they have in common is what they send. */
function playUrge(world: World, rest: string): boolean {
  const [from, to] = rest.split(/\s*>\s*/).map((id) => readNode(world, id));
  const countOf = () => messagesOn(world, from, to).length;
  const before = countOf();
  for (let count = 0; count < URGES_MAX && countOf() === before; count++) {
    if (world.isOver || !fireNext(world, from)) return false;
  }
  return countOf() > before;
}

function playExchange(world: World, rest: string): boolean {
  const group = readNodes(world, rest);
  const isAmong = ({ from, node }: Pending) => group.includes(from) && group.includes(node);
  deliverEach(world, EXCHANGED_MAX, isAmong);
  return true;
}

function playLink(world: World, kind: "deliver" | "drop" | "duplicate", rest: string): boolean {
  const match = /^(\S+?)\s*>\s*(\S+)( all)?$/.exec(rest);
  if (match === null) throw new SyntaxError(`expected "${kind} n1>n2", not "${kind} ${rest}"`);
  const [, from, to, all] = match;
  const onLink = messagesOn(world, readNode(world, from), readNode(world, to));
  const chosen = all === undefined ? onLink.slice(0, 1) : onLink;
  return chosen.length > 0 &&
    chosen.every((message) =>
      perform(world, { kind, message: world.nameOf(message), atMs: world.nowMs })
    );
}

function messagesOn(world: World, from: number, to: number): Pending[] {
  return world.queue.items
    .filter((item) =>
      item.kind === "message" && !item.isGone && item.from === from && item.node === to
    )
    .sort((one, other) => one.ordinal - other.ordinal);
}

function deliverAll(world: World): boolean {
  deliverEach(world, DELIVERED_MAX, () => true);
  return true;
}

/** Delivers messages in the order in which they were sent, with what that brings about. */
function deliverEach(
  world: World,
  countMax: number,
  isChosen: (message: Pending) => boolean,
): void {
  const stepsMax = world.step + countMax;
  while (!world.isOver && world.step < stepsMax) {
    const next = oldestMessage(world, isChosen);
    if (next === undefined) break;
    arrive(world, next);
  }
}

function oldestMessage(
  world: World,
  isChosen: (message: Pending) => boolean,
): Pending | undefined {
  let oldest: Pending | undefined;
  // Where messages breed this is the hot path: nothing is copied or sorted.
  for (const item of world.queue.items) {
    if (item.kind !== "message" || item.isGone) continue;
    if (oldest !== undefined && oldest.order < item.order) continue;
    if (isChosen(item) && !world.states[item.node].isPaused) oldest = item;
  }
  return oldest;
}

function playPartition(world: World, rest: string): boolean {
  const groups = rest.split("|").map((group) => readNodes(world, group));
  if (groups.length < 2) throw new SyntaxError(`expected "partition n1 | n2 n3"`);
  for (const group of groups) {
    world.cut(group, groups.filter((other) => other !== group).flat());
  }
  return true;
}

function playLinks(world: World, kind: "cut" | "heal", rest: string): boolean {
  const sides = rest.split(">");
  if (sides.length !== 2) throw new SyntaxError(`expected "${kind} n1 > n2 n3"`);
  world[kind](readNodes(world, sides[0]), readNodes(world, sides[1]));
  return true;
}

function healAll(world: World): boolean {
  const all = world.nodes.map((_, index) => index);
  world.heal(all, all);
  return true;
}

function playNode(
  world: World,
  kind: "crash" | "restart" | "pause" | "resume",
  rest: string,
): boolean {
  readNode(world, rest);
  return perform(world, { kind, node: rest, atMs: world.nowMs });
}

function playPowerOff(world: World, rest: string): boolean {
  const id = rest.replace(/^off\s+/, "");
  readNode(world, id);
  return perform(world, { kind: "crash", node: id, losesUnsynced: true, atMs: world.nowMs });
}

function playSkew(world: World, rest: string): boolean {
  const [id, by] = rest.split(" ");
  readNode(world, id);
  const sign = by?.startsWith("-") ? -1 : 1;
  const byMs = sign * readMs((by ?? "").replace(/^[+-]/, ""));
  return perform(world, { kind: "skew", node: id, byMs, atMs: world.nowMs });
}

function playCommand(world: World, rest: string): boolean {
  const [id, ...words] = rest.split(" ");
  readNode(world, id);
  const body = readJson(words.join(" "));
  // The step makes the id unique, and the same whenever the story is told again.
  const command: Command = { id: `c${world.step + 1}`, client: "story", body: body as never };
  return perform(world, { kind: "command", node: id, command, atMs: world.nowMs });
}

// ---- Reading ----------------------------------------------------------------------------------

function readNode(world: World, id: NodeId | undefined): number {
  const index = id === undefined ? -1 : world.indexOf(id);
  if (index < 0) throw new SyntaxError(`no node "${id}": expected ${world.nodes.join(", ")}`);
  return index;
}

function readNodes(world: World, text: string): number[] {
  return text.trim().split(/\s+/).map((id) => readNode(world, id));
}

function readMs(text: string): number {
  const match = /^(\d+)\s*ms$/.exec(text);
  if (match === null) throw new SyntaxError(`expected a time such as 300ms, not "${text}"`);
  return Number(match[1]);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SyntaxError(`expected a command as JSON, not ${text}`);
  }
}
