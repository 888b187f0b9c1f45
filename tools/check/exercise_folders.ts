import { scanImports } from "@/tests/tidy/scan_imports.ts";
import type { Exercise } from "@/lib/exercise.ts";
import type { Suite } from "@/engine/suite.ts";

/** The three rooms of one exercise, as far as they exist. Paths are from the root. */
export interface ExerciseFolders {
  readonly slug: string;
  /** All files of all three rooms, with their texts. */
  readonly files: ReadonlyMap<string, string>;
}

const ROOMS = ["exercises", "graders", "solutions"];
const VARIANTS_MIN = 4;
const WRONGS_MIN = 8;
/** There are more ways to get a consensus wrong than a clock. */
const RAFT_WRONGS_MIN = 15;
const HINTS = 3;

/** Reads all exercises that any of the three trees knows of. */
export async function readExerciseFolders(): Promise<ExerciseFolders[]> {
  const slugs = new Set<string>();
  const files = new Map<string, string>();
  for (const room of ROOMS) {
    for (const path of await listBelow(room)) {
      slugs.add(path.split("/")[1]);
      files.set(path, await Deno.readTextFile(path));
    }
  }
  return [...slugs].sort().map((slug) => ({
    slug,
    files: new Map([...files].filter(([path]) => path.split("/")[1] === slug)),
  }));
}

async function listBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    found.push(...isDirectory ? await listBelow(path) : [path]);
  }
  return found.sort();
}

/** All that is amiss with an exercise's files, before anything runs: place and repair. */
export function checkFiles({ slug, files }: ExerciseFolders): string[] {
  return [
    ...missing(slug, files),
    ...unexpected(slug, files),
    ...counted(slug, files),
    ...texts(slug, files),
    ...[...files].flatMap(([path, text]) => firstLines(path, text)),
  ];
}

const NEEDED = ["exercise.ts", "README.md", "hints.md", "api.ts", "starter.ts", "examples.ts"];

function missing(slug: string, files: ReadonlyMap<string, string>): string[] {
  const needed = [
    ...NEEDED.map((name) => `exercises/${slug}/${name}`),
    `graders/${slug}/grader.ts`,
    `solutions/${slug}/solution.ts`,
  ];
  return needed.filter((path) => !files.has(path)).map((path) =>
    `${path} is missing: write it, or see what \`deno task new exercise\` makes`
  );
}

/** Files that have no place, and helpers that nothing imports. */
function unexpected(slug: string, files: ReadonlyMap<string, string>): string[] {
  const imported = new Set([...files].flatMap(([path, text]) => importsOf(path, text)));
  return [...files.keys()].filter((path) => {
    const [room, , ...rest] = path.split("/");
    const name = rest.join("/");
    if (room === "solutions") {
      return !/^(?:solution|(?:variants|wrong)\/[a-z0-9_]+)\.ts$/.test(name);
    }
    if (room === "exercises" && NEEDED.includes(name)) return false;
    if (name === "grader.ts" || /_test\.ts$/.test(name)) return false;
    return !imported.has(path);
  }).map((path) => `${path}: nothing of ${slug} uses it: delete it, or import it`);
}

