import type { NodeId } from "@/engine/types.ts";
import { DISKS, type Follower, NODES, type Repair } from "./repair.ts";

/** All logs: an entry is its term. What was asked about is marked; what is settled is solid. */
export function LogTable({ repair, chosen }: { repair: Repair; chosen: NodeId }) {
  const length = Math.max(...NODES.map((id) => repair.logs[id].length), DISKS.n5.length);
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Logs"
      class="min-w-0 sideways px-4 py-3 sm:px-5"
    >
      <table class="text-sm tabular-nums">
        <caption class="sr-only">The term of every entry</caption>
        <thead class="text-muted">
          <tr>
            <th scope="col" class="pr-3 text-left font-normal">Node</th>
            {Array.from(
              { length },
              (_, index) => (
                <th key={index} scope="col" class="px-0.5 text-center font-normal">{index + 1}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {NODES.map((id) => (
            <Row key={id} repair={repair} id={id} length={length} isChosen={id === chosen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ repair, id, length, isChosen }: {
  repair: Repair;
  id: NodeId;
  length: number;
  isChosen: boolean;
}) {
  const isLeader = id === repair.leader;
  const follower = repair.followers.find((each) => each.id === id);
  return (
    <tr class={isChosen ? "bg-sunken" : ""}>
      <th scope="row" class="whitespace-nowrap py-1 pl-1 pr-2 sm:pr-3 text-left font-normal">
        <strong class="font-mono">{id}</strong>{" "}
        <span class={isLeader ? "font-semibold text-accent" : "text-muted"}>
          {isLeader ? "leads" : follower?.isSettled ? "✓ in line" : ""}
        </span>
      </th>
      {Array.from({ length }, (_, index) => (
        <td key={index} class="px-0.5 py-0.5">
          <Cell
            term={repair.logs[id][index]}
            isLeader={isLeader}
            follower={follower}
            index={index + 1}
          />
        </td>
      ))}
    </tr>
  );
}

function Cell({ term, isLeader, follower, index }: {
  term: number | undefined;
  isLeader: boolean;
  follower: Follower | undefined;
  index: number;
}) {
  const asked = follower?.questions.find((question) =>
    question.index === index && (question.success || !follower.isSettled)
  );
  const isNext = follower !== undefined && follower.questions.length > 0 &&
    follower.next?.[0] === index;
  const mark = asked === undefined ? isNext ? "?" : "" : asked.success ? "✓" : "✗";
  const shape = isLeader && term !== undefined
    ? "border-accent bg-accent text-accent-ink font-semibold"
    : follower?.isSettled && term !== undefined
    ? "border-good bg-good/10"
    : asked !== undefined
    ? "border-bad text-bad"
    : isNext
    ? "border-accent border-2"
    : term === undefined
    ? "border-transparent"
    : "border-line bg-panel";
  return (
    <span
      class={`flex h-8 w-7 items-center justify-center rounded border font-mono sm:w-11 ${shape}`}
    >
      {term ?? (mark === "" ? "" : "–")}
      {mark !== "" && <span class="text-xs sm:pl-0.5">{mark}</span>}
    </span>
  );
}
