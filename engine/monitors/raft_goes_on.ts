import type { Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { listed } from "./leader_authority.ts";
import { isDone } from "./answer_after_apply.ts";
import { type AskedCommands, askedId, noteAsked } from "./asked_commands.ts";

export interface GoesOnOptions {
  readonly nodes: readonly NodeId[];
  /** What must come about for at least one of the commands. */
  readonly aspect: "applied everywhere" | "answered";
  /** How long a healed cluster has before clients ask, and the same in words. */
  readonly afterMs: number;
  readonly afterWords: string;
  /** How long it has then, and the same in words. */
  readonly withinMs: number;
}

/**
 * Progress: when all has been healed for long enough, clients ask every node for one command, and
 * soon at least one of these is applied on every node, or answered as done. Followers may refuse
 * theirs or pass them on, so one is all that can be asked.
 *
 * A run is judged only if it has all of this: shrinking takes out what it can.
 */
export function raftGoesOn(options: GoesOnOptions): Monitor {
  return new RaftGoesOn(options);
}

class RaftGoesOn implements Monitor {
  readonly asked: AskedCommands = new Map();
  healedStep = -1;
  healedMs = -1;
  fairUntilMs = -1;
  askedMs = -1;
  /** By node: what it was asked after the healing. */
  readonly late = new Map<NodeId, string>();
  /** By node: what it has applied of that. */
  readonly applied = new Map<NodeId, Set<string>>();
  isAnswered = false;

  constructor(readonly options: GoesOnOptions) {}

  observe({ node, step, timeMs }: Moment, observation: Observation): undefined {
    switch (observation.kind) {
      case "settle":
        if (this.healedStep < 0) {
          this.healedStep = step;
          this.healedMs = timeMs;
        }
        this.fairUntilMs = timeMs + observation.forMs;
        return;
      case "command":
        noteAsked(this.asked, observation.command);
        if (this.healedStep < 0 || timeMs - this.healedMs < this.options.afterMs) return;
        this.late.set(node, observation.command.id);
        this.askedMs = timeMs;
        return;
      case "start":
        this.applied.set(node, new Set());
        return;
      case "apply": {
        const id = askedId(this.asked, observation.command);
        if (id !== undefined) this.applied.get(node)?.add(id);
        return;
      }
      case "reply":
        if (isDone(observation.result) && [...this.late.values()].includes(observation.id)) {
          this.isAnswered = true;
        }
    }
  }

  finish(): Violation | undefined {
    const { nodes, aspect, afterMs, afterWords, withinMs } = this.options;
    if (this.late.size < nodes.length || this.fairUntilMs - this.askedMs < withinMs) return;
    const lacking = aspect === "answered" ? this.unanswered() : this.unapplied();
    if (lacking === undefined) return;
    return {
      message: `All was healed at step ${this.healedStep}. ${afterMs} ms later (${afterWords}) ` +
        `clients asked ${listed(nodes)} for a command each, and ${withinMs} ms after that ` +
        `${lacking}.`,
      steps: [this.healedStep],
    };
  }

  /** Who has applied nothing has nothing to tell. */
  private unanswered(): string | undefined {
    const isApplied = [...this.late.values()].some((id) => this.holders(id).length > 0);
    if (this.isAnswered || !isApplied) return undefined;
    return "none of the clients had been told that its command is done, although one was applied";
  }

  private unapplied(): string | undefined {
    const { nodes } = this.options;
    const holders = [...this.late.values()].map((id) => this.holders(id));
    const most = holders.reduce((one, other) => other.length > one.length ? other : one);
    if (most.length === nodes.length) return undefined;
    if (most.length === 0) return "no node had applied any of them";
    const behind = nodes.filter((node) => !most.includes(node));
    return `${listed(behind)} had not applied what ${listed(most)} had`;
  }

  private holders(id: string): NodeId[] {
    return this.options.nodes.filter((node) => this.applied.get(node)?.has(id));
  }
}
