import { h } from "preact";
import { type Middleware, type PageProps } from "fresh";
import ErrorPage from "@/routes/_error.tsx";
import { codeOf, headersOf, messageOf, statusOf } from "./describe_error.ts";
import type { State } from "./state.ts";

/**
 * Answers what was thrown: in JSON below /api/, else with a page. It does so inside the middlewares
 * that add headers and log, so that an error's answer has those too.
 */
export const errorPages: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    ctx.error = error;
    const status = statusOf(error);
    const headers = headersOf(error);
    if (ctx.url.pathname.startsWith("/api/")) {
      return ctx.json(
        { error: { code: codeOf(error, status), message: messageOf(error, status) } },
        { status, headers },
      );
    }
    const { config, url, req, params, info, state, route } = ctx;
    const props = { config, url, req, params, info, state, route, error, data: undefined };
    return await ctx.render(h(ErrorPage, props as unknown as PageProps<never, State>), {
      status,
      headers,
    });
  }
};
