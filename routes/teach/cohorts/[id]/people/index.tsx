import { HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button, ButtonLink } from "@/components/Button.tsx";
import { CohortHeader } from "@/components/CohortHeader.tsx";
import { When } from "@/components/When.tsx";
import { type CohortRow, renewJoinCode } from "@/db/cohorts.ts";
import { listPeople, type Person } from "@/db/list_people.ts";
import { removeMember } from "@/db/members.ts";
import { define } from "@/define.ts";
import CopyAddress from "@/islands/CopyAddress.tsx";
import { actorOf, cohortOf, textFields } from "@/routes/(_shared)/cohort.ts";

const PAGE_SIZE = 100;

export const handler = define.handlers({
  async GET(ctx) {
    const cohort = await cohortOf(ctx);
    const people = await listPeople(ctx.state.services.db, cohort.id);
    const { searchParams } = ctx.url;
    const pages = Math.max(1, Math.ceil(people.length / PAGE_SIZE));
    const number = Math.min(pages, Math.max(1, Math.floor(Number(searchParams.get("page"))) || 1));
    const added = searchParams.get("added");
    return page({
      cohort,
      people: people.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE),
      expected: people.filter(({ member }) => member === null).length,
      number,
      pages,
      added: added !== null && /^\d{1,5}$/.test(added) ? Number(added) : undefined,
    });
  },

  async POST(ctx) {
    const cohort = await cohortOf(ctx);
    const { db } = ctx.state.services;
    const field = await textFields(ctx.req);
    switch (field("deed")) {
      case "code":
        await renewJoinCode(db, cohort.id, actorOf(ctx));
        break;
      case "remove": {
        const member = { cohortId: cohort.id, learnerId: field("learner") };
        await removeMember(db, member, actorOf(ctx));
        break;
      }
      default:
        throw new HttpError(400, "The form does not say what to do.");
    }
    return ctx.redirect(`/teach/cohorts/${cohort.id}/people`, 303);
  },
});

