import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import type { CheckResult, Counterexample } from "@/engine/types.ts";
import type { Grading, Submission } from "@/grading/open_grading.ts";
import Theatre from "@/islands/Theatre.tsx";

/** A failed check of a submission, with the run that shows it. */
export interface Play {
  readonly title: string;
  readonly submission: string;
  readonly check: CheckResult & { readonly counterexample: Counterexample };
}

/** @throws HttpError 404 where the submission has no such failed check. */
export async function findPlay(
  grading: Grading,
  submission: Pick<Submission, "id" | "slug" | "verdict">,
  name: string,
): Promise<Play> {
  const check = submission.verdict?.checks.find((each) => each.name === name);
  if (check === undefined || check.counterexample === null) {
    throw new HttpError(404, "This submission has no counterexample for such a check.");
  }
  const exercise = await grading.exercise(submission.slug);
  const { counterexample } = check;
  const title = exercise?.title ?? submission.slug;
  return { title, submission: submission.id, check: { ...check, counterexample } };
}

/** One counterexample on a page of its own, with room to look around. */
export function TheatrePage({ play: { title, submission, check }, trail }: {
  play: Play;
  trail: readonly { readonly href: string; readonly label: string }[];
}) {
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`${check.name}: ${title} · Truthlab`}</title>
      </Head>
      <Breadcrumbs trail={trail} />
      <h1 class="mt-6 text-3xl font-semibold tracking-[-0.03em]">{check.promise}</h1>
      <p class="mt-3 max-w-[70ch] whitespace-pre-line break-words font-serif text-lg leading-snug">
        {check.message}
      </p>
      <div class="mt-8">
        <Theatre
          promise={check.promise}
          message={check.message}
          counterexample={check.counterexample}
          submission={submission}
        />
      </div>
    </div>
  );
}
