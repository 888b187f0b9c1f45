import {
  LETTERS,
  listedRoundTrip,
  nameOf,
  pairOf,
  type Region,
  type RoundTrip,
} from "./regions.ts";

/** Where voters and leader stand, what is lost, and which round trips the reader has edited. */
export interface Placement {
  /** In the order of `REGIONS`; the leader is one of them. */
  readonly voters: readonly Region[];
  readonly leader: Region;
  readonly lost: readonly Region[];
  /** In milliseconds, by pair. */
  readonly edits: Readonly<Record<string, number>>;
}

export const INITIAL: Placement = { voters: ["v", "i", "t"], leader: "v", lost: [], edits: {} };

export const ROUND_TRIP_MS_MAX = 999;

export function roundTrip({ edits }: Placement, one: Region, other: Region): RoundTrip {
  const ms = edits[pairOf(one, other)];
  return ms === undefined ? listedRoundTrip(one, other) : { ms, source: "yours" };
}

/** One voter's answer to the leader. The leader's own comes at once. */
export interface Answer extends RoundTrip {
  readonly region: Region;
  /** Whether the commit waits for it. */
  readonly isNeeded: boolean;
}

export interface Quorum {
  /** How many of all voters, lost ones among them. */
  readonly majority: number;
  /** The answers that come, the first one first. Empty without a leader. */
  readonly answers: readonly Answer[];
  /** Undefined while nothing can be committed. */
  readonly commitMs?: number;
  /** How many more voters may be lost before nothing can be committed. */
  readonly spare: number;
}

/**
 * A commit takes as long as the fastest majority (Raft, section 5.3). So does a read by ReadIndex,
 * in which the leader asks a majority whether it still leads (Ongaro's dissertation, section 6.4).
 * The time on disks is left out.
 */
export function quorumOf(placement: Placement): Quorum {
  const { voters, leader, lost } = placement;
  const majority = Math.floor(voters.length / 2) + 1;
  const alive = voters.filter((each) => !lost.includes(each));
  const hasLeader = alive.includes(leader);
  const answers = (hasLeader ? alive : [])
    .map((region) => ({
      region,
      ...region === leader ? { ms: 0, source: "computed" } : roundTrip(placement, leader, region),
    }))
    // The leader's own answer is the first, however small a round trip is.
    .sort((a, b) => a.ms - b.ms || Number(b.region === leader) - Number(a.region === leader))
    .map((answer, index) => ({ ...answer, isNeeded: index < majority }));
  const commitMs = answers[majority - 1]?.ms;
  return { majority, answers, commitMs, spare: Math.max(0, alive.length - majority) };
}

/** What a commit would take with the leader elsewhere, for all voters that are not lost. */
export function commitByLeader(placement: Placement) {
  return placement.voters.filter((each) => !placement.lost.includes(each)).map((leader) => ({
    leader,
    commitMs: quorumOf({ ...placement, leader }).commitMs,
  }));
}

/** Adds or removes a voter. The leader stays: for it, the same placement comes back. */
export function toggleVoter(placement: Placement, region: Region): Placement {
  const { voters, leader } = placement;
  if (region === leader) return placement;
  const next = LETTERS.filter((each) => voters.includes(each) !== (each === region));
  return { ...placement, voters: next };
}

/** Puts the leader there, as a voter. */
export function lead(placement: Placement, region: Region): Placement {
  const voters = LETTERS.filter((each) => placement.voters.includes(each) || each === region);
  return { ...placement, voters, leader: region };
}

export function toggleLost(placement: Placement, region: Region): Placement {
  const lost = LETTERS.filter((each) => placement.lost.includes(each) !== (each === region));
  return { ...placement, lost };
}

const listOf = (regions: readonly Region[]) =>
  regions.map(nameOf).join(", ").replace(/, (?=[^,]*$)/, " and ");

/** Why a commit takes as long as it does, or why there is none. */
export function tellQuorum(placement: Placement): string {
  const { voters, leader, lost } = placement;
  const { majority, answers, commitMs, spare } = quorumOf(placement);
  const alive = voters.filter((each) => !lost.includes(each));
  if (alive.length < majority) {
    return `${alive.length} of ${voters.length} voters ${
      alive.length === 1 ? "is" : "are"
    } left, and a majority is ${majority}: nothing can be committed and nothing read by ReadIndex, until a region comes back.`;
  }
  if (answers.length === 0) {
    return `${nameOf(leader)} is lost, and the leader with it. ${
      listOf(alive)
    } are a majority and elect another: choose which.`;
  }
  if (majority === 1) return "The only voter commits alone. If it is lost, so is everything.";
  const slow = answers.filter(({ isNeeded }) => !isNeeded).map(({ region }) => region);
  const last = answers[majority - 1].region;
  const asks =
    `The leader counts itself and needs ${majority} of ${voters.length}, so it waits ${commitMs} ms, for ${
      nameOf(last)
    }.`;
  const rest = slow.length === 0 ? "" : ` It does not wait for ${listOf(slow)}.`;
  const next = spare === 0 ? " If one more voter is lost, nothing can be committed." : "";
  return asks + rest + next;
}

/** `vit.v.t.vi40-vt120`: voters, leader, lost, edits. */
export function writePlacement({ voters, leader, lost, edits }: Placement): string {
  const edited = Object.entries(edits).map(([pair, ms]) => `${pair}${ms}`).sort().join("-");
  return [voters.join(""), leader, lost.join(""), edited].join(".");
}

/** Reads what was written; undefined for what cannot be. */
export function readPlacement(text: string): Placement | undefined {
  const match = /^([a-z]+)\.([a-z])\.([a-z]*)\.([a-z0-9-]*)$/.exec(text);
  if (match === null) return undefined;
  const regions = (letters: string) => LETTERS.filter((each) => letters.includes(each));
  const [voters, [leader], lost] = match.slice(1, 4).map(regions);
  const isWhole = [voters.join(""), leader, lost.join("")].every((each, i) =>
    each === match[i + 1]
  );
  if (!isWhole || !voters.includes(leader)) return undefined;
  const edits: Record<string, number> = {};
  for (const word of match[4] === "" ? [] : match[4].split("-")) {
    const [, one, other, ms] = /^([a-z])([a-z])(\d{1,3})$/.exec(word) ?? [];
    const [from, to] = [LETTERS.indexOf(one as Region), LETTERS.indexOf(other as Region)];
    if (ms === undefined || from < 0 || to <= from) return undefined;
    edits[one + other] = Number(ms);
  }
  return { voters, leader, lost, edits };
}
