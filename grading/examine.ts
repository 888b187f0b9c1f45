import { NO_EXCEPTION, totalOf } from "@/engine/run_suite.ts";
import type { CheckResult } from "@/engine/types.ts";
import type { Ending, Hooks } from "@/sandbox/child.ts";
import type { Confirmation, Job } from "@/sandbox/protocol.ts";
import type { CheckFacts, SuiteFacts } from "./suite_facts.ts";

/** How many runs of each plan are made again to confirm a check that held. */
const SAMPLE_RUNS = 2;

export interface Exam {
  /** Gives a job to a fresh child. */
  readonly run: (job: Job, hooks?: Hooks) => Promise<Ending>;
  readonly job: Omit<Job, "nonce" | "confirm">;
  readonly facts: SuiteFacts;
  /** Called with the name of each check that the first child reports, and how it ended. */
  readonly onCheck?: (check: Pick<CheckResult, "name" | "verdict">) => void;
}

/** Where the time of a verdict went, in milliseconds. */
export interface Times {
  /** Until a child was up and had read its job. */
  readonly start: number;
  /** Stripping types, refusing, instrumenting, evaluating. */
  readonly prepare: number;
  readonly run: number;
  readonly shrink: number;
  /** In the second child, all in all. */
  readonly confirm: number;
}

/** An ending without the line that brought it. */
type Said = Exclude<Ending, { kind: "played" }> extends infer Each
  ? Each extends unknown ? Omit<Each, "nonce"> : never
  : never;

/** CPU time of the two children, in milliseconds. */
export interface CpuMs {
  readonly first: number;
  readonly second: number;
}

/** An ending that can be believed. */
export type Examined = (Exclude<Said, { kind: "done" }> | Judged) & {
  readonly times: Times;
  /** What two children disagreed on, or one on itself: see SECURITY.md. */
  readonly incident?: string;
};

const PLAYED = "A child shows a run, and was asked to judge";

type Judged = Omit<Extract<Said, { kind: "done" }>, "cpuMs"> & { readonly cpuMs: CpuMs };
type Done = Extract<Ending, { kind: "done" }>;

const NO_TIMES: Times = { start: 0, prepare: 0, run: 0, shrink: 0, confirm: 0 };

/**
 * Has a program judged by one child, and what that child says tried again by another. The first may
 * have been taken over by the program: so names, promises, verdict and score are our own, each
 * counterexample is played anew from its schedule and must come out the same to the byte, and each
 * check that held must hold in a few runs of its plans. Where the two differ it is an incident, and
 * never a pass.
 */
export async function examine(exam: Exam): Promise<Examined> {
  const startMs = performance.now();
  let start = 0;
  const { run, job, onCheck } = exam;
  const first = await run({ ...job, nonce: crypto.randomUUID() }, {
    onAccepted: () => start = performance.now() - startMs,
    onCheck,
  });
  if (first.kind === "played") return incident(PLAYED, { ...NO_TIMES, start });
  if (first.kind !== "done") return { ...first, times: { ...NO_TIMES, start } };
  const times = { ...NO_TIMES, ...first.times, start };
  const complaint = judgeAlone(first, exam.facts);
  if (complaint !== undefined) return incident(complaint, times);
  return await confirm(exam, first, times);
}

async function confirm(exam: Exam, first: Done, times: Times): Promise<Examined> {
  const startMs = performance.now();
  const again: CheckResult[] = [];
  const second = await exam.run(
    { ...exam.job, nonce: crypto.randomUUID(), confirm: confirmationOf(first) },
    { onCheck: (check) => again.push(check) },
  );
  const spent = { ...times, confirm: performance.now() - startMs };
  if (second.kind === "played") return incident(PLAYED, spent);
  if (second.kind === "not gradable" || second.kind === "our fault") {
    return incident(`The second child says that it is ${second.kind}: ${second.reason}`, spent);
  }
  if (second.kind !== "done") return { ...second, times: spent };
  const complaint = compare(first, again) ?? judgeSample(second);
  if (complaint !== undefined) return incident(complaint, spent);
  const { kind, stats } = first;
  const cpuMs = { first: first.cpuMs, second: second.cpuMs };
  const checks = first.checks.map((check, index) => {
    const own = again.find(({ name }) => name === check.name);
    return believe(check, exam.facts.all[index], own);
  });
  return { kind, stats, cpuMs, checks, ...totalOf(exam.facts.counted, checks), times: spent };
}

/** What is wrong with an answer, as far as can be seen without asking again. */
function judgeAlone({ checks, verdict, score }: Done, { all, counted }: SuiteFacts) {
  const names = checks.map(({ name }) => name).join();
  const expected = all.map(({ name }) => name).join();
  if (names !== expected) return `The checks are ${names}, and the suite has ${expected}`;
  const total = totalOf(counted, checks);
  if (total.verdict !== verdict || total.score !== score) {
    return `The checks make ${total.verdict}, ${total.score}, and it says ${verdict}, ${score}`;
  }
  const lonely = checks.find((check) =>
    (check.verdict === "failed") !== (check.counterexample !== null)
  );
  if (lonely !== undefined) {
    return `${lonely.name} is ${lonely.verdict}, and its counterexample does not fit that`;
  }
  const foreign = checks.find(({ name, counterexample }) =>
    counterexample !== null && counterexample.check !== name
  );
  return foreign && `The counterexample of ${foreign.name} is that of another check`;
}

function confirmationOf({ checks }: Done): Confirmation {
  const [first] = crypto.getRandomValues(new Uint32Array(1));
  const failures = checks.flatMap(({ counterexample }) => {
    if (counterexample === null) return [];
    const { check, plan, seed, schedule } = counterexample;
    return [{ check, plan, seed, schedule }];
  });
  const passed = checks.filter(({ verdict }) => verdict === "passed").map(({ name }) => name);
  return {
    failures,
    passed: passed.filter((name) => name !== NO_EXCEPTION.name),
    sample: { first, runs: SAMPLE_RUNS },
  };
}

/** The first failure that did not come out the same. */
function compare({ checks }: Done, again: readonly CheckResult[]): string | undefined {
  const failed = checks.filter(({ verdict }) => verdict === "failed");
  const differing = failed.find((check, index) => bytesOf(check) !== bytesOf(again[index]));
  return differing && `${differing.name} failed in one child and not in the same way in another`;
}

function bytesOf(check: CheckResult | undefined): string {
  return JSON.stringify({ ...check, coverage: "" });
}

function judgeSample({ verdict, checks }: Done): string | undefined {
  if (verdict === "passed") return undefined;
  const fallen = checks.find((check) => check.verdict !== "passed");
  return `${fallen?.name} held in one child and is ${fallen?.verdict} in another`;
}

/** A check's result in our own words where we have them, else in those of the second child. */
function believe(said: CheckResult, facts: CheckFacts, again?: CheckResult): CheckResult {
  const { verdict, coverage } = said;
  return {
    name: facts.name,
    promise: facts.promise,
    verdict,
    message: verdict === "passed" ? "" : again?.message ?? said.message,
    counterexample: again?.counterexample ?? null,
    coverage,
  };
}

function incident(reason: string, times: Times): Examined {
  return { kind: "our fault", reason, incident: reason, times };
}
