/** What a reader has done so far. It is kept in this browser alone, and nobody is told. */
export interface Progress {
  /** Sections by slug: true once read to the end, false where the reader says "not yet". */
  readonly read: Readonly<Record<string, boolean>>;
  /** What was answered last, by the question's key. */
  readonly answers: Readonly<Record<string, Answer>>;
}

export interface Answer {
  /** The places of what was chosen or ordered, as they were shown; empty for an open question. */
  readonly given: readonly number[];
  readonly isRight: boolean;
  /** What was written, for an open question. */
  readonly text?: string;
}

const KEY = "truthlab:progress";
export const NOTHING: Progress = { read: {}, answers: {} };

type Kept = Pick<Storage, "getItem" | "setItem">;

/** Browsers may refuse to keep anything; then nothing is known, and nothing breaks. */
export function loadProgress(storage: Kept = localStorage): Progress {
  try {
    return readProgress(JSON.parse(storage.getItem(KEY) ?? "null"));
  } catch {
    return NOTHING;
  }
}

export function changeProgress(
  change: (progress: Progress) => Progress,
  storage: Kept = localStorage,
): void {
  try {
    storage.setItem(KEY, JSON.stringify(change(loadProgress(storage))));
  } catch {
    // It cannot be kept: the page works all the same.
  }
}

export function keepAnswer(key: string, answer: Answer | undefined, storage?: Kept): void {
  changeProgress(({ read, answers }) => {
    const { [key]: _, ...others } = answers;
    return { read, answers: answer === undefined ? others : { ...others, [key]: answer } };
  }, storage);
}

export function keepRead(slug: string, isRead: boolean, storage?: Kept): void {
  changeProgress(({ read, answers }) => ({ read: { ...read, [slug]: isRead }, answers }), storage);
}

/** Takes from what was kept only what has the right shape: another version may have written it. */
function readProgress(value: unknown): Progress {
  const { read, answers } = (value ?? {}) as Partial<Record<keyof Progress, unknown>>;
  const isFlag = (entry: [string, unknown]): entry is [string, boolean] =>
    typeof entry[1] === "boolean";
  const isAnswer = (entry: [string, unknown]): entry is [string, Answer] => {
    const { given, isRight, text } = (entry[1] ?? {}) as Partial<Record<keyof Answer, unknown>>;
    return Array.isArray(given) && given.every(Number.isInteger) && typeof isRight === "boolean" &&
      ["undefined", "string"].includes(typeof text);
  };
  return {
    read: Object.fromEntries(Object.entries(read ?? {}).filter(isFlag)),
    answers: Object.fromEntries(Object.entries(answers ?? {}).filter(isAnswer)),
  };
}
