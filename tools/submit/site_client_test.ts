import assert from "node:assert/strict";
import { readEvents } from "./read_events.ts";
import { awaitVerdict, sendProgram, type Site } from "./site_client.ts";

const PROGRAM = { slug: "vector-clock", source: "a" };
const STORED = { id: "s1", url: "/submissions/s1" };
const VERDICT = { verdict: "passed", checks: [] };

type Answer = () => Response | Promise<Response>;

/** A site that gives these answers, one after the other, and how long was slept between them. */
function answering(...answers: readonly Answer[]) {
  const slept: number[] = [];
  const asked: Request[] = [];
  const site: Site = {
    server: "https://truthlab.example",
    token: "truthlab_x",
    fetch: async (input, init) => {
      asked.push(new Request(input as string, init));
      return await answers[Math.min(asked.length, answers.length) - 1]();
    },
    sleep: (ms) => Promise.resolve(void slept.push(ms)),
  };
  return { site, slept, asked };
}

const json = (status: number, value: unknown, headers = {}): Answer => () =>
  Response.json(value, { status, headers });
const error = (status: number, message: string, headers = {}) =>
  json(status, { error: { code: "x", message } }, headers);

function events(...parts: readonly string[]): Answer {
  return () => new Response(parts.join(""), { headers: { "content-type": "text/event-stream" } });
}
const standing = `event: standing\ndata: {"state":"queued","place":2}\n\n`;
const verdict = `event: verdict\ndata: ${JSON.stringify({ verdict: VERDICT })}\n\n`;

Deno.test("sendProgram() sends the token as a bearer's, and comes again when told to", async () => {
  const busy = error(429, "That was a lot.", { "retry-after": "7" });
  const { site, slept, asked } = answering(busy, busy, json(201, STORED));
  const waited: number[] = [];

  const stored = await sendProgram(site, PROGRAM, (seconds) => waited.push(seconds));

  assert.deepEqual(stored, STORED);
  assert.equal(asked[0].headers.get("authorization"), "Bearer truthlab_x");
  assert.deepEqual(await asked[2].json(), PROGRAM);
  assert.deepEqual([slept, waited], [[7000, 7000], [7, 7]]);
});

Deno.test("sendProgram() says when to come again where that is long, and gives up in the end", async () => {
  const long = answering(error(429, "That was a lot.", { "retry-after": "3600" }));
  const often = answering(error(429, "That was a lot.", { "retry-after": "1" }));

  await assert.rejects(sendProgram(long.site, PROGRAM), {
    exitCode: 75,
    message: /That was a lot\. .*\d\d:\d\d:\d\d/,
  });
  assert.deepEqual(long.slept, []);
  await assert.rejects(sendProgram(often.site, PROGRAM), { exitCode: 75 });
  assert.equal(often.asked.length, 5);
});

Deno.test("sendProgram() ends with a code that says what is amiss", async () => {
  const lost = () => Promise.reject(new TypeError("connection closed before message completed"));
  const cases: [Answer, number, RegExp][] = [
    [error(401, "This token is unknown here."), 77, /unknown here.*\/account\/tokens/],
    [error(403, "Not with a token."), 77, /Not with a token/],
    [error(404, "There is no exercise."), 64, /There is no exercise/],
    [error(413, "The file has 70 KiB."), 3, /70 KiB/],
    [error(503, "The disk is full."), 75, /The disk is full/],
    [() => new Response("<html>", { status: 200 }), 69, /does not answer as Truthlab does/],
    [json(201, { ok: true }), 69, /does not answer as Truthlab does/],
    [() => Response.redirect("https://evil.example/", 307), 69, /leads to https:\/\/evil/],
    [lost, 69, /lost before it answered: see at .*\/exercises\/vector-clock/],
  ];
  for (const [answer, exitCode, message] of cases) {
    const { site, asked } = answering(answer);
    await assert.rejects(sendProgram(site, PROGRAM), { exitCode, message });
    assert.equal(asked.length, 1);
  }
});

Deno.test("awaitVerdict() outlives lost connections, and tells where it stands", async () => {
  const lost = () => Promise.reject(new TypeError("network"));
  const restarting = () => new Response("", { status: 502 });
  const { site } = answering(events(standing), lost, restarting, events(standing, verdict));
  const told: string[] = [];

  const found = await awaitVerdict(
    site,
    STORED,
    ({ standing: { place }, isLost }) => told.push(isLost ? "lost" : `place ${place}`),
  );

  assert.deepEqual(found, VERDICT);
  assert.deepEqual(told, ["place 2", "lost", "lost", "lost", "place 2"]);
});

Deno.test("awaitVerdict() gives up with the address of what is stored", async () => {
  const { site, asked } = answering(() => Promise.reject(new TypeError("network")));
  const revoked = answering(error(401, "This token is unknown here."));

  await assert.rejects(awaitVerdict(site, STORED, () => {}), {
    exitCode: 69,
    message: /is stored.*https:\/\/truthlab\.example\/submissions\/s1/,
  });
  assert.equal(asked.length, 60);
  await assert.rejects(awaitVerdict(revoked.site, STORED, () => {}), { exitCode: 77 });
});

Deno.test("readEvents() reads events however they are cut", async () => {
  const bytes = new TextEncoder().encode(
    `retry: 1000\n\n${standing}event: ü\ndata: ö\n\nevent: cut`,
  );
  for (const size of [1, 2, 7, bytes.length]) {
    const parts = Array.from(
      { length: Math.ceil(bytes.length / size) },
      (_, index) => bytes.slice(index * size, (index + 1) * size),
    );
    let lives = 0;

    const found = await Array.fromAsync(readEvents(ReadableStream.from(parts), () => lives++));

    assert.deepEqual(found.map(({ event }) => event), ["message", "standing", "ü"]);
    assert.equal(found[2].data, "ö");
    assert(lives > 0);
  }
});
