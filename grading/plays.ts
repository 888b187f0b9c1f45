import type { PlayOrder, PlayResult } from "@/engine/play_case.ts";
import { observable } from "@/engine/observable.ts";
import type { TraceEvent } from "@/engine/types.ts";
import type { Ending } from "@/sandbox/child.ts";
import { readAction } from "@/sandbox/read_answer.ts";
import { integer, listOf, object, oneOf, optional, ShapeError, text } from "@/sandbox/shapes.ts";
import type { Submission } from "./open_grading.ts";
import { readSource, Refusal } from "./refusal.ts";

/** Plays at a time: they are quick, and grading comes first. */
const AT_ONCE_MAX = 2;
/** More that wait than this are sent away. */
const WAITING_MAX = 20;
const RETRY_SECONDS = 5;
/** More actions than any counterexample has, with room for branches. */
const ACTIONS_MAX = 5_000;
const STEP_MAX = 10_000_000;

/** What came of playing a case of a submission again. */
export type PlayAnswer =
  | ({ readonly kind: "played" } & PlayResult)
  /** The program cannot be loaded, or ran out: `reason` says of what, for the learner. */
  | { readonly kind: "not gradable" | "ran out"; readonly reason: string };

/** What a right program does under the schedule of a counterexample, as others can see it. */
export interface ReferenceRun {
  readonly events: readonly TraceEvent[];
}

/** Plays cases of submissions again, in children of their own. */
export interface Plays {
  /**
   * Plays the case that a failed check of a submission shows, or a branch of it, with the submitted
   * program or another one of the learner's. Throws Refusal.
   */
  play(learnerId: string, submission: Played, wish: unknown): Promise<PlayAnswer>;
  /** Plays it with the exercise's own solution, of which nothing but the events is told. Throws Refusal. */
  reference(learnerId: string, submission: Played, check: string): Promise<ReferenceRun>;
}

type Played = Pick<Submission, "slug" | "source" | "verdict">;

export interface PlaysOptions {
  readonly root: string;
  /** Plays an order in a child. */
  readonly run: (slug: string, source: string, order: PlayOrder) => Promise<Ending>;
  /** Throws Refusal where a learner asks too often. */
  readonly take: (learnerId: string) => Promise<void>;
}

export function openPlays({ root, run, take }: PlaysOptions): Plays {
  const inTurn = queue();
  const claimOf = ({ verdict }: Played, name: string) => {
    const shown = verdict?.checks.find((check) => check.name === name)?.counterexample;
    if (shown === null || shown === undefined) {
      throw new Refusal(404, "no-case", "This submission has no counterexample for such a check.");
    }
    const { check, plan, seed, schedule } = shown;
    return { check, plan, seed, schedule };
  };
  return {
    async play(learnerId, submission, wish) {
      const { check, source = submission.source, schedule, ...rest } = readWish(wish);
      const own = claimOf(submission, check);
      const order = { ...rest, claim: { ...own, schedule: schedule ?? own.schedule } };
      const program = readSource(source);
      await take(learnerId);
      return toAnswer(await inTurn(() => run(submission.slug, program, order)));
    },
    async reference(learnerId, submission, check) {
      const claim = claimOf(submission, check);
      await take(learnerId);
      const source = await Deno.readTextFile(`${root}/solutions/${submission.slug}/solution.ts`);
      const answer = toAnswer(await inTurn(() => run(submission.slug, source, { claim })));
      if (answer.kind !== "played" || answer.played === null) throw failed();
      return { events: answer.played.counterexample.trace.events.map(observable) };
    },
  };
}

// ---- What may be asked ------------------------------------------------------------------------

const step = integer(0, STEP_MAX);
const flag = oneOf(true, false);
const turn = { step, isInstead: flag };

const wish = object({
  check: text(200),
  source: optional(text(1_000_000)),
  schedule: optional(listOf(readAction, ACTIONS_MAX)),
  turn: optional(object(turn)),
  branching: optional(object({
    ...turn,
    choice: readAction,
    then: oneOf("rest", "calm", "nothing"),
  })),
  tellsLines: optional(flag),
});

function readWish(value: unknown): ReturnType<typeof wish> {
  try {
    return wish(value, "");
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new Refusal(400, "bad-play", `What to play is not told well: ${error.message}.`);
  }
}

// ---- What is answered -------------------------------------------------------------------------

function toAnswer(ending: Ending): PlayAnswer {
  switch (ending.kind) {
    case "played": {
      const { kind, played, choices } = ending;
      return { kind, played, choices };
    }
    case "not gradable":
    case "ran out":
      return { kind: ending.kind, reason: ending.reason };
    default:
      throw failed();
  }
}

function failed(): Refusal {
  const message = "This run cannot be played at the moment: try again in a few seconds.";
  return new Refusal(503, "not-played", message, RETRY_SECONDS);
}

/** Lets a few through at once, and keeps some waiting. */
function queue(): <Result>(work: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= AT_ONCE_MAX) {
      if (waiting.length >= WAITING_MAX) throw failed();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever waited takes this place over.
      if (next === undefined) busy--;
      else next();
    }
  };
}
