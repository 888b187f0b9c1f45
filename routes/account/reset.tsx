import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Denial } from "@/auth/accounts.ts";
import { AccountPage, Otherwise } from "@/components/AccountPage.tsx";
import { Button } from "@/components/Button.tsx";
import { findPasswordOf } from "@/db/credentials.ts";
import { define } from "@/define.ts";
import ResetCode from "@/islands/ResetCode.tsx";
import { addressOf, denialHeaders, statusOfDenial } from "@/routes/(_shared)/denials.ts";
import { enterAt } from "@/routes/(_shared)/enter.ts";
import { EmailField, NewPasswordField } from "@/routes/(_shared)/password_fields.tsx";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

interface Data {
  /** What the code opens, once it is known. */
  readonly opened?: { readonly code: string; readonly name: string; readonly email: string };
  readonly denial?: Denial;
}

const NO_STORE = { "Cache-Control": "no-store" };

export const handler = define.handlers({
  /** The same for everybody: the code is behind the #, and does not come along. */
  GET: () => page<Data>({}),

  /**
   * With a code alone it shows what can be done with it. The `deed` is done: "password" sets a new
   * one, "enter" leaves it as it is; both use the link up, and sign in.
   */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const [code, deed, email, password] = ["code", "deed", "email", "password"].map((name) =>
      textOf(form.get(name))
    );
    const { accounts, resetLinks, db } = ctx.state.services;
    const known = await accounts.limit(addressOf(ctx)) ?? await resetLinks.look(code);
    if ("denial" in known) return refuse({ denial: known });
    const { id, name } = known;
    if (deed !== "password" && deed !== "enter") {
      const email = (await findPasswordOf(db, id))?.email ?? "";
      return page<Data>({ opened: { code, name, email } }, { headers: NO_STORE });
    }
    const fresh = deed === "password" ? { email, password } : undefined;
    const admitted = await resetLinks.use(code, fresh);
    if (!("denial" in admitted)) {
      const means = fresh === undefined ? "link" : "password";
      return await enterAt(ctx, admitted, { means, to: "/account" });
    }
    const isOver = admitted.field === undefined;
    return refuse({ denial: admitted, opened: isOver ? undefined : { code, name, email } });
  },
});

function refuse(data: Data & { readonly denial: Denial }) {
  const headers = { ...denialHeaders(data.denial), ...NO_STORE };
  return page<Data>(data, { status: statusOfDenial(data.denial), headers });
}

export default define.page<typeof handler>(({ data: { opened, denial }, state }) => (
  <>
    <Head>
      <title>Come back · Truthlab</title>
      <meta name="robots" content="noindex" />
    </Head>
    {opened === undefined
      ? <AskForCode denial={denial} />
      : <Choose {...opened} denial={denial} other={otherThan(opened.name, state)} />}
  </>
));

function AskForCode({ denial }: { denial: Denial | undefined }) {
  return (
    <AccountPage
      title="Come back"
      lead="You were given a link that lets you into your account once. This is where it leads."
    >
      <form method="post" class="space-y-5">
        <ResetCode error={denial?.denial} />
        <Button class="w-full">Go on</Button>
      </form>
      <Otherwise>
        <p>
          No link? Ask your instructor, or who runs this server. You know your password?{" "}
          <a href="/account/sign-in" class="font-semibold text-accent hover:underline">Sign in</a>.
        </p>
      </Otherwise>
    </AccountPage>
  );
}

/** Who is signed in here as somebody else is told so: that session ends. */
function otherThan(name: string, { learner }: Context<State>["state"]): string | undefined {
  return learner?.hasAccount && learner.name !== name ? learner.name : undefined;
}

function Choose({ code, name, email, denial, other }: Required<Data>["opened"] & {
  denial: Denial | undefined;
  other: string | undefined;
}) {
  return (
    <AccountPage
      title={`Come back as ${name}`}
      lead="Choose a password. The link is used up then, and you are signed out in all other browsers."
    >
      {other !== undefined && (
        <p class="mb-6 rounded-lg border-l-4 border-warn bg-panel px-4 py-3 text-[0.9375rem]">
          In this browser {other} is signed in, and will be signed out.
        </p>
      )}
      <form method="post" class="space-y-5">
        <input type="hidden" name="code" value={code} />
        <EmailField value={email} denial={denial} />
        <NewPasswordField denial={denial} />
        <Button class="w-full" name="deed" value="password">Set it and sign in</Button>
      </form>
      <form method="post" class="mt-10 border-t border-line pt-6">
        <input type="hidden" name="code" value={code} />
        <p class="mb-4 text-[0.9375rem] text-muted">
          Rather a passkey? Sign in first, and add it at your account. Nothing else changes then.
        </p>
        <Button kind="secondary" class="w-full" name="deed" value="enter">Only sign in</Button>
      </form>
    </AccountPage>
  );
}
