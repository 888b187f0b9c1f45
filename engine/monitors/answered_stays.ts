import type { Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { isDone } from "./answer_after_apply.ts";
import { type AskedCommands, askedId, noteAsked } from "./asked_commands.ts";

/**
 * Linearizability of a replicated log, durability included: what a client was told is done comes
 * before all that is asked later, on every node, for ever (Herlihy and Wing, TOPLAS 12(3), 1990;
 * Ongaro's dissertation, section 6.3). A log is one order of all commands, so it is enough to look
 * at the order in which each node applies them: a node that applies a command must before have
 * applied all that was answered before that command was asked.
 */
export function answeredStays(): Monitor {
  return new AnsweredStays();
}

interface Answered {
  readonly id: string;
  readonly node: NodeId;
  readonly step: number;
}

class AnsweredStays implements Monitor {
  readonly asked: AskedCommands = new Map();
  /** In order of their first answers. */
  readonly answered: Answered[] = [];
  /** By command: how many had been answered when it was first asked. */
  readonly answeredBefore = new Map<string, number>();
  /** By node: what it has applied since it started. */
  readonly applied = new Map<NodeId, Set<string>>();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    const { kind } = observation;
    if (kind === "start") this.applied.delete(node);
    else if (kind === "command") this.ask(observation.command);
    else if (kind === "reply") this.answer(node, step, observation);
    else if (kind === "apply") {
      const id = askedId(this.asked, observation.command);
      if (id !== undefined) return this.apply(node, step, id);
    }
  }

  private ask(command: Parameters<typeof noteAsked>[1]): void {
    noteAsked(this.asked, command);
    if (this.answeredBefore.has(command.id)) return;
    this.answeredBefore.set(command.id, this.answered.length);
  }

  private answer(
    node: NodeId,
    step: number,
    { id, result }: { id: string; result: unknown },
  ): void {
    if (!isDone(result) || this.answered.some((each) => each.id === id)) return;
    this.answered.push({ id, node, step });
  }

  private apply(node: NodeId, step: number, id: string): Violation | undefined {
    let applied = this.applied.get(node);
    if (applied === undefined) this.applied.set(node, applied = new Set());
    const count = this.answeredBefore.get(id) ?? 0;
    const lost = this.answered.slice(0, count).find((each) => !applied.has(each.id));
    applied.add(id);
    if (lost === undefined) return;
    return {
      message: `${lost.node} answered ${lost.id} as done at step ${lost.step}, and ${node} ` +
        `applied the later command ${id} at step ${step} without it.`,
      steps: [lost.step, step],
    };
  }
}
