/** JSON data: what a trace holds. */
export type Json = null | boolean | number | string | readonly Json[] | {
  readonly [key: string]: Json;
};

const DEPTH_MAX = 8;
const PARTS_MAX = 64;
const TEXT_MAX = 400;

/**
 * Turns a value into JSON that a person can read in a trace: Map becomes an object or a list of
 * pairs, Set a list, bigint a number with an n, and what is too deep or too long is cut with a sign
 * that it was. It reads the value's fields, so it runs under the guest's meter.
 */
export function toJson(value: unknown, isHidden: (value: object) => boolean = () => false): Json {
  return convert(value, isHidden, 0);
}

function convert(value: unknown, isHidden: (value: object) => boolean, depth: number): Json {
  switch (typeof value) {
    case "string":
      return cut(value);
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0) ? value : describeNumber(value);
    case "boolean":
      return value;
    case "bigint":
      return cut(`${value}n`);
    case "undefined":
      return null;
    case "object":
      if (value === null) return null;
      return depth >= DEPTH_MAX ? "…" : convertObject(value, isHidden, depth + 1);
    default:
      return `(${typeof value})`;
  }
}

function convertObject(value: object, isHidden: (value: object) => boolean, depth: number): Json {
  const inner = (part: unknown) => convert(part, isHidden, depth);
  if (Array.isArray(value)) return convertList(value, inner);
  if (value instanceof Set) return convertList([...value], inner);
  if (value instanceof Map) {
    const entries = [...value];
    return entries.every(([key]) => typeof key === "string")
      ? convertFields(entries, inner)
      : convertList(entries, inner);
  }
  const fields = Object.entries(value).filter(([, part]) =>
    !(typeof part === "object" && part !== null && isHidden(part)) && typeof part !== "function"
  );
  return convertFields(fields, inner);
}

function convertList(list: readonly unknown[], inner: (part: unknown) => Json): Json {
  const shown = list.slice(0, PARTS_MAX).map(inner);
  return list.length > PARTS_MAX ? [...shown, `… ${list.length - PARTS_MAX} more`] : shown;
}

function convertFields(
  fields: readonly (readonly [string, unknown])[],
  inner: (part: unknown) => Json,
): Json {
  const entries = fields.slice(0, PARTS_MAX).map(([key, part]) => [cut(key), inner(part)] as const);
  if (fields.length > PARTS_MAX) entries.push(["…", `${fields.length - PARTS_MAX} more`]);
  // fromEntries defines its keys, so that "__proto__" stays a key.
  return Object.fromEntries(entries);
}

function cut(text: string): string {
  // A lone surrogate cannot be written as UTF-8: the bytes would differ from home to home.
  const whole = text.toWellFormed();
  return whole.length > TEXT_MAX ? `${whole.slice(0, TEXT_MAX).toWellFormed()}…` : whole;
}

function describeNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** One field that differs between two states, by its path: `log.0.term`. */
export interface Change {
  readonly path: string;
  readonly before: Json;
  readonly after: Json;
}

/** All fields that differ, outermost first where a part appears or vanishes whole. */
export function changesBetween(before: Json, after: Json): Change[] {
  const changes: Change[] = [];
  compare(before, after, "", changes);
  return changes;
}

function compare(before: Json, after: Json, path: string, changes: Change[]): void {
  if (before === after || changes.length >= PARTS_MAX) return;
  if (
    !isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)
  ) {
    changes.push({ path, before: before ?? null, after: after ?? null });
    return;
  }
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const key of keys) {
    const inner = path === "" ? key : `${path}.${key}`;
    compare(fieldOf(before, key), fieldOf(after, key), inner, changes);
  }
}

function isContainer(value: Json | undefined): value is Json & object {
  return typeof value === "object" && value !== null;
}

function fieldOf(container: Json & object, key: string): Json {
  return Object.hasOwn(container, key) ? (container as Record<string, Json>)[key] : null;
}
