import type { FigureAbout } from "@/lib/section.ts";
import { Controls, Slider, SmallButton, Status, Toggle } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { SourceTag } from "./kit/SourceTag.tsx";
import { usePermalink } from "./kit/use_permalink.ts";
import {
  COPIES_MAX,
  COPIES_MIN,
  countPairs,
  findRegress,
  type Group,
  INITIAL,
  readSettings,
  resize,
  type Settings,
  writeSettings,
} from "./quorum_overlap/overlap.ts";
import { tellOverlap, tellSpare } from "./quorum_overlap/tell_overlap.ts";

export const about: FigureAbout = {
  title: "Which copies a read can miss",
  inWords:
    "The reader sets N, how many copies there are; W, how many of them a write waits for; and R, how many a read asks. The figure tries every group of W copies with every group of R. If R + W is more than N, all of them share a copy, and every read meets the last confirmed write; otherwise it shows a read that misses it. Then it looks for a write that is half done, met by one read and missed by the next. There is one, for every choice in which a read asks fewer than all, until reads pass on to W copies what they return, and R + W is more than N.",
};

const ID = "figure-quorum-overlap";

/** What the overlap of read and write quorums promises, and what it does not. */
export default function QuorumOverlap() {
  const [settings, change, href] = usePermalink<Settings>({
    id: ID,
    initial: INITIAL,
    write: writeSettings,
    read: readSettings,
  });
  const { apart } = countPairs(settings.copies, settings.written, settings.asked);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={
        <p>{tellRows(settings).map(({ name, group }) => `${name}: ${list(group)}`).join("; ")}.</p>
      }
      caption={
        <>
          A disc: the copy has the new value. A ring: the read asks the copy; with a disc in it, and
          meets the new value there. Where nothing can go wrong an ordinary case is shown. All
          groups of copies are tried. <SourceTag source="computed" />
        </>
      }
    >
      <Choices settings={settings} change={change} />
      <Picture settings={settings} />
      <Status>
        <strong class={apart === 0 ? "text-good" : "text-bad"}>
          {apart === 0 ? "✓ They overlap." : "✗ They need not meet."}
        </strong>{" "}
        {tellOverlap(settings)} {tellSpare(settings)}
      </Status>
    </FigureFrame>
  );
}

function Choices({ settings, change }: {
  settings: Settings;
  change: (next: Settings) => void;
}) {
  const { copies, written, asked, passesOn } = settings;
  const set = (part: Partial<Settings>) => change({ ...settings, ...part });
  return (
    <>
      <Controls label="Copies, writes and reads">
        <Slider
          label="N, copies"
          value={copies}
          min={COPIES_MIN}
          max={COPIES_MAX}
          text={`${copies}`}
          onChange={(value) => change(resize(settings, value))}
        />
        <Slider
          label="W, a write waits for"
          value={written}
          min={1}
          max={copies}
          text={`${written}`}
          onChange={(value) => set({ written: value })}
        />
        <Slider
          label="R, a read asks"
          value={asked}
          min={1}
          max={copies}
          text={`${asked}`}
          onChange={(value) => set({ asked: value })}
        />
      </Controls>
      <Controls label="Reads">
        <Toggle isOn={passesOn} onChange={(isOn) => set({ passesOn: isOn })}>
          Reads pass on what they return
        </Toggle>
        <span class="ml-auto">
          <SmallButton onClick={() => change(INITIAL)}>Reset</SmallButton>
        </span>
      </Controls>
    </>
  );
}

interface Row {
  readonly name: string;
  readonly group: Group;
  /** Of a read: the copies that have the new value when it comes. */
  readonly holders?: Group;
}

/** A confirmed write and a read; then a write that is half done, and two reads. */
function tellRows(settings: Settings): readonly Row[] {
  const { copies, written, asked } = settings;
  const [confirmed, read] = countPairs(copies, written, asked).example;
  const regress = findRegress(settings);
  return [
    { name: "A confirmed write is on", group: confirmed },
    { name: "A read may ask", group: read, holders: confirmed },
    ...(regress === undefined ? [] : [
      { name: "Half done, a write is on", group: regress.before },
      { name: "A read meets it", group: regress.first, holders: regress.before },
      ...(settings.passesOn ? [{ name: "Passed on, it is on", group: regress.after }] : []),
      { name: "The next read does not", group: regress.second, holders: regress.after },
    ]),
  ];
}

const list = (group: Group) => group.map((copy) => `n${copy + 1}`).join(", ");

function Picture({ settings }: { settings: Settings }) {
  const { copies, written, asked } = settings;
  const { pairs, apart } = countPairs(copies, written, asked);
  const places = Array.from({ length: copies }, (_, copy) => copy);
  return (
    <div
      class="overflow-x-auto border-b border-line bg-sunken px-4 py-4 sm:px-5"
      tabIndex={0}
      role="group"
      aria-label="The copies"
    >
      <table class="text-sm">
        <caption class="pb-2 text-left">
          {apart} of {pairs} choices of a write's and a read's copies share none
        </caption>
        <thead class="text-muted">
          <tr>
            <td />
            {places.map((copy) => (
              <th key={copy} scope="col" class="px-2 pb-1 font-normal">n{copy + 1}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tellRows(settings).map((row) => (
            <tr key={row.name} class="border-t border-line">
              <th scope="row" class="py-1.5 pr-4 text-left font-normal">{row.name}</th>
              {places.map((copy) => <Cell key={copy} row={row} copy={copy} />)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ row: { group, holders }, copy }: { row: Row; copy: number }) {
  if (!group.includes(copy)) return <td class="px-2" />;
  const [sign, words] = holders === undefined
    ? ["●", "has it"]
    : holders.includes(copy)
    ? ["◉", "asked, and has it"]
    : ["○", "asked, and has it not"];
  return (
    <td class="px-2 text-center text-accent">
      <span aria-hidden="true">{sign}</span>
      <span class="sr-only">{words}</span>
    </td>
  );
}
