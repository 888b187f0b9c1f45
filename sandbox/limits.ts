/** What the operating system and V8 allow a child. The inner limits are reached long before. */
export interface Limits {
  /** CPU time after which a child is ended. */
  readonly cpuSeconds: number;
  /** V8's heap. */
  readonly heapMb: number;
  /** All private memory, array buffers included, which the heap limit does not see. */
  readonly dataMb: number;
  /** Wall-clock time, for a child that sleeps. Generous: a busy machine must fail no one. */
  readonly wallMs: number;
  /**
   * A child may answer this much. It says each counterexample twice, and half of it is stored: the
   * longest verdict on the wrong programs that we know takes a tenth of that.
   */
  readonly outputBytes: number;
  /** The same for a run that is played: it is longer, is shown once, and stored nowhere. */
  readonly playedBytes: number;
}

/** The limits of a submission where nothing else is said. */
export const LIMITS: Limits = {
  cpuSeconds: 30,
  heapMb: 256,
  dataMb: 768,
  wallMs: 300_000,
  outputBytes: 4 * 1024 * 1024,
  playedBytes: 16 * 1024 * 1024,
};
