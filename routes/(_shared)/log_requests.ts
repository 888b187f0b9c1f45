import { trace } from "@opentelemetry/api";
import type { Context, Middleware } from "fresh";
import { statusOf } from "./describe_error.ts";
import type { Services, State } from "./state.ts";

/** No address of ours is longer, and others would fill the log. */
const PATH_LENGTH_MAX = 300;

/**
 * Hands the services to the request and writes one line about it when it is answered. The line has
 * no cookie, no address, no query and no body: nothing of it is a secret.
 */
export function logRequests(services: Services): Middleware<State> {
  return async (ctx) => {
    const startMs = performance.now();
    ctx.state.services = services;
    ctx.state.requestId = crypto.randomUUID().slice(0, 8);
    describeSpan(ctx);
    const line = (status: number, error?: unknown) => {
      services.log({
        event: "request",
        id: ctx.state.requestId,
        method: ctx.req.method,
        path: ctx.url.pathname.slice(0, PATH_LENGTH_MAX),
        route: ctx.route,
        status,
        milliseconds: Math.round((performance.now() - startMs) * 10) / 10,
        ...(isFault(error) ? { error: describe(error) } : {}),
      });
    };
    try {
      const response = await ctx.next();
      line(response.status, ctx.error);
      return response;
    } catch (error) {
      line(500, error);
      throw error;
    }
  };
}

/** Where OpenTelemetry is on, Deno has a span for the request; it does not know our routes. */
function describeSpan({ req, route, state }: Context<State>): void {
  const span = trace.getActiveSpan();
  span?.updateName(`${req.method} ${route ?? ""}`.trim());
  span?.setAttributes({ "http.route": route ?? "", "truthlab.request": state.requestId });
}

/** True for what is ours to repair, not for what a visitor asked wrongly. */
function isFault(error: unknown): boolean {
  return error !== null && error !== undefined && statusOf(error) >= 500;
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
