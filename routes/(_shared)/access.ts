import { type Context, HttpError, type Middleware } from "fresh";
import { hasBearerToken } from "@/auth/has_bearer_token.ts";
import { listCohortInstructors } from "@/db/cohort_instructors.ts";
import { isAtLeast, type Role } from "@/lib/roles.ts";
import type { State } from "./state.ts";

/**
 * Who may ask for a route: `anyone`; `own`: the handler answers only whose it is, and staff;
 * `account`: who is signed in; a role: who has it, or a higher one; `metrics`: instructors, and
 * whoever has METRICS_TOKEN.
 */
export type Audience = "anyone" | "own" | "account" | Exclude<Role, "learner"> | "metrics";

/** Reading is GET and HEAD; all else is writing. */
type Access = Audience | { readonly read: Audience; readonly write: Audience };

/**
 * The one table of routes: who may see each. A route that is missing here answers nobody, and a test
 * names it.
 */
export const ACCESS: Readonly<Record<string, Access>> = {
  "/": "anyone",
  "/about/grader": "anyone",
  "/account": "account",
  "/account/passkeys": "account",
  "/account/password": "account",
  "/account/provider": "anyone",
  "/account/provider/callback": "anyone",
  "/account/reset": "anyone",
  "/account/sessions": "account",
  "/account/sign-in": "anyone",
  "/account/sign-out": "anyone",
  "/account/sign-up": "anyone",
  "/account/links": "own",
  "/account/tokens": "anyone",
  "/api/exercises/:slug/attempts": "own",
  "/api/exercises/:slug/draft": "own",
  "/api/exercises/:slug/hints": "own",
  "/api/shares": "anyone",
  "/api/passkeys": "anyone",
  "/api/passkeys/enter": "anyone",
  "/api/passkeys/options": "anyone",
  "/api/submissions": "anyone",
  "/api/submissions/:id": "own",
  "/api/submissions/:id/events": "own",
  "/api/submissions/:id/plays": "own",
  "/api/submissions/:id/reference": "own",
  "/chapter": "anyone",
  "/chapter/:section": "anyone",
  "/chapter/print": "anyone",
  "/exercises": "anyone",
  "/exercises/:slug": "anyone",
  "/exercises/:slug/solution": "own",
  "/glossary": "anyone",
  "/healthz": "anyone",
  "/metrics": "metrics",
  "/offline": "anyone",
  "/progress": "anyone",
  "/progress/delete": "own",
  "/progress/export": "own",
  "/search": "anyone",
  "/submissions/:id": "own",
  "/submissions/:id/:check": "own",
  "/t/:id": { read: "anyone", write: "own" },
  "/teach": "assistant",
  "/teach/audit": "instructor",
  "/teach/cohorts/:id": "assistant",
  "/teach/cohorts/:id/events": "assistant",
  "/teach/cohorts/:id/exercises": { read: "assistant", write: "instructor" },
  "/teach/cohorts/:id/exercises/:slug": "assistant",
  "/teach/cohorts/:id/exports": "instructor",
  "/teach/cohorts/:id/exports/archive": "instructor",
  "/teach/cohorts/:id/exports/grades": "instructor",
  "/teach/cohorts/:id/learners/:learner/record": "instructor",
  "/teach/cohorts/:id/learners/:learner": { read: "assistant", write: "instructor" },
  "/teach/cohorts/:id/matrix": "assistant",
  "/teach/cohorts/:id/people": { read: "assistant", write: "instructor" },
  "/teach/cohorts/:id/people/export": "instructor",
  "/teach/cohorts/:id/people/import": "instructor",
  "/teach/cohorts/:id/settings": "instructor",
  "/teach/cohorts/import": "instructor",
  "/teach/cohorts/new": "instructor",
  "/teach/open": "anyone",
  "/teach/people": "owner",
  "/teach/people/:id": "instructor",
  "/teach/regrade": "instructor",
  "/teach/regrade/:id": "instructor",
  "/teach/regrade/:id/events": "instructor",
  "/teach/similar": "instructor",
  "/teach/similar/pair": "instructor",
  "/teach/show/:id/:check": "assistant",
  "/teach/submissions": "assistant",
  "/teach/submissions/:id": "assistant",
  "/teach/submissions/:id/:check": "assistant",
  "/theatre": "anyone",
  "/theme": "anyone",
};

/** Lets nobody to a route for whom the table does not say so. */
export const guard: Middleware<State> = async (ctx) => {
  // What is no route leads nowhere, whoever asks.
  if (ctx.route === null) return await ctx.next();
  if (isOfCohort(ctx.route)) await enterCohort(ctx);
  const audience = audienceOf(ctx.route, ctx.req.method);
  return audience !== undefined && isIn(audience, ctx) ? await ctx.next() : refuse(audience, ctx);
};

/** Whether a route is about one cohort, which its address names. */
export function isOfCohort(route: string): boolean {
  return /^\/teach\/cohorts\/:id(?:\/|$)/.test(route);
}

/**
 * In a cohort that others are in charge of, an instructor has the role of an assistant for the time
 * of a request: what the table, the pages and the handlers do for assistants, they do for them.
 */
async function enterCohort({ params, state }: Context<State>): Promise<void> {
  const { learner, services: { db } } = state;
  if (learner?.role !== "instructor") return;
  const inCharge = await listCohortInstructors(db, params.id);
  if (inCharge.some(({ id }) => id === learner.id)) return;
  state.learner = { ...learner, role: "assistant" };
  state.isInstructor = false;
  state.othersInCharge = inCharge.map(({ name }) => name);
}

/** For whom a method of a route is; undefined where the table has no such route. */
export function audienceOf(route: string, method: string): Audience | undefined {
  const access = Object.hasOwn(ACCESS, route) ? ACCESS[route] : undefined;
  if (access === undefined || typeof access === "string") return access;
  return method === "GET" || method === "HEAD" ? access.read : access.write;
}

function isIn(audience: Audience, { req, state }: Context<State>): boolean {
  const { learner, services } = state;
  switch (audience) {
    case "anyone":
    case "own":
      return true;
    case "account":
      return learner?.hasAccount === true;
    case "metrics":
      return state.isInstructor || hasBearerToken(req, services.metricsToken);
    default:
      return learner !== undefined && isAtLeast(learner.role, audience);
  }
}

/** Leads who is not signed in to where they can, and tells all others. */
function refuse(audience: Audience | undefined, ctx: Context<State>): Response {
  // Others do not learn that it is here.
  if (audience === undefined || audience === "metrics") throw new HttpError(404);
  const { req, url, state } = ctx;
  const isPage = req.method === "GET" && !url.pathname.startsWith("/api/");
  if (isPage && audience === "account") {
    const from = encodeURIComponent(url.pathname + url.search);
    return ctx.redirect(`/account/sign-in?from=${from}`, 303);
  }
  if (isPage && !state.isStaff) return ctx.redirect("/teach/open", 303);
  if (state.othersInCharge !== undefined) throw new HttpError(403, NOT_IN_CHARGE);
  throw new HttpError(
    403,
    audience === "account"
      ? "Only who is signed in may do this."
      : `Only who has the role of ${audience} here, or a higher one, may do this.`,
  );
}

const NOT_IN_CHARGE =
  "Only who is in charge of this cohort, or an owner, may do this. They put you in charge in the " +
  "cohort's settings.";
