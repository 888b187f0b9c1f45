/** A beginning for the reader to go on from, and where it has one, its story to the end. */
export interface Preset {
  readonly text: string;
  /** What is shown first, as `writeRun` writes it. */
  readonly initial: string;
  /** Moves that go on from there, with what they do, one after the other. */
  readonly story?: readonly { readonly tells: string; readonly moves: string }[];
}

export const PRESETS = {
  "calm": { text: "A fresh cluster", initial: "5~" },
  /** Three of five lose patience at once. */
  "split-vote": { text: "Split vote", initial: "5~t1.t2.t3" },
  /** n1 leads term 1 and has one entry everywhere; then it and n2 are cut off from the rest. */
  "partitioned-leader": {
    text: "Leader cut off",
    initial: "5~t1.d12-1.d21-1.d13-1.d31-1.10.m1.8.c13.c14.c15.c23.c24.c25",
  },
  /**
   * Figure 8 of the Raft paper up to the return of S1: n1 led term 2 and left an entry on n2, n5 led
   * term 3 and left one on itself.
   */
  "figure-8": {
    text: "Figure 8",
    initial: "5~t1.l14-1.l15-1.l13-1.l12-1.t1.d15-2.d12-2.d21-1.d13-2.d31-1.l14-2.l51-1.l15-3." +
      "l13-3.l14-3.l12-3.m1.d12-4.l15-4.l13-4.l14-4.l21-2.x1.t5.d53-1.d35-1.d54-1.d45-1.l52-1." +
      "l52-2.l51-3.l51-2.l53-2.l54-2.m5.l51-4.l54-3.l52-3.l53-3.x5.r1.t1.l14-5.l12-5.l15-5.l13-5",
    story: [
      { tells: "n1 is elected for term 4", moves: "t1.d12-6.d21-3.d13-6.d31-2" },
      {
        tells: "n1 copies its entry of term 2 to n3",
        moves: "t1.d12-7.d12-8.d21-4.d21-5.d13-7.d13-8.d31-3.d31-4.t1.d12-9.d21-6.d13-9.d31-5." +
          "t1.d12-10.d21-7.d13-10.d31-6",
      },
      {
        tells: "n1 crashes, n5 comes back",
        moves: "l15-6.l15-8.l14-8.l14-6.l14-7.l15-7.l15-9.l14-9.l14-10.l15-10.x1.r5",
      },
      {
        tells: "n5 is elected for term 5",
        moves: "t5.l53-4.l51-5.l52-4.l54-4.t5.d52-5.d25-1.d53-5.d35-2.l54-5.l51-6.l51-7",
      },
      {
        tells: "n5 replaces the others' logs",
        moves: "l52-6.l54-6.l53-6.t5.d52-7.d25-2.d53-7.d35-3.d54-7.d45-2.t5.d52-8.d25-3.d53-8." +
          "d35-4.d54-8.d45-3.t5.d52-9.d25-4.d53-9.d35-5.d54-9.d45-4",
      },
    ],
  },
} satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;

export function presetOf(name: string): Preset {
  return Object.hasOwn(PRESETS, name) ? PRESETS[name as PresetName] : PRESETS.calm;
}
