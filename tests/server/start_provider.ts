/** A small OpenID Connect provider: everybody who comes is the same person, and agrees. */
import { encodeBase64Url } from "hono/utils/encode";

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in there from now on. */
  person: { sub: string; name: string };
  /** How its next answers lie, if they do. */
  lie: "nothing" | "nonce" | "signature" | "audience" | "issuer";
  stop(): Promise<void>;
}

const SIGNING = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const KEY = { ...SIGNING, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };

/** What it remembers between the browser's visit and the site's question, by code. */
interface Grant {
  readonly nonce: string;
  readonly challenge: string;
  readonly redirectUri: string;
}

export async function startProvider(): Promise<TestProvider> {
  const keys = await crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const others = await crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const grants = new Map<string, Grant>();
  const routes: Record<string, (request: Request, url: URL) => Promise<Response> | Response> = {
    "/.well-known/openid-configuration": () => Response.json(describe(self.issuer)),
    "/keys": async () => {
      const key = await crypto.subtle.exportKey("jwk", keys.publicKey);
      return Response.json({ keys: [{ ...key, kid: "1", use: "sig", alg: "RS256" }] });
    },
    "/authorize": (_, { searchParams: asked }) => {
      if (asked.get("client_id") !== self.clientId || asked.get("response_type") !== "code") {
        return new Response("who are you?", { status: 400 });
      }
      if (asked.get("code_challenge_method") !== "S256") return new Response("", { status: 400 });
      const code = crypto.randomUUID();
      const redirectUri = asked.get("redirect_uri")!;
      grants.set(code, {
        nonce: asked.get("nonce")!,
        challenge: asked.get("code_challenge")!,
        redirectUri,
      });
      const back = new URL(redirectUri);
      back.search = new URLSearchParams({ code, state: asked.get("state")! }).toString();
      return new Response(null, { status: 303, headers: { location: back.href } });
    },
    "/token": async (request) => {
      const form = new URLSearchParams(await request.text());
      const grant = grants.get(form.get("code") ?? "");
      // A code is good for once.
      grants.delete(form.get("code") ?? "");
      const isClient = form.get("client_id") === self.clientId &&
        form.get("client_secret") === self.clientSecret;
      if (!isClient) return Response.json({ error: "invalid_client" }, { status: 401 });
      const isGood = grant !== undefined && form.get("redirect_uri") === grant.redirectUri &&
        await digest(form.get("code_verifier") ?? "") === grant.challenge;
      if (!isGood) return Response.json({ error: "invalid_grant" }, { status: 400 });
      const idToken = await makeToken(self, grant.nonce, { keys, others });
      return Response.json({ access_token: "a", token_type: "Bearer", id_token: idToken });
    },
  };
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const url = new URL(request.url);
    return routes[url.pathname]?.(request, url) ?? new Response("", { status: 404 });
  });
  const self: TestProvider = {
    issuer: `http://127.0.0.1:${server.addr.port}`,
    clientId: "truthlab",
    clientSecret: "a secret of the tests",
    person: { sub: "1", name: "Grace Hopper" },
    lie: "nothing",
    stop: () => server.shutdown(),
  };
  return self;
}

function describe(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
  };
}

async function makeToken(
  { issuer, clientId, person, lie }: TestProvider,
  nonce: string,
  { keys, others }: Record<"keys" | "others", CryptoKeyPair>,
): Promise<string> {
  const seconds = Math.floor(Date.now() / 1000);
  const claims = {
    ...person,
    iss: lie === "issuer" ? "https://evil.example" : issuer,
    aud: lie === "audience" ? "another" : clientId,
    nonce: lie === "nonce" ? "another" : nonce,
    iat: seconds,
    exp: seconds + 300,
  };
  const head = { alg: "RS256", kid: "1", typ: "JWT" };
  const text = [head, claims].map((part) => toText(JSON.stringify(part))).join(".");
  const { privateKey } = lie === "signature" ? others : keys;
  const signature = await crypto.subtle.sign(SIGNING, privateKey, new TextEncoder().encode(text));
  return `${text}.${plain(encodeBase64Url(signature))}`;
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return plain(encodeBase64Url(bytes));
}

function toText(text: string): string {
  return plain(encodeBase64Url(new TextEncoder().encode(text).buffer));
}

function plain(text: string): string {
  return text.replace(/=+$/, "");
}
