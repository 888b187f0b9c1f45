import * as client from "openid-client";

/** How this site is known to an OpenID Connect provider: see README.md. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says. */
  readonly name: string;
  /** All hosts that are asked: some providers keep their keys or tokens on another than their own. */
  readonly hosts: readonly string[];
}

/** What must be the same when the browser comes back. */
export interface ProviderChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is there. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** As the provider tells it, if it does. */
  readonly name: string | undefined;
}

/** A provider at which people sign in (OpenID Connect Core 1.0, code flow with PKCE, RFC 7636). */
export interface Provider {
  readonly name: string;
  /** Where to send the browser, and what to remember meanwhile. */
  begin(redirectUri: string): Promise<{ readonly url: string; readonly checks: ProviderChecks }>;
  /** Who came back; throws a ProviderError where the answer is not to be believed. */
  finish(answer: URL, checks: ProviderChecks): Promise<ProviderIdentity>;
}

export class ProviderError extends Error {
  override name = "ProviderError";
}

export function openProvider(settings: ProviderSettings): Provider {
  let known: Promise<client.Configuration> | undefined;
  /** Asked when it is first needed; where that fails, anew the next time. */
  const configuration = () => {
    known ??= discover(settings);
    known.catch(() => known = undefined);
    return known;
  };
  return {
    name: settings.name,
    begin: (redirectUri) =>
      orExplain(async () => {
        const config = await configuration();
        const checks = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: "openid profile",
          state: checks.state,
          nonce: checks.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(checks.verifier),
          code_challenge_method: "S256",
        });
        return { url: url.href, checks };
      }),
    finish: (answer, { state, nonce, verifier }) =>
      orExplain(async () => {
        const tokens = await client.authorizationCodeGrant(await configuration(), answer, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const { iss, sub, name, preferred_username: shortName } = tokens.claims()!;
        const told = [name, shortName].find((text) => typeof text === "string" && text !== "");
        return { issuer: iss, subject: sub, name: told as string | undefined };
      }),
  };
}

async function discover(settings: ProviderSettings): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = settings;
  const config = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    // Plain HTTP is for a provider on this machine alone: the settings refuse any other.
    execute: issuer.startsWith("http:") ? [client.allowInsecureRequests] : [],
  });
  // The token's signature is checked too, though it comes from the provider itself.
  client.enableNonRepudiationChecks(config);
  return config;
}

/** What a library says is for the log: its reader learns who is at fault. */
async function orExplain<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new ProviderError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}
