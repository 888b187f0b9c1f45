import type { Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { type AskedCommands, askedId, noteAsked } from "./asked_commands.ts";

/**
 * A client is told that its command is done only when that is so: some node has applied it, or the
 * one that answers does so in the same handler. What has been appended only may still be
 * overwritten (Ongaro's dissertation, section 6.3; Raft, section 5.3).
 */
export function answerAfterApply(): Monitor {
  return new AnswerAfterApply();
}

interface Answer {
  readonly id: string;
  readonly step: number;
}

class AnswerAfterApply implements Monitor {
  readonly asked: AskedCommands = new Map();
  readonly applied = new Set<string>();
  /** By node: what its running handler has answered and not yet applied. */
  readonly early = new Map<NodeId, Answer>();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    switch (observation.kind) {
      case "apply": {
        const id = askedId(this.asked, observation.command);
        if (id === undefined) return;
        this.applied.add(id);
        if (this.early.get(node)?.id === id) this.early.delete(node);
        return;
      }
      case "reply": {
        const { id, result } = observation;
        if (!isDone(result) || this.applied.has(id) || this.early.has(node)) return;
        this.early.set(node, { id, step });
        return;
      }
      // The handler may have been about to apply it.
      case "crash":
        this.early.delete(node);
        return;
      case "command":
      case "deliver":
      case "fire":
        if (observation.kind === "command") noteAsked(this.asked, observation.command);
        return this.judge(node);
    }
  }

  finish(): Violation | undefined {
    for (const node of this.early.keys()) return this.judge(node);
  }

  private judge(node: NodeId): Violation | undefined {
    const early = this.early.get(node);
    if (early === undefined) return;
    return {
      message: `${node} answered ${early.id} as done at step ${early.step}, ` +
        `and no node had applied that command.`,
      steps: [early.step],
    };
  }
}

/** `{ ok: true }`, whatever else it says. */
export function isDone(result: unknown): boolean {
  return typeof result === "object" && result !== null && (result as { ok?: unknown }).ok === true;
}