export default define.page<typeof handler>(({ data, state }) => {
  const { cohort, people, expected, number, pages, added } = data;
  const mayChange = state.isInstructor;
  const home = `/teach/cohorts/${cohort.id}/people`;
  return (
    <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Roster: ${cohort.name} · Truthlab`}</title>
      </Head>
      <CohortHeader
        cohort={cohort}
        tab="/people"
        role={state.learner!.role}
        othersInCharge={state.othersInCharge}
      />
      {added !== undefined && (
        <p role="status" class="mt-6 font-medium text-good">
          {added === 1 ? "1 place is kept." : `${added} places are kept.`}
        </p>
      )}
      <JoinCode cohort={cohort} mayChange={mayChange} />
      <section class="mt-12">
        <div class="flex flex-wrap items-end justify-between gap-4">
          <h2 class="text-2xl font-semibold tracking-tight">
            {countOf(Number(cohort.members), "learner")}
            {expected > 0 && `, ${expected} expected`}
          </h2>
          {mayChange && (
            <div class="flex flex-wrap gap-3">
              <ButtonLink href={`${home}/import`} kind="secondary">Import a roster</ButtonLink>
              <ButtonLink href={`${home}/export`} kind="secondary">Export as CSV</ButtonLink>
            </div>
          )}
        </div>
        {people.length === 0
          ? (
            <p class="mt-6 max-w-[50ch] font-serif text-lg text-muted">
              Nobody yet. Give the code to your learners, or import whom you expect.
            </p>
          )
          : <People people={people} cohortId={cohort.id} mayChange={mayChange} />}
        {pages > 1 && (
          <nav aria-label="Pages" class="mt-6 flex gap-6 font-medium text-accent">
            {number > 1 && (
              <a href={`${home}?page=${number - 1}`} class="touch hover:underline">Previous page</a>
            )}
            <span class="text-muted">{`Page ${number} of ${pages}`}</span>
            {number < pages && (
              <a href={`${home}?page=${number + 1}`} class="touch hover:underline">Next page</a>
            )}
          </nav>
        )}
      </section>
    </div>
  );
});

function JoinCode({ cohort, mayChange }: { cohort: CohortRow; mayChange: boolean }) {
  return (
    <section class="mt-8 flex flex-wrap items-center justify-between gap-x-10 gap-y-5 rounded-xl border border-line bg-panel px-6 py-5">
      <div>
        <h2 class="text-sm font-semibold">Join code</h2>
        <p class="mt-1 select-all font-mono text-3xl font-semibold tracking-wider">
          {cohort.join_code}
        </p>
      </div>
      <div class="w-full max-w-[46ch] space-y-2 sm:w-auto sm:flex-1">
        <p class="text-[0.9375rem] text-muted">
          Whoever has the code can join: read it out, or send the link that fills it in.
        </p>
        <CopyAddress path={`/account/sign-up?code=${cohort.join_code}`} />
      </div>
      {mayChange && (
        <details>
          <summary class="rounded-md border border-line px-4 py-2 text-[0.9375rem] font-semibold hover:border-muted">
            Make a new code
          </summary>
          <form method="post" class="mt-3 max-w-[28ch] space-y-3 text-[0.9375rem]">
            <p>A new code shuts out whoever has only {cohort.join_code}. Members stay.</p>
            <Button kind="danger" name="deed" value="code">Make it</Button>
          </form>
        </details>
      )}
    </section>
  );
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

function People({ people, cohortId, mayChange }: {
  people: readonly Person[];
  cohortId: string;
  mayChange: boolean;
}) {
  return (
    <table class="mt-5 w-full text-left text-[0.9375rem]">
      <thead class="border-b-2 border-ink text-sm">
        <tr>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Name</th>
          <th scope="col" class="hidden py-2.5 pr-6 font-semibold sm:table-cell">E-mail</th>
          <th scope="col" class="hidden py-2.5 pr-6 font-semibold sm:table-cell">Joined</th>
          <th scope="col" class="py-2.5 text-right font-semibold">
            <span class="sr-only">Take out</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ name, email, member }, index) => (
          <tr key={index} class="border-b border-line">
            <td class="break-words py-2.5 pr-6">
              {member === null ? name : (
                <a
                  href={`/teach/cohorts/${cohortId}/learners/${encodeURIComponent(member.id)}`}
                  class="hover:text-accent hover:underline"
                >
                  {name}
                </a>
              )}
              {member !== null && member.name !== name && (
                <span class="block text-sm text-muted">{`shown as ${member.name}`}</span>
              )}
              {/* On a phone there is no column for it. */}
              <span class="block text-sm text-muted sm:hidden">
                <Joined member={member} />
              </span>
            </td>
            <td class="hidden break-all py-2.5 pr-6 text-muted sm:table-cell">{email}</td>
            <td class="hidden py-2.5 pr-6 text-muted sm:table-cell">
              <Joined member={member} />
            </td>
            <td class="py-1.5 text-right align-top">
              {member !== null && mayChange && <TakeOut id={member.id} name={name} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TakeOut({ id, name }: { id: string; name: string }) {
  return (
    <details>
      <summary
        aria-label={`Take out ${name}`}
        class="inline-flex min-h-[2rem] items-center whitespace-nowrap rounded px-2 text-sm text-muted underline underline-offset-4 hover:text-bad"
      >
        Take out
      </summary>
      <form
        method="post"
        class="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 py-2 text-left text-sm"
      >
        <input type="hidden" name="learner" value={id} />
        <p class="sr-only max-w-[36ch] sm:not-sr-only">
          <bdi class="break-words font-medium">{name}</bdi>{" "}
          leaves the cohort, and keeps all that was submitted.
        </p>
        <Button kind="danger" name="deed" value="remove">Take out</Button>
      </form>
    </details>
  );
}

function Joined({ member }: Pick<Person, "member">) {
  return <>{member === null ? "not yet" : <When iso={member.joinedAt} />}</>;
}
