import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { type AskedCommands, askedId, noteAsked } from "./asked_commands.ts";
import { type RaftAdapter, readRaft } from "./raft_message.ts";

/**
 * Every node applies the commands of the log in order, each exactly once, from index 1 after every
 * start (Raft, figure 2 and section 5.3). An entry that holds no client's command, such as the
 * no-op of a new leader (section 8), may be applied or passed over: only there may indices have
 * gaps.
 */
export function applyLog(adapter: RaftAdapter): Monitor {
  return new ApplyLog(adapter);
}

class ApplyLog implements Monitor {
  readonly asked: AskedCommands = new Map();
  /** Indices at which some leader has sent an entry without a command. */
  readonly empty = new Set<number>();
  /** By node: the steps at which it applied the entries, by index from 1; 0 for a gap. */
  readonly applied = new Map<string, number[]>();

  constructor(readonly adapter: RaftAdapter) {}

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    const { kind } = observation;
    if (kind === "start") this.applied.delete(node);
    else if (kind === "command") noteAsked(this.asked, observation.command);
    else if (kind === "send") this.read(observation.message);
    else if (kind === "apply") return this.apply(node, step, observation.index);
  }

  private read(data: unknown): void {
    const message = readRaft(this.adapter, data);
    if (message?.kind !== "append") return;
    message.entries.forEach(({ command }, place) => {
      const index = message.previousIndex + place + 1;
      if (!this.empty.has(index) && askedId(this.asked, command) === undefined) {
        this.empty.add(index);
      }
    });
  }

  private apply(node: string, step: number, index: number): Violation | undefined {
    let steps = this.applied.get(node);
    if (steps === undefined) this.applied.set(node, steps = []);
    if (index <= steps.length) return twice(node, step, index, steps[index - 1]);
    while (steps.length + 1 < index) {
      const missing = steps.length + 1;
      if (!this.empty.has(missing)) {
        const message = `${node} applied entry ${index} at step ${step} without entry ${missing}.`;
        return { message, steps: [step] };
      }
      steps.push(0);
    }
    steps.push(step);
  }
}

function twice(node: string, step: number, index: number, before: number): Violation {
  const message = before === 0
    ? `${node} applied entry ${index} at step ${step} after entries that follow it.`
    : `${node} applied entry ${index} twice: at step ${before} and at step ${step}.`;
  return { message, steps: before === 0 || before === step ? [step] : [before, step] };
}
