import assert from "node:assert/strict";
import type { Submission } from "@/grading/open_grading.ts";
import { type Site, startSite } from "./start_site.ts";

const SLUG = "vector-clock";
const SOLUTION = await Deno.readTextFile(`solutions/${SLUG}/solution.ts`);
const FILE_BYTES_MAX = 64 * 1024;

const site: Site = await startSite();

/** A learner's browser, as far as the API can tell: it keeps its cookie. */
class Client {
  #cookie = "";

  async send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Cookie", this.#cookie);
    const response = await fetch(site.url + path, { redirect: "manual", ...init, headers });
    this.#cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? this.#cookie;
    return response;
  }

  submit(source: unknown, slug: unknown = SLUG): Promise<Response> {
    return this.send("/api/submissions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ slug, source }),
    });
  }

  /** Submits what is taken, and waits for its verdict. */
  async grade(source: string): Promise<NonNullable<Submission["verdict"]>> {
    const response = await this.submit(source);
    assert.equal(response.status, 201);
    const { id } = await response.json();
    for (;;) {
      const found: Submission = await (await this.send(`/api/submissions/${id}`)).json();
      if (found.verdict !== null) return found.verdict;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async attempts(): Promise<Submission[]> {
    const found = await (await this.send(`/api/exercises/${SLUG}/attempts`)).json();
    return Array.isArray(found) ? found : found.attempts;
  }
}

/** Asserts that something is refused, with the right status and in words. */
async function assertRefused(
  response: Response,
  status: number,
  code: string,
  message = /\w/,
): Promise<void> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  const { error } = JSON.parse(text);
  assert.equal(error.code, code);
  assert.match(error.message, message);
}

Deno.test("POST /api/submissions refuses an empty file", async () => {
  const client = new Client();

  for (const source of ["", "   \n\t\n"]) {
    await assertRefused(await client.submit(source), 422, "empty");
  }
});

Deno.test("POST /api/submissions takes 64 KiB, and not a byte more", async () => {
  const client = new Client();
  const fill = (bytes: number) => SOLUTION + "/".repeat(bytes - SOLUTION.length);

  const taken = await client.submit(fill(FILE_BYTES_MAX));
  assert.equal(taken.status, 201);
  await taken.body?.cancel();
  await assertRefused(await client.submit(fill(FILE_BYTES_MAX + 1)), 413, "too-large", /64 KiB/);
});

Deno.test("POST /api/submissions counts bytes, not letters", async () => {
  const source = `// ${"ä".repeat(FILE_BYTES_MAX / 2)}\n`;

  await assertRefused(await new Client().submit(source), 413, "too-large");
});

Deno.test("POST /api/submissions refuses a body of megabytes before it is read", async () => {
  await assertRefused(await new Client().submit("x".repeat(3_000_000)), 413, "too-large");
});

Deno.test("POST /api/submissions refuses an unknown exercise, and paths for slugs", async () => {
  for (const slug of ["no-such", "../graders/vector-clock", "constructor", "", "vector-clock/"]) {
    await assertRefused(await new Client().submit(SOLUTION, slug), 404, "unknown-exercise");
  }
});

Deno.test("POST /api/submissions refuses what is not UTF-8", async () => {
  const form = new FormData();
  form.set("slug", SLUG);
  form.set("source", new Blob([Uint8Array.of(0x2f, 0x2f, 0x20, 0xff, 0xfe, 0x0a)]));

  const response = await new Client().send("/api/submissions", { method: "POST", body: form });

  const text = await response.text();
  assert.equal(response.status, 415);
  assert.match(text, /UTF-8/);
});

