import { useState } from "preact/hooks";
import type { World } from "@/engine/world.ts";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { messagesUnderWay, type Move, readMoves, writeMoves } from "./kit/moves.ts";
import { raftState } from "./kit/raft_state.ts";
import { StepControls } from "./kit/StepControls.tsx";
import { useRun } from "./kit/use_run.ts";
import { Logs } from "./raft_cluster/Logs.tsx";
import { type Preset, presetOf, PRESETS } from "./raft_cluster/presets.ts";
import { Ring } from "./raft_cluster/Ring.tsx";
import { PROPERTIES, type Setting, SETTINGS, setupOf } from "./raft_cluster/setups.ts";
import { talk } from "./raft_cluster/talk.ts";
import { majorityOf, tellLeaders } from "./raft_cluster/tell_cluster.ts";

export const about: FigureAbout = {
  title: "A Raft cluster in your hands",
  inWords:
    "Three, five or seven nodes run Raft. The reader steps through time, crashes and restarts nodes, cuts links, lets a node lose patience, sends commands, and decides which message arrives next. Every node shows its role, its term, its vote and its log, and five properties are watched all the time. However the reader arranges it, no term has two leaders: two votes of the same node in one term are impossible, and two majorities share a node. A leader that is cut off from most of the others still says that it leads, and can commit nothing.",
};

const SIZES = [
  { value: "3", text: "3" },
  { value: "5", text: "5" },
  { value: "7", text: "7" },
] as const;

/** Raft with every switch: the reader is the network, the clock and the bad luck. */
export default function RaftCluster({ preset = "calm" }: { preset?: string }) {
  const beginning = presetOf(preset);
  const id = preset === "calm" ? "figure-raft-cluster" : `figure-raft-cluster-${preset}`;
  const cluster = useRun<Setting>({
    id,
    settings: SETTINGS,
    setup: setupOf,
    initial: beginning.initial,
  });
  const { run, settings, steps, act, load, href } = cluster;
  const { world } = run;
  const [chosen, choose] = useState(0);
  const node = Math.min(chosen, world.nodes.length - 1);
  const hasRule = settings !== "5u";
  return (
    <FigureFrame
      id={id}
      about={about}
      href={href}
      now={<InWords world={world} />}
      caption="A filled circle on a link is a request, a ring an answer; blue carries entries, brown votes. Time goes on only when you step, play, or make something happen."
    >
      <Controls label="Beginnings">
        {Object.values(PRESETS).map((each: Preset) => (
          <SmallButton
            key={each.text}
            onClick={() => load(each.initial)}
          >
            {each.text}
          </SmallButton>
        ))}
        <Choice
          label="Nodes"
          options={SIZES}
          value={settings[0] as "3" | "5" | "7"}
          onChange={(size) => load(`${size}~`)}
        />
        {settings.startsWith("5") && (
          <Toggle
            isOn={hasRule}
            onChange={(isOn) => load(`${isOn ? "5" : "5u"}~${writeMoves(run.moves)}`)}
          >
            Only own terms count
          </Toggle>
        )}
      </Controls>
      <StepControls {...steps} />
      <Story {...{ cluster }} />
      <div class="grid border-b border-line md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Ring run={run} chosen={node} onChoose={choose} />
        <NodePanel
          {...{ world, node }}
          act={act}
          onTalk={() => act(...talk(setupOf(settings), run.moves, node))}
        />
      </div>
      <Status isQuiet={steps.playback.isPlaying}>{tellLeaders(world)}</Status>
      <Logs world={world} />
      <Properties world={world} />
    </FigureFrame>
  );
}

type Cluster = ReturnType<typeof useRun<Setting>>;

/** Where the run is at a place of a preset's story, the next piece of it. */
function Story({ cluster: { run, act } }: { cluster: Cluster }) {
  const next = nextOfStory(writeMoves(run.moves));
  if (next === undefined) return null;
  return (
    <Controls label="The story">
      <SmallButton onClick={() => act(...readMoves(next.moves)!)}>
        Next in the story: {next.tells}
      </SmallButton>
    </Controls>
  );
}

function nextOfStory(made: string) {
  for (const { initial, story = [] } of Object.values<Preset>(PRESETS)) {
    let told = initial.slice(initial.indexOf("~") + 1);
    for (const part of story) {
      if (made === told) return part;
      told += `.${part.moves}`;
    }
  }
}

