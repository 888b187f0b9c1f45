/** An id of something that happens now. Of one process: see `openIds`. */
export const newId = openIds();

/**
 * Gives ids that rise with each call, also within a millisecond and when the clock is set back:
 * lists are read by id, and of two decisions the later one holds. Ids of several processes are in
 * order as far as their clocks tell.
 *
 * @param now ms since 1970.
 */
export function openIds(now: () => number = Date.now): () => string {
  let [lastMs, place] = [0, 0];
  return () => {
    const ms = now();
    [lastMs, place] = ms > lastMs ? [ms, 0] : [lastMs, place + 1];
    return idAt(lastMs, place);
  };
}

/**
 * An id that stands for a moment, in ms since 1970, and for a place among those of that moment.
 * It ends in 80 random bits, since it is part of a link.
 */
export function idAt(ms: number, place: number): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return ms.toString(36).padStart(9, "0") + place.toString(36).padStart(5, "0") + tail;
}
