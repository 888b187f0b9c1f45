import type { Context, Data, NodeId } from "@/engine/types.ts";
import { RaftNode } from "./raft_node.ts";
import type { RaftState } from "./raft_state.ts";

/** What a service that runs on top of Raft is told. */
export interface HostOptions {
  /** The servers: nodes that are clients take no part in Raft. */
  readonly servers: readonly NodeId[];
  readonly onApply: (index: number, command: Data) => void;
  /** Wraps every message that Raft sends. */
  readonly seal?: (message: Data) => Data;
}

/** A Raft inside a node that does more: what is committed is handed to the service. */
export function hostRaft(
  context: Context,
  options: HostOptions,
): { readonly raft: RaftNode; readonly state: RaftState } {
  const raft = new RaftNode(new HostedContext(context, options));
  return { raft, state: raft as unknown as RaftState };
}

/** The node's own context, with fewer peers and another place to apply to. */
class HostedContext implements Context {
  readonly id: NodeId;
  readonly peers: readonly NodeId[];

  constructor(private readonly own: Context, private readonly options: HostOptions) {
    this.id = own.id;
    this.peers = options.servers.filter((server) => server !== own.id);
  }

  apply(index: number, command: Data): void {
    this.own.apply(index, command);
    this.options.onApply(index, command);
  }

  now = (): number => this.own.now();
  random = (): number => this.own.random();
  send = (to: NodeId, message: Data): void => {
    const { seal } = this.options;
    this.own.send(to, seal === undefined ? message : seal(message));
  };
  setTimer = (name: string, delayMs: number): void => this.own.setTimer(name, delayMs);
  clearTimer = (name: string): void => this.own.clearTimer(name);
  save = (key: string, value: Data): void => this.own.save(key, value);
  write = (key: string, value: Data): void => this.own.write(key, value);
  sync = (): void => this.own.sync();
  load = (key: string): Data => this.own.load(key);
  reply = (id: string, result: Data): void => this.own.reply(id, result);
  note = (label: string, data?: Data): void => this.own.note(label, data);
}
