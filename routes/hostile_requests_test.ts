/** What no visitor may bring about, at any route: a fault of ours, a loose policy, a shared copy. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { createCohort, findCohort } from "@/db/cohorts.ts";
import { joinCohort } from "@/db/members.ts";
import { methodsOf } from "@/fresh/segments.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";
import { addressOf, headersOf, ROUTES, type Visitor } from "@/tests/server/visitors.ts";

const FILLINGS = ["%00", "%2e%2e", "%2e%2e%2f%2e%2e", "..", "%", "%ff", "%ED%A0%80", "a%0d%0ab"]
  .concat("%5c", "__proto__", "constructor", "a".repeat(2_000), "s1.", "s1;x", "%F0%9F%92%A9");
const QUERIES = ["", "?from=%00", "?page=-1&limit=1e9&before=%00&q=%00", "?page=NaN&q=%ff&sort=%00"]
  .concat(`?q=${"a*(".repeat(500)}`, "?check=%00&submission=%00&cohort=%00&exercise=%00&a=%00")
  .concat("?sort=__proto__&progress=constructor&exercise=__proto__&actor=%00&after=%00&day=%00");

const TEXTS = ["", "\0", "\ud800", "a\0b@c", "<script>alert(1)</script>", "a".repeat(70_000)]
  .concat(
    "../../x",
    "__proto__",
    "-1",
    "1e400",
    "2026-13-45",
    "'; drop table learners; --",
    "=1+1",
  );
/** What forms and scripts send, by any route. */
const NAMES = ["slug", "source", "base", "number", "name", "email", "password", "code", "deed"]
  .concat("shared", "check", "schedule", "purpose", "id", "response", "text", "file", "archive")
  .concat("theme", "from", "token", "role", "learner", "reason", "line", "score", "state", "dueAt")
  .concat("opensAt", "timeZone", "lateRule", "slugs", "session", "current", "label", "days")
  .concat("chosen:laptop", "chosen:\0", "reset-link");

/** What several routes ask what is to be done by. */
const DEEDS = ["apply", "archive", "unarchive", "cancel", "change", "code", "import", "remove"]
  .concat("resume", "withdraw", "add", "enter", "move", "grade", "all", "make", "revoke", "passed")
  .concat("make link", "take back link", "tokens", "shares", "password");

const value = fc.oneof(
  fc.constantFrom<unknown>(...DEEDS),
  fc.constantFrom<unknown>(...TEXTS, 0, -1, 1e308, null, true, [], {}, [[[[]]]]),
  fc.constantFrom(1, 200).map((depth) => JSON.parse("[".repeat(depth) + "]".repeat(depth))),
  fc.json().map((text) => JSON.parse(text)),
);
const fields = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 8 });

interface Body {
  readonly type: string;
  readonly body: string;
}

