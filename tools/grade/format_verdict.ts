import { describeEvent, type Phrase } from "@/components/describe_event.ts";
import type { CheckResult, Counterexample } from "@/engine/types.ts";
import type { SubmissionVerdict } from "@/grading/verdict.ts";
import { printable } from "../terminal/printable.ts";

/** Longer traces are told from their end: that is where it goes wrong. */
const EVENTS_SHOWN_MAX = 40;

const SIGNS: Readonly<Record<CheckResult["verdict"], { sign: string; color: Color }>> = {
  passed: { sign: "✓", color: "green" },
  failed: { sign: "✗", color: "red" },
  "ran out": { sign: "!", color: "yellow" },
  "not run": { sign: "·", color: "dim" },
};

const COLORS = { green: 32, red: 31, yellow: 33, dim: 2, bold: 1 } as const;
type Color = keyof typeof COLORS;
type Paint = (text: string, color: Color) => string;

export interface FormatOptions {
  readonly title: string;
  readonly hasColor: boolean;
}

/** A verdict as one reads it in a terminal: the checks, then the story of each that failed. */
export function formatVerdict(verdict: SubmissionVerdict, options: FormatOptions): string {
  const paint = createPaint(options.hasColor);
  const parts = [
    headline(verdict, options.title, paint),
    verdict.reason === "" ? "" : indent(printable(verdict.reason), "  "),
    formatChecks(verdict.checks, options.hasColor),
    paint(footer(verdict), "dim"),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Checks as one reads them in a terminal: all in a list, then the story of each that failed. */
export function formatChecks(checks: readonly CheckResult[], hasColor: boolean): string {
  const paint = createPaint(hasColor);
  const failed = checks.filter((check) => check.verdict === "failed");
  const parts = [listChecks(checks, paint), ...failed.map((check) => formatFailure(check, paint))];
  return parts.filter((part) => part !== "").join("\n\n");
}

function createPaint(hasColor: boolean): Paint {
  return (text, color) => hasColor ? `\x1b[${COLORS[color]}m${text}\x1b[0m` : text;
}

function headline(verdict: SubmissionVerdict, title: string, paint: Paint): string {
  const color = verdict.verdict === "passed"
    ? "green"
    : verdict.verdict === "failed"
    ? "red"
    : "yellow";
  const points = verdict.checks.length === 0 ? "" : `, ${verdict.score} of 100 points`;
  return `${paint(title, "bold")}: ${paint(verdict.verdict, color)}${points}`;
}

function listChecks(checks: readonly CheckResult[], paint: Paint): string {
  const width = Math.max(0, ...checks.map((check) => check.name.length));
  return checks.map((check) => {
    const { sign, color } = SIGNS[check.verdict];
    return `  ${paint(sign, color)} ${check.name.padEnd(width)}  ${paint(check.promise, "dim")}`;
  }).join("\n");
}

function formatFailure(check: CheckResult, paint: Paint): string {
  const head = `${paint(SIGNS.failed.sign, "red")} ${paint(check.name, "bold")}`;
  const message = indent(printable(check.message), "  ");
  const { counterexample } = check;
  if (counterexample === null) return `${head}\n${message}`;
  const story = formatStory(counterexample, paint);
  const again = paint(`  Found by ${counterexample.plan}, seed ${counterexample.seed}.`, "dim");
  return [`${head}\n${message}`, story, again].filter((part) => part !== "").join("\n\n");
}

function formatStory(counterexample: Counterexample, paint: Paint): string {
  const { events } = counterexample.trace;
  const shown = events.slice(-EVENTS_SHOWN_MAX);
  const stepWidth = String(events.length).length;
  const nodeWidth = Math.max(0, ...shown.map((event) => event.node?.length ?? 0));
  const lines = shown.flatMap((event) => {
    const { what, effects } = describeEvent(event);
    const isCulprit = event.step === counterexample.culprit;
    const mark = isCulprit ? paint("▸", "red") : " ";
    const start = `  ${mark} ${String(event.step).padStart(stepWidth)}  ` +
      `${(event.node ?? "").padEnd(nodeWidth)}  `;
    const margin = " ".repeat(4 + stepWidth + 2 + nodeWidth + 2);
    return [
      start + say(what),
      ...effects.map((effect) => paint(`${margin}  ${say(effect)}`, "dim")),
    ];
  });
  const left = events.length - shown.length;
  return [...left > 0 ? [paint(`    ... ${left} steps before`, "dim")] : [], ...lines].join("\n");
}

function say({ text, data }: Phrase): string {
  return printable([text, data].filter((part) => part !== "").join(": "));
}

function footer(verdict: SubmissionVerdict): string {
  const { hashes, seeds, stats } = verdict;
  const count = (number: number, noun: string) =>
    `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
  const seconds = (stats.milliseconds / 1000).toFixed(1);
  return [
    `  ${count(stats.schedules, "schedule")}, ${count(stats.events, "event")} in ${seconds} s, ` +
    `seed ${seeds.join(", ")}`,
    ...timesLine(stats.times),
    `  submission ${hashes.submission.slice(0, 16)}, grader ${hashes.grader.slice(0, 16)}, ` +
    `engine ${hashes.engine.slice(0, 16)}`,
  ].join("\n");
}

/** Where the time went: "start 20 ms, prepare 15 ms". */
function timesLine(times: SubmissionVerdict["stats"]["times"]): string[] {
  if (times === undefined) return [];
  return ["  " + Object.entries(times).map(([name, ms]) => `${name} ${ms} ms`).join(", ")];
}

function indent(text: string, by: string): string {
  return text.split("\n").map((line) => by + line).join("\n");
}
