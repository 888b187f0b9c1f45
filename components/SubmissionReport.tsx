import type { ComponentChildren } from "preact";
import type { CheckResult, Stats } from "@/engine/types.ts";
import { ButtonLink } from "./Button.tsx";
import { CheckList } from "./CheckList.tsx";
import { type PastVerdict, PastVerdicts } from "./PastVerdicts.tsx";
import { type Remark, SourceCode } from "./SourceCode.tsx";
import { type Verdict, verdictColor, VerdictSign, verdictWord } from "./VerdictMark.tsx";
import { When } from "./When.tsx";

interface Report {
  readonly id: string;
  readonly slug: string;
  readonly source: string;
  readonly createdAt: string;
  readonly learnerName: string;
  readonly verdict: {
    readonly reason: string;
    readonly score: number;
    readonly checks: readonly CheckResult[];
    readonly hashes: { submission: string; grader: string; engine: string };
    readonly seeds: readonly number[];
    readonly stats: Stats & { milliseconds: number };
  } | null;
}

interface ReportProps {
  readonly submission: Report;
  readonly title: string;
  readonly standing: Verdict;
  readonly isTeaching?: boolean;
}

/** What became of one submission: the verdict, its checks, the source, and how to grade it again. */
export function SubmissionReport(
  props: ReportProps & {
    /** What is shown while there is no verdict. */
    children?: ComponentChildren;
    /** What was said of its lines, and a way to say more. */
    remarks?: readonly Remark[];
    remarkForm?: ComponentChildren;
    /** The verdicts before this one, newest first. */
    past?: readonly PastVerdict[];
  },
) {
  const { submission, title, standing, isTeaching = false, children, past = [] } = props;
  const { remarks, remarkForm } = props;
  const { id, verdict, slug, source } = submission;
  return (
    <>
      <ReportHeader {...{ submission, title, standing, isTeaching }} />
      <PastVerdicts past={past} />
      {verdict === null ? <div class="mt-8">{children ?? PENDING}</div> : (
        <>
          {verdict.reason !== "" && (
            <p class="mt-8 whitespace-pre-line break-words rounded-xl border border-warn/50 bg-warn/10 px-5 py-4 font-mono text-[0.9375rem] leading-relaxed">
              {verdict.reason}
            </p>
          )}
          {verdict.checks.length > 0 && (
            <section class="mt-10">
              <h2 class="mb-4 text-2xl font-semibold tracking-tight">{summary(verdict.checks)}</h2>
              <CheckList
                checks={verdict.checks}
                watch={({ name }) => (
                  <ButtonLink
                    href={`${isTeaching ? "/teach" : ""}/submissions/${id}/${name}`}
                    kind="secondary"
                  >
                    Watch it step by step
                  </ButtonLink>
                )}
              />
            </section>
          )}
        </>
      )}
      <section id="source" class="mt-14">
        <h2 class="mb-4 text-2xl font-semibold tracking-tight">What was submitted</h2>
        <SourceCode source={source} label="The submitted program" remarks={remarks} />
        {remarkForm}
      </section>
      {verdict !== null && <Record verdict={verdict} slug={slug} />}
    </>
  );
}

function ReportHeader({ submission, title, standing, isTeaching }: ReportProps) {
  const { verdict, slug, createdAt, learnerName } = submission;
  return (
    <header class="mt-6 grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-5 border-b-2 border-ink pb-8 sm:grid-cols-[auto_1fr_auto] sm:gap-x-5">
      <span aria-hidden="true">
        <VerdictSign verdict={standing} class="h-11 w-11 sm:h-14 sm:w-14" />
      </span>
      <div class="min-w-0">
        <h1 class="text-3xl font-semibold tracking-[-0.03em] sm:text-4xl">
          {title}: <span class={verdictColor(standing)}>{verdictWord(standing).toLowerCase()}</span>
        </h1>
        <p class="mt-1.5 text-[0.9375rem] text-muted">
          {isTeaching && (
            <>
              <bdi>{learnerName}</bdi>,{" "}
            </>
          )}
          <When iso={createdAt} />
          {verdict !== null && `, ${verdict.score} of 100 points`}
        </p>
      </div>
      {!isTeaching && (
        <div class="col-span-2 grid sm:col-span-1">
          <ButtonLink
            href={`/exercises/${slug}`}
            kind={standing === "passed" ? "secondary" : "primary"}
          >
            {standing === "passed" ? "Back to the exercise" : "Go on working"}
          </ButtonLink>
        </div>
      )}
    </header>
  );
}

const PENDING = "It is stored, and waits for the grader.";

function summary(checks: readonly CheckResult[]): string {
  const held = checks.filter(({ verdict }) => verdict === "passed").length;
  if (held === checks.length) return `All ${checks.length} checks hold`;
  return `${held} of ${checks.length} checks hold`;
}

/** All that is needed to grade it again and get the same. */
function Record({ verdict, slug }: { verdict: NonNullable<Report["verdict"]>; slug: string }) {
  const { hashes, seeds, stats } = verdict;
  const rows: [string, string][] = [
    ["Submission", hashes.submission],
    ["Grader", hashes.grader],
    ["Engine", hashes.engine],
    ["Seeds", seeds.join(", ")],
  ];
  return (
    <section class="mt-14">
      <h2 class="text-2xl font-semibold tracking-tight">Grade it again</h2>
      <p class="mt-3 max-w-[60ch] font-serif text-[1.0625rem] leading-relaxed text-muted">
        With the repository, <code class="text-[0.85em] text-ink">deno task grade {slug} FILE</code>
        {" "}
        gives the same verdict. This one took {stats.schedules.toLocaleString("en")} schedules with
        {" "}
        {stats.events.toLocaleString("en")} events, in{" "}
        {`${(stats.milliseconds / 1000).toFixed(1)}\u00a0s`}. Why to believe it:{" "}
        <a
          href="/about/grader"
          class="text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
        >
          how the grader is graded
        </a>.
      </p>
      <dl class="mt-5 border-t border-line text-sm">
        {rows.map(([name, value]) => (
          <div key={name} class="grid gap-x-4 border-b border-line py-2.5 sm:grid-cols-[8rem_1fr]">
            <dt class="text-muted">{name}</dt>
            <dd class="break-all font-mono text-[0.8125rem]">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
