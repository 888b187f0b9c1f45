import { stringify } from "csv-stringify/sync";
import type { Grade } from "@/db/grades.ts";
import { defuseCell } from "./defuse_cell.ts";

const COLUMNS: readonly (keyof Grade & string)[] = [
  ...["learnerId", "learnerName", "slug", "state", "score", "isLate", "attempts"] as const,
  ...["firstAt", "lastAt", "passedAt", "dueAt", "isByHand", "reason"] as const,
];

const TITLES: Readonly<Record<keyof Grade, string>> = {
  learnerId: "learner",
  learnerName: "name",
  slug: "exercise",
  state: "state",
  score: "score",
  isLate: "late",
  attempts: "attempts",
  firstAt: "first submission",
  lastAt: "last submission",
  passedAt: "passed",
  dueAt: "due",
  isByHand: "by hand",
  reason: "reason",
};

/**
 * Grades as a file that spreadsheets open. What would be a formula there is made text: learners
 * choose their names (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export async function* writeGradesCsv(
  pages: AsyncIterable<readonly Grade[]>,
): AsyncGenerator<string> {
  yield `\ufeff${COLUMNS.map((column) => TITLES[column]).join(",")}\r\n`;
  for await (const grades of pages) {
    yield stringify(grades.map((grade) => COLUMNS.map((column) => grade[column])), {
      cast: { boolean: (value) => value ? "yes" : "no", string: defuseCell },
      escape_formulas: true,
      record_delimiter: "\r\n",
    });
  }
}
