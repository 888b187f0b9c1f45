import assert from "node:assert/strict";
import { hasBearerToken } from "./has_bearer_token.ts";

const TOKEN = "a-token-of-some-length";

function request(authorization?: string): Request {
  return new Request("http://localhost/", {
    headers: authorization === undefined ? {} : { authorization },
  });
}

Deno.test("hasBearerToken() knows the token, whatever the case of the scheme", () => {
  assert.ok(hasBearerToken(request(`Bearer ${TOKEN}`), TOKEN));
  assert.ok(hasBearerToken(request(`bearer  ${TOKEN}`), TOKEN));
});

Deno.test("hasBearerToken() knows no other, and none where none is set", () => {
  for (const text of [undefined, "", "Bearer", "Bearer ", `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
    assert.equal(hasBearerToken(request(text), TOKEN), false, `${text}`);
  }
  assert.equal(hasBearerToken(request(`Bearer ${TOKEN.slice(1)}`), TOKEN), false);
  assert.equal(hasBearerToken(request("Bearer undefined"), undefined), false);
  assert.equal(hasBearerToken(request("Bearer "), ""), false);
});
