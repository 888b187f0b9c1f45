import { Head } from "fresh/runtime";
import { type Verdict, verdictWord } from "@/components/VerdictMark.tsx";
import type { Attempt } from "@/grading/open_grading.ts";

/** The verdict as far as it is known: until then, where the submission stands. */
export function standing(submission: {
  readonly state: Attempt["state"];
  readonly verdict: { readonly verdict: Verdict } | null;
}): Verdict {
  if (submission.state !== "done" || submission.verdict === null) {
    return submission.state === "running" ? "running" : "queued";
  }
  return submission.verdict.verdict;
}

/** "passed" once any attempt passed, else how the newest stands; undefined without any. */
export function bestVerdict(attempts: readonly Attempt[]): Verdict | undefined {
  const standings = attempts.map(standing);
  return standings.includes("passed") ? "passed" : standings[0];
}

/** Names the page after the verdict; where no script runs, it is loaded again until there is one. */
export function PendingRefresh({ standing, title }: { standing: Verdict; title: string }) {
  const isPending = standing === "queued" || standing === "running";
  return (
    <Head>
      <title>{`${verdictWord(standing)}: ${title} · Truthlab`}</title>
      {isPending && (
        <noscript>
          <meta http-equiv="refresh" content="2" />
        </noscript>
      )}
    </Head>
  );
}
