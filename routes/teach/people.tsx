import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { TeachNav } from "@/components/TeachNav.tsx";
import { When } from "@/components/When.tsx";
import { type Account, changeRole, listAccounts, type RoleRefusal } from "@/db/people.ts";
import { define } from "@/define.ts";
import { type Role, ROLES } from "@/lib/roles.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

/** Whoever looks for somebody among more than these asks by name. */
const ACCOUNTS_MAX = 200;

interface Data {
  readonly accounts: readonly Account[];
  readonly text: string;
  readonly ownId: string;
  readonly refusal?: string;
}

const REFUSALS: Readonly<Record<RoleRefusal, string>> = {
  "no way in": "They could not sign in again, and a new role begins when they do: ask them to " +
    "choose a password or to add a passkey first.",
  "last owner": "There must be an owner: make somebody else one first.",
  "unknown": "There is no such account any more.",
};

export const handler = define.handlers({
  async GET(ctx) {
    return page(await load(ctx));
  },

  /** Gives the account of the form's `id` the role of its `role`. */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const role = textOf(form.get("role"));
    if (!isRole(role)) throw new HttpError(400, `The roles are ${ROLES.join(", ")}.`);
    const change = { learnerId: textOf(form.get("id")), role, actorId: ctx.state.learner!.id };
    const refusal = await changeRole(ctx.state.services.db, change);
    if (refusal === undefined) return ctx.redirect(ctx.url.pathname + ctx.url.search, 303);
    return page<Data>({ ...await load(ctx), refusal: REFUSALS[refusal] }, { status: 422 });
  },
});

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}

async function load({ url, state }: Context<State>): Promise<Data> {
  const text = url.searchParams.get("q") ?? "";
  const accounts = await listAccounts(state.services.db, { text, limit: ACCOUNTS_MAX });
  return { accounts, text, ownId: state.learner!.id };
}

export default define.page<typeof handler>((
  { data: { accounts, text, ownId, refusal }, state },
) => (
  <div class="mx-auto max-w-[84rem] px-4 py-12 sm:px-8 sm:py-16">
    <Head>
      <title>People and roles · Truthlab</title>
    </Head>
    <TeachNav here="/teach/people" role={state.learner!.role} />
    <h1 class="mt-8 text-4xl font-semibold tracking-[-0.03em]">People and roles</h1>
    <p class="mt-4 max-w-[64ch] font-serif text-lg leading-relaxed text-muted">
      Assistants see what learners of cohorts do. Instructors also change cohorts and grades. Owners
      give roles. Who gets another role is signed out everywhere, and signs in again with it. Behind
      a name is a reset link for who cannot sign in any more.
    </p>
    <form method="get" class="mt-8 flex max-w-xl flex-wrap items-end gap-3">
      <div class="min-w-[12rem] flex-1">
        <TextField label="Name or e-mail address" name="q" type="search" value={text} />
      </div>
      <Button kind="secondary">Find</Button>
    </form>
    {refusal !== undefined && (
      <p role="alert" class="mt-6 max-w-[64ch] font-medium text-bad">{refusal}</p>
    )}
    {accounts.length === 0 && <p class="mt-8 text-muted">Nobody with an account has that name.</p>}
    <ul class="mt-6 border-t-2 border-ink">
      {accounts.map((account) => (
        <Person key={account.id} account={account} isSelf={account.id === ownId} />
      ))}
    </ul>
    {accounts.length === ACCOUNTS_MAX && (
      <p class="mt-4 text-sm text-muted">There are more: find them by name.</p>
    )}
  </div>
));

function Person({ account, isSelf }: { account: Account; isSelf: boolean }) {
  const { id, name, email, role, account_since } = account;
  return (
    <li class="flex flex-wrap items-center gap-x-6 gap-y-3 border-b border-line py-4">
      <div class="min-w-[12rem] flex-1">
        <p class="break-words font-medium">
          <a
            href={`/teach/people/${encodeURIComponent(id)}`}
            class="underline decoration-line underline-offset-4 hover:decoration-accent"
          >
            {name}
          </a>
          {isSelf && <span class="ml-2 text-sm text-good">you</span>}
        </p>
        <p class="break-words text-sm text-muted">
          {email ?? "no e-mail address"}, since <When iso={account_since!} />
        </p>
      </div>
      <form method="post" class="flex items-center gap-3">
        <input type="hidden" name="id" value={id} />
        <select
          name="role"
          aria-label={`Role of ${name}`}
          class="min-h-[2.5rem] rounded-md border border-muted bg-panel px-3 text-[0.9375rem]"
        >
          {ROLES.map((each) => (
            <option key={each} value={each} selected={each === role}>{each}</option>
          ))}
        </select>
        <Button kind="secondary" aria-label={`Change the role of ${name}`}>Change</Button>
      </form>
    </li>
  );
}
