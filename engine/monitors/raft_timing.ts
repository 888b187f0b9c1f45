/**
 * What the Raft exercises ask of a program's timers, in milliseconds of its own clock. Their READMEs
 * say the same. The paper suggests election timeouts of 150 to 300 ms (section 9.3); twice as much
 * is still fine.
 */
export const RAFT_TIMING = {
  /** A node that hears from a leader at least this often does not stand for election. */
  electionMsMin: 150,
  /** A node that hears from no leader for this long stands for election. */
  electionMsMax: 600,
  /** A leader lets no follower wait longer than this for a heartbeat. */
  heartbeatMsMax: 100,
  /**
   * Once all trouble is over a cluster goes on within this time: 20 of the longest election
   * timeouts, so that even a long row of split votes is no failure.
   */
  progressMsMax: 12_000,
  progressWords: "20 of the longest election timeouts",
} as const;
