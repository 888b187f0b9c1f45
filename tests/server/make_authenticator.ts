import { encodeBase64Url } from "hono/utils/encode";

/** A device with one passkey, which its owner always lets it use (Web Authentication Level 3). */
export interface Authenticator {
  /** Makes the passkey, as a site's options to add one ask. */
  create(options: { readonly challenge: string }): Promise<unknown>;
  /** Proves that it has it. */
  get(options: { readonly challenge: string }): Promise<unknown>;
}

/** Somebody is there, and it is the owner (section 6.1). */
const PRESENT_AND_VERIFIED = 0x05;
const HAS_KEY = 0x40;

/** It counts nothing, as most devices today: so only the site can tell that an answer is an old one. */
const COUNTER = [0, 0, 0, 0];

/** Makes a device whose browser shows the site at an origin, and whose key has so long a name. */
export async function makeAuthenticator(origin: string, idBytes = 16): Promise<Authenticator> {
  const keys = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { privateKey, publicKey } = keys as CryptoKeyPair;
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const id = crypto.getRandomValues(new Uint8Array(idBytes));
  const site = await sha256(new TextEncoder().encode(new URL(origin).hostname));
  const clientData = (type: string, challenge: string) =>
    new TextEncoder().encode(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const answer = (response: Record<string, string>) => ({
    id: toText(id),
    rawId: toText(id),
    type: "public-key",
    clientExtensionResults: {},
    response,
  });
  return {
    create({ challenge }) {
      const key = [...new Uint8Array(16), ...twoBytes(id.length), ...id, ...coseKey(point)];
      const data = [...site, PRESENT_AND_VERIFIED | HAS_KEY, ...COUNTER, ...key];
      return Promise.resolve(answer({
        clientDataJSON: toText(clientData("webauthn.create", challenge)),
        attestationObject: toText(new Uint8Array(attestation(data))),
      }));
    },
    async get({ challenge }) {
      const client = clientData("webauthn.get", challenge);
      const data = new Uint8Array([...site, PRESENT_AND_VERIFIED, ...COUNTER]);
      const signed = new Uint8Array([...data, ...await sha256(client)]);
      const signature = await crypto.subtle.sign("Ed25519", privateKey, signed);
      return answer({
        clientDataJSON: toText(client),
        authenticatorData: toText(data),
        signature: toText(new Uint8Array(signature)),
      });
    },
  };
}

/** `{ 1: OKP, 3: EdDSA, -1: Ed25519, -2: point }` in CBOR (RFC 9053, section 7.2). */
function coseKey(point: Uint8Array): number[] {
  return [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, point.length, ...point];
}

/** `{ fmt: "none", attStmt: {}, authData }` in CBOR. */
function attestation(data: readonly number[]): number[] {
  const text = (word: string) => [0x60 + word.length, ...new TextEncoder().encode(word)];
  const parts = [...text("fmt"), ...text("none"), ...text("attStmt"), 0xa0, ...text("authData")];
  return [0xa3, ...parts, 0x59, ...twoBytes(data.length), ...data];
}

function twoBytes(number: number): number[] {
  return [number >> 8, number & 0xff];
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

function toText(bytes: Uint8Array<ArrayBuffer>): string {
  return encodeBase64Url(bytes.slice().buffer).replace(/=+$/, "");
}
