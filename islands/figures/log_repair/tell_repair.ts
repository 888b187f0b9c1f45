import type { Ballot, Follower, Question, Repair } from "./repair.ts";

/** What has come of what the reader did last, and why. */
export function tellRepair(repair: Repair, last: string | undefined): string {
  const { leader, candidate, followers } = repair;
  if (candidate === undefined) {
    return "Five logs after four terms, and nobody leads. Whose log is good enough? Let n5 ask for votes first: it has the longest.";
  }
  if (leader === undefined || last?.[0] === "e") return tellElection(repair);
  if (followers.every(({ isSettled }) => isSettled)) {
    return `All five logs are the same, and ${repair.committed} entries are committed. ${
      score(followers)
    }`;
  }
  const follower = followers.find(({ id }) => id === `n${last?.[1]}`);
  if (follower === undefined) return tellElection(repair);
  const question = follower.questions.at(-1);
  if (last?.[0] === "p" || question === undefined) {
    return `Your guess for ${follower.id}: the logs meet at index ${follower.guess}. Now let ${leader} ask.`;
  }
  return `${tellQuestion(question, follower, leader)}`;
}

function score(followers: readonly Follower[]): string {
  const guessed = followers.filter(({ guess }) => guess !== undefined);
  const right = guessed.filter(({ guess, meetsAt }) => guess === meetsAt);
  return guessed.length === 0
    ? "Everything after the meeting point came from the leader."
    : `You guessed ${right.length} of ${guessed.length} meeting points.`;
}

function tellElection({ candidate, leader, ballots, term }: Repair): string {
  const granted = ballots.filter((ballot) => ballot.granted).map(({ voter }) => voter);
  const refused = ballots.filter((ballot) => !ballot.granted);
  const why = refused.map((ballot) => `${ballot.voter} refused: ${tellBallot(ballot)}`).join("; ");
  return leader === undefined
    ? `${candidate} got ${granted.length + 1} of 5 votes and does not lead. ${why}.`
    : `${leader} has ${granted.length + 1} of 5 votes, leads term ${term}, and has added an entry.${
      why === "" ? "" : ` ${why}.`
    }`;
}

/** Why a voter votes as it does (Raft, section 5.4.1). */
export function tellBallot({ granted, candidate, own }: Ballot): string {
  const [term, length] = candidate;
  const [ownTerm, ownLength] = own;
  if (term !== ownTerm) {
    return term > ownTerm
      ? `last term ${term} is higher than its own ${ownTerm}`
      : `its own last term ${ownTerm} is higher than ${term}`;
  }
  if (!granted && length >= ownLength) return "it has voted for another in this term";
  return length >= ownLength
    ? `the same last term, and ${length} entries are at least its own ${ownLength}`
    : `the same last term, and its own ${ownLength} entries are more than ${length}`;
}

function tellQuestion(question: Question, follower: Follower, leader: string): string {
  const { index, term, found, success } = question;
  const { id, next, deleted, guess, meetsAt } = follower;
  if (!success) {
    const has = found === undefined
      ? `${id} has no entry ${index}`
      : `${id}'s entry ${index} is of term ${found}, not ${term}`;
    return `${has}: no. ${leader} goes one back, and will ask about entry ${next![0]}.`;
  }
  const yes = index === 0
    ? "Empty beginnings are alike: yes."
    : `${id}'s entry ${index} is of term ${term}: yes, and so is all before it the same.`;
  const lost = deleted === 0
    ? "Nothing had to go"
    : `${deleted === 1 ? "One entry" : `${deleted} entries`} after it had to go`;
  const verdict = guess === undefined
    ? ""
    : guess === meetsAt
    ? " Your guess was right."
    : ` You had guessed ${guess}.`;
  return `${yes} ${lost}; what follows comes from ${leader}.${verdict}`;
}
