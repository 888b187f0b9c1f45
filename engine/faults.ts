/** From the smallest to the largest value, both included, each whole number as likely. */
export type Range = readonly [min: number, max: number];

/** How one link behaves. Shares are probabilities from 0 to 1. */
export interface LinkFaults {
  /** How long a message travels. */
  readonly delayMs: Range;
  /** Share of messages that take `slowMs` longer, so that later ones overtake them. */
  readonly slow: number;
  readonly slowMs: Range;
  readonly loss: number;
  readonly duplication: number;
}

/**
 * All trouble that a run may meet, as one value: what is not said here cannot happen, and nothing
 * random lies outside the run's seed. Rates are expected events per 1,000 steps.
 */
export interface Faults extends LinkFaults {
  /** Links that differ from the rest, by name: `n1>n2` is the one-way link from n1 to n2. */
  readonly links: Readonly<Record<string, Partial<LinkFaults>>>;

  readonly crashRate: number;
  /** Share of crashes that strike inside a handler, between two of its effects. */
  readonly torn: number;
  /** Share of crashes that lose what was written to the disk but not synced. */
  readonly powerFailure: number;
  readonly downMs: Range;
  /** At most this many nodes are down at once. */
  readonly downMax: number;

  readonly partitionRate: number;
  /** Share of partitions that cut one direction only. */
  readonly oneWay: number;
  /** Share of partitions that cut a single link, leaving both ends in touch with the rest. */
  readonly partial: number;
  readonly partitionMs: Range;
  /** Share of messages that a cut link holds back until it heals, rather than losing them. */
  readonly held: number;

  readonly pauseRate: number;
  readonly pauseMs: Range;

  /** Clocks start anywhere from 0 to this. */
  readonly clockStartMs: number;
  /** Clocks run too fast or too slow by up to this share of the true rate. */
  readonly clockDrift: number;
  readonly clockJumpRate: number;
  readonly clockJumpMs: Range;
}

/** A network that delays and does nothing worse. */
export const CALM: Faults = {
  delayMs: [1, 10],
  slow: 0,
  slowMs: [20, 200],
  loss: 0,
  duplication: 0,
  links: {},
  crashRate: 0,
  torn: 0,
  powerFailure: 0,
  downMs: [50, 1_000],
  downMax: 1,
  partitionRate: 0,
  oneWay: 0,
  partial: 0,
  partitionMs: [100, 1_500],
  held: 0,
  pauseRate: 0,
  pauseMs: [50, 800],
  clockStartMs: 0,
  clockDrift: 0,
  clockJumpRate: 0,
  clockJumpMs: [-500, 500],
};

/** Fault profiles by name, from mild to everything at once. */
export const PROFILES = {
  calm: CALM,
  /** Messages are late, lost, doubled and overtaken. */
  lossy: { ...CALM, delayMs: [1, 30], slow: 0.1, loss: 0.05, duplication: 0.05 },
  /** The network also splits, in every way. */
  split: {
    ...CALM,
    delayMs: [1, 20],
    slow: 0.05,
    loss: 0.01,
    duplication: 0.02,
    partitionRate: 8,
    oneWay: 0.3,
    partial: 0.3,
    held: 0.3,
  },
  /** Nodes also crash, between effects too, and forget what they did not save. */
  crashes: {
    ...CALM,
    delayMs: [1, 20],
    slow: 0.1,
    duplication: 0.02,
    crashRate: 12,
    torn: 0.5,
    powerFailure: 0.5,
  },
  /** Everything at once. */
  chaos: {
    ...CALM,
    delayMs: [1, 30],
    slow: 0.1,
    loss: 0.03,
    duplication: 0.05,
    crashRate: 8,
    torn: 0.5,
    powerFailure: 0.5,
    partitionRate: 6,
    oneWay: 0.3,
    partial: 0.3,
    held: 0.3,
    pauseRate: 3,
    clockStartMs: 100_000,
    clockDrift: 0.05,
    clockJumpRate: 2,
  },
} satisfies Record<string, Faults>;

/** The faults of one link: the common ones, with what is said of this link on top. */
export function faultsOfLink(faults: Faults, from: string, to: string): LinkFaults {
  const own = faults.links[`${from}>${to}`];
  return own === undefined ? faults : { ...faults, ...own };
}

/** The longest that a message between two running, connected nodes may travel. */
export function longestDelayMs(faults: Faults): number {
  const links = [faults, ...Object.values(faults.links).map((link) => ({ ...faults, ...link }))];
  return Math.max(
    ...links.map((link) => link.delayMs[1] + (link.slow > 0 ? link.slowMs[1] : 0)),
  );
}
