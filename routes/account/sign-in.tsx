import { page } from "fresh";
import { Head } from "fresh/runtime";
import type { Denial } from "@/auth/accounts.ts";
import { AccountPage, Otherwise, ProviderLink } from "@/components/AccountPage.tsx";
import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { define } from "@/define.ts";
import PasskeyButton from "@/islands/PasskeyButton.tsx";
import { addressOf, denialHeaders, statusOfDenial } from "@/routes/(_shared)/denials.ts";
import { destinationOf, enterAt, type WayIn, wayIn } from "@/routes/(_shared)/enter.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";

interface Data extends WayIn {
  readonly email: string;
  readonly denial?: Denial;
}

export const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.learner?.hasAccount) return ctx.redirect(destinationOf(ctx), 303);
    return page<Data>({ ...wayIn(ctx), email: "" });
  },

  async POST(ctx) {
    const form = await readForm(ctx.req);
    const [email, password] = ["email", "password"].map((name) => textOf(form.get(name)));
    const found = await ctx.state.services.accounts.signIn(email, password, addressOf(ctx));
    if ("denial" in found) {
      const data: Data = { ...wayIn(ctx), email, denial: found };
      return page(data, { status: statusOfDenial(found), headers: denialHeaders(found) });
    }
    return await enterAt(ctx, found, { means: "password", to: destinationOf(ctx) });
  },
});

export default define.page<typeof handler>(({ data: { email, denial, provider, query, to } }) => (
  <AccountPage title="Sign in">
    <Head>
      <title>Sign in · Truthlab</title>
    </Head>
    <form method="post" class="space-y-5">
      <TextField
        label="E-mail address"
        name="email"
        type="email"
        required
        autocomplete="username"
        value={email}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        required
        autocomplete="current-password"
        error={denial?.denial}
      />
      <Button class="w-full">Sign in</Button>
    </form>
    <div class="mt-3">
      <PasskeyButton purpose="enter" label="Sign in with a passkey" to={to} />
    </div>
    {provider !== undefined && <ProviderLink name={provider} query={query} />}
    <Otherwise>
      <p>
        New here?{" "}
        <a href={`/account/sign-up${query}`} class="font-semibold text-accent hover:underline">
          Make an account
        </a>
        . What you did here without one becomes yours.
      </p>
      <p>
        Forgot the password, or lost the passkey? Ask your instructor, or who runs this server, for
        a link that lets you in.
      </p>
      <p>
        Run this server?{" "}
        <a href="/teach/open" class="font-semibold text-accent hover:underline">Use its token</a>.
      </p>
    </Otherwise>
  </AccountPage>
));
