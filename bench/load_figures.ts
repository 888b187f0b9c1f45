import { readExerciseFolders } from "@/tools/check/exercise_folders.ts";
import { listPrograms } from "@/tools/check/grade_programs.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { findPostgres, startPostgres } from "@/tools/test/start_postgres.ts";
import { type Figure, median } from "./figure.ts";
import { type Load, type Seen, simulateLearners } from "./simulate_learners.ts";

const SLUG = "vector-clock";
const SUBMISSIONS = 200;
const RATE = 5;

/** Parts of all submissions: most programs do not work yet. */
const MIX = { starter: 25, unreadable: 15, wrong: 45, right: 15 };
const MIX_IN_WORDS = `${MIX.starter}% the starter, ${MIX.unreadable}% that do not parse, ` +
  `${MIX.wrong}% wrong programs, ${MIX.right}% right ones, of ${SLUG}, drawn with a fixed seed`;

/**
 * What the whole site does under load: a server of its own, as `start` runs it, and learners in
 * another process on the same machine. One run serves all figures.
 */
export async function loadFigures(
  settings: Readonly<Record<string, string>> = {},
): Promise<[string, Figure][]> {
  const load = await honestLoad();
  const site = await startSite(undefined, { SUBMISSIONS_PER_MINUTE: "1000", ...settings });
  try {
    const seen = await simulateLearners({ site, load, isWatched: true });
    return figuresOf(load, seen, site.printed());
  } finally {
    await site.stop();
  }
}

/** The same with a PostgreSQL server on this machine, which keeps on the disk what it is told. */
export async function loadOnPostgresFigures(): Promise<[string, Figure][]> {
  const programs = await findPostgres();
  if ("advice" in programs) throw new Error(programs.advice);
  const server = await startPostgres(programs, { isDurable: true });
  try {
    const figures = await loadFigures({ DATABASE_URL: server.url });
    return figures.map(([name, figure]) => [`postgres-${name}`, figure]);
  } finally {
    await server.stop();
  }
}

/** Submissions a second where their number matters and not what they are. */
const LONG_RATE = 10;

/**
 * Whether a server's memory stays as it is over many submissions. They do not parse, so that each
 * takes little of a child's time and all of the server's part: storing, queueing, a child of its
 * own, a verdict, and a page that follows.
 */
export async function longLoadFigures(submissions: number): Promise<[string, Figure][]> {
  const site = await startSite(undefined, { SUBMISSIONS_PER_MINUTE: "100000" });
  try {
    const load: Load = {
      learners: 200,
      submissionsPerSecond: LONG_RATE,
      submissions,
      pagesPerSecond: LONG_RATE,
      slug: SLUG,
      mix: [{ part: 1, sources: ["export function (\n"] }],
      seed: 20_131_101,
    };
    const seen = await simulateLearners({ site, load, isWatched: true });
    return longFiguresOf(load, seen);
  } finally {
    await site.stop();
  }
}

function longFiguresOf({ learners, submissions }: Load, seen: Seen): [string, Figure][] {
  const method =
    `${submissions} programs that do not parse, by ${learners} learners, each with a ` +
    `draft before and a page that follows, ${LONG_RATE} a second; the middle of a tenth of all samples.`;
  const { memoryMb, failures } = seen;
  const tenth = Math.ceil(memoryMb.length / 10);
  // The first tenth is the start: caches fill, code is compiled.
  const early = median(memoryMb.slice(tenth, 2 * tenth));
  const late = median(memoryMb.slice(-tenth));
  const figure = (name: string, value: number, unit: string, atMost: number) =>
    [`load-long-${name}`, { unit, method, target: { atMost }, measure: () => value }] as [
      string,
      Figure,
    ];
  return [
    figure("memory-max", Math.max(...memoryMb), "MB", 300),
    figure("memory-growth", late - early, "MB", 20),
    figure("failures", failures.length, "requests", 0),
  ];
}

