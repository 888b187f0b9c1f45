import { copyData } from "../copy_data.ts";
import { encode } from "../encode.ts";
import type { Data, Violation } from "../types.ts";
import type { Shown } from "./chronicle.ts";
import type { Replicated } from "./data_type.ts";
import { type Lab, stateOf } from "./lab.ts";
import { violationOf } from "./violation_of.ts";

/**
 * The laws of a join semilattice, and of replicas that share nothing, for the states that a run
 * reached: what makes replicas converge whatever the network does (Shapiro and others, SSS 2011,
 * theorem 2.1).
 */

/** Calls grow with the square and the cube of the number of states: long runs are sampled. */
const PAIRS_OF_MAX = 7;
const TRIPLES_OF_MAX = 5;

/** Merging what is known already changes nothing, neither elsewhere nor at home after a restart. */
export function judgeIdempotence<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (const one of states) {
    const replica = lab.merged(one);
    const before = lab.show(replica);
    const text = lab.text(replica);
    lab.begin(`merging ${stateOf(one)} twice`, [one]);
    replica.merge(copyData(one.state));
    if (lab.text(replica) === text) continue;
    const message = `A replica that merges ${stateOf(one)} shows ${before}, and when it merges ` +
      `the same state once more ${lab.show(replica)}.`;
    return violationOf(message, [one]);
  }
}

/** The order in which two states are merged does not matter. */
export function judgeCommutativity<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (const [one, other] of pairs(states)) {
    const there = lab.merged(one, other);
    const back = lab.merged(other, one);
    if (lab.text(there) === lab.text(back)) continue;
    const message = `Merging ${stateOf(one)} and then ${stateOf(other)} shows ` +
      `${lab.show(there)}, and the other way round ${lab.show(back)}.`;
    return violationOf(message, [one, other]);
  }
}

/** It does not matter which of three states are merged first. */
export function judgeAssociativity<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (const [one, other] of pairs(sample(states, TRIPLES_OF_MAX))) {
    for (const third of sample(states, TRIPLES_OF_MAX)) {
      if (third === one || third === other) continue;
      const left = lab.tell(lab.merged(third), lab.merged(one, other));
      const right = lab.tell(lab.merged(one), lab.merged(other, third));
      if (lab.text(left) === lab.text(right)) continue;
      const message = `Merging ${stateOf(one)}, ${stateOf(other)} and ${stateOf(third)} depends ` +
        `on which two are merged first: ${lab.show(left)} or ${lab.show(right)}.`;
      return violationOf(message, [one, other, third]);
    }
  }
}

/**
 * A merged state is above both: merging either of them again brings nothing new, and a state that
 * knows all of another takes nothing from it.
 */
export function judgeAbsorption<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (const [one, other] of pairs(states)) {
    if (one.knows.every((id) => other.knows.includes(id))) {
      const newer = lab.merged(other);
      const both = lab.merged(one, other);
      if (lab.text(newer) !== lab.text(both)) {
        const message = `${other.node} at step ${other.step} knows all that ${one.node} knew at ` +
          `step ${one.step}. A replica that merges its state shows ${lab.show(newer)}, but ` +
          `${lab.show(both)} when it has merged the older one before.`;
        return violationOf(message, [one, other]);
      }
    }
    for (const again of [one, other]) {
      const replica = lab.merged(one, other);
      const before = lab.show(replica);
      const text = lab.text(replica);
      lab.begin(`merging ${stateOf(again)} again`, [again]);
      replica.merge(copyData(again.state));
      if (lab.text(replica) === text) continue;
      const message = `A replica that has merged ${stateOf(one)} and ${stateOf(other)} shows ` +
        `${before}; ${stateOf(again)}, which arrives again, makes that ${lab.show(replica)}.`;
      return violationOf(message, [one, other]);
    }
  }
}

/** Reading a replica, or asking for its state, changes nothing, neither now nor later. */
export function judgeReading<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (const one of states) {
    const violation = readAfterUpdate(one, lab);
    if (violation !== undefined) return violation;
  }
  for (const [one, other] of [...states.map((each) => [each, each]), ...pairs(states)]) {
    const unread = lab.merged(one, other);
    const read = lab.merged(one);
    lab.begin(`reading ${stateOf(one)}`, [one]);
    lab.text(read);
    read.state();
    read.merge(copyData(other.state));
    if (lab.text(unread) === lab.text(read)) continue;
    const both = one === other ? "twice" : `and then ${stateOf(other)}`;
    const message = `A replica that merges ${stateOf(one)} ${both} shows ${lab.show(unread)}, ` +
      `but ${lab.show(read)} when it is read in between.`;
    return violationOf(message, [one, other]);
  }
}

