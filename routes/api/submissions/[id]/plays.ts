import { define } from "@/define.ts";
import type { PlayAnswer } from "@/grading/plays.ts";
import { NAMELESS_PROMISE, realName } from "@/grading/public_submission.ts";
import { namesShown, ownStored } from "@/routes/(_shared)/own_submission.ts";
import { readJsonBody } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /**
   * Plays what a failed check shows again: `{ check }`, with `branching` from another choice on,
   * with `turn` what could be chosen there, with `source` another program of the learner's.
   */
  async POST(ctx) {
    const submission = await ownStored(ctx);
    const wish = await readJsonBody(ctx.req);
    const { learner, services } = ctx.state;
    const shown = wish.check;
    const check = typeof shown === "string" ? realName(submission.verdict, shown) : shown;
    const answer = await services.grading.play(learner?.id ?? "", submission, { ...wish, check });
    const names = await namesShown(ctx, submission);
    const told = names === "all" ? answer : withoutNames(answer, String(shown));
    return ctx.json(told, { headers: { "Cache-Control": "no-store" } });
  },
});

/** The check that was asked for keeps the name that was asked for; of others nothing is told. */
function withoutNames(answer: PlayAnswer, shown: string): PlayAnswer {
  if (answer.kind !== "played" || answer.played === null) return answer;
  const { counterexample, judgements } = answer.played;
  return {
    ...answer,
    played: {
      ...answer.played,
      counterexample: { ...counterexample, check: shown },
      judgements: judgements.slice(0, 1).map((each) => ({
        ...each,
        name: shown,
        promise: shown === each.name ? each.promise : NAMELESS_PROMISE,
      })),
    },
  };
}
