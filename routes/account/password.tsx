import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import type { Denial } from "@/auth/accounts.ts";
import { AccountPage, Otherwise } from "@/components/AccountPage.tsx";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { findPasswordOf } from "@/db/credentials.ts";
import { define } from "@/define.ts";
import { addressOf, denialHeaders, statusOfDenial } from "@/routes/(_shared)/denials.ts";
import { EmailField, errorOf, NewPasswordField } from "@/routes/(_shared)/password_fields.tsx";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

interface Data {
  readonly email: string;
  readonly hasPassword: boolean;
  /** Who came by a reset link may have forgotten it. */
  readonly isAsked: boolean;
  readonly denial?: Denial;
}

export const handler = define.handlers({
  async GET(ctx) {
    return page(await load(ctx));
  },

  /** Sets the password; all other sessions end, and this one goes on under another name. */
  async POST(ctx) {
    const { services: { accounts, sessions } } = ctx.state;
    const learner = ctx.state.learner!;
    const form = await readForm(ctx.req);
    const [email, password, current] = ["email", "password", "current"].map((name) =>
      textOf(form.get(name))
    );
    const fields = { email, password, current };
    const denial = await accounts.changePassword(learner, fields, addressOf(ctx));
    if (denial !== undefined) {
      const data: Data = { ...await load(ctx), email, denial };
      return page(data, { status: statusOfDenial(denial), headers: denialHeaders(denial) });
    }
    await sessions.end(learner.id, { butSession: learner.session });
    const { id: learnerId, role } = learner;
    const response = ctx.redirect("/account", 303);
    const cookie = await sessions.signIn(ctx.req, { learnerId, role, means: "password" });
    response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

async function load({ state }: Context<State>): Promise<Data> {
  const { learner, services: { db } } = state;
  const known = await findPasswordOf(db, learner!.id);
  const hasPassword = known !== undefined;
  const isAsked = hasPassword && learner!.means !== "link";
  return { email: known?.email ?? "", hasPassword, isAsked };
}

export default define.page<typeof handler>(({ data }) => {
  const { email, hasPassword, isAsked, denial } = data;
  return (
    <AccountPage
      title={hasPassword ? "Change the password" : "Choose a password"}
      lead={hasPassword
        ? "You are signed out in all other browsers then."
        : "With it and your e-mail address you get in from anywhere."}
    >
      <Head>
        <title>Password · Truthlab</title>
      </Head>
      <form method="post" class="space-y-5">
        {denial !== undefined && denial.field === undefined && (
          <p role="alert" class="font-medium text-bad">{denial.denial}</p>
        )}
        <EmailField value={email} denial={denial} />
        {isAsked && (
          <TextField
            label="Present password"
            name="current"
            type="password"
            required
            autocomplete="current-password"
            error={errorOf(denial, "current")}
          />
        )}
        <NewPasswordField denial={denial} />
        <Button class="w-full">Set the password</Button>
      </form>
      <Otherwise>
        <p>
          <a href="/account" class="font-semibold text-accent hover:underline">
            Back to your account
          </a>
        </p>
      </Otherwise>
    </AccountPage>
  );
});
