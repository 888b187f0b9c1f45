/**
 * One thing that is measured. Each file in `bench/figures` exports one as `figure`; the file's name,
 * with dashes, is the figure's, by which other programs know it.
 */
export interface Figure {
  readonly unit: string;
  /** What is wanted: at least or at most this much. Without one the figure only informs. */
  readonly target?: { readonly atLeast: number } | { readonly atMost: number };
  /** How it is measured, in a sentence. */
  readonly method: string;
  measure(): Promise<number> | number;
}

/** The middle of some numbers: one slow run on a busy machine does not move it. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1];
}

/** Runs something and says how many milliseconds it took. */
export async function timeMs(run: () => unknown): Promise<number> {
  const startMs = performance.now();
  await run();
  return performance.now() - startMs;
}
