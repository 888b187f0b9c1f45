import type { ComponentChildren } from "preact";
import type { AccessToken } from "@/auth/access_tokens.ts";
import { type OpenResetLink, RESET_HOURS } from "@/auth/reset_links.ts";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { When } from "@/components/When.tsx";
import type { StoredLearner } from "@/db/learners.ts";
import type { PasskeyTable } from "@/db/schema.ts";
import type { ListedShare } from "@/db/shares.ts";
import { textOf } from "./read_body.ts";

const SECTION = "mt-12 border-t border-line pt-8";
const TITLE = "text-2xl font-semibold tracking-tight";
const TEXT = "mt-3 max-w-[64ch] text-[0.9375rem] text-muted";

/** With what somebody signs in. */
export interface Ways {
  readonly email: string | undefined;
  readonly passkeys: readonly PasskeyTable[];
  /** The name of another site at which they do. */
  readonly elsewhere: string | undefined;
}

export function Cohorts({ cohorts, person }: {
  cohorts: readonly { id: string; name: string }[];
  person: StoredLearner;
}) {
  const { id, role } = person;
  return (
    <p class="mt-3 text-[0.9375rem] text-muted">
      {role === "learner" ? "A learner" : `An ${role}`}
      {cohorts.length > 0 && ", in "}
      {cohorts.map((cohort, index) => (
        <span key={cohort.id}>
          {index > 0 && ", "}
          <a
            href={`/teach/cohorts/${cohort.id}/learners/${encodeURIComponent(id)}`}
            class="font-medium text-accent hover:underline"
          >
            {cohort.name}
          </a>
        </span>
      ))}
    </p>
  );
}

export function WaysIn({ person, ways }: { person: StoredLearner; ways: Ways }) {
  const { email, passkeys, elsewhere } = ways;
  const hasNone = email === undefined && passkeys.length === 0 && elsewhere === undefined;
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>Ways to sign in</h2>
      <ul class="mt-4 space-y-2 text-[0.9375rem]">
        {email !== undefined && (
          <li>
            With the password of <span class="break-all font-medium">{email}</span>
          </li>
        )}
        {passkeys.map(({ id, name, created_at, used_at }) => (
          <li key={id}>
            With a passkey of <span class="font-medium">{name}</span>,{" "}
            {used_at === null ? "added" : "last used"} <When iso={used_at ?? created_at} />
          </li>
        ))}
        {elsewhere !== undefined && <li>With {elsewhere}</li>}
        {hasNone && (
          <li>
            {person.account_since === null
              ? "They have no account: at most the cookie of one browser knows them."
              : "None: they are in where they are signed in, and nowhere else."}
          </li>
        )}
      </ul>
    </section>
  );
}

/** A new link: it is shown this once. */
export interface MadeLink {
  readonly href: string;
}

export function ResetLink({ person, link, made }: {
  person: StoredLearner;
  link: OpenResetLink | undefined;
  made: MadeLink | undefined;
}) {
  if (person.account_since === null) return null;
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>A reset link</h2>
      <p class={TEXT}>
        For who has lost every way in. Whoever opens it gets into this account, chooses a new
        password or adds a passkey, and all its other browsers are signed out: so be sure who asks,
        and give it to nobody else. It works once, for {RESET_HOURS} hours.
      </p>
      {made !== undefined && <Made {...made} />}
      {made === undefined && link !== undefined && (
        <p class="mt-4 text-[0.9375rem]">
          {link.author ?? "Somebody"} made one <When iso={link.createdAt} />, good until{" "}
          <When iso={link.expiresAt} />. It cannot be shown again.
        </p>
      )}
      <form method="post" class="mt-5 flex flex-wrap gap-3">
        <Button kind={made ? "secondary" : "primary"} name="deed" value="make link">
          {link === undefined ? "Make a reset link" : "Make another, which ends this one"}
        </Button>
        {link !== undefined && (
          <Button kind="secondary" name="deed" value="take back link">Take it back</Button>
        )}
      </form>
    </section>
  );
}

function Made({ href }: MadeLink) {
  return (
    <div role="status" class="mt-5 rounded-xl border-2 border-accent bg-panel px-5 py-5">
      <p class="text-[0.9375rem]">
        Copy it now: it is not stored here and never shown again.
      </p>
      <code class="mt-3 block select-all break-all rounded-md border border-line bg-sunken px-3 py-2 text-[0.8125rem] text-ink">
        {href}
      </code>
    </div>
  );
}

