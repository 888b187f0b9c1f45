/** A number that the reader enters, and where its first value comes from. */
export interface Field {
  readonly label: string;
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  /** Steps of 1 where it is a whole number. */
  readonly isWhole: boolean;
  readonly initial: number;
  readonly source: string;
}

const whole = { isWhole: true, source: "illustrative" };
const price = { isWhole: false, min: 0, max: 1000 };

/** What the bill is made of. The order is that of the address. */
export const FIELDS = {
  copies: { ...whole, label: "Copies", unit: "", min: 1, max: 9, initial: 3 },
  regions: { ...whole, label: "Regions", unit: "", min: 1, max: 9, initial: 3 },
  sizeGb: { ...whole, label: "Size of the data", unit: "GB", min: 1, max: 1_000_000, initial: 100 },
  writes: { ...whole, label: "Writes", unit: "per second", min: 1, max: 1_000_000, initial: 200 },
  reads: { ...whole, label: "Reads", unit: "per second", min: 0, max: 1_000_000, initial: 2000 },
  bytes: { ...whole, label: "A write", unit: "bytes", min: 1, max: 1_000_000, initial: 1000 },
  storagePrice: {
    ...price,
    label: "Storage",
    unit: "$ per GB and month",
    initial: 0.023,
    source: "s3-price-2022",
  },
  transferPrice: {
    ...price,
    label: "Transfer between regions",
    unit: "$ per GB",
    initial: 0.02,
    source: "illustrative",
  },
  farMs: {
    ...whole,
    label: "Round trip between regions",
    unit: "ms",
    min: 1,
    max: 999,
    initial: 80,
  },
  nearMs: {
    ...whole,
    label: "Round trip inside a region",
    unit: "ms",
    min: 1,
    max: 999,
    initial: 2,
  },
} as const satisfies Readonly<Record<string, Field>>;

export type Name = keyof typeof FIELDS;
export const NAMES = Object.keys(FIELDS) as Name[];

export const READS = ["nearest", "linearizable"] as const;

export type Design = Readonly<Record<Name, number>> & {
  /** Where a read is answered: by the nearest copy at once, or after asking a majority. */
  readonly readFrom: typeof READS[number];
};

export const INITIAL: Design = {
  ...Object.fromEntries(NAMES.map((name) => [name, FIELDS[name].initial])) as Record<Name, number>,
  readFrom: "nearest",
};

/** A month of 30 days. */
const SECONDS_PER_MONTH = 30 * 24 * 3600;
const BYTES_PER_GB = 1e9;

/** What a design comes to. Money by the month. */
export interface Cost {
  /** Copies in other regions than the leader's: every write is sent to each. */
  readonly farCopies: number;
  readonly transferGb: number;
  readonly storage: number;
  readonly transfer: number;
  readonly total: number;
  readonly commitMs: number;
  /** Requests that wait at any time: so many a second, times seconds each (Little, 1961). */
  readonly underWay: number;
  /** Changes a second, where each waits for the one before. Infinity where none waits. */
  readonly serialRate: number;
}

/** Copies are spread evenly, and the leader stands in a region that has as many as any. */
export function costOf(design: Design): Cost {
  const { copies, sizeGb, writes, reads, bytes, storagePrice, transferPrice } = design;
  const regions = Math.min(design.regions, copies);
  const nearCopies = Math.ceil(copies / regions);
  const farCopies = copies - nearCopies;
  const transferGb = writes * bytes * farCopies * SECONDS_PER_MONTH / BYTES_PER_GB;
  const storage = copies * sizeGb * storagePrice;
  const transfer = transferGb * transferPrice;
  const majority = Math.floor(copies / 2) + 1;
  // The leader counts itself, and waits for the fastest majority.
  const commitMs = majority === 1 ? 0 : nearCopies >= majority ? design.nearMs : design.farMs;
  const waitingReads = design.readFrom === "linearizable" ? reads : 0;
  return {
    farCopies,
    transferGb,
    storage,
    transfer,
    total: storage + transfer,
    commitMs,
    underWay: (writes + waitingReads) * commitMs / 1000,
    serialRate: commitMs === 0 ? Infinity : 1000 / commitMs,
  };
}

export function isAllowed(name: Name, value: number): boolean {
  const { min, max, isWhole } = FIELDS[name];
  return value >= min && value <= max && (!isWhole || Number.isInteger(value));
}

const NUMBER = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

/** Three digits tell it. */
export function showNumber(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString("en-US") : NUMBER.format(value);
}

export function showMoney(value: number): string {
  const digits = value >= 1000 ? 0 : 2;
  return `$${
    value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })
  }`;
}

export function showRate(rate: number): string {
  return rate === Infinity ? "no limit" : `${showNumber(rate)} per second`;
}

/** The same in one region, and what differs. */
export function tellCost(design: Design): string {
  const regions = Math.min(design.regions, design.copies);
  const [here, one] = [costOf(design), costOf({ ...design, regions: 1 })];
  const { copies } = design;
  if (regions === 1) {
    return `${
      copies === 1 ? "One copy" : `All ${copies} copies`
    } in one region: nothing is paid for traffic between regions, and a commit takes ${one.commitMs} ms. Put the copies into more regions, and see what changes and what does not.`;
  }
  const spread =
    `${copies} copies in ${regions} regions: storage costs the same as in one region, ${
      showMoney(here.storage)
    }, and traffic costs ${showMoney(here.transfer)} more.`;
  if (here.commitMs === one.commitMs) {
    return `${spread} A commit still takes ${here.commitMs} ms, since one region holds a majority; without that region nothing can be committed.`;
  }
  return `${spread} A commit takes ${here.commitMs} ms instead of ${one.commitMs}, ${
    showNumber(here.underWay)
  } requests are under way instead of ${
    showNumber(one.underWay)
  }, and where each change waits for the one before, ${
    showNumber(here.serialRate)
  } a second are possible instead of ${showNumber(one.serialRate)}, at any price.`;
}

/** `3-3-100-...-n`: the numbers in the order of `FIELDS`, then how reads are answered. */
export function writeDesign(design: Design): string {
  return [...NAMES.map((name) => design[name]), design.readFrom[0]].join("-");
}

/** Reads what was written; undefined for what no reader can enter. */
export function readDesign(text: string): Design | undefined {
  const words = text.split("-");
  const readFrom = READS.find((each) => each[0] === words[NAMES.length]);
  if (words.length !== NAMES.length + 1 || readFrom === undefined) return undefined;
  const numbers = words.slice(0, -1);
  if (!numbers.every((each) => /^\d{1,7}(\.\d{1,6})?$/.test(each))) return undefined;
  const entries = NAMES.map((name, index) => [name, Number(numbers[index])] as const);
  if (!entries.every(([name, value]) => isAllowed(name, value))) return undefined;
  return { ...Object.fromEntries(entries) as Record<Name, number>, readFrom };
}
