import type { ComponentChildren } from "preact";
import type { CheckResult } from "@/engine/types.ts";
import { Chevron } from "./Chevron.tsx";
import { CounterexampleStory } from "./CounterexampleStory.tsx";
import { VerdictSign } from "./VerdictMark.tsx";

const RANK = { failed: 0, "ran out": 1, "not run": 2, passed: 3 };

export interface CheckListProps {
  readonly checks: readonly CheckResult[];
  /** A way to watch a check's counterexample, shown below its story. */
  readonly watch: (check: CheckResult) => ComponentChildren;
}

/** All checks of a verdict, what failed first, the first of it open with its counterexample. */
export function CheckList({ checks, watch }: CheckListProps) {
  const ranked = checks.toSorted((one, other) => RANK[one.verdict] - RANK[other.verdict]);
  return (
    <ul class="divide-y divide-line rounded-xl border border-line bg-panel">
      {ranked.map((check, index) => (
        <li key={check.name} id={`check-${check.name}`}>
          <details open={index === 0 && check.verdict !== "passed"} class="group">
            <summary class="flex items-start gap-3 px-4 py-3.5 hover:bg-sunken sm:px-5">
              <VerdictSign verdict={check.verdict} class="mt-px h-6 w-6" />
              <span class="min-w-0 flex-1">
                <span class="block font-medium">{check.promise}</span>
                <span class="block break-words font-mono text-[0.8125rem] text-muted">
                  {check.name}
                </span>
                {check.message !== "" && (
                  <span class="mt-1 block break-words text-[0.9375rem] leading-snug text-muted group-open:hidden">
                    {check.message}
                  </span>
                )}
              </span>
              <Chevron class="mt-1 shrink-0 text-muted" />
            </summary>
            <div class="space-y-4 px-4 pb-5 sm:px-5 sm:pl-14">
              {check.message !== "" && (
                <p class="max-w-[65ch] whitespace-pre-line break-words font-serif text-lg leading-snug">
                  {check.message}
                </p>
              )}
              {check.counterexample !== null && (
                <>
                  <CounterexampleStory counterexample={check.counterexample} />
                  {watch(check)}
                </>
              )}
              <Coverage check={check} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

/** What was tried. Where exceptions are looked for, that is whatever the other checks tried. */
function Coverage({ check: { verdict, coverage } }: { check: CheckResult }) {
  if (coverage === "" && verdict !== "not run") return null;
  return (
    <p class="text-sm text-muted">
      {coverage === "" ? "This check was not run." : `Tried: ${coverage}`}
    </p>
  );
}
