/**
 * Side effect: hardens this realm with SES, once. Imported before anything that runs a learner's
 * code, in the grader's child process and in the browser's worker alike.
 */
import { hideStacks } from "./stack_frames.ts";
import "./tame_globals.ts";
import "ses";

declare function lockdown(options: Readonly<Record<string, unknown>>): void;
declare function harden<Value>(value: Value): Value;

lockdown({
  errorTaming: "safe",
  errorTrapping: "none",
  unhandledRejectionTrapping: "none",
  consoleTaming: "unsafe",
  // "severe" lets programs give their objects fields named like inherited ones (`toString`).
  overrideTaming: "severe",
  localeTaming: "safe",
  domainTaming: "unsafe",
  reporting: "none",
});
hideStacks();

/** SES's deep freeze, for what is handed into a compartment. */
export const freezeDeep: <Value>(value: Value) => Value = harden;
