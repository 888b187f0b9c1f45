/** How long somebody has to wait, in words: "in a second", "in 7 seconds", "in 2 minutes". */
export function inSeconds(seconds: number): string {
  if (seconds === 1) return "in a second";
  if (seconds <= SECONDS_MAX) return `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}

/** Who reads of more would count them in minutes. */
const SECONDS_MAX = 90;
