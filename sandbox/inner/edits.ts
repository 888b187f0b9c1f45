/** Text to put around, or in place of, parts of a program. */
interface Around {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
}

/**
 * Changes to a text, collected first and applied together. Ranges are wrapped from the outside in:
 * of two that begin (or end) at the same place, the one that was asked for first is the outer one.
 */
export class Edits {
  readonly #code: string;
  readonly #around: Around[] = [];
  readonly #replaced: { start: number; end: number; text: string }[] = [];

  constructor(code: string) {
    this.#code = code;
  }

  /** Puts text around a range. */
  wrap(start: number, end: number, before: string, after: string): void {
    this.#around.push({ start, end, before, after });
  }

  /** Replaces a range; its line breaks are kept, so that all lines stay where they are. */
  replace(start: number, end: number, text: string): void {
    const breaks = this.#code.slice(start, end).match(/\r\n|[\n\r\u2028\u2029]/g) ?? [];
    this.rewrite(start, end, text + breaks.join(""));
  }

  /** Puts another text, with the same line breaks, in place of a range. */
  rewrite(start: number, end: number, text: string): void {
    this.#replaced.push({ start, end, text });
  }

  apply(): string {
    const inserted = this.#insertions();
    for (const { start, end, text } of this.#replaced) {
      const { before } = inserted.get(start) ?? { before: "" };
      inserted.set(start, { before, text, end });
    }
    const places = [...inserted.keys()].sort((one, other) => one - other);
    let code = "";
    let from = 0;
    for (const place of places) {
      // What lies inside of a replaced range went with it.
      if (place < from) continue;
      const { before, text, end } = inserted.get(place)!;
      code += this.#code.slice(from, place) + before + (text ?? "");
      from = end ?? place;
    }
    return code + this.#code.slice(from);
  }

  /** What to insert at each place: what ends there, the inner first, then what begins. */
  #insertions(): Map<number, { before: string; text?: string; end?: number }> {
    const closing = new Map<number, string>();
    const opening = new Map<number, string>();
    const add = (map: Map<number, string>, place: number, text: string, isFirst: boolean) => {
      const known = map.get(place) ?? "";
      map.set(place, isFirst ? text + known : known + text);
    };
    for (const { start, end, before, after } of this.#around) {
      add(opening, start, before, false);
      // An empty range ends where it begins.
      if (start === end) add(opening, start, after, false);
      else add(closing, end, after, true);
    }
    const places = new Set([...closing.keys(), ...opening.keys()]);
    return new Map([...places].map((place) => {
      return [place, { before: (closing.get(place) ?? "") + (opening.get(place) ?? "") }];
    }));
  }
}
