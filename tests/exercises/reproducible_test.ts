import assert from "node:assert/strict";
import { openGrader } from "@/grading/grader.ts";
import { withoutTimes } from "@/grading/verdict.ts";
import { readExerciseFolders } from "@/tools/check/exercise_folders.ts";
import { listPrograms } from "@/tools/check/grade_programs.ts";

for (const exercise of await readExerciseFolders()) {
  Deno.test(`${exercise.slug}: the same submission gets the same verdict, byte for byte`, async () => {
    const program = listPrograms(exercise).find(({ kind }) => kind === "wrong")!;
    const grader = await openGrader({ root: Deno.cwd() });
    try {
      const grade = () => grader.grade(program.slug, program.source);
      const [one, other] = (await Promise.all([grade(), grade()])).map(withoutTimes);

      assert.equal(JSON.stringify(one), JSON.stringify(other));
    } finally {
      await grader.close();
    }
  });
}
