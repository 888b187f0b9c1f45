import type { World } from "@/engine/world.ts";
import { messagesUnderWay } from "../kit/moves.ts";
import type { Run } from "../kit/play_run.ts";
import { raftState } from "../kit/raft_state.ts";

const WIDTH = 360;
const HEIGHT = 290;
const CENTER = { x: WIDTH / 2, y: HEIGHT / 2 };
const RING = 108;
const RADIUS = 25;

interface RingProps {
  readonly run: Run;
  readonly chosen: number;
  readonly onChoose: (node: number) => void;
}

/** The nodes in a circle, their links, and what is under way on them. */
export function Ring({ run, chosen, onChoose }: RingProps) {
  const { world } = run;
  const nodes = world.nodes.map((_, index) => index);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="group"
      aria-label="The cluster: choose a node"
      class="mx-auto h-auto w-full max-w-[26rem]"
    >
      {nodes.flatMap((from) =>
        nodes.filter((to) => to > from).map((to) => (
          <Link key={`${from} ${to}`} {...{ world, from, to }} />
        ))
      )}
      {messagesUnderWay(world).map((message) => (
        <Message key={`${message.from} ${message.node} ${message.ordinal}`} {...{ run, message }} />
      ))}
      {nodes.map((node) => (
        <NodeMark key={node} {...{ world, node, onChoose }} isChosen={node === chosen} />
      ))}
    </svg>
  );
}

function place(world: World, node: number): { x: number; y: number } {
  const angle = (2 * Math.PI * node) / world.nodes.length - Math.PI / 2;
  // Rounded, so that server and browser write the same.
  return {
    x: Math.round(CENTER.x + 1.25 * RING * Math.cos(angle)),
    y: Math.round(CENTER.y + RING * Math.sin(angle)),
  };
}

function Link({ world, from, to }: { world: World; from: number; to: number }) {
  const [one, other] = [place(world, from), place(world, to)];
  const isCut = world.isCut(from, to) || world.isCut(to, from);
  const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  return (
    <g aria-hidden="true">
      <path
        d={`M${one.x} ${one.y}L${other.x} ${other.y}`}
        class={isCut ? "stroke-bad" : "stroke-line"}
        stroke-width={isCut ? 1.2 : 2}
        stroke-dasharray={isCut ? "2 7" : undefined}
      />
      {isCut && (
        <path
          d={`M${middle.x - 4} ${middle.y - 4}l8 8m0 -8l-8 8`}
          class="stroke-bad"
          stroke-width="2"
        />
      )}
    </g>
  );
}

type UnderWay = ReturnType<typeof messagesUnderWay>[number];

/** As far along its link as its time has run. Requests are filled, answers are rings. */
function Message({ run, message }: { run: Run; message: UnderWay }) {
  const { world, events } = run;
  const [from, to] = [place(world, message.from), place(world, message.node)];
  const sentMs = events[message.causeStep - 1]?.timeMs ?? 0;
  const share = (world.nowMs - sentMs) / Math.max(1, message.atMs - sentMs);
  const along = 0.26 + 0.48 * Math.min(1, Math.max(0, share));
  const x = from.x + (to.x - from.x) * along;
  const y = from.y + (to.y - from.y) * along;
  const { type } = message.payload as { type: string };
  const isRequest = type === "RequestVote" || type === "AppendEntries";
  const isVote = type === "RequestVote" || type === "Vote";
  const color = isVote ? "warn" : "accent";
  return (
    <circle
      aria-hidden="true"
      cx={Math.round(x * 10) / 10}
      cy={Math.round(y * 10) / 10}
      r={isRequest ? 5 : 4}
      class={isRequest
        ? color === "warn" ? "fill-warn stroke-panel" : "fill-accent stroke-panel"
        : color === "warn"
        ? "fill-panel stroke-warn"
        : "fill-panel stroke-accent"}
      stroke-width="2"
    />
  );
}

function NodeMark({ world, node, isChosen, onChoose }: {
  world: World;
  node: number;
  isChosen: boolean;
  onChoose: (node: number) => void;
}) {
  const id = world.nodes[node];
  const { x, y } = place(world, node);
  const state = raftState(world, id);
  const isUp = world.isRunning(node);
  const isPaused = world.states[node].isPaused;
  const isLeader = isUp && state?.role === "leader";
  const isCandidate = isUp && state?.role === "candidate";
  const fill = isLeader ? "fill-accent" : "fill-panel";
  const stroke = !isUp
    ? "stroke-bad"
    : isCandidate
    ? "stroke-warn"
    : isLeader
    ? "stroke-accent"
    : "stroke-ink";
  const ink = isLeader ? "fill-accent-ink" : "fill-ink";
  const word = !isUp ? "down" : isPaused ? "paused" : state?.role ?? "";
  return (
    <g class="cursor-pointer" onClick={() => onChoose(node)}>
      <g
        role="button"
        tabindex={0}
        aria-pressed={isChosen}
        aria-label={`${id}: ${word}${isUp ? `, term ${state?.term}` : ""}`}
        onKeyDown={(key) => {
          if (key.key !== "Enter" && key.key !== " ") return;
          key.preventDefault();
          onChoose(node);
        }}
      >
        {isChosen && (
          <circle
            cx={x}
            cy={y}
            r={RADIUS + 6}
            fill="none"
            class="stroke-accent"
            stroke-width="2"
            stroke-dasharray="3 4"
          />
        )}
        <circle
          cx={x}
          cy={y}
          r={RADIUS}
          class={`${fill} ${stroke}`}
          stroke-width={isCandidate ? 4 : 2}
          stroke-dasharray={isUp ? undefined : "3 4"}
        />
        <text {...textAt(x, y - 2)} class={`font-mono text-[14px] font-semibold ${ink}`}>{id}</text>
      </g>
      <text aria-hidden="true" {...textAt(x, y + 13)} class={`text-[12px] ${ink}`}>
        {isUp ? `t${state?.term}` : "down"}
      </text>
    </g>
  );
}

function textAt(x: number, y: number) {
  return { x, y, "text-anchor": "middle" } as const;
}
