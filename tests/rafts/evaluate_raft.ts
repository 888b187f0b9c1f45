import { transform } from "sucrase";
import { bareGuest } from "@/engine/bare_guest.ts";
import type { Guest } from "@/engine/guest.ts";

const SOURCE = Deno.readTextFileSync(
  new URL("../../islands/figures/kit/raft_node.ts", import.meta.url),
);

/** A small change to the text of the correct Raft. */
export interface Mutation {
  /** An exact part of the source that stands there once. */
  readonly replace: string;
  readonly by: string;
}

/** The Raft of `islands/figures/kit`, with changes, as a program to run. */
export function evaluateRaft(mutations: readonly Mutation[] = []): Guest {
  const source = mutations.reduce(mutate, SOURCE);
  const { code } = transform(source, { transforms: ["typescript"] });
  // The class is the file's last statement and its only export.
  const evaluate = new Function(code.replace("export class RaftNode", "return class RaftNode"));
  return bareGuest(() => ({ RaftNode: evaluate() }), source);
}

/** @throws Error when the text has changed under a mutation. */
function mutate(source: string, { replace, by }: Mutation): string {
  const count = source.split(replace).length - 1;
  if (count !== 1) {
    throw new Error(
      `Cannot mutate raft.ts: ${JSON.stringify(replace)} stands there ${count} times`,
    );
  }
  return source.replace(replace, () => by);
}
