import type { Dashboard } from "./cluster.ts";

const COUNTS = ["No", "One", "Two", "Three", "Four", "Five"];

/** Which alarms are on, what stands behind them, and what to try. */
export function tellDashboard(dashboard: Dashboard, last: string | undefined): string {
  const { alarms, nodes } = dashboard;
  const raised = alarms.filter(({ level }) => level === "alarm");
  const notes = alarms.filter(({ level }) => level === "note");
  const isTroubled = nodes.some(({ isCut, isSlow, isAhead }) => isCut || isSlow || isAhead);
  const wait = last !== "t" && last !== undefined ? " Let time pass." : "";
  if (raised.length === 0 && notes.length === 0) {
    return isTroubled
      ? `No alarm yet: nothing has happened since.${wait}`
      : `All five alarms are quiet.${
        wait ||
        " Cut off the leader, slow down a follower, or put a clock forward; then let time pass."
      }`;
  }
  const names = (list: typeof alarms) => list.map(({ name }) => `“${name}”`).join(", ");
  const [first] = [...raised, ...notes];
  const head = raised.length === 0
    ? `Worth a look: ${names(notes)}.`
    : `${COUNTS[raised.length]} ${raised.length === 1 ? "alarm" : "alarms"}: ${names(raised)}.`;
  const of = raised.length > 1 ? `On “${first.name}”: ` : "";
  return `${head} ${of}${first.means}${wait}`;
}
