import assert from "node:assert/strict";
import { h } from "preact";
import {
  App,
  createDefine,
  csp,
  csrf,
  type CsrfOptions,
  HttpError,
  page,
  trailingSlashes,
} from "./mod.ts";

interface State {
  log: string[];
}

function request(path: string, init?: RequestInit): Request {
  return new Request(`http://localhost${path}`, init);
}

Deno.test("App runs middlewares in their order around the handler", async () => {
  const handler = new App<State>()
    .use(async (ctx) => {
      ctx.state.log = ["one"];
      const response = await ctx.next();
      response.headers.set("log", ctx.state.log.join());
      return response;
    })
    .use((ctx) => {
      ctx.state.log.push("two");
      return ctx.next();
    })
    .get("/things/:id", (ctx) => {
      ctx.state.log.push("handler");
      return new Response(ctx.params.id);
    })
    .handler();

  const response = await handler(request("/things/a%20b"));

  assert.equal(await response.text(), "a b");
  assert.equal(response.headers.get("log"), "one,two,handler");
});

Deno.test("App answers 404 for an unknown path, after the middlewares", async () => {
  const handler = new App<State>().use(async (ctx) => {
    try {
      return await ctx.next();
    } catch (error) {
      assert(error instanceof HttpError);
      return new Response("caught", { status: error.status });
    }
  }).handler();

  const response = await handler(request("/nowhere"));

  assert.equal(response.status, 404);
  assert.equal(await response.text(), "caught");
});

Deno.test("App answers 405 with Allow for a method that the route has not", async () => {
  const handler = new App().get("/a", () => new Response("a")).handler();

  const response = await handler(request("/a", { method: "DELETE" }));

  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "GET, HEAD, OPTIONS");
});

Deno.test("App answers HEAD as GET: the server sends none of the body, and says how long it is", async () => {
  const handler = new App().get(
    "/a",
    (ctx) => new Response("body", { headers: { x: ctx.req.method } }),
  )
    .handler();

  const response = await handler(request("/a", { method: "HEAD" }));

  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x"), "HEAD");
  assert.equal(await response.text(), "body");
});

Deno.test("App answers OPTIONS with the methods that the route has", async () => {
  const handler = new App().post("/a", () => new Response("a")).handler();

  const response = await handler(request("/a", { method: "OPTIONS" }));

  assert.equal(response.status, 204);
  assert.equal(response.headers.get("allow"), "POST, OPTIONS");
});

Deno.test("App answers 400 where the Host header makes no address", async () => {
  const handler = new App().get("/a", () => new Response("a")).handler();
  const broken = Object.defineProperty(request("/a"), "url", { value: "http://a b<>/a" });

  assert.equal((await handler(broken)).status, 400);
});

Deno.test("App takes several methods at one path", async () => {
  const handler = new App()
    .get("/a", () => new Response("got"))
    .post("/a", () => new Response("posted"))
    .handler();

  assert.equal(await (await handler(request("/a"))).text(), "got");
  assert.equal(await (await handler(request("/a", { method: "POST" }))).text(), "posted");
});

Deno.test("App keeps what a handler throws from the visitor", async () => {
  const original = console.error;
  const seen: unknown[] = [];
  console.error = (error: unknown) => seen.push(error);
  try {
    const handler = new App().get("/a", () => {
      throw new Error("secret detail");
    }).handler();

    const response = await handler(request("/a"));

    assert.equal(response.status, 500);
    assert(!(await response.text()).includes("secret"));
    assert.match(String(seen[0]), /secret detail/);
  } finally {
    console.error = original;
  }
});

Deno.test("Context.redirect() stays on this site when it is given a path", async () => {
  const handler = new App()
    .get("/a", (ctx) => ctx.redirect(ctx.url.searchParams.get("to")!))
    .handler();
  const redirect = async (to: string) =>
    (await handler(request(`/a?to=${encodeURIComponent(to)}`))).headers.get("location");

  assert.equal(await redirect("//evil.example/x"), "/evil.example/x");
  assert.equal(await redirect("/\\evil.example"), "/evil.example");
  assert.equal(await redirect("/b?from=//c"), "/b?from=//c");
});

Deno.test("csrf() refuses what another site's page sends, and only that", async () => {
  const handler = new App().use(csrf()).post("/a", () => new Response("done")).handler();
  const status = async (headers: HeadersInit) =>
    (await handler(request("/a", { method: "POST", headers }))).status;

  assert.equal(await status({}), 200);
  assert.equal(await status({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await status({ origin: "http://localhost" }), 200);
  assert.equal(await status({ "sec-fetch-site": "cross-site" }), 403);
  assert.equal(await status({ "sec-fetch-site": "same-site", origin: "http://a.localhost" }), 403);
  assert.equal(await status({ origin: "http://evil.example" }), 403);
  assert.equal(await status({ origin: "null" }), 403);
});

Deno.test("csrf() lets everybody look, and takes the origins that it was told", async () => {
  const status = async (origin: CsrfOptions<State>["origin"], method: string) => {
    const app = new App<State>().use(csrf({ origin }));
    const handler = app.get("/a", () => new Response("a")).post("/a", () => new Response("b"))
      .handler();
    const headers = { "sec-fetch-site": "cross-site", origin: "http://friend.example" };
    return (await handler(request("/a", { method, headers }))).status;
  };
  const friend = "http://friend.example";

  for (const method of ["GET", "HEAD"]) assert.equal(await status("http://a", method), 200);
  assert.equal(await status(friend, "POST"), 200);
  assert.equal(await status([friend], "POST"), 200);
  assert.equal(await status((origin) => origin === friend, "POST"), 200);
  for (const origin of ["http://a", ["http://a"], () => false]) {
    assert.equal(await status(origin, "POST"), 403);
  }
});

Deno.test("csp() allows just the scripts that carry the page's nonce", async () => {
  const handler = new App()
    .use(csp({ useNonce: true }))
    .get("/a", (ctx) => ctx.render(h("script", null, "1")))
    .handler();

  const response = await handler(request("/a"));

  const [, nonce] = (await response.text()).match(/nonce="(\w+)"/)!;
  const policy = response.headers.get("content-security-policy")!;
  assert(policy.includes(`script-src 'self' 'nonce-${nonce}'`));
  assert(!policy.includes("unsafe-inline"));
});

Deno.test("trailingSlashes() leads to the one spelling of a path", async () => {
  const handler = new App().use(trailingSlashes("never")).get("/a", () => new Response("a"))
    .handler();

  const response = await handler(request("/a/?b=1"));

  assert.equal(response.status, 302);
  assert.equal(response.headers.get("location"), "/a?b=1");
});

Deno.test("page() and createDefine() return what they are given", () => {
  const define = createDefine<State>();
  const handler = () => page({ a: 1 }, { status: 201 });

  assert.equal(define.handlers(handler), handler);
  assert.deepEqual(handler(), { data: { a: 1 }, headers: undefined, status: 201 });
});
