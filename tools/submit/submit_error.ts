/** As in BSD's sysexits.h, for what grading has no code for. */
export const EXIT = {
  /** The site cannot be reached, or is none of ours. */
  unavailable: 69,
  /** Not now: come again later. */
  later: 75,
  /** No token, or one that is not taken. */
  token: 77,
} as const;

/** Tells a learner in one line why there is no verdict; its code is the command's. */
export class SubmitError extends Error {
  override name = "SubmitError";
  constructor(readonly exitCode: number, message: string) {
    super(message);
  }
}
