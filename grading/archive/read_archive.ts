import { createHash } from "node:crypto";
import { Refusal } from "@/grading/refusal.ts";
import { type ArchiveLine, complainOfLine } from "./archive_line.ts";

/** A line may have this many bytes: a verdict with its counterexamples is the longest part of one. */
const LINE_BYTES_MAX = 64 * 1024 * 1024;
/** What a small file can be inflated to ends here. */
const BYTES_MAX = 16 * 1024 ** 3;

const NEWLINE = 0x0a;

/**
 * The lines of an archive, each one checked by the schema, without the end: it is reached only where
 * the number of lines and the checksum are right.
 *
 * @throws Refusal, which names the line.
 */
export async function* readArchive(file: Blob): AsyncGenerator<Exclude<ArchiveLine, EndLine>> {
  const hash = createHash("sha256");
  let count = 0;
  let isOver = false;
  for await (const bytes of splitLines(inflate(file))) {
    if (isOver) throw refuse(count + 1, "it comes after the end");
    const line = parse(bytes, count + 1);
    if (line.kind === "end") {
      if (line.lines !== count || line.sha256 !== hash.digest("hex")) {
        throw refuse(count + 1, "the checksum is another: the file was changed or cut");
      }
      isOver = true;
      continue;
    }
    if ((line.kind === "cohort") !== (count === 0)) {
      throw refuse(count + 1, "a cohort is the first line, and no other");
    }
    hash.update(bytes);
    hash.update("\n");
    count++;
    yield line;
  }
  if (!isOver) throw refuse(count + 1, "the file ends before its end: it was cut");
}

type EndLine = Extract<ArchiveLine, { kind: "end" }>;

function parse(bytes: Uint8Array, number: number): ArchiveLine {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refuse(number, "it is not JSON in UTF-8");
  }
  const complaint = complainOfLine(value);
  if (complaint !== undefined) throw refuse(number, complaint);
  return value as ArchiveLine;
}

function refuse(line: number, what: string): Refusal {
  return new Refusal(422, "bad-archive", `Line ${line} of the archive: ${what}.`);
}

async function* inflate(file: Blob): AsyncGenerator<Uint8Array> {
  let length = 0;
  try {
    for await (const chunk of file.stream().pipeThrough(new DecompressionStream("gzip"))) {
      length += chunk.length;
      if (length > BYTES_MAX) break;
      yield chunk;
    }
  } catch {
    throw new Refusal(422, "bad-archive", "The file is no archive of a cohort, or it was cut.");
  }
  if (length > BYTES_MAX) throw new Refusal(413, "too-large", "The archive is too large.");
}

async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      const part = chunk.subarray(start, end < 0 ? undefined : end);
      parts.push(part);
      length += part.length;
      if (length > LINE_BYTES_MAX) {
        throw new Refusal(422, "bad-archive", "A line of the archive is too long.");
      }
      if (end < 0) break;
      yield concat(parts, length);
      [parts, length] = [[], 0];
      start = end + 1;
    }
  }
  if (length > 0) yield concat(parts, length);
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
