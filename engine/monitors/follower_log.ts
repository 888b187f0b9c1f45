import type { Command, Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";
import { type Append, type RaftAdapter, readRaft } from "./raft_message.ts";

/** Which of a follower's promises is judged. */
export type FollowerAspect =
  /** It accepts entries exactly when its log holds what comes before them, and their leader rules. */
  | "answers"
  /** It applies what leaders have told it to be committed, and nothing else. */
  | "applies";

/**
 * One node that only follows, among puppets whose messages a real cluster could have sent: what its
 * log must hold is then known exactly, and shows in its answers and in what it applies (Raft,
 * figure 2, "AppendEntries RPC", receiver's steps 1 to 5).
 *
 * An entry that is known to conflict may go at once or only when it is overwritten; what a handler
 * did that a crash tore apart may have been kept or not; and a follower may know more to be
 * committed than the last message says, if earlier ones of the same leader vouch for it. Where both
 * are right, nothing is judged.
 */
export function followerLog(
  adapter: RaftAdapter,
  node: NodeId,
  aspect: FollowerAspect,
): Monitor {
  return new FollowerLog(adapter, node, aspect);
}

interface Held {
  readonly term: number;
  readonly command: string;
  /** What a client's command asks for, where the entry holds the whole of one. */
  readonly body: string;
  readonly step: number;
  /** False where the log may have lost it, or not have it yet. */
  readonly isSure: boolean;
}

interface Asked {
  readonly from: NodeId;
  readonly append: Append;
  readonly step: number;
  /** What the answer must be; undefined where both are right. */
  readonly expected: boolean | undefined;
  readonly because: string;
}

class FollowerLog implements Monitor {
  /** By index from 1. */
  readonly log: Held[] = [];
  /** The highest term that it was told of. It may forget it in a crash until it has sent it. */
  term = 0;
  sentTerm = 0;
  /** Up to where its log is known to be that of the leader of the highest term. */
  verified = 0;
  mayCommit = 0;
  mustCommit = { index: 0, from: "", step: 0 };
  applied = 0;
  asked: Asked | undefined;

  constructor(
    readonly adapter: RaftAdapter,
    readonly node: NodeId,
    readonly aspect: FollowerAspect,
  ) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (moment.node !== this.node) return;
    switch (observation.kind) {
      case "deliver":
        return this.hear(moment.step, observation.from, observation.message);
      case "send":
        return this.answer(moment.step, observation.to, observation.message);
      case "apply":
        return this.apply(moment.step, observation.index, observation.command);
      case "crash":
        return this.crash();
      case "fire":
      case "command":
        this.asked = undefined;
    }
  }

  finish(): Violation | undefined {
    const { index, from, step } = this.mustCommit;
    if (this.aspect !== "applies" || this.applied >= index) return;
    return {
      message: `${from} told ${this.node} at step ${step} that entry ${index} is committed, and ` +
        `${this.node} never applied it.`,
      steps: [step],
    };
  }

  private hear(step: number, from: NodeId, data: unknown): undefined {
    this.asked = undefined;
    const message = readRaft(this.adapter, data);
    if (message === undefined) return;
    const isOld = message.term < this.term;
    if (message.term > this.term) {
      this.term = message.term;
      this.verified = 0;
    }
    if (message.kind !== "append") return;
    if (isOld) {
      // In a crash it may have forgotten that the term was over.
      const expected = message.term < this.sentTerm ? false : undefined;
      const because = `whose term ${message.term} is over`;
      this.asked = { from, append: message, step, expected, because };
    } else this.consider(step, from, message);
  }

  private consider(step: number, from: NodeId, append: Append): void {
    const { previousIndex, previousTerm } = append;
    const before = this.log[previousIndex - 1];
    const holds = previousIndex === 0 || before?.term === previousTerm;
    const isSure = previousIndex === 0 || before === undefined || before.isSure;
    const because = before === undefined
      ? `where its own log has no entry ${previousIndex}`
      : `where its own entry ${previousIndex} is of term ${before.term}`;
    this.asked = { from, append, step, expected: isSure ? holds : undefined, because };
    // An answer that may go either way says nothing of the log: stories do not build on it.
    if (holds) this.take(step, from, append);
    else this.doubt(previousIndex);
  }

  private take(step: number, from: NodeId, { previousIndex, entries, leaderCommit }: Append): void {
    entries.forEach(({ term, command }, place) => {
      const index = previousIndex + place + 1;
      const known = this.log[index - 1];
      if (known?.term === term && known.isSure) return;
      if (known?.term !== term) this.log.length = Math.min(this.log.length, index - 1);
      const body = canonicalText((command as Partial<Command> | null | undefined)?.body);
      this.log[index - 1] = { term, command: canonicalText(command), body, step, isSure: true };
    });
    const end = previousIndex + entries.length;
    this.verified = Math.max(this.verified, end);
    const told = leaderCommit ?? 0;
    this.mayCommit = Math.max(this.mayCommit, Math.min(told, this.verified));
    const index = Math.min(told, end);
    if (index > this.mustCommit.index) this.mustCommit = { index, from, step };
  }

  /** What conflicts with the leader's log may be thrown away at once. */
  private doubt(fromIndex: number): void {
    for (let place = fromIndex - 1; place < this.log.length; place++) {
      this.log[place] = { ...this.log[place], isSure: false };
    }
  }

  private answer(step: number, to: NodeId, data: unknown): Violation | undefined {
    const message = readRaft(this.adapter, data);
    if (message === undefined) return;
    this.sentTerm = Math.max(this.sentTerm, message.term);
    const { asked } = this;
    if (message.kind !== "append reply" || asked?.from !== to) return;
    this.asked = undefined;
    const { expected, append, because } = asked;
    if (this.aspect !== "answers" || expected === undefined || expected === message.success) return;
    const what = append.previousIndex === 0
      ? `the log from its beginning`
      : `what follows entry ${append.previousIndex} of term ${append.previousTerm}`;
    return {
      message: expected
        ? `${this.node} refused ${what} at step ${step}, although its log holds all before it.`
        : `${this.node} accepted ${what} at step ${step}, from ${to}, ${because}.`,
      steps: [step],
    };
  }

  private apply(step: number, index: number, command: unknown): Violation | undefined {
    this.applied = Math.max(this.applied, index);
    if (this.aspect !== "applies") return;
    const applied = `${this.node} applied entry ${index} at step ${step}`;
    if (index > this.mayCommit) {
      return {
        message: `${applied}, and no leader had vouched for it: a message's leaderCommit speaks ` +
          `of entries up to the last one that the message itself checks or brings.`,
        steps: [step],
      };
    }
    const held = this.log[index - 1];
    const text = canonicalText(command);
    if (held === undefined || text === held.command || text === held.body) return;
    return {
      message: `${applied} as ${shown(text)}, but that entry is ${shown(held.command)} since ` +
        `step ${held.step}.`,
      steps: [held.step, step],
    };
  }

  private crash(): undefined {
    this.applied = 0;
    this.mayCommit = 0;
    this.mustCommit = { index: 0, from: "", step: 0 };
    this.verified = 0;
    this.term = this.sentTerm;
    // A torn handler: what it did to the log is known only if it has answered.
    if (this.asked !== undefined) this.doubt(this.asked.append.previousIndex + 1);
    this.asked = undefined;
  }
}
