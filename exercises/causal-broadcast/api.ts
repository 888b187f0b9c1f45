/** The name of a node: `n1`, `n2`, ... */
export type NodeId = string;

/** What a user writes. The id is unique. */
export interface Post {
  readonly id: string;
  readonly text: string;
}

/** A user of this node writes a post. */
export interface Command {
  readonly id: string;
  readonly client: string;
  readonly body: Post;
}

/**
 * All that a node can touch. What you send, deliver or note is copied at that moment, and is data:
 * numbers, strings, booleans, bigint, null, undefined, and arrays, objects, Maps and Sets of these.
 * A class instance arrives as a plain object of its fields. Functions, symbols, errors and typed
 * arrays are refused: the exception says where in the message they are.
 */
export interface Context {
  readonly id: NodeId;
  /** All the other nodes, in a fixed order. */
  readonly peers: readonly NodeId[];
  /** Sends a message. Sending to oneself works. */
  send(to: NodeId, message: unknown): void;
  /** Delivers a post to this node's user. `place` counts this node's deliveries: 1, 2, 3, ... */
  apply(place: number, post: Post): void;
  /** Calls `onTimer(name)` after so many milliseconds; arming it again replaces it. */
  setTimer(name: string, delayMs: number): void;
  clearTimer(name: string): void;
  /** This node's own clock, in milliseconds. */
  now(): number;
  /** A number from 0 to 1. */
  random(): number;
  /** Writes a line into the trace, for you to read. */
  note(label: string, data?: unknown): void;
}

/** What your class is. `Message` is whatever you send. */
export interface CausalBroadcastNode<Message> {
  onStart?(): void;
  onCommand(command: Command): void;
  onMessage(from: NodeId, message: Message): void;
  onTimer?(name: string): void;
}

/** What your file exports. */
export interface CausalBroadcastProgram<Message> {
  CausalBroadcast: new (context: Context) => CausalBroadcastNode<Message>;
}
