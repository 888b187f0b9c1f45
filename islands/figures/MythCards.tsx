import { useMemo } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { CaseList } from "./claims/CaseList.tsx";
import { Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { usePermalink } from "./kit/use_permalink.ts";
import { Heaps } from "./myth_cards/Heaps.tsx";
import { HEAPS, MYTHS } from "./myth_cards/myths.ts";
import {
  nextUnsorted,
  putCard,
  readSorting,
  tellSorting,
  UNSORTED,
  writeSorting,
} from "./myth_cards/sorting.ts";

export const about: FigureAbout = {
  title: "Always, only if, or never",
  inWords:
    "Ten claims about distributed systems, to be sorted onto three heaps. Each is then run: in small clusters, or by trying all cases. Two hold always: that any two majorities have a machine in common, and that counters which only grow agree in whatever order they hear of each other. Two never hold: that silence tells a crash, and that a client without an answer can tell what happened. The other six hold only if something else does, and the runs show one of each kind.",
};

const ID = "figure-myth-cards";

/** Claims to sort, each of which can be run. */
export default function MythCards() {
  const [sorting, change, href] = usePermalink({
    id: ID,
    initial: UNSORTED,
    write: writeSorting,
    read: readSorting,
  });
  const { at, heaps } = sorting;
  const myth = MYTHS[at];
  const isSorted = heaps[at] !== undefined;
  const next = nextUnsorted(sorting);
  const tells = tellSorting(sorting);
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<p>{myth.text} {tells}</p>}
      caption="A claim is on the heap where its runs put it: always if it holds in all of them, never if in none. Choose a card on a heap to see its runs again."
    >
      <div class="border-b border-line bg-sunken px-4 py-6 sm:px-8">
        <div
          role="group"
          aria-label="The card"
          class="mx-auto flex min-h-[8rem] max-w-[34rem] flex-col justify-center rounded-xl border border-line bg-panel px-5 py-5 text-center"
        >
          <p class="text-sm text-muted">Card {at + 1} of {MYTHS.length}</p>
          <p class="mt-1.5 font-serif text-xl leading-snug">“{myth.text}”</p>
        </div>
      </div>
      <Controls label="The heaps to put it on">
        {HEAPS.map((heap) => (
          <SmallButton
            key={heap}
            disabled={isSorted}
            onClick={() => change(putCard(sorting, heap))}
          >
            {heap}
          </SmallButton>
        ))}
        <span class="ml-auto flex flex-wrap gap-2">
          <SmallButton disabled={!isSorted} onClick={() => change(putCard(sorting, undefined))}>
            Take it back
          </SmallButton>
          <SmallButton
            disabled={next === undefined || !isSorted}
            onClick={() => change({ ...sorting, at: next! })}
          >
            Next card
          </SmallButton>
        </span>
      </Controls>
      <Status>{tells}</Status>
      {isSorted && <Runs key={at} index={at} />}
      <Heaps sorting={sorting} onShow={(index) => change({ ...sorting, at: index })} />
      <Controls label="All cards">
        <SmallButton
          disabled={heaps.every((heap) => heap === undefined)}
          onClick={() => change(UNSORTED)}
        >
          Take all back
        </SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function Runs({ index }: { index: number }) {
  const cases = useMemo(() => MYTHS[index].run(), [index]);
  return (
    <div class="border-b border-line px-4 py-4 sm:px-5">
      <CaseList cases={cases} />
    </div>
  );
}
