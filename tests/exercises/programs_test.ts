import assert from "node:assert/strict";
import { openGrader } from "@/grading/grader.ts";
import { readExerciseFolders } from "@/tools/check/exercise_folders.ts";
import { judgeVerdict, listPrograms, type Program } from "@/tools/check/grade_programs.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";

/** As many children at once as there are cores. */
const LANES = navigator.hardwareConcurrency;

const exercises = await readExerciseFolders();

for (const exercise of exercises) {
  const programs = listPrograms(exercise);

  Deno.test(`${exercise.slug}: every program gets the verdict that it must`, async (test) => {
    const grader = await openGrader({ root: Deno.cwd() });
    try {
      const verdicts = await gradeAll(
        programs,
        (program) => grader.grade(program.slug, program.source),
      );
      for (const program of programs) {
        await test.step(`${program.kind} ${program.path}`, () => {
          assert.deepEqual(judgeVerdict(program, verdicts.get(program)!), []);
        });
      }
    } finally {
      await grader.close();
    }
  });

  Deno.test(`${exercise.slug}: the same submission gets the same verdict, byte for byte`, async () => {
    const program = programs.find(({ kind }) => kind === "wrong")!;
    const grader = await openGrader({ root: Deno.cwd() });
    try {
      const [one, other] = [
        await grader.grade(program.slug, program.source),
        await grader.grade(program.slug, program.source),
      ].map((verdict) => ({ ...verdict, stats: { ...verdict.stats, milliseconds: 0 } }));

      assert.equal(JSON.stringify(one), JSON.stringify(other));
    } finally {
      await grader.close();
    }
  });
}

async function gradeAll(
  programs: readonly Program[],
  grade: (program: Program) => Promise<SubmissionVerdict>,
): Promise<Map<Program, SubmissionVerdict>> {
  const verdicts = new Map<Program, SubmissionVerdict>();
  const waiting = [...programs];
  const lane = async () => {
    for (let program = waiting.shift(); program !== undefined; program = waiting.shift()) {
      verdicts.set(program, await grade(program));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return verdicts;
}
