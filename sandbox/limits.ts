/** CPU seconds after which the operating system ends a child. Fuel runs out long before. */
export const CPU_SECONDS_MAX = 30;
/** Wall-clock limit, for a child that sleeps. Generous, since a busy machine must fail no one. */
export const WALL_MS_MAX = 120_000;
/** V8's heap, in megabytes. */
export const HEAP_MB_MAX = 256;
/** All private memory, array buffers included, which the heap limit does not see. */
export const DATA_BYTES_MAX = 768 * 1024 * 1024;
/** A child may answer this much. */
export const OUTPUT_BYTES_MAX = 16 * 1024 * 1024;
