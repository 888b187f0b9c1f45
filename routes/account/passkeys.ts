import { HttpError } from "fresh";
import { deletePasskey } from "@/db/passkeys.ts";
import { define } from "@/define.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /** Removes one's own passkey that the form's `remove` names. */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    if (!form.has("remove")) throw new HttpError(400, "Send the field remove.");
    const { learner, services: { db } } = ctx.state;
    await deletePasskey(db, learner!.id, textOf(form.get("remove")));
    return ctx.redirect("/account", 303);
  },
});
