import { type Context, HttpError, page } from "fresh";
import { Head } from "fresh/runtime";
import { Breadcrumbs } from "@/components/Breadcrumbs.tsx";
import { Button, ButtonLink } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import { deleteLearner } from "@/db/learner_record.ts";
import { define } from "@/define.ts";
import ForgetBrowser from "@/islands/ForgetBrowser.tsx";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";
import type { State } from "@/routes/(_shared)/state.ts";

/** What is to be typed. */
const WORDS = "delete everything";

interface Data {
  readonly step: "asked" | "mistyped" | "done";
}

export const handler = define.handlers({
  GET(ctx) {
    learnerOf(ctx);
    return page<Data>({ step: "asked" });
  },

  /** Removes all that is stored of who asks, once they have typed that they mean it. */
  async POST(ctx) {
    const learner = learnerOf(ctx);
    const typed = textOf((await readForm(ctx.req)).get("words"));
    if (typed.trim().toLowerCase() !== WORDS) {
      return page<Data>({ step: "mistyped" }, { status: 422 });
    }
    const { db, sessions, log } = ctx.state.services;
    await deleteLearner(db, learner.id);
    log({ level: "info", event: "learner-deleted" });
    // Nobody is known any more, on this page either.
    ctx.state.learner = undefined;
    ctx.state.owner = "";
    const headers = new Headers({ "Cache-Control": "no-store" });
    for (const cookie of sessions.forget(ctx.req)) headers.append("Set-Cookie", cookie);
    return page<Data>({ step: "done" }, { headers });
  },
});

/** @throws HttpError for whom nothing is stored, and for whom others' grades tell of. */
function learnerOf({ state }: Context<State>): NonNullable<State["learner"]> {
  if (state.learner === undefined) {
    throw new HttpError(404, "Nothing is stored of you here, so there is nothing to delete.");
  }
  if (state.isStaff) {
    throw new HttpError(
      403,
      "Who teaches here stands in the records of others. Let an owner take your role back first.",
    );
  }
  return state.learner;
}

export default define.page<typeof handler>(({ data: { step } }) => (
  <div class="mx-auto max-w-3xl px-4 py-10 sm:px-8 sm:py-14">
    <Head>
      <title>{`${step === "done" ? "Deleted" : "Delete your data"} · Truthlab`}</title>
    </Head>
    {step === "done" ? <Done /> : <Question isMistyped={step === "mistyped"} />}
  </div>
));

function Question({ isMistyped }: { isMistyped: boolean }) {
  return (
    <>
      <Breadcrumbs trail={[{ href: "/progress", label: "Progress" }]} />
      <h1 class="mt-6 text-4xl font-semibold tracking-[-0.03em]">Delete your data</h1>
      <div class="prose mt-4">
        <p>
          Everything that is stored of you on this server is removed at once, and nobody can bring
          it back: drafts, all attempts with their verdicts and grades, also those that a class
          counts, comments on them, memberships of classes, tokens, links that you have shared, and
          your account if you have one. What is being graded is given up. This browser forgets its
          drafts, marks and answers too, and you are nobody here again.
        </p>
        <p>
          Three things stay. The log of changes keeps its lines, with a number that leads to nobody.
          A place that your instructor wrote down for you stays on the class's list, without a link
          to you. And backups that were made before hold what they held, until whoever runs this
          server removes them.
        </p>
      </div>
      <p class="mt-6">
        <a
          href="/progress/export"
          class="font-medium text-accent underline decoration-1 underline-offset-4 hover:decoration-2"
        >
          Export it first
        </a>
      </p>
      <form method="post" class="mt-8 grid max-w-md gap-4">
        <TextField
          label={`To go on, type “${WORDS}”`}
          name="words"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={isMistyped ? "true" : undefined}
          aria-describedby={isMistyped ? "words-error" : undefined}
        />
        {isMistyped && (
          <p id="words-error" role="alert" class="text-[0.9375rem] font-medium text-bad">
            Nothing was deleted: that is not what was to be typed.
          </p>
        )}
        <div class="flex flex-wrap gap-3">
          <Button kind="danger">Delete all of it</Button>
          <ButtonLink href="/progress" kind="secondary">Keep it</ButtonLink>
        </div>
      </form>
    </>
  );
}

function Done() {
  return (
    <>
      <h1 class="text-4xl font-semibold tracking-[-0.03em]">Deleted</h1>
      <p class="mt-4 max-w-[55ch] font-serif text-xl leading-relaxed">
        Nothing is stored of you on this server any more.
      </p>
      <ForgetBrowser />
      <div class="mt-8">
        <ButtonLink href="/">To the start</ButtonLink>
      </div>
    </>
  );
}
