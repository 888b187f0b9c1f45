import { type Faults, PROFILES } from "../faults.ts";

/** Gossip as replicas meet it: states come late and twice, old ones after new ones, some never. */
const LOSSY: Faults = { ...PROFILES.lossy, slow: 0.25, slowMs: [20, 80], duplication: 0.15 };

/** What befalls replicas that gossip. Rates are high, since runs are short. */
export const GOSSIP_FAULTS = {
  lossy: LOSSY,
  /** Replicas also crash, in the middle of a handler too, and come back soon. */
  crashes: {
    ...LOSSY,
    crashRate: 80,
    torn: 0.5,
    powerFailure: 0.5,
    downMs: [5, 40],
    downMax: 2,
  },
} satisfies Record<string, Faults>;