const multipart = (pairs: [string, string][]) =>
  pairs.map(([name, text]) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}`
  )
    .join("\r\n") + "\r\n--x--\r\n";
const asTexts = (all: Record<string, unknown>) =>
  Object.entries(all).map(([name, each]): [string, string] => [
    name,
    typeof each === "string" ? each : JSON.stringify(each),
  ]);

const body: fc.Arbitrary<Body> = fc.oneof(
  fields.map((all) => ({ type: "application/json", body: JSON.stringify(all) })),
  fields.map((all) => ({
    type: "application/x-www-form-urlencoded",
    body: new URLSearchParams(asTexts(all)).toString(),
  })),
  fields.map((all) => ({ type: "multipart/form-data; boundary=x", body: multipart(asTexts(all)) })),
  fc.record({
    type: fc.constantFrom("", "application/json", "multipart/form-data", "text/plain", "\u00e4/b")
      .map((type) => type === "\u00e4/b" ? "application/json; charset=utf-16" : type),
    body: fc.constantFrom(
      "",
      "null",
      "{",
      "[".repeat(50_000),
      "%00=%ff&%",
      "--x\r\n\r\n",
      "\ufffe",
    ),
  }),
);

const VISITORS: readonly Visitor[] = ["nobody", "owner"];
/** How many bodies are tried at each route: `HOSTILE_RUNS=500` for a long look. */
const RUNS = Number(Deno.env.get("HOSTILE_RUNS") ?? 6);

interface Asked {
  readonly visitor: Visitor;
  readonly method: string;
  readonly path: string;
  readonly sent?: Body;
}

type Ask = (asked: Asked) => Promise<Response>;

/** A cohort whose one member, its owner, has submitted something: pages have something to show. */
async function makeCohort(site: FakeSite): Promise<string> {
  const { cookie } = await headersOf(site, "owner");
  const headers = { cookie, "content-type": "application/json" };
  const sent = { slug: EXERCISE.slug, source: "let a = 1;" };
  assert.equal(
    (await site.post("/api/submissions", { headers, body: JSON.stringify(sent) })).status,
    201,
  );
  const rules = { lateRule: "mark", hiddenNames: "all", solutionsOpen: "passed" } as const;
  const settings = { name: "Autumn", timeZone: "Europe/Berlin", latePercent: 10, ...rules };
  const id = await createCohort(site.db, settings, { actorId: "owner", slugs: [EXERCISE.slug] });
  await joinCohort(site.db, (await findCohort(site.db, id))!.join_code, "owner");
  return id;
}

type PathOf = (pattern: string, filling?: string) => string;

/** The site, and how to ask it as somebody: each signs in once, and again where that has ended. */
async function whileAsking(body: (ask: Ask, pathOf: PathOf) => Promise<void>): Promise<void> {
  await onSite(async (site) => {
    const cohort = await makeCohort(site);
    const pathOf: PathOf = (pattern, filling) =>
      addressOf(
        filling === undefined
          ? pattern.replace("/cohorts/:id", `/cohorts/${cohort}`).replace(":learner", "owner")
          : pattern,
        filling,
      );
    const known = new Map<Visitor, Record<string, string>>();
    const ask: Ask = async ({ visitor, method, path, sent }) => {
      const headers = new Headers(known.get(visitor) ?? await headersOf(site, visitor));
      known.set(visitor, Object.fromEntries(headers));
      // What changes something may end the session.
      if (sent !== undefined) known.delete(visitor);
      if (sent !== undefined && sent.type !== "") headers.set("content-type", sent.type);
      return await site.get(path, { method, headers, body: sent?.body });
    };
    await body(ask, pathOf);
  });
}

/** What must be so of each answer, whatever was asked. */
async function assertHarmless(response: Response, asked: Asked): Promise<void> {
  const what = JSON.stringify(asked).slice(0, 600);
  const { status, headers } = response;
  assert.ok(status < 500, `${status}: ${what}`);
  assert.equal(headers.get("x-content-type-options"), "nosniff", what);
  const policy = headers.get("content-security-policy") ?? "";
  assert.match(policy, /default-src '(?:self|none)'/, what);
  assert.doesNotMatch(policy, /unsafe|\*/, what);
  assert.match(policy, /frame-ancestors 'none'/, what);
  // Nothing that a route answers is for a cache that others share.
  assert.doesNotMatch(headers.get("cache-control") ?? "", /public|s-maxage/, what);
  const location = headers.get("location");
  if (location !== null) {
    const { origin } = new URL(location, "http://localhost:8000/");
    assert.equal(origin, "http://localhost:8000", `${location}: ${what}`);
  }
  // A stream of events has no end.
  const isStream = headers.get("content-type")?.startsWith("text/event-stream");
  if (isStream) return await response.body?.cancel();
  const text = await response.text();
  assert.doesNotMatch(text, /<script>alert|node_modules|\n {4}at /, what);
}

Deno.test("no address and no query at any route is answered with a fault of ours", () =>
  whileAsking(async (ask, pathOf) => {
    for (const visitor of VISITORS) {
      for (const [place, { pattern }] of ROUTES.entries()) {
        const fillings = pattern.includes(":") ? [undefined, ...FILLINGS] : [undefined];
        for (const [turn, filling] of fillings.entries()) {
          const query = QUERIES[(place + turn) % QUERIES.length];
          const asked = { visitor, method: "GET", path: pathOf(pattern, filling) + query };
          await assertHarmless(await ask(asked), asked);
        }
      }
    }
  }));

Deno.test("no body at any route is answered with a fault of ours", () =>
  whileAsking(async (ask, pathOf) => {
    const writing = ROUTES.flatMap(({ pattern, route }) =>
      methodsOf(route).filter((method) => !["GET", "HEAD", "OPTIONS"].includes(method))
        .map((method) => ({ pattern, method }))
    );
    for (const { pattern, method } of writing) {
      await fc.assert(
        fc.asyncProperty(
          body,
          fc.constantFrom(...VISITORS),
          fc.option(fc.constantFrom(...FILLINGS), { nil: undefined }),
          async (sent, visitor, filling) => {
            const asked = { visitor, method, path: pathOf(pattern, filling), sent };
            await assertHarmless(await ask(asked), asked);
          },
        ),
        { numRuns: RUNS },
      );
    }
  }));

Deno.test("each route tells what it takes, answers HEAD as GET, and refuses all other methods", () =>
  whileAsking(async (ask, pathOf) => {
    const visitor = "owner";
    for (const { pattern, route } of ROUTES) {
      const path = pathOf(pattern);
      if (typeof route.handler === "function") continue;
      const options = await ask({ visitor, method: "OPTIONS", path });
      assert.equal(options.status, 204, pattern);
      assert.equal(options.headers.get("allow"), methodsOf(route).join(", "));
      if (methodsOf(route).includes("HEAD")) {
        const [head, get] = [
          await ask({ visitor, method: "HEAD", path }),
          await ask({ visitor, method: "GET", path }),
        ];
        assert.equal(head.status, get.status, pattern);
        await head.body?.cancel();
        await get.body?.cancel();
      }
      for (const method of ["PROPFIND", "FOO"]) {
        const asked = { visitor, method, path } as const;
        const response = await ask(asked);
        assert.equal(response.status, 405, `${method} ${pattern}`);
        await assertHarmless(response, asked);
      }
    }
  }));
