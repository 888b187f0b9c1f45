/** Rises with time, for paging; ends in 80 random bits, since it is part of a link. */
export function newId(atMs: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${atMs.toString(36).padStart(9, "0")}${tail}`;
}
