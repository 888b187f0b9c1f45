import type { Data } from "./types.ts";

/** Deeper nesting than this is taken for a cycle. */
export const DATA_DEPTH_MAX = 100;
/** One copied value may hold this many parts: more is a runaway, not a message. */
export const DATA_PARTS_MAX = 100_000;

// Taken once, so that no subclass of Map or Set decides how it is read.
const forEachOfMap = Map.prototype.forEach;
const forEachOfSet = Set.prototype.forEach;

let partsLeft = DATA_PARTS_MAX;

/**
 * Copies plain data, so that sender and receiver, memory and disk share nothing. About six times
 * as fast as structuredClone on a message of a few fields.
 *
 * Class instances become plain objects of their own fields, or what their `toJSON` returns.
 *
 * @throws TypeError when the value holds a function, a symbol, a typed array or a cycle, RangeError when it has
 * more than `DATA_PARTS_MAX` parts.
 */
export function copyData(value: Data): Data {
  if (typeof value !== "object" || value === null) return copyPrimitive(value);
  partsLeft = DATA_PARTS_MAX;
  return copyObject(value, 0);
}

function copyPrimitive(value: Data): Data {
  if (typeof value === "function" || typeof value === "symbol") {
    throw new TypeError(`Only data can be sent, saved or applied, and this is a ${typeof value}`);
  }
  return value;
}

function copyObject(value: object, depth: number): Data {
  if (depth > DATA_DEPTH_MAX) {
    throw new TypeError(
      `Data is nested deeper than ${DATA_DEPTH_MAX} levels, or refers to itself`,
    );
  }
  if (--partsLeft < 0) throw new RangeError(`Data has more than ${DATA_PARTS_MAX} parts`);
  if (Array.isArray(value)) return copyArray(value, depth);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    return copyInstance(value, depth);
  }
  return copyFields(value, depth);
}

function copyArray(value: readonly Data[], depth: number): Data[] {
  const length = value.length;
  partsLeft -= length;
  if (partsLeft < 0) throw new RangeError(`Data has more than ${DATA_PARTS_MAX} parts`);
  const copy: Data[] = [];
  for (let index = 0; index < length; index++) copy.push(copyPart(value[index], depth));
  return copy;
}

function copyFields(value: object, depth: number): Data {
  // Spreading keeps the hidden class, reads getters once, and treats "__proto__" as a mere key.
  const copy = { ...value } as Record<string, Data>;
  for (const key in copy) {
    const part = copy[key];
    if (typeof part === "object" ? part !== null : typeof part === "function") {
      setField(copy, key, copyPart(part, depth));
    } else if (typeof part === "symbol") copyPrimitive(part);
  }
  return copy;
}

function setField(target: Record<string, Data>, key: string, part: Data): void {
  if (key !== "__proto__") target[key] = part;
  else {
    Object.defineProperty(target, key, {
      value: part,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
}

/** Things whose content lies in no field: a copy of their fields would lose it in silence. */
const CONTENT_IN_SLOTS = [ArrayBuffer, RegExp, WeakMap, WeakSet];

function requireFields(value: object): void {
  if (ArrayBuffer.isView(value)) {
    throw new TypeError("A typed array cannot be sent, saved or applied: make it an array first");
  }
  const type = CONTENT_IN_SLOTS.find((each) => value instanceof each);
  if (type !== undefined) throw new TypeError(`No ${type.name} can be sent, saved or applied`);
}

function copyInstance(value: object, depth: number): Data {
  if (value instanceof Map) {
    const copy = new Map();
    forEachOfMap.call(value, (part, key) => {
      copy.set(copyPart(key, depth), copyPart(part, depth));
    });
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set();
    forEachOfSet.call(value, (part) => {
      copy.add(copyPart(part, depth));
    });
    return copy;
  }
  requireFields(value);
  const asJson = (value as { toJSON?: unknown }).toJSON;
  if (typeof asJson === "function") return copyPart(asJson.call(value), depth);
  return copyFields(value, depth);
}

function copyPart(part: Data, depth: number): Data {
  return typeof part === "object" && part !== null
    ? copyObject(part, depth + 1)
    : copyPrimitive(part);
}
