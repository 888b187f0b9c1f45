import assert from "node:assert/strict";
import { checkFiles } from "../check/exercise_folders.ts";
import { scaffoldExercise } from "./scaffold_exercise.ts";

Deno.test("scaffoldExercise() makes folders that are in order", () => {
  const files = new Map(Object.entries(scaffoldExercise("say-hello")));

  assert.deepEqual(checkFiles({ slug: "say-hello", files }), []);
});
