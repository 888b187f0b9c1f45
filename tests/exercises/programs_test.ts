import assert from "node:assert/strict";
import { openGrader } from "@/grading/grader.ts";
import { readExerciseFolders } from "@/tools/check/exercise_folders.ts";
import { gradePrograms, listPrograms } from "@/tools/check/grade_programs.ts";

const exercises = await readExerciseFolders();

for (const exercise of exercises) {
  const programs = listPrograms(exercise);

  Deno.test(`${exercise.slug}: every program gets the verdict that it must`, async (test) => {
    const grader = await openGrader({ root: Deno.cwd() });
    try {
      for (const { program, complaints } of await gradePrograms(grader, programs)) {
        await test.step(`${program.kind} ${program.path}`, () => {
          assert.deepEqual(complaints, []);
        });
      }
    } finally {
      await grader.close();
    }
  });
}
