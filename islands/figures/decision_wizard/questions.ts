import type { DesignKey } from "./designs.ts";

export interface Answer {
  /** One letter, for the address. */
  readonly letter: string;
  readonly text: string;
  /** The designs that fall away, each with the reason. */
  readonly drops: Readonly<Partial<Record<DesignKey, string>>>;
}

export interface Question {
  readonly about: string;
  readonly asks: string;
  readonly answers: readonly Answer[];
  /** Whether anything that is left depends on it: otherwise it is not asked. */
  readonly matters: (left: readonly DesignKey[]) => boolean;
}

type Left = readonly DesignKey[];

const hasStrong = (left: Left) => left.includes("object") || left.includes("across");

/** The section's questions, in its order. */
export const QUESTIONS: readonly Question[] = [
  {
    about: "Invariant",
    asks: "What must never happen?",
    matters: () => true,
    answers: [
      {
        letter: "n",
        text: "Nothing that concerns more than one write",
        drops: {
          causal: "No one would miss a cause, so nobody needs to keep track of them.",
          object: "There is nothing to decide, so waiting for a decision buys nothing.",
          across: "There is nothing to decide, so waiting for a decision buys nothing.",
        },
      },
      {
        letter: "c",
        text: "That an effect is seen without its cause",
        drops: {
          merge: "A merge takes whatever arrives first: an answer may be seen before its question.",
          across: "Causes can be respected without transactions.",
        },
      },
      {
        letter: "o",
        text: "Something within one object, such as two bookings for a seat",
        drops: {
          causal: "Causes are not what has to be protected here.",
          across: "One object lies in one group: nothing is to be decided between groups.",
        },
      },
      {
        letter: "s",
        text: "Something over several objects, such as money that is in no account",
        drops: {
          causal: "Causes are not what has to be protected here.",
          object: "Each object could be right, and all of them together wrong.",
        },
      },
    ],
  },
  {
    about: "Alone",
    asks: "Can each copy keep that alone?",
    matters: (left) => left.includes("merge") && hasStrong(left),
    answers: [
      {
        letter: "y",
        text: "Yes: it is enough to learn more and more",
        drops: {
          object: "What each copy can keep alone needs nobody's consent.",
          across: "What each copy can keep alone needs nobody's consent.",
        },
      },
      {
        letter: "d",
        text: "No: something must be absent, or somebody must be first",
        drops: {
          merge: "Two copies could each decide for themselves, and a merge comes too late.",
        },
      },
    ],
  },
  {
    about: "In a cut",
    asks: "What should a copy do that is cut off?",
    matters: hasStrong,
    answers: [
      {
        letter: "r",
        text: "Refuse, until it can ask",
        drops: {
          causal: "Where a copy may refuse, one order for all is simpler, and promises more.",
        },
      },
      {
        letter: "a",
        text: "Answer with what it has",
        drops: {
          object: "A copy that cannot ask may contradict what the others decide meanwhile.",
          across: "A copy that cannot ask may contradict what the others decide meanwhile.",
        },
      },
    ],
  },
  {
    about: "Trust",
    asks: "Who may be wrong, and how?",
    matters: (left) => left.includes("liars"),
    answers: [
      {
        letter: "t",
        text: "Machines stop and messages are lost, and nobody lies",
        drops: {
          liars: "It takes more members and more messages, against somebody who is not there.",
        },
      },
      {
        letter: "l",
        text: "The operators do not trust each other",
        drops: {
          merge: "Each copy believes what the others say.",
          causal: "Each copy believes what the others say.",
          object: "A single leader that lies is believed.",
          across: "A single coordinator that lies is believed.",
        },
      },
    ],
  },
  {
    about: "Distance",
    asks: "Can the operation bear a round trip to a majority of the copies?",
    matters: (left) => hasStrong(left) || left.includes("liars"),
    answers: [
      { letter: "b", text: "Yes", drops: {} },
      {
        letter: "f",
        text: "No, it must answer faster than that",
        drops: {
          object:
            "A majority has to hear of it before it is confirmed, and that takes a round trip.",
          across:
            "Majorities have to hear of it before it is confirmed, and that takes round trips.",
          liars: "The members have to hear of each other, and that takes round trips.",
        },
      },
    ],
  },
];
