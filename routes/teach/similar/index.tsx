import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { SelectField } from "@/components/Field.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { define } from "@/define.ts";
import { GUARANTEE, NOISE } from "@/grading/similarity/winnow.ts";
import { findSimilarPrograms, type Similar } from "@/routes/(_shared)/similarity.ts";

/** Below this part of shared fingerprints a pair is not worth anybody's time. */
const PART_MIN = 0.2;
const PAIRS_MAX = 100;

export const handler = define.handlers({
  async GET(ctx) {
    const { asked, exercises, cohorts, programs, comparison } = await findSimilarPrograms(ctx);
    const { compared, unreadable, pairs } = comparison;
    const worthIt = pairs.filter(({ part }) => part >= PART_MIN);
    const rows = worthIt.slice(0, PAIRS_MAX).map((pair) => ({
      ...pair,
      oneName: programs.get(pair.one)!.learnerName,
      otherName: programs.get(pair.other)!.learnerName,
    }));
    const all = { pairs: worthIt.length, compared, unreadable: unreadable.length };
    return page({ asked, exercises, cohorts, rows, all });
  },
});

export default define.page<typeof handler>(({ data, state }) => {
  const { asked, exercises, cohorts, rows, all } = data;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-12 sm:px-8 sm:py-16">
      <Head>
        <title>Similar programs · Truthlab</title>
      </Head>
      <TeachNav here="/teach/similar" role={state.learner!.role} />
      <h1 class="mt-8 text-4xl font-semibold tracking-[-0.03em]">Similar programs</h1>
      <p class="mt-4 max-w-[64ch] font-serif text-lg leading-relaxed text-muted">
        This is a hint and no proof. An exercise with one good answer brings forth programs that are
        alike; read both, and talk with both learners, before you think anything of it.
      </p>
      <Choice {...{ asked, exercises, cohorts }} />
      <p class="mt-8 text-[0.9375rem]">
        {`${all.compared.toLocaleString("en")} programs compared, ${
          all.pairs === 1 ? "one pair shares" : `${all.pairs.toLocaleString("en")} pairs share`
        } a fifth or more.`}
        {all.unreadable > 0 && ` ${all.unreadable} could not be read as TypeScript.`}
        {all.pairs > rows.length && ` The first ${rows.length} are shown.`}
      </p>
      {rows.length > 0 && <Pairs asked={asked} rows={rows} />}
      <Method />
    </div>
  );
});

function Choice({ asked, exercises, cohorts }: Pick<Similar, "asked" | "exercises" | "cohorts">) {
  return (
    <form
      aria-label="What to compare"
      class="mt-8 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_2fr_1fr_auto]"
    >
      <SelectField label="Exercise" name="slug">
        {exercises.map(({ slug, title }) => (
          <option key={slug} value={slug} selected={slug === asked.slug}>{title}</option>
        ))}
      </SelectField>
      <SelectField label="Cohort" name="cohort">
        <option value="">Everybody</option>
        {cohorts.map(({ id, name }) => (
          <option key={id} value={id} selected={id === asked.cohort}>{name}</option>
        ))}
      </SelectField>
      <SelectField label="Of each learner" name="which">
        <option value="latest" selected={asked.which === "latest"}>The latest</option>
        <option value="best" selected={asked.which === "best"}>The best</option>
      </SelectField>
      <Button kind="secondary">Compare</Button>
    </form>
  );
}

interface Row {
  readonly one: string;
  readonly other: string;
  readonly oneName: string;
  readonly otherName: string;
  readonly shared: number;
  readonly part: number;
}

function Pairs({ asked, rows }: { asked: Similar["asked"]; rows: readonly Row[] }) {
  return (
    <table class="mt-4 w-full max-w-4xl text-left text-[0.9375rem]">
      <thead class="border-b-2 border-ink text-sm">
        <tr>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Learners</th>
          <th scope="col" class="py-2.5 pr-6 text-right font-semibold">Shared</th>
          <th scope="col" class="hidden py-2.5 text-right font-semibold sm:table-cell">
            Fingerprints
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ one, other, oneName, otherName, shared, part }) => (
          <tr key={`${one} ${other}`} class="border-b border-line hover:bg-sunken">
            <td class="py-3 pr-6">
              <a
                href={`/teach/similar/pair?${new URLSearchParams({ ...asked, one, other })}`}
                class="font-medium underline decoration-line underline-offset-4 hover:decoration-accent"
              >
                {oneName} and {otherName}
              </a>
            </td>
            <td class="py-3 pr-6 text-right tabular-nums">{`${Math.round(part * 100)}%`}</td>
            <td class="hidden py-3 text-right tabular-nums text-muted sm:table-cell">{shared}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Method() {
  return (
    <section class="mt-14 max-w-[64ch]">
      <h2 class="text-2xl font-semibold tracking-tight">How they are compared</h2>
      <p class="mt-3 font-serif text-[1.0625rem] leading-relaxed text-muted">
        Types, comments and layout are taken away, and all names, numbers and texts are taken for
        alike, so that renaming hides nothing. What is left is fingerprinted by winnowing
        (Schleimer, Wilkerson and Aiken, 2003): {GUARANTEE}{" "}
        tokens in a row that two programs share are always found, fewer than {NOISE}{" "}
        never count. The starter and the exercise's types are discounted, and in a class of ten or
        more whatever more than half have. The part is that of the program which has less of its
        own.
      </p>
    </section>
  );
}
