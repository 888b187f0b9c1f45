import { digest, encode } from "@/engine/encode.ts";
import type { Data } from "@/engine/types.ts";
import { encodeGraph } from "./graph.ts";
import type { Permutation } from "./symmetry.ts";

/** A message that is or was under way somewhere in the search: stored once, named by a number. */
export interface StoredMessage {
  readonly id: number;
  readonly from: number;
  readonly to: number;
  readonly payload: Data;
  readonly digest: number;
  /** False when the bounds of the search leave the message out. */
  readonly isWithin: boolean;
}

/** All different messages of a search. */
export class MessageStore {
  readonly #ids = new Map<string, number>();
  readonly #messages: StoredMessage[] = [];
  readonly #canonical = new Map<string, number>();
  readonly #renamed = new Map<number, number>();
  readonly #isWithin: (message: Data) => boolean;

  constructor(isWithin: (message: Data) => boolean) {
    this.#isWithin = isWithin;
  }

  get(id: number): StoredMessage {
    return this.#messages[id];
  }

  /** The number of a message. Its payload must never change afterwards. */
  intern(from: number, to: number, payload: Data): number {
    const key = `${from}>${to} ${encode(payload)}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#messages.length;
    const isWithin = this.#isWithin(payload);
    this.#messages.push({ id, from, to, payload, digest: digest(payload), isWithin });
    this.#ids.set(key, id);
    return id;
  }

  /** A number that two messages share exactly when a renaming of nodes makes them equal. */
  rename(id: number, permutation: Permutation): number {
    const place = id * permutation.count + permutation.index;
    const known = this.#renamed.get(place);
    if (known !== undefined) return known;
    const { from, to, payload } = this.#messages[id];
    const text = encodeGraph(payload, {
      keep: () => false,
      isOrdered: false,
      rename: permutation.names,
    });
    const key = `${permutation.places[from]}>${permutation.places[to]} ${text}`;
    const renamed = this.#canonical.get(key) ?? this.#canonical.size;
    this.#canonical.set(key, renamed);
    this.#renamed.set(place, renamed);
    return renamed;
  }
}
