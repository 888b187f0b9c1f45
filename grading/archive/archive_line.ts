import { Ajv } from "ajv";
import type {
  CohortTable,
  HiddenNames,
  LateRule,
  OverrideTable,
  SolutionsOpen,
} from "@/db/schema.ts";
import { complainOfCounterexample } from "@/grading/complain_of_counterexample.ts";

/**
 * A cohort's archive is lines of JSON, gzipped: the cohort, its exercises, its members, the places
 * that are kept in it, submissions with their verdicts, grades by hand, and an end with a checksum
 * over all bytes before it. Ids hold within the file only. Times are ISO 8601 in UTC.
 */
export type ArchiveLine =
  | CohortLine
  | { readonly kind: "exercise"; slug: string; opensAt: string | null; dueAt: string | null }
  | { readonly kind: "member"; id: string; name: string; joinedAt: string }
  | PlaceLine
  | SubmissionLine
  | OverrideLine
  | EndLine;

/** Read by whoever imports it: a version that they do not know is refused. */
export const ARCHIVE_FORMAT = "truthlab-cohort";
export const ARCHIVE_VERSION = 1;

export interface CohortLine {
  readonly kind: "cohort";
  readonly format: typeof ARCHIVE_FORMAT;
  readonly version: typeof ARCHIVE_VERSION;
  readonly exportedAt: string;
  readonly name: CohortTable["name"];
  readonly timeZone: string;
  readonly lateRule: LateRule;
  readonly latePercent: number;
  readonly hiddenNames: HiddenNames;
  readonly solutionsOpen: SolutionsOpen;
}

export interface PlaceLine {
  readonly kind: "place";
  readonly name: string;
  readonly email: string | null;
  readonly member: string | null;
  readonly addedAt: string;
}

interface ArchivedVerdict {
  readonly verdict: string;
  readonly score: number;
  /** As it was stored, to the byte: its hashes say what gave it. */
  readonly json: string;
  readonly createdAt: string;
}

export interface SubmissionLine {
  readonly kind: "submission";
  readonly id: string;
  readonly member: string;
  readonly slug: string;
  readonly source: string;
  readonly createdAt: string;
  readonly verdict: ArchivedVerdict & {
    readonly graderHash: string;
    readonly engineHash: string;
    readonly failures: readonly { readonly check: string; readonly shape: string }[];
  };
  /** Verdicts that a regrade has replaced, the oldest first. */
  readonly past: readonly (ArchivedVerdict & {
    readonly replacedAt: string;
    readonly reason: string;
  })[];
  readonly remarks: readonly {
    readonly line: number;
    readonly text: string;
    readonly createdAt: string;
  }[];
}

export interface OverrideLine {
  readonly kind: "override";
  readonly member: string;
  readonly slug: string;
  readonly state: OverrideTable["state"];
  readonly score: number;
  readonly reason: string;
  readonly createdAt: string;
  readonly withdrawnAt: string | null;
}

export interface EndLine {
  readonly kind: "end";
  /** How many lines come before this one. */
  readonly lines: number;
  readonly sha256: string;
}

type Shape = Readonly<Record<string, unknown>>;

/** An object with exactly these fields. */
function record(properties: Readonly<Record<string, Shape>>): Shape {
  const required = Object.keys(properties);
  return { type: "object", properties, required, additionalProperties: false };
}

const text = (maxLength: number): Shape => ({ type: "string", maxLength });
const orNull = (shape: Shape): Shape => ({ anyOf: [shape, { type: "null" }] });
const choice = (...values: unknown[]): Shape => ({ enum: values });
const listOf = (items: Shape, maxItems: number): Shape => ({ type: "array", items, maxItems });

const TIME: Shape = {
  type: "string",
  format: "moment",
  pattern: "^20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z$",
};
const SCORE: Shape = { type: "integer", minimum: 0, maximum: 100 };
const SLUG: Shape = { type: "string", pattern: "^[a-z0-9-]{1,64}$" };
const ID = text(200);
const HASH = text(200);
const SENTENCE = text(4_000);
const COUNT: Shape = { type: "integer", minimum: 0 };
const VERDICT = {
  verdict: choice("passed", "failed", "ran out", "not gradable", "our fault"),
  score: SCORE,
  json: text(32 * 1024 * 1024),
  createdAt: TIME,
};
const SOURCE_LENGTH_MAX = 64 * 1024;

