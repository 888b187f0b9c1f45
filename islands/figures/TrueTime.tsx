import type { FigureAbout } from "@/lib/section.ts";
import { Controls, Slider, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { usePermalink } from "./kit/use_permalink.ts";
import { SourceTag } from "./kit/SourceTag.tsx";
import {
  commit,
  INITIAL,
  readSettings,
  type Settings,
  show,
  tellOutcome,
  writeSettings,
} from "./true_time/commit.ts";
import { Timeline } from "./true_time/Timeline.tsx";

export const about: FigureAbout = {
  title: "Two transactions, two clocks, one wait",
  inWords:
    "A transaction runs on machine A. As soon as it is confirmed, another begins on machine B. Each takes as its stamp the latest time that its clock thinks possible. The reader sets how uncertain the clocks are, how wrong each of them truly is, and how long replication takes. With the commit wait, which is twice the uncertainty, the second stamp is always the larger one. Without it, a fast clock on A and a slow one on B give the second transaction the smaller stamp. Where replication takes longer than the wait, the wait adds nothing.",
};

const ID = "figure-true-time";

/** Commit wait, and what happens without it. */
export default function TrueTime() {
  const [settings, change, href] = usePermalink<Settings>({
    id: ID,
    initial: INITIAL,
    write: writeSettings,
    read: readSettings,
  });
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  const outcome = commit(settings);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords outcome={outcome} settings={settings} />}
      caption={
        <>
          The axis is true time, which no machine can read. Pale band: the interval that the clock
          gives; dark line in it: the true moment; diamond: the stamp. Grey: replication. Brown: the
          wait. Green: confirmed. <SourceTag source="computed" />
        </>
      }
    >
      <Sliders settings={settings} set={set} reset={() => change(INITIAL)} />
      <Timeline outcome={outcome} settings={settings} />
      <Status>
        <strong class={outcome.holds ? "text-good" : "text-bad"}>
          {outcome.holds ? "✓ Order kept." : "✗ Order broken."}
        </strong>{" "}
        {tellOutcome(outcome, settings.waits)}
      </Status>
    </FigureFrame>
  );
}

function Sliders({ settings, set, reset }: {
  settings: Settings;
  set: (part: Partial<Settings>) => void;
  reset: () => void;
}) {
  const { epsilonMs, roundTripMs, errorA, errorB, waits } = settings;
  const errorOf = (share: number) => show(epsilonMs * share / 100);
  return (
    <>
      <Controls label="Clocks and distance">
        <Slider
          label="ε, the clocks' uncertainty"
          value={epsilonMs}
          min={1}
          max={10}
          text={`${epsilonMs} ms`}
          onChange={(value) => set({ epsilonMs: value })}
        />
        <Slider
          label="Replication takes"
          value={roundTripMs}
          min={0}
          max={60}
          text={`${roundTripMs} ms`}
          onChange={(value) => set({ roundTripMs: value })}
        />
        <Slider
          label="A's clock is truly off by"
          value={errorA}
          min={-100}
          max={100}
          step={5}
          text={errorOf(errorA)}
          onChange={(value) => set({ errorA: value })}
        />
        <Slider
          label="B's clock is truly off by"
          value={errorB}
          min={-100}
          max={100}
          step={5}
          text={errorOf(errorB)}
          onChange={(value) => set({ errorB: value })}
        />
      </Controls>
      <Controls label="The wait">
        <Toggle isOn={waits} onChange={(isOn) => set({ waits: isOn })}>Commit wait</Toggle>
        <SmallButton onClick={reset}>Reset</SmallButton>
      </Controls>
    </>
  );
}

function InWords({ outcome, settings }: {
  outcome: ReturnType<typeof commit>;
  settings: Settings;
}) {
  const { first, second } = outcome;
  return (
    <ul>
      {[first, second].map((each) => (
        <li key={each.machine}>
          On {each.machine}: begun at {show(each.startMs)}, its clock says between{" "}
          {show(each.earliestMs)} and {show(each.latestMs)}, replicated at{" "}
          {show(each.replicatedMs)},
          {settings.waits && ` stamp surely past at ${show(each.surelyPastMs)},`} confirmed at{" "}
          {show(each.doneMs)}.
        </li>
      ))}
    </ul>
  );
}
