import { useRef } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { StepControls } from "./kit/StepControls.tsx";
import { useActs } from "./kit/use_acts.ts";
import { usePlayback } from "./kit/use_playback.ts";
import { AlarmPanel } from "./truth_dashboard/AlarmPanel.tsx";
import {
  ACTS,
  ClusterPlayer,
  type Dashboard,
  SKEW_MS,
  TICK_MS,
} from "./truth_dashboard/cluster.ts";
import { SLOW_MS } from "./truth_dashboard/busy_raft_node.ts";
import { NodePanel } from "./truth_dashboard/NodePanel.tsx";
import { tellDashboard } from "./truth_dashboard/tell_dashboard.ts";

export const about: FigureAbout = {
  title: "A cluster and its five alarms",
  inWords:
    "Five nodes run Raft, and a client writes through one after the other. Five alarms are computed from what the nodes hold: two leaders, copies that differ, clocks that reorder the writes, a follower that is behind, and a node that does not answer. The reader cuts nodes off, slows them down, puts their clocks forward, and heals them. Cutting off the leader sets off several alarms, of which only the differing copies last until the cut is healed; the second leader can commit nothing. A clock that is ahead sets off nothing until a write bears its stamp, and then the order by time stamps contradicts the log. A slow follower is behind, which is harmless while a majority keeps up.",
};

const ID = "figure-truth-dashboard";

/** A live cluster with alarms that are computed; the reader sets each of them off. */
export default function TruthDashboard() {
  const figure = useActs<"5">({ id: ID, settings: ["5"], acts: ACTS, initial: "5~8t" });
  const { acts, act, canAct, canUndo, undo, reset, href } = figure;
  const player = useRef<ClusterPlayer | null>(null);
  player.current ??= new ClusterPlayer();
  const dashboard = player.current.play(acts);
  const playback = usePlayback({ canStep: canAct, step: () => act("t") });
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords dashboard={dashboard} />}
      caption={
        <>
          A step is {TICK_MS}{" "}
          ms of the cluster's time, with one write. Low bars: quiet; middle: worth a look; high:
          alarm, for the last steps, the newest on the right. Every reading is worked out from what
          the nodes hold. <SourceTag source="computed" />{" "}
          A cut-off node reaches no other; a slow one reads its messages {SLOW_MS}{" "}
          ms late; a clock goes forward by {SKEW_MS} ms. <SourceTag source="illustrative" />
        </>
      }
    >
      <StepControls
        canBack={canUndo}
        canStep={canAct}
        onRewind={reset}
        onBack={undo}
        onStep={() => act("t")}
        playback={playback}
      />
      <AlarmPanel dashboard={dashboard} />
      <Status isQuiet={playback.isPlaying}>{tellDashboard(dashboard, acts.at(-1))}</Status>
      <NodePanel dashboard={dashboard} act={act} />
      <Controls label="All nodes">
        <SmallButton
          disabled={dashboard.nodes.every(({ isCut, isSlow, isAhead }) =>
            !isCut && !isSlow && !isAhead
          )}
          onClick={() => act("ha")}
        >
          Heal everything
        </SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function InWords({ dashboard: { alarms, nodes } }: { dashboard: Dashboard }) {
  return (
    <ul>
      {alarms.map(({ name, level, reading }) => <li key={name}>{name}: {level}, {reading}.</li>)}
      {nodes.map(({ id, role, term, entries, committed, isCut, isSlow, isAhead }) => (
        <li key={id}>
          {id} is {role} in term {term}, with {entries} entries, {committed} of them committed
          {isCut && ", cut off"}
          {isSlow && ", slow"}
          {isAhead && ", its clock ahead"}.
        </li>
      ))}
    </ul>
  );
}
