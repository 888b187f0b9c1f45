/** Reads a value that somebody else made, and throws a `ShapeError` where it is not as expected. */
export type Reader<Value> = (value: unknown, path: string) => Value;

/** Data of another shape than was agreed. Names the place, never the data. */
export class ShapeError extends Error {
  override name = "ShapeError";
}

/** Data of the agreed shape, and more of it than was agreed. */
export class TooLongError extends ShapeError {}

function fail(path: string, expected: string, type = ShapeError): never {
  throw new type(`${path || "it"} is not ${expected}`);
}

export function text(lengthMax: number): Reader<string> {
  const expected = `text of at most ${lengthMax} characters`;
  return (value, path) => {
    if (typeof value !== "string") return fail(path, expected);
    return value.length <= lengthMax ? value : fail(path, expected, TooLongError);
  };
}

export function number(min: number, max: number): Reader<number> {
  return (value, path) =>
    typeof value === "number" && value >= min && value <= max
      ? value
      : fail(path, `a number from ${min} to ${max}`);
}

export function integer(min: number, max: number): Reader<number> {
  return (value, path) =>
    Number.isInteger(value)
      ? number(min, max)(value, path)
      : fail(path, `a whole number from ${min} to ${max}`);
}

export function oneOf<const Value extends string | number | boolean>(
  ...values: readonly Value[]
): Reader<Value> {
  return (value, path) =>
    values.includes(value as Value)
      ? value as Value
      : fail(path, `one of ${values.join(", ").slice(0, 200)}`);
}

export function listOf<Value>(read: Reader<Value>, lengthMax: number): Reader<readonly Value[]> {
  const expected = `a list of at most ${lengthMax}`;
  return (value, path) => {
    if (!Array.isArray(value)) return fail(path, expected);
    if (value.length > lengthMax) return fail(path, expected, TooLongError);
    return value.map((part, index) => read(part, `${path}[${index}]`));
  };
}

export function orNull<Value>(read: Reader<Value>): Reader<Value | null> {
  return (value, path) => value === null ? null : read(value, path);
}

/** A field that may be missing. */
export interface Optional<Value> {
  readonly optional: Reader<Value>;
}

export function optional<Value>(read: Reader<Value>): Optional<Value> {
  return { optional: read };
}

type Fields = Readonly<Record<string, Reader<unknown> | Optional<unknown>>>;

/** What an object of such fields is. */
type ObjectOf<Of extends Fields> =
  & {
    readonly [Key in keyof Of as Of[Key] extends Reader<unknown> ? Key : never]: Of[Key] extends
      Reader<infer Value> ? Value : never;
  }
  & {
    readonly [Key in keyof Of as Of[Key] extends Optional<unknown> ? Key : never]?: Of[Key] extends
      Optional<infer Value> ? Value : never;
  };

/** An object with these fields: others are left behind. The fields keep the order they came in. */
export function object<const Of extends Fields>(fields: Of): Reader<ObjectOf<Of>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return fail(path, "an object");
    }
    const read: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(value)) {
      if (!Object.hasOwn(fields, name)) continue;
      const field = fields[name];
      const reader = typeof field === "function" ? field : field.optional;
      read[name] = reader(part, path === "" ? name : `${path}.${name}`);
    }
    const missing = Object.keys(fields).find((name) =>
      typeof fields[name] === "function" && !Object.hasOwn(read, name)
    );
    if (missing !== undefined) fail(path, `an object with ${missing}`);
    return read as ObjectOf<Of>;
  };
}

/** Any JSON data, nested at most so deep. What it may hold in all is bounded by its text. */
export function json(depthMax: number): Reader<unknown> {
  return (value, path) => depthOf(value, depthMax) >= 0 ? value : fail(path, "flat enough");
}

/** How many levels are left below a value; negative where it is nested deeper than allowed. */
function depthOf(value: unknown, left: number): number {
  if (typeof value !== "object" || value === null || left < 0) return left;
  // A list may have more parts than a call may have arguments.
  return Object.values(value).reduce(
    (least, part) => Math.min(least, depthOf(part, left - 1)),
    left,
  );
}
