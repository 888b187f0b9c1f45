import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { type Denial, NAME_LENGTH_MAX } from "@/auth/accounts.ts";
import { AccountPage, Otherwise, ProviderLink } from "@/components/AccountPage.tsx";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { define } from "@/define.ts";
import PasskeyButton from "@/islands/PasskeyButton.tsx";
import { addressOf, denialHeaders, statusOfDenial } from "@/routes/(_shared)/denials.ts";
import { destinationOf, enterAt, type WayIn, wayIn } from "@/routes/(_shared)/enter.ts";
import { EmailField, errorOf, NewPasswordField } from "@/routes/(_shared)/password_fields.tsx";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

interface Data extends WayIn {
  readonly name: string;
  readonly code: string;
  readonly email: string;
  readonly denial?: Denial;
}

export const handler = define.handlers({
  /** A link may carry the join code: `/account/sign-up?code=ABCD`. */
  GET(ctx) {
    const code = ctx.url.searchParams.get("code") ?? "";
    if (ctx.state.learner?.hasAccount) {
      return ctx.redirect(code === "" ? destinationOf(ctx) : withCode(code), 303);
    }
    return page<Data>({ ...wayIn(ctx), name: "", code, email: "" });
  },

  async POST(ctx) {
    if (ctx.state.learner?.hasAccount) return ctx.redirect(destinationOf(ctx), 303);
    const form = await readFields(ctx);
    const { accounts, sessions } = ctx.state.services;
    const learner = ctx.state.learner ?? (await sessions.newLearner(ctx.req)).learner;
    const made = await accounts.signUp(learner, form, addressOf(ctx));
    if ("denial" in made) {
      const { name, code, email } = form;
      const data: Data = { ...wayIn(ctx), name, code, email, denial: made };
      return page(data, { status: statusOfDenial(made), headers: denialHeaders(made) });
    }
    const means = form.email === "" ? "code" : "password";
    return await enterAt(ctx, made, { means, to: destinationOf(ctx) });
  },
});

/** Where who has an account joins a class. */
function withCode(code: string): string {
  return `/account?code=${encodeURIComponent(code)}`;
}

async function readFields(ctx: Context<State>) {
  const form = await readForm(ctx.req);
  const read = (name: string) => textOf(form.get(name));
  return {
    name: read("name"),
    code: read("code").trim(),
    email: read("email").trim(),
    password: read("password"),
  };
}

export default define.page<typeof handler>(({ data }) => {
  const { name, code, denial, provider, query, to } = data;
  const onward = code === "" ? query : `?from=${encodeURIComponent(withCode(code))}`;
  return (
    <AccountPage
      title="Make an account"
      lead="You keep all that you did here so far, and find it again in every browser."
    >
      <Head>
        <title>Make an account · Truthlab</title>
      </Head>
      <form method="post" class="space-y-5">
        {denial !== undefined && denial.field === undefined && (
          <p role="alert" class="font-medium text-bad">{denial.denial}</p>
        )}
        <TextField
          label="Your name"
          name="name"
          required
          maxlength={NAME_LENGTH_MAX}
          autocomplete="name"
          value={name}
          hint="What your instructors see."
          error={errorOf(denial, "name")}
        />
        <TextField
          label="Join code"
          name="code"
          autocomplete="off"
          spellcheck={false}
          value={code}
          hint="If your class gave you one, this and your name are enough."
          error={errorOf(denial, "code")}
        />
        <ToComeBack {...data} />
        <Button class="w-full">Make the account</Button>
        <PasskeyButton purpose="add" label="With a passkey instead of a password" to={to} />
      </form>
      {provider !== undefined && <ProviderLink name={provider} query={query} />}
      <Otherwise>
        <p>
          Have one already?{" "}
          <a href={`/account/sign-in${onward}`} class="font-semibold text-accent hover:underline">
            Sign in
          </a>
          .
        </p>
      </Otherwise>
    </AccountPage>
  );
});

function ToComeBack({ email, denial }: Data) {
  return (
    <fieldset class="space-y-5">
      <legend class="w-full border-t border-line pt-6 font-semibold tracking-tight">
        Without a join code, or to sign in from anywhere
      </legend>
      <EmailField
        value={email}
        denial={denial}
        required={false}
        hint="With it and a password you get in again from anywhere."
      />
      <NewPasswordField label="Password" denial={denial} required={false} />
    </fieldset>
  );
}
