import { learnerName } from "@/auth/learner_name.ts";
import { createCohort, findCohort, setCohortExercise } from "@/db/cohorts.ts";
import { refreshGradings } from "@/db/gradings.ts";
import type {
  Database,
  FailureTable,
  LearnerTable,
  SubmissionTable,
  VerdictTable,
} from "@/db/schema.ts";
import { refreshStandings } from "@/db/standings.ts";
import { transact } from "@/db/transact.ts";
import { Random } from "@/engine/random.ts";
import { listExercises } from "@/grading/exercises.ts";
import { listFailures } from "@/grading/list_failures.ts";
import { readSuiteFacts, type SuiteFacts } from "@/grading/suite_facts.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { drawAttempts, drawCounts, type DrawnAttempt } from "./draw_attempts.ts";

/** A wrong program that was graded: its verdict has real counterexamples. */
export interface Example {
  readonly source: string;
  readonly verdict: SubmissionVerdict;
}

export interface ClassOptions {
  readonly root: string;
  readonly learners: number;
  readonly submissions: number;
  readonly seed: number;
  /** By slug. The last attempts of the first learners are such programs. */
  readonly examples?: ReadonlyMap<string, readonly Example[]>;
}

/** The first exercise opens then; each further one a week later, and is due after two. */
const BEGIN_MS = Date.parse("2026-09-07T06:00:00.000Z");
const DAY_MS = 24 * 3600 * 1000;
/** Whoever comes first has examples, so that the data stay small. */
const LEARNERS_WITH_EXAMPLES = 200;

type Submission = SubmissionTable;
type Drawn = { submission: Submission; verdict: Verdict; failures: FailureTable[] };
type Verdict = Omit<VerdictTable, "grader_hash" | "engine_hash">;

/**
 * Makes a cohort with so many learners and submissions, drawn from a seed: the same options give the
 * same rows, apart from the cohort's own id. Only examples were ever graded.
 *
 * @returns the cohort's id.
 */
export async function generateClass(db: Database, options: ClassOptions): Promise<string> {
  const { root, learners, seed } = options;
  const exercises = await listExercises(root);
  const facts = await Promise.all(exercises.map(({ slug }) => readSuiteFacts(root, slug)));
  const settings = {
    ...{ name: `Generated from seed ${seed}`, timeZone: "Europe/Berlin" },
    ...{ lateRule: "percent", latePercent: 10, hiddenNames: "all" } as const,
    ...{ solutionsOpen: "passed" } as const,
  };
  const slugs = exercises.map(({ slug }) => slug);
  const actorId = "generate";
  const id = await createCohort(db, settings, { actorId, slugs });
  for (const [index, slug] of slugs.entries()) {
    const [opens_at, due_at] = [0, 14].map((days) => timeText(opensMs(index) + days * DAY_MS));
    await setCohortExercise(db, { cohort_id: id, slug, opens_at, due_at }, actorId);
  }
  const people = await drawLearners(learners, seed);
  await transact(db, async (transaction) => {
    await insertAll(transaction, "learners", people);
    const { created_at } = (await findCohort(transaction, id))!;
    const members = people.map((person) => ({
      ...{ cohort_id: id, learner_id: person.id, joined_at: created_at },
    }));
    await insertAll(transaction, "memberships", members);
    await insertSubmissions(transaction, options, { people, slugs, facts });
    for (const person of people) await refreshGradings(transaction, { learnerId: person.id });
    await refreshStandings(transaction, { cohortId: id });
  });
  return id;
}

function opensMs(place: number): number {
  return BEGIN_MS + place * 7 * DAY_MS;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}

async function drawLearners(count: number, seed: number): Promise<LearnerRow[]> {
  const ids = Array.from({ length: count }, (_, index) => `drawn-${seed}-${index}`);
  return await Promise.all(ids.map(async (id) => ({
    ...{ id, name: await learnerName(id), created_at: timeText(BEGIN_MS) },
  })));
}

type LearnerRow = Pick<LearnerTable, "id" | "name" | "created_at">;

interface Setting {
  readonly people: readonly LearnerRow[];
  readonly slugs: readonly string[];
  readonly facts: readonly SuiteFacts[];
}

