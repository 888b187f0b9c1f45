import { HOURS_MAX, type Night, type Settings, shareOnNew } from "./fork.ts";

/** How the night ends, and why. */
export function tellNight(settings: Settings, night: Night): string {
  const { joinedHour, voidBlocks, lengths, stranded } = night;
  const onNew = Math.round(shareOnNew(settings, HOURS_MAX) * 100);
  if (joinedHour !== undefined && voidBlocks > 0) {
    return `After ${showHours(joinedHour)} the old chain is the longer one. The upgraded nodes, ` +
      `${settings.upgraded} % of all, follow it by themselves, and ${
        blocks(voidBlocks)
      } of the new ` +
      `chain ${voidBlocks === 1 ? "is" : "are"} void.`;
  }
  if (joinedHour !== undefined) {
    return "No node and no pool is left on the old chain: upgrading everybody has joined them.";
  }
  const lengthsTold = `After ${HOURS_MAX} hours the new chain has ${blocks(lengths.new)} and the ` +
    `old one ${lengths.old}.`;
  const stay =
    `The old nodes, ${stranded} % of all, cannot process the block and stay where they are`;
  if (onNew > 50) return `${lengthsTold} ${stay}: more power on the new chain never joins the two.`;
  return onNew === 50
    ? `${lengthsTold} ${stay}. With the power divided in halves it is a matter of luck.`
    : `${lengthsTold} ${stay}. The old chain gains, but has not caught up yet.`;
}

export function showHours(hours: number): string {
  const whole = Math.floor(hours);
  return `${whole} h ${String(Math.floor((hours - whole) * 60)).padStart(2, "0")} min`;
}

function blocks(count: number): string {
  return count === 1 ? "1 block" : `${count} blocks`;
}
