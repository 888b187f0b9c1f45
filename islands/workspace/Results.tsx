import { useEffect, useRef } from "preact/hooks";
import { ButtonLink } from "@/components/Button.tsx";
import { CheckList } from "@/components/CheckList.tsx";
import { VerdictSign } from "@/components/VerdictMark.tsx";
import type { CheckResult } from "@/engine/types.ts";
import { ProgressBar } from "../live/ProgressBar.tsx";
import { Watch } from "../theatre/Watch.tsx";
import { type Place, placeIn } from "./place_in.ts";
import { headline } from "./headline.ts";
import type { Outcome } from "./use_outcome.ts";

/** The exercise that comes after this one. */
export interface Next {
  readonly href: string;
  readonly title: string;
}

export interface ResultsProps {
  readonly slug: string;
  readonly outcome: Outcome;
  readonly jump: (place: Place) => void;
  /** The program as it stands now. */
  readonly read: () => string;
  readonly next: Next | undefined;
}

const LINK = "text-accent underline decoration-1 underline-offset-4 hover:decoration-2";

/** What the last Run or Submit showed. Its first line is spoken as soon as it changes. */
export function Results({ slug, outcome, jump, read, next }: ResultsProps) {
  const { title, detail, verdict } = headline(outcome);
  const reason = reasonOf(outcome);
  const checks = checksOf(outcome);
  const url = "url" in outcome ? outcome.url : undefined;
  const status = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On small screens it would appear where nobody looks.
    if (outcome.kind !== "none") status.current?.scrollIntoView({ block: "nearest" });
  }, [outcome.kind]);
  return (
    <section aria-label="Result" class={outcome.kind === "none" ? "" : "mt-8"}>
      <div ref={status} role="status" class="flex scroll-mb-32 items-start gap-3">
        {verdict !== undefined && (
          <span aria-hidden="true" class="contents">
            <VerdictSign verdict={verdict} class="mt-0.5 h-6 w-6" />
          </span>
        )}
        <div class="min-w-0">
          {title !== "" && <p class="text-xl font-semibold tracking-tight">{title}</p>}
          {detail !== "" && <p class="mt-0.5 break-words text-[0.9375rem] text-muted">{detail}</p>}
          {reason !== "" && (
            <p class="mt-2 whitespace-pre-line break-words font-mono text-[0.875rem] leading-relaxed">
              {reason}
            </p>
          )}
        </div>
      </div>
      {verdict === "passed" && outcome.kind === "graded" && (
        <p class="mt-4 flex flex-wrap gap-3">
          {next !== undefined && <ButtonLink href={next.href}>Next: {next.title}</ButtonLink>}
          <ButtonLink href={`/exercises/${slug}/solution`} kind="secondary">
            See our solution
          </ButtonLink>
        </p>
      )}
      {outcome.kind === "grading" && <ProgressBar checks={outcome.waiting.standing.checks} />}
      <JumpButton message={reason || detail} jump={jump} />
      {checks.length > 0 && (
        <div class="mt-4">
          <CheckList
            key={keyOf(outcome)}
            checks={checks}
            watch={({ promise, message, counterexample }) => (
              <Watch
                {...{ promise, message }}
                counterexample={counterexample!}
                submission={outcome.kind === "graded" ? outcome.submission.id : undefined}
                readProgram={read}
                isNarrow
              />
            )}
          />
        </div>
      )}
      {(verdict === "failed" || url !== undefined) && (
        <p class="mt-3 flex flex-wrap gap-x-8 gap-y-1 text-[0.9375rem]">
          {verdict === "failed" && <a href="#hints" class={LINK}>Stuck? There are hints</a>}
          {url !== undefined && (
            <>
              <a href={url} class={LINK}>This submission's own page</a>
              <a href="/about/grader" class={LINK}>How the grader is graded</a>
            </>
          )}
        </p>
      )}
    </section>
  );
}

/** Leads to the line that a message names: where the program does not parse, throws or runs out. */
function JumpButton({ message, jump }: { message: string; jump: ResultsProps["jump"] }) {
  const place = placeIn(message);
  if (place === undefined) return null;
  return (
    <button
      type="button"
      onClick={() => jump(place)}
      class="ml-9 mt-2 rounded-md border border-line bg-panel px-3 py-1.5 text-sm font-semibold hover:border-muted"
    >
      Go to line {place.line}
    </button>
  );
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === "refused") return "";
  if (outcome.kind === "ran" && outcome.ending.kind !== "done") return outcome.ending.reason;
  return outcome.kind === "graded" ? outcome.submission.verdict?.reason ?? "" : "";
}

function checksOf(outcome: Outcome): readonly CheckResult[] {
  if (outcome.kind === "ran" && outcome.ending.kind === "done") return outcome.ending.checks;
  return outcome.kind === "graded" ? outcome.submission.verdict?.checks ?? [] : [];
}

let keys = 0;
const known = new WeakMap<Outcome, number>();

/** Each outcome gets a list of its own, with what failed open. */
function keyOf(outcome: Outcome): number {
  const key = known.get(outcome) ?? ++keys;
  known.set(outcome, key);
  return key;
}
