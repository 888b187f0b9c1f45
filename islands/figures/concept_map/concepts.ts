import type { Guarantee } from "./cut.ts";

export const KINDS = ["problem", "mechanism", "guarantee", "limit"] as const;
export type Kind = typeof KINDS[number];

export interface Concept {
  /** For the address: never given to another concept. */
  readonly key: string;
  readonly kind: Kind;
  readonly name: string;
  readonly is: string;
  readonly assumes: string;
  /** Its section, by slug. */
  readonly see: string;
}

export const CONCEPTS: readonly Concept[] = [
  {
    key: "consensus",
    kind: "problem",
    name: "Consensus, total order",
    is:
      "That all decide the same value; or, which is as hard, that all get the same messages in the same order.",
    assumes: "That a majority can be counted on, and that the network behaves for long enough.",
    see: "guarantee-lattice",
  },
  {
    key: "exclusion",
    kind: "problem",
    name: "Mutual exclusion",
    is: "That only one is inside at a time.",
    assumes: "That the resource can refuse whoever comes too late.",
    see: "split-brain",
  },
  {
    key: "convergence",
    kind: "problem",
    name: "Convergence",
    is: "That copies which have heard of the same changes are alike.",
    assumes: "That every message arrives some day.",
    see: "crdts",
  },
  {
    key: "pbft",
    kind: "mechanism",
    name: "PBFT",
    is: "Members vote in rounds and check each other, so that liars are outvoted.",
    assumes: "At most f liars among 3f + 1 members.",
    see: "byzantine-generals",
  },
  {
    key: "work",
    kind: "mechanism",
    name: "Proof of work",
    is:
      "The chain with the most work behind it counts; what lies deep in it is unlikely to change.",
    assumes: "That most of the computing power is honest.",
    see: "bitcoin-fork",
  },
  {
    key: "raft",
    kind: "mechanism",
    name: "Raft, Paxos",
    is: "A leader puts commands in order, and a majority stores them before they count.",
    assumes: "Machines stop and come back with their disks, and nobody lies.",
    see: "raft-log",
  },
  {
    key: "quorums",
    kind: "mechanism",
    name: "Quorums",
    is: "Enough copies are asked that any two questions share one of them.",
    assumes: "That everybody counts the same members.",
    see: "split-brain",
  },
  {
    key: "leases",
    kind: "mechanism",
    name: "Leases",
    is: "A right that ends by itself at a given time.",
    assumes: "Clocks that run at nearly the same speed.",
    see: "anti-patterns",
  },
  {
    key: "fencing",
    kind: "mechanism",
    name: "Fencing tokens",
    is: "A number, larger with each holder of a lock, which the resource checks.",
    assumes: "That the resource remembers the largest number that it has seen.",
    see: "split-brain",
  },
  {
    key: "versions",
    kind: "mechanism",
    name: "MVCC",
    is: "Old versions are kept, so that a reader sees one moment while others write.",
    assumes: "An order of the versions, which somebody has to give them.",
    see: "concept-map",
  },
  {
    key: "clocks",
    kind: "mechanism",
    name: "Logical clocks",
    is:
      "Lamport, vector and hybrid clocks count what could have been known; vector clocks tell concurrent events apart.",
    assumes: "That every message carries the clock.",
    see: "vector-clocks",
  },
  {
    key: "crdts",
    kind: "mechanism",
    name: "CRDTs",
    is: "Data types whose copies can be merged in any order. Last writer wins is the simplest.",
    assumes: "That no limit spans the copies.",
    see: "crdts",
  },
  {
    key: "strict",
    kind: "guarantee",
    name: "Strict serializability",
    is: "Transactions have one order, and it fits real time.",
    assumes: "Whoever is cut off from the majority waits.",
    see: "guarantees",
  },
  {
    key: "linearizable",
    kind: "guarantee",
    name: "Linearizability",
    is:
      "Each operation on an object seems to happen at one instant between its call and its answer.",
    assumes: "Whoever is cut off from the majority waits.",
    see: "guarantees",
  },
  {
    key: "isolation",
    kind: "guarantee",
    name: "Isolation (serializable)",
    is:
      "Transactions have the same result as if they were done one after the other, in some order.",
    assumes: "Whoever may be in conflict waits.",
    see: "guarantees",
  },
  {
    key: "sequential",
    kind: "guarantee",
    name: "Sequential",
    is: "There is one order for all, and it keeps to what each client did first.",
    assumes: "Whoever is cut off waits.",
    see: "guarantees",
  },
  {
    key: "causal",
    kind: "guarantee",
    name: "Causal",
    is: "Whoever sees an effect also sees its causes.",
    assumes: "Each client stays with its copy.",
    see: "guarantees",
  },
  {
    key: "eventual",
    kind: "guarantee",
    name: "Eventual",
    is: "Once writing stops and everything has arrived, all copies are the same.",
    assumes: "That everything arrives some day.",
    see: "guarantees",
  },
  {
    key: "flp",
    kind: "limit",
    name: "FLP",
    is:
      "No deterministic protocol is certain to decide if messages may take any time and one node may stop.",
    assumes: "Nothing is lost; no clock can be relied on.",
    see: "flp",
  },
  {
    key: "cap",
    kind: "limit",
    name: "CAP",
    is:
      "While messages between two groups are lost, not every node can answer and be linearizable.",
    assumes: "That there is a cut.",
    see: "cap-and-calm",
  },
  {
    key: "calm",
    kind: "limit",
    name: "CALM",
    is: "What is not monotonic cannot be answered without coordination; what is can be.",
    assumes: "Nothing has gone wrong.",
    see: "cap-and-calm",
  },
  {
    key: "third",
    kind: "limit",
    name: "Liars under a third",
    is:
      "Without signatures, or where delays have no known bound, it takes 3f + 1 members to agree in spite of f liars.",
    assumes: "That a liar can say different things to different others.",
    see: "byzantine-generals",
  },
];

/** What stands between two concepts: the first does this to the second. */
export interface Link {
  readonly from: string;
  readonly to: string;
  readonly does: string;
}

const link = (from: string, does: string, to: string): Link => ({ from, does, to });

export const LINKS: readonly Link[] = [
  link("raft", "solves", "consensus"),
  link("pbft", "solves, in spite of liars,", "consensus"),
  link("work", "solves, very likely,", "consensus"),
  link("leases", "solves, as far as clocks go,", "exclusion"),
  link("fencing", "makes safe", "exclusion"),
  link("crdts", "solves", "convergence"),
  link("raft", "gives", "linearizable"),
  link("raft", "is used, one group for each part, for", "strict"),
  link("raft", "gives, if each client reads from one copy,", "sequential"),
  link("quorums", "gives, for reads and writes,", "linearizable"),
  link("versions", "helps readers with", "isolation"),
  link("clocks", "shows what is needed for", "causal"),
  link("crdts", "gives", "eventual"),
  link("flp", "limits", "consensus"),
  link("cap", "limits", "linearizable"),
  link("cap", "limits", "strict"),
  link("calm", "tells what can have", "eventual"),
  link("calm", "tells what needs", "consensus"),
  link("third", "limits", "pbft"),
];

export function conceptOf(key: string): Concept | undefined {
  return CONCEPTS.find((concept) => concept.key === key);
}

/** A concept's links, either way. */
export function linksOf(key: string): readonly Link[] {
  return LINKS.filter(({ from, to }) => from === key || to === key);
}

export function isGuarantee(concept: Concept): concept is Concept & { readonly key: Guarantee } {
  return concept.kind === "guarantee";
}
