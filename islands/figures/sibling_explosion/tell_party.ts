import type { Measure, Party } from "./party.ts";

/** Which of the two growths has set in, and where, in a sentence or two. */
export function tellParty({ writes, clients, concurrent, history }: Party): string {
  const last = history.at(-1);
  if (last === undefined) {
    return "Nothing is written yet. Let A and B take turns without reading, or let new clients come.";
  }
  const truth = `After ${many(writes, "write")} by ${many(clients, "client")}, ` +
    `${many(concurrent.length, "version")} should be there.`;
  const troubles = [tellCautious(last.cautious), tellCareless(last.careless), tellLong(last.client)]
    .filter((each) => each !== undefined);
  if (troubles.length === 0) return `${truth} So far all four kinds of bookkeeping have just that.`;
  return `${truth} ${troubles.join(" ")} Dots keep just ${concurrent.length}, with ` +
    `${last.dotted.entries === 1 ? "one entry" : `${last.dotted.entries} entries`}.`;
}

function tellCautious({ siblings, falseSiblings }: Measure): string | undefined {
  if (falseSiblings === 0) return undefined;
  return `Where all are kept in doubt, there are ${siblings}, of which ${falseSiblings} had been ` +
    `replaced.`;
}

function tellCareless({ lost }: Measure): string | undefined {
  if (lost === 0) return undefined;
  return `Where the newer vector wins, ${many(lost, "version")} nobody had seen ` +
    `${lost === 1 ? "is" : "are"} gone.`;
}

function tellLong({ entries }: Measure): string | undefined {
  return entries > 3 ? `With an entry for each client the vector has ${entries}.` : undefined;
}

function many(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count} ${what}s`;
}
