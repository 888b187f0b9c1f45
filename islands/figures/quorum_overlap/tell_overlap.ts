import { countPairs, findRegress, type Settings } from "./overlap.ts";

/** What these numbers promise, and what they do not. */
export function tellOverlap(settings: Settings): string {
  const { copies, written, asked, passesOn } = settings;
  const { apart } = countPairs(copies, written, asked);
  const sum = `R + W is ${asked + written}, and N is ${copies}`;
  if (apart > 0) {
    return `${sum}: a read may ask just those copies that a confirmed write has not reached.`;
  }
  if (findRegress(settings) === undefined) {
    return `${sum}: every read meets the last confirmed write. ${
      passesOn && written + asked > copies
        ? "And who has read a value has made sure that nobody reads an older one later."
        : "And whoever reads asks every copy, so that even a write which is half done is met by all."
    }`;
  }
  return `${sum}: every read meets the last confirmed write. But a write that is still under way may be met by one reader and missed by the next. Let reads pass on what they return.`;
}

/** How many copies may be down. */
export function tellSpare({ copies, written, asked }: Settings): string {
  return `Writes go on with ${down(copies - written)}, reads with ${down(copies - asked)}.`;
}

function down(count: number): string {
  return count === 0 ? "no copy down" : count === 1 ? "one copy down" : `${count} copies down`;
}
