import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { type AskedCommands, askedId, noteAsked } from "./asked_commands.ts";
import { canonicalText, shown } from "./canonical_text.ts";

/**
 * Validity: what is handed to the state machine is a command that a client has asked for, whole or
 * its body alone; or `null` or undefined for an entry that holds none.
 */
export function applyWhatWasAsked(): Monitor {
  return new ApplyWhatWasAsked();
}

class ApplyWhatWasAsked implements Monitor {
  readonly asked: AskedCommands = new Map();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "command") noteAsked(this.asked, observation.command);
    if (observation.kind !== "apply") return;
    const { index, command } = observation;
    if (command === null || command === undefined) return;
    if (askedId(this.asked, command) !== undefined) return;
    return {
      message: `${node} applied ${shown(canonicalText(command))} as entry ${index} ` +
        `at step ${step}, which no client had asked for.`,
      steps: [step],
    };
  }
}
