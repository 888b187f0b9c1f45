/** Everybody who may come along, and every route there is, for tests that walk through all. */
import { rememberLearner } from "@/db/learners.ts";
import { loadRoutes } from "@/fresh/fs_routes.ts";
import { newSegment } from "@/fresh/segments.ts";
import { type Role, ROLES } from "@/lib/roles.ts";
import type { State } from "@/routes/(_shared)/state.ts";
import { EXERCISE, type FakeSite, METRICS_TOKEN } from "./on_site.ts";

export const ROUTES = await loadRoutes<State>(`${Deno.cwd()}/routes`, newSegment(null));

/** What stands in an address where the pattern has a parameter. */
const PARAMETERS: Readonly<Record<string, string>> = {
  slug: EXERCISE.slug,
  section: "vector-clocks",
  id: "s1",
};

/** An address of a route; each parameter is `filling`, or else one that may lead somewhere. */
export function addressOf(pattern: string, filling?: string): string {
  return pattern.replace(
    /:(\w+)(?:\{.*\})?/g,
    (_, name) => filling ?? PARAMETERS[name] ?? "none",
  );
}

/** Nobody known, a cookie alone, an account of each role, a token. */
export type Visitor = "nobody" | "anonymous" | Role | "token";
export const VISITORS: readonly Visitor[] = ["nobody", "anonymous", ...ROLES, "token"];

export async function headersOf(
  site: FakeSite,
  visitor: Visitor,
): Promise<Record<string, string>> {
  if (visitor === "nobody") return {};
  if (visitor === "token") return { authorization: `Bearer ${METRICS_TOKEN}` };
  const request = new Request("http://localhost:8000/");
  if (visitor === "anonymous") {
    return { cookie: (await site.sessions.newLearner(request)).cookie.split(";")[0] };
  }
  const account = { id: visitor, name: visitor, createdAt: "2026-11-24T00:00:00.000Z" };
  await rememberLearner(site.db, account);
  await site.db.updateTable("learners").where("id", "=", visitor)
    .set({ role: visitor, account_since: account.createdAt }).execute();
  const who = { learnerId: visitor, role: visitor, means: "password" } as const;
  return { cookie: (await site.sessions.signIn(request, who)).split(";")[0] };
}
