/** Short links to counterexamples: who makes them, what they hold, who takes them back. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { encodeBase64Url } from "hono/utils/encode";
import { SHARE_LENGTH_MAX } from "@/grading/shares.ts";
import { decodeShared, encodeShared, type Shared } from "@/islands/theatre/share_link.ts";
import { counterexampleOf, event } from "@/islands/theatre/traces_of_tests.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

const EVENTS = [
  event(1, { payload: "election" }),
  event(2, { kind: "deliver", from: "n2", message: "n2>n1#1", payload: { term: 1 } }),
];

function sharedWith(slug: string = EXERCISE.slug, note = ""): Shared {
  const found = counterexampleOf(EVENTS);
  const trace = { ...found.trace, slug };
  const counterexample = { ...found, trace, check: "merge-commutative" };
  return { promise: "A merge commutes.", message: `It does not. ${note}`, counterexample };
}

/** Any data, packed as a counterexample is. */
async function pack(data: unknown): Promise<string> {
  return await encodeShared(data as Shared);
}

async function share(site: FakeSite, shared: string, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/json", cookie };
  return await site.post("/api/shares", { headers, body: JSON.stringify({ shared }) });
}

async function shareNew(site: FakeSite): Promise<{ url: string; cookie: string }> {
  const response = await share(site, await encodeShared(sharedWith()));
  assert.equal(response.status, 201);
  const { url } = await response.json();
  return { url, cookie: response.headers.get("set-cookie")!.split(";")[0] };
}

Deno.test("a short link opens for anyone, and holds no program", () =>
  onSite(async (site) => {
    const { url } = await shareNew(site);
    assert.match(url, /^\/t\/[\w-]{11}$/);

    const response = await site.get(url);
    const html = await response.text();

    assert.equal(response.status, 200);
    assert.equal(response.headers.get("set-cookie"), null);
    const [stored] = await site.db.selectFrom("shares").selectAll().execute();
    const shared = await decodeShared(stored.content);
    assert.equal(shared?.promise, "A merge commutes.");
    assert.equal(shared?.counterexample.program, "");
    assert(html.includes(stored.content));
    assert.doesNotMatch(html, /Take it back/);
  }));

Deno.test("the same run has one address for its learner, who alone takes it back", () =>
  onSite(async (site) => {
    const { url, cookie } = await shareNew(site);
    const again = await share(site, await encodeShared(sharedWith()), cookie);
    assert.equal((await again.json()).url, url);
    const other = await shareNew(site);
    assert.notEqual(other.url, url);

    assert.equal((await site.post(url, { headers: { cookie: other.cookie } })).status, 404);
    assert.equal((await site.post(url, {})).status, 404);
    const foreign = { cookie, origin: "http://evil.example" };
    assert.equal((await site.post(url, { headers: foreign })).status, 403);
    const own = await (await site.get(url, { headers: { cookie } })).text();
    assert.match(own, /Take it back/);
    const list = await (await site.get("/account/links", { headers: { cookie } })).text();
    assert.match(list, new RegExp(`action="${url}"`));
    assert.doesNotMatch(list, new RegExp(other.url));

    assert.equal((await site.post(url, { headers: { cookie } })).status, 303);
    assert.equal((await site.get(url, { headers: { cookie } })).status, 404);
    assert.equal((await site.get(other.url)).status, 200);
  }));

Deno.test("what is no counterexample, too long, or too much at once, is refused", () =>
  onSite(async (site) => {
    const whole = await encodeShared(sharedWith());
    // What does not repeat itself does not pack.
    const noise = Array.from(
      { length: 8 },
      () => crypto.getRandomValues(new Uint32Array(10_000)).join(),
    ).join();
    const cases: [string, number][] = [
      ["", 400],
      ["nonsense", 400],
      [whole.slice(0, whole.length / 2), 400],
      [await encodeShared(sharedWith("nope")), 404],
      [await encodeShared(sharedWith("../vector-clock")), 404],
      [await encodeShared(sharedWith(EXERCISE.slug, noise)), 413],
    ];
    for (const [shared, status] of cases) {
      assert.equal((await share(site, shared)).status, status, shared.slice(0, 20));
    }
    assert(SHARE_LENGTH_MAX < cases.at(-1)![0].length);
    const { cookie } = await shareNew(site);
    let last = await share(site, whole, cookie);
    for (let count = 0; count < 20; count++) last = await share(site, whole, cookie);
    assert.equal(last.status, 429);
    assert(Number(last.headers.get("retry-after")) > 0);
    const stored = await site.db.selectFrom("shares").select("id").execute();
    assert.equal(stored.length, 1);
    // What is refused takes long to look through, and counts as well.
    const { cookie: other } = await shareNew(site);
    for (let count = 0; count < 20; count++) last = await share(site, "nonsense", other);
    assert.equal(last.status, 429);
  }));

