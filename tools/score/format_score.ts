import { addScores, type ExerciseScore, type Share } from "@/grading/score.ts";

type Row = Omit<ExerciseScore, "slug" | "date" | "hashes">;

const COLUMNS: readonly [string, (row: Row) => string][] = [
  ["starters fail", ({ starters }) => formatShare(starters)],
  ["right pass", ({ right }) => formatShare(right)],
  ["wrong caught", ({ wrong }) => formatShare(wrong)],
  ["by named check", ({ wrongByName }) => formatShare(wrongByName)],
  ["explained", ({ explained }) => formatShare(explained)],
  ["pass s", ({ passedMs }) => formatTimes(passedMs)],
  ["fail s", ({ failedMs }) => formatTimes(failedMs)],
  ["schedules", ({ schedules }) => schedules.toLocaleString("en")],
  ["events", ({ events }) => events.toLocaleString("en")],
  ["states", ({ states }) => states.toLocaleString("en")],
];

/** All scores as a table in text, and in all. Times are the median and the worst. */
export function formatScores(scores: readonly ExerciseScore[]): string {
  const rows = [
    ["", ...COLUMNS.map(([title]) => title)],
    ...scores.map((score) => [score.slug, ...COLUMNS.map(([, read]) => read(score))]),
  ];
  const total = addScores(scores);
  if (scores.length > 1) rows.push(["in all", ...COLUMNS.map(([, read]) => read(total))]);
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((cell, column) => column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))
      .join("  ")
  ).join("\n");
}

function formatShare({ count, of }: Share): string {
  return `${count}/${of}`;
}

function formatTimes(sorted: readonly number[]): string {
  if (sorted.length === 0) return "-";
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  return `${seconds(sorted[sorted.length >> 1])} ${seconds(sorted.at(-1)!)}`;
}
