import type { Data } from "../types.ts";

/**
 * A text that two values share when a person would call them the same data: the order of an
 * object's fields and of a Map's or Set's entries does not count, a field that is undefined counts
 * as missing, and -0 is 0. Programs rebuild commands in their own way, and that is no difference.
 *
 * Expects data as `copyData` returns it.
 */
export function canonicalText(value: Data): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : canonicalObject(value);
    default:
      return String(value);
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (value instanceof Map) {
    const entries = [...value].map(([key, part]) => `${canonicalText(key)}:${canonicalText(part)}`);
    return `Map{${entries.sort().join()}}`;
  }
  if (value instanceof Set) return `Set{${[...value].map(canonicalText).sort().join()}}`;
  const fields = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${fields.map(([key, part]) => `${key}:${canonicalText(part)}`).sort().join()}}`;
}

const SHOWN_LENGTH_MAX = 60;

/** A canonical text cut to what fits into a sentence. */
export function shown(text: string): string {
  return text.length > SHOWN_LENGTH_MAX ? `${text.slice(0, SHOWN_LENGTH_MAX)}…` : text;
}