async function honestLoad(): Promise<Load> {
  const folders = await readExerciseFolders();
  const programs = listPrograms(folders.find(({ slug }) => slug === SLUG)!);
  const sourcesOf = (...kinds: string[]) =>
    programs.filter(({ kind }) => kinds.includes(kind)).map(({ source }) => source);
  const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);
  return {
    learners: 200,
    submissionsPerSecond: RATE,
    submissions: SUBMISSIONS,
    pagesPerSecond: 10,
    slug: SLUG,
    mix: [
      { part: MIX.starter, sources: [starter] },
      { part: MIX.unreadable, sources: [`${starter}\nexport function (\n`] },
      { part: MIX.wrong, sources: sourcesOf("wrong") },
      { part: MIX.right, sources: sourcesOf("solution", "variant") },
    ],
    seed: 20_131_101,
  };
}

/** The parts of a verdict's time, or of its children's CPU time, from the server's own log. */
function readParts(log: string, field: "times" | "cpuMs"): Map<string, number[]> {
  const parts = new Map<string, number[]>();
  for (const line of log.split("\n").filter((text) => text.includes('"event":"graded"'))) {
    const found = JSON.parse(line)[field] as Record<string, number> | undefined;
    for (const [name, ms] of Object.entries(found ?? {})) {
      parts.set(name, [...parts.get(name) ?? [], ms]);
    }
  }
  return parts;
}

function figuresOf(
  load: Load,
  seen: Seen,
  log: string,
): [string, Figure][] {
  const { learners, submissionsPerSecond, submissions, pagesPerSecond } = load;
  const how =
    `${learners} simulated learners over loopback save a draft each before they submit, ` +
    `${submissionsPerSecond} submissions a second, ${submissions} in all: ${MIX_IN_WORDS}; ` +
    `${pagesPerSecond} pages a second are opened meanwhile. ${navigator.hardwareConcurrency} cores ` +
    "for server, graders and learners together.";
  const figure = (name: string, value: number, rest: Omit<Figure, "measure" | "method">) =>
    [`load-${name}`, { ...rest, method: how, measure: () => value }] as [string, Figure];
  const ms = (name: string, values: readonly number[], part: number, atMost?: number) =>
    figure(name, quantile(values, part), {
      unit: "ms",
      ...atMost === undefined ? {} : { target: { atMost } },
    });
  return [
    figure("submissions-per-second", (seen.verdictsMs.length * 1_000) / seen.tookMs, {
      unit: "verdicts a second",
    }),
    ms("verdict-p50", seen.verdictsMs, 0.5, 1_500),
    ms("verdict-p99", seen.verdictsMs, 0.99, 6_000),
    ms("page-p50", seen.pagesMs, 0.5),
    ms("page-p99", seen.pagesMs, 0.99, 100),
    ms("draft-p99", seen.draftsMs, 0.99),
    figure("server-memory", Math.max(...seen.memoryMb), { unit: "MB", target: { atMost: 300 } }),
    figure("failures", seen.failures.length, { unit: "requests", target: { atMost: 0 } }),
    ...[...readParts(log, "times")].map(([name, values]) => ms(`time-${name}-p50`, values, 0.5)),
    ...cpuFigures(seen, log),
  ];
}

/**
 * Who takes how much of the processors for a verdict. A busy machine changes that far less than how
 * long everything takes, so that changes can be compared there.
 */
function cpuFigures({ cpuMs, verdictsMs }: Seen, log: string): [string, Figure][] {
  const method =
    "CPU time for a verdict under the load above, of all threads, on average: of the " +
    "server, of the learners, and of each child where a program was graded to the end.";
  const figure = (
    name: string,
    value: number,
  ): [string, Figure] => [`load-cpu-${name}`, { unit: "ms of CPU", method, measure: () => value }];
  const mean = (values: readonly number[]) =>
    values.reduce((sum, ms) => sum + ms, 0) / values.length;
  return [
    figure("server", cpuMs.server / verdictsMs.length),
    figure("learners", cpuMs.learners / verdictsMs.length),
    ...[...readParts(log, "cpuMs")].map(([name, values]) => figure(`${name}-child`, mean(values))),
  ];
}

/** The value below which a part of all lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}
