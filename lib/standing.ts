/** Where a submission stands until it has its verdict: what its page shows live. */
export interface Standing {
  readonly state: "queued" | "running" | "done";
  /** Its place in line, from 1, while it is queued. */
  readonly place?: number;
  /** How many checks are done, while it is running here. */
  readonly checks?: { readonly done: number; readonly all: number };
  /** The first check that failed; its story comes with the verdict. */
  readonly failed?: { readonly name: string; readonly promise: string };
}
