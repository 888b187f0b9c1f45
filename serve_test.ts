import assert from "node:assert/strict";
import { readSettings } from "./serve.ts";

function settingsOf(env: Readonly<Record<string, string>>) {
  return readSettings({ get: (name) => env[name] });
}

Deno.test("readSettings() needs nothing to be set, and takes what is empty for not set", () => {
  const empty = { PORT: "", TRUST_PROXY: "", GRADERS: "", OIDC_ISSUER: "" };

  for (const env of [{}, empty] as Record<string, string>[]) {
    const { hostname, port, dataDir, trustsProxy, provider } = settingsOf(env);

    assert.deepEqual([hostname, port, dataDir, trustsProxy], ["127.0.0.1", 8000, "data", false]);
    assert.equal(provider, undefined);
  }
});

Deno.test("readSettings() names what is wrong and what to set, and repeats no secret", () => {
  const client = { OIDC_CLIENT_ID: "truthlab", OIDC_CLIENT_SECRET: "a secret" };
  const issuer = { OIDC_ISSUER: "https://id.example.org" };
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: "abc" }, /^PORT is "abc": set it to a number from 0 to 65535$/],
    [{ TRUST_PROXY: "false" }, /^TRUST_PROXY is "false": set it to 1, or to 0$/],
    [{ GRADER_REQUIRE_OS_SANDBOX: "yes" }, /^GRADER_REQUIRE_OS_SANDBOX is "yes": set it to 1/],
    [{ DATABASE_URL: "mysql://a:secret@b/c" }, /^DATABASE_URL is no address of a PostgreSQL/],
    [{ METRICS_TOKEN: "secret" }, /^METRICS_TOKEN is no good token: choose 20/],
    [client, /^OIDC_ISSUER, .* belong together: set all three, or none$/],
    [issuer, /belong together: set all three, or none$/],
    [{ ...client, ...issuer, OIDC_CLIENT_SECRET: "" }, /belong together/],
    [{ ...client, OIDC_ISSUER: "http://id.example.org" }, /^OIDC_ISSUER is "http:.*: set it to/],
    [{ ...client, OIDC_ISSUER: "id.example.org" }, /^OIDC_ISSUER is "id\.example\.org"/],
    [
      { ...client, ...issuer, OIDC_HOSTS: "a.example,--allow-run" },
      /has "--allow-run": write HOST/,
    ],
  ];

  for (const [env, expected] of cases) {
    assert.throws(() => settingsOf(env), (error: Error) => {
      assert.equal(error.name, "StartError");
      assert.match(error.message, expected);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  }
});
