import assert from "node:assert/strict";
import type { Suite } from "@/engine/suite.ts";
import type { Exercise } from "@/lib/exercise.ts";
import {
  checkDeclarations,
  checkFiles,
  type ExerciseFolders,
  readExerciseFolders,
} from "./exercise_folders.ts";

const [real] = await readExerciseFolders();

/** The first exercise, with some files other than they are; undefined takes one away. */
function changed(changes: Readonly<Record<string, string | undefined>>): ExerciseFolders {
  const files = new Map(real.files);
  for (const [path, text] of Object.entries(changes)) {
    if (text === undefined) files.delete(path);
    else files.set(path, text);
  }
  return { ...real, files };
}

Deno.test("checkFiles() has nothing to say of an exercise that is in order", () => {
  assert.deepEqual(checkFiles(real), []);
});

Deno.test("checkFiles() tells place and repair", () => {
  const { slug } = real;
  const cases: readonly [string, string | undefined, RegExp][] = [
    [`exercises/${slug}/api.ts`, undefined, /api\.ts is missing: write it/],
    [`graders/${slug}/grader.ts`, undefined, /grader\.ts is missing/],
    [`exercises/${slug}/notes.txt`, "", /notes\.txt: nothing of .* uses it: delete it/],
    [`solutions/${slug}/wrong/Bad.ts`, "// FAILS: a\n", /Bad\.ts: nothing of/],
    [`exercises/${slug}/hints.md`, "One.\n---\nTwo.\n", /has 2 hints: write 3/],
    [`exercises/${slug}/README.md`, "Text.\n", /end it with "## Done means"/],
    [`exercises/${slug}/starter.ts`, "export {};\n", /mark what is to be written with TODO/],
    [`solutions/${slug}/wrong/swapped.ts`, "export {};\n", /name the check .* in line 1/],
    [`solutions/${slug}/wrong/swapped.ts`, "// FAILS: a\n", /line 2 must be/],
    [`solutions/${slug}/solution.ts`, "export {};\n", /line 1 must be/],
  ];

  for (const [path, text, expected] of cases) {
    const complaints = checkFiles(changed({ [path]: text }));

    assert.ok(complaints.some((each) => expected.test(each)), `${path}: ${complaints.join("; ")}`);
  }
});

Deno.test("checkFiles() counts variants and wrong programs", () => {
  const files = new Map([...real.files].filter(([path]) => !path.includes("/variants/")));

  const complaints = checkFiles({ ...real, files });

  assert.match(complaints.join(), /variants has 0 programs: write at least 4/);
});

Deno.test("checkDeclarations() demands that plans have names of their own", () => {
  const { slug } = real;
  const exercise: Exercise = {
    title: "One",
    unit: "Clocks",
    order: 1,
    summary: "One.",
    minutes: 1,
    points: 1,
    needs: [],
  };
  const twice = (names: readonly string[]): string[] => {
    const shared = plan("shared");
    const plans = [shared, ...names.map(plan)];
    const checks = ["a", "b"].map((name) => ({ name, promise: "It holds.", monitor, plans }));
    const suite: Suite = { slug, exports: {}, checks };
    const loaded = { slug, exercise, examples: suite, grader: suite };
    return checkDeclarations(loaded, { slug, files: new Map() }, [slug]).filter((complaint) =>
      complaint.includes("plan")
    );
  };

  assert.deepEqual(twice(["calm"]), []);
  assert.deepEqual(twice(["calm", "calm"]), [
    `exercises/${slug}: two plans are called "calm": rename one`,
    `graders/${slug}: two plans are called "calm": rename one`,
  ]);
});

function monitor() {
  return { observe: () => undefined };
}

function plan(name: string) {
  const scenario = { nodes: ["n1"], spawn: () => ({}), stepsMax: 1 };
  return { name, scenario, survey: () => ({ found: [], coverage: "" }) };
}
