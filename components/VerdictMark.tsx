export type Verdict =
  | "passed"
  | "failed"
  | "ran out"
  | "not gradable"
  | "our fault"
  | "not run"
  | "queued"
  | "running";

const WORDS: Record<Verdict, string> = {
  passed: "Passed",
  failed: "Failed",
  "ran out": "Ran out",
  "not gradable": "Not gradable",
  "our fault": "Our fault",
  "not run": "Not run",
  queued: "Waiting",
  running: "Grading",
};
const COLORS: Record<Verdict, string> = {
  passed: "text-good",
  failed: "text-bad",
  "ran out": "text-warn",
  "not gradable": "text-warn",
  "our fault": "text-warn",
  "not run": "text-muted",
  queued: "text-muted",
  running: "text-accent",
};
const PATHS: Record<Verdict, string> = {
  passed: "M5.5 10.5l3 3 6-7",
  failed: "M6.5 6.5l7 7M13.5 6.5l-7 7",
  "ran out": "M10 5.5V10l3 2",
  "not gradable": "M10 5.5v5.5M10 14v.2",
  "our fault": "M10 5.5v5.5M10 14v.2",
  "not run": "M6.5 10h7",
  queued: "M10 5.5V10l3 2",
  running: "M10 5.5V10l3 2",
};

export function verdictWord(verdict: Verdict): string {
  return WORDS[verdict];
}

export function verdictColor(verdict: Verdict): string {
  return COLORS[verdict];
}

/** A sign for the verdict: its meaning is in its shape and, for those who listen, in a word. */
export function VerdictSign({ verdict, class: className = "h-5 w-5" }: {
  verdict: Verdict;
  class?: string;
}) {
  return (
    <svg
      viewBox="0 0 20 20"
      role="img"
      aria-label={WORDS[verdict]}
      class={`shrink-0 ${COLORS[verdict]} ${className}`}
    >
      <circle cx="10" cy="10" r="9" class="fill-current" opacity=".13" />
      <path
        d={PATHS[verdict]}
        class="stroke-current"
        fill="none"
        stroke-width="2"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** The verdict as a word with its sign. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <span
      class={`inline-flex items-baseline gap-1.5 whitespace-nowrap font-medium ${COLORS[verdict]}`}
    >
      <span aria-hidden="true" class="self-center">
        <VerdictSign verdict={verdict} />
      </span>
      {WORDS[verdict]}
    </span>
  );
}
