import type { LineGuest } from "@/engine/play_case.ts";
import { createGuest } from "./create_guest.ts";

/** A guest that remembers which of its lines ran, each where it ran last. */
export function createLineGuest(
  source: string,
  exports: Readonly<Record<string, "function" | "class">>,
): LineGuest {
  const ran = new Set<number>();
  const onLine = (line: number) => {
    ran.delete(line);
    ran.add(line);
  };
  return {
    ...createGuest(source, exports, { onLine }),
    takeLines() {
      const lines = [...ran];
      ran.clear();
      return lines;
    },
  };
}
