/** A submission may be this long, in bytes of UTF-8. */
export const SOURCE_BYTES_MAX = 64 * 1024;

/** A submission that is not taken: nothing was stored. The message is for the learner. */
export class Refusal extends Error {
  override name = "Refusal";
  constructor(
    readonly status: 400 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503,
    readonly code: string,
    message: string,
    /** When it makes sense to ask again, for the header Retry-After. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/**
 * The text of a submission.
 *
 * @throws Refusal when it is empty, too long, or not UTF-8.
 */
export function readSource(source: Uint8Array | string): string {
  const text = readText(source);
  if (text.trim() === "") throw new Refusal(422, "empty", "The file is empty: write something.");
  return text;
}

/**
 * The text of a draft, which may be empty.
 *
 * @throws Refusal when it is too long, or not UTF-8.
 */
export function readText(source: Uint8Array | string): string {
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  if (bytes.length > SOURCE_BYTES_MAX) {
    const size = Math.ceil(bytes.length / 1024);
    throw new Refusal(413, "too-large", `The file has ${size} KiB: 64 KiB is the most.`);
  }
  const text = typeof source === "string" ? source : decode(bytes);
  // A zero character is in no text, and databases cut what follows it.
  if (!text.isWellFormed() || text.includes("\0")) throw notText();
  return text;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw notText();
  }
}

function notText(): Refusal {
  return new Refusal(415, "not-utf-8", "The file is not text in UTF-8: save it as UTF-8.");
}
