/** The families of promises, for the filter. */
export const FAMILIES = [
  { value: "all", text: "all" },
  { value: "eventual", text: "eventual" },
  { value: "causal", text: "causal" },
  { value: "linearizable", text: "linearizable" },
  { value: "strict", text: "strictly serializable" },
  { value: "others", text: "without trust" },
] as const;
export type Family = typeof FAMILIES[number]["value"];

/** What can be hidden, and what a row says in it. */
export const COLUMNS = ["need", "promise", "means"] as const;
export type Column = typeof COLUMNS[number];

export interface Row extends Readonly<Record<Column, string>> {
  readonly family: Exclude<Family, "all">;
  /** Where it is explained, if the table says so. */
  readonly see?: string;
}

/** The rows of the section's table, in its words: a test compares them. */
export const ROWS: readonly Row[] = [
  {
    family: "eventual",
    need: "page views, likes",
    promise: "eventual, merged",
    means: 'G-Counter, PN-Counter. No limit such as "never below zero"',
    see: "/chapter/crdts",
  },
  {
    family: "eventual",
    need: "user settings",
    promise: "eventual, with your own writes seen",
    means:
      "last writer wins, e.g. Cassandra. One of two concurrent writes is lost; privacy settings may need more",
  },
  {
    family: "eventual",
    need: "shopping cart",
    promise: "eventual, merged",
    means: "OR-Set or OR-Map, e.g. Riak or Redis Active-Active. The checkout needs one decision",
    see: "/chapter/crdt-operations",
  },
  {
    family: "causal",
    need: "comments, feeds",
    promise: "causal",
    means:
      "dependency tracking, as in COPS. Vector clocks show an order, they do not deliver in it",
    see: "/chapter/vector-clocks",
  },
  {
    family: "linearizable",
    need: "configuration, service discovery",
    promise: "linearizable",
    means:
      "Raft: etcd by default, Consul in its consistent mode. Small data; reads may be made stale on purpose",
    see: "/chapter/raft-log",
  },
  {
    family: "linearizable",
    need: "leader, lock",
    promise: "linearizable, plus fencing",
    means: "a lease in such a store. The resource must check the token",
    see: "/chapter/split-brain#the-leader-that-wakes-up",
  },
  {
    family: "linearizable",
    need: "stock, seats, unique names",
    promise: "linearizable for each object",
    means: "one group for each part. Several objects need transactions",
  },
  {
    family: "strict",
    need: "payments",
    promise: "strictly serializable for each account",
    means: "the same, plus request ids. Ends at the border of your system",
    see: "/chapter/unknown-outcome",
  },
  {
    family: "strict",
    need: "transactions over the globe",
    promise: "strictly serializable",
    means: "Spanner, Calvin. At least a round trip to a majority",
    see: "/chapter/truetime",
  },
  {
    family: "others",
    need: "audit trail",
    promise: "append only, and provable",
    means:
      "a chain or tree of hashes with signed heads, e.g. Certificate Transparency. Others must keep and compare the heads",
  },
  {
    family: "others",
    need: "common books of parties that trust nobody",
    promise: "agreement among liars",
    means:
      "3f\u00a0+\u00a01, or a public chain. It costs a lot, and the rules are still made by people",
    see: "/chapter/byzantine-generals",
  },
  {
    family: "eventual",
    need: "caches, CDNs, read models",
    promise: "eventual, old values being fine",
    means:
      "a copy that runs out after a while, or is refreshed. Promises nothing about order; its age is measured by clocks",
  },
];