/** What the reader can do to a node. */
function NodePanel({ world, node, act, onTalk }: {
  world: World;
  node: number;
  act: (...moves: Move[]) => void;
  onTalk: () => void;
}) {
  const id = world.nodes[node];
  const isUp = world.isRunning(node);
  const { isPaused } = world.states[node];
  const role = isUp ? raftState(world, id)?.role : undefined;
  const others = world.nodes.map((_, other) => other).filter((other) => other !== node);
  const of = <span class="sr-only">{id}</span>;
  const own = messagesUnderWay(world).filter((message) =>
    message.from === node || message.node === node
  );
  return (
    <div
      role="group"
      aria-label={`Node ${id}`}
      class="space-y-3 border-t border-line px-4 py-4 md:border-l md:border-t-0 sm:px-5"
    >
      <p class="text-sm">
        <strong class="font-mono">{id}</strong>{" "}
        {isUp ? isPaused ? "stands still" : `is ${role}` : "is down"}. Choose another in the
        picture.
      </p>
      <div class="flex flex-wrap gap-2">
        {isUp
          ? <SmallButton onClick={() => act({ kind: "crash", node })}>Crash {of}</SmallButton>
          : <SmallButton onClick={() => act({ kind: "restart", node })}>Restart {of}</SmallButton>}
        <SmallButton
          disabled={!isUp}
          onClick={() => act({ kind: isPaused ? "resume" : "pause", node })}
        >
          {isPaused ? "Go on" : "Pause"} {of}
        </SmallButton>
        <SmallButton disabled={!isUp || isPaused} onClick={() => act({ kind: "fire", node })}>
          {role === "leader" ? "Heartbeat now" : "Lose patience now"} {of}
        </SmallButton>
        <SmallButton
          disabled={role !== "leader" || isPaused}
          onClick={() => act({ kind: "command", node })}
        >
          Client's command {of}
        </SmallButton>
        <SmallButton disabled={!isUp || own.length === 0} onClick={onTalk}>
          Deliver all of {id}'s messages
        </SmallButton>
      </div>
      <div class="flex flex-wrap items-center gap-2">
        <span class="text-sm text-muted">Links</span>
        {others.map((other) => {
          const isCut = world.isCut(node, other) || world.isCut(other, node);
          return (
            <Toggle
              key={other}
              isOn={!isCut}
              onChange={(isWhole) => act({ kind: isWhole ? "heal" : "cut", from: node, to: other })}
            >
              <span class="sr-only">{id} to</span> {world.nodes[other]}
            </Toggle>
          );
        })}
      </div>
      <Underway {...{ world, own, act }} />
    </div>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  RequestVote: "asks for a vote",
  Vote: "vote",
  AppendEntries: "entries",
  Appended: "answer",
};
const SHOWN_MAX = 6;

/** The chosen node's messages, each to be delivered or lost. */
function Underway({ world, own, act }: {
  world: World;
  own: ReturnType<typeof messagesUnderWay>;
  act: (...moves: Move[]) => void;
}) {
  if (own.length === 0) return <p class="text-sm text-muted">None of its messages is under way.</p>;
  return (
    <ul class="space-y-1.5 text-sm">
      {own.slice(0, SHOWN_MAX).map(({ from, node: to, ordinal, payload }) => {
        const way = `${world.nodes[from]} to ${world.nodes[to]}`;
        const { type, term } = payload as { type: string; term: number };
        return (
          <li key={`${from} ${to} ${ordinal}`} class="flex flex-wrap items-center gap-2">
            <span class="min-w-[9.5rem]">{way}: {NAMES[type]}, t{term}</span>
            <SmallButton onClick={() => act({ kind: "deliver", from, to, ordinal })}>
              Deliver <span class="sr-only">{way}</span>
            </SmallButton>
            <SmallButton onClick={() => act({ kind: "drop", from, to, ordinal })}>
              Lose <span class="sr-only">{way}</span>
            </SmallButton>
          </li>
        );
      })}
      {own.length > SHOWN_MAX && <li class="text-muted">and {own.length - SHOWN_MAX} more</li>}
    </ul>
  );
}

/** Raft's promises, watched over the whole run. */
function Properties({ world }: { world: World }) {
  return (
    <ul
      aria-label="Raft's properties"
      class="flex flex-wrap gap-x-5 gap-y-1 px-4 py-3 text-sm sm:px-5"
    >
      {PROPERTIES.map((name, index) => {
        const violation = world.violations[index];
        return (
          <li key={name} class={violation === undefined ? "text-muted" : "font-semibold text-bad"}>
            <span aria-hidden="true">{violation === undefined ? "✓" : "✗"}</span> {name}
            {violation === undefined ? " holds" : " is broken"}
          </li>
        );
      })}
    </ul>
  );
}

function InWords({ world }: { world: World }) {
  return (
    <ul>
      {world.nodes.map((id, node) => {
        const state = raftState(world, id);
        if (!world.isRunning(node) || state === undefined) return <li key={id}>{id} is down.</li>;
        return (
          <li key={id}>
            {id} is {state.role} in term {state.term}, has {state.log.length} entries and knows{" "}
            {state.commitIndex} of them to be committed.
          </li>
        );
      })}
      <li>A majority is {majorityOf(world)} of {world.nodes.length} nodes.</li>
    </ul>
  );
}
