import { Button } from "@/components/Button.tsx";
import { SelectField, TextField } from "@/components/Field.tsx";
import { LineDiff } from "@/components/LineDiff.tsx";
import { type Verdict, VerdictMark, VerdictSign } from "@/components/VerdictMark.tsx";
import type { NewOverride, StoredOverride } from "@/db/overrides.ts";
import type { StandingTable } from "@/db/schema.ts";
import type { TimelineEntry } from "@/db/timeline.ts";
import { formatIn } from "@/lib/zoned_time.ts";
import type { CohortExerciseEntry } from "./cohort.ts";

/** The exercises of the cohort, with how far the learner is. */
export function ExerciseTabs({ exercises, standings, chosen, home }: {
  exercises: readonly CohortExerciseEntry[];
  standings: readonly StandingTable[];
  chosen: string | undefined;
  home: string;
}) {
  return (
    <nav aria-label="Exercises">
      <ul class="border-t-2 border-ink">
        {exercises.map(({ slug, title }) => {
          const standing = standings.find((each) => each.slug === slug);
          return (
            <li key={slug} class="border-b border-line">
              <a
                href={`${home}?exercise=${slug}`}
                aria-current={slug === chosen ? "page" : undefined}
                class="flex items-center gap-3 px-2 py-2.5 hover:bg-sunken [&[aria-current]]:bg-sunken [&[aria-current]]:font-semibold"
              >
                <VerdictSign verdict={standing?.state ?? "not run"} />
                <span class="min-w-0 flex-1">{title}</span>
                <span class="text-sm tabular-nums text-muted">
                  {standing && `${standing.score} ×${standing.attempts}`}
                  {standing?.override_id && <span class="ml-1 text-accent">hand</span>}
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** A form that was refused: what it held, and why. */
export interface GradeDraft {
  readonly values: Readonly<Record<"state" | "score" | "reason", string>>;
  readonly message: string;
}

const REASON_LENGTH_MAX = 500;

export function readGrade(
  field: (name: string) => string,
): Omit<NewOverride, "actorId"> | GradeDraft {
  const [state, score, reason] = ["state", "score", "reason"].map(field);
  const refuse = (message: string) => ({ values: { state, score, reason }, message });
  if (state !== "passed" && state !== "failed") return refuse("Choose passed or failed.");
  if (!/^\d{1,3}$/.test(score) || Number(score) > 100) {
    return refuse("Write a whole number of points from 0 to 100.");
  }
  if (reason === "" || reason.length > REASON_LENGTH_MAX) {
    return refuse(`Give a reason, in at most ${REASON_LENGTH_MAX} letters: it is kept and shown.`);
  }
  return { state, score: Number(score), reason };
}

interface HandGradesProps {
  readonly overrides: readonly StoredOverride[];
  readonly standing: StandingTable | undefined;
  readonly draft: GradeDraft | undefined;
  readonly slug: string;
  readonly timeZone: string;
  readonly mayGrade: boolean;
}

/** The grade by hand that holds, all that were, and the form for a new one. */
export function HandGrades(props: HandGradesProps) {
  const { overrides, timeZone, slug, mayGrade } = props;
  const held = overrides.find(({ withdrawn_at }) => withdrawn_at === null);
  return (
    <section aria-label="Grade" class="rounded-xl border border-line bg-panel px-5 py-4">
      {props.standing === undefined
        ? <p class="font-medium">Not begun</p>
        : <Standing standing={props.standing} />}
      {overrides.length > 0 && (
        <ul class="mt-3 space-y-2 border-t border-line pt-3 text-[0.9375rem]">
          {overrides.map((grade) => (
            <li key={grade.id} class={grade.withdrawn_at === null ? "" : "text-muted"}>
              <span class="font-medium">
                {`Set to ${grade.state}, ${grade.score} of 100, by ${grade.author ?? "staff"}`}
              </span>
              {`, ${formatIn(grade.created_at, timeZone)}`}
              {grade.withdrawn_at !== null &&
                `; withdrawn ${formatIn(grade.withdrawn_at, timeZone)}`}
              <span class="block break-words">{grade.reason}</span>
            </li>
          ))}
        </ul>
      )}
      {mayGrade && held !== undefined && (
        <form method="post" class="mt-3">
          <input type="hidden" name="exercise" value={slug} />
          <Button kind="secondary" name="deed" value="withdraw">Let the graded score stand</Button>
        </form>
      )}
      {mayGrade && <GradeForm {...props} />}
    </section>
  );
}

function Standing({ standing }: { standing: StandingTable }) {
  const { state, score, attempts, is_late, failing_check, failing_run, override_id } = standing;
  return (
    <p class="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <VerdictMark verdict={state} />
      <span class="font-medium tabular-nums">{`${score} of 100`}</span>
      <span class="text-muted">{`${attempts} ${attempts === 1 ? "attempt" : "attempts"}`}</span>
      {is_late === 1 && <span class="font-medium text-warn">late</span>}
      {override_id !== null && <span class="font-medium text-accent">set by hand</span>}
      {failing_check !== null && (
        <span class="text-muted">
          {`fails first at ${failing_check}`}
          {failing_run > 1 && `, ${failing_run} times in a row`}
        </span>
      )}
    </p>
  );
}

function GradeForm({ slug, draft }: HandGradesProps) {
  const { state = "passed", score = "", reason = "" } = draft?.values ?? {};
  const errorId = draft === undefined ? undefined : "grade-error";
  return (
    <details open={draft !== undefined} class="group mt-3 border-t border-line pt-3">
      <summary class="font-medium text-accent">Set the grade by hand</summary>
      <form
        method="post"
        aria-describedby={errorId}
        class="mt-4 grid gap-4 sm:grid-cols-[9rem_9rem_1fr]"
      >
        <input type="hidden" name="exercise" value={slug} />
        <SelectField label="State" name="state">
          {["passed", "failed"].map((each) => (
            <option key={each} value={each} selected={each === state}>
              {each === "passed" ? "Passed" : "Failed"}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Of 100"
          name="score"
          type="number"
          min={0}
          max={100}
          required
          value={score}
        />
        <TextField
          label="Reason, which the learner sees too"
          name="reason"
          required
          maxLength={REASON_LENGTH_MAX}
          value={reason}
        />
        <div class="sm:col-span-3">
          <Button>Set it</Button>
        </div>
      </form>
      {draft && <p id={errorId} role="alert" class="mt-3 font-medium text-bad">{draft.message}</p>}
    </details>
  );
}

interface TimelineProps {
  readonly attempts: readonly TimelineEntry[];
  /** So many are shown. */
  readonly size: number;
  readonly exercise: CohortExerciseEntry;
  readonly address: string;
  readonly timeZone: string;
}

/** All attempts, the newest first, each with what changed since the one before. */
export function Timeline({ attempts, size, exercise, address, timeZone }: TimelineProps) {
  const shown = attempts.slice(0, size);
  return (
    <section class="mt-10">
      <h3 class="text-xl font-semibold tracking-tight">Attempts</h3>
      {shown.length === 0 && <p class="mt-4 text-muted">Nothing was submitted.</p>}
      <ol class="mt-5 space-y-5 border-l-2 border-line pl-6">
        {shown.map((attempt, index) => (
          <Attempt
            key={attempt.id}
            {...{ attempt, timeZone }}
            before={attempts[index + 1]?.source}
            isLate={exercise.due_at !== null && attempt.created_at > exercise.due_at}
          />
        ))}
      </ol>
      {attempts.length > size && (
        <p class="mt-6 font-medium text-accent">
          <a href={`${address}&before=${shown.at(-1)!.id}`} class="hover:underline">Older</a>
        </p>
      )}
    </section>
  );
}

function Attempt({ attempt, before, isLate, timeZone }: {
  attempt: TimelineEntry;
  before: string | undefined;
  isLate: boolean;
  timeZone: string;
}) {
  const { id, state, verdict, score, created_at, failed, remarks } = attempt;
  const mark = state === "done" && verdict !== null ? verdict as Verdict : state as Verdict;
  return (
    <li>
      <p class="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <a href={`/teach/submissions/${id}`} class="hover:underline">
          <VerdictMark verdict={mark} />
        </a>
        {score !== null && <span class="tabular-nums">{`${score} of 100`}</span>}
        <span class="text-[0.9375rem] text-muted">{formatIn(created_at, timeZone)}</span>
        {isLate && <span class="font-medium text-warn">late</span>}
        {remarks > 0 && (
          <span class="text-[0.9375rem]">
            {`${remarks} ${remarks === 1 ? "comment" : "comments"}`}
          </span>
        )}
      </p>
      {failed.length > 0 && (
        <ul class="mt-1 flex flex-wrap gap-x-4 gap-y-1 font-mono text-[0.8125rem]">
          {failed.map((check_name) => (
            <li key={check_name}>
              <a
                href={`/teach/submissions/${id}#check-${check_name}`}
                class="text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
              >
                {check_name}
              </a>
            </li>
          ))}
        </ul>
      )}
      {before !== undefined && <Changes {...{ id, before }} after={attempt.source} />}
    </li>
  );
}

function Changes({ id, before, after }: { id: string; before: string; after: string }) {
  if (before === after) return <p class="mt-2 text-sm text-muted">The same program again.</p>;
  return (
    <details class="mt-2">
      <summary class="text-sm font-medium text-accent hover:underline">What changed</summary>
      <div class="mt-2">
        <LineDiff {...{ before, after }} label={`What changed with attempt ${id}`} />
      </div>
    </details>
  );
}
