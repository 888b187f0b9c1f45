import type { Grade } from "@/db/grades.ts";

/** Grades as an object of JSON with the cohort that they are of, a line for each. */
export async function* writeGradesJson(
  cohort: { readonly id: string; readonly name: string; readonly timeZone: string },
  pages: AsyncIterable<readonly Grade[]>,
): AsyncGenerator<string> {
  yield `{\n"version": 1,\n"cohort": ${JSON.stringify(cohort)},\n"grades": [`;
  let isFirst = true;
  for await (const grades of pages) {
    const lines = grades.map((grade) => `\n${JSON.stringify(grade)}`).join();
    if (lines === "") continue;
    yield isFirst ? lines : `,${lines}`;
    isFirst = false;
  }
  yield "\n]\n}\n";
}
