/**
 * Lines of stories about a Raft (see `story.ts`) that say the same of every program, however its
 * timers are built and whatever else it sends.
 */

/** A node stands for election, and it and some others talk until they are at rest. */
export function elect(leader: string, ...voters: readonly string[]): string {
  return `urge ${leader} > ${voters[0]}\nexchange ${leader} ${voters.join(" ")}\n`;
}

/** A leader takes a command and keeps it to itself. */
export function keep(leader: string, others: string, body: string): string {
  return `command ${leader} "${body}"\n` + lose(leader, others);
}

/** What is under way from one node to some others is lost. */
export function lose(from: string, others: string): string {
  return others.split(" ").map((other) => `drop ${from}>${other} all ?\n`).join("");
}

/** A leader takes a command, and some followers hear of it at once or with the next heartbeat. */
export function replicate(leader: string, followers: string, body: string): string {
  return `command ${leader} "${body}"\nexchange ${leader} ${followers}\n` +
    beat(leader, followers);
}

/** A leader's heartbeat reaches some followers, and they talk until they are at rest. */
export function beat(leader: string, followers: string): string {
  return `urge ${leader} > ${followers.split(" ")[0]}\nexchange ${leader} ${followers}\n`;
}
