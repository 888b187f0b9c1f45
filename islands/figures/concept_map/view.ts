import { conceptOf, CONCEPTS, isGuarantee } from "./concepts.ts";
import { keptBy, type Network, playNetwork } from "./cut.ts";

/** Which concept is looked at, and what the network is like. */
export interface View {
  readonly chosen: string;
  readonly network: Network;
}

export const INITIAL: View = {
  chosen: "raft",
  network: { isCut: false, larger: "answer", smaller: "refuse" },
};

/** `raft~car`: Raft is looked at; the network is cut, the larger side answers, the smaller refuses. */
export function writeView({ chosen, network: { isCut, larger, smaller } }: View): string {
  return `${chosen}~${isCut ? "c" : "w"}${larger[0]}${smaller[0]}`;
}

export function readView(text: string): View | undefined {
  const [, chosen, cut, larger, smaller] = /^([a-z]+)~([cw])([ar])([ar])$/.exec(text) ?? [];
  if (chosen === undefined || conceptOf(chosen) === undefined) return undefined;
  const ruleOf = (letter: string) => letter === "a" ? "answer" : "refuse";
  return {
    chosen,
    network: { isCut: cut === "c", larger: ruleOf(larger), smaller: ruleOf(smaller) },
  };
}

/** Which guarantees are left, who was refused, and why. */
export function tellNetwork(network: Network): string {
  const outcome = playNetwork(network);
  const kept = keptBy(outcome);
  const out = CONCEPTS.filter(isGuarantee).filter(({ key }) => !kept.has(key));
  if (!network.isCut) {
    return "The network is whole: every request is answered, and every guarantee holds. Cut it.";
  }
  const served = `${outcome.refused} of ${outcome.asked} requests are refused.`;
  if (out.length === 0) {
    return `${served} Every guarantee holds: ${
      outcome.refused === outcome.asked
        ? "nobody is told anything, and so nothing wrong."
        : "those who could contradict the larger side say nothing."
    }`;
  }
  const names = out.map(({ name }) => name).join(", ");
  return `${served} Out: ${names}. ${
    network.larger === "answer"
      ? "Each side has read the old value of what the other has written: no order explains both."
      : "The smaller side lacks a write that had been confirmed before the cut."
  }`;
}
