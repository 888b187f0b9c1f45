/** What the reader has done to a case: whether the event happens, and how far a clock is off. */
export interface Trouble {
  readonly isOn: boolean;
  readonly amount: number;
}

/** One way of doing it, played with the same trouble as the others. */
export interface Attempt {
  readonly name: string;
  readonly kind: "mistake" | "usual repair" | "repair";
  /** What happened, in order, read off the run. */
  readonly steps: readonly string[];
  /** What came of it. */
  readonly result: string;
  readonly isGood: boolean;
  /** What it costs, counted in the run. */
  readonly price: string;
}

/** A well-known mistake, next to its repairs. */
export interface Pattern {
  readonly title: string;
  /** What is done, whichever way. */
  readonly story: string;
  /** The event that the reader brings about, and the same taken back. */
  readonly event?: { readonly text: string };
  /** What the reader sets, from 0 to `max`. */
  readonly slider?: {
    readonly label: string;
    readonly max: number;
    readonly step: number;
    readonly unit: string;
  };
  readonly play: (trouble: Trouble) => Attempt[];
  readonly tell: (trouble: Trouble, attempts: readonly Attempt[]) => string;
}
