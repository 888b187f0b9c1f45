/** Who may see which route: the table has every one, and the site does as the table says. */
import assert from "node:assert/strict";
import { COHORT_TABS } from "@/components/CohortHeader.tsx";
import { TEACH_TABS } from "@/components/TeachNav.tsx";
import { methodsOf, type Route } from "@/fresh/segments.ts";
import { isAtLeast, type Role, ROLES } from "@/lib/roles.ts";
import { ACCESS, type Audience, audienceOf } from "@/routes/(_shared)/access.ts";
import type { State } from "@/routes/(_shared)/state.ts";
import { onSite } from "@/tests/server/on_site.ts";
import { addressOf, headersOf, ROUTES, type Visitor, VISITORS } from "@/tests/server/visitors.ts";

/** Told apart from whatever the handler says: only the guard answers so. */
async function wasTurnedAway(response: Response, audience: Audience): Promise<boolean> {
  if (response.status === 303) {
    const to = response.headers.get("location")!;
    return to === "/teach/open" || to.startsWith("/account/sign-in?");
  }
  const text = await response.text();
  if (audience === "metrics") return response.status === 404;
  return response.status === 403 && /Only who (?:is signed in|has the role)/.test(text);
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

Deno.test("every route answers those for whom the table has it, and turns away all others", () =>
  onSite(async (site) => {
    for (const visitor of VISITORS) {
      for (const { pattern, route } of ROUTES) {
        for (const method of methodsOfRoute(route)) {
          // Some routes end the session; each request has one of its own.
          const headers = await headersOf(site, visitor);
          const audience = audienceOf(pattern, method)!;
          const response = await site.get(addressOf(pattern), { method, headers });
          const what = `${method} ${pattern} as ${visitor}`;
          const isAway = await wasTurnedAway(response, audience);
          assert.equal(isAway, !isMeant(visitor, audience), `${what}: ${response.status}`);
        }
      }
    }
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
