import assert from "node:assert/strict";
import { openConnection } from "./connection.ts";
import { openCookies } from "./cookies.ts";

const { give, read, readAny, take } = openCookies(openConnection(true).isSecure);

function request(cookie: string, scheme = "https"): Request {
  return new Request("http://site.test/", { headers: { cookie, "x-forwarded-proto": scheme } });
}

Deno.test("openCookies() gives cookies behind TLS that only this host can have set", () => {
  assert.equal(
    give(request(""), "session", { value: "s", maxAge: 60 }),
    "__Host-session=s; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
  assert.equal(
    give(request("", "http"), "session", { value: "s", maxAge: 60 }),
    "session=s; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
  );
});

Deno.test("openCookies() lets nothing that another site could set stand in for its own", () => {
  const both = request("session=theirs; __Host-session=ours; session=theirs");
  const theirs = request("session=theirs");

  assert.equal(read(both, "session"), "ours");
  assert.equal(readAny(both, "session"), "ours");
  assert.match(take(both, "session"), /^__Host-session=; Max-Age=0/);
  assert.equal(read(theirs, "session"), undefined);
});

Deno.test("openCookies() knows who came before there was TLS, and forgets them when told", () => {
  const early = request("session=early");

  assert.equal(readAny(early, "session"), "early");
  assert.match(take(early, "session"), /^session=; Max-Age=0/);
  assert.equal(readAny(request("__Host-session=x", "http"), "session"), undefined);
});
