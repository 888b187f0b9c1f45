import { sha256 } from "@/lib/hash_files.ts";
import type { Action, Counterexample } from "@/engine/types.ts";

/**
 * What a counterexample has in common with others of the same mistake: the kinds of its actions, in
 * order, with nodes named by when they first appear. Times, seeds, payloads and which of several
 * alike nodes it was do not matter. Equal schedules have equal shapes; the reverse is a likeness.
 */
export function describeShape({ schedule }: Pick<Counterexample, "schedule">): string {
  const names = new Map<string, string>();
  const nameOf = (node: string) => {
    const known = names.get(node) ?? `#${names.size + 1}`;
    names.set(node, known);
    return known;
  };
  return schedule.map((action) => describeAction(action, nameOf)).join(", ");
}

function describeAction(action: Action, nameOf: (node: string) => string): string {
  const torn = "torn" in action && action.torn !== undefined ? " torn" : "";
  switch (action.kind) {
    case "deliver":
    case "drop":
    case "duplicate":
      return `${action.kind} ${nameOf(action.message.from)}>${nameOf(action.message.to)}${torn}`;
    case "fire":
      return `fire ${nameOf(action.node)} ${action.timer}${torn}`;
    case "cut":
    case "heal":
      return `${action.kind} ${action.from.map(nameOf).join("+")}>${
        action.to.map(nameOf).join("+")
      }`;
    case "settle":
      return "settle";
    default:
      return `${action.kind} ${nameOf(action.node)}${torn}`;
  }
}

/** The shape as a short name; empty where a check failed without a counterexample. */
export async function counterexampleShape(
  counterexample: Pick<Counterexample, "schedule"> | null,
): Promise<string> {
  if (counterexample === null) return "";
  return (await sha256(describeShape(counterexample))).slice(0, 16);
}
