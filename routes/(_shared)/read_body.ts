import { Buffer } from "node:buffer";
import { HttpError } from "fresh";

/** A body is a source of at most 64 KiB, in an encoding that may make it six times as long. */
export const BODY_BYTES_MAX = 512 * 1024;

/** More fields than any form of ours has. Of half a million each takes longer than it came. */
const FIELDS_MAX = 1_000;

/** A body has to be here by then; one of megabytes may take longer. */
const BODY_MS_MAX = 60_000;
const LARGE_BODY_MS_MAX = 15 * 60_000;

/** Reads a request's body, and stops where it grows too long, or comes too slowly. */
export async function readBody(
  request: Request,
  bytesMax = BODY_BYTES_MAX,
  withinMs = bytesMax === BODY_BYTES_MAX ? BODY_MS_MAX : LARGE_BODY_MS_MAX,
): Promise<Uint8Array<ArrayBuffer>> {
  const most = bytesMax === BODY_BYTES_MAX ? "64 KiB" : `${bytesMax >> 20} MiB`;
  const tooLarge = () => new HttpError(413, `That is too long: a file may have ${most} at most.`);
  if (Number(request.headers.get("content-length")) > bytesMax) throw tooLarge();
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of inTime(request.body, withinMs)) {
    length += chunk.length;
    if (length > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** What a stream holds, where its end comes in time. */
async function* inTime<Chunk>(
  stream: ReadableStream<Chunk>,
  withinMs: number,
): AsyncGenerator<Chunk> {
  const reader = stream.getReader();
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const alarm = setTimeout(() => reject(new HttpError(408, TOO_SLOW)), withinMs);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read().catch(refuseCut), tooLate]);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(alarm);
    reader.cancel().catch(() => {});
  }
}

/** Who goes away while they send something is no fault of ours. */
function refuseCut(): never {
  throw new HttpError(400, "What you sent was cut short, and nothing was stored: send it again.");
}

const TOO_SLOW = "What you sent came too slowly, and nothing was stored: send it again.";

/** The fields of a JSON object; of anything else, none. */
export async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  if (mediaType(request) !== "application/json") {
    throw new HttpError(415, "Send JSON as application/json.");
  }
  const bytes = await readBody(request);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) ?? {};
  } catch {
    throw new HttpError(400, "The body is not JSON.");
  }
}

/** The fields of a posted form, as bytes: whether they are text is for their reader to say. */
export async function readForm(
  request: Request,
  bytesMax = BODY_BYTES_MAX,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const type = mediaType(request);
  // A file of megabytes does not come in this encoding, which takes long to undo.
  if (type === "application/x-www-form-urlencoded") return parseUrlEncoded(await readBody(request));
  const bytes = await readBody(request, bytesMax);
  if (type !== "multipart/form-data") {
    throw new HttpError(415, "Send a form, or JSON as application/json.");
  }
  refuseMany(countParts(request, bytes));
  const fields = new Map<string, Uint8Array<ArrayBuffer>>();
  try {
    const headers = { "Content-Type": request.headers.get("content-type")! };
    for (const [name, value] of await new Response(bytes, { headers }).formData()) {
      const blob = typeof value === "string" ? new Blob([value]) : value;
      fields.set(name, new Uint8Array(await blob.arrayBuffer()));
    }
  } catch {
    throw new HttpError(400, BROKEN);
  }
  return fields;
}

const BROKEN = "The form is broken.";

/** @throws HttpError where a form has so many fields that it is none of ours. */
function refuseMany(count: number): void {
  if (count > FIELDS_MAX) {
    throw new HttpError(400, `The form has too many fields: ${FIELDS_MAX} are the most.`);
  }
}

/** How often the text is in a body that tells its parts apart (RFC 7578, section 4.1). */
function countParts(request: Request, body: Uint8Array<ArrayBuffer>): number {
  const type = request.headers.get("content-type") ?? "";
  const found = [...type.matchAll(/boundary=(?:"([^"]+)"|([^;\s]+))/gi)];
  // Of two, its reader may take the other one.
  if (found.length !== 1) throw new HttpError(400, BROKEN);
  const mark = `--${found[0][1] ?? found[0][2]}`;
  const bytes = Buffer.from(body.buffer);
  let count = 0;
  for (let at = bytes.indexOf(mark); at >= 0 && count <= FIELDS_MAX; count++) {
    at = bytes.indexOf(mark, at + mark.length);
  }
  return count;
}

export function mediaType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase();
}

export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes);
}

const PLUS = 0x2b;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const SPACE = 0x20;

/** As URLSearchParams does it, but without replacing what is not UTF-8. */
function parseUrlEncoded(bytes: Uint8Array): Map<string, Uint8Array<ArrayBuffer>> {
  const fields = new Map<string, Uint8Array<ArrayBuffer>>();
  let start = 0;
  for (let count = 1; start < bytes.length; count++) {
    refuseMany(count);
    const found = bytes.indexOf(AMPERSAND, start);
    const end = found < 0 ? bytes.length : found;
    const equals = bytes.subarray(start, end).indexOf(EQUALS);
    const middle = equals < 0 ? end : start + equals;
    fields.set(
      textOf(decode(bytes.subarray(start, middle))),
      decode(bytes.subarray(Math.min(middle + 1, end), end)),
    );
    start = end + 1;
  }
  return fields;
}

function decode(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const decoded = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const hex = String.fromCharCode(bytes[index + 1], bytes[index + 2]);
    if (bytes[index] === PERCENT && /^[0-9a-fA-F]{2}$/.test(hex)) {
      decoded[length++] = parseInt(hex, 16);
      index += 2;
    } else {
      decoded[length++] = bytes[index] === PLUS ? SPACE : bytes[index];
    }
  }
  return decoded.slice(0, length);
}
