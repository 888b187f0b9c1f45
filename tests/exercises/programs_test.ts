import assert from "node:assert/strict";
import { openGrader } from "@/grading/grader.ts";
import { readExerciseFolders } from "@/tools/check/exercise_folders.ts";
import { gradePrograms, judgeVerdict, listPrograms } from "@/tools/check/grade_programs.ts";

const exercises = await readExerciseFolders();

for (const exercise of exercises) {
  const programs = listPrograms(exercise);

  Deno.test(`${exercise.slug}: every program gets the verdict that it must`, async (test) => {
    const grader = await openGrader({ root: Deno.cwd() });
    try {
      const verdicts = await gradePrograms(grader, programs);
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
