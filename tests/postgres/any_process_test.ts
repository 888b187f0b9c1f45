/** Two sites that share one PostgreSQL database, behind a proxy that sends each request elsewhere. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { request } from "node:http";
import { makeAuthenticator } from "@/tests/server/make_authenticator.ts";
import { startProvider } from "@/tests/server/start_provider.ts";
import { startSite } from "@/tests/server/start_site.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";

const SLUG = "vector-clock";
const JSON_TYPE = { "content-type": "application/json" };

const scratch = await makeScratch();
const provider = await startProvider();
const settings = {
  DATABASE_URL: scratch.url!,
  GRADERS: "0",
  SUBMISSIONS_PER_MINUTE: "1",
  TRUST_PROXY: "1",
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
};
const start = () => startSite(scratch.dataDir, settings);
// Both at once: one of them makes the key that both sign with, and the token that opens /teach.
const sites = await Promise.all([start(), start()]);

/** Which site answered each request so far. */
const served: number[] = [];
const proxy = Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: () => {} },
  async (request) => {
    const turn = served.length % 2;
    served.push(turn);
    return await passOn(request, sites[turn].url);
  },
);
const url = `http://127.0.0.1:${proxy.addr.port}`;

/** As proxies do: the site sees the address that the browser asked for, which `fetch` cannot tell it. */
async function passOn(asked: Request, to: string): Promise<Response> {
  const { pathname, search, host } = new URL(asked.url);
  const address = asked.headers.get("x-real-ip") ?? "192.0.2.1";
  const headers = { ...Object.fromEntries(asked.headers), host, "x-forwarded-for": address };
  const body = new Uint8Array(await asked.arrayBuffer());
  return await new Promise((resolve, reject) => {
    const { method } = asked;
    request(to + pathname + search, { method, headers }, async (answer) => {
      const { statusCode: status, rawHeaders } = answer;
      const pairs = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [[name, rawHeaders[index + 1]] as [string, string]] : []
      );
      const bytes = Buffer.concat(await Array.fromAsync(answer));
      resolve(new Response(bytes.length === 0 ? null : bytes, { status, headers: pairs }));
    }).on("error", reject).end(body);
  });
}

/** A browser that keeps cookies, and follows nothing by itself. */
function browse() {
  const cookies = new Map<string, string>();
  return async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { ...init.headers, cookie, origin: url };
    const response = await fetch(new URL(path, url), { redirect: "manual", ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^(\w+)=([^;]*)/)!;
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
}

type Visit = ReturnType<typeof browse>;

async function post(visit: Visit, path: string, body: unknown): Promise<Response> {
  return await visit(path, { method: "POST", headers: JSON_TYPE, body: JSON.stringify(body) });
}

/** The sites that answered what was asked meanwhile. */
async function servedBy(work: () => Promise<unknown>): Promise<number[]> {
  const from = served.length;
  await work();
  return served.slice(from);
}

async function statusOf(asked: Promise<Response>): Promise<number> {
  const response = await asked;
  await response.body?.cancel();
  return response.status;
}

Deno.test("of two sites that start at once one shows a token, and both take it", async () => {
  const [token, ...others] = sites.map((site) => site.token).filter((text) => text !== "");

  assert.deepEqual(others, []);
  for (const _ of sites) {
    const init = { method: "POST", body: new URLSearchParams({ token }) };
    assert.equal(await statusOf(browse()("/teach/open", init)), 303);
  }
});

Deno.test("a learner may submit as often as one site says, whichever is asked, and after a restart", async () => {
  const visit = browse();
  const submit = () => post(visit, "/api/submissions", { slug: SLUG, source: "export function (" });
  const startMs = performance.now();
  const statuses: number[] = [];
  const by = await servedBy(async () => {
    for (let count = 0; count < 14; count++) statuses.push(await statusOf(submit()));
  });
  await sites[1].kill();
  sites[1] = await start();
  const refused = [await submit(), await submit()];
  const minutes = Math.floor((performance.now() - startMs) / 60_000);

  assert.deepEqual(new Set(by), new Set([0, 1]));
  assert.deepEqual(statuses.slice(0, 10), Array(10).fill(201));
  // One more for each minute that a slow machine takes.
  assert.ok(statuses.filter((status) => status === 201).length <= 10 + minutes, `${statuses}`);
  for (const response of refused) {
    const seconds = Number(response.headers.get("retry-after"));
    const { error } = await response.json();
    if (minutes > 0) continue;
    assert.equal(response.status, 429);
    assert.ok(seconds > 0 && seconds <= 60, `${seconds}`);
    assert.match(error.message, new RegExp(`submit it again in ${seconds} seconds`));
  }
});

Deno.test("passwords are guessed no faster at two sites than at one", async () => {
  const visit = browse();
  const guess = () =>
    statusOf(visit("/account/sign-in", {
      method: "POST",
      headers: { "x-real-ip": "2001:db8::7" },
      body: new URLSearchParams({ email: "ada@example.org", password: "wrong wrong" }),
    }));
  const startMs = performance.now();
  const statuses = await Promise.all(Array.from({ length: 12 }, guess));
  const minutes = Math.floor((performance.now() - startMs) / 60_000);

  const tried = statuses.filter((status) => status === 422).length;
  assert.ok(tried >= 5 && tried <= 5 + minutes, `${statuses}`);
});

Deno.test("a passkey is added and used across sites, and each answer is taken once by both", async () => {
  const authenticator = await makeAuthenticator(url);
  const ask = async (visit: Visit, wish: unknown) =>
    await (await post(visit, "/api/passkeys/options", wish)).json();

  const [first, second, third] = [browse(), browse(), browse()];
  const adding = await servedBy(async () => {
    const options = await ask(first, { purpose: "add", name: "Łucja 李", code: "" });
    const answer = await authenticator.create(options);
    assert.equal(await statusOf(post(first, "/api/passkeys", answer)), 201);
  });
  const entering = await servedBy(async () => {
    const answer = await authenticator.get(await ask(second, { purpose: "enter" }));
    assert.equal(await statusOf(post(second, "/api/passkeys/enter", answer)), 200);
  });
  // All at once, as whoever copied cookie and answer might send them.
  const answer = await authenticator.get(await ask(third, { purpose: "enter" }));
  const again = await Promise.all(
    Array.from({ length: 4 }, () => statusOf(post(third, "/api/passkeys/enter", answer))),
  );

  assert.deepEqual([new Set(adding), new Set(entering)], Array(2).fill(new Set([0, 1])));
  assert.match(await (await second("/account")).text(), /<h1[^>]*>Łucja 李</);
  assert.deepEqual(again.toSorted(), [200, 400, 400, 400]);
});

Deno.test("who begins to sign in at the provider through one site ends at another", async () => {
  const visit = browse();
  const follow = async (path: string) => {
    const response = await visit(path);
    await response.body?.cancel();
    return response.headers.get("location") ?? assert.fail(`${response.status} ${path}`);
  };
  const by = await servedBy(async () => {
    const back = await follow(await follow("/account/provider?from=/exercises"));
    assert.equal(new URL(await follow(back), url).pathname, "/exercises");
  });

  assert.equal(by.length, 2);
  assert.notEqual(by[0], by[1]);
  assert.match(await (await visit("/account")).text(), /<h1[^>]*>Grace Hopper</);
});

Deno.test.afterAll(async () => {
  await proxy.shutdown();
  for (const site of sites) assert.equal(await site.stop(), 0);
  await provider.stop();
  await scratch.remove();
});
