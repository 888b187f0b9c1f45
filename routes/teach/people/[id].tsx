import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { findPasswordOf } from "@/db/credentials.ts";
import { countIdentities } from "@/db/identities.ts";
import type { StoredLearner } from "@/db/learners.ts";
import { listCohortsOf } from "@/db/members.ts";
import { listPasskeys } from "@/db/passkeys.ts";
import { define } from "@/define.ts";
import { actorOf } from "@/routes/(_shared)/cohort.ts";
import { findHelped } from "@/routes/(_shared)/find_helped.ts";
import {
  Cohorts,
  type MadeLink,
  readRevoked,
  ResetLink,
  type RevokeDraft,
  SharedLinks,
  Tokens,
  WaysIn,
} from "@/routes/(_shared)/person_page.tsx";
import { placeOf } from "@/routes/(_shared)/place.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

const NOT_YOURS = "There is no such person, or not for you: instructors act for learners of a " +
  "cohort that they are in charge of, owners for everybody.";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await load(ctx, await personOf(ctx)));
  },

  /** Makes a reset link or takes it back; revokes tokens, or takes back shared links. */
  async POST(ctx) {
    const person = await personOf(ctx);
    const form = await readForm(ctx.req);
    const { resetLinks, tokens, shares } = ctx.state.services;
    const deed = textOf(form.get("deed"));
    if (deed === "make link") return await makeLink(ctx, person);
    if (deed === "take back link") await resetLinks.takeBack(person.id, actorOf(ctx));
    else if (deed === "tokens" || deed === "shares") {
      const read = readRevoked(form);
      if ("message" in read) {
        return page(await load(ctx, person, { draft: { ...read, deed } }), { status: 422 });
      }
      const by = { actorId: actorOf(ctx), reason: read.reason };
      for (const chosen of read.chosen) {
        if (deed === "tokens") await tokens.revoke(person.id, chosen, by);
        else await shares.remove(person.id, chosen, by);
      }
    } else throw new HttpError(400, "The form does not say what to do.");
    return ctx.redirect(`/teach/people/${encodeURIComponent(person.id)}`, 303);
  },
});

/**
 * Whom the address names.
 *
 * @throws HttpError 404 also where the one who asks may not help them.
 */
async function personOf(ctx: Context<State>): Promise<StoredLearner> {
  const person = await findHelped(ctx, ctx.params.id);
  if (person === undefined) throw new HttpError(404, NOT_YOURS);
  return person;
}

async function makeLink(ctx: Context<State>, person: StoredLearner) {
  const secret = await ctx.state.services.resetLinks.make(person.id, actorOf(ctx));
  if (secret === undefined) throw new HttpError(409, "There is no account to come back to.");
  // Behind the # it is in no request, and so in no log: see `ResetCode`.
  const made = { href: `${placeOf(ctx).origin}/account/reset#${secret}` };
  return page(await load(ctx, person, { made }), { headers: { "Cache-Control": "no-store" } });
}

async function load(
  ctx: Context<State>,
  person: StoredLearner,
  shown: { readonly made?: MadeLink; readonly draft?: RevokeDraft } = {},
) {
  const { db, provider, resetLinks, tokens, shares } = ctx.state.services;
  const { id } = person;
  const [password, passkeys, identities, cohorts, link, ownTokens, ownShares] = await Promise.all([
    findPasswordOf(db, id),
    listPasskeys(db, id),
    countIdentities(db, id),
    listCohortsOf(db, id),
    resetLinks.find(id),
    tokens.list(id),
    shares.list(id),
  ]);
  const elsewhere = identities > 0 ? provider?.name ?? "another site" : undefined;
  const ways = { email: password?.email, passkeys, elsewhere };
  return { person, ways, cohorts, link, tokens: ownTokens, shares: ownShares, ...shown };
}

export default define.page<typeof handler>(({ data, state }) => {
  const { person, ways, cohorts, link, made, tokens, shares, draft } = data;
  const isOwner = state.learner!.role === "owner";
  const trail = [{ href: "/teach", label: "Cohorts" }];
  if (isOwner) trail.push({ href: "/teach/people", label: "People and roles" });
  return (
    <div class="mx-auto max-w-3xl px-4 py-10 sm:px-8 sm:py-14">
      <Head>
        <title>{`Access of ${person.name} · Truthlab`}</title>
      </Head>
      <Breadcrumbs trail={trail} />
      <h1 class="mt-6 break-words text-4xl font-semibold tracking-[-0.03em]">
        Access of {person.name}
      </h1>
      <Cohorts {...{ cohorts, person }} />
      <WaysIn person={person} ways={ways} />
      <ResetLink {...{ person, link, made }} />
      <Tokens tokens={tokens} draft={draft} />
      <SharedLinks shares={shares} draft={draft} />
      <p class="mt-12 border-t border-line pt-6 text-[0.9375rem] text-muted">
        What is done here stands in the{" "}
        <a
          href={`/teach/audit?person=${encodeURIComponent(person.id)}`}
          class="font-medium text-accent hover:underline"
        >
          audit log
        </a>
        , with who did it.
      </p>
    </div>
  );
});
