import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { UndoReset } from "./kit/UndoReset.tsx";
import { useActs } from "./kit/use_acts.ts";
import { ACTS as COAST_ACTS, type Coasts, playCoasts, tellCoasts } from "./split_brain/coasts.ts";
import { CoastsView } from "./split_brain/CoastsView.tsx";
import {
  ACTS as LOCK_ACTS,
  type Fence,
  type LockScene,
  playLock,
  tellLock,
} from "./split_brain/lock.ts";
import { LockControls, LockView } from "./split_brain/LockView.tsx";

export const about: FigureAbout = {
  title: "Two leaders, and the leader that wakes up",
  inWords:
    "First half: five nodes, two in the West and three in the East, with a leader in the West. The reader cuts the line and writes on both coasts. Without a quorum the East makes a leader of its own, both confirm, and when the line is mended the writes of one side are in no log any more. With a quorum only the East, which has three of five, can confirm, and nothing that was confirmed is lost. Second half: worker A takes a lock for ten seconds and gets token 33, is paused in its work, and the lock runs out; worker B gets token 34 and writes; then A wakes up and writes. Without a fence its late write lands on top of B's. If the storage compares tokens, it refuses it.",
};

const ID = "figure-split-brain";
const SETTINGS = ["bare", "quorum", "lock", "fence"] as const;
type Setting = typeof SETTINGS[number];

const isLock = (setting: Setting): setting is Fence => setting === "lock" || setting === "fence";

/** A cut cluster with and without a quorum, and a paused leader with and without a fence. */
export default function SplitBrain() {
  const figure = useActs<Setting>({
    id: ID,
    settings: SETTINGS,
    acts: [...COAST_ACTS, ...LOCK_ACTS],
    initial: "bare~",
  });
  const { setting, acts, load, href } = figure;
  const half = isLock(setting) ? "lock" : "bare";
  const played = useMemo(
    (): { scene: LockScene } | { coasts: Coasts } =>
      isLock(setting) ? { scene: playLock(setting, acts) } : { coasts: playCoasts(setting, acts) },
    [setting, acts],
  );
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={"scene" in played ? <LockInWords {...played} /> : <CoastsInWords {...played} />}
      caption={CAPTIONS[half]}
    >
      <Controls label="Which half">
        <Choice
          label="Show"
          options={[
            { value: "bare", text: "A cut between two coasts" },
            { value: "lock", text: "A leader that wakes up" },
          ]}
          value={half}
          onChange={(next) => next === half || load(`${next}~`)}
        />
      </Controls>
      {"scene" in played
        ? <LockHalf figure={figure} {...played} />
        : <CoastHalf figure={figure} {...played} />}
    </FigureFrame>
  );
}

const CAPTIONS = {
  bare:
    "Cut the line, write on both coasts, mend it; then do the same with the quorum. Each box in a log is a write; with a tick, its node has carried it out. After each act the cluster runs for 700 milliseconds of its own time.",
  lock:
    "Let A take the lock and pause it in the middle of its work. Let ten seconds pass, let B take the lock and finish, and wake A. Then let the storage check the token.",
};

type Figure = ReturnType<typeof useActs<Setting>>;

function CoastHalf({ figure, coasts }: { figure: Figure; coasts: Coasts }) {
  const { setting, act, choose } = figure;
  return (
    <>
      <Controls label="What happens">
        <Choice
          label="Leader needs"
          options={[
            { value: "bare", text: "only itself" },
            { value: "quorum", text: "a quorum, 3 of 5" },
          ]}
          value={setting}
          onChange={(next) => choose(next as Setting)}
        />
      </Controls>
      <Controls label="Events">
        <SmallButton onClick={() => act(coasts.isCut ? "h" : "c")}>
          {coasts.isCut ? "Mend the line" : "Cut the line"}
        </SmallButton>
        <SmallButton onClick={() => act("w")}>Write in the West</SmallButton>
        <SmallButton onClick={() => act("e")}>Write in the East</SmallButton>
        <UndoReset figure={figure} />
      </Controls>
      <CoastsView coasts={coasts} />
      <Status>{tellCoasts(coasts)}</Status>
    </>
  );
}

function LockHalf({ figure, scene }: { figure: Figure; scene: LockScene }) {
  const { setting, act, choose } = figure;
  return (
    <>
      <Controls label="The storage">
        <Choice
          label="Storage"
          options={[
            { value: "lock", text: "takes every write" },
            { value: "fence", text: "checks the token" },
          ]}
          value={setting}
          onChange={(next) => choose(next as Setting)}
        />
      </Controls>
      <Controls label="Events">
        <LockControls scene={scene} act={act} />
        <UndoReset figure={figure} />
      </Controls>
      <LockView scene={scene} />
      <Status>{tellLock(scene)}</Status>
    </>
  );
}

function CoastsInWords({ coasts: { isCut, leaders, writes } }: { coasts: Coasts }) {
  return (
    <ul>
      <li>The line is {isCut ? "cut" : "whole"}.</li>
      {leaders.map(({ id, term }) => <li key={id}>{id} says that it leads term {term}.</li>)}
      {writes.map(({ name, isConfirmed, heldBy }) => (
        <li key={name}>
          {name} was {isConfirmed ? "confirmed" : "not confirmed"} and is in{" "}
          {heldBy.length === 0 ? "no log" : `the logs of ${heldBy.join(", ")}`}.
        </li>
      ))}
    </ul>
  );
}

function LockInWords({ scene: { holder, lock, workers, disk } }: { scene: LockScene }) {
  return (
    <ul>
      <li>
        {holder === undefined
          ? "Nobody has the lock."
          : `${holder.toUpperCase()} has the lock, with token ${lock.token}.`}
      </li>
      {(["a", "b"] as const).map((id) => (
        <li key={id}>
          {id.toUpperCase()} is {workers[id].isPaused ? "paused" : "running"} and{" "}
          {workers[id].doing}.
        </li>
      ))}
      <li>The storage holds: {disk.value}. The largest token it has seen is {disk.largest}.</li>
    </ul>
  );
}
