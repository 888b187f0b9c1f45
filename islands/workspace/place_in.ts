/** A place in a program, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place that a message for the learner names, if it names one. */
export function placeIn(message: string): Place | undefined {
  const match = /\bline (\d+)(?:, column (\d+))?/i.exec(message);
  if (match === null) return undefined;
  return { line: Number(match[1]), column: Number(match[2] ?? 1) };
}