/** An update shows at once, and not only when the state is asked for. */
function readAfterUpdate<Body>(one: Shown, lab: Lab<Body>): Violation | undefined {
  const replica = lab.merged(one);
  update(lab, replica);
  lab.begin(`reading ${stateOf(one)}`, [one]);
  const before = lab.show(replica);
  const text = lab.text(replica);
  replica.state();
  if (lab.text(replica) === text) return;
  const message = `A replica with ${stateOf(one)} shows ${before} after some updates, and ` +
    `${lab.show(replica)} when it was asked for its state: it was only read.`;
  return violationOf(message, [one]);
}

/** Merging leaves the state that it was given as it is, then and later. */
export function judgeArguments<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (
    const [one, other] of [...states.map((each) => [undefined, each] as const), ...pairs(states)]
  ) {
    const replica = one === undefined ? lab.create(other.node) : lab.restarted(one);
    const taker = holderOf(one);
    const lent = copyData(other.state);
    const before = print(lent);
    lab.begin(`merging ${stateOf(other)} into ${taker}`, [other]);
    replica.merge(lent);
    const isChangedAtOnce = print(lent) !== before;
    update(lab, replica);
    if (print(lent) === before) continue;
    const message = isChangedAtOnce
      ? `When ${taker} merges ${stateOf(other)}, what was given to merge has changed.`
      : `When ${taker} has merged ${stateOf(other)}, its next updates change what was given to it.`;
    return violationOf(message, one === undefined ? [other] : [one, other]);
  }
}

/**
 * Replicas that hand each other their states without anybody copying them share nothing: what one
 * does afterwards cannot be seen at the other.
 */
export function judgeSharing<Body>(states: readonly Shown[], lab: Lab<Body>) {
  for (const other of states) {
    const violation = handOver(lab, { giver: lab.merged(other), taker: lab.create(), other }) ??
      handOver(lab, { giver: busy(lab, other), taker: lab.create(), other });
    if (violation !== undefined) return violation;
  }
  for (const [one, other] of pairs(states)) {
    const taker = lab.merged(one);
    const violation = handOver(lab, { giver: lab.merged(other), taker, one, other });
    if (violation !== undefined) return violation;
  }
}

/** A replica that has done something itself: that is what it goes on changing. */
function busy<Body>(lab: Lab<Body>, moment: Shown): Replicated {
  const replica = lab.restarted(moment);
  update(lab, replica);
  return replica;
}

/** Hands a state over as it is, and sees whether an update on either side shows on the other. */
function handOver<Body>(
  lab: Lab<Body>,
  { giver, taker, one, other }: {
    readonly giver: Replicated;
    readonly taker: Replicated;
    readonly one?: Shown;
    readonly other: Shown;
  },
): Violation | undefined {
  lab.begin(`handing ${stateOf(other)} to ${holderOf(one)}`, [other]);
  taker.merge(giver.state());
  for (const [still, active, who] of [[giver, taker, "taker"], [taker, giver, "giver"]] as const) {
    const before = lab.show(still);
    const text = lab.text(still);
    update(lab, active);
    if (lab.text(still) === text) continue;
    const message = `${capital(holderOf(one))} was handed ${stateOf(other)} by its owner. An ` +
      `update at the ${who} alone then made the other show ${lab.show(still)} instead of ` +
      `${before}.`;
    return violationOf(message, one === undefined ? [other] : [one, other]);
  }
}

function update<Body>(lab: Lab<Body>, replica: Replicated): void {
  for (const probe of lab.type.probes) lab.type.perform(replica, probe);
}

/** All pairs of a sample, in an order that finds short stories first. */
function* pairs(states: readonly Shown[]): Generator<[Shown, Shown]> {
  const few = sample(states, PAIRS_OF_MAX);
  for (let late = 1; late < few.length; late++) {
    for (let early = 0; early < late; early++) yield [few[early], few[late]];
  }
}

/** The first states of a run, which are small, and its last, which know most. */
function sample(states: readonly Shown[], count: number): readonly Shown[] {
  if (states.length <= count) return states;
  const early = Math.ceil(count / 2);
  return [...states.slice(0, early), ...states.slice(early - count)];
}

function holderOf(one: Shown | undefined): string {
  return one === undefined ? "a new replica" : `a replica with ${stateOf(one)}`;
}

function capital(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function print(state: Data): string {
  return encode(copyData(state));
}
