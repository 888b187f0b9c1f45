import { Toggle } from "../kit/Controls.tsx";
import type { Dashboard, NodeView } from "./cluster.ts";

/** The nodes, and the trouble that the reader can make for each. */
export function NodePanel({ dashboard, act }: {
  dashboard: Dashboard;
  act: (act: string) => void;
}) {
  return (
    <ul aria-label="Nodes" class="divide-y divide-line border-b border-line">
      {dashboard.nodes.map((node, index) => (
        <Row key={node.id} node={node} number={index + 1} act={act} />
      ))}
    </ul>
  );
}

function Row({ node, number, act }: {
  node: NodeView;
  number: number;
  act: (act: string) => void;
}) {
  const { id, role, term, entries, committed, clockMs, isCut, isSlow, isAhead } = node;
  const own = <span class="sr-only">{id}</span>;
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2 text-sm sm:px-5">
      <span
        class={`inline-flex w-40 items-center gap-1.5 ${
          role === "leader" ? "font-semibold text-accent" : ""
        }`}
      >
        <strong class="font-mono">{id}</strong>
        <span class="tabular-nums">
          {role === "leader" ? "leads" : role}, term {term}
        </span>
      </span>
      <span class="min-w-[14rem] flex-1 tabular-nums text-muted">
        {committed} of {entries} entries committed, clock {clockMs} ms
      </span>
      <span class="flex flex-wrap gap-2">
        <Toggle isOn={isCut} onChange={(isOn) => act(`${isOn ? "c" : "h"}${number}`)}>
          {own} Cut off
        </Toggle>
        <Toggle isOn={isSlow} onChange={(isOn) => act(`${isOn ? "s" : "q"}${number}`)}>
          {own} Slow
        </Toggle>
        <Toggle isOn={isAhead} onChange={(isOn) => act(`${isOn ? "k" : "j"}${number}`)}>
          {own} Clock ahead
        </Toggle>
      </span>
    </li>
  );
}