/** A form that was refused: what it held, and why. */
export interface RevokeDraft {
  readonly deed: "tokens" | "shares";
  readonly chosen: readonly string[];
  readonly reason: string;
  readonly message: string;
  readonly field?: "reason";
}

const REASON_LENGTH_MAX = 500;
/** What a box is called whose value may be anything. */
const BOX = "chosen:";

/** Which ones are to go, and why. */
export function readRevoked(
  form: ReadonlyMap<string, Uint8Array>,
):
  | { readonly chosen: readonly string[]; readonly reason: string }
  | Omit<RevokeDraft, "deed"> {
  const chosen = [...form.keys()].filter((name) => name.startsWith(BOX))
    .map((name) => name.slice(BOX.length));
  const reason = textOf(form.get("reason") as Uint8Array<ArrayBuffer> | undefined).trim();
  if (chosen.length === 0) return { chosen, reason, message: "Choose at least one." };
  if (reason !== "" && reason.length <= REASON_LENGTH_MAX) return { chosen, reason };
  const message =
    `Give a reason, in at most ${REASON_LENGTH_MAX} letters: they read it, and the audit log keeps it.`;
  return { chosen, reason, message, field: "reason" };
}

interface Revocable {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly about: ComponentChildren;
}

export function Tokens({ tokens, draft }: {
  tokens: readonly AccessToken[];
  draft: RevokeDraft | undefined;
}) {
  const rows = tokens.map(({ name, createdAt, usedAt }): Revocable => ({
    id: name,
    label: name,
    about: (
      <>
        made <When iso={createdAt} />, {usedAt === null ? "never used" : (
          <>
            last used <When iso={usedAt} />
          </>
        )}
      </>
    ),
  }));
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>Tokens</h2>
      <p class={TEXT}>Their own programs submit with these, and read what they submitted.</p>
      <RevokeForm deed="tokens" rows={rows} draft={draft} button="Revoke" />
    </section>
  );
}

export function SharedLinks({ shares, draft }: {
  shares: readonly ListedShare[];
  draft: RevokeDraft | undefined;
}) {
  const rows = shares.map(({ id, slug, promise, created_at }): Revocable => ({
    id,
    label: promise,
    about: (
      <>
        {slug}, <When iso={created_at} />,{" "}
        <a href={`/t/${id}`} class="text-accent underline underline-offset-4">{`/t/${id}`}</a>
      </>
    ),
  }));
  return (
    <section class={SECTION}>
      <h2 class={TITLE}>Shared links</h2>
      <p class={TEXT}>Runs that whoever has the link sees.</p>
      <RevokeForm deed="shares" rows={rows} draft={draft} button="Take back" />
    </section>
  );
}

/** Several at once have one reason. */
function RevokeForm({ deed, rows, draft, button }: {
  deed: RevokeDraft["deed"];
  rows: readonly Revocable[];
  draft: RevokeDraft | undefined;
  button: string;
}) {
  if (rows.length === 0) return <p class="mt-4 text-[0.9375rem]">None.</p>;
  const own = draft?.deed === deed ? draft : undefined;
  const message = own?.field === undefined ? own?.message : undefined;
  return (
    <form method="post" class="mt-5">
      <ul class="border-t border-line">
        {rows.map(({ id, label, about }) => (
          <li key={id} class="flex gap-3 border-b border-line py-3">
            <input
              type="checkbox"
              id={`${deed}-${id}`}
              name={BOX + id}
              checked={own?.chosen.includes(id)}
              class="mt-1 h-5 w-5 shrink-0 accent-accent"
            />
            <div class="min-w-0">
              <label for={`${deed}-${id}`} class="break-words font-medium">{label}</label>
              <p class="break-words text-sm text-muted">{about}</p>
            </div>
          </li>
        ))}
      </ul>
      {message !== undefined && <p role="alert" class="mt-4 font-medium text-bad">{message}</p>}
      <div class="mt-5 flex flex-wrap items-start gap-3">
        <div class="min-w-[14rem] flex-1">
          <TextField
            label="Reason, which they read"
            name="reason"
            required
            maxlength={REASON_LENGTH_MAX}
            value={own?.reason}
            error={own?.field === "reason" ? own.message : undefined}
          />
        </div>
        <Button kind="secondary" class="mt-[1.625rem]" name="deed" value={deed}>{button}</Button>
      </div>
    </form>
  );
}
