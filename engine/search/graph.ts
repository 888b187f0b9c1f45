/**
 * Copying and comparing whole objects of a program: class instances, aliases and cycles included.
 * This is what `copyData` must not do for messages, and what exhaustive search needs for nodes.
 */

/** Values that are shared by every copy and compared by identity: a node's context, its program. */
export type Keep = (value: object) => boolean;

/** The graph holds something that cannot be copied: a closure, an accessor, a foreign object. */
export class NotCopyable extends Error {
  override name = "NotCopyable";
}

/**
 * Copies a graph of ordinary objects: plain objects, arrays, Map, Set and class instances, with
 * aliases and cycles as they are.
 *
 * @throws NotCopyable for functions outside `keep`, accessors, symbols as keys and exotic objects.
 */
export function cloneGraph<Value>(root: Value, keep: Keep): Value {
  return new Cloner(keep).clone(root) as Value;
}

class Cloner {
  readonly #copies = new Map<object, object>();
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  clone(value: unknown): unknown {
    if (typeof value === "function") {
      if (this.#keep(value)) return value;
      throw new NotCopyable("a function is kept in a field");
    }
    if (typeof value === "symbol") throw new NotCopyable("a symbol is kept in a field");
    if (typeof value !== "object" || value === null || this.#keep(value)) return value;
    return this.#copies.get(value) ?? this.#cloneObject(value);
  }

  #cloneObject(value: object): object {
    if (Array.isArray(value)) {
      const copy: unknown[] = [];
      this.#copies.set(value, copy);
      for (let index = 0; index < value.length; index++) copy.push(this.clone(value[index]));
      return keepFrozen(value, copy);
    }
    const prototype = Object.getPrototypeOf(value);
    if (value instanceof Map) return this.#cloneMap(value, prototype);
    if (value instanceof Set) return this.#cloneSet(value, prototype);
    return this.#cloneFields(value, prototype);
  }

  #cloneMap(value: Map<unknown, unknown>, prototype: object): object {
    if (prototype !== Map.prototype) throw new NotCopyable("a subclass of Map");
    const copy = new Map();
    this.#copies.set(value, copy);
    for (const [key, part] of value) copy.set(this.clone(key), this.clone(part));
    return copy;
  }

  #cloneSet(value: Set<unknown>, prototype: object): object {
    if (prototype !== Set.prototype) throw new NotCopyable("a subclass of Set");
    const copy = new Set();
    this.#copies.set(value, copy);
    for (const part of value) copy.add(this.clone(part));
    return copy;
  }

  #cloneFields(value: object, prototype: object | null): object {
    requireOrdinary(value);
    const copy = prototype === Object.prototype ? {} : Object.create(prototype);
    this.#copies.set(value, copy);
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
      if (!("value" in descriptor)) throw new NotCopyable(`the field ${key} is an accessor`);
      const part = this.clone(descriptor.value);
      if (isPlainDescriptor(descriptor) && key !== "__proto__") copy[key] = part;
      else Object.defineProperty(copy, key, { ...descriptor, value: part });
    }
    return keepFrozen(value, copy);
  }
}

function isPlainDescriptor(descriptor: PropertyDescriptor): boolean {
  return descriptor.writable! && descriptor.enumerable! && descriptor.configurable!;
}

function keepFrozen<Value extends object>(original: object, copy: Value): Value {
  return Object.isFrozen(original) ? Object.freeze(copy) : copy;
}

/** Objects whose state lies in slots that no copy can reach. */
const EXOTIC = [WeakMap, WeakSet, Promise, RegExp, Date, ArrayBuffer, Error];

function requireOrdinary(value: object): void {
  if (ArrayBuffer.isView(value) || EXOTIC.some((type) => value instanceof type)) {
    throw new NotCopyable(`a ${value.constructor?.name ?? "foreign"} object is kept in a field`);
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw new NotCopyable("a field is named by a symbol");
  }
}

export interface EncodeOptions {
  readonly keep: Keep;
  /**
   * True: the order of keys, entries and elements counts, so that equal texts mean equal futures.
   * False: it does not, which merges more states and is sound where no program depends on it.
   */
  readonly isOrdered: boolean;
  /** Renames node ids, as values and as keys, for symmetry reduction. */
  readonly rename?: ReadonlyMap<string, string>;
}

/** A text that two graphs share exactly when they are equal: shape, classes, aliases, values. */
export function encodeGraph(root: unknown, options: EncodeOptions): string {
  return new Encoder(options).encode(root);
}

class Encoder {
  readonly #options: EncodeOptions;
  readonly #seen = new Map<object, number>();
  #depth = 0;

  constructor(options: EncodeOptions) {
    this.#options = options;
  }

  encode(value: unknown): string {
    switch (typeof value) {
      case "string":
        return JSON.stringify(this.#options.rename?.get(value) ?? value);
      case "number":
        return Object.is(value, -0) ? "-0" : String(value);
      case "bigint":
        return `${value}n`;
      case "object":
        return value === null ? "null" : this.#encodeObject(value);
      case "function":
        return "kept";
      default:
        return String(value);
    }
  }

  #encodeObject(value: object): string {
    if (this.#options.keep(value)) return "kept";
    const seen = this.#seen.get(value);
    if (seen !== undefined) return `#${seen}`;
    // Unordered texts are sorted, so only what lies above, by its depth, has a number that lasts.
    this.#seen.set(value, this.#options.isOrdered ? this.#seen.size : this.#depth);
    this.#depth++;
    const text = this.#encodeParts(value);
    this.#depth--;
    if (!this.#options.isOrdered) this.#seen.delete(value);
    return text;
  }

  #encodeParts(value: object): string {
    if (Array.isArray(value)) return `[${value.map((part) => this.encode(part)).join()}]`;
    if (value instanceof Map) {
      return `M{${
        this.#list([...value].map(([key, part]) => `${this.encode(key)}:${this.encode(part)}`))
      }}`;
    }
    if (value instanceof Set) {
      return `S{${this.#list([...value].map((part) => this.encode(part)))}}`;
    }
    const fields = Object.entries(value).map(([key, part]) =>
      `${this.encode(key)}:${this.encode(part)}`
    );
    const prototype = Object.getPrototypeOf(value);
    const name = prototype === Object.prototype ? "" : prototype?.constructor?.name ?? "null";
    return `${name}{${this.#list(fields)}}`;
  }

  #list(parts: string[]): string {
    return (this.#options.isOrdered ? parts : parts.sort()).join();
  }
}
