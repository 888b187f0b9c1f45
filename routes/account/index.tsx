import { Fragment } from "preact";
import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { checkName, type Denial, NAME_LENGTH_MAX, NO_COHORT, plainName } from "@/auth/accounts.ts";
import { describeBrowser } from "@/auth/describe_browser.ts";
import type { OpenResetLink } from "@/auth/reset_links.ts";
import type { Learner } from "@/auth/sessions.ts";
import { Button, ButtonLink } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { When } from "@/components/When.tsx";
import { deleteSetAside, findPasswordOf, listSetAside } from "@/db/credentials.ts";
import { renameLearner } from "@/db/learners.ts";
import { countIdentities } from "@/db/identities.ts";
import { joinCohort, listCohortsOf } from "@/db/members.ts";
import { listPasskeys } from "@/db/passkeys.ts";
import type { PasskeyTable, SetAsideTable } from "@/db/schema.ts";
import { listSessions } from "@/db/sessions.ts";
import { define } from "@/define.ts";
import PasskeyButton from "@/islands/PasskeyButton.tsx";
import { addressOf, denialHeaders, statusOfDenial } from "@/routes/(_shared)/denials.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

interface Data {
  readonly learner: Learner;
  readonly email?: string;
  readonly passkeys: readonly PasskeyTable[];
  /** Another site at which one can sign in, and whether this account does. */
  readonly provider?: { readonly name: string; readonly isLinked: boolean };
  readonly sessions: readonly Session[];
  readonly setAside: readonly SetAsideTable[];
  /** One that somebody of the staff made for this account, and nobody has used. */
  readonly resetLink?: OpenResetLink;
  readonly denial?: Denial;
  /** The classes that they are in. */
  readonly cohorts: readonly { readonly id: string; readonly name: string }[];
  /** A join code that they came with, or typed. */
  readonly code: string;
}

interface Session {
  readonly id: string;
  readonly browser: string;
  readonly means: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly isThis: boolean;
}

const MEANS = {
  token: "with the server's token",
  code: "by signing up with a join code",
  password: "with a password",
  passkey: "with a passkey",
  provider: "through another site",
  link: "with a reset link",
};

export const handler = define.handlers({
  async GET(ctx) {
    return page(await load(ctx));
  },

  /** Changes the name, joins a class, ends a reset link, or deletes a draft that was set aside. */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const { learner, services: { db } } = ctx.state;
    if (form.has("discard")) {
      await deleteSetAside(db, learner!.id, textOf(form.get("discard")));
      return ctx.redirect("/account", 303);
    }
    if (form.has("reset-link")) {
      await ctx.state.services.resetLinks.takeBack(learner!.id, learner!.id);
      return ctx.redirect("/account", 303);
    }
    if (form.has("code")) {
      const denial = await join(ctx, textOf(form.get("code")));
      if (denial === undefined) return ctx.redirect("/account", 303);
      const data = { ...await load(ctx), denial };
      return page(data, { status: statusOfDenial(denial), headers: denialHeaders(denial) });
    }
    const name = plainName(textOf(form.get("name")));
    const denial = checkName(name);
    if (denial !== undefined) return page({ ...await load(ctx), denial }, { status: 422 });
    await renameLearner(db, learner!.id, name);
    return ctx.redirect("/account", 303);
  },
});

async function join(ctx: Context<State>, code: string): Promise<Denial | undefined> {
  const { accounts, db } = ctx.state.services;
  const { learner } = ctx.state;
  const email = (await findPasswordOf(db, learner!.id))?.email;
  const denial = await accounts.limit(addressOf(ctx));
  if (denial !== undefined) return { ...denial, field: "code" };
  return await joinCohort(db, code.trim(), learner!.id, email) === undefined
    ? NO_COHORT
    : undefined;
}

/** A link may carry a join code to who is signed in: `/account?code=ABCD`. */
async function load({ state, url }: Context<State>): Promise<Data> {
  const { db } = state.services;
  const learner = state.learner!;
  const { provider, resetLinks } = state.services;
  const [password, passkeys, identities, sessions, setAside, resetLink, cohorts] = await Promise
    .all([
      findPasswordOf(db, learner.id),
      listPasskeys(db, learner.id),
      countIdentities(db, learner.id),
      listSessions(db, learner.id),
      listSetAside(db, learner.id),
      resetLinks.find(learner.id),
      listCohortsOf(db, learner.id),
    ]);
  return {
    learner,
    cohorts,
    code: url.searchParams.get("code") ?? "",
    email: password?.email,
    passkeys,
    provider: provider && { name: provider.name, isLinked: identities > 0 },
    setAside,
    resetLink,
    sessions: sessions.map((session) => ({
      id: session.id_hash,
      browser: describeBrowser(session.browser),
      means: MEANS[session.means],
      createdAt: session.created_at,
      usedAt: session.used_at,
      isThis: session.id_hash === learner.session,
    })),
  };
}

