import { hashText } from "./random.ts";
import type { Data } from "./types.ts";

/**
 * A text that two values share exactly when no program could tell them apart: types, the order of
 * keys, entries and elements, -0 and NaN all count. Exhaustive search interns states by it, so an
 * equal text must mean an equal future; this is why Map and Set keep their order here.
 *
 * Expects data as `copyData` returns it.
 */
export function encode(value: Data): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${value}n`;
    case "object":
      return value === null ? "null" : encodeObject(value);
    default:
      return String(value);
  }
}

function encodeObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(encode).join()}]`;
  if (value instanceof Map) {
    return `M{${[...value].map(([key, part]) => `${encode(key)}:${encode(part)}`).join()}}`;
  }
  if (value instanceof Set) return `S{${[...value].map(encode).join()}}`;
  let text = "{";
  for (const [key, part] of Object.entries(value)) {
    text += `${JSON.stringify(key)}:${encode(part)},`;
  }
  return text + "}";
}

/** 32 bits of a value's encoding, to find a message again after its ordinal has moved. */
export function digest(value: Data): number {
  return hashText(encode(value));
}
