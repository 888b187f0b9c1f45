import type { Exports } from "../guest.ts";
import type { Data, NodeId } from "../types.ts";

/**
 * What every state-based replicated data type offers (Shapiro, Preguiça, Baquero and Zawirski,
 * "Conflict-free replicated data types", SSS 2011, section 2). The program's own object: its
 * results are never trusted.
 */
export interface Replicated {
  /** All that the replica knows, as plain data. */
  state(): Data;
  /** Takes in what another replica, or this one before a crash, knew. */
  merge(state: Data): void;
}

/** How the replicas of one exercise are made, asked and read. Nothing here knows a state's layout. */
export interface DataType<Body> {
  /** Makes a replica that knows nothing. `random` draws from the run's seed. */
  readonly create: (program: Exports, id: NodeId, random: () => number) => Replicated;
  /** Performs what a client asked for. It may throw where the operation `isRefused`. */
  readonly perform: (replica: Replicated, body: Body) => void;
  /** What a replica shows to its users. Equal data must mean that they see the same. */
  readonly read: (replica: Replicated) => Data;
  /** What is read, in words. */
  readonly show: (value: Data) => string;
  /** An update in words: "+3". */
  readonly tell: (body: Body) => string;
  /** True for an operation that must be refused. */
  readonly isRefused?: (body: Body) => boolean;
  /** Updates by which one sees whether two replicas hang together. */
  readonly probes: readonly Body[];
}

/** What a client asks of a replica: an update, or only to `gossip`; and whom to tell then. */
export interface Order<Body> {
  readonly update?: Body;
  /** The replica sends its whole state to these. */
  readonly to?: readonly NodeId[];
}

/** What a replica keeps on its disk and sends: its state, and for the judge the updates in it. */
export interface Known {
  readonly state: Data;
  /** The ids of the commands whose updates are known, sorted. The program never sees them. */
  readonly knows: readonly string[];
}