const SECTION = "mt-12 border-t border-line pt-8";
const TITLE = "text-2xl font-semibold tracking-tight";

export default define.page<typeof handler>(({ data }) => {
  const { learner, email, passkeys, provider, sessions, setAside, resetLink } = data;
  const canComeBack = email !== undefined || passkeys.length > 0 || provider?.isLinked;
  return (
    <div class="mx-auto max-w-3xl px-4 py-12 sm:px-8 sm:py-16">
      <Head>
        <title>Your account · Truthlab</title>
      </Head>
      <div class="flex flex-wrap items-end justify-between gap-4">
        <div class="min-w-0">
          <h1 class="break-words text-4xl font-semibold tracking-[-0.03em]">{learner.name}</h1>
          <p class="mt-2 text-[0.9375rem] text-muted">
            Your account. You are {learner.role === "learner" ? "a learner" : roleOf(learner)} here.
          </p>
        </div>
        <form method="post" action="/account/sign-out">
          <Button kind="secondary">Sign out</Button>
        </form>
      </div>
      {needsWayBack(data) ? <CameByLink /> : !canComeBack && <NoWayBack />}
      {resetLink !== undefined && <OpenLink {...resetLink} />}
      <NameAndClass {...data} />
      <WaysIn {...data} />
      <SessionList sessions={sessions} />
      {learner.role === "owner" && <People />}
      {setAside.length > 0 && <SetAside drafts={setAside} />}
    </div>
  );
});

function NameAndClass({ learner, cohorts, code, denial }: Data) {
  return (
    <>
      {cohorts.length > 0 && (
        <p class="mt-8 max-w-[60ch] text-[0.9375rem]">
          You are in {cohorts.map(({ id, name }, index) => (
            <Fragment key={id}>
              {index > 0 && (index === cohorts.length - 1 ? " and " : ", ")}
              <bdi class="break-words font-semibold">{name}</bdi>
            </Fragment>
          ))}. What is to be done, and until when, stands among the{" "}
          <a href="/exercises" class="font-medium text-accent hover:underline">exercises</a>.
        </p>
      )}
      <form method="post" class="mt-10 flex flex-wrap items-end gap-3">
        <div class="min-w-[14rem] flex-1">
          <TextField
            label="Your name"
            name="name"
            required
            maxlength={NAME_LENGTH_MAX}
            autocomplete="name"
            value={learner.name}
            error={denial?.field === "name" ? denial.denial : undefined}
          />
        </div>
        <Button kind="secondary" class="sm:w-40">Change the name</Button>
      </form>
      <form method="post" class="mt-5 flex flex-wrap items-end gap-3">
        <div class="min-w-[14rem] flex-1">
          <TextField
            label="Join code of a class"
            name="code"
            required
            autocomplete="off"
            spellcheck={false}
            value={code}
            error={denial?.field === "code" ? denial.denial : undefined}
          />
        </div>
        <Button kind="secondary" class="sm:w-40">Join the class</Button>
      </form>
    </>
  );
}

function WaysIn({ email, passkeys, provider }: Data) {
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>Ways to sign in</h2>
      <div class="mt-4 flex flex-wrap items-center justify-between gap-3">
        <p class="text-[0.9375rem]">
          {email === undefined ? "No e-mail address and password yet." : (
            <>
              With the password of <span class="break-all font-medium">{email}</span>
            </>
          )}
        </p>
        <ButtonLink href="/account/password" kind="secondary">
          {email === undefined ? "Choose a password" : "Change it"}
        </ButtonLink>
      </div>
      <PasskeyList passkeys={passkeys} />
      {provider !== undefined && (
        <div class="mt-4 flex flex-wrap items-center justify-between gap-3">
          <p class="text-[0.9375rem]">
            {provider.isLinked ? `With ${provider.name}` : `Not yet with ${provider.name}.`}
          </p>
          {!provider.isLinked && (
            <ButtonLink href="/account/provider" kind="secondary">Connect it</ButtonLink>
          )}
        </div>
      )}
      <p class="mt-6 text-[0.9375rem] text-muted">
        Programs of your own sign in with{" "}
        <a href="/account/tokens" class="font-medium text-accent hover:underline">tokens</a>. Runs
        that you share are among your{" "}
        <a href="/account/links" class="font-medium text-accent hover:underline">links</a>. What is
        stored of you, you can take with you or delete under{" "}
        <a href="/progress" class="font-medium text-accent hover:underline">progress</a>.
      </p>
    </section>
  );
}

function People() {
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>People</h2>
      <p class="mt-3 text-[0.9375rem] text-muted">
        As an owner you say{" "}
        <a href="/teach/people" class="font-medium text-accent hover:underline">
          who has which role
        </a>
        .
      </p>
    </section>
  );
}

