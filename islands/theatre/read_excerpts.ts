/** A line of a program. */
export interface SourceLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  readonly hasRun: boolean;
}

/** So many lines before and after one that ran are shown. */
const AROUND = 1;

/** The lines that ran with those around them, in pieces: what lies between has no part in it. */
export function readExcerpts(source: string, lines: readonly number[]): SourceLine[][] {
  const text = source.split("\n");
  const ran = new Set(lines);
  const excerpts: SourceLine[][] = [];
  let previous = -1;
  for (let number = 1; number <= text.length; number++) {
    if (!isNear(number, ran)) continue;
    if (number !== previous + 1) excerpts.push([]);
    excerpts.at(-1)!.push({ number, text: text[number - 1], hasRun: ran.has(number) });
    previous = number;
  }
  return excerpts;
}

function isNear(number: number, ran: ReadonlySet<number>): boolean {
  for (let by = -AROUND; by <= AROUND; by++) if (ran.has(number + by)) return true;
  return false;
}
