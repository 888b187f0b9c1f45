import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { define } from "@/define.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  GET(ctx) {
    return ctx.state.isStaff ? ctx.redirect("/teach", 303) : page({ isWrong: false });
  },

  async POST(ctx) {
    const token = textOf((await readForm(ctx.req)).get("token"));
    const cookies = await ctx.state.services.sessions.openTeaching(ctx.req, token);
    if (cookies === undefined) return page({ isWrong: true }, { status: 403 });
    const response = ctx.redirect("/teach", 303);
    for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
    return response;
  },
});

export default define.page<typeof handler>(({ data }) => (
  <div class="mx-auto max-w-lg px-4 py-20 sm:px-8">
    <Head>
      <title>For instructors · Truthlab</title>
    </Head>
    <h1 class="text-4xl font-semibold tracking-[-0.03em]">For instructors</h1>
    <p class="mt-4 font-serif text-lg leading-relaxed text-muted">
      The server printed a token when it started for the first time. Lost it?{" "}
      <code class="text-[0.85em] text-ink">deno task token</code> makes a new one.
    </p>
    <p class="mt-3 text-[0.9375rem] text-muted">
      You have an account?{" "}
      <a href="/account/sign-in?from=/teach" class="font-semibold text-accent hover:underline">
        Sign in
      </a>{" "}
      in its place.
    </p>
    <form method="post" class="mt-8">
      <label for="token" class="text-sm font-semibold">Token</label>
      <div class="mt-2 flex gap-3">
        <input
          id="token"
          name="token"
          type="password"
          required
          autocomplete="current-password"
          aria-invalid={data?.isWrong ? "true" : undefined}
          aria-describedby={data?.isWrong ? "token-error" : undefined}
          class="min-w-0 flex-1 rounded-md border border-muted bg-panel px-3 py-2 font-mono text-sm"
        />
        <Button>Open</Button>
      </div>
      {data?.isWrong && (
        <p id="token-error" role="alert" class="mt-3 text-[0.9375rem] font-medium text-bad">
          That is not the token. It begins with "teach-".
        </p>
      )}
    </form>
  </div>
));
