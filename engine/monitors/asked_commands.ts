import type { Command, Data } from "../types.ts";
import { canonicalText } from "./canonical_text.ts";

/**
 * What clients have asked for, by all that may stand for it in a log: the command as it came, known
 * by its id, or its body alone. Bodies must differ for this to be of use.
 */
export type AskedCommands = Map<string, string>;

export function noteAsked(asked: AskedCommands, { id, body }: Command): void {
  asked.set(keyOfId(id), id);
  asked.set(canonicalText(body), id);
}

/** The id of the command that a value of a log or of a state machine stands for, if it is one. */
export function askedId(asked: AskedCommands, value: Data): string | undefined {
  // A body may be an object with an id of its own, so bodies go first.
  const byBody = asked.get(canonicalText(value));
  if (byBody !== undefined || typeof value !== "object" || value === null) return byBody;
  const { id, body } = value as Partial<Command>;
  const byId = typeof id === "string" ? asked.get(keyOfId(id)) : undefined;
  return byId !== undefined && asked.get(canonicalText(body)) === byId ? byId : undefined;
}

/** No canonical text begins like this. */
function keyOfId(id: string): string {
  return `#${id}`;
}
