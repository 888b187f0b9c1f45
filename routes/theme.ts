import { serialize } from "hono/utils/cookie";
import { HttpError } from "fresh";
import { define } from "@/define.ts";
import { ownPath } from "@/routes/(_shared)/own_path.ts";
import { readForm, textOf } from "@/routes/(_shared)/read_body.ts";

export const handler = define.handlers({
  /** Keeps the reader's choice of colours, and leads back to where it was made. */
  async POST(ctx) {
    const form = await readForm(ctx.req);
    const theme = textOf(form.get("theme"));
    if (theme !== "light" && theme !== "dark") {
      throw new HttpError(400, "The colours are light or dark.");
    }
    const response = ctx.redirect(ownPath(textOf(form.get("from"))) ?? "/", 303);
    const maxAge = 400 * 24 * 3600;
    const secure = ctx.state.services.connection.isSecure(ctx.req);
    const cookie = serialize("theme", theme, { path: "/", sameSite: "Lax", maxAge, secure });
    response.headers.append("Set-Cookie", cookie);
    return response;
  },
});
