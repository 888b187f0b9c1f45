import type { NodeId, Trace } from "./types.ts";

/** The expression by which ShiViz reads what `toShiviz` writes. */
export const SHIVIZ_PARSER = "(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)";

/**
 * A trace in ShiViz's log format (Beschastnikh et al., "Debugging distributed systems", CACM 59(8),
 * 2016): for each event a line with its host and vector clock, and a line of text. What happens to
 * the network alone has no host and is left out.
 */
export function toShiviz(trace: Trace): string {
  const clocks = new Map<NodeId, Record<NodeId, number>>();
  const sent = new Map<number, Record<NodeId, number>>();
  const lines = [SHIVIZ_PARSER, ""];
  for (const { step, node, kind, causes, payload, message } of trace.events) {
    if (node === null) continue;
    const clock = { ...clocks.get(node) };
    for (const cause of causes) {
      for (const [other, count] of Object.entries(sent.get(cause) ?? {})) {
        clock[other] = Math.max(clock[other] ?? 0, count);
      }
    }
    clock[node] = (clock[node] ?? 0) + 1;
    clocks.set(node, clock);
    sent.set(step, clock);
    const text = [`${step}`, kind, message, JSON.stringify(payload)].filter(Boolean).join(" ");
    lines.push(`${node} ${JSON.stringify(clock)}`, text.replaceAll("\n", " "));
  }
  return lines.join("\n") + "\n";
}
