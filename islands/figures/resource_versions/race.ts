import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { type ActsSetup, playActs } from "../kit/play_acts.ts";
import { CacheNode, ControllerNode, FIRST, StoreNode, type Thing, type Write } from "./nodes.ts";

export const CONTROLLERS = ["scaler", "deployer"] as const;
export type Controller = typeof CONTROLLERS[number];

export const RULES = ["checks", "blind"] as const;
/** Whether the store compares versions. */
export type Rule = typeof RULES[number];

const VERBS = { r: "read", a: "ask", w: "write", c: "cut", h: "heal" } as const;
type Letter = keyof typeof VERBS;

/** What a reader does, as a word for the address: `rs` is a read by the scaler. */
export function actOf(verb: typeof VERBS[Letter], controller: Controller): string {
  const letter = (Object.keys(VERBS) as Letter[]).find((each) => VERBS[each] === verb)!;
  return letter + controller[0];
}

export const ACTS = CONTROLLERS.flatMap((controller) =>
  Object.values(VERBS).map((verb) => actOf(verb, controller))
);

export interface Side {
  /** What its watch cache says. */
  readonly view: Thing;
  /** What it has read and not yet written. */
  readonly copy: Thing | undefined;
  readonly writes: readonly Write[];
  readonly isCut: boolean;
}

export interface Race {
  readonly rule: Rule;
  readonly thing: Thing;
  readonly sides: Readonly<Record<Controller, Side>>;
  /** Changes that were confirmed, and those of them that the object does not have. */
  readonly confirmed: number;
  readonly lost: number;
  readonly last?: { readonly verb: typeof VERBS[Letter]; readonly controller: Controller };
}

const WAIT = "run 100ms";

function setupOf(rule: Rule): ActsSetup {
  const acts: Record<string, (world: World) => string> = {};
  for (const controller of CONTROLLERS) {
    const way = `store > ${controller}-cache`;
    for (const verb of ["read", "ask", "write"] as const) {
      acts[actOf(verb, controller)] = () => `command ${controller} "${verb}"\n${WAIT}`;
    }
    acts[actOf("cut", controller)] = () => `cut ${way}\n${WAIT}`;
    acts[actOf("heal", controller)] = () => `heal ${way}\n${WAIT}`;
  }
  return {
    nodes: ["store", ...CONTROLLERS, ...CONTROLLERS.map((each) => `${each}-cache`)],
    spawn: (context) => {
      if (context.id === "store") return new StoreNode(context, rule === "checks") as never;
      const isCache = context.id.endsWith("-cache");
      return (isCache ? new CacheNode(context) : new ControllerNode(context)) as never;
    },
    seed: 1,
    acts,
    opening: WAIT,
  };
}

/** What the race has come to. */
export function playRace(rule: Rule, acts: readonly string[]): Race {
  const { world } = playActs(setupOf(rule), acts);
  const { thing } = programOf<StoreNode>(world, "store")!;
  const sideOf = (controller: Controller): Side => {
    const { copy, writes } = programOf<ControllerNode>(world, controller)!;
    const cache = `${controller}-cache`;
    const isCut = world.isCut(world.indexOf("store"), world.indexOf(cache));
    return { view: programOf<CacheNode>(world, cache)!.thing, copy, writes, isCut };
  };
  const sides = { scaler: sideOf("scaler"), deployer: sideOf("deployer") };
  const done = (controller: Controller) =>
    sides[controller].writes.filter(({ isDone }) => isDone).length;
  const last = acts.at(-1);
  return {
    rule,
    thing,
    sides,
    confirmed: done("scaler") + done("deployer"),
    lost: FIRST.replicas + done("scaler") - thing.replicas +
      FIRST.build + done("deployer") - thing.build,
    last: last === undefined ? undefined : {
      verb: VERBS[last[0] as Letter],
      controller: CONTROLLERS.find((each) => each[0] === last[1])!,
    },
  };
}

/** What came of the reader's last act, and why. */
export function tellRace(race: Race): string {
  const { last, thing } = race;
  if (last === undefined) {
    return "Let both controllers read, and then both write: the second write was made from a version that is gone.";
  }
  const { verb, controller } = last;
  const side = race.sides[controller];
  const name = `The ${controller}`;
  if (verb === "cut") {
    return `News no longer reaches the ${controller}'s watch cache. What it reads there gets older with every write.`;
  }
  if (verb === "heal") {
    return `The ${controller}'s watch cache hears the news again, and has version ${side.view.version}.`;
  }
  if (verb === "ask") {
    return `${name} asks the store itself, past its cache, and gets version ${side.copy?.version}.`;
  }
  if (verb === "read") {
    const isStale = side.view.version < thing.version;
    return `${name} takes version ${side.copy?.version} from its watch cache.` +
      (isStale
        ? ` The store has version ${thing.version}, which the ${controller} cannot know.`
        : "");
  }
  return tellWrite(race, controller);
}

function tellWrite({ rule, sides, thing, lost }: Race, controller: Controller): string {
  const name = `The ${controller}'s write`;
  const write = sides[controller].writes.at(-1);
  if (write === undefined) return `The ${controller} has read nothing that it could write.`;
  const { base, found, isDone } = write;
  if (!isDone) {
    const next = sides[controller].view.version < thing.version
      ? "Its cache is still behind: it must wait for the news, or ask the store."
      : "It reads again, and tries again.";
    return `409 Conflict. ${name} was made from version ${base}, and the store has version ${found}. Nothing is changed. ${next}`;
  }
  if (rule === "checks" || base === found) {
    return `${name} was made from version ${base}, which the store still had: it is done, and the object is version ${
      found + 1
    } now.`;
  }
  return `${name} was made from version ${base}, and overwrote version ${found} with it, unread.` +
    (lost > 0
      ? ` ${
        lost === 1 ? "A confirmed change is" : `${lost} confirmed changes are`
      } gone, and nobody was told.`
      : "");
}
