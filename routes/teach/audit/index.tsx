import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { SelectField, TextField } from "@/components/Field.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { When } from "@/components/When.tsx";
import {
  type AuditFilter,
  listAudit,
  pageAudit,
  recordAudit,
  type StoredAudit,
} from "@/db/audit.ts";
import { AUDIT_ACTIONS, isAuditAction } from "@/db/audit_actions.ts";
import { type NamedThing, nameThings } from "@/db/name_things.ts";
import { define } from "@/define.ts";
import { writeAuditCsv } from "@/routes/(_shared)/audit_csv.ts";
import { actorOf } from "@/routes/(_shared)/cohort.ts";
import { download } from "@/routes/(_shared)/download.ts";
import type { State } from "@/routes/(_shared)/state.ts";

const PAGE_SIZE = 50;

export const handler = define.handlers({
  /** A page of lines, or with `format=csv` all that fit as a file. */
  async GET(ctx) {
    const { db, grading } = ctx.state.services;
    const asked = readAsked(ctx.url.searchParams);
    if (ctx.url.searchParams.get("format") === "csv") return await exportLines(ctx, asked);
    // One more than is shown tells whether there are older ones.
    const found = await listAudit(db, {
      ...filterOf(asked),
      limit: PAGE_SIZE + 1,
    });
    const lines = found.slice(0, PAGE_SIZE);
    const older = found.length > PAGE_SIZE ? linkTo({ ...asked, before: lines.at(-1)!.id }) : "";
    const newest = asked.before === "" ? "" : linkTo({ ...asked, before: "" });
    const [things, exercises] = await Promise.all([
      nameThings(db, lines.flatMap(idsIn)),
      grading.exercises(),
    ]);
    const titles = new Map(exercises.map(({ slug, title }) => [slug, title]));
    return page({ asked, lines, names: { things, titles }, older, newest });
  },
});

async function exportLines(ctx: Context<State>, asked: Asked): Promise<Response> {
  const { db } = ctx.state.services;
  const { before: _, ...rest } = asked;
  const detail = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== ""));
  const entry = { actorId: actorOf(ctx), action: "audit.export", subject: "audit" } as const;
  await recordAudit(db, { ...entry, detail });
  const text = writeAuditCsv(pageAudit(db, filterOf({ ...rest, before: "" })));
  const body = ReadableStream.from(text).pipeThrough(new TextEncoderStream());
  return download(body, { name: "audit.csv", type: "text/csv; charset=utf-8" });
}

/** What may be the id of something that has a name. */
function idsIn({ subject, detail }: StoredAudit): string[] {
  const { cohort, regrade } = detail;
  return [subject.split("/")[0], cohort, regrade].filter((id) => typeof id === "string");
}

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

export default define.page<typeof handler>(({ data, state }) => {
  const { asked, lines, names, older, newest } = data;
  return (
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
        : <Lines lines={lines} names={names} />}
      <nav aria-label="Pages" class="mt-6 flex gap-6 font-medium text-accent">
        {newest !== "" && <a href={newest} class="hover:underline">Newest</a>}
        {older !== "" && <a href={older} class="ml-auto hover:underline">Older</a>}
      </nav>
    </div>
  );
});

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
      <div class="flex gap-3">
        <Button kind="secondary">Show</Button>
        <Button kind="secondary" name="format" value="csv">As CSV</Button>
      </div>
    </form>
  );
}

/** What ids stand for, and slugs. */
interface Names {
  readonly things: ReadonlyMap<string, NamedThing>;
  readonly titles: ReadonlyMap<string, string>;
}

function Lines({ lines, names }: { lines: readonly StoredAudit[]; names: Names }) {
  return (
    <table class="mt-10 w-full text-left text-[0.9375rem]">
      <thead class="hidden border-b-2 border-ink text-sm md:table-header-group">
        <tr>
          <th scope="col" class="py-2.5 pr-6 font-semibold">When</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">Who</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">What</th>
          <th scope="col" class="py-2.5 pr-6 font-semibold">To whom or what</th>
          <th scope="col" class="py-2.5 font-semibold">Before and after</th>
        </tr>
      </thead>
      <tbody class="block border-t-2 border-ink md:table-row-group md:border-0">
        {lines.map((line) => <Line key={line.id} line={line} names={names} />)}
      </tbody>
    </table>
  );
}

function Line({ line, names }: { line: StoredAudit; names: Names }) {
  const { createdAt, actorId, actorName, action, detail } = line;
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
        <Subject line={line} names={names} />
      </td>
      <td class="break-words md:py-3 md:align-top">
        <Detail detail={detail} names={names} />
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
function Subject({ line, names }: { line: StoredAudit; names: Names }) {
  const { action, subject, subjectName, detail } = line;
  if (subjectName === null) return <Thing id={subject} names={names} />;
  const { cohort } = detail;
  const isMember = typeof cohort === "string" && names.things.has(cohort) &&
    /^(?:grade|account|member\.add)/.test(action);
  if (isMember) {
    const href = `/teach/cohorts/${cohort}/learners/${encodeURIComponent(subject)}`;
    return <Linked href={href} text={subjectName} />;
  }
  if (!/^(?:reset|share|token)\./.test(action)) return <Named id={subject} name={subjectName} />;
  return <Linked href={`/teach/people/${encodeURIComponent(subject)}`} text={subjectName} />;
}

/** A cohort, an exercise of one (`cohort/slug`), a submission or a regrade. */
function Thing({ id, names: { things, titles } }: { id: string; names: Names }) {
  const [own, slug] = id.split("/");
  const thing = things.get(own);
  const titleOf = (text: string) => titles.get(text) ?? text;
  switch (thing?.kind) {
    case undefined:
      return <Named id={id} name={null} />;
    case "cohort": {
      const text = slug === undefined ? thing.name : `${titleOf(slug)}, ${thing.name}`;
      const rest = slug === undefined ? "" : `/exercises/${slug}`;
      return <Linked href={`/teach/cohorts/${own}${rest}`} text={text} />;
    }
    case "submission":
      return (
        <Linked href={`/teach/submissions/${own}`} text={`${thing.name}, ${titleOf(thing.slug)}`} />
      );
    case "regrade":
      return <Linked href={`/teach/regrade/${own}`} text={`Regrade of ${titleOf(thing.slug)}`} />;
  }
}

function Linked({ href, text }: { href: string; text: string }) {
  return <a href={href} class="break-words underline decoration-line underline-offset-4">{text}</a>;
}

function Detail({ detail: { from, to, reason, ...rest }, names }: {
  detail: StoredAudit["detail"];
  names: Names;
}) {
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
          <span class="text-muted">{name}:</span> <Value value={value} names={names} />
        </p>
      ))}
      {reason !== undefined && <p class="font-serif italic">“{told(reason)}”</p>}
    </>
  );
}

/** A moment, an exercise or a thing by its name, or else what it says. */
function Value({ value, names }: { value: StoredAudit["detail"][string]; names: Names }) {
  const text = told(value);
  if (names.things.has(text)) return <Thing id={text} names={names} />;
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return <When iso={text} />;
  return <>{names.titles.get(text) ?? text}</>;
}

function told(value: StoredAudit["detail"][string]): string {
  return value === null || value === undefined || value === "" ? "nothing" : String(value);
}
