/** What the page asks about a program. `offset` counts UTF-16 units from the beginning. */
export type Question =
  | { readonly kind: "diagnose"; readonly source: string }
  | { readonly kind: "complete"; readonly source: string; readonly offset: number }
  | {
    readonly kind: "describe";
    readonly source: string;
    readonly offset: number;
    readonly name: string;
  }
  | { readonly kind: "hover"; readonly source: string; readonly offset: number };

/** Something amiss in a program, from one offset to another. */
export interface Diagnosis {
  readonly from: number;
  readonly to: number;
  readonly severity: "error" | "warning" | "hint";
  readonly message: string;
}

/** A name that fits where the cursor is. */
export interface Candidate {
  readonly name: string;
  /** What TypeScript calls it: "method", "const", "interface", ... */
  readonly kind: string;
}

/** What a name is: its type, and what its author wrote about it. */
export interface Description {
  readonly from: number;
  readonly to: number;
  readonly signature: string;
  readonly documentation: string;
}

/** The answer to each kind of question. */
export interface Answers {
  readonly diagnose: readonly Diagnosis[];
  readonly complete: readonly Candidate[];
  readonly describe: Description | null;
  readonly hover: Description | null;
}

/** A question on its way to the worker; its answer comes back with the same number. */
export interface Asked {
  readonly id: number;
  readonly slug: string;
  readonly question: Question;
}

export type Answered =
  | { readonly id: number; readonly answer: Answers[Question["kind"]] }
  | { readonly id: number; readonly error: string };
