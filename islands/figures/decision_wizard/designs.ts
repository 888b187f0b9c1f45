export const DESIGNS = {
  merge: {
    name: "Eventual, with a merge",
    built: "a CRDT",
    see: "crdts",
    test: "Deliver every message twice and in every order: all copies must come out the same.",
  },
  causal: {
    name: "Causal",
    built: "dependency tracking, as in COPS",
    see: "vector-clocks",
    test: "Hold back a cause and deliver its effect: nobody may see the effect alone.",
  },
  object: {
    name: "Linearizable for each object",
    built: "one consensus group for each part, such as Raft",
    see: "raft-log",
    test:
      "Cut the leader off in the middle of a write, retry it, and check the history for linearizability.",
  },
  across: {
    name: "Strictly serializable across groups",
    built: "consensus groups with two-phase commit, as in Spanner",
    see: "truetime",
    test:
      "Let a coordinator crash between its two phases: no reader may see one half of the transaction.",
  },
  liars: {
    name: "One of these, against liars",
    built: "3f + 1 members, or a public chain",
    see: "byzantine-generals",
    test:
      "Let f members say different things to different others: those who are honest must still agree.",
  },
} as const;

export type DesignKey = keyof typeof DESIGNS;

export const KEYS = Object.keys(DESIGNS) as DesignKey[];
