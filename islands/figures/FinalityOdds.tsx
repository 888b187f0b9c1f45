import type { ComponentChildren } from "preact";
import type { FigureAbout } from "@/lib/section.ts";
import { Chart } from "./finality_odds/Chart.tsx";
import {
  BEHIND_MAX,
  BLOCKS_MAX,
  estimate,
  INITIAL,
  NODES,
  race,
  RACES,
  readSettings,
  SEED_MAX,
  type Settings,
  SHARE_MAX,
  wipe,
  WIPED_MAX,
  writeSettings,
} from "./finality_odds/odds.ts";
import { showOdds, tellOdds } from "./finality_odds/tell_odds.ts";
import { Controls, Slider, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Two kinds of final: odds and assumptions",
  inWords:
    "The reader sets an attacker's share of the computing power and how many blocks a payee waits for. The figure gives the chance that the payment is undone, by the calculation in Bitcoin's first paper, and mines races block by block to compare. For a small share the chance falls steeply with every block; near a half it hardly falls at all. Beside it stands an entry that a Raft cluster of five has committed. It has no odds: while disks keep what they stored no leader without the entry can be elected. The reader can empty disks, which breaks the assumption, and then it can be lost at once.",
};

const ID = "figure-finality-odds";

/** Proof of work, which is more and more likely final, beside Raft, which is final if. */
export default function FinalityOdds() {
  const [settings, change, href] = usePermalink<Settings>({
    id: ID,
    initial: INITIAL,
    write: writeSettings,
    read: readSettings,
  });
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<p>{tellOdds(settings)}</p>}
      caption={
        <>
          The chance that a payment is undone, by powers of ten. Disc: the paper's estimate{" "}
          <SourceTag source="bitcoin-2008" />; cross: the races{" "}
          <SourceTag source="computed" />. The estimate takes the honest miners' time to be just the
          average; the races do not, and come out a little higher. An attacker {BEHIND_MAX}{" "}
          blocks behind gives up <SourceTag source="illustrative" />.
        </>
      }
    >
      <Sliders {...{ settings, set }} />
      <Chart settings={settings} />
      <div class="grid gap-3 border-b border-line px-4 py-4 sm:grid-cols-2 sm:px-5">
        <Payment settings={settings} />
        <Entry settings={settings} />
      </div>
      <Status>
        {tellOdds(settings)} <SourceTag source="computed" />
      </Status>
      <Controls label="Luck">
        <SmallButton onClick={() => set({ seed: settings.seed % SEED_MAX + 1 })}>
          Race with other luck
        </SmallButton>
        <SmallButton onClick={() => change(INITIAL)}>Reset</SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function Sliders(
  { settings, set }: { settings: Settings; set: (part: Partial<Settings>) => void },
) {
  const { share, blocks, wiped } = settings;
  return (
    <Controls label="What you fear, and how long you wait">
      <Slider
        label="The attacker's share"
        value={share}
        min={1}
        max={SHARE_MAX}
        text={`${share} %`}
        onChange={(value) => set({ share: value })}
      />
      <Slider
        label="Blocks that you wait for"
        value={blocks}
        min={0}
        max={BLOCKS_MAX}
        text={`${blocks}`}
        onChange={(value) => set({ blocks: value })}
      />
      <Slider
        label={`Raft disks emptied, of ${NODES}`}
        value={wiped}
        min={0}
        max={WIPED_MAX}
        text={`${wiped}`}
        onChange={(value) => set({ wiped: value })}
      />
    </Controls>
  );
}

function Payment({ settings }: { settings: Settings }) {
  const odds = estimate(settings.share, settings.blocks);
  return (
    <Panel title="A payment under proof of work" value={`${showOdds(odds)} undone`}>
      By the paper's estimate. In {RACES} races: {race(settings)}. {settings.share >= SHARE_MAX
        ? "Against half of the power no waiting helps."
        : "Each further block makes it less likely, and none makes it impossible."}
    </Panel>
  );
}

function Entry({ settings }: { settings: Settings }) {
  const { ways, undone } = wipe(settings.wiped);
  return (
    <Panel
      title="An entry that Raft has committed"
      value={undone === 0 ? "nothing undoes it" : `${undone} of ${ways} ways undo it`}
      isBad={undone > 0}
    >
      {undone === 0
        ? "Three of five nodes have it, and two alone cannot elect a leader that lacks it. Time changes nothing."
        : `Of the ${ways} ways to empty so many disks, ${undone} leave three nodes without it: enough to elect a leader that lacks it.`}
    </Panel>
  );
}

function Panel({ title, value, isBad = false, children }: {
  title: string;
  value: string;
  isBad?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div
      role="group"
      aria-label={title}
      class={`rounded-lg border bg-sunken px-4 py-3 ${isBad ? "border-bad" : "border-line"}`}
    >
      <p class="text-sm text-muted">{title}</p>
      <p class={`mt-1 text-lg font-semibold tabular-nums ${isBad ? "text-bad" : ""}`}>
        {value} <SourceTag source="computed" />
      </p>
      <p class="mt-1 text-sm">{children}</p>
    </div>
  );
}
