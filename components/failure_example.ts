/**
 * A failure for the first page: what the grader says of a program that stores its term and not its
 * vote, with the events of its counterexample in plain words. A test holds it to what it says today.
 */
export const failureExample = {
  slug: "raft-election",
  check: "one-vote-per-term",
  promise: "A node votes for at most one candidate in a term, crashes or not.",
  seen: "n1 voted twice in term 5: for n2 at step 2 and for n3 at step 6.",
  steps: [
    { node: "n2", kind: "command", text: "asks n1 for its vote in term 5" },
    { node: "n1", kind: "deliver", text: "says yes, and stores the term" },
    { node: "n1", kind: "crash", text: "crashes" },
    { node: "n1", kind: "restart", text: "comes back, and remembers no vote" },
    { node: "n3", kind: "command", text: "asks n1 for its vote in term 5" },
    { node: "n1", kind: "deliver", text: "says yes again" },
  ],
} as const;
