import type { Command, Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { canonicalText, shown } from "./canonical_text.ts";
import { type Append, type RaftAdapter, type RaftEntry, readRaft } from "./raft_message.ts";

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
  /** The highest term that it was told of: it may have ignored it, or forgotten it in a crash. */
  toldTerm = 0;
  /** The highest term that it has sent. */
  sentTerm = 0;
  /** Up to where its log is known to be that of the leader of a term. */
  verified = { term: 0, index: 0 };
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
    const mayBeOver = message.term < this.toldTerm;
    this.toldTerm = Math.max(this.toldTerm, message.term);
    if (message.kind !== "append") return;
    if (message.term < this.sentTerm) {
      const because = `whose term ${message.term} is over`;
      this.asked = { from, append: message, step, expected: false, because };
    } else this.consider(step, from, message, mayBeOver);
  }

  private consider(step: number, from: NodeId, append: Append, mayBeOver: boolean): void {
    const { previousIndex, previousTerm } = append;
    const before = this.log[previousIndex - 1];
    const holds = previousIndex === 0 || before?.term === previousTerm;
    const isSure = before === undefined
      ? previousIndex > 0 || !mayBeOver
      : before.isSure && !mayBeOver;
    const because = before === undefined
      ? `where its own log has no entry ${previousIndex}`
      : `where its own entry ${previousIndex} is of term ${before.term}`;
    const expected = isSure ? holds : undefined;
    this.asked = { from, append, step, expected, because };
    if (expected) this.take(step, from, append);
    else if (isSure) this.doubt(previousIndex);
    else this.expectEither(append);
  }

  /** What it has done shows in its answer. Until then, or if it crashes first, it may be either. */
  private expectEither({ previousIndex, entries, leaderCommit = 0 }: Append): void {
    this.doubt(previousIndex);
    entries.forEach((entry, place) => {
      this.log[previousIndex + place] ??= { ...heldOf(entry, 0), isSure: false };
    });
    const end = previousIndex + entries.length;
    this.mayCommit = Math.max(this.mayCommit, Math.min(leaderCommit, end));
  }

  private take(step: number, from: NodeId, append: Append): void {
    const { term, previousIndex, entries, leaderCommit = 0 } = append;
    entries.forEach((entry, place) => {
      const index = previousIndex + place + 1;
      const known = this.log[index - 1];
      if (known?.term === entry.term && known.isSure) return;
      if (known?.term !== entry.term) this.log.length = Math.min(this.log.length, index - 1);
      this.log[index - 1] = heldOf(entry, step);
    });
    const end = previousIndex + entries.length;
    const known = this.verified.term === term ? this.verified.index : 0;
    this.verified = { term, index: Math.max(known, end) };
    this.mayCommit = Math.max(this.mayCommit, Math.min(leaderCommit, this.verified.index));
    const index = Math.min(leaderCommit, end);
    if (index > this.mustCommit.index) this.mustCommit = { index, from, step };
  }

  /** What conflicts with the leader's log may be thrown away at once. */
  private doubt(fromIndex: number): void {
    for (let place = Math.max(0, fromIndex - 1); place < this.log.length; place++) {
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
    if (expected === undefined && message.success) this.take(asked.step, to, append);
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
    if (held === undefined || !held.isSure) return;
    if (text === held.command || text === held.body) return;
    return {
      message: `${applied} as ${shown(text)}, but that entry is ${shown(held.command)} since ` +
        `step ${held.step}.`,
      steps: [held.step, step],
    };
  }

  private crash(): undefined {
    // What is committed is so for ever, and a node may have saved that it is.
    this.applied = 0;
    this.mustCommit = { index: 0, from: "", step: 0 };
    this.verified = { term: 0, index: 0 };
    // A torn handler: what it did to the log is known only if it has answered.
    if (this.asked !== undefined) this.doubt(this.asked.append.previousIndex + 1);
    this.asked = undefined;
  }
}

function heldOf({ term, command }: RaftEntry, step: number): Held {
  const body = canonicalText((command as Partial<Command> | null | undefined)?.body);
  return { term, command: canonicalText(command), body, step, isSure: true };
}
