/** Who may see which route: the table has every one, and the site does as the table says. */
import assert from "node:assert/strict";
import { COHORT_TABS } from "@/components/CohortHeader.tsx";
import { TEACH_TABS } from "@/components/TeachNav.tsx";
import { createCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { methodsOf, type Route } from "@/fresh/segments.ts";
import { isAtLeast, type Role, ROLES } from "@/lib/roles.ts";
import { ACCESS, type Audience, audienceOf, isOfCohort } from "@/routes/(_shared)/access.ts";
import type { State } from "@/routes/(_shared)/state.ts";
import { type FakeSite, onSite } from "@/tests/server/on_site.ts";
import { addressOf, headersOf, ROUTES, type Visitor, VISITORS } from "@/tests/server/visitors.ts";

/** Told apart from whatever the handler says: only the guard answers so. */
async function wasTurnedAway(response: Response, audience: Audience): Promise<boolean> {
  if (response.status === 303) {
    const to = response.headers.get("location")!;
    return to === "/teach/open" || to.startsWith("/account/sign-in?");
  }
  if (response.ok) {
    // Events would go on for ever.
    await response.body?.cancel();
    return false;
  }
  const text = await response.text();
  if (audience === "metrics") return response.status === 404;
  return response.status === 403 &&
    /Only who (?:is signed in|has the role|is in charge)/.test(text);
}

function isMeant(visitor: Visitor, audience: Audience): boolean {
  if (audience === "anyone" || audience === "own") return true;
  const role = (ROLES as readonly string[]).includes(visitor) ? visitor as Role : undefined;
  if (audience === "account") return role !== undefined;
  if (audience === "metrics") {
    return visitor === "token" || (role !== undefined && isAtLeast(role, "instructor"));
  }
  return role !== undefined && isAtLeast(role, audience);
}

/** Handlers have their own tests: here they only show that one got to them. */
function methodsOfRoute(route: Route<State>): string[] {
  return methodsOf(route).filter((method) => method !== "OPTIONS" && method !== "HEAD");
}

Deno.test("a tab is there for whom the table of routes lets in", () => {
  for (const { href, least } of TEACH_TABS) assert.equal(audienceOf(href, "GET"), least, href);
  for (const { href, least } of COHORT_TABS) {
    assert.equal(audienceOf(`/teach/cohorts/:id${href}`, "GET"), least, href);
  }
});

Deno.test("the table has every route, and no route that is not there", () => {
  const patterns = ROUTES.map(({ pattern }) => pattern).sort();

  assert.deepEqual(Object.keys(ACCESS).sort(), patterns);
});

/** Asks for all of these routes, and compares who was turned away with the table. */
async function walk(site: FakeSite, { visitor, as = visitor, routes = ROUTES, cohort }: {
  readonly visitor: Visitor;
  /** For whom the table has to take the visitor. */
  readonly as?: Visitor;
  readonly routes?: typeof ROUTES;
  readonly cohort: string;
}): Promise<void> {
  for (const { pattern, route } of routes) {
    const address = isOfCohort(pattern) ? pattern.replace(":id", cohort) : pattern;
    for (const method of methodsOfRoute(route)) {
      // Some routes end the session; each request has one of its own.
      const headers = await headersOf(site, visitor);
      const audience = audienceOf(pattern, method)!;
      const response = await site.get(addressOf(address), { method, headers });
      const what = `${method} ${address} as ${visitor}`;
      const isAway = await wasTurnedAway(response, audience);
      assert.equal(isAway, !isMeant(as, audience), `${what}: ${response.status}`);
    }
  }
}

async function makeCohort({ db }: FakeSite, actorId: string): Promise<string> {
  await rememberLearner(db, { id: actorId, name: actorId, createdAt: "" });
  const settings = {
    ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: 0 } as const,
    ...{ hiddenNames: "all", solutionsOpen: "never" } as const,
  };
  return await createCohort(db, settings, { actorId, slugs: [] });
}

Deno.test("every route answers those for whom the table has it, and turns away all others", () =>
  onSite(async (site) => {
    const cohort = await makeCohort(site, "instructor");

    for (const visitor of VISITORS) await walk(site, { visitor, cohort });
  }));

Deno.test("in a cohort that others are in charge of, an instructor may do what assistants may", () =>
  onSite(async (site) => {
    const cohort = await makeCohort(site, "somebody else");
    const routes = ROUTES.filter(({ pattern }) => isOfCohort(pattern));
    const writing = routes.filter(({ pattern }) => audienceOf(pattern, "POST") === "instructor");
    assert.ok(writing.length > 5, "deeds are among them");

    await walk(site, { visitor: "instructor", as: "assistant", routes, cohort });
    for (const visitor of ["learner", "assistant", "owner"] as const) {
      await walk(site, { visitor, routes, cohort });
    }
    const headers = await headersOf(site, "instructor");
    const html = await (await site.get(`/teach/cohorts/${cohort}/people`, { headers })).text();
    assert.match(html, /You look on and comment here. In charge: somebody else\./);
    assert.doesNotMatch(html, /Make a new code|Import a roster|Take out/);
    const refused = await site.get(`/teach/cohorts/${cohort}/settings`, { headers });
    assert.match(await refused.text(), /Only who is in charge of this cohort, or an owner/);
  }));

Deno.test("what staff see is below /teach, and nothing else is there but the way in", () => {
  const staff: Audience[] = ["assistant", "instructor", "owner"];
  for (const [pattern, access] of Object.entries(ACCESS)) {
    const audiences = typeof access === "string" ? [access] : [access.read, access.write];
    if (pattern.startsWith("/teach") && pattern !== "/teach/open") {
      assert.ok(audiences.every((audience) => staff.includes(audience)), pattern);
    }
  }
});