Deno.test("POST /api/submissions refuses broken JSON, and JSON of another shape", async () => {
  const bodies = ["{", "", "null", "[]", '{"slug":1,"source":"x"}', '{"slug":"vector-clock"}'];

  for (const body of bodies) {
    const response = await new Client().send("/api/submissions", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    await assertRefused(response, 400, "bad-request");
  }
});

Deno.test("POST /api/submissions refuses a media type that it does not know", async () => {
  const response = await new Client().send("/api/submissions", {
    method: "POST",
    headers: { "Content-Type": "application/xml" },
    body: "<a/>",
  });

  await assertRefused(response, 415, "unsupported-media-type");
});

Deno.test("a form posted from another site is refused", async () => {
  const senders: Record<string, string>[] = [
    { "Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site" },
    { "Origin": "https://elsewhere.example" },
    { "Origin": "null" },
  ];

  for (const headers of senders) {
    const response = await new Client().send("/api/submissions", {
      method: "POST",
      headers,
      body: new URLSearchParams({ slug: SLUG, source: SOLUTION }),
    });
    await response.body?.cancel();
    assert.equal(response.status, 403, JSON.stringify(headers));
  }
});

Deno.test("a method that a route has not is refused, and those that it has are told", async () => {
  const cases = [
    ["DELETE", "/api/submissions", "POST"],
    ["GET", "/api/submissions", "POST"],
    ["PUT", `/exercises/${SLUG}`, "GET"],
    ["POST", "/healthz", "GET"],
  ];

  for (const [method, path, allowed] of cases) {
    const response = await new Client().send(path, { method });
    await response.body?.cancel();
    assert.equal(response.status, 405, `${method} ${path}`);
    assert.match(response.headers.get("Allow") ?? "", new RegExp(`\\b${allowed}\\b`));
  }
});

Deno.test("HEAD is answered as GET, with its length and without its body", async () => {
  const headers = { "Accept-Encoding": "identity" };

  for (const path of ["/", "/healthz", "/favicon.svg", "/nothing"]) {
    const head = await new Client().send(path, { method: "HEAD", headers });
    const get = await new Client().send(path, { headers });
    const { byteLength } = await get.arrayBuffer();
    assert.equal(head.status, get.status, path);
    assert.equal(head.headers.get("Content-Length"), `${byteLength}`, path);
    assert.equal(await head.text(), "");
  }
});

Deno.test("an address that leads nowhere is told so, as JSON where JSON is asked for", async () => {
  await assertRefused(await new Client().send("/api/nothing"), 404, "not-found");
  const page = await new Client().send("/nothing", { headers: { Accept: "text/html" } });
  const text = await page.text();

  assert.equal(page.status, 404);
  assert.match(text, /<h1/);
});

Deno.test("a syntax error is told with line and column, and the attempt is kept", async () => {
  const client = new Client();

  const verdict = await client.grade("export function create() {\n  return (1 + ;\n}\n");

  assert.equal(verdict.verdict, "not gradable");
  assert.match(verdict.reason, /Line 2, column 15/);
  const [attempt] = await client.attempts();
  assert.equal(attempt.verdict?.verdict, "not gradable");
});

Deno.test("the line of an error is the learner's, after types are stripped", async () => {
  const source = "interface Clock {\n  a: number;\n}\n\nexport const x: Clock = { a: 1 ;\n";

  const { reason } = await new Client().grade(source);

  assert.match(reason, /Line 5, column \d+/);
});

Deno.test("a missing export is named, and so is one of the wrong kind", async () => {
  const client = new Client();

  const missing = await client.grade(SOLUTION.replace("export function merge", "function merge"));
  const wrong = await client.grade(
    SOLUTION.replace("export function merge", "export const merge = 3;\nfunction other"),
  );

  assert.equal(missing.verdict, "not gradable");
  assert.match(missing.reason, /must export a function named merge/);
  assert.equal(wrong.verdict, "not gradable");
  assert.match(wrong.reason, /merge is of type number/);
});

Deno.test("what a file throws while it loads is told", async () => {
  const verdict = await new Client().grade(`${SOLUTION}\nthrow new Error("at load");\n`);

  assert.equal(verdict.verdict, "not gradable");
  assert.match(verdict.reason, /throws while it loads: Error: at load/);
});

Deno.test("a program that never ends ran out, and is not called wrong", async () => {
  const endless = SOLUTION.replace("let isAhead = false;", "while (true);\n  let isAhead = false;");

  const verdict = await new Client().grade(endless);

  assert.equal(verdict.verdict, "ran out");
});

Deno.test("a submission is its learner's own", async () => {
  const response = await new Client().submit(SOLUTION);
  const { id, url } = await response.json();

  for (const path of [`/api/submissions/${id}`, url]) {
    const stranger = await new Client().send(path);
    await stranger.body?.cancel();
    assert.equal(stranger.status, 404);
  }
});

Deno.test("the hidden folders and the data are nowhere to be fetched", async () => {
  const paths = ["/graders/vector-clock/grader.ts", "/solutions/vector-clock/solution.ts"]
    .concat("/exercises/../graders/vector-clock/grader.ts", "/_fresh/manifest.json", "/main.ts")
    .concat("/deno.json", "/%2e%2e/deno.json", "/static/../deno.json", "/data/session.key");

  for (const path of paths) {
    const response = await new Client().send(path);
    const text = await response.text();
    assert.equal(response.status, 404, path);
    assert.doesNotMatch(text, /truthlab-hidden|"imports"/);
  }
});

Deno.test("GET /healthz says that all is well", async () => {
  const response = await new Client().send("/healthz");
  await response.body?.cancel();

  assert.equal(response.status, 200);
});

Deno.test("the log has one line a request, with no secret in it", async () => {
  const lines = site.printed().split("\n").filter((line) => line.startsWith("{"));

  const requests = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "request");
  assert.ok(requests.length > 10);
  assert.ok(requests.every(({ method, path, status }) => method && path && status));
  const key = await Deno.readFile(`${site.dataDir}/session.key`);
  assert.doesNotMatch(lines.join("\n"), /learner=|teach-|export function/);
  assert.ok(!lines.join("\n").includes(btoa(String.fromCharCode(...key))));
});

Deno.test("the key, the token and the database are for their owner alone", async () => {
  for await (const { name } of Deno.readDir(site.dataDir)) {
    const { mode } = await Deno.stat(`${site.dataDir}/${name}`);
    if (/key|sha256/.test(name)) assert.equal(mode! & 0o777, 0o600, name);
  }
});

Deno.test.afterAll(async () => {
  assert.equal(await site.stop(), 0);
});
