import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { importRoster, keyOf, listRoster } from "@/db/members.ts";
import { define } from "@/define.ts";
import { actorOf, cohortOf } from "@/routes/(_shared)/cohort.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import { readRoster, type RosterFile } from "@/routes/(_shared)/roster_csv.ts";

/** So many people are shown before they are imported; the others are counted. */
const SHOWN_MAX = 50;

export const handler = define.handlers({
  async GET(ctx) {
    return page({ cohort: await cohortOf(ctx), preview: undefined });
  },

  /** Shows what a file holds; once that was looked at and confirmed, keeps places for its people. */
  async POST(ctx) {
    const { db } = ctx.state.services;
    const cohort = await cohortOf(ctx);
    const form = await readForm(ctx.req);
    const file = form.get("file");
    const text = textOf(file?.length ? file : form.get("text"));
    const roster = readRoster(text);
    if (textOf(form.get("deed")) === "import") {
      const added = await importRoster(db, cohort.id, roster.entries, actorOf(ctx));
      return ctx.redirect(`/teach/cohorts/${cohort.id}/people?added=${added}`, 303);
    }
    const known = new Set((await listRoster(db, cohort.id)).map(keyOf));
    const entries = roster.entries.filter((entry) => !known.has(keyOf(entry)));
    const preview = { ...roster, entries, text, known: roster.entries.length - entries.length };
    return page({ cohort, preview });
  },
});

interface Preview extends RosterFile {
  readonly text: string;
  /** How many have a place already. */
  readonly known: number;
}

export default define.page<typeof handler>(({ data: { cohort, preview }, state }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>{`Import a roster: ${cohort.name} · Truthlab`}</title>
    </Head>
    <CohortHeader
      cohort={cohort}
      title="Import a roster"
      tab="/people"
      role={state.learner!.role}
      othersInCharge={state.othersInCharge}
    />
    <div class="mt-8 max-w-3xl">
      {preview === undefined ? <Choose text="" /> : <Look preview={preview} id={cohort.id} />}
    </div>
  </div>
));

function Choose({ text }: { text: string }) {
  return (
    <form method="post" enctype="multipart/form-data" class="grid gap-6">
      <p class="max-w-[60ch] font-serif text-lg leading-relaxed text-muted">
        A line for each person, with a name and, if you have it, an e-mail address. Whoever then
        joins with that address, or by that name where you give no address, takes the place. You see
        what the file holds before anything is stored.
      </p>
      <label class="text-sm font-semibold">
        A CSV file
        <input
          type="file"
          name="file"
          accept=".csv,text/csv,text/plain"
          class="mt-1.5 block w-full rounded-md border border-muted bg-panel px-3 py-2 font-normal"
        />
      </label>
      <label class="text-sm font-semibold">
        Or its lines
        <textarea
          name="text"
          rows={8}
          placeholder="name,email"
          class="mt-1.5 block w-full rounded-md border border-muted bg-panel px-3 py-2 font-mono text-sm font-normal"
        >
          {text}
        </textarea>
      </label>
      <div>
        <Button>Look at it</Button>
      </div>
    </form>
  );
}

function Look({ preview, id }: { preview: Preview; id: string }) {
  const { entries, errors, known, text } = preview;
  return (
    <>
      <h2 class="text-2xl font-semibold tracking-tight">
        {entries.length === 1 ? "1 new person" : `${entries.length} new people`}
        {errors.length > 0 && `, ${errors.length} ${errors.length === 1 ? "mistake" : "mistakes"}`}
      </h2>
      <p class="mt-2 text-muted">
        {known > 0 && `${known} have a place already and stay as they are. `}
        Nothing is stored yet.
      </p>
      {errors.length > 0 && (
        <section class="mt-6 rounded-xl border border-bad/50 bg-bad/10 px-5 py-4">
          <h3 class="font-semibold">These lines will be left out</h3>
          <ul class="mt-2 space-y-1 text-[0.9375rem]">
            {errors.slice(0, SHOWN_MAX).map(({ line, message }) => (
              <li key={line}>
                <span class="font-medium tabular-nums">{`Line ${line}: `}</span>
                {message}
              </li>
            ))}
          </ul>
          {errors.length > SHOWN_MAX && (
            <p class="mt-2">{`And ${errors.length - SHOWN_MAX} more.`}</p>
          )}
        </section>
      )}
      {entries.length > 0 && <Entries entries={entries} />}
      <div class="mt-8 flex flex-wrap gap-3">
        {entries.length > 0 && (
          <form method="post" enctype="multipart/form-data">
            <input type="hidden" name="text" value={text.replace(/\r?\n/g, "\n")} />
            <Button name="deed" value="import">
              {`Keep ${entries.length === 1 ? "a place" : `${entries.length} places`}`}
            </Button>
          </form>
        )}
        <ButtonLink href={`/teach/cohorts/${id}/people/import`} kind="secondary">
          Choose another file
        </ButtonLink>
      </div>
    </>
  );
}

function Entries({ entries }: { entries: Preview["entries"] }) {
  return (
    <>
      <table class="mt-6 w-full text-left text-[0.9375rem]">
        <thead class="border-b-2 border-ink text-sm">
          <tr>
            <th scope="col" class="py-2 pr-6 font-semibold">Name</th>
            <th scope="col" class="py-2 font-semibold">E-mail</th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, SHOWN_MAX).map(({ name, email }, index) => (
            <tr key={index} class="border-b border-line">
              <td class="break-words py-2 pr-6">{name}</td>
              <td class="break-all py-2 text-muted">{email ?? "none"}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.length > SHOWN_MAX && (
        <p class="mt-3 text-muted">{`And ${entries.length - SHOWN_MAX} more.`}</p>
      )}
    </>
  );
}
