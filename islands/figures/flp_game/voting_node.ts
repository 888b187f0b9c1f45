import type { Context } from "@/engine/types.ts";

/**
 * What nodes do when they are stuck. `fixed`: each keeps its opinion. `coin`: each tosses a coin.
 * `limit`: they are never stuck, since each waits out a time limit in which all messages arrive.
 */
export const WAYS = ["fixed", "coin", "limit"] as const;
export type Way = typeof WAYS[number];

export type Opinion = "yes" | "no";

/** A round has two phases: opinions are told, then what each thinks the majority to be. */
export interface Ballot {
  readonly round: number;
  readonly phase: "opinion" | "majority";
  /** `none`: no majority was seen. */
  readonly value: Opinion | "none";
}

/** The first two hold different opinions; one of three may stop, so nobody waits for more than two. */
export const OPINIONS: readonly Opinion[] = ["yes", "no", "no"];
const MAJORITY = 2;

/**
 * Voting in rounds after Ben-Or (PODC 1983, protocol A, for one crash among three), with a choice of
 * what to do in a round that shows no majority.
 */
export class VotingNode {
  round = 1;
  phase: Ballot["phase"] = "opinion";
  opinion: Opinion;
  decided: Opinion | undefined;
  /** What the last message brought about. */
  story = "";
  /** What has arrived, also for later phases; the own ballot is first. */
  private readonly arrived: { from: string; ballot: Ballot }[] = [];

  constructor(private readonly context: Context, private readonly way: Way, opinion: Opinion) {
    this.opinion = opinion;
  }

  /** How many ballots end a phase. */
  get quorum(): number {
    return this.way === "limit" ? this.context.peers.length + 1 : MAJORITY;
  }

  onStart(): void {
    this.tell(this.opinion);
  }

  onMessage(from: string, ballot: Ballot): void {
    this.arrived.push({ from, ballot });
    this.story = `${this.context.id} hears "${ballot.value}" from ${from}, and waits for more.`;
    if (isBefore(ballot, this)) {
      this.story = `${this.context.id} hears from ${from} too late: it has gone on.`;
    }
    while (this.heard().length >= this.quorum) this.count();
  }

  /** The ballots of the present phase, in the order of their arrival. */
  heard(): readonly { readonly from: string; readonly ballot: Ballot }[] {
    return this.arrived.filter(({ ballot }) =>
      ballot.round === this.round && ballot.phase === this.phase
    );
  }

  private tell(value: Ballot["value"]): void {
    const ballot: Ballot = { round: this.round, phase: this.phase, value };
    this.arrived.push({ from: this.context.id, ballot });
    for (const peer of this.context.peers) this.context.send(peer, { ...ballot });
  }

  private count(): void {
    const values = this.heard().map(({ ballot }) => ballot.value);
    if (this.phase === "opinion") this.countOpinions(values);
    else this.countMajorities(values);
  }

  private countOpinions(values: readonly Ballot["value"][]): void {
    const majority = (["yes", "no"] as const).find((value) => hasMajority(values, value));
    this.phase = "majority";
    this.story = `${this.context.id} has heard ${values.join(" and ")}: ` +
      (majority === undefined
        ? "it sees no majority."
        : `it takes "${majority}" for the majority.`);
    this.tell(majority ?? "none");
  }

  private countMajorities(values: readonly Ballot["value"][]): void {
    const seen = values.find((value) => value !== "none");
    const { id } = this.context;
    if (seen === undefined) this.stuck();
    else {
      this.opinion = seen;
      this.story = `${id} hears of a majority for "${seen}" and follows it.`;
      if (hasMajority(values, seen)) {
        // The first decision stands: it has been told to the world.
        this.decided ??= seen;
        this.story = `${id} hears from two that "${seen}" has the majority, and decides.`;
      }
    }
    this.round++;
    this.phase = "opinion";
    this.tell(this.opinion);
  }

  private stuck(): void {
    const { id } = this.context;
    if (this.way !== "coin") {
      this.story = `${id} has heard of no majority and keeps its "${this.opinion}".`;
      return;
    }
    this.opinion = this.context.random() < 0.5 ? "yes" : "no";
    this.story = `${id} has heard of no majority and tosses a coin: "${this.opinion}".`;
  }
}

function hasMajority(values: readonly string[], value: string): boolean {
  return values.filter((each) => each === value).length >= MAJORITY;
}

/** Whether a node has left the phase of a ballot behind. */
export function isBefore(
  ballot: Pick<Ballot, "round" | "phase">,
  node: Pick<Ballot, "round" | "phase">,
): boolean {
  return ballot.round < node.round ||
    (ballot.round === node.round && ballot.phase === "opinion" && node.phase === "majority");
}
