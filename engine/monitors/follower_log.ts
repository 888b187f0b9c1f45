import type { Command, Data, Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
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
  /** Undefined where only the term is known. */
  readonly command: string | undefined;
  /** What a client's command asks for, where the entry holds the whole of one. */
  readonly body: string | undefined;
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
  /** What was known before it was asked. */
  readonly before: Pick<FollowerLog, "log" | "mustCommit">;
}

class FollowerLog implements Monitor {
  /** By index from 1. */
  log: readonly Held[] = [];
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
      this.asked = { from, append: message, step, expected: false, because, before: this.known() };
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
    this.asked = { from, append, step, expected, because, before: this.known() };
    if (expected) this.take(step, from, append);
    else if (isSure) this.doubt(previousIndex);
    else this.expectEither(append);
  }

  private known(): Asked["before"] {
    return { log: this.log, mustCommit: this.mustCommit };
  }

  /** What it has done shows in its answer. Until then, or if it crashes first, it may be either. */
  private expectEither({ previousIndex, entries, leaderCommit = 0 }: Append): void {
    this.doubt(previousIndex);
    const log = [...this.log];
    entries.forEach((entry, place) => {
      log[previousIndex + place] ??= { ...heldOf(entry, 0), isSure: false };
    });
    this.log = log;
    const end = previousIndex + entries.length;
    this.mayCommit = Math.max(this.mayCommit, Math.min(leaderCommit, end));
  }

  private take(step: number, from: NodeId, append: Append): void {
    const { term, previousIndex, previousTerm, entries, leaderCommit = 0 } = append;
    let log = [...this.log];
    if (previousIndex > 0) log = confirm(log, previousIndex, { term: previousTerm }, step);
    entries.forEach((entry, place) => {
      log = confirm(log, previousIndex + place + 1, entry, step);
    });
    this.log = log;
    const end = previousIndex + entries.length;
    const known = this.verified.term === term ? this.verified.index : 0;
    this.verified = { term, index: Math.max(known, end) };
    this.mayCommit = Math.max(this.mayCommit, Math.min(leaderCommit, this.verified.index));
    const index = Math.min(leaderCommit, end);
    if (index > this.mustCommit.index) this.mustCommit = { index, from, step };
  }

  /** What conflicts with the leader's log may be thrown away at once. */
  private doubt(fromIndex: number): void {
    this.log = this.log.map((held, place) =>
      place < fromIndex - 1 ? held : { ...held, isSure: false }
    );
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
    const isLater = !message.success && message.term > append.term;
    if (isLater && expected !== false) return this.forgetAsked(asked);
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

  /** It is in a later term than it was told of, which is its right after a restart. */
  private forgetAsked({ append, before }: Asked): undefined {
    this.mustCommit = before.mustCommit;
    this.log = before.log;
    this.doubt(append.previousIndex + 1);
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
    if (held?.command === undefined || !held.isSure) return;
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
    if (this.asked !== undefined) this.log = eitherOf(this.asked.before.log, this.log);
    this.asked = undefined;
  }
}

/**
 * The log once an entry of a term is known to stand at an index: what differed there is gone, with
 * all behind it, and so is what cannot come after it, since terms in a log never fall.
 */
function confirm(
  log: readonly Held[],
  index: number,
  entry: { readonly term: number; readonly command?: Data },
  step: number,
): Held[] {
  const known = log[index - 1];
  if (known?.term === entry.term) {
    const held = "command" in entry && !known.isSure ? heldOf(entry as RaftEntry, step) : known;
    const after = log.slice(index);
    const end = after.findIndex(({ term, isSure }) => !isSure && term < entry.term);
    const rest = end < 0 ? after : after.slice(0, end);
    return [...log.slice(0, index - 1), { ...held, isSure: true }, ...rest];
  }
  const held = "command" in entry
    ? heldOf(entry as RaftEntry, step)
    : { term: entry.term, command: undefined, body: undefined, step, isSure: true };
  return [...log.slice(0, index - 1), held];
}

/** A handler that a crash tore apart has changed the log or not, or a part of it. */
function eitherOf(before: readonly Held[], after: readonly Held[]): Held[] {
  const longer = before.length > after.length ? before : after;
  return longer.map((held, place) => {
    const isSame = before[place]?.term === after[place]?.term;
    return { ...held, isSure: held.isSure && isSame };
  });
}

function heldOf({ term, command }: RaftEntry, step: number): Held {
  const body = canonicalText((command as Partial<Command> | null | undefined)?.body);
  return { term, command: canonicalText(command), body, step, isSure: true };
}
