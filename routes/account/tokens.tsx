import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { type AccessToken, TOKEN_NAME_MAX } from "@/auth/access_tokens.ts";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button } from "@/components/Button.tsx";
import { TakenBackList } from "@/components/TakenBackList.tsx";
import { When } from "@/components/When.tsx";
import { listTakenBack, type TakenBack } from "@/db/taken_back.ts";
import { define } from "@/define.ts";
import { ensureLearner } from "@/routes/(_shared)/learner.ts";
import { placeOf } from "@/routes/(_shared)/place.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

interface Data {
  readonly tokens: readonly AccessToken[];
  /** Those that staff revoked. */
  readonly takenBack: readonly TakenBack[];
  /** Where the site is, as this visitor reaches it. */
  readonly origin: string;
  /** A new token: it is shown this once. */
  readonly made?: { readonly name: string; readonly token: string };
  readonly refusal?: string;
}

export const handler = define.handlers({
  async GET(ctx) {
    return page(await load(ctx));
  },

  /** Makes a token of the form's `name`, or revokes the one named in `revoke`. */
  async POST(ctx) {
    const { tokens } = ctx.state.services;
    const form = await readForm(ctx.req);
    const { learner, headers } = await ensureLearner(ctx);
    if (form.has("revoke")) {
      await tokens.revoke(learner.id, textOf(form.get("revoke")));
      headers.set("Location", "/account/tokens");
      return new Response(null, { status: 303, headers });
    }
    const name = textOf(form.get("name"));
    const made = await tokens.make(learner, name);
    headers.set("Cache-Control", "no-store");
    if ("token" in made) {
      return page<Data>({ ...await load(ctx), made: { name, token: made.token } }, { headers });
    }
    const { refusal, retryAfterSeconds } = made;
    if (retryAfterSeconds !== undefined) headers.set("Retry-After", String(retryAfterSeconds));
    const status = retryAfterSeconds === undefined ? 422 : 429;
    return page<Data>({ ...await load(ctx), refusal }, { status, headers });
  },
});

async function load(ctx: Context<State>): Promise<Data> {
  const { learner, services } = ctx.state;
  const { origin } = placeOf(ctx);
  if (learner === undefined) return { tokens: [], takenBack: [], origin };
  const [tokens, takenBack] = await Promise.all([
    services.tokens.list(learner.id),
    listTakenBack(services.db, learner.id, "token.revoke"),
  ]);
  return { tokens, takenBack, origin };
}

export default define.page<typeof handler>((
  { data: { tokens, takenBack, origin, made, refusal }, state },
) => (
  <div class="mx-auto max-w-3xl px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>Tokens · Truthlab</title>
    </Head>
    <Breadcrumbs trail={[{ href: "/exercises", label: "Exercises" }]} />
    <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">Tokens</h1>
    <p class="mt-4 max-w-[56ch] font-serif text-lg leading-relaxed text-muted">
      With a token, programs on your own machine submit in your name. It opens exercises and
      submissions, nothing else; whoever has it can submit as you.
    </p>
    {state.learner?.hasAccount !== true && (
      <p class="mt-4 max-w-[56ch] text-[0.9375rem] text-muted">
        You are not signed in: a token that you make now ends when you sign in or up in this
        browser.
      </p>
    )}
    {made !== undefined && <Made {...made} origin={origin} />}
    <form method="post" class="mt-10">
      <label for="name" class="text-sm font-semibold">A name for a new token</label>
      <div class="mt-2 flex flex-wrap gap-3">
        <input
          id="name"
          name="name"
          required
          maxlength={TOKEN_NAME_MAX}
          autocomplete="off"
          placeholder="my laptop"
          aria-invalid={refusal === undefined ? undefined : "true"}
          aria-describedby={refusal === undefined ? undefined : "name-error"}
          class="min-w-[12rem] flex-1 rounded-md border border-muted bg-panel px-3 py-2 text-[0.9375rem]"
        />
        <Button>Make a token</Button>
      </div>
      {refusal !== undefined && (
        <p id="name-error" role="alert" class="mt-3 text-[0.9375rem] font-medium text-bad">
          {refusal}
        </p>
      )}
    </form>
    <section class="mt-12">
      <h2 class="text-2xl font-semibold tracking-tight">Yours</h2>
      <TokenList tokens={tokens} />
    </section>
    <TakenBackList title="Revoked by the staff" items={takenBack} />
  </div>
));

/** What is never shown again, and what to do with it. */
function Made({ name, token, origin }: { name: string; token: string; origin: string }) {
  return (
    <section
      aria-labelledby="made-title"
      class="mt-8 rounded-xl border-2 border-accent bg-panel px-5 py-5"
    >
      <h2 id="made-title" class="text-lg font-semibold">The token “{name.trim()}”</h2>
      <p class="mt-1 text-[0.9375rem] text-muted">
        Copy it now: it is not stored here and never shown again.
      </p>
      <input
        readonly
        aria-label="The new token"
        value={token}
        autocomplete="off"
        spellcheck={false}
        class="mt-3 w-full rounded-md border border-line bg-sunken px-3 py-2 font-mono text-[0.8125rem] text-ink"
      />
      <p class="mt-4 text-[0.9375rem]">Then, beside the repository of this site:</p>
      <pre
        class="code mt-2"
        tabindex={0}
        aria-label="How to submit"
      ><code>{howTo(origin)}</code></pre>
    </section>
  );
}

function howTo(origin: string): string {
  return [
    "read -rs TRUTHLAB_TOKEN && export TRUTHLAB_TOKEN   # paste it, press Enter",
    `deno task submit vector-clock program.ts --server ${origin}`,
  ].join("\n");
}

function TokenList({ tokens }: { tokens: readonly AccessToken[] }) {
  if (tokens.length === 0) return <p class="mt-3 text-[0.9375rem] text-muted">None yet.</p>;
  return (
    <ul class="mt-3 border-t border-line">
      {tokens.map(({ name, createdAt, usedAt }) => (
        <li
          key={name}
          class="flex flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-3"
        >
          <div class="min-w-0 flex-1">
            <p class="break-words font-medium">{name}</p>
            <p class="text-sm text-muted">
              Made <When iso={createdAt} />, {usedAt === null ? "never used" : (
                <>
                  last used <When iso={usedAt} />
                </>
              )}
            </p>
          </div>
          <form method="post">
            <Button kind="secondary" name="revoke" value={name} aria-label={`Revoke ${name}`}>
              Revoke
            </Button>
          </form>
        </li>
      ))}
    </ul>
  );
}