async function insertSubmissions(
  db: Database,
  options: ClassOptions,
  { people, slugs, facts }: Setting,
): Promise<void> {
  const random = new Random(options.seed, "class");
  const counts = drawCounts(random, people.length * slugs.length, options.submissions);
  let waiting: Drawn[] = [];
  for (const [index, person] of people.entries()) {
    const skill = random.unit();
    for (const [place, slug] of slugs.entries()) {
      const checks = facts[place].all;
      const attempts = drawAttempts(random, counts[index * slugs.length + place], {
        ...{ skill, checks: checks.length, opensMs: opensMs(place) },
      });
      const drawn = attempts.map((attempt) => draw(random, { attempt, person, slug, checks }));
      if (index < LEARNERS_WITH_EXAMPLES) {
        await useExample(drawn, options.examples?.get(slug)?.[index % 3]);
      }
      waiting.push(...drawn);
    }
    if (waiting.length > BATCH * 4) {
      await insertDrawn(db, waiting);
      waiting = [];
    }
  }
  await insertDrawn(db, waiting);
}

function draw(random: Random, { attempt, person, slug, checks }: {
  attempt: DrawnAttempt;
  person: LearnerRow;
  slug: string;
  checks: SuiteFacts["all"];
}): Drawn {
  const { createdMs, failed } = attempt;
  const created_at = timeText(createdMs);
  const id = createdMs.toString(36).padStart(9, "0") +
    [1, 2, 3].map(() => random.uint32().toString(16).padStart(8, "0")).join("").slice(0, 20);
  const level = failed.length === 0 ? checks.length : failed[0];
  const score = Math.floor((100 * level) / checks.length);
  const json: SubmissionVerdict = {
    ...{ version: 1, slug, verdict: failed.length === 0 ? "passed" : "failed", reason: "", score },
    checks: failed.map((place) => ({
      name: checks[place].name,
      promise: checks[place].promise,
      ...{ verdict: "failed", message: DRAWN, counterexample: null, coverage: "" },
    })),
    ...{ hashes: { submission: "", grader: "", engine: "" }, seeds: [] },
    stats: { schedules: 0, events: 0, states: 0, milliseconds: 0 },
  };
  const common = { slug, learner_id: person.id, created_at };
  return {
    submission: {
      ...{ id, ...common, source: sourceOf(slug, level), state: "done", turn: 0, deaths: 0 },
      ...{ lease_owner: null, lease_until_ms: null },
    },
    verdict: {
      ...{ submission_id: id, verdict: json.verdict, score, created_at },
      json: JSON.stringify(json),
    },
    failures: failed.map((check, place) => ({
      ...{ submission_id: id, check_name: checks[check].name, place, ...common },
      // Without a counterexample there is no shape.
      shape: "",
    })),
  };
}

const DRAWN = "This verdict was drawn at random: nothing was graded.";

function sourceOf(slug: string, level: number): string {
  const steps = Array.from({ length: level }, (_, step) => `  step${step + 1}();\n`).join("");
  return `// ${slug}: drawn at random, not a program that could pass.\nexport function solve() {\n${steps}}\n`;
}

/** The last attempt that failed becomes a program that was graded. */
async function useExample(drawn: Drawn[], example: Example | undefined): Promise<void> {
  const last = drawn.findLast(({ verdict }) => verdict.verdict === "failed");
  if (last === undefined || example === undefined) return;
  const { id, slug, learner_id, created_at } = last.submission;
  const { source, verdict } = example;
  last.submission.source = source;
  Object.assign(last.verdict, { score: verdict.score, json: JSON.stringify(verdict) });
  last.failures = (await listFailures(verdict)).map(({ check, shape }, place) => ({
    ...{ submission_id: id, check_name: check, place, slug, learner_id, created_at, shape },
  }));
}

async function insertDrawn(db: Database, drawn: readonly Drawn[]): Promise<void> {
  await insertAll(db, "submissions", drawn.map(({ submission }) => submission));
  await insertAll(db, "verdicts", drawn.map(({ verdict }) => verdict));
  await insertAll(db, "failures", drawn.flatMap(({ failures }) => failures));
}

/** Databases bound the number of parameters in a statement: at most eleven go with each row. */
const BATCH = 500;

async function insertAll(
  db: Database,
  table: "learners" | "memberships" | "submissions" | "verdicts" | "failures",
  rows: readonly object[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await db.insertInto(table).values(rows.slice(start, start + BATCH) as never).execute();
  }
}