function importsOf(path: string, text: string): string[] {
  return path.endsWith(".ts")
    ? scanImports(text).map(({ specifier }) =>
      specifier.startsWith("@/")
        ? specifier.slice(2)
        : specifier.replace(/^\.\//, path.replace(/[^/]+$/, ""))
    )
    : [];
}

function counted(slug: string, files: ReadonlyMap<string, string>): string[] {
  const count = (folder: string) =>
    [...files.keys()].filter((path) => path.startsWith(`solutions/${slug}/${folder}/`)).length;
  const complaints: string[] = [];
  for (const [folder, min] of [["variants", VARIANTS_MIN], ["wrong", WRONGS_MIN]] as const) {
    const found = count(folder);
    if (found < min) {
      complaints.push(`solutions/${slug}/${folder} has ${found} programs: write at least ${min}`);
    }
  }
  return complaints;
}

function texts(slug: string, files: ReadonlyMap<string, string>): string[] {
  const complaints: string[] = [];
  const folder = `exercises/${slug}`;
  const readme = files.get(`${folder}/README.md`);
  const headings = readme?.match(/^##? .*$/gm) ?? [];
  if (readme !== undefined && headings.at(-1) !== "## Done means") {
    complaints.push(`${folder}/README.md: end it with "## Done means" and what that is`);
  }
  const hints = files.get(`${folder}/hints.md`)?.split(/^---$/m).filter((hint) =>
    hint.trim() !== ""
  );
  if (hints !== undefined && hints.length !== HINTS) {
    complaints.push(
      `${folder}/hints.md has ${hints.length} hints: write ${HINTS}, with a line --- between them`,
    );
  }
  const starter = files.get(`${folder}/starter.ts`);
  if (starter !== undefined && !starter.includes("TODO")) {
    complaints.push(`${folder}/starter.ts: mark what is to be written with TODO`);
  }
  return complaints;
}

const SENTINEL = "// hidden: " + ["truthlab", "hidden", "7f3a"].join("-");

function firstLines(path: string, text: string): string[] {
  const [room, , folder] = path.split("/");
  if (room === "exercises") return [];
  const lines = text.split("\n");
  const isWrong = folder === "wrong";
  const complaints: string[] = [];
  if (isWrong && failsOf(text) === undefined) {
    complaints.push(`${path}: name the check that it must fail in line 1: // FAILS: <check>`);
  }
  if (lines[isWrong ? 1 : 0] !== SENTINEL) {
    complaints.push(`${path}: line ${isWrong ? 2 : 1} must be: ${SENTINEL}`);
  }
  return complaints;
}

/** The check that a wrong program says it fails. */
export function failsOf(text: string): string | undefined {
  return text.match(/^\/\/ FAILS: ([a-z0-9-]+)\n/)?.[1];
}

export interface LoadedExercise {
  readonly slug: string;
  readonly exercise: Exercise;
  readonly examples: Suite;
  readonly grader: Suite;
}

const EXAMPLES = [3, 6] as const;

/** All that is amiss with what an exercise says of itself. */
export function checkDeclarations(
  loaded: LoadedExercise,
  folders: ExerciseFolders,
  slugs: readonly string[],
): string[] {
  const { slug, exercise, examples, grader } = loaded;
  const place = `exercises/${slug}/exercise.ts`;
  const complaints: string[] = [];
  for (const need of exercise.needs) {
    if (!slugs.includes(need)) complaints.push(`${place} needs ${need}: there is no such exercise`);
  }
  for (const [path, suite] of [["exercises", examples], ["graders", grader]] as const) {
    complaints.push(...checkSuite(`${path}/${slug}`, suite, slug));
  }
  const wrongs = [...folders.files.keys()].filter((path) => path.includes("/wrong/")).length;
  if (exercise.unit === "Raft" && wrongs < RAFT_WRONGS_MIN) {
    complaints.push(
      `solutions/${slug}/wrong has ${wrongs} programs: write at least ${RAFT_WRONGS_MIN} for Raft`,
    );
  }
  const count = examples.checks.length;
  if (count < EXAMPLES[0] || count > EXAMPLES[1]) {
    complaints.push(
      `exercises/${slug}/examples.ts has ${count} checks: write ${EXAMPLES.join(" to ")}`,
    );
  }
  const names = ["no-exception", ...grader.checks.map((check) => check.name)];
  for (const [path, text] of folders.files) {
    const name = failsOf(text);
    if (name === undefined || names.includes(name)) continue;
    complaints.push(`${path} must fail ${name}, which no check is called: ${names.join(", ")}`);
  }
  return complaints;
}

function checkSuite(place: string, suite: Suite, slug: string): string[] {
  const complaints: string[] = [];
  if (suite.slug !== slug) {
    complaints.push(`${place}: its suite says ${suite.slug}: it must say ${slug}`);
  }
  const names = suite.checks.map((check) => check.name);
  for (const { name, promise, plans } of suite.checks) {
    if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) {
      complaints.push(`${place}: the check "${name}": name it in small-letters-with-hyphens`);
    }
    if (!/^[A-Z].*\.$/.test(promise) && !/^[a-z]+ .*\.$/.test(promise)) {
      complaints.push(`${place}: ${name}: write its promise as a sentence with a period`);
    }
    if (plans.length === 0) complaints.push(`${place}: ${name} has no plan: give it one`);
    if (names.indexOf(name) !== names.lastIndexOf(name)) {
      complaints.push(`${place}: two checks are called ${name}: rename one`);
    }
  }
  return [...complaints, ...checkPlanNames(place, suite)];
}

/** A counterexample names its plan: with two of one name, the wrong one would be played again. */
function checkPlanNames(place: string, { checks }: Suite): string[] {
  const plans = [...new Set(checks.flatMap((check) => check.plans))];
  const names = plans.map((plan) => plan.name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => `${place}: two plans are called "${name}": rename one`);
}
