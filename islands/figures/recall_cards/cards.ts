/** One thing to recall. */
export interface Card {
  /** For the address and for what is kept: never given to another card. */
  readonly key: string;
  readonly asks: string;
  readonly answer: string;
  /** The section that explains it, by its slug. */
  readonly see: string;
}

/** The chapter's twelve sentences, then its terms. */
export const CARDS: readonly Card[] = [
  {
    key: "s1",
    asks: "What makes the answer that a system of several machines gives?",
    answer: "A protocol makes it. What happened in the world is not made by it.",
    see: "truth-is-negotiated",
  },
  {
    key: "s2",
    asks: "Why is a majority used?",
    answer: "Any two majorities overlap. It is not because a majority is right.",
    see: "split-brain",
  },
  {
    key: "s3",
    asks: "A machine is silent. What do you know?",
    answer: "Nothing for sure: dead, slow, paused and cut off look alike.",
    see: "reality-check",
  },
  {
    key: "s4",
    asks: "An old leader does not know that it was replaced. What keeps it from doing harm?",
    answer: "The resource checks a number that grows with every change of leader.",
    see: "split-brain",
  },
  {
    key: "s5",
    asks: "A write got no answer. What do you do?",
    answer:
      "It may have happened. Give it a name beforehand, so that the retry is harmless, and try again.",
    see: "unknown-outcome",
  },
  {
    key: "s6",
    asks: "What orders events, and how far do clocks?",
    answer: "Causes order events; clocks do so only as far as their error is known.",
    see: "clock-skew",
  },
  {
    key: "s7",
    asks: "Two changes are concurrent. What do they need?",
    answer: "A merge or a decision; and a rule that drops one of them should say so.",
    see: "siblings",
  },
  {
    key: "s8",
    asks: "When is Raft safe, and when does it make progress?",
    answer: "It is always safe, and makes progress when the network behaves.",
    see: "raft-log",
  },
  {
    key: "s9",
    asks: "Under which two conditions do CRDTs need nobody's consent?",
    answer: "Every change moves up, and no limit spans the copies.",
    see: "crdts",
  },
  {
    key: "s10",
    asks: "The network is cut. What must each operation do?",
    answer: "Refuse, or risk being stale. You choose which.",
    see: "cap-and-calm",
  },
  {
    key: "s11",
    asks: "What is the price of a guarantee, mostly?",
    answer: "Distance.",
    see: "multi-region",
  },
  {
    key: "s12",
    asks: "How does one choose a guarantee?",
    answer: "Ask what must never happen, and pay for that alone.",
    see: "decision",
  },
  {
    key: "t1",
    asks: "What is a linearizable register?",
    answer:
      "One on which every operation can be taken to happen at one instant between its call and its answer.",
    see: "guarantees",
  },
  {
    key: "t2",
    asks: "What does causal consistency promise?",
    answer: "Whoever sees an effect also sees its causes.",
    see: "guarantees",
  },
  {
    key: "t3",
    asks: "What is a fencing token?",
    answer:
      "A number, larger with each holder of a lock, that the resource checks with every write.",
    see: "split-brain",
  },
  {
    key: "t4",
    asks: "What does it mean that an entry is committed?",
    answer: "No other entry can ever take its place, whoever leads.",
    see: "raft-commit-rule",
  },
  {
    key: "t5",
    asks: "When are two events concurrent?",
    answer: "When neither can have known of the other. Their vector clocks show it.",
    see: "vector-clocks",
  },
  {
    key: "t6",
    asks: "What does FLP forbid, and what does it leave open?",
    answer:
      "A deterministic protocol that is certain to decide, if messages may take any time and one node may stop. Always safe, and live when the network behaves, is left open.",
    see: "flp",
  },
  {
    key: "t7",
    asks: "What does CALM say?",
    answer: "A program can be consistent without coordination exactly if it is monotonic.",
    see: "cap-and-calm",
  },
  {
    key: "t8",
    asks: "What is commit wait?",
    answer: "Waiting until a time stamp is surely in the past before anybody may see the result.",
    see: "truetime",
  },
];
