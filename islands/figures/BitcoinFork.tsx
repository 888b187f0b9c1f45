import type { FigureAbout } from "@/lib/section.ts";
import {
  BLOCKS_PER_HOUR,
  HOURS_MAX,
  INITIAL,
  mine,
  type Night,
  POOLS,
  readSettings,
  SEED_MAX,
  type Settings,
  shareOnNew,
  sideOf,
  writeSettings,
} from "./bitcoin_fork/fork.ts";
import { showHours, tellNight } from "./bitcoin_fork/tell_night.ts";
import { Timeline } from "./bitcoin_fork/Timeline.tsx";
import { Controls, Slider, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "Two chains, and the pools are yours to move",
  inWords:
    "A block splits the chain. New nodes accept both chains and follow the longer one; old nodes accept only the chain without the block. Six of ten pools mine the new chain, which runs away. The reader chooses which pools change sides, and when, and how many nodes have upgraded. If enough power moves to the old chain, it overtakes the other after some hours; the new nodes then follow by themselves, the blocks of the new chain are void, and there is one chain again. If power moves to the new chain, the gap grows, and the old nodes stay on their own chain until the last of them is upgraded.",
};

const ID = "figure-bitcoin-fork";

/** The fork of March 2013, mined block by block. */
export default function BitcoinFork() {
  const [settings, change, href] = usePermalink<Settings>({
    id: ID,
    initial: INITIAL,
    write: writeSettings,
    read: readSettings,
  });
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  const night = mine(settings);
  const isJoined = night.joinedHour !== undefined;
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords {...{ settings, night }} />}
      caption={<Caption />}
    >
      <Sliders {...{ settings, set }} />
      <Pools {...{ settings, set }} />
      <Timeline {...{ settings, night }} />
      <Status>
        <strong class={isJoined ? "text-good" : "text-bad"}>
          {isJoined ? "✓ One chain again." : "✗ Still two chains."}
        </strong>{" "}
        {tellNight(settings, night)} <SourceTag source="computed" />
      </Status>
      <Controls label="Luck">
        <SmallButton onClick={() => set({ seed: settings.seed % SEED_MAX + 1 })}>
          Mine with other luck
        </SmallButton>
        <SmallButton onClick={() => change(INITIAL)}>Reset</SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function Caption() {
  return (
    <>
      Each square is a block. In all, {BLOCKS_PER_HOUR} blocks are found in an hour on average{" "}
      <SourceTag source="bitcoin-2008" />. Ten pools of equal power{" "}
      <SourceTag source="illustrative" />. In March 2013 about 60 % of the power was on the new
      chain{" "}
      <SourceTag source="bip-50" />; the chains joined after about 6 hours, and 24 blocks were void
      {" "}
      <SourceTag source="bitcoin-magazine-2013" />.
    </>
  );
}

function Sliders(
  { settings, set }: { settings: Settings; set: (part: Partial<Settings>) => void },
) {
  const { poolsOnNew, movedHour, upgraded } = settings;
  return (
    <Controls label="The split">
      <Slider
        label="Power on the new chain at first"
        value={poolsOnNew * 10}
        min={0}
        max={100}
        step={10}
        text={`${poolsOnNew * 10} %`}
        onChange={(value) => set({ poolsOnNew: value / 10 })}
      />
      <Slider
        label="Nodes that have upgraded"
        value={upgraded}
        min={0}
        max={100}
        step={5}
        text={`${upgraded} %`}
        onChange={(value) => set({ upgraded: value })}
      />
      <Slider
        label="The pools move after"
        value={movedHour * 2}
        min={1}
        max={12}
        text={`${movedHour} h`}
        onChange={(value) => set({ movedHour: value / 2 })}
      />
    </Controls>
  );
}

/** Pools that are pressed change sides. */
function Pools({ settings, set }: { settings: Settings; set: (part: Partial<Settings>) => void }) {
  const { moved } = settings;
  const toggle = (pool: number) =>
    moved.includes(pool) ? moved.filter((each) => each !== pool) : [...moved, pool].sort();
  return (
    <Controls label="Which pools move">
      <span class="text-sm text-muted">Move a pool:</span>
      {POOLS.map((pool) => {
        const [from, to] = [sideOf(settings, pool, 0), sideOf(settings, pool, HOURS_MAX)];
        return (
          <Toggle
            key={pool}
            isOn={moved.includes(pool)}
            onChange={() => set({ moved: toggle(pool) })}
          >
            <span class="sr-only">Pool {pool + 1}:</span> {from === to ? from : `${from} → ${to}`}
          </Toggle>
        );
      })}
      <span class="text-sm">
        Then {Math.round(shareOnNew(settings, HOURS_MAX) * 100)} % on the new chain{" "}
        <SourceTag source="computed" />
      </span>
    </Controls>
  );
}

function InWords({ settings, night }: { settings: Settings; night: Night }) {
  const { joinedHour, lengths, voidBlocks, stranded } = night;
  const share = (hour: number) => Math.round(shareOnNew(settings, hour) * 100);
  return (
    <ul>
      <li>
        {share(0)} % of the power is on the new chain at first, {share(HOURS_MAX)} % after{" "}
        {settings.movedHour} hours.
      </li>
      <li>
        Since the split the new chain got {lengths.new} blocks and the old one {lengths.old};{" "}
        {voidBlocks} are void.
      </li>
      <li>
        {joinedHour === undefined
          ? `The chains have not joined; ${stranded} % of the nodes stay on the old one.`
          : `There is one chain again after ${showHours(joinedHour)}.`}
      </li>
    </ul>
  );
}