function roleOf({ role }: Learner): string {
  return `an ${role}`;
}

/** Until they have added what they came to add: a new password begins another session. */
function needsWayBack({ learner, sessions, passkeys }: Data): boolean {
  const since = sessions.find(({ isThis }) => isThis)?.createdAt ?? "";
  return learner.means === "link" && passkeys.every(({ created_at }) => created_at < since);
}

function CameByLink() {
  return (
    <p class="mt-8 rounded-lg border-l-4 border-warn bg-panel px-4 py-3 text-[0.9375rem]">
      You came by a reset link, which is used up now.{" "}
      <a href="/account/password" class="font-semibold text-accent hover:underline">
        Choose a password
      </a>{" "}
      or add a passkey before you leave, and remove what you have lost.
    </p>
  );
}

/** Without a password the account ends with this browser's session. */
function NoWayBack() {
  return (
    <p class="mt-8 rounded-lg border-l-4 border-warn bg-panel px-4 py-3 text-[0.9375rem]">
      Only this browser knows you: once you sign out, you cannot get in again.{" "}
      <a href="/account/password" class="font-semibold text-accent hover:underline">
        Choose a password
      </a>{" "}
      or add a passkey to change that.
    </p>
  );
}

/** Who can sign in needs no reset link: whoever has it gets in here. */
function OpenLink({ author, createdAt, expiresAt }: OpenResetLink) {
  return (
    <form
      method="post"
      class="mt-8 rounded-lg border-l-4 border-warn bg-panel px-4 py-3 text-[0.9375rem]"
    >
      <p>
        {author ?? "Somebody"} made a reset link for this account on{" "}
        <When iso={createdAt} />. Whoever has it gets in, once, until{" "}
        <When iso={expiresAt} />. You did not ask for one?
      </p>
      <Button kind="secondary" class="mt-3" name="reset-link" value="end">End the link</Button>
    </form>
  );
}

function PasskeyList({ passkeys }: { passkeys: readonly PasskeyTable[] }) {
  return (
    <>
      {passkeys.map(({ id, name, created_at, used_at }) => (
        <div key={id} class="mt-4 flex flex-wrap items-center justify-between gap-3">
          <p class="text-[0.9375rem]">
            With a passkey of <span class="font-medium">{name}</span>
            <span class="block text-sm text-muted">
              Added <When iso={created_at} />
              {used_at !== null && (
                <>
                  , last used <When iso={used_at} />
                </>
              )}
            </span>
          </p>
          <form method="post" action="/account/passkeys">
            <Button kind="secondary" name="remove" value={id} aria-label={`Remove ${name}`}>
              Remove
            </Button>
          </form>
        </div>
      ))}
      <div class="mt-4 max-w-[16rem]">
        <PasskeyButton purpose="add" label="Add a passkey" to="/account" />
      </div>
    </>
  );
}

function SessionList({ sessions }: { sessions: readonly Session[] }) {
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>Where you are signed in</h2>
      <ul class="mt-4 border-t border-line">
        {sessions.map(({ id, browser, means, createdAt, usedAt, isThis }) => (
          <li
            key={id}
            class="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3.5"
          >
            <div class="min-w-0 flex-1">
              <p class="font-medium">
                {browser}
                {isThis && <span class="ml-2 text-sm text-good">this browser</span>}
              </p>
              <p class="text-sm text-muted">
                Signed in {means} <When iso={createdAt} />, last seen <When iso={usedAt} />
              </p>
            </div>
            {!isThis && (
              <form method="post" action="/account/sessions">
                <Button kind="secondary" name="end" value={id} aria-label={`Sign out ${browser}`}>
                  Sign out
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action="/account/sessions" class="mt-5">
        <Button kind="secondary" name="end" value="all">Sign out everywhere</Button>
      </form>
    </section>
  );
}

/** Nothing that somebody wrote is thrown away because they signed in. */
function SetAside({ drafts }: { drafts: readonly SetAsideTable[] }) {
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>Drafts that were set aside</h2>
      <p class="mt-2 max-w-[60ch] text-[0.9375rem] text-muted">
        When you signed in, this browser had newer drafts of the same exercises. These are the older
        ones.
      </p>
      <ul class="mt-4 space-y-3">
        {drafts.map(({ id, slug, source, updated_at }) => (
          <li key={id} class="rounded-lg border border-line bg-panel px-4 py-3">
            <details>
              <summary class="cursor-pointer font-medium">
                {slug}, <When iso={updated_at} />
              </summary>
              <pre class="code mt-3" tabindex={0} aria-label={`Draft of ${slug}`}>
                <code>{source}</code>
              </pre>
              <form method="post" class="mt-3">
                <Button kind="secondary" name="discard" value={id}>Delete this draft</Button>
              </form>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
