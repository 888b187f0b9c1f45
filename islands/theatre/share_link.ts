import { type Counterexample, TRACE_VERSION } from "@/engine/types.ts";

/** What a link carries: all but the program, which is its author's to show. */
export interface Shared {
  /** The check's sentence and what was seen. */
  readonly promise: string;
  readonly message: string;
  readonly counterexample: Counterexample;
}

/** More than the longest counterexample that we make; a link is anybody's text. */
const EVENTS_MAX = 3_000;
const TEXT_MAX = 2_000_000;

/** A counterexample as the fragment of a link: JSON, deflated, as base64 for URLs. */
export async function encodeShared(shared: Shared): Promise<string> {
  const { counterexample } = shared;
  const text = JSON.stringify({ ...shared, counterexample: { ...counterexample, program: "" } });
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"));
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** What a fragment carries, or undefined where it is no whole link of ours. */
export async function decodeShared(fragment: string): Promise<Shared | undefined> {
  const shared = await unpackShared(fragment);
  return isShared(shared) ? shared : undefined;
}

/** The data of a fragment, of whatever shape; undefined where it is not packed as ours are. */
export async function unpackShared(fragment: string): Promise<unknown> {
  try {
    const base64 = fragment.replace(/^#/, "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true })
      .decode(await through(bytes, new DecompressionStream("deflate-raw")));
    return JSON.parse(text);
  } catch {
    // Cut short, mistyped, or something else altogether.
    return undefined;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  pair: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(pair)) {
    length += chunk.length;
    // A short fragment may swell to gigabytes.
    if (length > TEXT_MAX) throw new RangeError(`Cannot read more than ${TEXT_MAX} bytes`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

// ---- The shape of what came: a link may hold anything ------------------------------------------

type Fields = Record<string, unknown>;

function isShared(value: unknown): value is Shared {
  return isObject(value) && isText(value.promise) && isText(value.message) &&
    isCounterexample(value.counterexample);
}

function isCounterexample(value: unknown): boolean {
  return isObject(value) && isText(value.check) && isText(value.plan) && isNumber(value.seed) &&
    isNumber(value.culprit) && isList(value.slice, isNumber) &&
    isList(value.schedule, (action) => isObject(action) && isText(action.kind)) &&
    isTrace(value.trace);
}

function isTrace(value: unknown): boolean {
  return isObject(value) && value.version === TRACE_VERSION && isList(value.nodes, isText) &&
    isList(value.events, isEvent) && (value.events as unknown[]).length > 0;
}

function isEvent(value: unknown): boolean {
  return isObject(value) && isNumber(value.step) && isNumber(value.timeMs) && isText(value.kind) &&
    (value.node === null || isText(value.node)) && isList(value.causes, isNumber) &&
    isList(value.effects, (effect) => isObject(effect) && isText(effect.kind)) &&
    isList(value.changes, (change) => isObject(change) && isText(change.path)) &&
    (!["cut", "heal"].includes(value.kind as string) || isLinks(value.payload));
}

function isLinks(value: unknown): boolean {
  return isObject(value) && isList(value.from, isText) && isList(value.to, isText);
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown, isPart: (part: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= EVENTS_MAX && value.every(isPart);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}
