import type { Command, Context, Data, Node, NodeId } from "./types.ts";

/** What a puppet is told to send. */
export interface PuppetLine {
  readonly to: NodeId;
  readonly message: Data;
}

/**
 * A node that says what a story puts into its mouth, each command one message, and listens to
 * nobody. Around one node of the program, puppets make a unit test of its handlers.
 */
export class Puppet implements Node {
  constructor(readonly context: Context) {}

  onCommand(command: Command): void {
    const { to, message } = command.body as PuppetLine;
    this.context.send(to, message);
  }
}

/** Lines of a story in which a puppet sends a message, and it arrives. */
export function puppetSays(from: NodeId, to: NodeId, message: Data): string {
  return `command ${from} ${JSON.stringify({ to, message } satisfies PuppetLine)}\n` +
    `deliver ${from}>${to}\n`;
}
