/** Signing in at an OpenID Connect provider, on a real site with the permissions of the task. */
import assert from "node:assert/strict";
import { startProvider } from "./start_provider.ts";
import { startSite } from "./start_site.ts";

const provider = await startProvider();
const site = await startSite(undefined, {
  OIDC_ISSUER: provider.issuer,
  OIDC_CLIENT_ID: provider.clientId,
  OIDC_CLIENT_SECRET: provider.clientSecret,
  OIDC_NAME: "the university",
});

/** A browser that keeps cookies and follows nothing by itself. */
function browse() {
  const cookies = new Map<string, string>();
  return async (url: string, own: Record<string, string> = {}): Promise<Response> => {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const headers: HeadersInit = url.startsWith(site.url) ? { ...own, cookie } : {};
    const response = await fetch(url, { redirect: "manual", headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^(\w+)=([^;]*)/)!;
      if (/Max-Age=0/.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
}

type Visit = ReturnType<typeof browse>;

async function follow(visit: Visit, url: string): Promise<string> {
  const response = await visit(url);
  await response.body?.cancel();
  return new URL(response.headers.get("location") ?? assert.fail(`${response.status} ${url}`), url)
    .href;
}

/** To the provider and back: where one is then, before it is asked for. */
async function comeBack(visit: Visit, from = ""): Promise<string> {
  return await follow(visit, await follow(visit, `${site.url}/account/provider${from}`));
}

async function nameOf(visit: Visit): Promise<string | undefined> {
  const response = await visit(`${site.url}/account`);
  return (await response.text()).match(/<h1[^>]*>([^<]*)/)?.[1];
}

Deno.test("who comes from the provider has an account, and is found in it again", async () => {
  const [first, second] = [browse(), browse()];

  const page = await (await first(`${site.url}/account/sign-in`)).text();
  assert.match(page, /Sign in with the university/);
  const to = await follow(first, await comeBack(first, "?from=/exercises"));
  assert.equal(to, `${site.url}/exercises`);
  assert.equal(await nameOf(first), "Grace Hopper");
  provider.person = { sub: "1", name: "Another name" };
  await follow(second, await comeBack(second));
  assert.equal(await nameOf(second), "Grace Hopper");
  provider.person = { sub: "2", name: "Ada" };
  const third = browse();
  await follow(third, await comeBack(third));
  assert.equal(await nameOf(third), "Ada");
});

Deno.test("an answer that lies lets nobody in", async () => {
  for (const lie of ["nonce", "signature", "audience", "issuer"] as const) {
    const visit = browse();
    provider.lie = lie;
    const response = await visit(await comeBack(visit));
    const html = await response.text();
    provider.lie = "nothing";

    assert.equal(response.status, 400, lie);
    assert.match(html, /did not work/);
    assert.equal((await visit(`${site.url}/account`)).status, 303, lie);
  }
  assert.match(site.printed(), /"event":"provider"/);
});

Deno.test("an answer is good for the browser that asked, with its state, and once", async () => {
  const [visit, other] = [browse(), browse()];
  const back = await comeBack(visit);

  const stolen = await other(back);
  assert.equal(stolen.status, 400);
  await stolen.body?.cancel();
  const forged = await visit(back.replace(/state=[^&]*/, "state=another"));
  assert.equal(forged.status, 400);
  await forged.body?.cancel();
  await follow(visit, await comeBack(visit));
  const again = await visit(back);
  assert.equal(again.status, 400);
  await again.body?.cancel();
});

Deno.test("another site connects nothing to the account of who is signed in", async () => {
  const [visit, other] = [browse(), browse()];
  const early = await comeBack(visit);
  provider.person = { sub: "3", name: "Barbara" };
  await follow(visit, await comeBack(visit));

  // It began before there was an account here, or is begun by another site.
  const late = await visit(early);
  const led = await visit(`${site.url}/account/provider`, { "sec-fetch-site": "cross-site" });
  const stranger = await other(`${site.url}/account/provider`, { "sec-fetch-site": "cross-site" });

  assert.equal(late.status, 400);
  await late.body?.cancel();
  assert.equal(led.headers.get("location"), "/account");
  assert.match(stranger.headers.get("location")!, new RegExp(`^${provider.issuer}`));
});

/** The permission to use the network that the task computes. */
async function networkWith(env: Record<string, string>): Promise<string | undefined> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-R", "-E", "tools/permissions.ts", "start"],
    env: { PORT: "8000", HOST: "127.0.0.1", ...env },
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout).match(/--allow-net=(\S+)/)?.[1];
}

Deno.test("the site may reach the hosts that the settings name, and no others", async () => {
  const provider = {
    OIDC_ISSUER: "https://id.example.org/realm",
    OIDC_CLIENT_ID: "truthlab",
    OIDC_CLIENT_SECRET: "secret",
  };

  assert.equal(await networkWith({}), "127.0.0.1:8000");
  assert.equal(await networkWith(provider), "127.0.0.1:8000,id.example.org:443");
  assert.equal(
    await networkWith({ ...provider, OIDC_HOSTS: "keys.example.org" }),
    "127.0.0.1:8000,id.example.org:443,keys.example.org",
  );
});

Deno.test.afterAll(async () => {
  assert.equal(await site.stop(), 0);
  await provider.stop();
});
