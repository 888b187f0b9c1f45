import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { SelectField, TextField } from "@/components/Field.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { When } from "@/components/When.tsx";
import { type AuditFilter, listAudit, type StoredAudit } from "@/db/audit.ts";
import { AUDIT_ACTIONS, isAuditAction } from "@/db/audit_actions.ts";
import { define } from "@/define.ts";

const PAGE_SIZE = 50;

export const handler = define.handlers({
  async GET(ctx) {
    const asked = readAsked(ctx.url.searchParams);
    // One more than is shown tells whether there are older ones.
    const found = await listAudit(ctx.state.services.db, {
      ...filterOf(asked),
      limit: PAGE_SIZE + 1,
    });
    const lines = found.slice(0, PAGE_SIZE);
    const older = found.length > PAGE_SIZE ? linkTo({ ...asked, before: lines.at(-1)!.id }) : "";
    const newest = asked.before === "" ? "" : linkTo({ ...asked, before: "" });
    return page({ asked, lines, older, newest });
  },
});

/** What the form holds, as it was filled in; empty where it was not. */
interface Asked {
  readonly action: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly before: string;
}

function readAsked(params: URLSearchParams): Asked {
  const read = (name: string) => (params.get(name) ?? "").trim();
  const action = read("action");
  return {
    action: isAuditAction(action) ? action : "",
    person: read("person"),
    from: readDay(read("from")),
    to: readDay(read("to")),
    before: read("before"),
  };
}

/** A day as forms send it, if it is one. */
function readDay(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
}

const DAY_MS = 24 * 3_600_000;

function filterOf({ action, person, from, to, before }: Asked): Omit<AuditFilter, "limit"> {
  const dayAfter = to === "" ? undefined : new Date(Date.parse(to) + DAY_MS).toISOString();
  return {
    ...isAuditAction(action) && { action },
    ...person !== "" && { person },
    ...from !== "" && { since: `${from}T00:00:00.000Z` },
    ...dayAfter !== undefined && { until: dayAfter },
    ...before !== "" && { before },
  };
}

function linkTo(asked: Asked): string {
  const given = Object.entries(asked).filter(([, value]) => value !== "");
  return `/teach/audit?${new URLSearchParams(given)}`;
}

export default define.page<typeof handler>(({ data: { asked, lines, older, newest }, state }) => (
  <div class="mx-auto max-w-[84rem] px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>Audit log · Truthlab</title>
    </Head>
    <TeachNav here="/teach/audit" role={state.learner!.role} />
    <h1 class="mt-8 text-4xl font-semibold tracking-[-0.03em]">Audit log</h1>
    <p class="mt-4 max-w-[60ch] font-serif text-lg leading-relaxed text-muted">
      Who changed a grade, a role, a cohort or somebody's way in, when, and what it was before.
      Lines are added here and never changed.
    </p>
    <Filter asked={asked} />
    {lines.length === 0
      ? <p class="mt-10 font-serif text-xl text-muted">Nothing of that kind was done.</p>
      : <Lines lines={lines} />}
    <nav aria-label="Pages" class="mt-6 flex gap-6 font-medium text-accent">
      {newest !== "" && <a href={newest} class="hover:underline">Newest</a>}
      {older !== "" && <a href={older} class="ml-auto hover:underline">Older</a>}
    </nav>
  </div>
));

function Filter({ asked }: { asked: Asked }) {
  return (
    <form
      role="search"
      aria-label="Audit log"
      class="mt-8 grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[2fr_2fr_1fr_1fr_auto]"
    >
      <SelectField label="Action" name="action">
        <option value="">All actions</option>
        {Object.entries(AUDIT_ACTIONS).map(([action, words]) => (
          <option key={action} value={action} selected={action === asked.action}>{words}</option>
        ))}
      </SelectField>
      <TextField label="Person, by name or id" name="person" value={asked.person} />
      <TextField label="From" name="from" type="date" value={asked.from} />
      <TextField label="Until" name="to" type="date" value={asked.to} />
      <Button kind="secondary">Show</Button>
    </form>
  );
}

function Lines({ lines }: { lines: readonly StoredAudit[] }) {
  return (
    <table class="mt-10 w-full text-left text-[0.9375rem]">
      <thead class="hidden border-b-2 border-ink text-sm md:table-header-group">
        <tr>
          <th scope="col" class="py-2.5 pr-6 font-semibold">When</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Who</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">What</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">To whom</th>
          <th scope="col" class="py-2.5 font-semibold">Before and after</th>
        </tr>
      </thead>
      <tbody class="block border-t-2 border-ink md:table-row-group md:border-0">
        {lines.map((line) => <Line key={line.id} line={line} />)}
      </tbody>
    </table>
  );
}

function Line({ line }: { line: StoredAudit }) {
  const { createdAt, actorId, actorName, action, subject, subjectName, detail } = line;
  return (
    <tr class="grid gap-y-1 border-b border-line py-3.5 md:table-row md:py-0">
      <td class="text-muted md:py-3 md:pr-6 md:align-top">
        <When iso={createdAt} />
      </td>
      <td class="md:py-3 md:pr-6 md:align-top">
        <Named id={actorId} name={actorName} />
      </td>
      <td class="font-medium md:min-w-[9.5rem] md:py-3 md:pr-6 md:align-top">
        {isAuditAction(action) ? AUDIT_ACTIONS[action] : action}
      </td>
      <td class="md:py-3 md:pr-6 md:align-top">
        <Subject action={action} id={subject} name={subjectName} />
      </td>
      <td class="break-words md:py-3 md:align-top">
        <Detail detail={detail} />
      </td>
    </tr>
  );
}

/** Somebody by name, or whatever it is by its id. */
function Named({ id, name }: { id: string; name: string | null }) {
  if (name !== null) return <span title={id}>{name}</span>;
  return <span class="break-all font-mono text-[0.8125rem] text-muted">{id}</span>;
}

/** Whom or what it was done to; what has a page of its own is a link there. */
function Subject({ action, id, name }: { action: string; id: string; name: string | null }) {
  const [, page] = PAGES.find(([pattern]) => pattern.test(action)) ?? [];
  if (page === undefined) return <Named id={id} name={name} />;
  return (
    <a href={`${page}/${id}`} class="underline decoration-line underline-offset-4">
      <Named id={id} name={name} />
    </a>
  );
}

const PAGES: readonly [RegExp, string][] = [
  [/^verdict\./, "/teach/submissions"],
  [/^comment\./, "/teach/submissions"],
  [/^regrade\./, "/teach/regrade"],
  [/^(?:reset|share|token)\./, "/teach/people"],
];

function Detail({ detail: { from, to, reason, ...rest } }: Pick<StoredAudit, "detail">) {
  const others = Object.entries(rest);
  return (
    <>
      {(from !== undefined || to !== undefined) && (
        <p>
          <span class="text-muted">{`${told(from)} `}</span>
          <span aria-hidden="true">→</span>
          <span class="sr-only">became</span>
          {` ${told(to)}`}
        </p>
      )}
      {others.map(([name, value]) => (
        <p key={name}>
          <span class="text-muted">{name}:</span> {told(value)}
        </p>
      ))}
      {reason !== undefined && <p class="font-serif italic">“{told(reason)}”</p>}
    </>
  );
}

function told(value: StoredAudit["detail"][string]): string {
  return value === null || value === undefined || value === "" ? "nothing" : String(value);
}