Deno.test("what differs from the schema is refused, and which field it is that does", () =>
  onSite(async (site) => {
    const { counterexample, ...words } = sharedWith();
    const { trace } = counterexample;
    const [first, second] = trace.events;
    const withEvents = (...events: unknown[]) => ({
      ...words,
      counterexample: { ...counterexample, trace: { ...trace, events } },
    });
    const cases: [unknown, RegExp][] = [
      [{ ...words, counterexample: { ...counterexample, source: "x" } }, /"source" is none/],
      [
        { ...words, counterexample: { ...counterexample, schedule: [{ kind: "explode" }] } },
        /schedule\.0/,
      ],
      [withEvents(), /trace\.events must not be empty/],
      [withEvents({ ...first, kind: "bang" }), /trace\.events\.0\.kind/],
      [withEvents(first, { ...second, message: ">".repeat(100_000) }), /events\.1\.message/],
      [withEvents(first, { ...second, effects: [{ kind: "send" }] }), /events\.1\.effects\.0/],
      [{ ...words, promise: "x".repeat(20_001), counterexample }, /promise must be text/],
      [{ ...words, message: 3, counterexample }, /message must be text/],
    ];
    for (const [data, field] of cases) {
      const response = await share(site, await pack(data));
      assert.equal(response.status, 400, String(field));
      assert.match((await response.json()).error.message, field);
    }
    // Too deep to be packed here as the others are: its text is written by hand.
    const text = JSON.stringify(withEvents({ ...first, payload: "DEEP" }))
      .replace('"DEEP"', "[".repeat(100_000) + "]".repeat(100_000));
    const response = await share(site, await deflate(text));
    assert.equal(response.status, 400);
    assert.match((await response.json()).error.message, /250 levels deep/);
    assert.deepEqual(await site.db.selectFrom("shares").selectAll().execute(), []);
  }));

async function deflate(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return encodeBase64Url(bytes.buffer).replace(/=+$/, "");
}

Deno.test("no data whatsoever that are packed as a counterexample are a fault of ours", () =>
  onSite(async (site) => {
    const whole = sharedWith();
    // One place of a whole one is something else.
    const places = [["promise"], ["counterexample"], ["counterexample", "trace"]]
      .concat([["counterexample", "schedule"], ["counterexample", "trace", "events"]])
      .concat([["counterexample", "trace", "events", "0"], ["counterexample", "trace", "slug"]])
      .concat([["counterexample", "trace", "events", "1", "payload"], ["counterexample", "check"]]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.jsonValue(), async (place, value) => {
        const data = structuredClone(whole) as unknown as Record<string, unknown>;
        const holder = place.slice(0, -1).reduce(
          (part, name) => part[name] as Record<string, unknown>,
          data,
        );
        holder[place.at(-1)!] = value;

        const response = await share(site, await deflate(JSON.stringify(data)));

        assert.ok([201, 400, 404].includes(response.status), `${response.status}`);
        if (response.status === 201) {
          const { url } = await response.json();
          const html = await (await site.get(url)).text();
          assert.doesNotMatch(html, /<script>(?!<)/);
        } else await response.body?.cancel();
      }),
      { numRuns: 60 },
    );
  }));

Deno.test("an address that nobody has leads nowhere", () =>
  onSite(async ({ get }) => {
    for (const path of ["/t/AAAAAAAAAAA", "/t/x", "/t/a/b"]) {
      assert.equal((await get(path)).status, 404);
    }
  }));
