import type { Exports } from "../guest.ts";
import type { Scenario } from "../suite.ts";
import type { Command, Context, Node, NodeId } from "../types.ts";
import type { DataType, Known, Order, Replicated } from "./data_type.ts";

/** The disk's key for what a replica knows. */
export const DISK_KEY = "replica";

/** Builds the replicas of one data type. */
export function replicasOf<Body>(type: DataType<Body>): Scenario["spawn"] {
  // The type holds functions, which a search cannot copy: it is no field of any replica.
  class Own extends Replica<Body> {
    override type(): DataType<Body> {
      return type;
    }
  }
  return (context, program) => new Own(context, program);
}

/**
 * A replica that gossips its whole state. It drives an object of the program's: an update is
 * performed, saved, shown and only then told to others, so that no crash takes back what somebody
 * has seen; after a crash a new object merges the state that was saved.
 *
 * Along with every state travels the list of updates in it. They are what the judge knows the
 * truth by, whatever the state looks like. Fields are public so that a search can copy them.
 */
abstract class Replica<Body> implements Node {
  readonly object: Replicated;
  knows: readonly string[] = [];

  constructor(readonly context: Context, program: Exports) {
    const random = Object.freeze(() => context.random());
    this.object = this.type().create(program, context.id, random);
  }

  abstract type(): DataType<Body>;

  onStart(): void {
    const saved = this.context.load(DISK_KEY) as Known | undefined;
    if (saved !== undefined) {
      this.knows = saved.knows;
      this.object.merge(saved.state);
    }
    this.show();
  }

  onCommand(command: Command): void {
    const { update, to = [] } = command.body as Order<Body>;
    if (update !== undefined && this.perform(update)) {
      this.knows = [...this.knows, command.id].sort();
      this.save();
    }
    if (update !== undefined) this.show();
    for (const peer of to) {
      this.context.send(peer, { state: this.object.state(), knows: this.knows } satisfies Known);
    }
  }

  onMessage(_from: NodeId, message: never): void {
    const { state, knows } = message as Known;
    this.knows = [...new Set([...this.knows, ...knows])].sort();
    this.object.merge(state);
    this.save();
    this.show();
  }

  /** Says whether the update was accepted. An exception is an answer only where one is due. */
  private perform(update: Body): boolean {
    try {
      this.type().perform(this.object, update);
      return true;
    } catch (error) {
      if (!this.type().isRefused?.(update)) throw error;
      this.context.note("refuses", nameOf(error));
      return false;
    }
  }

  private save(): void {
    this.context.save(DISK_KEY, { state: this.object.state(), knows: this.knows } satisfies Known);
  }

  private show(): void {
    this.context.note("shows", this.type().read(this.object));
  }
}

/** The class of an error of the program's, which may be anything. */
function nameOf(error: unknown): string {
  if (error instanceof RangeError) return "RangeError";
  return error instanceof Error ? String(error.name).slice(0, 40) : "something that is no Error";
}
