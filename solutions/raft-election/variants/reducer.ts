// hidden: truthlab-hidden-7f3a
// A pure function from state and event to state and effects; the class only carries them out.
import type { Context, Entry, Message, NodeId } from "@/exercises/raft-election/api.ts";

interface State {
  readonly self: NodeId;
  readonly peers: readonly NodeId[];
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
  readonly role: "FOLLOWER" | "CANDIDATE" | "LEADER";
  readonly term: number;
  readonly votedFor: NodeId | null;
  readonly votes: Readonly<Record<NodeId, boolean>>;
}

type Effect =
  | { readonly do: "send"; readonly to: NodeId; readonly message: Message }
  | { readonly do: "save" }
  | { readonly do: "wait" }
  | { readonly do: "beat" };

type Step = readonly [State, readonly Effect[]];

const SAVE: Effect = { do: "save" };
const WAIT: Effect = { do: "wait" };
const BEAT: Effect = { do: "beat" };

function timeout(state: State): Step {
  const term = state.term + 1;
  const candidate: State = {
    ...state,
    role: "CANDIDATE",
    term,
    votedFor: state.self,
    votes: { [state.self]: true },
  };
  const { self: candidateId, lastLogIndex, lastLogTerm } = state;
  const request = { type: "RequestVote", term, candidateId, lastLogIndex, lastLogTerm } as const;
  const [next, effects] = count(candidate);
  return [next, [SAVE, WAIT, ...toAll(state, request), ...effects]];
}

function heartbeat(state: State): Step {
  if (state.role !== "LEADER") return [state, []];
  const append = {
    type: "AppendEntries",
    term: state.term,
    leaderId: state.self,
    prevLogIndex: state.lastLogIndex,
    prevLogTerm: state.lastLogTerm,
    entries: [],
    leaderCommit: 0,
  } satisfies Message;
  return [state, [BEAT, ...toAll(state, append)]];
}

function receive(state: State, from: NodeId, message: Message): Step {
  if (message.term <= state.term) return answer(state, from, message);
  const newer: State = { ...state, role: "FOLLOWER", term: message.term, votedFor: null };
  const [next, effects] = answer(newer, from, message);
  return [next, [SAVE, ...(state.role === "LEADER" ? [WAIT] : []), ...effects]];
}

function answer(state: State, from: NodeId, message: Message): Step {
  const { term } = state;
  switch (message.type) {
    case "RequestVote": {
      const voteGranted = message.term === term && [null, from].includes(state.votedFor) &&
        isUpToDate(state, message);
      const reply = { type: "RequestVoteReply", term, voteGranted } as const;
      const send: Effect = { do: "send", to: from, message: reply };
      return voteGranted ? [{ ...state, votedFor: from }, [SAVE, WAIT, send]] : [state, [send]];
    }
    case "RequestVoteReply": {
      const counts = state.role === "CANDIDATE" && message.term === term && message.voteGranted;
      return counts ? count({ ...state, votes: { ...state.votes, [from]: true } }) : [state, []];
    }
    case "AppendEntries": {
      const success = message.term === term;
      const reply = { type: "AppendEntriesReply", term, success } as const;
      const send: Effect = { do: "send", to: from, message: reply };
      return success ? [{ ...state, role: "FOLLOWER" }, [WAIT, send]] : [state, [send]];
    }
    default:
      return [state, []];
  }
}

function count(state: State): Step {
  const isElected = Object.keys(state.votes).length > (state.peers.length + 1) / 2;
  return isElected ? heartbeat({ ...state, role: "LEADER" }) : [state, []];
}

function isUpToDate(own: State, { lastLogTerm, lastLogIndex }: Message & { type: "RequestVote" }) {
  return lastLogTerm === own.lastLogTerm
    ? lastLogIndex >= own.lastLogIndex
    : lastLogTerm > own.lastLogTerm;
}

function toAll({ peers }: State, message: Message): Effect[] {
  return peers.map((to) => ({ do: "send", to, message }));
}

export class RaftNode {
  private state: State;

  constructor(private readonly context: Context, log: readonly Entry[]) {
    const { term = 0, votedFor = null } = (context.load("raft") ?? {}) as Partial<State>;
    this.state = {
      self: context.id,
      peers: context.peers,
      lastLogIndex: log.length,
      lastLogTerm: log[log.length - 1]?.term ?? 0,
      role: "FOLLOWER",
      term,
      votedFor,
      votes: {},
    };
  }

  onStart(): void {
    this.perform([this.state, [WAIT]]);
  }

  onTimer(name: string): void {
    if (name === "beat") this.perform(heartbeat(this.state));
    else if (this.state.role !== "LEADER") this.perform(timeout(this.state));
  }

  onMessage(from: NodeId, message: Message): void {
    this.perform(receive(this.state, from, message));
  }

  private perform([state, effects]: Step): void {
    this.state = state;
    for (const effect of effects) {
      if (effect.do === "send") this.context.send(effect.to, effect.message);
      else if (effect.do === "save") this.context.save("raft", state);
      else if (effect.do === "beat") this.context.setTimer("beat", 40);
      else this.context.setTimer("wait", 160 + 140 * this.context.random());
    }
  }
}
