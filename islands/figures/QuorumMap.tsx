import { useState } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";
import {
  commitByLeader,
  INITIAL,
  lead,
  type Placement,
  quorumOf,
  readPlacement,
  tellQuorum,
  toggleLost,
  toggleVoter,
  writePlacement,
} from "./quorum_map/quorum.ts";
import { nameOf } from "./quorum_map/regions.ts";
import { RoundTrips } from "./quorum_map/RoundTrips.tsx";
import { WorldMap } from "./quorum_map/WorldMap.tsx";

export const about: FigureAbout = {
  title: "Voters on a map",
  inWords:
    "Seven regions on a map of the world. The reader places voters and the leader, edits the round trips between them, and loses regions. At first voters stand in Virginia, Ireland and Tokyo, and the leader in Virginia. A commit takes as long as the fastest majority: 67 milliseconds, for Ireland; Tokyo is not waited for. A linearizable read by ReadIndex takes as long, since the leader asks a majority whether it still leads. When Ireland is lost, the commit takes 145 milliseconds, for Tokyo; when Tokyo is lost too, nothing can be committed. With five voters the leader waits for the second fastest of four.",
};

const ID = "figure-quorum-map";

const TOOLS = {
  vote: { text: "adds or removes a voter", use: toggleVoter },
  lead: { text: "puts the leader there", use: lead },
  lose: { text: "loses a region, or brings it back", use: toggleLost },
} as const;
type Tool = keyof typeof TOOLS;

/** Consensus across regions: where voters stand, and what a commit waits for. */
export default function QuorumMap() {
  const [placement, change, href] = usePermalink<Placement>({
    id: ID,
    initial: INITIAL,
    write: writePlacement,
    read: readPlacement,
  });
  const [past, setPast] = useState<readonly Placement[]>([]);
  const [tool, choose] = useState<Tool>("vote");
  const [isRefused, setIsRefused] = useState(false);
  const show = (next: Placement) => {
    setIsRefused(next === placement);
    if (next === placement) return;
    setPast([...past, placement]);
    change(next);
  };
  const undo = () => {
    setIsRefused(false);
    change(past.at(-1)!);
    setPast(past.slice(0, -1));
  };
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords placement={placement} />}
      caption="Large blue dot: the leader. Green: the answers that a commit waits for. Dashed lines: answers that come too late to matter. Dotted circles: regions without a voter. The disk is left out. Round trips that nobody measured for us are guessed from the distance, and marked illustrative."
    >
      <Controls label="On the map">
        <Choice<Tool>
          label="A click on the map"
          options={(Object.keys(TOOLS) as Tool[]).map((value) => ({
            value,
            text: TOOLS[value].text,
          }))}
          value={tool}
          onChange={choose}
        />
        <span class="ml-auto flex gap-2">
          <SmallButton disabled={past.length === 0} onClick={undo}>Undo</SmallButton>
          <SmallButton onClick={() => show(INITIAL)}>Reset</SmallButton>
        </span>
      </Controls>
      <WorldMap
        placement={placement}
        onPick={(region) => show(TOOLS[tool].use(placement, region))}
      />
      <Times placement={placement} />
      <Status>
        {isRefused
          ? "The leader is a voter, too. Put the leader elsewhere first."
          : tellQuorum(placement)}
      </Status>
      <Answers placement={placement} />
      <RoundTrips placement={placement} onChange={show} />
    </FigureFrame>
  );
}

/** What it comes to, and what it would come to with the leader elsewhere. */
function Times({ placement }: { placement: Placement }) {
  const { commitMs } = quorumOf(placement);
  const text = commitMs === undefined ? "✗ none" : `${commitMs} ms`;
  const tone = commitMs === undefined ? "text-bad" : "";
  return (
    <div class="grid gap-x-8 gap-y-2 border-b border-line px-4 py-3 text-sm sm:grid-cols-[auto_auto_1fr] sm:px-5">
      <p>
        Commit <SourceTag source="computed" />
        <strong class={`block text-xl tabular-nums ${tone}`}>{text}</strong>
      </p>
      <p>
        Read by ReadIndex <SourceTag source="computed" />
        <strong class={`block text-xl tabular-nums ${tone}`}>{text}</strong>
      </p>
      <div>
        <p>A commit, if the leader were in</p>
        <ul aria-label="Commit by place of the leader" class="flex flex-wrap gap-x-4">
          {commitByLeader(placement).map(({ leader, commitMs }) => (
            <li
              key={leader}
              class={`tabular-nums ${leader === placement.leader ? "font-semibold" : "text-muted"}`}
            >
              {nameOf(leader)} {commitMs === undefined ? "none" : `${commitMs} ms`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** The answers in the order in which they come. */
function Answers({ placement }: { placement: Placement }) {
  const { answers, majority } = quorumOf(placement);
  if (answers.length === 0) return null;
  return (
    <ol
      aria-label="Answers to the leader"
      class="list-none border-b border-line px-4 py-3 text-sm sm:px-5"
    >
      {answers.map(({ region, ms, source, isNeeded }, index) => (
        <li key={region} class="flex flex-wrap items-baseline gap-x-3 py-0.5">
          <span class={`w-20 ${isNeeded ? "font-semibold" : "text-muted"}`}>{nameOf(region)}</span>
          <span class="w-36 tabular-nums">
            {ms} ms <SourceTag source={source} />
          </span>
          <span class={isNeeded ? "text-good" : "text-muted"}>
            {index === 0
              ? "the leader itself"
              : index === majority - 1
              ? "✓ the majority is complete"
              : isNeeded
              ? "needed"
              : "not waited for"}
          </span>
        </li>
      ))}
    </ol>
  );
}

function InWords({ placement }: { placement: Placement }) {
  const { voters, leader, lost } = placement;
  const { commitMs, majority } = quorumOf(placement);
  return (
    <ul>
      <li>Voters: {voters.map(nameOf).join(", ")}. Leader: {nameOf(leader)}.</li>
      <li>Lost: {lost.length === 0 ? "none" : lost.map(nameOf).join(", ")}.</li>
      <li>
        A majority is {majority} of {voters.length}. A commit takes{" "}
        {commitMs === undefined ? "for ever" : `${commitMs} ms`}.
      </li>
    </ul>
  );
}
