import type { World } from "@/engine/world.ts";
import { messagesUnderWay, type Move } from "../kit/moves.ts";
import { playRun, type RunSetup } from "../kit/play_run.ts";

/** A conversation is over long before; a program that answers its own answers would never be. */
const TALK_MAX = 60;

/**
 * The moves by which all messages from and to a node arrive, and all answers that they bring about
 * on its links, while nothing else happens: how a reader lets one node talk.
 */
export function talk(setup: RunSetup, moves: readonly Move[], node: number): Move[] {
  const added: Move[] = [];
  while (added.length < TALK_MAX) {
    const { world } = playRun(setup, [...moves, ...added]);
    const next = messagesUnderWay(world).find((message) =>
      (message.from === node || message.node === node) && canArrive(world, message)
    );
    if (next === undefined) break;
    const { from, node: to, ordinal } = next;
    added.push({ kind: "deliver", from, to, ordinal });
  }
  return added;
}

function canArrive(world: World, { from, node }: { from: number; node: number }): boolean {
  return !world.isCut(from, node) && world.isRunning(node) && !world.states[node].isPaused;
}