const SHAPES: Readonly<Record<ArchiveLine["kind"], Readonly<Record<string, Shape>>>> = {
  cohort: {
    format: choice(ARCHIVE_FORMAT),
    version: choice(ARCHIVE_VERSION),
    exportedAt: TIME,
    name: { ...text(200), minLength: 1 },
    timeZone: text(100),
    lateRule: choice("mark", "percent", "refuse"),
    latePercent: SCORE,
    hiddenNames: choice("none", "failed", "all"),
    solutionsOpen: choice("passed", "due", "passed and due", "never"),
  },
  exercise: { slug: SLUG, opensAt: orNull(TIME), dueAt: orNull(TIME) },
  member: { id: ID, name: { ...text(200), minLength: 1 }, joinedAt: TIME },
  place: { name: text(200), email: orNull(text(200)), member: orNull(ID), addedAt: TIME },
  submission: {
    id: ID,
    member: ID,
    slug: SLUG,
    source: text(SOURCE_LENGTH_MAX),
    createdAt: TIME,
    verdict: record({
      ...VERDICT,
      graderHash: HASH,
      engineHash: HASH,
      failures: listOf(record({ check: text(200), shape: text(1_000) }), 1_000),
    }),
    past: listOf(record({ ...VERDICT, replacedAt: TIME, reason: SENTENCE }), 1_000),
    remarks: listOf(record({ line: COUNT, text: text(20_000), createdAt: TIME }), 10_000),
  },
  override: {
    member: ID,
    slug: SLUG,
    state: choice("passed", "failed"),
    score: SCORE,
    reason: SENTENCE,
    createdAt: TIME,
    withdrawnAt: orNull(TIME),
  },
  end: { lines: COUNT, sha256: { type: "string", pattern: "^[0-9a-f]{64}$" } },
};

/** What pages read of a verdict's JSON; there may be more in it. */
const JUDGED: Shape = {
  type: "object",
  required: ["version", "slug", "verdict", "reason", "score", "checks", "hashes", "seeds", "stats"],
  properties: {
    version: choice(1),
    slug: SLUG,
    reason: { type: "string" },
    checks: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "promise", "verdict", "message", "counterexample"],
        properties: {
          name: text(200),
          promise: { type: "string" },
          verdict: choice("passed", "failed", "ran out", "not run"),
          message: { type: "string" },
          counterexample: { type: ["object", "null"] },
        },
      },
    },
    hashes: {
      type: "object",
      required: ["submission", "grader", "engine"],
      properties: { submission: HASH, grader: HASH, engine: HASH },
    },
    seeds: { type: "array", items: { type: "number" } },
    stats: {
      type: "object",
      required: ["schedules", "events", "states", "milliseconds"],
      additionalProperties: true,
    },
  },
};

interface Judged {
  readonly verdict: string;
  readonly score: number;
  readonly checks: readonly { readonly name: string; readonly counterexample: object | null }[];
}

const ajv = new Ajv({ allowUnionTypes: true });
ajv.addFormat("moment", (text: string) => !Number.isNaN(Date.parse(text)));
const judgeVerdict = ajv.compile<Judged>(JUDGED);
const JUDGES = new Map(
  Object.entries(SHAPES).map(([kind, shape]) => [
    ...[kind, ajv.compile<ArchiveLine>(record({ kind: choice(kind), ...shape }))] as const,
  ]),
);

/** What is wrong with a value as a line of an archive; undefined where it is one. */
export function complainOfLine(value: unknown): string | undefined {
  const kind = (value as { kind?: unknown } | null)?.kind;
  const judge = typeof kind === "string" ? JUDGES.get(kind) : undefined;
  if (judge === undefined) return "it is of no kind that this version knows";
  if (!judge(value)) return tell(judge.errors, kind as string);
  return value.kind === "submission" ? complainOfVerdicts(value) : undefined;
}

/** The JSON of verdicts is held against what is said of it beside it. */
function complainOfVerdicts({ verdict, past }: SubmissionLine): string | undefined {
  for (const given of [verdict, ...past]) {
    const judged = tryParse(given.json);
    if (!judgeVerdict(judged)) return tell(judgeVerdict.errors, "the verdict");
    if (judged.verdict !== given.verdict || judged.score !== given.score) {
      return "the verdict says something else than its JSON";
    }
    for (const { name, counterexample } of judged.checks) {
      const complaint = counterexample === null
        ? undefined
        : complainOfCounterexample(counterexample);
      if (complaint !== undefined) return `the counterexample of ${name}: ${complaint}`;
    }
  }
}

function tell(errors: typeof judgeVerdict.errors, what: string): string {
  const [{ instancePath, message }] = errors!;
  return `${instancePath || what} ${message}`;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
