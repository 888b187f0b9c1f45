import type { Data, Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";

/**
 * Messages of figure 2's types have figure 2's fields: see `RAFT_ADAPTER`. The other monitors pass
 * over what they cannot read, so this one says what is wrong with it.
 */
export function raftMessageShape(): Monitor {
  return new RaftMessageShape();
}

class RaftMessageShape implements Monitor {
  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind !== "send") return;
    const fault = faultOf(observation.message, node);
    if (fault === undefined) return;
    return { message: `At step ${step}, ${node} sent ${observation.to} ${fault}.`, steps: [step] };
  }
}

type Judge = (value: Data, sender: NodeId) => boolean;

const isCount: Judge = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isBoolean: Judge = (value) => typeof value === "boolean";
const isSender: Judge = (value, sender) => value === sender;

/** What each field must be, and in which words. */
const COUNT = { isRight: isCount, words: "a whole number from 0" };
const ANSWER = { isRight: isBoolean, words: "true or false" };
const SENDER = { isRight: isSender, words: "its sender's name" };
const ENTRIES = { isRight: Array.isArray as Judge, words: "an array" };

type Fields = Readonly<Record<string, { readonly isRight: Judge; readonly words: string }>>;

const FIELDS: Readonly<Record<string, Fields>> = {
  RequestVote: { term: COUNT, candidateId: SENDER, lastLogIndex: COUNT, lastLogTerm: COUNT },
  RequestVoteReply: { term: COUNT, voteGranted: ANSWER },
  AppendEntries: {
    term: COUNT,
    leaderId: SENDER,
    prevLogIndex: COUNT,
    prevLogTerm: COUNT,
    entries: ENTRIES,
    leaderCommit: COUNT,
  },
  AppendEntriesReply: { term: COUNT, success: ANSWER },
};

/** "a RequestVote whose term is not a whole number from 0: it is undefined", or nothing. */
function faultOf(data: Data, sender: NodeId): string | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const message = data as Readonly<Record<string, Data>>;
  const { type } = message;
  if (typeof type !== "string" || !Object.hasOwn(FIELDS, type)) return undefined;
  const article = type.startsWith("A") ? "an" : "a";
  for (const [name, { isRight, words }] of Object.entries(FIELDS[type])) {
    if (isRight(message[name], sender)) continue;
    return `${article} ${type} whose ${name} is not ${words}: it is ${told(message[name])}`;
  }
  if (type !== "AppendEntries") return undefined;
  const entries = message.entries as readonly Data[];
  const place = entries.findIndex((entry) =>
    !isCount((entry as { term?: Data } | null | undefined)?.term, sender)
  );
  return place < 0
    ? undefined
    : `an AppendEntries in which entry ${place + 1} has no term that is ${COUNT.words}`;
}

const TOLD_LENGTH_MAX = 30;

function told(value: Data): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, TOLD_LENGTH_MAX));
  if (typeof value === "bigint") return `the BigInt ${String(value).slice(0, TOLD_LENGTH_MAX)}n`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
