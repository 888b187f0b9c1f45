import type { Action, CheckResult, Counterexample, TraceEvent } from "@/engine/types.ts";
import type { Answer } from "./protocol.ts";
import {
  integer,
  json,
  listOf,
  number,
  object,
  oneOf,
  optional,
  orNull,
  type Reader,
  text,
} from "./shapes.ts";

/** Names of checks, plans, nodes, timers, keys and clients. */
const NAME_MAX = 20_000;
/** A sentence for a learner, or what an exception says. */
const TEXT_MAX = 20_000;
const LIST_MAX = 50_000;
const DEPTH_MAX = 250;
const STEP_MAX = 10_000_000;
const UINT32_MAX = 0xffff_ffff;

const name = text(NAME_MAX);
const step = integer(0, STEP_MAX);
const atMs = number(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
const data = json(DEPTH_MAX);
const flag = oneOf(true, false);
const ids = listOf(name, 1_000);
const torn = optional(step);

const message = object({ from: name, to: name, ordinal: step, digest: atMs });
const command = object({ id: name, client: name, body: data });

/** By kind, what an action of a schedule consists of. */
const ACTIONS: Readonly<Record<Action["kind"], Reader<object>>> = {
  deliver: object({ kind: name, message, atMs, torn }),
  drop: object({ kind: name, message, atMs, torn }),
  duplicate: object({ kind: name, message, atMs, torn }),
  fire: object({ kind: name, node: name, timer: name, atMs, torn }),
  command: object({ kind: name, node: name, command, atMs, torn }),
  crash: object({ kind: name, node: name, losesUnsynced: optional(flag), atMs }),
  restart: object({ kind: name, node: name, atMs }),
  pause: object({ kind: name, node: name, atMs }),
  resume: object({ kind: name, node: name, atMs }),
  cut: object({ kind: name, from: ids, to: ids, atMs }),
  heal: object({ kind: name, from: ids, to: ids, atMs }),
  skew: object({ kind: name, node: name, byMs: atMs, atMs }),
  settle: object({ kind: name, forMs: atMs, atMs }),
};

const kindOfAction = oneOf(...Object.keys(ACTIONS) as Action["kind"][]);

export const readAction: Reader<Action> = (value, path) => {
  const kind = kindOfAction((value as Action | null)?.kind, `${path}.kind`);
  return ACTIONS[kind](value, path) as Action;
};

const effect = object({
  kind: name,
  message: optional(orNull(name)),
  to: optional(name),
  name: optional(text(TEXT_MAX)),
  payload: optional(data),
});

const event = object({
  step,
  timeMs: atMs,
  node: orNull(name),
  kind: oneOf(...Object.keys(ACTIONS) as Action["kind"][], "start"),
  causes: listOf(step, LIST_MAX),
  from: optional(name),
  message: optional(text(TEXT_MAX)),
  payload: optional(data),
  effects: listOf(effect, LIST_MAX),
  changes: listOf(object({ path: text(TEXT_MAX), before: data, after: data }), LIST_MAX),
  threw: optional(text(TEXT_MAX)),
  torn: optional(flag),
}) as Reader<TraceEvent>;

const counterexample = object({
  check: name,
  plan: name,
  seed: integer(0, UINT32_MAX),
  schedule: listOf(readAction, LIST_MAX),
  program: text(1_000_000),
  trace: object({
    version: oneOf(1),
    slug: name,
    seed: integer(0, UINT32_MAX),
    nodes: ids,
    events: listOf(event, LIST_MAX),
  }),
  culprit: step,
  slice: listOf(step, LIST_MAX),
  doomedFrom: optional(step),
  isDoomProved: optional(oneOf(true)),
}) as Reader<Counterexample>;

const check = object({
  name,
  promise: text(TEXT_MAX),
  verdict: oneOf("passed", "failed", "ran out", "not run"),
  message: text(TEXT_MAX),
  counterexample: orNull(counterexample),
  coverage: text(TEXT_MAX),
}) as Reader<CheckResult>;

const judgement = object({
  name,
  promise: text(TEXT_MAX),
  failedAt: optional(step),
  message: text(TEXT_MAX),
});

const played = object({
  counterexample,
  judgements: listOf(judgement, 1_000),
  lines: listOf(listOf(step, LIST_MAX), LIST_MAX),
  start: listOf(
    object({ node: name, fields: data, timers: listOf(object({ name, atMs }), LIST_MAX) }),
    1_000,
  ),
  isCut: flag,
});

const nonce = text(100);
const count = integer(0, Number.MAX_SAFE_INTEGER);
const milliseconds = number(0, 1e9);
const reason = text(TEXT_MAX);

const ANSWERS = {
  accepted: object({ nonce, kind: oneOf("accepted") }),
  check: object({ nonce, kind: oneOf("check"), check }),
  done: object({
    nonce,
    kind: oneOf("done"),
    verdict: oneOf("passed", "failed", "ran out"),
    score: integer(0, 100),
    checks: listOf(check, 1_000),
    stats: object({ schedules: count, events: count, states: count }),
    cpuMs: milliseconds,
    times: object({ prepare: milliseconds, run: milliseconds, shrink: milliseconds }),
  }),
  played: object({
    nonce,
    kind: oneOf("played"),
    played: orNull(played),
    choices: orNull(listOf(readAction, LIST_MAX)),
  }),
  "not gradable": object({ nonce, kind: oneOf("not gradable"), reason }),
  "our fault": object({ nonce, kind: oneOf("our fault"), reason }),
} satisfies { [Kind in Answer["kind"]]: Reader<Extract<Answer, { kind: Kind }>> };

/**
 * One line that a child wrote, if it is an answer: it carries the nonce. A child may have been taken
 * over, so nothing is passed on but what has the agreed shape, field by field.
 *
 * @throws ShapeError where it carries the nonce and has another shape.
 */
export function readAnswer(line: string, expected: string): Answer | undefined {
  // Most of what a child that talks too much could say is not worth being parsed.
  if (!line.includes(expected)) return undefined;
  let value: Answer | null;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (value?.nonce !== expected) return undefined;
  const kind = oneOf(...Object.keys(ANSWERS) as Answer["kind"][])(value.kind, "kind");
  return ANSWERS[kind](value, "");
}
