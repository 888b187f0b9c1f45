import { useState } from "preact/hooks";
import type { FigureAbout } from "@/lib/section.ts";
import { Bill } from "./cost_calculator/Bill.tsx";
import {
  costOf,
  type Design,
  FIELDS,
  INITIAL,
  NAMES,
  readDesign,
  READS,
  showMoney,
  showNumber,
  showRate,
  tellCost,
  writeDesign,
} from "./cost_calculator/cost.ts";
import { Inputs } from "./cost_calculator/Inputs.tsx";
import { Choice, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "A bill from your own numbers",
  inWords:
    "The reader enters copies, regions, the size of the data, writes and reads per second, bytes per write, prices for storage and transfer, and round trips. The figure works out the monthly cost of storage and of transfer, the time of a commit, the number of requests under way, and how many changes a second are possible where each waits for the one before, and shows the arithmetic. Beside it stands the same with all copies in one region. Storage costs the same in both. Traffic, commit time, and requests under way do not, and the rate of changes in a chain cannot be bought back.",
};

const ID = "figure-cost-calculator";

/** What copies, distance and waiting cost. */
export default function CostCalculator() {
  const [design, change, href] = usePermalink<Design>({
    id: ID,
    initial: INITIAL,
    write: writeDesign,
    read: readDesign,
  });
  const [past, setPast] = useState<readonly Design[]>([]);
  const set = (part: Partial<Design>) => {
    setPast([...past, design]);
    change({ ...design, ...part });
  };
  const undo = () => {
    change(past.at(-1)!);
    setPast(past.slice(0, -1));
  };
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<InWords design={design} />}
      caption="Copies are spread evenly over the regions, and the leader stands where there are most. Every write is sent to every copy elsewhere; a month has 30 days, a GB is 10⁹ bytes. Machines, requests and traffic to clients cost extra."
    >
      <Controls label="Designs">
        <SmallButton onClick={() => set({ copies: 3, regions: 1 })}>
          Three copies, one region
        </SmallButton>
        <SmallButton onClick={() => set({ copies: 3, regions: 3 })}>
          Three copies, three continents
        </SmallButton>
        <Choice
          label="Reads"
          options={READS.map((value) => ({
            value,
            text: value === "nearest" ? "from the nearest copy" : "linearizable",
          }))}
          value={design.readFrom}
          onChange={(readFrom) => set({ readFrom })}
        />
        <span class="ml-auto flex gap-2">
          <SmallButton disabled={past.length === 0} onClick={undo}>Undo</SmallButton>
          <SmallButton onClick={() => set(INITIAL)}>Reset</SmallButton>
        </span>
      </Controls>
      <Inputs design={design} onChange={(name, value) => set({ [name]: value })} />
      <Status>{tellCost(design)}</Status>
      <Bill design={design} />
    </FigureFrame>
  );
}

function InWords({ design }: { design: Design }) {
  const { storage, transfer, commitMs, underWay, serialRate } = costOf(design);
  return (
    <ul>
      {NAMES.map((name) => (
        <li key={name}>{FIELDS[name].label}: {design[name]} {FIELDS[name].unit}</li>
      ))}
      <li>
        Storage {showMoney(storage)} and transfer {showMoney(transfer)} a month; a commit takes{" "}
        {commitMs} ms; {showNumber(underWay)} requests under way; changes one after the other:{" "}
        {showRate(serialRate)}.
      </li>
    </ul>
  );
}
